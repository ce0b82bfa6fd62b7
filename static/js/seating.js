// 座次图: wires the model, the view, the drawing, the hands, the keys and the server together.
import { fill } from "./listed.js";
import { drawHall, measure } from "./seating_draw.js";
import { expect, makeDrag } from "./seating_drag.js";
import { bindSearch, FILTERS, findHits, readAddress, writeAddress } from "./seating_find.js";
import { makeHands } from "./seating_hand.js";
import { bindPageKeys, makeKeys } from "./seating_key.js";
import { blockOf, listUnseated, readChart, seatOf, takeChanges } from "./seating_model.js";
import { levelOf, makeBlockNames, makeNames, showGutter } from "./seating_name.js";
import { makeFinder, makePick } from "./seating_pick.js";
import { bindTabs, makeDetail, makeFindings, makeUnseated, showCount } from "./seating_side.js";
import { makeSync } from "./seating_sync.js";
import { bindView, makeView } from "./seating_view.js";

const home = document.getElementById("seating"), words = JSON.parse(home.dataset.words);
const find = (name) => home.querySelector(`[data-${name}]`);
const frame = find("frame"), drawing = find("drawing"), live = find("live"), ghost = find("ghost"), side = find("side"), status = find("status"), bubble = find("bubble"), hint = find("hint");
const state = { picked: new Set(), hits: null, alarms: new Set(), focus: "", carried: [], chosen: new Set(), mode: "swap", isLasso: false, ...readAddress() };
state.picked = new Set(state.picked);

