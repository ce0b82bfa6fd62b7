// Carrying people to seats with mouse or finger: what will happen is said before it does.
import { isFree, isUsable, seatOf } from "./seating_model.js";
import { planGroup } from "./seating_pick.js";

const FAR = 6, HOLD = 380, EDGE = 36, EDGE_STEP = 9, BACK = 200;
const isStill = matchMedia("(prefers-reduced-motion: reduce)");

/** What dropping people on a seat means: words, whether it can be, and the deeds. */
export function planDrop(chart, people, seat, mode, words, fill) {
  const name = (person) => chart.people[person]?.name ?? person;
  const no = (text) => ({ text, isGood: false, seats: [seat] });
  if (!isUsable(seat)) return no(words.blocked);
  if (chart.reserved.has(seat.key)) return no(words.reserved);
  const locked = people.find((person) => chart.placeOf.get(person)?.is_locked);
  if (locked) return no(fill(words.lockedOne, { name: name(locked) }));
  if (people.length > 1) {
    const seats = planGroup(chart, people, seat);
    if (!seats) return no(words.noRoom);
    return { isGood: true, seats, text: fill(words.many, { n: people.length, seat: seat.label }), deeds: [{ op: "place", people, seats: seats.map((each) => each.key) }] };
  }
  const [person] = people, other = chart.personAt.get(seat.key), from = seatOf(chart, person);
  if (other === person) return { isGood: false, seats: [seat], text: words.here, isHome: true };
  if (isFree(chart, seat)) return { isGood: true, seats: [seat], text: fill(words.move, { seat: seat.label }), deeds: [{ op: "move", people, seat: seat.key }] };
  if (chart.placeOf.get(other)?.is_locked) return no(fill(words.lockedOne, { name: name(other) }));
  if (mode === "insert") return { isGood: true, seats: [seat], text: fill(words.insert, { name: name(other), seat: seat.label }), deeds: [{ op: "insert", people, seat: seat.key, within: "row" }] };
  if (from) return { isGood: true, seats: [seat], text: fill(words.swap, { name: name(other) }), deeds: [{ op: "swap", people: [person, other] }] };
  return { isGood: true, seats: [seat], text: fill(words.replace, { name: name(other) }), deeds: [{ op: "unseat", people: [other] }, { op: "move", people, seat: seat.key }] };
}

/** Note for each deed who was where and what was on the seats: the server refuses what moved on. */
export function expect(chart, deeds) {
  const emptied = new Set();
  return deeds.map((deed) => {
    const people = deed.people ?? [], seats = deed.seats ?? (deed.seat ? [deed.seat] : []);
    const from = Object.fromEntries(people.map((person) => [person, chart.placeOf.get(person)?.seat ?? null]));
    const expects = Object.fromEntries(seats.filter((seat) => !emptied.has(seat)).map((seat) => [seat, chart.personAt.get(seat) ?? null]));
    for (const seat of Object.values(from)) emptied.add(seat);
    return { ...deed, from, expects };
  });
}

