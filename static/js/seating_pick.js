// Choosing seats: one, several, a row, a block, a rectangle; the outlines that show what is meant.
import { draw, outline } from "./seating_draw.js";
import { isFree, isUsable } from "./seating_model.js";
import { UNIT } from "./seating_view.js";

const CELL = 2, SLACK = 0.12, FLASH = 2000;

/** Find seats by where they are. */
export function makeFinder(chart) {
  const cells = new Map();
  for (const seat of chart.order) {
    if (seat.kind === "removed") continue;
    const key = `${Math.floor(seat.spot.x / CELL)} ${Math.floor(seat.spot.y / CELL)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(seat);
  }
  const around = function* (point) {
    const x = Math.floor(point.x / CELL), y = Math.floor(point.y / CELL);
    for (let dx = -1; dx <= 1; dx += 1) for (let dy = -1; dy <= 1; dy += 1) yield* cells.get(`${x + dx} ${y + dy}`) ?? [];
  };
  const off = (seat, point) => Math.hypot(seat.spot.x - point.x, seat.spot.y - point.y);
  const at = (point, slack = SLACK) => {
    let found = null, least = Number.POSITIVE_INFINITY;
    for (const seat of around(point)) {
      const far = off(seat, point);
      if (far < least && far <= Math.max(seat.width, seat.depth) / 2 + slack) { found = seat; least = far; }
    }
    return found;
  };
  /** The next seat in a direction: in the row if there is one, else the one that lies best. */
  const beside = (seat, dx, dy) => {
    let found = null, least = Number.POSITIVE_INFINITY;
    for (const each of chart.order) {
      if (each === seat || each.kind === "removed") continue;
      const x = each.spot.x - seat.spot.x, y = each.spot.y - seat.spot.y;
      const along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
      if (along < 0.2 || (across > along * 1.6 && across > 0.5)) continue;
      const score = along + across * (each.row === seat.row ? 0.2 : 2.2);
      if (score < least) { found = each; least = score; }
    }
    return found;
  };
  return { at, beside };
}

const above = (seat) => ({ x: seat.spot.x * UNIT, y: (seat.spot.y - seat.depth / 2) * UNIT - 14 });

/** What is chosen, and the marks that lie over the seats. */
export function makePick(chart, state, told) {
  let hall = null, marks = null;
  const parts = {};
  const pick = { last: null };

  pick.lieOver = (drawn) => {
    hall = drawn;
    marks = hall.part(hall.top, "marks");
    for (const name of ["hover", "target", "focus"]) {
      parts[name] = draw("path", { class: `mark-${name}`, hidden: "" });
      marks.append(parts[name]);
    }
    parts.lasso = draw("rect", { class: "mark-lasso", hidden: "" });
    parts.targets = draw("g");
    parts.flashes = draw("g");
    parts.others = draw("g");
    marks.append(parts.lasso, parts.targets, parts.flashes, parts.others);
    pick.showFocus();
  };
  function show(name, seat, more = 0.05, look = "") {
    const part = parts[name];
    if (!part) return;
    if (!seat) { part.setAttribute("hidden", ""); return; }
    part.setAttribute("d", outline(seat, more));
    part.setAttribute("class", `mark-${name} ${look}`.trim());
    part.removeAttribute("hidden");
  }
  pick.hover = (seat) => show("hover", seat, 0.02);
  pick.target = (seat, look) => show("target", seat, 0.03, look);
  pick.targets = (seats) => parts.targets.replaceChildren(...seats.map((seat) => draw("path", { class: "mark-target is-good", d: outline(seat, 0.03) })));
  pick.showFocus = () => show("focus", chart.seats.get(state.focus), 0.03);
  pick.lasso = (from, to) => {
    if (!from) { parts.lasso.setAttribute("hidden", ""); return; }
    const facts = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
    for (const [name, value] of Object.entries(facts)) parts.lasso.setAttribute(name, value * UNIT);
    parts.lasso.removeAttribute("hidden");
  };
  /** Show for two seconds what somebody else did, with the name. */
  pick.flash = (key, text = "", look = "") => {
    const seat = chart.seats.get(key);
    if (!seat) return;
    const part = draw("g", { class: `mark-flash ${look}`.trim() });
    part.append(draw("path", { d: outline(seat, 0.03) }));
    if (text) part.append(draw("text", above(seat), text));
    parts.flashes.append(part);
    setTimeout(() => part.remove(), FLASH);
  };
  pick.others = (list) => parts.others.replaceChildren(...list.flatMap(({ name, place }) => {
    const seat = chart.seats.get(place) ?? chart.seats.get(chart.placeOf.get(place)?.seat);
    if (!seat) return [];
    const part = draw("g", { class: "mark-other" });
    part.append(draw("path", { d: outline(seat, 0.03) }), draw("text", above(seat), name));
    return [part];
  }));

  function set(keys) {
    const before = state.picked;
    state.picked = new Set(keys);
    for (const key of new Set([...before, ...state.picked])) if (before.has(key) !== state.picked.has(key)) hall?.paint(key);
    told();
  }
  pick.set = set;
  pick.clear = () => set([]);
  pick.toggle = (key) => { const now = new Set(state.picked); if (!now.delete(key)) now.add(key); set(now); };
  pick.add = (keys) => set([...state.picked, ...keys]);
  pick.focusOn = (seat) => { state.focus = seat?.key ?? ""; pick.showFocus(); };
  pick.people = () => [...state.picked].map((key) => chart.personAt.get(key)).filter(Boolean);
  const taken = (seats) => seats.filter((seat) => chart.personAt.has(seat.key)).map((seat) => seat.key);
  pick.row = (seat) => pick.add(taken(seat.row.seats));
  pick.block = (seat) => {
    const name = chart.placeOf.get(chart.personAt.get(seat.key))?.block;
    if (name) pick.add(taken(chart.order.filter((each) => chart.placeOf.get(chart.personAt.get(each.key))?.block === name)));
  };
  pick.within = (from, to) => taken(chart.order.filter(({ spot }) => spot.x >= Math.min(from.x, to.x) && spot.x <= Math.max(from.x, to.x) && spot.y >= Math.min(from.y, to.y) && spot.y <= Math.max(from.y, to.y)));
  /** A click: alone it chooses one; with Ctrl one more; with Shift all of the row up to there. */
  pick.click = (seat, event) => {
    const last = chart.seats.get(pick.last);
    if (event.shiftKey && last?.row === seat.row) {
      const [low, high] = [last.at, seat.at].toSorted((a, b) => a - b);
      pick.add(taken(seat.row.seats.slice(low, high + 1)));
    } else if (event.ctrlKey || event.metaKey || event.shiftKey) pick.toggle(seat.key);
    else set([seat.key]);
    pick.last = seat.key;
    pick.focusOn(seat);
  };
  return pick;
}

/** Where several people would sit: in the same figure if it fits, else one after the other. */
export function planGroup(chart, people, target) {
  const own = new Set(people.map((person) => chart.placeOf.get(person)?.seat).filter(Boolean));
  const isOpen = (seat) => seat && (isFree(chart, seat) || (own.has(seat.key) && isUsable(seat)));
  const seats = people.map((person) => chart.seats.get(chart.placeOf.get(person)?.seat));
  if (seats.every(Boolean) && seats.every((seat) => seat.area === target.area)) {
    const [first] = seats, finder = makeFinder(chart);
    const moved = seats.map((seat) => finder.at({ x: seat.spot.x - first.spot.x + target.spot.x, y: seat.spot.y - first.spot.y + target.spot.y }, 0));
    if (moved.every(isOpen) && new Set(moved).size === moved.length) return moved;
  }
  const from = chart.order.indexOf(target);
  const next = chart.order.slice(from).filter(isOpen).slice(0, people.length);
  return next.length === people.length ? next : null;
}