async function begin() {
  try {
    const answer = await fetch(`${home.dataset.address}/chart.json`, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
    open(await answer.json());
  } catch (error) {
    find("loading").textContent = words.notLoaded;
    find("again").hidden = false;
    if (!(error instanceof TypeError) && !/^\d+$/.test(error.message)) throw error;
  }
}
find("again").addEventListener("click", () => location.reload());

function open(facts) {
  const chart = readChart(facts);
  for (const key of state.picked) if (!chart.seats.has(key)) state.picked.delete(key);
  const size = measure(chart, state.isTurned);
  let finder = makeFinder(chart), hall, names, blockNames, level = "";
  const view = makeView(frame, drawing, size, {
    covered: () => side.classList.contains("is-up") && getComputedStyle(side).position === "fixed" ? side.offsetHeight - side.firstElementChild.offsetHeight : 0,
    onFrame: () => names?.update(),
    onRest: () => { setLevel(); names.update(Number.POSITIVE_INFINITY); showBubble(); showGutter(chart, view, find("gutter"), level); },
  });
  const pick = makePick(chart, state, () => { remember(); showChosen(); });
  const sync = makeSync({ chart, home, seesDrafts: "drafts" in home.dataset, words: words.sync, fill, take, onState: showState, onFindings: takeFindings, onPresence: showPresence, place: () => state.focus || [...state.picked][0] || "" });
  const tell = (text) => { live.textContent = live.textContent === text ? `${text} ` : text; };
  const tabs = bindTabs(side, (name) => { state.tab = name === "detail" ? "" : name; remember(); });
  const drag = makeDrag({ chart, state, view, pick, finder: () => finder, frame, ghost, words: words.drop, fill, deed: sync.deed, say });
  const unseated = makeUnseated({ chart, state, panel: find("unseated"), words, fill, onCarry: carry, onOpen: openPerson });
  const findings = makeFindings({ panel: find("findings"), strip: find("strip"), words, onGo: goToFinding });
  const does = { deed: sync.deed, carry, lock, unseat, closeUp, leave, swap, swapPair, open: openSeat, openPerson, carrying: showCarried, focused: () => {} };
  const detail = makeDetail({ chart, panel: find("detail-panel"), words: words.detail, fill, read: sync.read, onGo: flyTo, does: { ...does, open: openPerson } });
  const hands = makeHands({ chart, state, view, pick, finder: () => finder, drag, frame, onClick: click, onHover: showHint });
  drag.bindList(unseated.list);

  function drawAll() {
    Object.assign(size, measure(chart, state.isTurned));
    finder = makeFinder(chart);
    hall = drawHall(chart, drawing, size, words, state);
    names = makeNames(chart, hall, view);
    blockNames = makeBlockNames(chart, hall, view);
    pick.lieOver(hall);
    view.sharp = 0;
    level = "";
    home.classList.toggle("is-turned", state.isTurned);
    for (const button of home.querySelectorAll("[data-turn]")) button.setAttribute("aria-pressed", String((button.dataset.turn === "rostrum") === state.isTurned));
  }
  function setLevel() {
    const now = levelOf(chart, view.scale);
    if (now !== level) {
      level = now;
      home.dataset.level = now;
      if (now === "far") hall.paintBlocks();
      names.setLevel(now);
    }
    if (now === "far") blockNames.update();
    hall.sizeNames(view.scale);
  }

  // ---- what changed

  function take(changes, { isOwn, by = [] }) {
    const touched = takeChanges(chart, changes);
    for (const key of touched.seats) { hall.paint(key); names.renew(key); }
    if (level === "far") { hall.paintBlocks(touched.blocks); blockNames.update(); }
    for (const person of touched.people) {
      const seat = seatOf(chart, person);
      if (seat && (!isOwn || changes.length > 2)) pick.flash(seat.key, isOwn ? "" : chart.people[person]?.name ?? "", isOwn ? "is-own" : "");
    }
    const strangers = changes.filter((each) => !each.gone && !chart.people[each.person]);
    if (strangers.length) { sync.read("/chart.json").then(renew); return; }
    if (!isOwn && touched.people.size) tell(by.map((each) => `${each.name}${words.colon}${words.detail.kinds[each.what] ?? each.what}`).join(words.semicolon));
    filter();
    showUnseated();
    showChosen();
  }
  /** The hall or the people are others than before: all is drawn anew, the view stays. */
  function renew(fresh) {
    if (fresh.state !== chart.facts.state || fresh.is_editable !== chart.isEditable) { location.reload(); return; }
    const { scale, x, y } = view;
    Object.assign(chart, readChart(fresh));
    state.picked = new Set([...state.picked].filter((key) => chart.seats.has(key)));
    drawAll();
    view.jump({ x: (view.width / 2 - x) / scale, y: (view.height / 2 - y) / scale }, scale);
    filter();
    showUnseated();
    showChosen();
  }
  function takeFindings(facts) {
    const before = state.alarms;
    state.alarms = new Set(facts.findings.filter((each) => each.severity !== "hint").flatMap((each) => [...each.seats ?? [], ...(each.people ?? []).map((person) => chart.placeOf.get(person)?.seat)]).filter(Boolean));
    for (const key of new Set([...before, ...state.alarms])) if (before.has(key) !== state.alarms.has(key)) hall.paint(key);
    showCount(side, "findings", findings.show(facts));
  }
  /** Seats of people who will not come: there are ways to go on. */
  function showOffers() {
    const many = [...chart.absent].filter((key) => chart.placeOf.get(key)?.seat).length, part = find("offers");
    part.hidden = !many || !chart.isEditable;
    part.querySelector("span").textContent = fill(words.absentMany, { n: many });
  }
  function showUnseated() { showOffers(); unseated.show(); showCount(side, "unseated", listUnseated(chart).length); }
  function showPresence(others) {
    const list = others.map((each) => each.name), text = list.length ? fill(words.others, { names: [...new Set(list)].join(words.comma) }) : "";
    if (find("others").textContent !== text) find("others").textContent = text;
    pick.others(others.filter((each) => each.place));
  }
  function showState(kind, text = "") {
    const said = { saving: words.saving, saved: words.saved, reached: status.dataset.kind === "offline" ? "" : null, offline: text, refused: "" }[kind];
    if (said === null || said === undefined) return;
    status.dataset.kind = kind === "reached" ? "" : kind;
    if (status.textContent !== said) status.textContent = said;
  }

  // ---- choosing

  const describe = (seat) => {
    const key = chart.personAt.get(seat.key), person = chart.people[key], place = chart.placeOf.get(key);
    if (!person) return [seat.label, chart.reserved.has(seat.key) ? words.drop.reserved : words.detail.seatKinds[seat.kind] || words.detail.freeSeat].join(words.comma);
    const found = findings.list.filter((each) => each.people?.includes(key) || each.seats?.includes(seat.key)).map((each) => each.text);
    return [seat.label, person.name, person.post, blockOf(chart, key)?.name, place.is_locked && words.detail.locked, person.leave && words.detail.leave, state.picked.has(seat.key) && words.chosen, ...found].filter(Boolean).join(words.comma);
  };
  function showChosen() {
    const people = pick.people(), [only] = state.picked;
    if (people.length > 1) detail.showMany(people);
    else if (people.length) detail.showPerson(people[0]);
    else if (state.picked.size === 1) detail.showSeat(chart.seats.get(only));
    else detail.showNone();
  }
  function click(seat, event) {
    if (!seat) { if (!event.shiftKey && !event.ctrlKey && state.picked.size) pick.clear(); return; }
    if (state.carried.length) { pick.focusOn(seat); keys.go(seat); frame.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" })); return; }
    pick.click(seat, event);
    tabs.open("detail", { isSheet: state.picked.size === 1 });
    tell(describe(seat));
  }
  function openSeat(seat, isFocused = false) { if (!seat) return; pick.set([seat.key]); tabs.open("detail", { isFocused }); }
  function openPerson(person) {
    const seat = seatOf(chart, person);
    tabs.open("detail");
    if (seat) { pick.set([seat.key]); pick.focusOn(seat); flyTo(seat); } else detail.showPerson(person);
  }
  function flyTo(seat) { view.flyTo(seat.spot, Math.max(view.scale, nearScale())); pick.focusOn(seat); pick.flash(seat.key, "", "is-own"); }
  const nearScale = () => { let scale = 20; while (levelOf(chart, scale) !== "near") scale *= 1.08; return scale * 1.05; };
  function goToFinding(finding, number, many) {
    if (!finding) { tell(words.noFindings); return; }
    const seats = [...finding.seats ?? [], ...(finding.people ?? []).map((person) => chart.placeOf.get(person)?.seat)].map((key) => chart.seats.get(key)).filter(Boolean);
    if (seats.length) { pick.set(seats.map((seat) => seat.key)); flyTo(seats[0]); }
    tell(`${number}/${many} ${finding.text}`);
  }
  function showHint(seat, spot) {
    hint.hidden = !seat || level === "nearest";
    if (!seat) return;
    const key = chart.personAt.get(seat.key), person = chart.people[key];
    hint.firstElementChild.textContent = person?.name ?? (chart.reserved.has(seat.key) ? words.drop.reserved : words.detail.seatKinds[seat.kind] || words.detail.freeSeat);
    hint.lastElementChild.textContent = [seat.label, person && (blockOf(chart, key)?.name ?? ""), person?.post].filter(Boolean).join(" · ");
    hint.style.transform = `translate(${Math.min(spot.x + 14, view.width - 230)}px, ${Math.min(spot.y + 16, view.height - 60)}px)`;
  }

  // ---- doing

  let told = null;
  /** A refusal stands at the seat and is read out. */
  function say(text, seat) {
    tell(text);
    told = { text, seat };
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { told = null; showBubble(); }, 7000);
    showBubble();
  }
  function showBubble() {
    bubble.hidden = !told;
    if (!told) return;
    bubble.textContent = told.text;
    const spot = told.seat ? view.toFrame(told.seat.spot) : { x: view.width / 2, y: 40 };
    const x = Math.min(view.width - 150, Math.max(150, spot.x)), y = Math.min(view.height - 20, Math.max(70, spot.y));
    bubble.style.transform = `translate(${x}px, ${y}px) translate(-50%, calc(-100% - 14px))`;
  }
  function carry(people) {
    state.carried = people;
    showCarried();
    frame.focus();
    tell(fill(people.length > 1 ? words.key.carryMany : words.key.carry, { name: chart.people[people[0]].name, n: people.length }));
    tabs.lower();
  }
  function showCarried() {
    const text = state.carried.length ? fill(words.carrying, { names: state.carried.slice(0, 3).map((key) => chart.people[key].name).join(words.comma), n: state.carried.length }) : "";
    find("carrying").hidden = !text;
    find("carrying").querySelector("span").textContent = text;
    unseated.show();
  }
  async function act(deeds, seat, people) {
    const answer = await sync.deed(deeds);
    if (!answer.isDone) { say(answer.message, seat); return; }
    if (answer.message) tell(answer.message);
    if (people) pick.set(people.map((person) => chart.placeOf.get(person)?.seat).filter(Boolean));
  }
  function lock(people) {
    if (!people.length) { tell(words.nobodyMeant); return; }
    const op = people.every((person) => chart.placeOf.get(person)?.is_locked) ? "unlock" : "lock";
    act(expect(chart, [{ op, people }]), seatOf(chart, people[0]));
  }
  function unseat(people) {
    if (!people.length) { tell(words.nobodyMeant); return; }
    act(expect(chart, [{ op: "unseat", people }]), seatOf(chart, people[0]));
  }
  function closeUp(seat) { act([{ op: "close_up", seat: seat.key, within: "row" }], seat); }
  function swap(people) { act(expect(chart, [{ op: "swap", people }]), seatOf(chart, people[0]), people); }
  function swapPair() { const people = pick.people(); if (people.length === 2) swap(people); else tell(words.twoToSwap); }
  function leave(people) {
    const dialog = document.getElementById("seating-absence"), reason = dialog.querySelector("input");
    dialog.querySelector("[data-whom]").textContent = people.map((key) => chart.people[key].name).join(words.comma);
    reason.value = "";
    dialog.returnValue = "";
    dialog.onclose = async () => {
      frame.focus({ preventScroll: true });
      if (dialog.returnValue !== "grant") return;
      const answer = await sync.act("/absences", { people, reason: reason.value.trim() });
      if (!answer.isDone) { say(answer.message, seatOf(chart, people[0])); return; }
      for (const key of people) { chart.people[key].leave = true; chart.absent.add(key); const seat = seatOf(chart, key); if (seat) { hall.paint(seat.key); names.renew(seat.key); } }
      showChosen();
      tell(answer.message);
      showOffers();
    };
    dialog.showModal();
  }
  async function back(deed) {
    const answer = await deed();
    if (answer.isDone) tell(answer.message);
    else say(answer.message, null);
  }

  // ---- filters, the address

  function filter() {
    const people = findHits(chart, state.filters), before = state.hits;
    const now = people && new Set(people.map((person) => chart.placeOf.get(person)?.seat).filter(Boolean));
    home.classList.toggle("is-filtered", Boolean(now));
    state.hits = now;
    for (const key of new Set([...before ?? [], ...now ?? []])) if (before?.has(key) !== now?.has(key)) hall.paint(key);
    const text = people ? fill(words.hits, { n: people.length, seated: now.size }) : fill(words.all, { n: chart.personAt.size, all: chart.placeOf.size });
    if (find("tally").textContent !== text) find("tally").textContent = text;
    find("clear").hidden = !people;
    find("more").toggleAttribute("data-active", Boolean(people));
  }
  function remember() { writeAddress(state); }

  // ---- wiring what the page holds

  const keys = makeKeys({ chart, state, view, pick, finder: () => finder, frame, words: { ...words.drop, ...words.key }, fill, tell, say, describe, does });
  for (const name of FILTERS) {
    const field = find("filters").elements[name];
    if (!field) continue;
    if (field.type === "checkbox") field.checked = Boolean(state.filters[name]);
    else field.value = state.filters[name];
    field.addEventListener("change", () => { state.filters[name] = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value; filter(); remember(); });
  }
  find("clear").addEventListener("click", () => { for (const name of FILTERS) { state.filters[name] = ""; const field = find("filters").elements[name]; if (field) { if (field.type === "checkbox") field.checked = false; else field.value = ""; } } filter(); remember(); });
  home.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom], [data-turn], [data-undo-deed], [data-redo-deed], [data-mode], [data-lasso], [data-let-go], [data-severity], [data-help]");
    if (!button) return;
    const { dataset } = button;
    if (dataset.zoom === "fit") view.fit();
    else if (dataset.zoom) view.zoomBy(Number(dataset.zoom));
    else if (dataset.turn) { state.isTurned = dataset.turn === "rostrum"; remember(); turn(); }
    else if ("undoDeed" in dataset) back(sync.undo);
    else if ("redoDeed" in dataset) back(sync.redo);
    else if (dataset.mode) { state.mode = dataset.mode; for (const each of home.querySelectorAll("[data-mode]")) each.setAttribute("aria-pressed", String(each.dataset.mode === state.mode)); }
    else if ("lasso" in dataset) { state.isLasso = !state.isLasso; button.setAttribute("aria-pressed", String(state.isLasso)); frame.classList.toggle("is-lasso", state.isLasso); }
    else if ("letGo" in dataset) { state.carried = []; showCarried(); frame.focus(); }
    else if ("severity" in dataset) { tabs.open("findings"); findings.next(); }
    else if ("help" in dataset) document.getElementById("seating-keys").showModal();
  });
  function turn() {
    const middle = view.toWorld(view.width / 2, view.height / 2), { scale } = view;
    drawAll();
    view.jump({ x: size.width - middle.x, y: size.height - middle.y }, scale);
  }
  document.addEventListener("seating:renewed", (event) => renew(event.detail));
  bindView(view, hands);
  const where = (person) => [seatOf(chart, person)?.label ?? words.detail.noSeat, chart.people[person].post, blockOf(chart, person)?.name].filter(Boolean).join(" · ");
  const choose = ({ person, seat }) => { if (person) openPerson(person); else { openSeat(seat); flyTo(seat); } frame.focus({ preventScroll: true }); };
  bindSearch({ chart, input: find("search"), list: find("found"), words, labelOf: (each) => each.seat ? describe(each.seat) : where(each.person), onChoose: choose });
  bindPageKeys({ view, dialog: document.getElementById("seating-keys"), search: find("search"), undo: () => back(sync.undo), redo: () => back(sync.redo), nextFinding: findings.next });

  drawAll();
  const whole = Math.min((view.width - 24) / size.width, (view.height - 24) / size.height);
  const [first] = state.picked, start = chart.seats.get(first);
  if (start) { pick.focusOn(start); view.jump(start.spot, nearScale()); } else view.jump({ x: size.width / 2, y: size.height / 2 }, whole);
  new ResizeObserver(() => view.measure()).observe(frame);
  filter();
  showUnseated();
  showChosen();
  tabs.open(state.tab || (start || !listUnseated(chart).length ? "detail" : "unseated"), { isSheet: false });
  home.classList.add("is-ready");
  sync.start();
}

begin();
