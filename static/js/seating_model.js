// The chart's facts: seats with their geometry, people with their places. Nothing here draws.

const MIDDLE_ROW = 0.95, MIDDLE_PITCH = 0.6;
const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
const median = (numbers, otherwise) => numbers.length ? numbers.toSorted((a, b) => a - b)[numbers.length >> 1] : otherwise;
const clamp = (low, value, high) => Math.max(low, Math.min(high, value));

/** Turn chart.json into the model that all parts of the page share. */
export function readChart(facts) {
  const seats = new Map(), rows = [];
  for (const area of facts.venue.areas) readArea(area, seats, rows);
  const chart = {
    facts, seats, rows, people: readPeople(facts.people), venue: facts.venue, order: [...seats.values()],
    placeOf: new Map(Object.entries(facts.places)), personAt: new Map(), blocks: new Map(),
    absent: new Set(facts.absent), reserved: new Set(facts.reserved), sequence: facts.sequence, isEditable: facts.is_editable,
  };
  for (const block of facts.blocks) chart.blocks.set(block.name, { ...block, hue: block.number % HUES });
  for (const [person, place] of chart.placeOf) if (place.seat) chart.personAt.set(place.seat, person);
  return chart;
}

export const HUES = 12;

/** Readings become what is typed: "wang fang" is found by wangfang and by wf. */
function readPeople(people) {
  for (const person of Object.values(people)) {
    person.pinyin = [person.pinyin ?? []].flat();
    person.initials = person.pinyin.map((reading) => reading.split(" ").map((part) => part[0]).join(""));
  }
  return people;
}

function readArea(area, seats, rows) {
  const start = rows.length;
  for (const each of area.rows) {
    const row = { area, number: each.number, zone: each.zone, label: each.label, isRing: each.is_ring, at: rows.length, seats: [] };
    for (const [key, x, y, kind, number, label] of each.seats) {
      const seat = { key, x, y, kind, number, label, row, area, at: row.seats.length, angle: 0, width: 0, depth: 0 };
      row.seats.push(seat);
      seats.set(key, seat);
    }
    rows.push(row);
  }
  const own = rows.slice(start);
  const pitch = median(own.flatMap((row) => gapsOf(row)), MIDDLE_PITCH);
  const spacing = median(own.flatMap((row, at) => at ? [depthBetween(own[at - 1], row)].filter((gap) => gap > 0.3) : []), MIDDLE_ROW);
  for (const row of own) for (const seat of row.seats) shapeSeat(seat, pitch, spacing);
}

const gapsOf = (row) => row.seats.slice(1).map((seat, at) => distance(seat, row.seats[at])).filter((gap) => gap > 0.2);

function depthBetween(ahead, row) {
  const first = row.seats[row.seats.length >> 1], near = ahead.seats[ahead.seats.length >> 1];
  return first && near ? Math.abs(first.y - near.y) : 0;
}

function shapeSeat(seat, pitch, spacing) {
  const { row } = seat, isTable = row.isRing, isRound = isTable || seat.area.kind === "room";
  seat.pitch = pitch;
  seat.spacing = isTable ? pitch : spacing;
  seat.width = pitch * 0.88;
  seat.depth = isTable ? Math.min(seat.width, 0.5) : clamp(seat.width * 0.7, spacing * 0.72, seat.width * 1.25);
  seat.angle = isRound ? roundAngle(seat, isTable) : rowAngle(seat);
}

/** A seat of a curved row is turned as its row is there; straight rows are not turned. */
function rowAngle(seat) {
  const { seats } = seat.row, before = seats[seat.at - 1] ?? seat, after = seats[seat.at + 1] ?? seat;
  if (before === after) return seat.area.kind === "rostrum" ? 180 : 0;
  const angle = Math.atan2(after.y - before.y, after.x - before.x) * 180 / Math.PI;
  const turned = Math.abs(angle) < 60 ? angle : 0;
  return Math.round((seat.area.kind === "rostrum" ? turned + 180 : turned) * 10) / 10;
}

/** Who sits round a table or a square looks to its middle; at long sides straight across. */
function roundAngle(seat, isTable) {
  const seats = isTable ? seat.row.seats : seat.area.rows.flatMap((row) => row.seats.map(([, x, y]) => ({ x, y })));
  const span = (axis) => { const all = seats.map((each) => each[axis]); return [Math.min(...all), Math.max(...all)]; };
  const [left, right] = span("x"), [top, bottom] = span("y");
  const across = (seat.x - (left + right) / 2) / Math.max(1, right - left), down = (seat.y - (top + bottom) / 2) / Math.max(1, bottom - top);
  if (isTable && seats.length <= 14) return Math.round(Math.atan2(seat.y - (top + bottom) / 2, seat.x - (left + right) / 2) * 180 / Math.PI - 90);
  if (Math.abs(across) > Math.abs(down)) return across > 0 ? -90 : 90;
  return down > 0 ? 0 : 180;
}

export const isUsable = (seat) => seat.kind === "seat" || seat.kind === "wheelchair";
export const seatOf = (chart, person) => chart.seats.get(chart.placeOf.get(person)?.seat);
export const blockOf = (chart, person) => chart.blocks.get(chart.placeOf.get(person)?.block);
export const isFree = (chart, seat) => isUsable(seat) && !chart.personAt.has(seat.key) && !chart.reserved.has(seat.key);
export const listUnseated = (chart) => [...chart.placeOf].filter(([, place]) => !place.seat).map(([person]) => person);

/** Take in the latest places; returns the seats, people and blocks that it touched. */
export function takeChanges(chart, changes) {
  const seats = new Set(), people = new Set(), blocks = new Set(), before = new Map();
  const touch = (place) => { if (place?.seat) seats.add(place.seat); if (place?.block) blocks.add(place.block); };
  for (const each of changes) {
    const place = chart.placeOf.get(each.person);
    if (isSame(place, each)) continue;
    before.set(each.person, place?.seat ?? null);
    touch(place);
    if (place?.seat && chart.personAt.get(place.seat) === each.person) chart.personAt.delete(place.seat);
    people.add(each.person);
  }
  for (const each of changes) {
    if (!people.has(each.person)) continue;
    if (each.gone) { chart.placeOf.delete(each.person); continue; }
    const place = { ...chart.placeOf.get(each.person), ...each };
    chart.placeOf.set(each.person, place);
    if (place.seat) chart.personAt.set(place.seat, each.person);
    touch(place);
  }
  return { seats, people, blocks, before };
}

const isSame = (place, now) => !now.gone && place && place.seat === now.seat && place.block === now.block && place.is_locked === now.is_locked && place.locked_by === now.locked_by;
