// A draft that waits for approval rests: its fields are read, not written, and the page says why.
// How far tasks are stays open. Modules that hold texts listen to plenum:locked and plenum:unlocked.
const banner = document.querySelector(".lock-banner");
const PROGRESS = banner?.dataset.progress.split(" ") ?? [];
const TOOLS = "#main :is(button, input, select, textarea, [draggable])";
const STAYS = "form[method='get'], .lock-banner, .remark-strip, .remark-bar, [data-stays-open], [type='hidden'], [data-close], [data-block], [data-do='detail']";
const MAKES = "[data-new]"; // makes something although it stands among what only looks
const BLOCKS = "[data-block], [data-item], #day-grid [data-on]";
const EMPTY_DAY = ":is([type=date], [type=time])[data-rests]:not([data-state])"; // an empty one shows the browser's pattern
const LOOKS = new Set(["Tab", "Enter", "Escape"]);
let locked = banner?.dataset.locked === "true";

const isProgress = (each) => each.dataset.section === "tasks" && PROGRESS.includes(each.dataset.field);
const isText = (each) => each.matches("textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=date], [type=time], [type=number])");

function controls() {
  const tools = banner.dataset.desk === "true" ? document.querySelectorAll(TOOLS) : [];
  return [...new Set([...document.querySelectorAll("[data-edit]"), ...tools])].filter(
    (each) => !isProgress(each) && (each.matches(MAKES) || !each.closest(STAYS)));
}

function rest() {
  for (const each of controls()) {
    if (each.dataset.rests !== undefined) continue;
    if (each.matches("[draggable]:not(button)")) { each.dataset.rests = each.getAttribute("draggable"); each.setAttribute("draggable", "false"); }
    else if (isText(each)) { if (!each.readOnly) { each.dataset.rests = "text"; each.readOnly = true; } }
    else if (!each.disabled) { each.dataset.rests = "tool"; each.disabled = true; }
    if (!each.value && each.matches(EMPTY_DAY)) { each.dataset.emptyKind = each.type; each.placeholder = "—"; each.type = "text"; }
  }
}

function wake() {
  for (const each of document.querySelectorAll("[data-rests]")) {
    if (each.dataset.rests === "text") each.readOnly = false;
    else if (each.dataset.rests === "tool") each.disabled = false;
    else each.setAttribute("draggable", each.dataset.rests);
    delete each.dataset.rests;
    if (each.dataset.emptyKind) { each.type = each.dataset.emptyKind; each.removeAttribute("placeholder"); delete each.dataset.emptyKind; }
  }
}

/** The server has said whether the draft rests, and for which review: what takes it back names that one. */
export function setLocked(now, review) {
  const form = banner?.querySelector("form");
  if (form && review) form.action = form.action.replace(/\/review\/\d+\//, `/review/${review}/`);
  if (!banner || now === locked) return;
  locked = now;
  show();
  document.dispatchEvent(new CustomEvent(now ? "plenum:locked" : "plenum:unlocked"));
}

function show() {
  document.body.classList.toggle("is-locked", locked);
  banner.hidden = !locked || !(banner.dataset.desk === "true" || document.querySelector("[data-edit]"));
  if (locked) rest();
  else wake();
}

/** Blocks of the day grid are dragged, drawn and pushed with keys: they are no controls that can rest. */
function guard(event) {
  if (!locked || !event.target.closest?.(BLOCKS) || event.target.matches("input, textarea, select, a")) return;
  if (event.type === "keydown" && (LOOKS.has(event.key) || event.ctrlKey || event.metaKey)) return;
  event.stopPropagation();
}

if (banner) {
  show();
  new MutationObserver(() => { if (locked) show(); }).observe(document.body, { childList: true, subtree: true });
  for (const name of ["pointerdown", "keydown", "dragstart"]) document.addEventListener(name, guard, true);
}
