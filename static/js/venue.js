// The editor of a venue: every change is a step; the server draws what the steps make, and saves them as a version.
import { Chart } from "./venue-chart.js";

const root = document.querySelector("[data-venue]"), words = JSON.parse(root.dataset.words);
words.comma = document.body.dataset.comma;
const token = root.querySelector("input[name=csrf_token]").value;
const part = (name) => root.querySelector(`[data-${name}]`);
const said = part("said"), saving = part("saving"), chosenLine = part("chosen"), fixtureForm = part("fixture-form");
const OWN = new Set(["csrf_token", "base_number", "note"]);
const kept = `venue ${root.dataset.save}`;
let base = Number(root.dataset.base), steps = [], undone = [], waits = Promise.resolve(), leaves = false;

const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
function say(text, isWrong = false) {
  said.textContent = text;
  said.classList.toggle("is-wrong", isWrong);
}

async function post(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(body) });
    if (answer.redirected) { location.reload(); return null; }
    const facts = await answer.json();
    return answer.ok ? { facts } : { refusal: facts };
  } catch { return { refusal: { message: words.offline } }; }
}

const chart = new Chart(part("canvas"), words, {
  picked: showChosen,
  mark: (kind) => { const keys = chart.targets(); if (keys.length) markSeats(kind, keys); },
  move: (at, x, y) => { const { kind, width, depth, name, label } = chart.drawing.fixtures[at]; add({ op: "change_fixture", at, kind, x, y, width, depth, name }, fill(words.moved, { name: label })); },
  remove: (at) => add({ op: "remove_fixture", at }),
});

function markSeats(kind, keys) {
  chart.tint(keys, kind);
  add({ op: "mark", kind, keys });
}

// One after the other: each step is tried on what the steps before it made.
function queue(deed) { waits = waits.then(deed, deed); return waits; }

function add(step, text = words.done) {
  return queue(async () => {
    const tried = await trySteps([...steps, step]);
    if (!tried) return false;
    undone = [];
    say(text);
    return true;
  });
}

async function trySteps(wanted) {
  root.setAttribute("aria-busy", "true");
  const answer = await post(root.dataset.preview, { base_number: base, steps: wanted });
  root.removeAttribute("aria-busy");
  if (!answer) return false;
  if (answer.refusal) {
    if (chart.drawing) chart.show(chart.drawing);
    refuse(answer.refusal);
    return false;
  }
  steps = wanted;
  keep();
  chart.show(answer.facts);
  showState();
  return true;
}

function refuse({ message, field }) {
  say(message, true);
  const form = refuse.form;
  const input = field && form?.querySelector(`[name="${CSS.escape(field)}"]:not([type=hidden], :disabled)`);
  if (!input || input.type === "submit") return;
  input.setAttribute("aria-invalid", "true");
  input.focus();
  input.addEventListener("input", () => input.removeAttribute("aria-invalid"), { once: true });
}

function undo() {
  if (steps.length) queue(async () => { const last = steps.at(-1); if (await trySteps(steps.slice(0, -1))) { undone.push(last); say(words.undone); showState(); } });
}
function redo() {
  if (undone.length) queue(async () => { if (await trySteps([...steps, undone.at(-1)])) { undone.pop(); say(words.redone); showState(); } });
}

// What is not saved yet outlives a reload.
function keep() {
  try {
    if (steps.length) sessionStorage.setItem(kept, JSON.stringify({ base, steps }));
    else sessionStorage.removeItem(kept);
  } catch { /* a browser that keeps nothing */ }
}
function recall() {
  try { return JSON.parse(sessionStorage.getItem(kept)) ?? null; } catch { return null; }
}

function showState() {
  part("unsaved").textContent = steps.length ? fill(words.steps, { n: steps.length }) : words.saved;
  saving.querySelector("button").disabled = !steps.length;
  root.querySelector("[data-do=undo]").disabled = !steps.length;
  root.querySelector("[data-do=redo]").disabled = !undone.length;
  const { areas, doubts, name } = chart.drawing;
  for (const list of root.querySelectorAll("select[data-areas]")) {
    const chosen = list.value, first = list.dataset.areas === "all" ? [list.options[0]] : [];
    list.replaceChildren(...first, ...areas.map((area) => new Option(area.name, area.key)));
    list.value = [...list.options].some((each) => each.value === chosen) ? chosen : list.options[0].value;
  }
  fillArea();
  const called = root.querySelector("[data-name]");
  if (document.activeElement !== called) called.value = name;
  if (doubts.length) said.title = doubts.join("\n");
  else said.removeAttribute("title");
}

function fillArea() {
  const form = part("area-form"), area = chart.drawing.areas.find(({ key }) => key === form.elements.area.value);
  if (!area || form.contains(document.activeElement) && document.activeElement.name !== "area") return;
  for (const name of ["name", "kind", "numbering"]) form.elements[name].value = area[name];
  form.elements.counts_removed.checked = area.counts_removed;
}

