// Finding people and seats, and dimming all others; what is asked for stands in the address.
import { make } from "./listed.js";

const MOST = 8, KEPT = 60;
const squash = (text) => text.toLowerCase().replaceAll(/[\s　·]/g, "");

/** People and seats that a text means: by name, pinyin, initials, label of a seat. */
export function search(chart, text) {
  const query = squash(text);
  if (!query) return [];
  const found = [];
  for (const [key, person] of Object.entries(chart.people)) {
    const rank = rankOf(query, person);
    if (rank < 9) found.push({ person: key, rank, name: person.name });
  }
  for (const seat of chart.order) {
    const label = squash(seat.label);
    if (seat.kind !== "removed" && label.includes(query) && /\d/.test(query)) found.push({ seat, rank: label.endsWith(query) && !/\d/.test(label.at(-query.length - 1) ?? "") ? 0 : 5, name: seat.label });
  }
  return found.toSorted((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1)).slice(0, MOST);
}

function rankOf(query, { name, pinyin, initials }) {
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  if (initials.includes(query)) return 2;
  if ([...initials, ...pinyin.map(squash)].some((each) => each.startsWith(query))) return 3;
  return name.includes(query) ? 4 : 9;
}

export function bindSearch({ chart, input, list, labelOf, onChoose, words }) {
  let at = -1, found = [];
  const options = () => [...list.children];
  function show() {
    found = search(chart, input.value);
    list.replaceChildren(...found.map((each, number) => {
      const option = make("li", "", "");
      option.id = `seating-found-${number}`;
      option.setAttribute("role", "option");
      option.append(make("b", "", each.name), " ", make("span", "", labelOf(each)));
      return option;
    }));
    if (!found.length && input.value.trim()) list.append(make("li", "is-nothing", words.nothing));
    const isOpen = Boolean(list.children.length);
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    choose(found.length ? 0 : -1);
  }
  function choose(number) {
    at = found.length ? (number + found.length) % found.length : -1;
    options().forEach((each, index) => each.getAttribute("role") && each.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", options()[at].id);
    else input.removeAttribute("aria-activedescendant");
  }
  function close() { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
  function take(number) { const one = found[number]; close(); if (one) { input.value = one.name; onChoose(one); } }
  input.addEventListener("input", show);
  input.addEventListener("focus", () => { if (input.value) show(); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "Enter") take(at);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("pointerdown", (event) => { event.preventDefault(); take(options().indexOf(event.target.closest("li"))); });
}

const TESTS = {
  block: (chart, key, value) => chart.placeOf.get(key)?.block === value,
  sector: (chart, key, value) => chart.people[key].sector === value,
  group: (chart, key, value) => chart.people[key].group === value,
  sex: (chart, key, value) => chart.people[key].sex === value,
  kind: (chart, key, value) => chart.people[key].kind === value,
  leave: (chart, key) => chart.people[key].leave || chart.absent.has(key),
  locked: (chart, key) => chart.placeOf.get(key)?.is_locked,
  standing: (chart, key) => chart.people[key].is_standing,
};
export const FILTERS = Object.keys(TESTS);

/** The people that all chosen filters let through; null where none is chosen. */
export function findHits(chart, filters) {
  const chosen = Object.entries(filters).filter(([, value]) => value);
  if (!chosen.length) return null;
  return Object.keys(chart.people).filter((key) => chart.placeOf.has(key) && chosen.every(([name, value]) => TESTS[name](chart, key, value)));
}

/** Read and write what the address says. */
export const readAddress = () => {
  const facts = new URL(location.href).searchParams;
  return { filters: Object.fromEntries(FILTERS.map((name) => [name, facts.get(name) ?? ""])), picked: (facts.get("pick") ?? "").split(",").filter(Boolean), isTurned: facts.get("view") === "rostrum", tab: facts.get("tab") ?? "" };
};
export function writeAddress({ filters, picked, isTurned, tab }) {
  const address = new URL(location.href);
  const put = (name, value) => { if (value) address.searchParams.set(name, value); else address.searchParams.delete(name); };
  for (const name of FILTERS) put(name, filters[name]);
  put("pick", [...picked].slice(0, KEPT).join(","));
  put("view", isTurned ? "rostrum" : "");
  put("tab", tab);
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}
