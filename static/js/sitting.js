// The proceedings of one sitting: steps in order, the running clock beside them as one types.
import { bindField, fill, make, moveRow, sortRows } from "./listed.js";
import { clockOf, minutesOf } from "./schedule-rule.js";

const editor = document.getElementById("steps-editor");
const words = JSON.parse(editor.dataset.words), names = JSON.parse(editor.dataset.names);
const field = editor.querySelector("[data-field=steps]"), body = editor.querySelector("[data-steps]");
const said = editor.querySelector("[data-said]");
const rows = () => [...body.rows];
const part = (row, name) => row.querySelector(`[data-part="${name}"]`);
const timeOf = (name) => minutesOf(document.querySelector(`.sitting-times [data-field="${name}"]`).value.slice(0, 5));

// ---- steps and rows

function readRow(row) {
  const input = part(row, "speaker"), typed = input.value.trim();
  const isHalf = input === document.activeElement && !input.dataset.chosen && typed !== ""; // no name yet
  const speaker = isHalf ? row.dataset.speaker : input.dataset.chosen && names[input.dataset.chosen] === typed ? input.dataset.chosen : typed;
  row.dataset.speaker = speaker;
  const minutes = part(row, "minutes").value.trim();
  const step = { content: part(row, "content").value.trim() };
  if (minutes && minutes !== "0") step.minutes = /^\d+$/.test(minutes) ? Number(minutes) : minutes;
  if (speaker) step.speaker = speaker;
  if (part(row, "words").value.trim()) step.words = part(row, "words").value.replace(/\s+$/, "");
  for (const [name, value] of Object.entries(JSON.parse(row.dataset.rest))) step[name] = value;
  return step;
}

const isEmpty = (step) => !Object.entries(step).some(([, value]) => value !== "" && !(Array.isArray(value) && !value.length));
const read = () => rows().map(readRow).filter((each) => !isEmpty(each));

function makePart(tag, name, value, facts = {}) {
  const element = Object.assign(make(tag), facts);
  element.dataset.part = name;
  element.value = value;
  return element;
}

function makeButton(act, text, label) {
  const button = make("button", "quiet", text);
  button.type = "button";
  button.dataset.act = act;
  button.title = label;
  button.setAttribute("aria-label", label);
  return button;
}

function makeRow(step) {
  const row = make("tr");
  const { content = "", minutes = "", speaker = "", words: spoken = "", ...rest } = step;
  row.dataset.rest = JSON.stringify(rest);
  row.dataset.speaker = speaker;
  const grip = make("td", "step-grip", "⠿");
  grip.title = words.grip;
  const text = make("td");
  const outline = make("details", "step-words");
  outline.append(make("summary", "", words.words), makePart("textarea", "words", spoken, { rows: 3 }));
  outline.open = Boolean(spoken);
  text.append(makePart("textarea", "content", content, { rows: 1 }), outline);
  const who = make("td"), long = make("td"), acts = make("td", "actions");
  const person = makePart("input", "speaker", names[speaker] ?? speaker, { autocomplete: "off", placeholder: words.speaker });
  Object.assign(person.dataset, { suggest: "person", people: "" });
  if (speaker) person.dataset.chosen = speaker;
  who.append(person);
  long.append(makePart("input", "minutes", minutes, { inputMode: "numeric", autocomplete: "off" }));
  acts.append(makeButton("up", "↑", words.up), makeButton("down", "↓", words.down), makeButton("insert", "＋", words.insert), makeButton("remove", "×", words.remove));
  row.append(grip, make("td", "number"), make("td", "step-clock nowrap"), text, who, long, acts);
  return row;
}

function show(steps) {
  const focused = body.contains(document.activeElement) ? [rows().indexOf(document.activeElement.closest("tr")), document.activeElement.dataset.part] : null;
  learnNames(steps);
  body.replaceChildren(...steps.map(makeRow));
  if (!steps.length) body.append(makeRow({}));
  count();
  if (focused) part(rows()[focused[0]] ?? rows().at(-1), focused[1] ?? "content")?.focus();
}

