// Editing a draft: fields that save themselves, and never lose or overwrite a text silently.
//
// A page marks its fields; nothing else is needed:
//   <input data-edit data-section="people" data-key="P001" data-field="post" data-version="3">
// A hidden <textarea data-edit data-json="[]"> holds a list as JSON; a page of its own shows it.
// The layout of meetings loads this module through those that import it (an address of its own
// would make a second copy). For pages that do more there are
//   plenum.edit(section, key, values, version)  → promise of the saved entry, null if not saved
//   plenum.batch(edits, note)                   → promise of {sequence, entries, removed}, or null;
//     edits: {op: "add"|"change"|"remove"|"move", section, key, values, version, after}
//     Where something points to a sitting that is removed, the reader is asked; null where he keeps it.
//   plenum.act(address, body)           → promise of the answer of an act of its own address, or null
//   plenum.undo(), plenum.redo(), plenum.say(text), plenum.flush()
// and events on the document, whose detail is {section, key, version, values}:
//   plenum:saved    an entry was saved from here
//   plenum:changed  an entry was changed by somebody else, or by undo; values null: it is gone
//   plenum:held     a value could not be saved as it is: {section, key, field, value, message, faults}
//   plenum:findings the answer's findings: {counts, caused, cured, caused_count, cured_count}
import { chooseBetween } from "./conflict.js";
import { askToLetGo } from "./let-go.js";
import { semicolon } from "./joint.js";
import { forget, keep, markTab, restoreTexts } from "./keeping.js";
import { setLocked } from "./lock.js";

const line = document.querySelector(".draft-line[data-draft]");
const words = line ? JSON.parse(line.dataset.words) : {};
const PAUSE = 900, LONGEST_WAIT = 30000, LOCKED = 423;
const pending = new Map(); // place of a field → {section, key, field, value, version}
const versions = new Map(); // section/key → the version that this page has seen
const saidFaulty = new Set();
const underWay = new Set(); // places whose values a request carries: what was saved last may not stay
let sequence = line ? Number(line.dataset.sequence) : 0;
let timer = 0, wait = 0, isSending = false, chain = Promise.resolve();

const fieldsOf = (section, key) => [...document.querySelectorAll("[data-edit]")].filter(
  (each) => each.dataset.section === section && each.dataset.key === key);
const placeOf = (field) => `${field.dataset.section}/${field.dataset.key}/${field.dataset.field}`;
const rowOf = (section, key) => `${section}/${key}`;
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

function valueOf(field) {
  if (field.type === "checkbox") return field.checked;
  if ("json" in field.dataset) return JSON.parse(field.value || field.dataset.json);
  if (field.multiple) return [...field.selectedOptions].map((each) => each.value);
  return field.value;
}

function write(field, value) {
  if (field.type === "checkbox") field.checked = value === true || value === "true";
  else if ("json" in field.dataset) field.value = JSON.stringify(value ?? JSON.parse(field.dataset.json));
  else if (field.multiple) for (const each of field.options) each.selected = (value ?? []).includes(each.value);
  else field.value = Array.isArray(value) ? value.join(field.type === "textarea" ? "\n" : "、") : String(value ?? "");
  field.dataset.saved = JSON.stringify(valueOf(field));
}

function versionOf(section, key) {
  const row = rowOf(section, key);
  if (!versions.has(row)) {
    const field = fieldsOf(section, key).find((each) => each.dataset.version);
    if (field) versions.set(row, Number(field.dataset.version));
  }
  return versions.get(row) ?? null;
}

function noteVersion(section, key, version) {
  versions.set(rowOf(section, key), version);
  for (const field of fieldsOf(section, key)) field.dataset.version = version;
}

// ---- what the reader sees

function say(text, isLasting = false, href = "") {
  const toast = document.querySelector(".draft-toast");
  if (!toast) return;
  toast.textContent = text;
  if (href) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = words.goThere;
    toast.append(" ", link);
  }
  toast.hidden = !text;
  clearTimeout(say.timer);
  if (!isLasting) say.timer = setTimeout(() => { toast.hidden = true; }, 6000);
}

