// Cards are dragged between the columns of states; dropping presses the card's own button, so that
// the keyboard, a reader without a script and the mouse do the very same thing.
const columns = document.querySelectorAll("[data-column]");
let held = null;

document.addEventListener("dragstart", (event) => {
  held = event.target.closest("[data-card][draggable]");
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.dataset.card);
});
document.addEventListener("dragend", () => {
  held = null;
  columns.forEach((each) => each.classList.remove("is-over"));
});
for (const column of columns) {
  const button = () => held?.querySelector(`button[value="${column.dataset.column}"]`);
  column.addEventListener("dragover", (event) => {
    if (!button()) return;
    event.preventDefault();
    column.classList.add("is-over");
  });
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("is-over");
  });
  column.addEventListener("drop", (event) => {
    event.preventDefault();
    button()?.click();
  });
}
