// Who else is here, what they change, and what each change does to the findings.
import { desk } from "./edit.js";
import { colon, comma } from "./joint.js";
import { setLocked } from "./lock.js";

const OFTEN = 8000, SELDOM = 40000, LONGEST = 60000;
let place = "", timer = 0, wait = OFTEN;

async function beat() {
  clearTimeout(timer);
  try {
    const address = `${desk.line.dataset.draft}/pulse?since=${desk.sequence}&place=${encodeURIComponent(place)}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) throw new Error("no pulse");
    const facts = await answer.json();
    wait = OFTEN;
    showPresence(facts.presence);
    desk.inTurn(() => desk.takeChanges(facts)); // an answer to a change of one's own comes first
    setLocked(facts.is_locked, facts.review);
    if (facts.findings) document.dispatchEvent(new CustomEvent("plenum:findings", { detail: facts.findings }));
    desk.sequence = Math.max(desk.sequence, facts.sequence);
  } catch {
    wait = Math.min(LONGEST, wait * 2);
  }
  timer = setTimeout(beat, document.hidden ? Math.max(wait, SELDOM) : wait);
}

function showPresence(others) {
  const list = document.querySelector(".draft-others");
  if (list) {
    const names = [...new Set(others.map((each) => each.name))];
    list.hidden = !names.length;
    const text = names.length ? desk.fill(desk.words.others, { names: names.join(comma) }) : "";
    if (list.textContent !== text) list.textContent = text;
  }
  for (const each of document.querySelectorAll(".presence-mark")) each.remove();
  for (const each of others.filter((one) => one.place)) markRow(each);
}

function markRow(presence) {
  const [section, key] = presence.place.split("/");
  const field = [...document.querySelectorAll("[data-edit]")].find(
    (each) => each.dataset.section === section && each.dataset.key === key);
  const row = document.querySelector(`[data-row="${CSS.escape(presence.place)}"]`) ?? field?.closest("tr, li, fieldset, section");
  const cell = row?.querySelector("th, td, legend, h1, h2") ?? row ?? field?.parentElement;
  if (!cell) return;
  const mark = document.createElement("span");
  mark.className = "presence-mark";
  mark.textContent = presence.name.slice(0, 1);
  mark.title = desk.fill(desk.words.editing, { name: presence.name });
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", mark.title);
  cell.append(mark);
}

function showFindings(event) {
  const { counts, caused = [], cured = [], caused_count: many, cured_count: gone } = event.detail;
  for (const each of document.querySelectorAll("[data-count]")) {
    const now = String(counts[each.dataset.count]);
    if (each.textContent !== now) {
      each.textContent = now;
      each.dispatchEvent(new CustomEvent("plenum:changed-number", { bubbles: true }));
    }
    each.closest("[data-severity]")?.toggleAttribute("data-none", !counts[each.dataset.count]);
  }
  const strip = document.querySelector(".findings-strip");
  if (strip?.open) strip.querySelector("[hx-get]")?.dispatchEvent(new Event("renew"));
  const news = document.querySelector(".findings-news");
  if (!news || (!caused.length && !cured.length)) return;
  news.replaceChildren();
  if (caused.length) news.append(tell(desk.fill(desk.words.caused, { n: many }), caused, "caused"));
  if (cured.length) news.append(tell(desk.fill(desk.words.cured, { n: gone }), cured, "cured"));
  news.hidden = false;
}

function tell(heading, findings, kind) {
  const part = document.createElement("div");
  part.className = `news-part is-${kind}`;
  const head = document.createElement("p");
  head.textContent = heading;
  const list = document.createElement("ul");
  for (const each of findings.slice(0, 5)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = each.href;
    link.textContent = each.place;
    const mark = document.createElement("span");
    mark.className = "mark";
    mark.textContent = each.label;
    item.append(mark, " ", link, colon, each.why);
    list.append(item);
  }
  part.append(head, list);
  return part;
}

if (desk.line) {
  document.addEventListener("focusin", (event) => {
    const field = event.target.closest("[data-edit]");
    const now = field ? `${field.dataset.section}/${field.dataset.key}` : event.target.closest("[data-row]")?.dataset.row ?? "";
    if (now === place) return;
    place = now;
    clearTimeout(timer);
    timer = setTimeout(beat, 500);
  });
  document.addEventListener("plenum:findings", showFindings);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  document.querySelector(".findings-news-close")?.addEventListener("click", () => { document.querySelector(".findings-news").hidden = true; });
  window.addEventListener("hashchange", goToField);
  goToField();
  beat();
}

/** An address may name a field: …/people/P001#field-people-P001-post, …/details/people/P001#detail-post. */
function goToField() {
  const field = /^#(field|detail)-/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (field) { field.focus(); field.scrollIntoView({ block: "center" }); }
}
