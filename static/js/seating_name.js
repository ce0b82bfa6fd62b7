// Names on seats and of blocks: only for what is seen, cell by cell, a few cells in a frame.
import { draw } from "./seating_draw.js";
import { UNIT } from "./seating_view.js";

const CELL = 3.2, PER_FRAME = 3, FAR_PITCH = 10, LEAST_NAME = 11, NEAREST = 2.25;
const fixed = (number) => Math.round(number * UNIT * 10) / 10;
/** A long name has two lines; one of two characters is as wide as one of three. */
function split(name) {
  const letters = [...name];
  if (letters.length < 5) return [wide(name)];
  const dot = letters.indexOf("·"), middle = dot > 0 && dot <= 6 ? dot + 1 : Math.ceil(letters.length / 2);
  return [letters.slice(0, middle), letters.slice(middle)].map((part) => part.length > 7 ? `${part.slice(0, 6).join("")}…` : part.join(""));
}

const wide = (name) => [...name].length === 2 ? [...name].join("\u3000") : name;

/** How near the hall is: far (blocks), middle (seats), near (names), nearest (posts, too). */
export function levelOf(chart, scale) {
  const seat = chart.order.find((each) => each.area.kind !== "rostrum") ?? chart.order[0];
  const near = LEAST_NAME / nameSize(seat);
  if (scale >= near * NEAREST) return "nearest";
  if (scale >= near) return "near";
  return scale * seat.pitch < FAR_PITCH ? "far" : "middle";
}

const nameSize = (seat) => Math.min(0.19, seat.width / 3.3);