function showState(state) {
  const status = line?.querySelector(".draft-status");
  if (!status) return;
  const text = fill(words[state] ?? "", { n: pending.size });
  if (status.textContent !== text) status.textContent = text;
  status.dataset.state = state;
}

function mark(field, state) { field.dataset.state = state; }

function showFault(field, message) {
  const id = `fault-${placeOf(field).replaceAll("/", "-")}`;
  let told = document.getElementById(id);
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  if (!message) {
    told?.remove();
    field.removeAttribute("aria-invalid");
    if (others.length) field.setAttribute("aria-describedby", others.join(" "));
    else field.removeAttribute("aria-describedby");
    return;
  }
  if (!told) {
    told = document.createElement("p");
    told.className = "field-fault";
    told.id = id;
    field.after(told);
  }
  told.textContent = message;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [...others, id].join(" "));
  mark(field, "faulty");
}

function flash(field) {
  field.classList.add("is-merged");
  setTimeout(() => field.classList.remove("is-merged"), 2000);
}

/** Show an entry as it stands now, wherever this page has fields of it; texts under way stay. */
function showEntry(entry, isOthers) {
  noteVersion(entry.section, entry.key, entry.version);
  for (const field of fieldsOf(entry.section, entry.key)) {
    if (pending.has(placeOf(field)) || !(field.dataset.field in entry.values || isOthers)) continue;
    const before = JSON.stringify(valueOf(field));
    if (field === document.activeElement && before !== field.dataset.saved) continue;
    const value = entry.shown?.[field.dataset.field] ?? entry.values[field.dataset.field];
    if (value !== null && typeof value === "object" && !Array.isArray(value) && !("json" in field.dataset)) continue;
    write(field, value);
    if (JSON.stringify(valueOf(field)) !== before) flash(field);
  }
}

function emit(name, detail) {
  document.dispatchEvent(new CustomEvent(`plenum:${name}`, { detail }));
}

// ---- sending

/** Post JSON; what is not our JSON counts as a lost connection. */
async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": document.querySelector("input[name=csrf_token]")?.value ?? "",
    },
    body: JSON.stringify(body),
  });
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) {
    const error = new Error("no answer of ours");
    error.isStale = answer.redirected || answer.status === 400;
    throw error;
  }
  return { status: answer.status, facts: await answer.json() };
}

/** What others did before it is still to be told by the pulse: only the very next change is known by its answer. */
function takeOutcome(facts) {
  if (facts.sequence === sequence + 1) sequence = facts.sequence;
  if (facts.findings) emit("findings", facts.findings);
}

/** Requests go one after the other, so that a version is never older than what this page did. */
function inTurn(work) {
  const result = chain.then(work);
  chain = result.catch(() => null);
  return result;
}

async function flush() {
  clearTimeout(timer);
  if (isSending || !pending.size || !line) return;
  isSending = true;
  showState("saving");
  try {
    await inTurn(sendPending);
    wait = 0;
  } catch (error) {
    wait = Math.min(LONGEST_WAIT, (wait || 500) * 2);
    timer = setTimeout(flush, wait);
    showState(error.isStale ? "stale" : "offline");
    isSending = false;
    return;
  }
  isSending = false;
  const isLeft = [...pending.values()].some((each) => !each.isHeld);
  if (isLeft) flush();
  else showState(pending.size ? "held" : "saved");
}

async function sendPending() {
  const rows = new Map();
  for (const [place, each] of pending) {
    if (each.isHeld) continue;
    const row = rowOf(each.section, each.key);
    if (!rows.has(row)) rows.set(row, []);
    rows.get(row).push([place, each]);
  }
  for (const edits of rows.values()) {
    for (const [place] of edits) underWay.add(place);
    try { await sendRow(edits); } finally { for (const [place] of edits) underWay.delete(place); }
  }
}

