// What holds for sittings on a grid of days: minutes, clashes, lanes. No page is touched here.

export const STEP = 15, DAY_MINUTES = 24 * 60, USUAL_MINUTES = 90;

export const minutesOf = (clock) => {
  const [hours, minutes] = (clock || "").split(":").map(Number);
  return clock ? hours * 60 + minutes : null;
};
export const clockOf = (minutes) => minutes === null ? ""
  : `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
export const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

/** From when to when a sitting lasts; its steps' minutes count where no end is set. */
export function spanOf(sitting, facts) {
  const starts = minutesOf(sitting.starts_at);
  if (!sitting.held_on || starts === null) return null;
  const ends = minutesOf(sitting.ends_at) ?? starts + (facts.minutes[sitting.key] ?? 0);
  return ends >= starts ? { starts, ends } : null;
}

const plain = (text) => (text ?? "").replace(/\s+/g, "");

/** Every clash of one sitting with the others and with the meeting's days: {other, text}. */
export function findClashes(sitting, all, facts, words) {
  const found = [];
  const on = sitting.held_on;
  if (on && facts.first && on < facts.first) found.push({ other: "", text: fill(words.before, { day: facts.first_name }) });
  if (on && facts.last && on > facts.last) found.push({ other: "", text: fill(words.after, { day: facts.last_name }) });
  const [starts, ends] = [minutesOf(sitting.starts_at), minutesOf(sitting.ends_at)];
  if (starts !== null && ends !== null && ends <= starts) found.push({ other: "", text: words.reversed });
  const span = spanOf(sitting, facts);
  if (!span || facts.free.includes(sitting.key)) return found;
  const rooms = new RegExp(facts.rooms);
  for (const other of all) {
    const theirs = other.key === sitting.key || other.held_on !== on || facts.free.includes(other.key) ? null : spanOf(other, facts);
    if (!theirs || !overlap(span, theirs)) continue;
    const place = plain(sitting.place);
    if (place && place === plain(other.place) && !rooms.test(place)) found.push({ other: other.key, text: fill(words.same_place, { name: other.name, place: sitting.place }) });
    for (const who of sharedBy(sitting.key, other.key, facts)) found.push({ other: other.key, text: fill(words.same_people, { who, name: other.name }) });
  }
  return found;
}

const overlap = (one, two) => one.starts === two.starts || (one.starts < two.ends && two.starts < one.ends);

function sharedBy(one, two, facts) {
  const pair = facts.shared.find(([first, second]) => (first === one && second === two) || (first === two && second === one));
  return pair ? [pair[2], pair[3]].filter(Boolean) : [];
}

/** Lanes of a day: what lasts at one time stands side by side. Returns key → {lane, lanes}. */
export function layLanes(spans) {
  const laid = new Map();
  let cluster = [], ends = -1;
  const close = () => {
    const lanes = Math.max(0, ...cluster.map((each) => each.lane + 1));
    for (const each of cluster) laid.set(each.key, { lane: each.lane, lanes });
    cluster = [];
  };
  for (const each of [...spans].sort((one, two) => one.starts - two.starts || two.ends - one.ends)) {
    if (each.starts >= ends) { close(); ends = -1; }
    const taken = new Set(cluster.filter((one) => one.ends > each.starts).map((one) => one.lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    cluster.push({ ...each, lane });
    ends = Math.max(ends, each.ends);
  }
  close();
  return laid;
}

/** Move or stretch by minutes and days; never out of the day, never shorter than a step. */
export function shift(sitting, how, minutes, days, facts) {
  const moved = { ...sitting };
  if (days) {
    const number = facts.days.findIndex((each) => each.on === sitting.held_on);
    const to = Math.max(0, Math.min(facts.days.length - 1, (number < 0 ? 0 : number) + days));
    moved.held_on = facts.days[to].on;
  }
  const starts = minutesOf(sitting.starts_at), ends = minutesOf(sitting.ends_at);
  if (starts === null || !minutes) return moved;
  const last = DAY_MINUTES - 1;
  if (how === "move") {
    const room = Math.max(-starts, Math.min(minutes, last - (ends ?? starts)));
    moved.starts_at = clockOf(starts + room);
    if (ends !== null) moved.ends_at = clockOf(ends + room);
  } else if (how === "end") {
    moved.ends_at = clockOf(Math.max(starts + STEP, Math.min(last, (ends ?? starts + (facts.minutes[sitting.key] || USUAL_MINUTES)) + minutes)));
  } else {
    moved.starts_at = clockOf(Math.max(0, Math.min((ends ?? last) - STEP, starts + minutes)));
  }
  return moved;
}