export function makeDrag({ chart, state, view, pick, finder, frame, ghost, words, fill, deed, say }) {
  let carried = null, timer = 0, edge = 0;

  function begin(people, event, home) {
    carried = { people, home, at: { x: event.clientX, y: event.clientY }, plan: null };
    const [first] = people;
    ghost.querySelector("b").textContent = people.length > 1 ? fill(words.people, { name: chart.people[first].name, n: people.length }) : chart.people[first].name;
    ghost.hidden = false;
    frame.classList.add("is-dragging");
    document.body.classList.add("is-carrying");
    follow(event);
  }

  function follow(event) {
    if (!carried || carried.isLeaving) return;
    carried.at = { x: event.clientX, y: event.clientY };
    ghost.style.transform = `translate(${event.clientX + 14}px, ${event.clientY + 10}px)`;
    carried.event = event;
    const box = frame.getBoundingClientRect(), spot = { x: event.clientX - box.left, y: event.clientY - box.top };
    const isInside = spot.x >= 0 && spot.y >= 0 && spot.x <= box.width && spot.y <= box.height;
    const over = document.elementFromPoint(event.clientX, event.clientY);
    carried.isOut = Boolean(over?.closest("[data-unseat]"));
    const seat = isInside && !carried.isOut ? finder().at(view.toWorld(spot.x, spot.y)) : null;
    carried.plan = seat && planDrop(chart, carried.people, seat, (carried.isShifted ?? event.shiftKey) !== (state.mode === "insert") ? "insert" : "swap", words, fill);
    showPlan();
    slide(isInside, spot, box, event);
  }

  function showPlan() {
    const { plan, isOut, people } = carried;
    const text = isOut ? fill(words.unseat, { n: people.length }) : plan?.text ?? words.nowhere;
    ghost.querySelector("span").textContent = text;
    ghost.classList.toggle("is-bad", Boolean(plan && !plan.isGood && !plan.isHome));
    pick.target(plan?.seats.length === 1 ? plan.seats[0] : null, plan?.isGood ? "is-good" : "is-bad");
    pick.targets(plan?.isGood && plan.seats.length > 1 ? plan.seats : []);
  }

  /** Near the edge the hall slides on under what is carried. */
  function slide(isInside, spot, box, event) {
    cancelAnimationFrame(edge);
    const push = (value, most) => value < EDGE ? EDGE_STEP : value > most - EDGE ? -EDGE_STEP : 0;
    const dx = isInside ? push(spot.x, box.width) : 0, dy = isInside ? push(spot.y, box.height) : 0;
    if (!dx && !dy) return;
    edge = requestAnimationFrame(() => { if (carried) { view.pan(dx, dy); follow(event); } });
  }

  async function drop(event) {
    if (!carried || carried.isLeaving) return;
    follow(event);
    cancelAnimationFrame(edge);
    const { plan, people, isOut } = carried;
    if (isOut) {
      const seated = people.filter((person) => seatOf(chart, person));
      if (seated.length) await deliver([{ op: "unseat", people: seated }], null);
      else flyHome();
    } else if (plan?.isGood) await deliver(plan.deeds, plan.seats[0]);
    else {
      if (plan && !plan.isHome) say(plan.text, plan.seats[0]);
      flyHome();
    }
  }

  /** The deed goes to the server; what it refuses flies back, with the reason at the seat. */
  async function deliver(deeds, seat) {
    const kept = carried;
    ghost.classList.add("is-waiting");
    ghost.querySelector("span").textContent = words.saving;
    const answer = await deed(expect(chart, deeds));
    ghost.classList.remove("is-waiting");
    if (carried !== kept) return;
    if (answer.isDone) {
      const seats = kept.people.map((person) => chart.placeOf.get(person)?.seat).filter(Boolean);
      end();
      pick.set(seats);
      if (seats.length) pick.focusOn(chart.seats.get(seats[0]));
      return;
    }
    say(answer.message, seat);
    flyHome();
  }

  function flyHome() {
    const { home, at } = carried;
    carried.isLeaving = true;
    const to = home && chart.seats.get(home) ? view.toFrame(chart.seats.get(home).spot) : null;
    if (!to || isStill.matches) { end(); return; }
    const box = frame.getBoundingClientRect();
    ghost.animate([{ transform: `translate(${at.x + 14}px, ${at.y + 10}px)` }, { transform: `translate(${to.x + box.left}px, ${to.y + box.top}px)`, opacity: 0.3 }], { duration: BACK, easing: "ease-in-out" }).finished.finally(end);
    pick.target(null);
  }

  function end() {
    cancelAnimationFrame(edge);
    carried = null;
    ghost.hidden = true;
    ghost.classList.remove("is-bad", "is-waiting");
    frame.classList.remove("is-dragging");
    document.body.classList.remove("is-carrying");
    pick.target(null);
    pick.targets([]);
  }

  /** Shift pressed or let go says at once what will happen then; Esc puts back. */
  function onKey(event) {
    if (!carried) return;
    if (event.key === "Escape") { event.stopPropagation(); flyHome(); return; }
    if (event.key !== "Shift") return;
    carried.isShifted = event.type === "keydown";
    follow(carried.event);
  }
  for (const name of ["keydown", "keyup"]) document.addEventListener(name, onKey, true);

  /** From the list beside the hall: a mouse drags at once, a finger after a moment. */
  function bindList(list) {
    let pressed = null;
    list.addEventListener("pointerdown", (event) => {
      const item = event.target.closest("[data-person]");
      if (!item || event.button || !chart.isEditable) return;
      pressed = { x: event.clientX, y: event.clientY, people: state.chosen.has(item.dataset.person) ? [...state.chosen] : [item.dataset.person], id: event.pointerId };
      if (event.pointerType !== "mouse") timer = setTimeout(() => { if (pressed) take(event); }, HOLD);
    });
    const take = (event) => { list.setPointerCapture(pressed.id); begin(pressed.people, event, null); pressed = null; };
    const isOwn = (event) => pressed?.id === event.pointerId;
    window.addEventListener("pointermove", (event) => {
      if (carried && !pressed && list.hasPointerCapture(event.pointerId)) { follow(event); return; }
      if (!isOwn(event) || Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < FAR) return;
      if (event.pointerType === "mouse") take(event);
      else { clearTimeout(timer); pressed = null; }
    });
    window.addEventListener("pointerup", (event) => {
      clearTimeout(timer);
      pressed = null;
      if (carried && list.hasPointerCapture(event.pointerId)) { drop(event); state.dragged = Date.now(); }
    });
    window.addEventListener("pointercancel", (event) => { clearTimeout(timer); pressed = null; if (carried && list.hasPointerCapture(event.pointerId)) end(); });
    list.addEventListener("touchmove", (event) => { if (carried) event.preventDefault(); }, { passive: false });
  }

  return { begin, follow, drop, end, bindList, deliver, get isBusy() { return Boolean(carried); }, FAR, HOLD };
}