async function sendRow(edits) {
  const { section, key } = edits[0][1];
  const values = Object.fromEntries(edits.map(([, each]) => [each.field, each.value]));
  const seen = edits.map(([, each]) => each.version).filter((each) => each !== null);
  const version = seen.length ? Math.min(...seen) : versionOf(section, key);
  const address = `${line.dataset.draft}/${section}/${encodeURIComponent(key)}`;
  const { status, facts } = await post(address, { values, version });
  if (status === 200) {
    takeOutcome(facts);
    for (const [place, each] of edits) settle(place, each);
    showEntry({ section, key, version: facts.version, values: facts.values, shown: facts.shown }, true);
    for (const each of pending.values()) if (rowOf(each.section, each.key) === rowOf(section, key) && !isBehind(each, facts.version)) each.version = facts.version;
    if (facts.merged.length) say(words.merged);
    emit("saved", { section, key, version: facts.version, values: facts.values });
  } else if (status === 409 && facts.conflicts) {
    await resolve(edits, facts.conflicts);
  } else {
    for (const [place, each] of edits) { hold(place, each, facts); each.rests = status === LOCKED; }
    if (status === LOCKED) setLocked(true);
  }
}

/** Whether a list typed meanwhile lacks what others did to it: the server merges it from where it began. */
function isBehind(each, version) {
  const field = fieldsOf(each.section, each.key).find((one) => one.dataset.field === each.field);
  return field !== undefined && "json" in field.dataset && version > (each.version ?? 0) + 1;
}

/** A value is saved: forget it, unless something else was typed meanwhile. */
function settle(place, each) {
  if (pending.get(place) === each) { pending.delete(place); forget(place); }
  for (const field of fieldsOf(each.section, each.key)) {
    if (placeOf(field) !== place || pending.has(place)) continue;
    field.dataset.saved = JSON.stringify(valueOf(field));
    showFault(field, "");
    mark(field, "saved");
  }
}

/** A value cannot be saved as it is: it stays where it was typed, with the reason beside it. */
function hold(place, each, facts) {
  each.isHeld = true;
  const fault = (facts.faults ?? []).find((one) => one.field === each.field);
  const isAnothers = facts.faults?.length && !fault;
  if (isAnothers) { each.isHeld = false; each.wasBlocked = (each.wasBlocked ?? 0) + 1; each.isHeld = each.wasBlocked > 1; }
  const field = fieldsOf(each.section, each.key).find((one) => placeOf(one) === place);
  const message = fault?.message ?? facts.message;
  if (field && !isAnothers) showFault(field, message);
  emit("held", { ...each, ...facts });
  if (!field && !saidFaulty.has(place)) { saidFaulty.add(place); say(message); }
}

/** The reader chooses; the entry's other fields are shown by the pulse, so its version is not known before that. */
async function resolve(edits, conflicts) {
  for (const [, each] of edits) mark2(each, "conflict");
  const chosen = await chooseBetween(conflicts, words, labelOf);
  for (const [place, each] of edits) {
    const conflict = conflicts.find((one) => one.field === each.field);
    if (!chosen) { each.isHeld = true; continue; }
    each.version = conflicts[0].version;
    if (!conflict) continue;
    const choice = chosen.get(conflict);
    const field = fieldsOf(each.section, each.key).find((one) => placeOf(one) === place);
    if (choice.isTheirs) {
      pending.delete(place);
      forget(place);
      if (field) { write(field, conflict.theirs); showFault(field, ""); mark(field, "saved"); }
    } else {
      each.value = choice.value;
      keep(place, each);
      if (field) { write(field, choice.value); mark(field, "saving"); }
    }
  }
}

/** The draft may be changed again: what was typed as it was locked is saved now. */
function release() {
  for (const [place, each] of pending) {
    if (!each.rests) continue;
    each.isHeld = each.rests = false;
    const field = fieldsOf(each.section, each.key).find((one) => placeOf(one) === place);
    if (field) { showFault(field, ""); mark(field, "typed"); }
  }
  flush();
}

function mark2(each, state) {
  const field = fieldsOf(each.section, each.key).find((one) => one.dataset.field === each.field);
  if (field) mark(field, state);
}

function labelOf(conflict) {
  const field = fieldsOf(conflict.section, conflict.key).find((each) => each.dataset.field === conflict.field);
  return field?.labels?.[0]?.textContent.trim() || field?.getAttribute("aria-label") || conflict.field;
}

// ---- fields

