// A venue as an SVG: drawn from the server's answer, seats and fixtures as options of a list box; pointer and arrows.
const METRE = 40, SIDE = 0.42, CLICK = 4, NUMBERS = 4000;
const esc = (text) => String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const px = (metres) => Math.round(metres * METRE * 100) / 100;
const near = (metres) => Math.round(metres * 1000) / 1000;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Chart {
  constructor(canvas, words, told) {
    this.canvas = canvas;
    this.words = words;
    this.told = told; // what the page does: picked(), mark(kind), move(at, x, y), remove(at), say(text)
    this.chosen = new Set();
    this.current = null; // a seat's key, or "fixture-3"
    this.zoom = 0;
    this.isMulti = false;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("dblclick", (event) => this.pressTwice(event));
    canvas.addEventListener("keydown", (event) => this.type(event));
  }

  show(drawing) {
    this.drawing = drawing;
    this.seats = new Map();
    for (const area of drawing.areas) {
      for (const row of area.rows) {
        row.seats.forEach(([key, x, y, kind, number]) => this.seats.set(key, { key, x, y, kind, number, row, area }));
      }
    }
    for (const key of this.chosen) if (!this.seats.has(key)) this.chosen.delete(key);
    if (this.current && !this.find(this.current)) this.current = null;
    const had = this.canvas.contains(document.activeElement);
    this.canvas.innerHTML = this.draw();
    this.svg = this.canvas.firstElementChild;
    this.resize();
    this.mark();
    if (had) this.svg.focus({ preventScroll: true });
  }

  draw() {
    const [left, top, right, bottom] = this.drawing.bounds;
    const hasNumbers = this.seats.size <= NUMBERS;
    const fixtures = this.drawing.fixtures.map((each, at) => {
      const width = px(each.width), depth = px(each.depth), round = each.is_round ? width / 2 : 2;
      const shown = each.kind === "table" ? each.name : each.name || each.label;
      return `<g role="option" aria-selected="false" id="fixture-${at}" class="v-fixture is-${each.kind}" aria-label="${esc(each.label)}"><rect x="${px(each.x) - width / 2}" y="${px(each.y) - depth / 2}" width="${width}" height="${depth}" rx="${round}"/><text x="${px(each.x)}" y="${px(each.y) + 4}">${esc(shown)}</text></g>`;
    });
    let at = 0;
    const areas = this.drawing.areas.map((area) => {
      const parts = [];
      for (const row of area.rows) {
        for (const [key, x, y, kind, number] of row.seats) {
          const seat = this.seats.get(key);
          seat.id = `seat-${at++}`;
          const size = number.length < 3 ? 9 : number.length < 4 ? 7 : 5;
          parts.push(`<g role="option" aria-selected="false" id="${seat.id}" data-seat="${esc(key)}" class="v-seat is-${kind}" aria-label="${esc(this.nameOf(seat))}"><rect x="${px(x - SIDE / 2)}" y="${px(y - SIDE / 2)}" width="${px(SIDE)}" height="${px(SIDE)}" rx="4"/>${hasNumbers && number ? `<text x="${px(x)}" y="${px(y) + size / 3}" font-size="${size}">${esc(number)}</text>` : ""}</g>`);
        }
      }
      return `<g role="group" aria-label="${esc(area.name)}">${parts.join("")}</g>`;
    });
    const names = this.drawing.areas.map((area) => {
      const seats = area.rows.flatMap((row) => row.seats);
      const x = Math.min(...seats.map((each) => each[1])) - SIDE / 2, y = Math.min(...seats.map((each) => each[2])) - 0.6;
      return `<text class="v-name" x="${px(x)}" y="${px(y)}">${esc(area.name)}</text>`;
    });
    const rows = this.drawing.areas.flatMap((area) => area.rows.filter((row) => !row.is_ring && row.seats.length).map((row) => {
      const [, x, y] = row.seats[0], next = row.seats[1] ?? [0, x + 1, y];
      const far = Math.hypot(x - next[1], y - next[2]) || 1;
      return `<text class="v-row" x="${px(x + (x - next[1]) / far * 0.6)}" y="${px(y + (y - next[2]) / far * 0.6 + 0.1)}">${esc(row.zone + row.number)}</text>`;
    }));
    return `<svg xmlns="http://www.w3.org/2000/svg" tabindex="0" role="listbox" aria-multiselectable="true" aria-label="${esc(this.drawing.name)}" viewBox="${px(left)} ${px(top)} ${px(right - left)} ${px(bottom - top)}"><g aria-hidden="true">${names.join("")}${rows.join("")}</g>${fixtures.join("")}${areas.join("")}<rect class="v-lasso" aria-hidden="true" width="0" height="0"/></svg>`;
  }

  nameOf(seat) {
    const kind = seat.kind === "seat" ? "" : this.words.as.replace("{kind}", () => this.words.kinds[seat.kind]);
    const words = seat.number ? this.words.seat : this.words.bare;
    return words.replace("{row}", () => seat.row.label).replace("{n}", () => seat.number) + kind;
  }

  // A kind shows at once; the server's answer draws it anew.
  tint(keys, kind) {
    for (const key of keys) document.getElementById(this.seats.get(key).id).setAttribute("class", `v-seat is-${kind}`);
  }

  find(name) {
    if (!name.startsWith("fixture-") || this.seats.has(name)) return this.seats.get(name);
    const at = Number(name.slice(8)), fixture = this.drawing.fixtures[at];
    return fixture && { ...fixture, at, id: name };
  }

  fixture() {
    const found = this.current && this.find(this.current);
    return found && "at" in found ? found : null;
  }

  // What is chosen is told to eyes by classes, to ears by aria-selected and the active descendant.
  mark() {
    for (const each of this.svg.querySelectorAll("[aria-selected=true]")) each.setAttribute("aria-selected", "false");
    this.svg.querySelector(".is-current")?.classList.remove("is-current");
    for (const key of this.chosen) document.getElementById(this.seats.get(key).id).setAttribute("aria-selected", "true");
    const found = this.current && this.find(this.current);
    if (found) {
      const element = document.getElementById(found.id);
      element.classList.add("is-current");
      if ("at" in found) element.setAttribute("aria-selected", "true");
      this.svg.setAttribute("aria-activedescendant", found.id);
    } else this.svg.removeAttribute("aria-activedescendant");
    this.told.picked();
  }

  go(name) {
    this.current = name;
    this.mark();
    const box = document.getElementById(this.find(name).id).getBoundingClientRect(), frame = this.canvas.getBoundingClientRect();
    if (box.left < frame.left + 20) this.canvas.scrollLeft += box.left - frame.left - 60;
    if (box.right > frame.right - 20) this.canvas.scrollLeft += box.right - frame.right + 60;
    if (box.top < frame.top + 20) this.canvas.scrollTop += box.top - frame.top - 60;
    if (box.bottom > frame.bottom - 20) this.canvas.scrollTop += box.bottom - frame.bottom + 60;
  }

  choose(keys, adds = false) {
    if (!adds) this.chosen.clear();
    for (const key of keys) this.chosen.add(key);
    if (keys.length && !this.chosen.has(this.current)) this.current = keys.at(-1);
    this.mark();
  }

  // What a deed is done to: what is chosen, if the focus is in it; else the seat that has the focus.
  targets() {
    if (this.fixture()) return [];
    return this.chosen.size && (!this.current || this.chosen.has(this.current)) ? [...this.chosen] : this.current ? [this.current] : [];
  }

  toggle(key) {
    if (this.chosen.has(key)) this.chosen.delete(key);
    else this.chosen.add(key);
    this.current = key;
    this.mark();
  }

  clear() {
    this.chosen.clear();
    if (this.fixture()) this.current = null;
    this.mark();
  }

  wholeRow() { const seat = this.seat(); if (seat) this.choose(seat.row.seats.map(([key]) => key), this.isMulti); }
  wholeArea() { const seat = this.seat(); if (seat) this.choose(seat.area.rows.flatMap((row) => row.seats.map(([key]) => key)), this.isMulti); }

  seat() {
    return this.seats.get(this.current) ?? this.seats.get([...this.chosen].at(-1)) ?? null;
  }

  // The nearest seat in a direction: what lies ahead counts less than what lies aside.
  step(event) {
    const from = this.seat();
    if (!from) return this.go(this.seats.keys().next().value);
    const [right, down] = WAYS[event.key];
    let best = null, least = Infinity;
    for (const each of this.seats.values()) {
      const x = each.x - from.x, y = each.y - from.y, ahead = x * right + y * down, aside = Math.abs(x * down) + Math.abs(y * right);
      if (ahead < 0.1 || aside > 2 * ahead) continue;
      const far = ahead + 3 * aside;
      if (far < least) [best, least] = [each, far];
    }
    if (!best) return undefined;
    if (event.shiftKey) { this.chosen.add(from.key); this.chosen.add(best.key); }
    return this.go(best.key);
  }

  nextFixture(way) {
    const count = this.drawing.fixtures.length;
    if (!count) return;
    const at = this.fixture()?.at ?? (way > 0 ? -1 : 0);
    this.go(`fixture-${(at + way + count) % count}`);
  }

  type(event) {
    if (event.ctrlKey || event.metaKey) return;
    const fixture = this.fixture(), kind = { 1: "seat", 2: "wheelchair", 3: "blocked", 4: "removed" }[event.key];
    const way = WAYS[event.key], seat = this.seat();
    if (way && event.altKey && fixture) {
      const far = event.shiftKey ? 0.5 : 0.1;
      this.told.move(fixture.at, near(fixture.x + way[0] * far), near(fixture.y + way[1] * far));
    } else if (way && !event.altKey) this.step(event);
    else if (event.key === " " || event.key === "Enter") { if (seat && !fixture) this.toggle(seat.key); }
    else if (event.key === "Delete") { if (fixture) this.told.remove(fixture.at); else if (seat) this.told.mark("removed"); }
    else if (kind) this.told.mark(kind);
    else if (event.key.toLowerCase() === "r") this.wholeRow();
    else if (event.key.toLowerCase() === "a") this.wholeArea();
    else if (event.key.toLowerCase() === "f") this.nextFixture(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.clear();
    else if (event.key === "+" || event.key === "=") this.scale(1);
    else if (event.key === "-") this.scale(-1);
    else if (event.key === "0") this.scale(0);
    else return;
    event.preventDefault();
  }

  point(event) {
    const box = this.svg.getScreenCTM().inverse();
    return { x: (event.clientX * box.a + box.e) / METRE, y: (event.clientY * box.d + box.f) / METRE };
  }

  press(event) {
    if (event.button !== 0 || !this.svg?.contains(event.target)) return;
    const start = this.point(event), seat = event.target.closest(".v-seat"), thing = event.target.closest(".v-fixture");
    if (event.pointerType !== "touch") { this.svg.focus({ preventScroll: true }); event.preventDefault(); }
    const adds = event.shiftKey || event.ctrlKey || event.metaKey || this.isMulti;
    const isDrag = (to) => Math.hypot(to.clientX - event.clientX, to.clientY - event.clientY) > CLICK;
    const lasso = this.svg.querySelector(".v-lasso");
    let now = start, moved = false;
    const follow = (to) => {
      moved ||= isDrag(to);
      if (!moved) return;
      now = this.point(to);
      if (thing) thing.setAttribute("transform", `translate(${px(now.x - start.x)} ${px(now.y - start.y)})`);
      else if (event.pointerType !== "touch") {
        const sides = { x: Math.min(start.x, now.x), y: Math.min(start.y, now.y), width: Math.abs(now.x - start.x), height: Math.abs(now.y - start.y) };
        for (const [name, value] of Object.entries(sides)) lasso.setAttribute(name, px(value));
      }
    };
    const end = (to) => {
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      lasso.setAttribute("width", 0);
      lasso.setAttribute("height", 0);
      if (to.type === "pointercancel") { thing?.removeAttribute("transform"); return; }
      if (!moved) this.click(event, seat, thing, adds);
      else if (thing) {
        const fixture = this.find(thing.id);
        this.go(thing.id);
        this.told.move(fixture.at, near(fixture.x + now.x - start.x), near(fixture.y + now.y - start.y));
      } else if (event.pointerType !== "touch") this.choose(this.within(start, now), adds);
    };
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
  }

  click(event, seat, thing, adds) {
    if (thing) { this.chosen.clear(); this.go(thing.id); return; }
    if (!seat) { if (!adds) this.clear(); return; }
    const key = seat.dataset.seat, from = this.seat();
    if (event.shiftKey && from) {
      this.choose(this.within(from, this.seats.get(key)), true);
      this.go(key);
    } else if (adds) this.toggle(key);
    else { this.chosen = new Set([key]); this.go(key); }
  }

  pressTwice(event) {
    if (event.target.closest(".v-seat")) this.wholeRow();
  }

  within(one, other) {
    const [left, right] = [Math.min(one.x, other.x) - 0.05, Math.max(one.x, other.x) + 0.05];
    const [top, bottom] = [Math.min(one.y, other.y) - 0.05, Math.max(one.y, other.y) + 0.05];
    return [...this.seats.values()].filter(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom).map(({ key }) => key);
  }

  scale(way) {
    const kept = (this.current && this.find(this.current)) || this.middle(); // stays, or comes, to the middle
    this.zoom = way ? Math.max(-2, Math.min(8, this.zoom + way)) : 0;
    this.resize();
    const box = this.svg.getScreenCTM(), frame = this.canvas.getBoundingClientRect();
    this.canvas.scrollLeft += kept.x * METRE * box.a + box.e - frame.left - frame.width / 2;
    this.canvas.scrollTop += kept.y * METRE * box.d + box.f - frame.top - frame.height / 2;
  }

  resize() {
    const [left, top, right, bottom] = this.drawing.bounds, frame = this.canvas.getBoundingClientRect();
    const most = Math.max(320, window.innerHeight * 0.7);
    const fit = Math.min(frame.width / px(right - left), most / px(bottom - top), 1.6);
    const factor = fit * 1.35 ** this.zoom;
    this.svg.setAttribute("width", Math.round(px(right - left) * factor));
    this.svg.setAttribute("height", Math.round(px(bottom - top) * factor));
  }

  middle() {
    const frame = this.canvas.getBoundingClientRect();
    return this.point({ clientX: frame.left + frame.width / 2, clientY: frame.top + frame.height / 2 });
  }
}
