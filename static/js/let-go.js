// Something points to what is to be removed: all of it is named before it lets go.

/** Show what points to an entry; resolves to whether it shall let go of it. */
export function askToLetGo(pointers, message) {
  const dialog = document.getElementById("let-go");
  const opener = document.activeElement;
  dialog.querySelector("[data-message]").textContent = message;
  dialog.querySelector("[data-pointers]").replaceChildren(...pointers.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  }));
  dialog.returnValue = "";
  dialog.showModal();
  dialog.querySelector("[data-keep]").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      opener?.focus?.();
      resolve(dialog.returnValue === "let-go");
    }, { once: true });
  });
}
