// The drawing: each seat is one shape that is made once; a move changes the seats that it touched.
import { blockOf, isUsable } from "./seating_model.js";
import { UNIT } from "./seating_view.js";

const NAMESPACE = "http://www.w3.org/2000/svg", MARGIN = 2.6, FLOOR = 0.95, HEADING = 0.85;
const fixed = (number) => Math.round(number * UNIT * 10) / 10;

export function draw(name, attributes = {}, text = "") {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}

/** Where things lie for the viewer: as they are from the hall, turned round from the rostrum. */
export function measure(chart, isTurned) {
  const xs = [], ys = [];
  for (const { x, y } of chart.order) { xs.push(x); ys.push(y); }
  for (const { x, y, width, depth } of chart.venue.fixtures) { xs.push(x - width / 2, x + width / 2); ys.push(y - depth / 2, y + depth / 2); }
  const left = Math.min(...xs) - MARGIN, top = Math.min(...ys) - MARGIN;
  const size = { width: Math.max(...xs) + MARGIN - left, height: Math.max(...ys) + MARGIN - top };
  const place = (x, y) => isTurned ? { x: size.width - (x - left), y: size.height - (y - top) } : { x: x - left, y: y - top };
  for (const seat of chart.order) {
    seat.spot = place(seat.x, seat.y);
    seat.turn = isTurned ? seat.angle + 180 : seat.angle;
  }
  return { ...size, place };
}

/** Draw the hall anew; returns what changes single seats afterwards. */
export function drawHall(chart, drawing, size, words, state) {
  const box = { viewBox: `0 0 ${fixed(size.width)} ${fixed(size.height)}`, "aria-hidden": "true" };
  const base = draw("svg", { ...box, class: "chart-base" }), top = draw("svg", { ...box, class: "chart-top" });
  const part = (svg, name) => svg.appendChild(draw("g", { class: name }));
  const floors = part(base, "floors"), areas = part(base, "areas"), fixtures = part(base, "fixtures"), labels = part(base, "row-labels"), seats = part(base, "seats");
  const shapes = new Map(), hulls = new Map();
  for (const area of chart.venue.areas) drawFloor(area);
  for (const each of chart.venue.fixtures) drawFixture(each);
  for (const row of chart.rows) drawRow(row);
  drawing.replaceChildren(base, top);

  function drawFloor(area) {
    const spots = chart.order.filter((seat) => seat.area === area && seat.kind !== "removed").map((seat) => seat.spot);
    if (!spots.length) return;
    const xs = spots.map((spot) => spot.x), ys = spots.map((spot) => spot.y);
    const left = Math.min(...xs) - FLOOR, upper = Math.min(...ys) - FLOOR - HEADING;
    const width = Math.max(...xs) + FLOOR - left, height = Math.max(...ys) + FLOOR - upper;
    floors.append(draw("rect", { class: `floor is-${area.kind}`, x: fixed(left), y: fixed(upper), width: fixed(width), height: fixed(height), rx: 30 }));
    floors.append(draw("text", { class: "floor-name", x: fixed(left + width / 2), y: fixed(upper + HEADING * 0.62) }, area.name));
  }

  function drawFixture({ kind, x, y, width, depth, name, is_round: isRound }) {
    const spot = size.place(x, y);
    const shape = isRound ? draw("circle", { cx: fixed(spot.x), cy: fixed(spot.y), r: fixed(width / 2) })
      : draw("rect", { x: fixed(spot.x - width / 2), y: fixed(spot.y - depth / 2), width: fixed(width), height: fixed(depth), rx: 4 });
    shape.setAttribute("class", `fixture is-${kind}`);
    fixtures.append(shape);
    const text = kind === "table" ? name : words.fixtures[kind];
    if (text) fixtures.append(draw("text", { class: "fixture-name", x: fixed(spot.x), y: fixed(spot.y) }, text));
  }

  function drawRow(row) {
    for (const seat of row.seats) {
      if (seat.kind === "removed") continue;
      const shape = draw("path", { d: outline(seat), "data-seat": seat.key });
      shapes.set(seat.key, shape);
      seats.append(shape);
      paint(seat.key);
    }
    const standing = row.seats.filter((seat) => seat.kind !== "removed");
    if (row.isRing || !standing.length || row.area.kind === "room") return;
    for (const [seat, side] of [[standing[0], -1], [standing.at(-1), 1]]) {
      const spot = size.place(seat.x + side * (seat.pitch / 2 + 0.32), seat.y);
      labels.append(draw("text", { class: "row-label", x: fixed(spot.x), y: fixed(spot.y) }, row.number));
    }
  }

  function paint(key) {
    const seat = chart.seats.get(key), shape = shapes.get(key);
    if (!shape) return;
    const look = lookOf(chart, seat, state);
    if (shape.getAttribute("class") !== look) shape.setAttribute("class", look);
  }

  /** A block's area: the ground of all its seats as one shape. */
  function paintBlocks(names = chart.blocks.keys()) {
    const wanted = new Set(names), grounds = new Map();
    for (const [key, person] of chart.personAt) {
      const name = chart.placeOf.get(person)?.block;
      if (!wanted.has(name)) continue;
      const seat = chart.seats.get(key);
      if (seat) grounds.set(name, (grounds.get(name) ?? "") + groundOf(seat));
    }
    for (const name of wanted) {
      const block = chart.blocks.get(name);
      if (!block) continue;
      if (!hulls.has(name)) hulls.set(name, areas.appendChild(draw("path", { class: `ground h${block.hue}` })));
      hulls.get(name).setAttribute("d", grounds.get(name) ?? "");
    }
  }

  /** Names of areas keep their size on the screen. */
  function sizeNames(scale) {
    for (const name of floors.querySelectorAll("text")) name.setAttribute("font-size", Math.min(HEADING * UNIT * 0.8, 14 * UNIT / scale));
  }
  return { base, top, part, shapes, paint, paintBlocks, sizeNames };
}

