// A rehearsal: the steps of a sitting against the clock, ahead or behind; a reload goes on with it.
import { semicolon } from "./joint.js";

const part = document.getElementById("rehearsal");

if (part) {
  const words = JSON.parse(part.dataset.words), name = `plenum-rehearsal-${part.dataset.key}`;
  const steps = [...document.querySelectorAll("[data-step]")];
  const minutes = steps.map((each) => Number(each.dataset.minutes) || 0);
  const find = (mark) => part.querySelector(`[${mark}]`);
  const button = (act) => part.querySelector(`[data-act=${act}]`);
  const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, key) => facts[key] ?? "");
  const spell = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  let run = JSON.parse(sessionStorage.getItem(name) ?? "null"); // {at, begun: [instant of each step]}
  let timer = 0;

  const keep = () => run ? sessionStorage.setItem(name, JSON.stringify(run)) : sessionStorage.removeItem(name);

  /** Seconds behind the plan: what passed, less what the steps done and the one under way may take. */
  function lag(now) {
    const planned = minutes.slice(0, run.at).reduce((sum, each) => sum + each * 60, 0);
    const passed = (now - run.begun[0]) / 1000, inStep = (now - run.begun[run.at]) / 1000;
    return passed - planned - Math.min(inStep, (minutes[run.at] ?? 0) * 60);
  }

  function show() {
    const isDone = run && run.at >= steps.length;
    find("data-running").hidden = !run;
    button("start").hidden = Boolean(run);
    button("next").hidden = button("back").hidden = !run || isDone;
    button("stop").hidden = !run;
    steps.forEach((each, at) => each.toggleAttribute("data-current", Boolean(run) && at === run.at));
    if (!run) { clearInterval(timer); return; }
    const now = isDone ? run.ended : Date.now();
    find("data-elapsed").textContent = spell((now - run.begun[0]) / 1000);
    if (isDone) { clearInterval(timer); find("data-pace").textContent = ""; say(fill(words.over, { n: spell((now - run.begun[0]) / 1000) })); return; }
    const seconds = Math.round(lag(now));
    find("data-pace").textContent = Math.abs(seconds) < 5 ? words.on : fill(seconds < 0 ? words.ahead : words.behind, { n: spell(Math.abs(seconds)) });
    find("data-pace").toggleAttribute("data-behind", seconds >= 5);
    say([fill(words.step, { n: run.at + 1, all: steps.length }), steps[run.at].cells[2].firstChild.textContent.trim(), fill(words.planned, { n: minutes[run.at] })].join(semicolon));
  }

  function say(text) { if (find("data-now").textContent !== text) find("data-now").textContent = text; }

  function go(to) {
    run.at = to;
    run.begun[to] = run.begun[to] ?? Date.now();
    run.begun.length = to + 1;
    if (to >= steps.length) run.ended = Date.now();
    steps[to]?.scrollIntoView({ block: "nearest" });
  }

  const deeds = {
    start() { run = { at: 0, begun: [Date.now()] }; tick(); },
    next() { go(run.at + 1); },
    back() { if (run.at) go(run.at - 1); },
    stop() { run = null; },
  };
  function tick() { clearInterval(timer); timer = setInterval(show, 500); }

  part.hidden = false;
  part.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (!act) return;
    deeds[act]();
    keep();
    show();
    if (event.target.hidden) part.querySelector("button:not([hidden])").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (!run || run.at >= steps.length || event.target.closest("input, textarea, select, button, a, summary")) return;
    const act = { ArrowRight: "next", " ": "next", ArrowLeft: "back" }[event.key];
    if (!act) return;
    event.preventDefault();
    deeds[act]();
    keep();
    show();
  });
  if (run) tick();
  show();
}