/** Whether a date or a time is typed in part: its value is none, or a year such as 0002, on its way. */
const isInPart = (field) => ["date", "time"].includes(field.type) && (field.validity.badInput || (field.type === "date" && field.value !== "" && field.value < "1000"));

function take(field) {
  const { section, key, field: name } = field.dataset;
  const place = placeOf(field);
  if (isInPart(field)) { pending.delete(place); forget(place); mark(field, "typed"); return false; }
  const value = valueOf(field);
  if (JSON.stringify(value) === field.dataset.saved && !underWay.has(place)) {
    pending.delete(place);
    forget(place);
    showFault(field, "");
    if (field.dataset.state) mark(field, "saved");
    return false;
  }
  if (pending.has(place) && JSON.stringify(pending.get(place).value) === JSON.stringify(value)) return false;
  const version = pending.get(place)?.version ?? versionOf(section, key);
  const each = { section, key, field: name, value, version };
  pending.set(place, each);
  keep(place, each);
  mark(field, "typed");
  return true;
}

function servedValueOf(field) {
  if (field.type === "checkbox") return field.defaultChecked;
  if ("json" in field.dataset) return JSON.parse(field.defaultValue || field.dataset.json);
  if (!field.options) return field.defaultValue;
  const served = [...field.options].filter((each) => each.defaultSelected);
  if (field.multiple) return served.map((each) => each.value);
  return (served[0] ?? field.options[0])?.value ?? "";
}

/** Note what the server sent. What was typed before this script came counts as typed; what the
 *  browser put back from an earlier visit does not, for the text may have changed since. */
function remember(field) {
  if (field.dataset.saved !== undefined) return;
  field.dataset.saved = JSON.stringify(servedValueOf(field));
  if (JSON.stringify(valueOf(field)) === field.dataset.saved) return;
  if (field === document.activeElement) { if (take(field)) timer = setTimeout(flush, PAUSE); }
  else write(field, JSON.parse(field.dataset.saved));
}

