// Brings one's own chair into the middle of a row that is wider than the screen.
const mine = document.querySelector("[data-me]");
if (mine) {
  const row = mine.closest(".chair-row");
  row.scrollLeft = mine.offsetLeft - row.offsetLeft - (row.clientWidth - mine.clientWidth) / 2;
}