export function makeNames(chart, hall, view) {
  const cells = new Map(), shown = new Map(), texts = new Map(), group = hall.part(hall.top, "names");
  let level = "far", asked = 0;
  for (const seat of chart.order) {
    const key = `${Math.floor(seat.spot.x / CELL)} ${Math.floor(seat.spot.y / CELL)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(seat);
  }

  function cellsIn(edge) {
    const seen = view.seen(), found = [];
    for (let x = Math.floor(seen.x / CELL) - edge; x <= Math.floor(seen.right / CELL) + edge; x += 1) {
      for (let y = Math.floor(seen.y / CELL) - edge; y <= Math.floor(seen.bottom / CELL) + edge; y += 1) {
        if (cells.has(`${x} ${y}`)) found.push(`${x} ${y}`);
      }
    }
    return found;
  }

  /** Add what came into sight, a few cells at a time; drop what is far away. */
  function update(most = PER_FRAME) {
    if (level !== "near" && level !== "nearest") return;
    let count = 0;
    for (const key of cellsIn(1)) {
      if (shown.has(key)) continue;
      if (count === most) { later(); return; }
      count += 1;
      showCell(key);
    }
    const kept = new Set(cellsIn(3));
    for (const key of shown.keys()) if (!kept.has(key)) dropCell(key);
  }
  function later() { if (!asked) asked = requestAnimationFrame(() => { asked = 0; update(); }); }

  function showCell(key) {
    const part = draw("g");
    for (const seat of cells.get(key)) {
      const text = nameOf(seat);
      if (text) part.append(text);
    }
    shown.set(key, part);
    group.append(part);
  }
  function dropCell(key) {
    shown.get(key).remove();
    shown.delete(key);
    for (const seat of cells.get(key)) texts.delete(seat.key);
  }

  function nameOf(seat) {
    const person = chart.people[chart.personAt.get(seat.key)];
    const part = draw("g", { "data-name": seat.key });
    if (person) fill(part, seat, person);
    else if (seat.number) part.append(draw("text", { class: "seat-number is-alone", x: fixed(seat.spot.x), y: fixed(seat.spot.y) }, seat.number));
    texts.set(seat.key, part);
    return part;
  }

  function fill(part, seat, person) {
    const isNearest = level === "nearest", lines = split(person.name), length = Math.max(...lines.map((line) => [...line].length));
    const size = Math.min(nameSize(seat) * (isNearest ? 0.78 : 1), seat.width * 0.92 / length, lines.length > 1 ? nameSize(seat) * 0.7 : 1);
    const place = chart.placeOf.get(chart.personAt.get(seat.key));
    const isAbsent = chart.absent.has(chart.personAt.get(seat.key)) || person.leave;
    const looks = ["seat-name", person.is_convener && "is-convener", isAbsent && "is-absent"].filter(Boolean).join(" ");
    const x = fixed(seat.spot.x), down = (away) => fixed(seat.spot.y + away);
    const y = isNearest ? -seat.depth * 0.1 : seat.depth * -0.04;
    lines.forEach((line, at) => part.append(draw("text", { class: looks, x, y: down(y + (at - (lines.length - 1) / 2) * size * 1.1), "font-size": fixed(size) }, line)));
    part.append(draw("text", { class: "seat-number", x, y: down(isNearest ? -seat.depth * 0.34 : seat.depth * 0.34), "font-size": fixed(isNearest ? 0.062 : 0.085) }, seat.number));
    if (place.is_locked) part.append(draw("path", { class: "seat-lock", d: lockAt(seat) }));
    if (person.is_standing) part.append(draw("circle", { class: "seat-standing", cx: fixed(seat.spot.x - seat.width * 0.39), cy: down(-seat.depth * 0.38), r: 2 }));
    if (isNearest) fold(person.post, seat).forEach((line, at) => part.append(draw("text", { class: "seat-post", x, y: down(seat.depth * 0.1 + at * 0.075), "font-size": 6.2 }, line)));
  }

  function renew(key) {
    const old = texts.get(key);
    if (old) old.replaceWith(nameOf(chart.seats.get(key)));
  }

  function setLevel(now) {
    if (now === level) return;
    level = now;
    for (const key of [...shown.keys()]) dropCell(key);
    update(Number.POSITIVE_INFINITY);
  }
  return { update, setLevel, renew };
}

function fold(post, seat) {
  const most = Math.floor(seat.width * 0.94 / 0.062), characters = [...post], lines = [];
  for (let at = 0; at < characters.length && lines.length < 2; at += most) lines.push(characters.slice(at, at + most).join(""));
  if (characters.length > most * 2) lines[1] = `${[...lines[1]].slice(0, -1).join("")}…`;
  return lines;
}

const lockAt = (seat) => {
  const x = fixed(seat.spot.x + seat.width * 0.37), y = fixed(seat.spot.y - seat.depth * 0.4);
  return `M${x - 2.6} ${y}h5.2v4h-5.2zM${x - 1.6} ${y}v-1.4a1.6 1.6 0 0 1 3.2 0v1.4`;
};

/** Names of blocks for the view from afar, as large as the block allows. */
export function makeBlockNames(chart, hall, view) {
  const group = hall.part(hall.top, "block-names");
  function update() {
    const spots = new Map();
    for (const [key, person] of chart.personAt) {
      const name = chart.placeOf.get(person)?.block, seat = chart.seats.get(key);
      if (!name || !seat) continue;
      if (!spots.has(name)) spots.set(name, []);
      spots.get(name).push(seat);
    }
    const taken = [], seen = [...spots].toSorted((one, other) => other[1].length - one[1].length);
    group.replaceChildren(...seen.flatMap(([name, seats]) => place(label(chart.blocks.get(name) ?? { name, number: "" }, seats, view.scale), taken)));
  }
  return { update };
}

/** The largest label that hides no other one; a number may slip along its block. */
function place(choices, taken) {
  for (const { x, y, width, height, slips, make } of choices) {
    for (const slip of slips) {
      const box = { left: x - width / 2, right: x + width / 2, top: y + slip - height / 2, bottom: y + slip + height / 2 };
      if (taken.some((each) => box.left < each.right && box.right > each.left && box.top < each.bottom && box.bottom > each.top)) continue;
      taken.push(box);
      return [make(x, y + slip)];
    }
  }
  return [];
}

function label(block, seats, scale) {
  const average = (pick) => seats.reduce((sum, seat) => sum + pick(seat), 0) / seats.length;
  const middle = { x: average((seat) => seat.spot.x), y: average((seat) => seat.spot.y) };
  const home = seats.toSorted((a, b) => Math.hypot(a.spot.x - middle.x, a.spot.y - middle.y) - Math.hypot(b.spot.x - middle.x, b.spot.y - middle.y))[0];
  const column = seats.filter((seat) => Math.abs(seat.spot.x - home.spot.x) < home.pitch * 0.6), row = seats.filter((seat) => seat.row === home.row);
  const span = (list, axis, ground) => Math.max(...list.map((seat) => seat.spot[axis])) - Math.min(...list.map((seat) => seat.spot[axis])) + ground;
  const width = span(row, "x", home.pitch) * scale, height = span(column, "y", home.spacing) * scale;
  const x = (width > 80 ? middle.x : home.spot.x) * scale, y = (column.length > 2 ? average((seat) => seat.spot.y) : home.spot.y) * scale;
  const name = block.name, length = [...name].length, number = `${block.number}`, count = `${seats.length}`, choices = [];
  const offer = (wide, high, slips, texts) => choices.push({ x, y, width: wide, height: high, slips, make: (px, py) => compose(px, py, scale, texts) });
  if (width > length * 12 + 10 && height > 34) offer(length * 12 + 10, 34, [0], [[`${number} ${name}`.trim(), -6, 12, "is-name"], [count, 9, 11, "is-count"]]);
  if (width > length * 12 + 46 && height > 14) offer(length * 12 + 46, 14, [0], [[`${number} ${name} · ${count}`.trim(), 0, 11, "is-name"]]);
  if (width > 12.5 && height > length * 12.5 + 34) {
    const start = -(length * 12.5 + 16) / 2;
    offer(13, length * 12.5 + 34, [0], [[number, start, 12, "is-number"], ...[...name].map((letter, at) => [letter, start + 15 + at * 12.5, 11.5, "is-name"]), [count, start + 17 + length * 12.5, 9, "is-count"]]);
  }
  const size = Math.min(12, Math.max(9, width * 0.85));
  offer(number.length * size * 0.56, size, SLIPS.filter((slip) => Math.abs(slip) < height / 2), [[number, 0, size, "is-number"]]);
  return choices;
}

const SLIPS = [0, 12, -12, 24, -24, 36, -36, 48, -48];

function compose(x, y, scale, texts) {
  const px = UNIT / scale, part = draw("g", { class: "block-name" });
  part.append(...texts.map(([words, down, size, look]) => draw("text", { class: look, x: x * px, y: (y + down) * px, "font-size": size * px }, words)));
  return part;
}

/** Numbers of rows at the edge where their beginning is out of sight. */
export function showGutter(chart, view, gutter, level) {
  const edge = view.toWorld(0, 0).x, marks = [];
  if (level !== "far") {
    for (const row of chart.rows) {
      const seats = row.seats.filter((seat) => seat.kind !== "removed");
      if (row.isRing || !seats.length) continue;
      const seen = seats.filter((seat) => seat.spot.x > edge), first = seen.toSorted((a, b) => a.spot.x - b.spot.x)[0];
      if (!first || seen.length === seats.length) continue;
      const { x, y } = view.toFrame(first.spot);
      if (y > 44 && y < view.height - 10 && x < view.width) marks.push([row.number, y]);
    }
  }
  gutter.replaceChildren(...marks.map(([number, y]) => {
    const mark = document.createElement("span");
    mark.textContent = number;
    mark.style.transform = `translateY(${y - 9}px)`;
    return mark;
  }));
}