function listen() {
  const editable = (event) => event.target.closest?.("[data-edit]");
  for (const field of document.querySelectorAll("[data-edit]")) remember(field);
  document.addEventListener("htmx:load", (event) => {
    for (const field of event.target.querySelectorAll?.("[data-edit]") ?? []) remember(field);
  });
  document.addEventListener("focusin", (event) => { const field = editable(event); if (field) remember(field); });
  new MutationObserver(() => {
    for (const field of document.querySelectorAll("[data-edit]")) if (field.dataset.saved === undefined) remember(field);
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("input", (event) => {
    const field = editable(event);
    if (!field || !take(field)) return;
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE);
  });
  for (const name of ["change", "focusout"]) {
    document.addEventListener(name, (event) => {
      const field = editable(event);
      if (field && name === "focusout" && isInPart(field)) showFault(field, words.part);
      if (field && (take(field) || [...pending.values()].some((each) => !each.isHeld))) flush();
    });
  }
  window.addEventListener("online", flush);
  document.addEventListener("plenum:unlocked", release);
  window.addEventListener("beforeunload", (event) => { if (pending.size) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]");
    if (isTyping || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    (event.shiftKey ? redo : undo)();
  });
  line.querySelector("[data-undo]")?.addEventListener("click", undo);
  line.querySelector("[data-redo]")?.addEventListener("click", redo);
}

function restore(texts) {
  let count = 0;
  for (const [place, each] of texts) {
    const field = fieldsOf(each.section, each.key).find((one) => placeOf(one) === place);
    if (pending.has(place)) continue;
    if (field && JSON.stringify(valueOf(field)) === JSON.stringify(each.value)) { forget(place); mark(field, "saved"); continue; }
    pending.set(place, { ...each, isHeld: false });
    if (field) {
      remember(field);
      const saved = field.dataset.saved;
      write(field, each.value);
      field.dataset.saved = saved;
      mark(field, "typed");
    }
    count += 1;
  }
  if (count) { say(fill(words.restored, { n: count }), true); flush(); }
}

// ---- for other pages

async function edit(section, key, values, version = versionOf(section, key)) {
  const edits = [{ op: "change", section, key, values, version }];
  const facts = await batch(edits, "");
  return facts?.entries.find((each) => each.section === section && each.key === key) ?? null;
}

async function batch(edits, note = "") {
  try {
    return await inTurn(() => sendBatch(edits, note));
  } catch {
    showState("offline");
    say(words.lost, true);
    return null;
  }
}

async function sendBatch(edits, note) {
  const { status, facts } = await post(line.dataset.draft, { edits, note });
  if (status === 409 && facts.conflicts) {
    const chosen = await chooseBetween(facts.conflicts, words, labelOf);
    return chosen ? sendBatch(settleConflicts(edits, facts.conflicts, chosen), note) : null;
  }
  if (status === 409 && facts.pointers) {
    if (!await askToLetGo(facts.pointers, fill(words.pointed, { n: facts.pointers.length }))) return null;
    return sendBatch(edits.map((each) => each.op === "remove" ? { ...each, lets_go: true } : each), note);
  }
  if (status !== 200) {
    say((facts.faults ?? []).slice(0, 3).map((each) => `${each.found} ${each.message}`).join(semicolon) || facts.message, true);
    emit("refused", facts);
    return null;
  }
  takeOutcome(facts);
  for (const each of facts.entries) { showEntry(each, true); emit("saved", each); }
  for (const each of facts.removed) emit("changed", { ...each, values: null });
  showState("saved");
  return facts;
}

function settleConflicts(edits, conflicts, chosen) {
  return edits.flatMap((each) => {
    const own = conflicts.filter((one) => one.section === each.section && one.key === each.key);
    if (!own.length) return [each];
    const values = { ...each.values };
    for (const one of own) {
      if (chosen.get(one).isTheirs) delete values[one.field];
      else if (each.op !== "remove") values[one.field] = chosen.get(one).value;
    }
    const isDropped = each.op === "remove" ? own.some((one) => chosen.get(one).isTheirs) : !Object.keys(values).length;
    return isDropped ? [] : [{ ...each, values, version: own[0].version }];
  });
}

/** Ask for an act that answers as batches do; the promise is of its answer, null where it failed. */
async function act(address, body) {
  await flush();
  try {
    return await inTurn(async () => {
      const { status, facts } = await post(address, body);
      if (status !== 200) { say(facts.message, true); emit("refused", facts); return null; }
      takeOutcome(facts);
      for (const each of facts.entries) { showEntry(each, true); emit("saved", each); }
      showState("saved");
      return facts;
    });
  } catch {
    showState("offline");
    say(words.lost, true);
    return null;
  }
}

async function takeBack(name) {
  await flush();
  try {
    const { facts } = await inTurn(() => post(`${line.dataset.draft}/${name}`, {}));
    takeOutcome(facts);
    takeChanges(facts);
    const { place, href } = facts.told ?? {};
    const isElsewhere = Boolean(href) && !isHere(place);
    say(facts.message || words.undone, isElsewhere, isElsewhere ? href : "");
  } catch {
    showState("offline");
  }
}
/** Whether this page shows an entry: what was taken back there need not be looked for. */
function isHere(place) {
  const [section, key] = place.split("/");
  const marks = ["row", "drawer", "place"].map((name) => `[data-${name}="${CSS.escape(place)}"]`);
  return fieldsOf(section, key).length > 0 || document.querySelector(marks.join()) !== null;
}
const undo = () => takeBack("undo");
const redo = () => takeBack("redo");

/** Show what others changed, or what was taken back; a pulse that left before one's own change says less than is known. */
function takeChanges(facts) {
  for (const each of facts.entries ?? []) {
    if (versionOf(each.section, each.key) >= each.version) continue;
    const isUnderWay = [...pending.values()].some((one) => one.section === each.section && one.key === each.key);
    showEntry(each, true);
    if (isUnderWay) continue;
    emit("changed", each);
  }
  for (const each of facts.removed ?? []) emit("changed", { ...each, version: null, values: null });
}

export const desk = {
  line, words, fill, say,
  get sequence() { return sequence; },
  set sequence(number) { sequence = number; },
  inTurn, takeChanges, takeOutcome,
};
window.plenum = { edit, batch, act, undo, redo, say, flush, words };

if (line) {
  markTab(line.dataset.keeper);
  listen();
  restoreTexts(restore);
}
