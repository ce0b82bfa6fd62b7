// Beside the hall: what is chosen and why, who has no seat, what was found.
import { make } from "./listed.js";
import { blockOf, listUnseated } from "./seating_model.js";

const MOST_WISHED = 100; // so many still fit into an address
const LOW = 560; // on a screen so low the sheet would hide the hall: it comes when asked for

/** Tabs of the side; on a phone they are the handle of a sheet. */
export function bindTabs(side, onTab) {
  const tabs = [...side.querySelectorAll("[role=tab]:not([hidden])")];
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  function open(asked, { isFocused = false, isSheet = true, isAsked = false } = {}) {
    const name = tabs.some((tab) => tab.dataset.tab === asked) ? asked : tabs[0].dataset.tab;
    for (const tab of tabs) {
      const isOpen = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      panel(tab).hidden = !isOpen;
      if (isOpen && isFocused) tab.focus();
    }
    if (isSheet && (isAsked || window.innerHeight > LOW)) side.classList.add("is-up");
    onTab(name);
  }
  const current = () => tabs.find((tab) => tab.getAttribute("aria-selected") === "true").dataset.tab;
  side.querySelector("[role=tablist]").addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (!tab) return;
    const isSame = current() === tab.dataset.tab && side.classList.contains("is-up");
    open(tab.dataset.tab, { isAsked: true });
    if (isSame) side.classList.remove("is-up");
  });
  side.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.dataset.tab === current());
    open(tabs[(at + step + tabs.length) % tabs.length].dataset.tab, { isFocused: true, isAsked: true });
  });
  return { open, current, lower: () => side.classList.remove("is-up") };
}

export function showCount(side, name, number) {
  const count = side.querySelector(`[data-tab="${name}"] [data-many]`);
  if (count.textContent === `${number}`) return;
  count.textContent = number;
  count.hidden = !number;
}

/** Who has no seat: a list to drag from, with its own filter. */
export function makeUnseated({ chart, state, panel, words, fill, onCarry, onOpen }) {
  const list = panel.querySelector("ul"), input = panel.querySelector("input"), none = panel.querySelector("[data-none]");
  function show() {
    const all = listUnseated(chart), query = input.value.trim().toLowerCase();
    const people = all.filter((key) => { const { name, initials, sector } = chart.people[key] ?? { name: key, initials: [], sector: "" }; return !query || `${name} ${initials.join(" ")} ${sector}`.toLowerCase().includes(query); });
    for (const key of state.chosen) if (!all.includes(key)) state.chosen.delete(key);
    const known = new Map([...list.children].map((item) => [item.dataset.person, item]));
    list.replaceChildren(...people.map((key) => known.get(key) ?? line(key)));
    for (const item of list.children) mark(item);
    none.hidden = Boolean(all.length);
    input.closest("p").hidden = all.length < 9;
    return all.length;
  }
  function line(key) {
    const item = make("li"), button = make("button", "waiting-person"), person = chart.people[key];
    item.dataset.person = key;
    button.type = "button";
    button.append(make("b", "", person.name), make("span", "", [person.post, person.sector].filter(Boolean).join(" · ")));
    const reason = chart.placeOf.get(key)?.reason;
    if (reason) button.append(make("small", "", reason));
    item.append(button);
    return item;
  }
  function mark(item) {
    const key = item.dataset.person;
    item.firstElementChild.setAttribute("aria-pressed", String(state.chosen.has(key) || state.carried.includes(key)));
    item.classList.toggle("is-absent", Boolean(chart.people[key]?.leave));
  }
  list.addEventListener("click", (event) => {
    const key = event.target.closest("[data-person]")?.dataset.person;
    if (!key || Date.now() - (state.dragged ?? 0) < 250) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      if (!state.chosen.delete(key)) state.chosen.add(key);
      show();
    } else if (chart.isEditable && event.detail === 0) onCarry(state.chosen.has(key) ? [...state.chosen] : [key]);
    else { state.chosen = new Set([key]); show(); onOpen(key); }
  });
  input.addEventListener("input", show);
  return { show, list, say: () => fill(words.unseatedMany, { n: list.children.length }) };
}

