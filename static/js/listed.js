// Editors of a list that one hidden field holds as JSON (edit.js saves it): rows made from it,
// written back as one types, moved by dragging or keys, drawn anew when others changed them.

export const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

export function make(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

/** Watch a hidden field: `show(value)` is called at first and whenever somebody else wrote it. */
export function bindField(field, show, read) {
  let written = "";
  const current = () => JSON.parse(field.value || field.dataset.json);
  const put = () => {
    const value = JSON.stringify(read());
    if (value === field.value) return;
    written = value;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const follow = () => {
    if (field.value === written) return;
    if (JSON.stringify(read()) === JSON.stringify(current())) { written = field.value; return; }
    written = field.value;
    show(current());
  };
  new MutationObserver(follow).observe(field, { attributes: true, attributeFilter: ["data-saved", "data-state"] });
  show(current());
  written = field.value;
  return put;
}

/** Let rows be dragged by their grips. */
export function sortRows(holder, handle, done, options = {}) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  window.Sortable?.create(holder, { handle, animation: isStill ? 0 : 120, onEnd: done, ...options });
}

export function moveRow(row, down) {
  const other = down > 0 ? row.nextElementSibling : row.previousElementSibling;
  if (!other) return false;
  const focused = document.activeElement;
  if (down > 0) other.after(row);
  else other.before(row);
  focused?.focus?.();
  return true;
}
