// The people's table: choosing rows by mouse and keys, bulk edits that are looked at first, blocks
// pasted from spreadsheets. The address keeps what is chosen: ?sel=P001,P002 or ?sel=all.
import { desk } from "./edit.js";
import { semicolon } from "./joint.js";
import "./combobox.js";

const home = document.getElementById("person-found");
const dialog = document.getElementById("person-ask");
const words = JSON.parse(home.dataset.words);
const MOST_IN_ADDRESS = 300;
const chosen = new Set();
let isAll = false, anchor = null, lastUndo = 0, timer = 0;

const boxes = () => [...home.querySelectorAll("[data-choose]")];
const form = () => home.querySelector("#person-bulk");
const total = () => Number(home.querySelector("[data-total]")?.dataset.total ?? 0);
const part = () => dialog.querySelector("[data-part]");

// ---- choosing

function show() {
  for (const box of boxes()) {
    box.checked = isAll || chosen.has(box.value);
    box.closest("tr").classList.toggle("is-chosen", box.checked);
  }
  const count = isAll ? total() : chosen.size;
  const told = home.querySelector("[data-count-chosen]");
  if (told) {
    told.dataset.idle ??= told.textContent;
    told.textContent = count ? desk.fill(isAll ? words.all : words.chosen, { n: count }) : told.dataset.idle;
    form().classList.toggle("is-live", count > 0);
    form().classList.toggle("is-idle", count === 0);
    form().elements.keys.value = [...chosen].join(",");
    form().elements.all.value = isAll ? "1" : "";
  }
  const page = home.querySelector("[data-choose-page]");
  if (page) { page.checked = boxes().length > 0 && boxes().every((each) => each.checked); page.indeterminate = count > 0 && !page.checked; }
  remember();
}

function remember() {
  const said = isAll ? "all" : chosen.size <= MOST_IN_ADDRESS ? [...chosen].join(",") : "";
  const put = (address) => {
    if (said) address.searchParams.set("sel", said);
    else address.searchParams.delete("sel");
    return address;
  };
  history.replaceState(history.state, "", put(new URL(location.href)));
  for (const link of home.querySelectorAll("a[data-page]")) link.href = put(new URL(link.href)).href;
}

/** Choose or leave one row, or all rows from the last one to it. */
function choose(key, isOn, isRange = false) {
  if (isAll) { isAll = false; for (const each of boxes()) chosen.add(each.value); }
  const keys = boxes().map((each) => each.value);
  const from = isRange && keys.includes(anchor) ? keys.indexOf(anchor) : keys.indexOf(key);
  const to = keys.indexOf(key);
  for (const each of keys.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (isOn) chosen.add(each);
    else chosen.delete(each);
  }
  if (!isRange) anchor = key;
  show();
}

function chooseNone() { chosen.clear(); isAll = false; anchor = null; show(); }
function choosePage(isOn) {
  isAll = false;
  for (const each of boxes()) if (isOn) chosen.add(each.value); else chosen.delete(each.value);
  show();
}

home.addEventListener("click", (event) => {
  const box = event.target.closest("[data-choose]");
  if (box) choose(box.value, box.checked, event.shiftKey);
  else if (event.target.closest("[data-choose-page]")) choosePage(event.target.checked);
  else if (event.target.closest("[data-choose-all]")) { isAll = true; chosen.clear(); show(); }
  else if (event.target.closest("[data-choose-none]")) chooseNone();
});
home.addEventListener("mousedown", (event) => { if (event.shiftKey && event.target.closest("[data-choose], .choose")) event.preventDefault(); });
home.addEventListener("plenum:choose", (event) => {
  const { key } = event.target.closest("tr").dataset;
  if (event.detail.from && !chosen.has(event.detail.from)) { anchor = event.detail.from; chosen.add(anchor); }
  choose(key, event.detail.isRange || !chosen.has(key), event.detail.isRange);
});
home.addEventListener("plenum:choose-all", () => {
  if (boxes().every((each) => each.checked)) { isAll = true; chosen.clear(); show(); } else choosePage(true);
});
home.addEventListener("plenum:choose-none", chooseNone);

// ---- bulk edits

home.addEventListener("change", (event) => {
  if (event.target.id !== "bulk-field") return;
  const value = home.querySelector("#bulk-value");
  const { kind } = event.target.selectedOptions[0].dataset;
  if (kind) value.dataset.suggest = kind;
  else delete value.dataset.suggest;
});

