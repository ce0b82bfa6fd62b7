// What a press on the hall means: a click, a lasso, carrying somebody; else the hall moves.

export function makeHands({ chart, state, view, pick, finder, drag, frame, onClick, onHover }) {
  let press = null, timer = 0;
  const world = (spot) => view.toWorld(spot.x, spot.y);
  const slack = () => 8 / view.scale;

  function start(event, spot) {
    const seat = finder().at(world(spot), slack());
    press = { spot, seat, event, kind: "", isLasso: event.pointerType === "mouse" && (state.isLasso || (event.shiftKey && !seat)) };
    frame.focus({ preventScroll: true });
    if (event.pointerType !== "mouse" && canCarry(seat)) timer = setTimeout(() => { if (press && !press.kind) carry(event); }, drag.HOLD);
  }
  const canCarry = (seat) => chart.isEditable && seat && chart.personAt.has(seat.key);

  function carry(event) {
    press.kind = "carry";
    frame.setPointerCapture(press.event.pointerId);
    const own = chart.personAt.get(press.seat.key);
    const people = state.picked.has(press.seat.key) ? pick.people() : [own];
    drag.begin([own, ...people.filter((person) => person !== own)], event, press.seat.key);
  }

  function move(event, spot) {
    if (!press) return false;
    const far = Math.hypot(spot.x - press.spot.x, spot.y - press.spot.y);
    if (!press.kind && far < drag.FAR) return true;
    clearTimeout(timer);
    if (!press.kind) {
      if (press.isLasso) press.kind = "lasso";
      else if (event.pointerType === "mouse" && event.button <= 0 && canCarry(press.seat) && press.event.button === 0) carry(event);
      else press.kind = "pan";
      if (press.kind !== "carry") frame.setPointerCapture(event.pointerId);
      frame.classList.toggle("is-panning", press.kind === "pan");
      pick.hover(null);
      onHover(null);
    }
    if (press.kind === "carry") drag.follow(event);
    if (press.kind === "lasso") pick.lasso(world(press.spot), world(spot));
    return press.kind !== "pan";
  }

  function lift(event, spot) {
    clearTimeout(timer);
    const done = press;
    press = null;
    frame.classList.remove("is-panning");
    if (!done) return;
    if (done.kind === "carry") drag.drop(event);
    else if (done.kind === "lasso") {
      pick.lasso(null);
      const keys = pick.within(world(done.spot), world(spot));
      if (event.ctrlKey || event.metaKey || event.shiftKey) pick.add(keys);
      else pick.set(keys);
    } else if (!done.kind) onClick(done.seat, event);
  }

  function cancel() {
    clearTimeout(timer);
    if (press?.kind === "carry") drag.end();
    if (press?.kind === "lasso") pick.lasso(null);
    press = null;
    frame.classList.remove("is-panning");
  }

  function hover(spot) {
    const seat = spot && !drag.isBusy ? finder().at(world(spot)) : null;
    pick.hover(seat);
    onHover(seat, spot);
  }
  return { press: start, move, lift, cancel, hover };
}
