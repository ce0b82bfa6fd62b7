// Tables worked by the keyboard: table[data-grid], td[data-cell].
// Arrows, Home/End and Ctrl+Home/End go from cell to cell; Enter, F2 or typing goes into the field
// of a cell; Enter there saves and goes a row down, Escape puts the old value back and leaves.
// Shift+Space or Ctrl+Space fire plenum:choose on the cell, Shift+↑↓ too with isRange (choose from
// the last row to this one), Ctrl+A fires plenum:choose-all and Escape plenum:choose-none.
// Pasting several cells fires plenum:paste on the table (cancelable), else fills the fields. On a
// page with [data-takes-rows] what is pasted elsewhere fires it there, with no cell: rows to add.

const FIELD = "[data-edit], input:not([type=hidden]), select, textarea, a[href], button";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0] };

const rowsOf = (table) => [...table.rows].map((row) => [...row.querySelectorAll("[data-cell]")]).filter((row) => row.length);

function find(table, cell) {
  const rows = rowsOf(table);
  const row = rows.findIndex((each) => each.includes(cell));
  return { rows, row, column: row < 0 ? -1 : rows[row].indexOf(cell) };
}

function go(table, cell) {
  if (!cell) return;
  for (const each of table.querySelectorAll("[data-cell][tabindex='0']")) each.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
}

function step(table, cell, down, right) {
  const { rows, row, column } = find(table, cell);
  const target = rows[Math.max(0, Math.min(rows.length - 1, row + down))];
  go(table, target?.[Math.max(0, Math.min(target.length - 1, column + right))]);
}

function enter(cell, text = null) {
  const field = cell.querySelector(FIELD);
  if (!field) return;
  if (field.matches("a, button")) { field.click(); return; }
  field.dataset.before = field.type === "checkbox" ? String(field.checked) : field.value;
  field.focus();
  if (text === null) { field.select?.(); return; }
  if ("select" in field) field.select();
  if (field.selectionStart !== null) field.setRangeText?.(""); // dates and times have no text to replace
}

function onKey(event) {
  const table = event.target.closest("table[data-grid]");
  const cell = event.target.closest("[data-cell]");
  if (!table || !cell || (event.isComposing && event.target !== cell)) return;
  if (event.target === cell) onCellKey(event, table, cell);
  else if (event.target.matches("input, select, textarea")) onFieldKey(event, table, cell);
}

function onCellKey(event, table, cell) {
  const move = STEPS[event.key];
  const isMeta = event.ctrlKey || event.metaKey;
  if (tellChoice(event, table, cell, isMeta)) { event.preventDefault(); return; }
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (move) step(table, cell, ...move);
  else if (event.key === "Home" || event.key === "End") {
    const far = event.key === "Home" ? -1e6 : 1e6;
    step(table, cell, event.ctrlKey ? far : 0, far);
  } else if (event.key === "Enter" || event.key === "F2") enter(cell);
  else if (event.key === " " && cell.querySelector("input[type=checkbox]")) cell.querySelector("input[type=checkbox]").click();
  else if (isPlain && (event.key.length === 1 || event.key === "Process") && event.key !== "/" && event.key !== "?" && cell.querySelector("input:not([type=checkbox]), textarea")) {
    enter(cell, event.key); // the key itself, or the input method's first letter, then arrives in the field
    return;
  } else return;
  event.preventDefault();
}

function tell(cell, name, detail = {}) {
  return cell.dispatchEvent(new CustomEvent(`plenum:${name}`, { bubbles: true, detail }));
}

/** Rows are chosen with the keys that lists and spreadsheets use; a page that has no choice ignores it. */
function tellChoice(event, table, cell, isMeta) {
  if (event.key === " " && (event.shiftKey || isMeta)) tell(cell, "choose", { isRange: false });
  else if (event.shiftKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    const from = cell.closest("tr")?.dataset.key;
    step(table, cell, ...STEPS[event.key]);
    tell(document.activeElement, "choose", { isRange: true, from });
  } else if (isMeta && event.key.toLowerCase() === "a") tell(cell, "choose-all");
  else if (event.key === "Escape") tell(cell, "choose-none");
  else return false;
  return true;
}