function showChosen() {
  const keys = chart.targets(), count = keys.length, seat = chart.seat(), fixture = chart.fixture();
  const names = keys.slice(0, 3).map((key) => chart.nameOf(chart.seats.get(key))).join(words.comma);
  chosenLine.textContent = fixture ? fill(words.fixture, { name: fixture.label })
    : count ? `${fill(words.chosen, { n: count })}${document.body.dataset.colon}${names}${count > 3 ? "…" : ""}` : words.nothing;
  if (seat && !fixture) {
    const row = root.querySelector("[data-row=number]");
    if (document.activeElement !== row) row.value = seat.row.number;
    for (const list of root.querySelectorAll("select[data-areas=one]")) list.value = seat.area.key;
    fillArea();
  }
  for (const [name, value] of Object.entries(fixture ?? {})) {
    const field = ["kind", "name", "x", "y", "width", "depth", "at"].includes(name) && fixtureForm.elements[name];
    if (field && document.activeElement !== field) field.value = value;
  }
  if (fixture) fixtureForm.closest("details").open = true;
  else fixtureForm.elements.at.value = "";
  for (const value of ["change_fixture", "remove_fixture"]) fixtureForm.querySelector(`button[value=${value}]`).disabled = !fixture;
}

// A form is a step: the same fields that it sends by itself where there is no script.
function readStep(form, submitter) {
  const step = Object.fromEntries([...new FormData(form, submitter)].filter(([name]) => !OWN.has(name)));
  if (form.dataset.selection !== undefined && !step.seats?.trim()) {
    const keys = chart.targets();
    if (!keys.length) return null;
    step.keys = form.dataset.selection === "first" ? [chart.seat().key] : keys;
    delete step.seats;
  }
  if (step.op === "add_fixture") {
    delete step.at;
    const middle = chart.middle();
    step.x ||= middle.x.toFixed(2);
    step.y ||= middle.y.toFixed(2);
  }
  return step;
}

root.querySelector(".venue-panel").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  if (form === saving) { save(); return; }
  const step = readStep(form, event.submitter);
  if (!step) { say(words.none, true); return; }
  refuse.form = form;
  if (!await add(step)) return;
  const list = form.querySelector("textarea[name=seats]");
  if (list) list.value = "";
  if (step.op === "add_fixture") { fixtureForm.elements.x.value = fixtureForm.elements.y.value = ""; chart.go(`fixture-${chart.drawing.fixtures.length - 1}`); }
});

function save() {
  queue(async () => {
    if (!steps.length) return;
    const answer = await post(root.dataset.save, { base_number: base, steps, note: saving.elements.note.value });
    if (!answer) return;
    if (answer.refusal) { refuse.form = saving; refuse(answer.refusal); offerAgain(answer.refusal.number); return; }
    leaves = true;
    steps = [];
    keep();
    location.assign(answer.facts.address);
  });
}

// Somebody saved another version meanwhile: the same steps can be done to that one.
function offerAgain(number) {
  if (!number) return;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: fill(words.redo_on, { n: number }) });
  button.addEventListener("click", () => queue(async () => {
    const former = base;
    base = number;
    if (await trySteps(steps)) part("again").replaceChildren();
    else base = former;
  }));
  part("again").replaceChildren(button);
}

const DEEDS = {
  undo, redo, row: () => chart.wholeRow(), area: () => chart.wholeArea(), clear: () => chart.clear(),
  in: () => chart.scale(1), out: () => chart.scale(-1), fit: () => chart.scale(0),
  multi: (button) => { chart.isMulti = !chart.isMulti; button.setAttribute("aria-pressed", chart.isMulti); },
};
root.addEventListener("click", (event) => { const button = event.target.closest("[data-do]"); if (button) DEEDS[button.dataset.do](button); });
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase(), deed = key === "y" || key === "z" && event.shiftKey ? redo : key === "z" ? undo : null;
  if (!deed) return;
  event.preventDefault();
  deed();
});
root.querySelector("[data-layout-choice]").addEventListener("change", ({ target }) => {
  for (const each of root.querySelectorAll("[data-layout]")) each.disabled = each.hidden = each.dataset.layout !== target.value;
});
part("area-form").elements.area.addEventListener("change", fillArea);
for (const each of root.querySelectorAll("[data-listed]")) each.hidden = each.closest("form").elements.op.value !== "mark"; // what is chosen in the plan says it
window.addEventListener("beforeunload", (event) => { if (steps.length && !leaves) event.preventDefault(); });
window.addEventListener("resize", () => chart.svg && chart.resize());

for (const each of root.querySelectorAll("[hidden]:is([data-canvas], [data-saving], [data-chosen], [data-view], [data-fixture-hint], .venue-tools)")) each.hidden = false;
queue(async () => {
  const former = recall();
  if (!await trySteps([])) return;
  part("still").remove();
  if (former?.steps?.length) {
    if (former.base === base && await trySteps(former.steps)) say(fill(words.restored, { n: former.steps.length }));
    else if (former.base !== base) { steps = former.steps; keep(); if (await trySteps(former.steps)) say(fill(words.restored, { n: former.steps.length })); }
  }
});
