// Ticking all boxes of a group, or none.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-all], [data-tick-none]");
  if (!button) return;
  for (const box of button.closest("fieldset").querySelectorAll("input[type=checkbox]")) {
    box.checked = "tickAll" in button.dataset;
  }
});
