// Small comforts; every page works without them.
"use strict";

// The rail lies open beside the work and folds away on a narrow screen.
const sheet = document.querySelector(".rail-sheet");
if (sheet) {
  const wide = window.matchMedia("(min-width: 861px)");
  const fit = () => { sheet.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
}

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