/** What was found; a click flies there. */
export function makeFindings({ panel, strip, words, onGo }) {
  let found = [], at = -1;
  function show(facts) {
    found = facts.findings;
    at = -1;
    panel.querySelector("ul").replaceChildren(...found.map((finding, number) => {
      const item = make("li", `finding is-${finding.severity}`), button = make("button", "finding-go");
      button.type = "button";
      button.append(make("span", "mark", words.severities[finding.severity]), " ", finding.text);
      button.addEventListener("click", () => go(number));
      item.append(button);
      return item;
    }));
    panel.querySelector("[data-none]").hidden = Boolean(found.length);
    for (const part of strip.querySelectorAll("[data-severity]")) {
      const now = `${facts.counts[part.dataset.severity] ?? 0}`, number = part.querySelector("b");
      part.toggleAttribute("data-none", now === "0");
      if (number.textContent === now) continue;
      if (number.textContent) number.dispatchEvent(new CustomEvent("plenum:changed-number", { bubbles: true }));
      number.textContent = now;
    }
    return found.length;
  }
  function go(number) {
    if (!found.length) { onGo(null); return; }
    at = (number + found.length) % found.length;
    [...panel.querySelectorAll(".finding-go")].forEach((button, index) => { if (index === at) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current"); });
    onGo(found[at], at + 1, found.length);
  }
  return { show, next: () => go(at + 1), get list() { return found; } };
}

/** One person on a seat: who, where, why, beside whom; and what can be done. */
export function makeDetail({ chart, panel, words, fill, read, onGo, does }) {
  const body = panel.querySelector("[data-detail]");
  let asked = 0;
  async function showPerson(key) {
    const number = asked += 1, person = chart.people[key], seat = chart.seats.get(chart.placeOf.get(key)?.seat);
    body.replaceChildren(head(person.name, seat?.label ?? words.noSeat, marksOf(key)), ...parts(key, person), acts(key, seat));
    body.append(make("p", "quiet-text", words.loading));
    let reason = null;
    try { reason = await read(`/reason/${encodeURIComponent(key)}`); } catch { /* said below */ }
    if (number !== asked) return;
    body.lastElementChild.remove();
    if (reason) body.append(...reasons(reason));
    else body.append(make("p", "quiet-text", words.noReason));
  }
  function showSeat(seat) {
    asked += 1;
    const kind = chart.reserved.has(seat.key) ? words.reserved : words.seatKinds[seat.kind] ?? "";
    body.replaceChildren(head(seat.label, kind, []), make("p", "", chart.isEditable ? words.emptySeat : words.emptySeatRead));
    if (chart.isEditable && chart.personAt.get(seat.key) === undefined) body.append(button(words.closeUp, () => does.closeUp(seat)), " ");
    if (chart.isEditable) body.append(wish("reserve", [], [seat.key]));
  }
  function showMany(people) {
    asked += 1;
    const names = people.slice(0, 30).map((key) => chart.people[key].name).join(words.comma);
    body.replaceChildren(head(fill(words.many, { n: people.length }), "", []), make("p", "", people.length > 30 ? `${names} …` : names), manyActs(people));
  }
  const showNone = () => { asked += 1; body.replaceChildren(make("p", "quiet-text", words.none)); };
  function head(name, under, marks) {
    const part = make("div", "seat-head");
    part.append(make("h2", "", name), make("p", "", under), ...marks);
    return part;
  }
  const marksOf = (key) => {
    const place = chart.placeOf.get(key), person = chart.people[key], found = [];
    if (place?.is_locked) found.push(make("span", "mark is-info", place.locked_by ? fill(words.lockedBy, { name: place.locked_by }) : words.locked));
    if (person.leave || chart.absent.has(key)) found.push(make("span", "mark is-caution", person.leave ? words.leave : words.absent));
    if (person.is_standing) found.push(make("span", "mark", words.standing));
    if (person.is_convener) found.push(make("span", "mark", words.convener));
    return found;
  };
  function parts(key, person) {
    const block = blockOf(chart, key), facts = make("dl", "seat-facts");
    for (const [name, text] of [[words.post, person.post], [words.kind, person.kind_label], [words.sector, person.sector], [words.group, person.group], [words.block, block?.name]]) {
      if (text) facts.append(make("dt", "", name), make("dd", "", text));
    }
    return [facts];
  }
  const button = (text, deed, look = "small") => { const made = make("button", look, text); made.type = "button"; made.addEventListener("click", deed); return made; };
  /** A link to the rules, with who and where filled in. */
  function wish(kind, people, seats) {
    const link = make("a", "button small", words.wish), query = new URLSearchParams({ kind, people: people.join(","), seats: seats.join(",") });
    link.href = `${document.getElementById("seating").dataset.address}/settings?${query}#rule-form`;
    return link;
  }
  const seatsOf = (people) => people.map((key) => chart.placeOf.get(key)?.seat).filter(Boolean);
  function acts(key, seat) {
    const part = make("div", "seat-acts");
    if (seat) part.append(button(words.flyThere, () => onGo(seat)));
    if (!chart.isEditable) return part;
    const isLocked = chart.placeOf.get(key)?.is_locked;
    if (!isLocked) part.append(button(words.moveTo, () => does.carry([key])));
    if (seat) part.append(button(isLocked ? words.unlock : words.lock, () => does.lock([key])));
    if (seat && !isLocked) part.append(button(words.takeOut, () => does.unseat([key])));
    if (!chart.people[key].leave) part.append(button(words.giveLeave, () => does.leave([key])));
    part.append(wish("fixed", [key], seatsOf([key])));
    return part;
  }
  function manyActs(people) {
    const part = make("div", "seat-acts");
    if (!chart.isEditable) return part;
    part.append(button(words.moveTo, () => does.carry(people)));
    if (people.length === 2) part.append(button(words.swapBoth, () => does.swap(people)));
    part.append(button(words.lock, () => does.lock(people)), button(words.takeOut, () => does.unseat(people)), button(words.giveLeave, () => does.leave(people)));
    if (people.length <= MOST_WISHED) part.append(wish("together", people, seatsOf(people)));
    return part;
  }
  function reasons(reason) {
    const found = [make("h3", "", words.reason), make("p", "", reason.reason || words.noReason)];
    if (reason.rules?.length) found.push(make("h3", "", words.rules), listOf(reason.rules.map((rule) => rule.text ?? rule)));
    const near = make("div", "neighbours");
    for (const side of ["front", "left", "right", "back"]) {
      const one = reason.neighbours?.[side], cell = make("div", `is-${side}`);
      cell.append(make("small", "", words.sides[side]));
      if (one?.person) cell.append(button(one.name, () => does.open(one.person), "link"));
      else cell.append(make("span", "", one ? words.freeSeat : words.nobody));
      near.append(cell);
    }
    near.append(Object.assign(make("div", "is-middle"), { textContent: reason.name }));
    found.push(make("h3", "", words.neighbours), near);
    if (reason.history?.length) {
      const list = make("ol", "strip");
      for (const each of reason.history) { const item = make("li"); item.append(make("p", "", [each.before || words.noSeat, each.after || words.noSeat].join(" → ")), make("small", "", `${each.when} ${each.by} ${words.kinds[each.kind] ?? ""}`)); list.append(item); }
      found.push(make("h3", "", words.history), list);
    }
    return found;
  }
  const listOf = (texts) => { const list = make("ul", "lines"); list.append(...texts.map((text) => make("li", "", text))); return list; };
  return { showPerson, showSeat, showMany, showNone };
}
