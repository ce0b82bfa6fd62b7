// The hall under the keyboard: one stop of Tab, arrows go by geometry, every deed has its key.
import { semicolon } from "./joint.js";
import { isUsable } from "./seating_model.js";
import { expect, planDrop } from "./seating_drag.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FAR = 5, PAN = 80;

export function makeKeys({ chart, state, view, pick, finder, frame, words, fill, tell, say, describe, does }) {
  const focused = () => chart.seats.get(state.focus);
  const name = (person) => chart.people[person]?.name ?? person;

  function go(seat, { isQuiet = false } = {}) {
    if (!seat) { tell(words.edge); return; }
    pick.focusOn(seat);
    if (!view.isSeen(seat.spot)) view.flyTo(seat.spot);
    if (isQuiet) return;
    tell([describe(seat), state.carried.length ? planOf(seat, state.mode).text : ""].filter(Boolean).join(semicolon));
    does.focused(seat);
  }
  const planOf = (seat, mode) => planDrop(chart, state.carried, seat, mode, words, fill);

  function begin() {
    if (focused()) return;
    const [picked] = state.picked;
    const middle = view.toWorld(view.width / 2, view.height / 2);
    const near = chart.order.filter(isUsable).toSorted((a, b) => Math.hypot(a.spot.x - middle.x, a.spot.y - middle.y) - Math.hypot(b.spot.x - middle.x, b.spot.y - middle.y))[0];
    go(chart.seats.get(picked) ?? near);
  }

  function walk([dx, dy], times = 1) {
    let seat = focused();
    for (let step = 0; step < times; step += 1) {
      const next = finder().beside(seat, dx, dy);
      if (!next) { if (!step) { tell(words.edge); return; } break; }
      seat = next;
    }
    go(seat);
  }

  function pickUp() {
    const seat = focused(), own = chart.personAt.get(seat.key);
    if (!own) { does.open(seat); return; }
    const people = state.picked.has(seat.key) ? pick.people() : [own];
    const locked = people.find((person) => chart.placeOf.get(person)?.is_locked);
    if (locked) { say(fill(words.lockedOne, { name: name(locked) }), seat); return; }
    state.carried = [own, ...people.filter((person) => person !== own)];
    does.carrying();
    tell(fill(people.length > 1 ? words.carryMany : words.carry, { name: name(own), n: people.length }));
  }

  async function putDown(mode) {
    const seat = focused(), plan = planOf(seat, mode);
    if (plan.isHome) { letGo(); return; }
    if (!plan.isGood) { say(plan.text, seat); return; }
    const people = state.carried, answer = await does.deed(expect(chart, plan.deeds));
    if (!answer.isDone) { say(answer.message, seat); return; }
    state.carried = [];
    does.carrying();
    pick.set(people.map((person) => chart.placeOf.get(person)?.seat).filter(Boolean));
    tell([answer.message || plan.text, describe(seat)].join(semicolon));
  }
  function letGo() { state.carried = []; does.carrying(); tell(words.letGo); }

  /** Who a key is about: those chosen, else who sits here. */
  const meant = () => { const people = pick.people(), own = chart.personAt.get(state.focus); return people.length && (!own || people.includes(own)) ? people : own ? [own] : []; };

  const keys = {
    Enter: () => state.carried.length ? putDown(state.mode) : chart.isEditable ? pickUp() : does.open(focused()),
    s: () => state.carried.length ? putDown("swap") : does.swapPair(),
    i: () => state.carried.length && putDown("insert"),
    l: () => does.lock(meant()),
    u: () => does.unseat(meant()),
    Delete: () => does.unseat(meant()),
    Backspace: () => does.unseat(meant()),
    " ": () => { pick.toggle(state.focus); tell(fill(state.picked.has(state.focus) ? words.picked : words.unpicked, { n: state.picked.size })); },
    r: () => { pick.row(focused()); tell(fill(words.picked, { n: state.picked.size })); },
    b: () => { pick.block(focused()); tell(fill(words.picked, { n: state.picked.size })); },
    d: () => does.open(focused(), true),
    Home: () => go(focused().row.seats[0]),
    End: () => go(focused().row.seats.at(-1)),
    PageUp: () => walk([0, -1], FAR),
    PageDown: () => walk([0, 1], FAR),
  };
  const WRITING = new Set(["s", "i", "l", "u", "Delete", "Backspace"]);

  function onKey(event) {
    if (event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key], key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Escape") { escape(event); return; }
    if (event.altKey && arrow) view.pan(-arrow[0] * PAN, -arrow[1] * PAN);
    else if (arrow || keys[key]) {
      if (!focused()) { begin(); if (arrow) { event.preventDefault(); return; } }
      if (!chart.isEditable && WRITING.has(key)) tell(words.readOnly);
      else if (arrow) walk(arrow);
      else keys[key]();
    } else return;
    event.preventDefault();
  }
  function escape(event) {
    if (state.carried.length) letGo();
    else if (state.picked.size) { pick.clear(); tell(words.cleared); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  frame.addEventListener("keydown", onKey);
  frame.addEventListener("focus", () => { if (!frame.matches(":focus-visible")) return; begin(); });
  return { go };
}

/** Keys of the whole page: they come before those of the draft, whose undo is another one. */
export function bindPageKeys({ view, dialog, search, undo, redo, nextFinding }) {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, select, textarea");
    if (document.querySelector("dialog[open]")) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !isTyping) {
      stop(event);
      (event.shiftKey ? redo : undo)();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y" && !isTyping) { stop(event); redo(); return; }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const deed = { "/": () => { search.focus(); search.select(); }, "?": () => dialog.showModal(), f: nextFinding, F: nextFinding, 0: view.fit, "+": () => view.zoomBy(1), "=": () => view.zoomBy(1), "-": () => view.zoomBy(-1) }[event.key];
    if (!deed) return;
    stop(event);
    deed();
  }, true);
  function stop(event) { event.preventDefault(); event.stopImmediatePropagation(); }
}
