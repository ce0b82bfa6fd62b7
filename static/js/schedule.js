// The grid of days: a view of the list's fields. Whatever is dragged writes into those fields, and
// they save themselves (edit.js): merged, in conflict, over a lost connection, taken back.
import { semicolon } from "./joint.js";
import { clockOf, DAY_MINUTES, fill, findClashes, layLanes, minutesOf, shift, spanOf, STEP, USUAL_MINUTES } from "./schedule-rule.js";

const HOUR = 44, FIRST_HOUR = 8, LAST_HOUR = 21, FAR = 4;
const grid = document.getElementById("day-grid");
const words = JSON.parse(grid.dataset.words);
const table = grid.querySelector("[data-table]"), tray = grid.querySelector("[data-tray]"), bar = grid.querySelector("[data-bar]");
const said = grid.querySelector("[data-said]");
const blocks = new Map();
let list = document.getElementById("sitting-list");
let facts = JSON.parse(list.dataset.facts);
let chosen = "", drag = null, timer = 0, hours = [FIRST_HOUR, LAST_HOUR];

// ---- the list's fields are the truth

const rowOf = (key) => list.querySelector(`[data-sitting="${CSS.escape(key)}"]`);
const fieldOf = (key, name) => rowOf(key)?.querySelector(`[data-field="${name}"]`);
const rows = () => [...list.querySelectorAll("[data-sitting]")];

function readSitting(row) {
  const value = (name) => row.querySelector(`[data-field="${name}"]`)?.value ?? "";
  const states = [...row.querySelectorAll("[data-edit]")].map((each) => each.getAttribute("aria-invalid") ? "faulty" : each.dataset.state ?? "");
  return {
    key: row.dataset.sitting, hue: row.dataset.hue, isInternal: "internal" in row.dataset,
    name: value("name"), held_on: value("held_on"), starts_at: value("starts_at").slice(0, 5), ends_at: value("ends_at").slice(0, 5), place: value("place"),
    state: ["faulty", "conflict", "typed", "saving"].find((each) => states.includes(each)) ?? "",
    fault: row.querySelector(".field-fault")?.textContent ?? "",
  };
}

const readAll = () => rows().map(readSitting);

