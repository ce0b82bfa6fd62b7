// A rostrum's rows: names dragged or moved by keys, the order of each row, the rule; the chart
// below is the server's, made anew after each save.
import { bindField, fill, make, sortRows } from "./listed.js";

const editor = document.getElementById("rostrum-editor");
const words = JSON.parse(editor.dataset.words), names = JSON.parse(editor.dataset.names);
const field = editor.querySelector("[data-field=rostrum]"), holder = editor.querySelector("[data-rows]");
const said = editor.querySelector("[data-said]"), orders = editor.querySelector("[data-orders]");
const choices = [...editor.querySelectorAll("[data-choice]")];
const rows = () => [...holder.children];
const listOf = (row) => row.querySelector("ol");
const keysOf = (row) => [...listOf(row).children].map((each) => each.dataset.person);

function readRow(row) {
  const order = row.querySelector("select").value, shift = Number.parseInt(row.querySelector("input[type=number]").value, 10) || 0;
  return { people: keysOf(row), ...(order !== "rank" ? { order } : {}), ...(shift ? { shift } : {}) };
}

function read() {
  const seated = rows().map(readRow).filter((each) => each.people.length);
  if (!seated.length) return null;
  return { rows: seated, ...Object.fromEntries(choices.filter((each) => each.value !== each.dataset.default).map((each) => [each.dataset.choice, each.value])) };
}

function makeLabelled(id, text, element) {
  element.id = id;
  const label = make("label", "", text), part = make("div");
  label.htmlFor = id;
  part.append(label, element);
  return part;
}

let made = 0;
function makeRow(row = { people: [] }) {
  const part = make("fieldset", "rostrum-row"), number = made += 1;
  const order = make("select"), shift = Object.assign(make("input"), { type: "number", min: 0, max: 99, value: row.shift ?? 0 });
  order.append(orders.content.cloneNode(true));
  order.value = row.order ?? "rank";
  const list = make("ol", "rostrum-people");
  list.append(...row.people.map(makePerson));
  const add = Object.assign(make("input"), { autocomplete: "off" });
  Object.assign(add.dataset, { suggest: "person", people: "" });
  const gone = make("button", "quiet", words.removeRow);
  gone.type = "button";
  gone.dataset.removeRow = "";
  const tools = make("div", "filters");
  tools.append(makeLabelled(`order-${number}`, words.order, order), makeLabelled(`shift-${number}`, words.shift, shift), makeLabelled(`add-${number}`, words.add, add), gone);
  part.append(make("legend"), list, tools);
  sortRows(list, "button", changed, { group: "rostrum" });
  return part;
}

function makePerson(key) {
  const item = make("li"), button = make("button", "", names[key] ?? key);
  button.type = "button";
  item.dataset.person = key;
  item.append(button);
  return item;
}

function number() {
  rows().forEach((row, at) => {
    row.querySelector("legend").textContent = fill(words.row, { n: at + 1 });
    row.querySelector("input[type=number]").closest("div").hidden = row.querySelector("select").value !== "strokes";
  });
}

function show(rostrum) {
  const focused = document.activeElement?.closest?.("[data-person]")?.dataset.person;
  holder.replaceChildren(...(rostrum?.rows ?? [{ people: [] }]).map(makeRow));
  for (const each of choices) each.value = rostrum?.[each.dataset.choice] ?? each.dataset.default;
  number();
  if (focused) holder.querySelector(`[data-person="${CSS.escape(focused)}"] button`)?.focus();
}

let put = () => {};
function changed() {
  number();
  put();
  window.plenum.flush();
}

function tell(item) {
  const row = item.closest("fieldset");
  said.textContent = fill(words.moved, { name: names[item.dataset.person], row: rows().indexOf(row) + 1, at: keysOf(row).indexOf(item.dataset.person) + 1 });
}

function onKey(event) {
  const item = event.target.closest("[data-person]");
  if (!item || event.target.tagName !== "BUTTON" || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = item.closest("fieldset"), at = keysOf(row).indexOf(item.dataset.person);
  const next = { ArrowUp: row.previousElementSibling, ArrowDown: row.nextElementSibling }[event.key];
  if (event.key === "ArrowLeft" && item.previousElementSibling) item.previousElementSibling.before(item);
  else if (event.key === "ArrowRight" && item.nextElementSibling) item.nextElementSibling.after(item);
  else if (next) listOf(next).insertBefore(item, listOf(next).children[at] ?? null);
  else if (event.key === "Delete" || event.key === "Backspace") {
    const near = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    said.textContent = fill(words.removed, { name: names[item.dataset.person] });
    (near?.querySelector("button") ?? row.querySelector("[data-people]")).focus();
  } else return;
  event.preventDefault();
  if (item.isConnected) { item.querySelector("button").focus(); tell(item); }
  changed();
}

function addPerson(event) {
  const { key, name } = event.detail, input = event.target;
  input.value = "";
  names[key] = name;
  if (rows().some((row) => keysOf(row).includes(key))) { window.plenum.say(fill(words.twice, { name })); return; }
  const item = makePerson(key);
  listOf(input.closest("fieldset")).append(item);
  tell(item);
  changed();
}

async function drawChart() {
  try {
    const answer = await fetch(location.href, { headers: { "X-Part": "1" } });
    if (answer.ok && !answer.redirected) document.getElementById("stage-part").innerHTML = await answer.text();
  } catch { /* the next save tries again */ }
}

holder.addEventListener("keydown", onKey);
holder.addEventListener("plenum:person", addPerson);
holder.addEventListener("change", (event) => { if (event.target.matches("select, input[type=number]")) changed(); });
holder.addEventListener("click", (event) => { if (event.target.closest("[data-remove-row]")) { event.target.closest("fieldset").remove(); changed(); } });
for (const each of choices) each.addEventListener("change", changed);
editor.querySelector("[data-add-row]").addEventListener("click", () => { holder.append(makeRow()); number(); holder.lastElementChild.querySelector("[data-people]").focus(); });
for (const name of ["saved", "changed"]) document.addEventListener(`plenum:${name}`, () => setTimeout(drawChart, 50));
put = bindField(field, show, read);
