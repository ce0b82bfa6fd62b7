// The chart and the server: deeds are shown once they are stored; others' moves come by themselves.

const OFTEN = 2000, SELDOM = 20000, LONGEST = 30000, ASK_FINDINGS = 400, LOCKED = 423;

export function makeSync({ chart, home, seesDrafts, words, take, onState, onFindings, onPresence, place, fill }) {
  const address = (path) => `${home.dataset.address}${path}`;
  const token = () => document.querySelector("input[name=csrf_token]").value;
  let timer = 0, wait = OFTEN, asking = 0, round = 0, chain = Promise.resolve();

  async function send(path, body) {
    try {
      const answer = await fetch(address(path), {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
        body: JSON.stringify(body),
      });
      if (answer.redirected) return { status: 401, message: words.signedOut };
      const isJson = answer.headers.get("Content-Type")?.includes("json");
      return { status: answer.status, ...(isJson ? await answer.json() : { message: fill(words.failed, { status: answer.status }) }) };
    } catch { return { status: 0, message: words.offline }; }
  }

  /** One after the other; resolves to {isDone, message}. Nothing was changed here where it is not done. */
  function act(path, body = {}) {
    const done = chain.then(async () => {
      round += 1;
      onState("saving");
      const answer = await send(path, body);
      round += 1;
      if (answer.status !== 200) {
        onState(answer.status === 0 ? "offline" : "refused", answer.message);
        if (answer.status === LOCKED || answer.status === 409) poll();
        return { isDone: false, message: answer.message };
      }
      const isNext = answer.sequence === undefined || answer.sequence <= chart.sequence + 1;
      if (answer.changes) take(answer.changes, { isOwn: true });
      if (isNext) chart.sequence = Math.max(chart.sequence, answer.sequence ?? 0);
      else poll();
      onState("saved");
      findingsSoon();
      return { isDone: true, message: answer.message ?? "", answer };
    });
    chain = done.catch(() => {});
    return done;
  }
  const deed = (deeds, note = "") => act("/deeds", { deeds, note });

  async function read(path) {
    const answer = await fetch(address(path), { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  async function poll() {
    clearTimeout(timer);
    const own = round;
    try {
      const facts = await read(`/moves?since=${chart.sequence}&place=${encodeURIComponent(place())}`);
      wait = OFTEN;
      if (own === round) {
        if (facts.is_stale || facts.state !== chart.facts.state || facts.is_editable !== chart.isEditable) { await reload(); return; }
        if (facts.sequence > chart.sequence) {
          chart.sequence = facts.sequence;
          take(facts.changes, { isOwn: false, by: facts.by });
          findingsSoon();
        }
        onPresence(facts.presence);
      }
      onState("reached");
    } catch {
      wait = Math.min(LONGEST, wait * 1.6);
      onState("offline", words.offlineWait);
    }
    clearTimeout(timer);
    timer = setTimeout(poll, document.hidden ? Math.max(SELDOM, wait) : wait);
  }
  async function reload() {
    const facts = await read("/chart.json");
    document.dispatchEvent(new CustomEvent("seating:renewed", { detail: facts }));
  }

  function findingsSoon() {
    clearTimeout(asking);
    asking = setTimeout(async () => {
      try { onFindings(await read("/findings")); } catch { /* the next change asks again */ }
    }, ASK_FINDINGS);
  }
  const renew = () => { if (seesDrafts && !document.hidden) poll(); };
  document.addEventListener("visibilitychange", renew);
  window.addEventListener("online", renew);
  window.addEventListener("offline", () => onState("offline", words.offlineWait));

  return {
    act, deed, read, poll, findingsSoon,
    start: () => { if (seesDrafts) { timer = setTimeout(poll, OFTEN); findingsSoon(); } },
    undo: () => act("/undo"), redo: () => act("/redo"),
  };
}