export function lookOf(chart, seat, state) {
  const person = chart.personAt.get(seat.key), looks = ["seat"];
  if (person) {
    const block = blockOf(chart, person);
    looks.push(block ? `h${block.hue}` : "h-none");
    if (chart.placeOf.get(person).is_locked) looks.push("is-locked");
    if (chart.absent.has(person) || chart.people[person]?.leave) looks.push("is-absent");
  } else looks.push(isUsable(seat) ? chart.reserved.has(seat.key) ? "is-reserved" : "is-free" : "is-blocked");
  if (seat.kind === "wheelchair") looks.push("is-wheelchair");
  if (state.picked.has(seat.key)) looks.push("is-picked");
  if (state.hits?.has(seat.key)) looks.push("is-hit");
  if (state.alarms.has(seat.key)) looks.push("is-alarmed");
  return looks.join(" ");
}

/**
 * A seat from above: square shoulders to the front, a round back. The points stand where they are:
 * a transform on each of 3,000 shapes would be 3,000 layers to sort in every frame.
 */
export function outline(seat, more = 0) {
  const w = seat.width / 2 + more, h = seat.depth / 2 + more, front = 0.05 + more / 2, back = seat.width * 0.3 + more / 2;
  const at = pointsOf(seat);
  return `M${at(-w + front, -h)}L${at(w - front, -h)}Q${at(w, -h)} ${at(w, -h + front)}L${at(w, h - back)}Q${at(w, h)} ${at(w - back, h)}L${at(-w + back, h)}Q${at(-w, h)} ${at(-w, h - back)}L${at(-w, -h + front)}Q${at(-w, -h)} ${at(-w + front, -h)}Z`;
}

/** Points round a seat, turned as it is, in units of the drawing. */
function pointsOf(seat) {
  const turn = seat.turn * Math.PI / 180, cos = Math.cos(turn), sin = Math.sin(turn);
  return (x, y) => `${fixed(seat.spot.x + x * cos - y * sin)} ${fixed(seat.spot.y + x * sin + y * cos)}`;
}

function groundOf(seat) {
  const w = seat.pitch / 2 + 0.02, h = seat.spacing / 2 + 0.02, at = pointsOf(seat);
  return `M${at(-w, -h)}L${at(w, -h)}L${at(w, h)}L${at(-w, h)}Z`;
}
