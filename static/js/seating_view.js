// Looking at the chart: one transform moves everything; the drawing is made sharp when it rests.
// While it moves nothing is done for single seats: a frame costs the same at 30 and at 3,000.

export const UNIT = 100; // units of the drawing for a metre
const LEAST = 4, MOST = 230, REST = 140, STEP = 1.35, FLIGHT = 420, EDGE = 24;

/** Make the camera of a frame; `drawing` is moved, `resize(scale)` makes it sharp. */
export function makeView(frame, drawing, size, { onRest, onFrame, covered }) {
  const view = { width: frame.clientWidth, height: frame.clientHeight, scale: 14, x: 0, y: 0, sharp: 0, frame, isMoving: false };
  const isStill = matchMedia("(prefers-reduced-motion: reduce)");
  let asked = false, timer = 0, flight = 0;

  function paint() {
    asked = false;
    drawing.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale / view.sharp})`;
    onFrame(view);
  }
  function ask() { if (!asked) { asked = true; requestAnimationFrame(paint); } }

  function rest() {
    clearTimeout(timer);
    if (view.isMoving) frame.classList.remove("is-moving");
    view.isMoving = false;
    if (view.sharp !== view.scale) {
      view.sharp = view.scale;
      for (const each of drawing.querySelectorAll("svg")) {
        each.setAttribute("width", size.width * view.scale);
        each.setAttribute("height", size.height * view.scale);
      }
    }
    view.x = Math.round(view.x);
    view.y = Math.round(view.y);
    paint();
    onRest(view);
  }
  function move() {
    if (!view.isMoving) frame.classList.add("is-moving");
    view.isMoving = true; ask();
    clearTimeout(timer);
    timer = setTimeout(rest, REST);
  }
  function keepIn() {
    const width = size.width * view.scale, height = size.height * view.scale;
    view.x = Math.min(view.width - EDGE * 3, Math.max(EDGE * 3 - width, view.x));
    view.y = Math.min(view.height - EDGE * 3, Math.max(EDGE * 3 - height, view.y));
  }
  const limit = (scale) => Math.min(MOST, Math.max(Math.min(LEAST, fitScale()), scale));
  const fitScale = () => Math.min((view.width - EDGE) / size.width, (view.height - EDGE) / size.height);

  view.pan = (dx, dy) => { stop(); view.x += dx; view.y += dy; keepIn(); move(); };
  view.zoomAt = (factor, px, py) => {
    stop();
    const scale = limit(view.scale * factor), ratio = scale / view.scale;
    view.x = px - (px - view.x) * ratio;
    view.y = py - (py - view.y) * ratio;
    view.scale = scale;
    keepIn();
    move();
  };
  view.zoomBy = (steps) => view.flyTo(middle(), limit(view.scale * STEP ** steps));
  /** The middle of what is seen: a sheet may lie over the lower part. */
  const heart = () => (view.height - covered()) / 2;
  const middle = () => view.toWorld(view.width / 2, heart());
  view.toWorld = (px, py) => ({ x: (px - view.x) / view.scale, y: (py - view.y) / view.scale });
  view.toFrame = (point) => ({ x: point.x * view.scale + view.x, y: point.y * view.scale + view.y });
  view.seen = () => ({ ...view.toWorld(0, 0), right: (view.width - view.x) / view.scale, bottom: (view.height - view.y) / view.scale });
  view.fit = () => view.flyTo({ x: size.width / 2, y: size.height / 2 }, fitScale());
  view.jump = (point, scale) => {
    view.scale = limit(scale);
    view.x = view.width / 2 - point.x * view.scale;
    view.y = heart() - point.y * view.scale;
    keepIn();
    rest();
  };
  view.isSeen = (point, edge = 48) => {
    const { x, y } = view.toFrame(point);
    return x > edge && y > edge && x < view.width - edge && y < view.height - covered() - edge;
  };

  function stop() { cancelAnimationFrame(flight); flight = 0; }
  /** Fly there: the middle and the size change together; without motion it is there at once. */
  view.flyTo = (point, scale = view.scale) => {
    stop();
    const from = { ...middle(), scale: view.scale }, to = { ...point, scale: limit(scale) };
    if (isStill.matches) { view.jump(to, to.scale); return; }
    const began = performance.now(), down = heart();
    const fly = (now) => {
      const part = Math.min(1, Math.max(0, now - began) / FLIGHT), eased = 1 - (1 - part) ** 3;
      view.scale = from.scale * (to.scale / from.scale) ** eased;
      const along = from.scale === to.scale ? eased : (1 / from.scale - 1 / view.scale) / (1 / from.scale - 1 / to.scale);
      view.x = view.width / 2 - (from.x + (to.x - from.x) * along) * view.scale;
      view.y = down - (from.y + (to.y - from.y) * along) * view.scale;
      if (part < 1) { flight = requestAnimationFrame(fly); keepIn(); move(); } else { flight = 0; keepIn(); rest(); }
    };
    flight = requestAnimationFrame(fly);
  };
  view.rest = rest;
  view.measure = () => { view.width = frame.clientWidth; view.height = frame.clientHeight; rest(); };
  return view;
}

/** Let wheel, fingers and mouse move the view; what is not a pan is `hands.press`'s affair. */
export function bindView(view, hands) {
  const { frame } = view, fingers = new Map();
  const at = (event) => { const box = frame.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; };
  let pinch = 0;
  frame.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { x, y } = at(event), unit = event.deltaMode ? 16 : 1;
    if (event.ctrlKey) view.zoomAt(Math.exp(-event.deltaY * unit * 0.008), x, y);
    else if (event.shiftKey) view.pan(-(event.deltaX || event.deltaY) * unit, 0);
    else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) view.pan(-event.deltaX * unit, -event.deltaY * unit);
    else view.zoomAt(Math.exp(-event.deltaY * unit * 0.0016), x, y);
  }, { passive: false });
  frame.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button, a, input") || event.button > 1) return;
    fingers.set(event.pointerId, at(event));
    if (fingers.size === 2) { hands.cancel(); pinch = spread(); }
    else if (fingers.size === 1) hands.press(event, at(event));
  });
  frame.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId), now = at(event);
    if (!before) { if (event.pointerType === "mouse") hands.hover(now); return; }
    fingers.set(event.pointerId, now);
    if (fingers.size === 2) { pinchBy(before, now); return; }
    if (!hands.move(event, now)) view.pan(now.x - before.x, now.y - before.y);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    frame.addEventListener(name, (event) => {
      if (!fingers.delete(event.pointerId)) return;
      if (!fingers.size && name === "pointerup") hands.lift(event, at(event));
      else hands.cancel();
    });
  }
  frame.addEventListener("pointerleave", () => { if (!fingers.size) hands.hover(null); });
  const spread = () => { const [one, other] = [...fingers.values()]; return Math.hypot(one.x - other.x, one.y - other.y); };
  function pinchBy(before, now) {
    const [one, other] = [...fingers.values()], wide = spread();
    view.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    if (pinch) view.zoomAt(wide / pinch, (one.x + other.x) / 2, (one.y + other.y) / 2);
    pinch = wide;
  }
}
