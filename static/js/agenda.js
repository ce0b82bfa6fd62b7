// The agenda's items: moved by dragging or keys, deleted, and printed anew beside as they change.
import { fill, moveRow, sortRows } from "./listed.js";

const list = document.querySelector("[data-items]"), said = document.querySelector("[data-said]");
const words = JSON.parse(list.dataset.words);
const items = () => [...list.children];
const leaving = new Set();
const titleOf = (item) => item.querySelector("[data-field=title]");

async function print() {
  try {
    const answer = await fetch(location.href, { headers: { "X-Part": "1" } });
    if (answer.ok && !answer.redirected) document.getElementById("printed").innerHTML = await answer.text();
  } catch { /* the next change tries again */ }
}

async function place(item) {
  const at = items().indexOf(item), after = at ? items()[at - 1].dataset.item : "";
  said.textContent = fill(words.moved, { n: at + 1 });
  const done = await window.plenum.batch([{ op: "move", section: "agenda", key: item.dataset.item, after }], words.move);
  if (done) item.dataset.position = done.entries[0].position;
  else location.reload();
}

async function remove(item) {
  const near = item.nextElementSibling ?? item.previousElementSibling, name = titleOf(item).value;
  const version = Number(titleOf(item).dataset.version);
  await window.plenum.flush();
  leaving.add(item);
  const done = await window.plenum.batch([{ op: "remove", section: "agenda", key: item.dataset.item, version }], words.removeNote);
  leaving.delete(item);
  if (!done) return;
  item.remove();
  (near ? titleOf(near) : document.getElementById("new-item")).focus();
  window.plenum.say(fill(words.removed, { name }));
}

function act(name, item) {
  if (name === "remove") remove(item);
  else if (moveRow(item, name === "up" ? -1 : 1)) place(item);
}

list.addEventListener("click", (event) => { const button = event.target.closest("[data-act]"); if (button) act(button.dataset.act, button.closest("li")); });
list.addEventListener("keydown", (event) => {
  const name = event.altKey && { ArrowUp: "up", ArrowDown: "down", Delete: "remove" }[event.key];
  if (!name || event.isComposing) return;
  event.preventDefault();
  act(name, event.target.closest("li"));
});
sortRows(list, ".agenda-grip", (event) => { if (event.oldIndex !== event.newIndex) place(event.item); });
document.addEventListener("plenum:saved", () => setTimeout(print, 50));
document.addEventListener("plenum:changed", (event) => {
  setTimeout(print, 50);
  const { section, key, values, position } = event.detail;
  if (section !== "agenda") return;
  const known = items().find((each) => each.dataset.item === key);
  if (leaving.has(known)) return;
  if (values ? !known || Number(known.dataset.position) !== position : known) location.reload(); // added, gone, moved
});