home.addEventListener("submit", async (event) => {
  if (event.target.id !== "person-bulk") return;
  event.preventDefault();
  if (!isAll && !chosen.size) { desk.say(event.target.querySelector("[data-count-chosen]").dataset.idle); return; }
  const body = new FormData(event.target, event.submitter);
  await window.plenum.flush();
  ask(await fetchPart(event.target.action, { method: "POST", body }));
});

async function fetchPart(address, options = {}) {
  try {
    const answer = await fetch(address, { ...options, headers: { "X-Part": "1", ...options.headers } });
    if (answer.ok && !answer.redirected) return await answer.text();
  } catch { /* told below */ }
  desk.say(words.lost, true);
  return null;
}

function ask(html, onSure = null) {
  if (html === null) return;
  part().innerHTML = html;
  part().querySelector("[data-sure]")?.addEventListener("click", (event) => { dialog.close(); onSure?.(event.target.dataset.sure); });
  dialog.showModal();
  (part().querySelector(".primary") ?? part().querySelector("[data-close]"))?.focus();
}
dialog.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  dialog.close();
});

// ---- pasting

// A block pasted at a cell falls on the rows from there; one pasted elsewhere on the page adds people.
home.addEventListener("plenum:paste", async (event) => {
  event.preventDefault();
  const { row, column, rows, cell } = event.detail;
  const shown = cell ? [...home.querySelectorAll("tr[data-key]")] : [];
  const fields = home.dataset.fields.split(" ").slice(column);
  const keys = shown.slice(row).map((each) => each.dataset.key);
  const versions = Object.fromEntries(shown.map((each) => [each.dataset.key, Number(each.querySelector("[data-version]").dataset.version)]));
  await window.plenum.flush();
  paste({ rows, keys, fields, versions, is_sure: false }, cell?.closest("tr").dataset.key, column);
});

async function paste(block, key, column) {
  const facts = await send(block);
  if (!facts) return;
  if (facts.html) {
    ask(facts.html, (kind) => paste({ ...block, is_sure: true, is_sound_only: kind === "sound" }, key, column));
    return;
  }
  desk.takeOutcome(facts);
  await refresh();
  const known = new Set(block.keys);
  const added = facts.entries.filter((each) => !known.has(each.key)).length;
  desk.say(desk.fill(words.pasted, { added, changed: facts.entries.length - added }));
  if (key) home.querySelector(`tr[data-key="${CSS.escape(key)}"]`)?.querySelectorAll("[data-cell]")[column]?.focus();
}

async function send(block) {
  try {
    const answer = await fetch(home.dataset.paste, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("input[name=csrf_token]").value },
      body: JSON.stringify(block),
    });
    const facts = await answer.json();
    if (answer.ok) return facts;
    desk.say([facts.message, ...(facts.faults ?? []).slice(0, 3).map((each) => `${each.found} ${each.message}`)].join(semicolon), true);
  } catch { desk.say(words.lost, true); }
  return null;
}

// ---- staying in step

async function refresh() {
  const html = await fetchPart(location.href);
  if (html === null) return;
  const focused = document.activeElement?.id;
  home.innerHTML = html;
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: {} }));
  if (focused) document.getElementById(focused)?.focus();
  show();
}

for (const name of ["click", "keydown"]) {
  document.addEventListener(name, (event) => {
    const isKey = name === "keydown" && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (isKey || event.target.closest?.("[data-undo], [data-redo]")) lastUndo = Date.now();
  }, true);
}
document.addEventListener("plenum:changed", ({ detail }) => {
  const row = home.querySelector(`tr[data-key="${CSS.escape(detail.key)}"]`);
  const isOwn = Date.now() - lastUndo < 10000 && ["people", "leaves"].includes(detail.section);
  if (detail.section === "people" && detail.values === null && row && !isOwn) row.remove();
  if (!isOwn || (row && detail.values)) return;
  clearTimeout(timer);
  timer = setTimeout(refresh, 200);
});

for (const field of document.querySelectorAll("#person-filters select, #person-filters [type=checkbox]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
const said = new URL(location.href).searchParams.get("sel") ?? "";
isAll = said === "all";
if (!isAll) for (const key of said.split(",").filter(Boolean)) chosen.add(key);
for (const box of boxes()) if (box.checked) chosen.add(box.value);
show();