/** A typed name that the server has understood comes back as a key: it is that name's. */
function learnNames(steps) {
  rows().forEach((row, at) => {
    const key = steps[at]?.speaker, typed = part(row, "speaker").value.trim();
    if (key && !(key in names) && typed && typed !== key) names[key] = typed;
  });
}

// ---- the clock

function count() {
  let clock = timeOf("starts_at"), total = 0;
  rows().forEach((row, at) => {
    const minutes = Number.parseInt(part(row, "minutes").value, 10) || 0;
    row.cells[1].textContent = at + 1;
    row.cells[2].textContent = clock === null ? "" : minutes ? `${clockOf(clock % 1440)}–${clockOf((clock + minutes) % 1440)}` : clockOf(clock % 1440);
    for (const name of ["content", "speaker", "minutes", "words"]) part(row, name).setAttribute("aria-label", fill(words.row, { n: at + 1, what: words[name] }));
    total += minutes;
    if (clock !== null) clock += minutes;
    for (const name of ["content", "words"]) fit(part(row, name));
  });
  const ends = timeOf("ends_at"), sum = editor.querySelector("[data-sum]");
  const left = clock === null || ends === null ? null : ends - clock;
  const rest = left === null ? "" : left > 0 ? fill(words.spare, { n: left }) : left < 0 ? fill(words.over, { n: -left }) : words.exact;
  const text = [fill(clock === null ? words.untimed : words.total, { n: total, at: clock === null ? "" : clockOf(clock % 1440) }), rest].filter(Boolean).join("，");
  if (sum.textContent !== text) sum.textContent = text;
  sum.toggleAttribute("data-over", left !== null && left < 0);
}

function fit(area) {
  if (!area.offsetParent) return; // folded away
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

// ---- what can be done

const deeds = {
  up: (row) => moveRow(row, -1),
  down: (row) => moveRow(row, 1),
  insert(row) {
    const fresh = makeRow({});
    if (row) row.after(fresh);
    else body.append(fresh);
    count();
    part(fresh, "content").focus();
  },
  remove(row) {
    const at = rows().indexOf(row), next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    if (!next) body.append(makeRow({}));
    part(next ?? rows()[0], "content").focus();
    said.textContent = fill(words.removed, { n: at + 1 });
  },
};

function act(name, row) {
  deeds[name](row);
  changed();
  if (name === "up" || name === "down") said.textContent = fill(words.moved, { n: rows().indexOf(row) + 1 });
  if (name !== "insert") window.plenum.flush();
}

let put = () => {};
function changed() { count(); put(); }

body.addEventListener("toggle", count, true);
body.addEventListener("input", changed);
body.addEventListener("plenum:person", (event) => { names[event.detail.key] = event.detail.name; changed(); });
body.addEventListener("focusout", () => setTimeout(() => { changed(); window.plenum.flush(); }, 0));
body.addEventListener("click", (event) => { const button = event.target.closest("[data-act]"); if (button) act(button.dataset.act, button.closest("tr")); });
body.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr");
  const name = event.altKey && { ArrowUp: "up", ArrowDown: "down", Delete: "remove" }[event.key] || ((event.ctrlKey || event.metaKey) && event.key === "Enter" ? "insert" : "");
  if (!name || event.isComposing) return;
  event.preventDefault();
  act(name, row);
});
editor.querySelector("[data-add]").addEventListener("click", () => act("insert", null));
document.querySelector(".sitting-times").addEventListener("input", count);
new MutationObserver(count).observe(document.querySelector(".sitting-times"), { attributes: true, subtree: true, attributeFilter: ["data-saved"] });
document.addEventListener("plenum:held", (event) => {
  for (const fault of event.detail.faults ?? []) {
    const row = fault.path?.[0] === "steps" ? rows().filter((each) => !isEmpty(readRow(each)))[fault.path[1]] : null;
    part(row ?? body, fault.path?.[2])?.setAttribute("aria-invalid", "true");
  }
});
document.addEventListener("plenum:saved", () => { for (const each of body.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid"); });
sortRows(body, ".step-grip", () => { changed(); window.plenum.flush(); });
put = bindField(field, show, read);
