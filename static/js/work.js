// Says which files were chosen: the fields themselves are hidden behind their buttons.
"use strict";

for (const field of document.querySelectorAll("[data-file]")) {
  field.addEventListener("change", () => {
    const form = field.closest("form");
    const files = [...form.querySelectorAll("[data-file]")].flatMap((each) => [...each.files]);
    const told = form.querySelector("[data-file-names]");
    told.textContent = files.map((each) => `${each.name} ${Math.ceil(each.size / 1024)} KB`).join("; ");
  });
}
