// Small comforts; every page works without them.

// A filter that was chosen applies at once.
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// A slash goes to the search field.
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("[data-find]");
  const isTyping = event.target.closest("input, select, textarea");
  if (field && event.key === "/" && !isTyping) {
    event.preventDefault();
    field.focus();
  }
});

// What floats closes with Esc, when the focus leaves it, and on a click beside it; one at a time is open.
const FLOATING = "details.menu, details.findings-strip, details.rail-sheet";
function closeOthers(but = null) {
  for (const each of document.querySelectorAll(FLOATING)) {
    if (each.open && each !== but && !(but && each.contains(but))) each.open = false;
  }
}
function closeAround(event) {
  const inside = event.target.closest(`${FLOATING}, .rail`);
  closeOthers(inside?.matches(".rail") ? inside.querySelector(".rail-sheet") : inside);
}
document.addEventListener("click", closeAround);
document.addEventListener("focusin", closeAround);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...document.querySelectorAll(FLOATING)].find((each) => each.open);
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// A page says when the connection is lost, and takes it back when it returns.
const banner = document.querySelector("[data-offline]");
function showConnection() { if (banner) banner.hidden = navigator.onLine; }
window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);
showConnection();

// A number that changed shows it for two seconds.
const SHOWN = 2000;
document.addEventListener("plenum:changed-number", ({ target }) => {
  target.classList.add("is-news");
  setTimeout(() => target.classList.remove("is-news"), SHOWN);
});
