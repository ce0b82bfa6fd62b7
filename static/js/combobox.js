// Type-ahead for fields: <input data-suggest="post">. What a field can take is asked of the server
// while one types: ↑ ↓ go through the list, Enter takes, Escape closes it. Lists separated by
// 、 are completed at their last part. Without this script the field is a plain field.
// A field that holds one person (data-people too) shows the name and keeps the key in data-chosen;
// typing on forgets the key, and the first name of the list is chosen at once.
const SEPARATED = /^(.*[、，,；;])?([^、，,；;]*)$/s;
const PAUSE = 120;
let field = null, list = null, at = -1, timer = 0, asked = 0;

const address = () => document.querySelector("[data-suggestions]")?.dataset.suggestions;
const options = () => [...(list?.children ?? [])];
const isOfOne = (input) => "people" in input.dataset;
const isOpen = () => Boolean(list && !list.hidden);

function prepare(input) {
  if (input.getAttribute("role") === "combobox") return;
  const facts = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions", autocomplete: "off" };
  for (const [name, value] of Object.entries(facts)) input.setAttribute(name, value);
}

function close() {
  clearTimeout(timer);
  asked += 1;
  if (list) list.hidden = true;
  field?.setAttribute("aria-expanded", "false");
  field?.removeAttribute("aria-activedescendant");
  at = -1;
}

function choose(number) {
  const all = options();
  at = all.length ? (number + all.length) % all.length : -1;
  all.forEach((each, index) => each.setAttribute("aria-selected", String(index === at)));
  if (at < 0) { field.removeAttribute("aria-activedescendant"); return; }
  field.setAttribute("aria-activedescendant", all[at].id);
  all[at].scrollIntoView({ block: "nearest" });
}

function place() {
  const dialog = field.closest("dialog"), home = dialog ?? document.querySelector("main");
  if (list?.parentElement !== home) {
    list?.remove();
    list = document.createElement("ul");
    list.id = "suggestions";
    list.setAttribute("role", "listbox");
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      event.preventDefault();
      if (option) take(option);
    });
    home.append(list);
  }
  const box = field.getBoundingClientRect();
  const frame = dialog ? dialog.getBoundingClientRect() : { left: -window.scrollX, top: -window.scrollY };
  const inner = dialog ? { left: dialog.scrollLeft, top: dialog.scrollTop } : { left: 0, top: 0 };
  list.style.left = `${Math.max(0, box.left - frame.left + inner.left)}px`;
  list.style.top = `${box.bottom - frame.top + inner.top + 2}px`;
  list.style.minWidth = `${box.width}px`;
}

async function ask(isWanted = false) {
  const input = field, number = asked += 1;
  const [, , part] = SEPARATED.exec(input.value);
  if (!part.trim() && !isWanted) { close(); return; }
  const query = new URLSearchParams({ kind: input.dataset.suggest, q: part.trim() });
  let answer;
  try { answer = await fetch(`${address()}?${query}`, { headers: { "X-Part": "1" } }); } catch { return; }
  if (!answer.ok || answer.redirected) return;
  const found = await answer.text();
  if (number !== asked || field !== input) return;
  place();
  list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || input.getAttribute("aria-label") || "");
  list.innerHTML = found;
  const all = options();
  const isSaid = !isOfOne(input) && all.length === 1 && all[0].dataset.value === part.trim();
  list.hidden = !all.length || isSaid;
  input.setAttribute("aria-expanded", String(!list.hidden));
  if (isOfOne(input) && !list.hidden) { choose(0); return; }
  at = -1;
  for (const each of all) each.setAttribute("aria-selected", "false");
  input.removeAttribute("aria-activedescendant");
}

function take(option) {
  if (isOfOne(field)) { takePerson(option.dataset); return; }
  const [, before = ""] = SEPARATED.exec(field.value);
  field.value = `${before}${option.dataset.value}`;
  close();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function takePerson({ key, name }) {
  const taken = field;
  taken.value = name;
  taken.dataset.chosen = key;
  close();
  taken.dispatchEvent(new CustomEvent("plenum:person", { bubbles: true, detail: { key, name } }));
}

function onKey(event) {
  const input = event.target.closest?.("[data-suggest]");
  if (!input || event.isComposing) return;
  if (!isOpen()) {
    if (event.key !== "ArrowDown") return;
    field = input;
    ask(true);
  } else if (event.key === "ArrowDown") choose(at + 1);
  else if (event.key === "ArrowUp") choose(at < 0 ? -1 : at - 1);
  else if (event.key === "Enter" && at >= 0) take(options()[at]);
  else if (event.key === "Escape") close();
  else {
    if (event.key === "Tab" && at >= 0 && isOfOne(input)) take(options()[at]);
    if (event.key === "Enter" || event.key === "Tab") close();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("focusin", (event) => {
  const input = event.target.closest?.("[data-suggest]");
  if (field && input !== field) close();
  field = input;
  if (input) prepare(input);
});
document.addEventListener("focusout", () => { if (field) close(); });
document.addEventListener("input", (event) => {
  const input = event.target.closest?.("[data-suggest]");
  if (!input || !event.isTrusted) return;
  field = input;
  delete field.dataset.chosen;
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
document.addEventListener("keydown", onKey, true); // before the table, which has keys of its own
for (const input of document.querySelectorAll("[data-suggest]")) prepare(input);
