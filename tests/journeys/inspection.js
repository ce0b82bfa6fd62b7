// What tests look for in a page: what sticks out sideways, what is too small to hit.
(() => {
  const LEAST = 24, ROWS_KEPT = 5, ALIKE_KEPT = 2;
  const LISTS = ["tbody tr", ".seats li", ".lines li", ".findings li", "datalist option", "select option:not(:checked)"];
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const HELD = ".scroll, .tabs, .bar-nav, [hidden]";

  const TOLD_BY = ["input", "change", "focusout", "blur"];

  /** Rows of a list are alike: the first ones stand for all, so that axe takes seconds.
      From then on the page hears of no change: it would save the short list for the whole one. */
  function trim() {
    for (const each of TOLD_BY) addEventListener(each, (event) => event.stopImmediatePropagation(), true);
    const rest = LISTS.map((each) => `${each}:nth-child(n+${ROWS_KEPT + 1})`).join();
    document.querySelectorAll(rest).forEach((each) => each.remove());
  }

  const KEPT = "td, th, dt, dd, option, caption, main, dialog, [popover], template, script, style";
  const TOLD = /^(class|style|role|type|hidden|inert|disabled|open|tabindex|lang|dir|colspan|rowspan|fill|stroke|autocomplete|accesskey|data-hue)$/;
  const NAMED = /^aria-(label|labelledby|describedby|controls|owns|activedescendant|details|errormessage)$/;
  const LANDMARKS = "section, nav, aside, form, header, footer, [role]";
  const WORD = /^[a-z-]*$/;

  const POINTING = ["for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
    "aria-activedescendant", "aria-details", "aria-errormessage"];
  const listIds = (each, name) => (each.getAttribute(name) ?? "").split(/\s+/).filter(Boolean);
  const isThere = (each, name) => listIds(each, name).every((id) => document.getElementById(id));

  /** What tells how an element looks and is read, but for its words: tag, attributes, state. */
  function markOf(each) {
    const isNamed = each.matches(LANDMARKS);
    const marks = [...each.attributes].map(({ name, value }) => {
      const isTold = NAMED.test(name) ? isNamed
        : TOLD.test(name) || name.startsWith("aria-") || (name.startsWith("data-") && WORD.test(value));
      return isTold ? `${name}=${value}` : `${name}${value === "" ? "=" : ""}`;
    });
    if ("value" in each) marks.push(`empty=${each.value === ""}`, `checked=${each.checked}`);
    if (each.labels) marks.push(`labels=${each.labels.length}`);
    marks.push(...POINTING.filter((name) => each.hasAttribute(name)).map((name) => `${name} is there=${isThere(each, name)}`));
    return `${each.localName} ${marks.sort().join(" ")}`;
  }

  /** Of siblings that are alike but for their words, down to the last element, the first two
      stand for all. Returns what the element is like. */
  function thinOut(each) {
    const found = new Map(), shapes = [];
    for (const node of [...each.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) shapes.push("words");
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const shape = thinOut(node), many = (found.get(shape) ?? 0) + 1;
      found.set(shape, many);
      if (many <= ALIKE_KEPT || isNeeded(node)) shapes.push(shape);
      else takeAway(node);
    }
    return `${markOf(each)} (${shapes.join()})`;
  }

  const pointers = new Map(), takenAway = []; // id → what points to it; [mark, what stood there]

  function findPointers() {
    pointers.clear();
    for (const each of document.querySelectorAll(POINTING.map((name) => `[${name}]`).join())) {
      for (const id of POINTING.flatMap((name) => listIds(each, name))) pointers.set(id, [...pointers.get(id) ?? [], each]);
    }
    for (const each of document.querySelectorAll("a[href^='#']")) {
      const id = each.getAttribute("href").slice(1);
      pointers.set(id, [...pointers.get(id) ?? [], each]);
    }
  }

  /** Something outside of an element hangs on it: a field on its label, a menu's button, a dialog. */
  function isNeeded(node) {
    if (node.matches(KEPT) || node.querySelector("dialog, [popover]") || node.contains(document.activeElement)) return true;
    const all = [node, ...node.querySelectorAll("[id], label")];
    return all.some((each) => (each.control && !node.contains(each.control))
      || (each.id && pointers.get(each.id)?.some((one) => !node.contains(one))));
  }

  const REACHED = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  const MUCH = 14, CHOSEN_FROM = "[role=listbox]"; // the field that has the focus moves through it

  /** Boxes that scroll and that no key reaches (WCAG 2.1.1): axe would see them no more once thinned. */
  function findUnreachable() {
    const boxes = [...document.querySelectorAll("body *")].filter((each) => {
      const isLong = each.scrollHeight > each.clientHeight + MUCH, isWide = each.scrollWidth > each.clientWidth + MUCH;
      if ((!isLong && !isWide) || !each.checkVisibility() || each.matches(CHOSEN_FROM)) return false;
      const { overflowX, overflowY } = getComputedStyle(each), scrolls = (how) => how === "auto" || how === "scroll";
      return ((isLong && scrolls(overflowY)) || (isWide && scrolls(overflowX))) && each.tabIndex < 0 && !each.querySelector(REACHED);
    });
    return boxes.slice(0, 3).map((each) => `scrolls beyond keys: ${each.localName}.${each.className}`);
  }

  function takeAway(node) {
    const mark = document.createComment("");
    node.replaceWith(mark);
    takenAway.push([mark, node]);
  }

  /** Leave of a page what is unlike, for axe; restore() makes it whole again. */
  function thin() {
    findPointers();
    thinOut(document.body);
  }

  function restore() {
    for (const [mark, node] of takenAway.splice(0)) mark.replaceWith(node);
  }

  function findStickingOut() {
    const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return [];
    const wide = [...document.querySelectorAll("body *")].filter((each) =>
      each.getBoundingClientRect().right > root.clientWidth + 1 && !each.closest(HELD));
    const names = wide.slice(0, 3).map((each) => `${each.tagName}.${each.className}`);
    return [`sticks out by ${over} px: ${names.join(" | ")}`];
  }

  const isBig = ({ width, height }) => width >= LEAST && height >= LEAST;
  const isSeen = (each) => each.getClientRects().length > 0 && !each.closest(".hidden-label, .skip, svg");
  const isInText = (each) => each.tagName === "A" && getComputedStyle(each).display === "inline";
  const hasBigLabel = (each) => [...(each.labels ?? [])].some((one) => isBig(one.getBoundingClientRect()));

  function middle(each) {
    const box = each.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  /** Small targets that have another one within 24 px (WCAG 2.2, 2.5.8); links in a text are exempt. */
  function findSmallTargets() {
    const all = [...document.querySelectorAll(TARGETS)].filter(isSeen);
    const small = all.filter((each) => !isBig(each.getBoundingClientRect()) && !isInText(each) && !hasBigLabel(each));
    const isCrowded = (each) => all.some((other) => {
      if (other.contains(each) || each.contains(other)) return false;
      const [x, y] = middle(each), [u, v] = middle(other);
      return Math.hypot(x - u, y - v) < LEAST;
    });
    return small.filter(isCrowded).slice(0, 3).map((each) => {
      const { width, height } = each.getBoundingClientRect();
      return `small target ${Math.round(width)}×${Math.round(height)}: ${each.outerHTML.slice(0, 90)}`;
    });
  }

  const hasText = (each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const SPOKEN = ".hidden-label, .skip, option, svg, textarea, [title]";

  /** Words of which a part is hidden and cannot be scrolled to; a title tells them whole. */
  function findCut() {
    const cut = [...document.querySelectorAll("body *")].filter((each) => {
      if (!hasText(each) || !each.checkVisibility() || each.closest(SPOKEN)) return false;
      const { overflowX, overflowY } = getComputedStyle(each), isShut = (how) => how === "hidden" || how === "clip";
      return (isShut(overflowX) && each.scrollWidth > each.clientWidth + 1)
        || (isShut(overflowY) && each.scrollHeight > each.clientHeight + 2);
    });
    return cut.slice(0, 5).map((each) => `cut: ${each.tagName}.${each.className} “${each.textContent.trim().slice(0, 40)}”`);
  }

  /** Things to press that something else lies over even when they have the focus (WCAG 2.2, 2.4.11). */
  function findCovered() {
    const covered = [...document.querySelectorAll(TARGETS)].filter((each) => {
      if (!isSeen(each) || !each.checkVisibility() || each.disabled || each.tabIndex < 0) return false;
      each.focus();
      const { x, y, width, height } = each.getBoundingClientRect();
      const top = document.elementFromPoint(x + Math.min(width, innerWidth - x) / 2, y + Math.min(height / 2, 20));
      return !top || !(each.contains(top) || top.contains(each) || [...(each.labels ?? [])].some((one) => one.contains(top)));
    });
    return covered.slice(0, 5).map((each) => `covered: ${each.outerHTML.slice(0, 90)}`);
  }

  globalThis.inspection = { trim, findUnreachable, thin, restore, findStickingOut, findSmallTargets, findCut, findCovered };
})();