function put(key, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = fieldOf(key, name);
    if (!field || field.value === value) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const times = ({ held_on, starts_at, ends_at }) => ({ held_on, starts_at, ends_at });
const dayOf = (on) => facts.days.find((each) => each.on === on);

function tell(sitting, clashes) {
  const day = dayOf(sitting.held_on);
  const at = { name: sitting.name, day: day ? `${day.name} ${day.weekday}` : sitting.held_on || words.undated, from: sitting.starts_at, to: sitting.ends_at };
  const where = fill(sitting.ends_at ? words.moved : words.no_end, at);
  said.textContent = [where, ...clashes.map((each) => each.text)].join(semicolon);
}

// ---- drawing

function draw() {
  const all = readAll().map((each) => drag?.key === each.key && drag.now ? { ...each, ...times(drag.now) } : each);
  const clashes = new Map(all.map((each) => [each.key, findClashes(each, all, facts, words)]));
  fitHours(all);
  drawFrame();
  fitDays(all);
  const shown = new Set();
  for (const { on } of facts.days) {
    const held = all.filter((each) => each.held_on === on);
    const spans = held.map((each) => ({ key: each.key, ...(spanOf(each, facts) ?? fallback(each)) })).filter((each) => each.starts !== null);
    const lanes = layLanes(spans.map((each) => ({ ...each, ends: Math.max(each.ends, each.starts + 30) })));
    const column = table.querySelector(`[data-on="${on}"]`), above = table.querySelector(`[data-untimed="${on}"]`);
    for (const each of held) {
      const span = spans.find((one) => one.key === each.key);
      place(each, span, lanes.get(each.key), span ? column : above, clashes.get(each.key));
      shown.add(each.key);
    }
  }
  const rest = all.filter((each) => !shown.has(each.key));
  for (const each of rest) { place(each, null, null, tray, clashes.get(each.key)); shown.add(each.key); }
  tray.hidden = !rest.length;
  for (const [key, block] of blocks) if (!shown.has(key)) { block.remove(); blocks.delete(key); }
  for (const each of all) showClashesInRow(each.key, clashes.get(each.key));
  showChosen(all, clashes);
  return clashes;
}

const fallback = (each) => ({ starts: minutesOf(each.starts_at), ends: minutesOf(each.starts_at) });

function fitHours(all) {
  const spans = all.map((each) => spanOf(each, facts)).filter(Boolean);
  hours = [
    Math.min(FIRST_HOUR, ...spans.map((each) => Math.floor(each.starts / 60))),
    Math.min(24, Math.max(LAST_HOUR, ...spans.map((each) => Math.ceil(each.ends / 60)))),
  ];
}

function make(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function drawFrame() {
  const mark = JSON.stringify([hours, facts.days]);
  if (table.dataset.frame === mark) return;
  table.dataset.frame = mark;
  for (const block of blocks.values()) block.remove();
  table.replaceChildren();
  table.style.setProperty("--hour", `${HOUR}px`);
  table.append(make("div", "day-corner"));
  for (const { on, name, weekday } of facts.days) {
    const head = make("div", "day-head");
    head.append(make("b", "", name), make("span", "", weekday));
    head.toggleAttribute("data-today", on === facts.today);
    if (isOutside(on)) { head.dataset.outside = ""; head.append(make("span", "day-outside", words.outside)); }
    table.append(head);
  }
  table.append(make("div", "day-corner"));
  for (const { on } of facts.days) { const above = make("div", "day-untimed"); above.dataset.untimed = on; table.append(above); }
  const scale = make("div", "day-hours");
  for (let hour = hours[0]; hour < hours[1]; hour += 1) scale.append(make("span", "", `${hour}:00`));
  table.append(scale);
  for (const { on } of facts.days) {
    const column = make("div", "day-column");
    column.dataset.on = on;
    column.style.height = `${(hours[1] - hours[0]) * HOUR}px`;
    column.toggleAttribute("data-outside", isOutside(on));
    table.append(column);
  }
}

/** Days outside the meeting on which nothing is held are folded; while something is dragged nothing jumps. */
function fitDays(all) {
  if (drag?.now && table.style.getPropertyValue("--columns")) return;
  const held = new Set(all.map((each) => each.held_on));
  const folded = facts.days.map(({ on }) => isOutside(on) && !held.has(on));
  table.style.setProperty("--columns", folded.map((each) => each ? "var(--folded)" : "minmax(var(--day), 1fr)").join(" "));
  table.querySelectorAll(".day-head").forEach((head, at) => head.toggleAttribute("data-folded", folded[at]));
}

const isOutside = (on) => Boolean((facts.first && on < facts.first) || (facts.last && on > facts.last));
const pixels = (minutes) => (minutes - hours[0] * 60) * HOUR / 60;

function place(sitting, span, lane, parent, clashes) {
  const block = blocks.get(sitting.key) ?? makeBlock(sitting.key);
  if (block.parentElement !== parent) {
    const hadFocus = block === document.activeElement;
    parent.append(block);
    if (hadFocus) block.focus({ preventScroll: true });
  }
  block.style.top = span ? `${pixels(span.starts)}px` : "";
  block.style.height = span ? `${Math.max(pixels(span.ends) - pixels(span.starts), 24)}px` : "";
  block.style.left = lane ? `${lane.lane * 100 / lane.lanes}%` : "";
  block.style.width = lane ? `calc(${100 / lane.lanes}% - 2px)` : "";
  const minutes = span ? span.ends - span.starts : 60;
  block.toggleAttribute("data-short", minutes < 60);
  block.toggleAttribute("data-brief", minutes < 75);
  block.toggleAttribute("data-line", minutes < 40);
  block.dataset.hue = sitting.hue;
  block.dataset.state = sitting.state;
  block.toggleAttribute("data-internal", sitting.isInternal);
  block.toggleAttribute("data-clash", clashes.length > 0);
  block.toggleAttribute("data-dragged", drag?.key === sitting.key && Boolean(drag.now));
  block.setAttribute("aria-pressed", String(sitting.key === chosen));
  const clock = sitting.starts_at ? `${sitting.starts_at}${sitting.ends_at ? `–${sitting.ends_at}` : ""}` : words.untimed;
  block.querySelector("time").textContent = clock;
  block.querySelector("b").textContent = sitting.name;
  block.querySelector(".block-place").textContent = sitting.place;
  block.querySelector(".block-clash").textContent = clashes.map((each) => each.text).join(semicolon);
  const found = facts.findings[sitting.key] ?? [];
  block.querySelector(".block-findings").textContent = found.length ? fill(words.findings, { n: found.length }) : "";
  block.querySelector(".block-state").textContent = sitting.state ? sitting.fault || words.waiting : "";
  block.title = [sitting.name, clock, sitting.place, ...clashes.map((each) => each.text), ...found].filter(Boolean).join("\n");
  if (minutes < 60 && clashes.length) block.setAttribute("aria-label", block.title.replaceAll("\n", semicolon));
  else block.removeAttribute("aria-label");
}

function makeBlock(key) {
  const block = make("button", "block");
  block.type = "button";
  block.dataset.row = `sittings/${key}`;
  block.dataset.block = key;
  block.setAttribute("aria-describedby", "day-grid-keys");
  for (const [name, className] of [["time", ""], ["b", ""], ["span", "block-place"], ["span", "block-clash"], ["span", "block-findings"], ["span", "block-state"]]) block.append(make(name, className), " ");
  for (const edge of ["start", "end"]) { const handle = make("span", `block-edge is-${edge}`); handle.dataset.edge = edge; block.append(handle); }
  blocks.set(key, block);
  return block;
}

function showClashesInRow(key, clashes) {
  const told = rowOf(key)?.querySelector("[data-clashes]");
  if (!told) return;
  told.hidden = !clashes.length;
  told.replaceChildren(...clashes.map((each) => make("li", "", each.text)));
}

function showChosen(all, clashes) {
  const sitting = all.find((each) => each.key === chosen);
  bar.hidden = !sitting;
  if (!sitting) return;
  bar.querySelector("[data-chosen]").textContent = sitting.name;
  bar.querySelector("[data-chosen-clashes]").textContent = (clashes.get(chosen) ?? []).map((each) => each.text).join(semicolon);
  bar.querySelector("[data-proceedings]").href = grid.dataset.actions.replace("KEY", encodeURIComponent(chosen));
}

const soon = () => { clearTimeout(timer); timer = setTimeout(draw, 30); };

function choose(key) {
  chosen = key;
  draw();
}

// ---- by mouse, pen and finger

const dayAt = (x) => [...table.querySelectorAll("[data-on]")].find((each) => { const box = each.getBoundingClientRect(); return x >= box.left && x < box.right; });
const roundTo = (minutes) => Math.round(minutes / STEP) * STEP;
const minutesAt = (y, column) => Math.max(0, Math.min(DAY_MINUTES - STEP, roundTo((y - column.getBoundingClientRect().top) * 60 / HOUR + hours[0] * 60)));

function begin(event) {
  if (event.button || drag) return;
  const block = event.target.closest("[data-block]");
  const column = event.target.closest("[data-on]");
  if (block) {
    const sitting = readSitting(rowOf(block.dataset.block));
    drag = { key: sitting.key, before: sitting, how: event.target.dataset.edge ?? "move", x: event.clientX, y: event.clientY, pointer: event.pointerId, now: null };
  } else if (column && event.pointerType !== "touch") {
    drag = { key: "", how: "new", column, from: minutesAt(event.clientY, column), x: event.clientX, y: event.clientY, pointer: event.pointerId, now: null };
    event.preventDefault();
  }
}

function pull(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  if (!drag.now && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
  event.preventDefault();
  if (drag.how === "new") pullNew(event);
  else pullBlock(event);
}

function pullNew(event) {
  const to = minutesAt(event.clientY, drag.column);
  drag.now = { held_on: drag.column.dataset.on, starts_at: clockOf(Math.min(drag.from, to)), ends_at: clockOf(Math.max(drag.from + STEP, to)) };
  drag.ghost ??= drag.column.appendChild(make("div", "block-ghost"));
  drag.ghost.style.top = `${pixels(minutesOf(drag.now.starts_at))}px`;
  drag.ghost.style.height = `${pixels(minutesOf(drag.now.ends_at)) - pixels(minutesOf(drag.now.starts_at))}px`;
  drag.ghost.textContent = `${drag.now.starts_at}–${drag.now.ends_at}`;
}

function pullBlock(event) {
  const column = dayAt(event.clientX);
  let moved = drag.before;
  if (minutesOf(moved.starts_at) === null) {
    if (!column) return;
    const at = minutesAt(event.clientY, column);
    moved = { ...moved, held_on: column.dataset.on, starts_at: clockOf(at), ends_at: clockOf(Math.min(DAY_MINUTES - 1, at + (facts.minutes[drag.key] || USUAL_MINUTES))) };
  } else {
    const minutes = roundTo((event.clientY - drag.y) * 60 / HOUR);
    moved = shift(moved, drag.how, minutes, 0, facts);
    if (drag.how === "move" && column) moved.held_on = column.dataset.on;
  }
  if (JSON.stringify(times(moved)) === JSON.stringify(times(drag.now ?? {}))) return;
  drag.now = moved;
  chosen = drag.key;
  blocks.get(drag.key).setPointerCapture?.(drag.pointer);
  tell(moved, draw().get(drag.key));
}

function drop(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  const done = drag;
  drag = null;
  done.ghost?.remove();
  if (!done.now) { if (done.key) choose(done.key); return; }
  quiet = true;
  setTimeout(() => { quiet = false; }, 0);
  if (done.how === "new") openNew(done.now);
  else if (done.how === "move" && (event.ctrlKey || event.metaKey)) { draw(); copy(done.key, done.now); }
  else { put(done.key, times(done.now)); window.plenum.flush(); draw(); }
}

function cancel() {
  if (!drag) return false;
  drag.ghost?.remove();
  drag = null;
  draw();
  said.textContent = words.cancelled;
  return true;
}
let quiet = false; // the click that ends a drag opens nothing

// ---- what can be done to a sitting

async function copy(key, to) {
  const facts = await window.plenum.act(`${grid.dataset.actions.replace("KEY", encodeURIComponent(key))}/copy`, times(to));
  if (facts) await renew(facts.entries[0].key);
}

function copyToNextDay(key) {
  const sitting = readSitting(rowOf(key));
  return copy(key, shift(sitting, "move", 0, 1, facts));
}

function ask(dialog, fields, take) {
  for (const [id, value] of Object.entries(fields)) document.getElementById(id).value = value;
  dialog.returnValue = "";
  dialog.showModal();
  if (take) dialog.addEventListener("close", () => { if (dialog.returnValue) take(); }, { once: true });
}

function split(key) {
  const sitting = readSitting(rowOf(key)), span = spanOf(sitting, facts);
  const middle = span ? roundTo((span.starts + span.ends) / 2) : minutesOf("10:00");
  ask(document.getElementById("split-sitting"), { "split-at": clockOf(middle) }, async () => {
    const version = fieldOf(key, "ends_at").dataset.version;
    const done = await window.plenum.act(`${grid.dataset.actions.replace("KEY", encodeURIComponent(key))}/split`, { at: document.getElementById("split-at").value, version });
    if (done) await renew(done.entries.at(-1).key);
  });
}

async function remove(key) {
  const sitting = readSitting(rowOf(key));
  const keys = [...blocks.keys()];
  const next = keys[keys.indexOf(key) + 1] ?? keys[keys.indexOf(key) - 1] ?? "";
  const version = Number(fieldOf(key, "name").dataset.version);
  const done = await window.plenum.batch([{ op: "remove", section: "sittings", key, version }], words.remove_note);
  if (!done) return;
  await renew(next);
  window.plenum.say(fill(words.removed, { name: sitting.name }));
}

function copyWhere(key) {
  const sitting = readSitting(rowOf(key));
  ask(document.getElementById("copy-sitting"), { "copy-day": shift(sitting, "move", 0, 1, facts).held_on, "copy-start": sitting.starts_at, "copy-end": sitting.ends_at }, () => {
    const value = (id) => document.getElementById(id).value;
    copy(key, { held_on: value("copy-day"), starts_at: value("copy-start"), ends_at: value("copy-end") });
  });
}

function openNew(at = {}) {
  const where = new URL(location.href).searchParams.get("place") ?? "";
  ask(document.getElementById("new-sitting"), { "new-name": "", "new-day": at.held_on ?? facts.first, "new-start": at.starts_at ?? "09:00", "new-end": at.ends_at ?? "10:30", "new-place": where });
}

const deeds = {
  split, remove,
  copy: (key, isInList) => isInList ? copyWhere(key) : copyToNextDay(key),
  detail: (key) => rowOf(key).querySelector("a[data-drawer]").click(),
};

/** Fetch the list anew: rows that stay keep their fields, with what is being typed in them. */
async function renew(focus = "") {
  try {
    const answer = await fetch(location.href, { headers: { "X-Part": "1" } });
    if (answer.redirected || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("sitting-list");
    facts = JSON.parse(fresh.dataset.facts);
    const known = new Map(rows().map((each) => [each.dataset.sitting, each]));
    const wanted = [...fresh.querySelectorAll("[data-sitting]")].map((each) => {
      const old = known.get(each.dataset.sitting);
      if (!old) return document.importNode(each, true);
      old.dataset.hue = each.dataset.hue;
      old.querySelector("h2").replaceWith(document.importNode(each.querySelector("h2"), true));
      return old;
    });
    const holder = list.querySelector(".sitting-rows"), focused = document.activeElement;
    if (!holder.contains(focused)) holder.replaceChildren(...wanted);
    else { for (const [key, row] of known) if (!wanted.includes(row)) row.remove(); for (const row of wanted) if (!row.isConnected) holder.append(row); }
  } catch { return; }
  if (focus) chosen = focus;
  draw();
  if (focus && document.activeElement !== blocks.get(focus)) (grid.offsetParent ? blocks.get(focus) : rowOf(focus)?.querySelector("a"))?.focus();
}

// ---- the keyboard

const ARROWS = { ArrowUp: [-STEP, 0], ArrowDown: [STEP, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function onKey(event) {
  if (event.key === "Escape" && cancel()) { event.stopPropagation(); return; }
  const key = event.target.dataset?.block;
  if (!key || event.ctrlKey || event.metaKey) return;
  const arrow = ARROWS[event.key];
  if (arrow) {
    const how = !event.shiftKey ? "move" : event.altKey ? "start" : "end";
    if (how !== "move" && arrow[1]) return;
    const moved = shift(readSitting(rowOf(key)), how, arrow[0], arrow[1], facts);
    put(key, times(moved));
    chosen = key;
    tell(moved, draw().get(key));
    blocks.get(key).scrollIntoView({ block: "nearest", inline: "nearest" });
  } else if (event.altKey) return;
  else if (event.key.toLowerCase() === "s") split(key);
  else if (event.key.toLowerCase() === "d") copyToNextDay(key);
  else if (event.key === "Delete" || event.key === "Backspace") remove(key);
  else if (event.key === "Enter") deeds.detail(key);
  else return;
  event.preventDefault();
}

function onClick(event) {
  const button = event.target.closest("[data-do]");
  if (button && (grid.contains(button) || list.contains(button))) {
    event.preventDefault();
    deeds[button.dataset.do](button.dataset.key ?? chosen, list.contains(button));
  }
  if (event.target.closest("[data-new]")) openNew();
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
}

function submitNew(event) {
  event.preventDefault();
  const values = Object.fromEntries([...new FormData(event.target)].filter(([name, value]) => name !== "csrf_token" && value));
  event.target.closest("dialog").close();
  window.plenum.batch([{ op: "add", section: "sittings", values }], words.add_note).then((done) => {
    if (done) renew(done.entries[0].key);
    else document.getElementById("new-sitting").showModal();
  });
}

grid.hidden = false;
document.querySelector("[data-new]").hidden = false;
document.body.classList.add("has-day-grid");
grid.addEventListener("pointerdown", begin);
document.addEventListener("pointermove", pull);
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", cancel);
grid.addEventListener("keydown", onKey);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") cancel(); });
grid.addEventListener("focusin", (event) => { const key = event.target.dataset?.block; if (key && key !== chosen) { chosen = key; soon(); } });
grid.addEventListener("dblclick", (event) => { const key = event.target.closest("[data-block]")?.dataset.block; if (key && !quiet) deeds.detail(key); });
document.addEventListener("click", onClick);
document.querySelector("#new-sitting form").addEventListener("submit", submitNew);
new MutationObserver(soon).observe(list, { attributes: true, subtree: true, attributeFilter: ["data-saved", "data-state", "aria-invalid"] });
list.addEventListener("input", soon);
let renewing = 0;
const renewSoon = () => { clearTimeout(renewing); renewing = setTimeout(() => { if (!drag) renew(); }, 150); };
for (const name of ["saved", "changed", "findings"]) document.addEventListener(`plenum:${name}`, renewSoon);
draw();