function onFieldKey(event, table, cell) {
  const field = event.target;
  if (event.key === "Escape") {
    if (field.dataset.before !== undefined && field.type !== "checkbox") {
      field.value = field.dataset.before;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    event.stopPropagation();
    go(table, cell);
  } else if (event.key === "Enter" && !(field.matches("textarea") && event.shiftKey)) {
    go(table, cell);
    step(table, cell, event.shiftKey ? -1 : 1, 0);
  } else return;
  event.preventDefault();
}

/** Rows and columns of what spreadsheets put on the clipboard; quoted cells may hold line breaks. */
export function readPasted(text) {
  const rows = [[]];
  const cells = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g);
  for (const [whole, quoted, plain, end] of cells) {
    if (!whole && !end && rows.at(-1).length) break;
    rows.at(-1).push(quoted !== undefined ? quoted.replaceAll('""', '"') : plain);
    if (end === "\n") rows.push([]);
    if (!end) break;
  }
  return rows;
}

function onPaste(event) {
  const table = event.target.closest?.("table[data-grid]");
  const cell = event.target.closest?.("[data-cell]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const isBlock = /[\t\n]/.test(text.trim());
  if (!table || !cell) { offerRows(event, text, isBlock); return; }
  if (!isBlock && event.target !== cell) return;
  event.preventDefault();
  const { row, column, rows: cells } = find(table, cell);
  const rows = readPasted(text);
  const told = new CustomEvent("plenum:paste", { bubbles: true, cancelable: true, detail: { row, column, rows, cell } });
  if (table.dispatchEvent(told)) fillCells(cells, row, column, rows);
}

/** Rows pasted where no cell is go to the page's panel; a field keeps what is no block. */
function offerRows(event, text, isBlock) {
  const panel = document.querySelector("[data-takes-rows]");
  const field = event.target.closest?.("input, textarea, select, [contenteditable=true]");
  if (!panel || !text.trim() || document.querySelector("dialog[open]")) return;
  if (field && !(isBlock && panel.contains(field))) return;
  event.preventDefault();
  panel.dispatchEvent(new CustomEvent("plenum:paste", { detail: { row: 0, column: 0, rows: readPasted(text), cell: null } }));
}

function fillCells(cells, row, column, rows) {
  const edits = new Map();
  rows.forEach((values, down) => values.forEach((value, right) => {
    const field = cells[row + down]?.[column + right]?.querySelector("[data-edit]");
    if (!field) return;
    const { section, key, field: name, version } = field.dataset;
    const place = `${section}/${key}`;
    if (!edits.has(place)) edits.set(place, { op: "change", section, key, values: {}, version: version ? Number(version) : null });
    edits.get(place).values[name] = value.trim();
  }));
  if (edits.size) window.plenum.batch([...edits.values()], window.plenum.words.pasted);
}

function prepare(root) {
  for (const table of root.querySelectorAll?.("table[data-grid]") ?? []) {
    const isReached = table.querySelector("[data-cell][tabindex='0']") !== null;
    for (const [at, cell] of rowsOf(table).flat().entries()) {
      if (!cell.hasAttribute("tabindex")) cell.tabIndex = at === 0 && !isReached ? 0 : -1;
      for (const field of cell.querySelectorAll(FIELD)) field.tabIndex = -1;
    }
  }
}

document.addEventListener("keydown", onKey);
document.addEventListener("paste", onPaste);
document.addEventListener("dblclick", (event) => { const cell = event.target.closest("[data-grid] [data-cell]"); if (cell === event.target) enter(cell); });
document.addEventListener("htmx:load", () => prepare(document));
prepare(document);
