// Texts that no server has confirmed yet, kept by the browser: per account, meeting and field.
// Each tab writes its own; a tab that is still open keeps its texts to itself.

let prefix = "", tab = "";
const alive = "plenum-tab-";

export function markTab(keeper) {
  prefix = `plenum:${keeper}:`;
  try {
    tab = sessionStorage.getItem("plenum-tab") ?? String(Math.random()).slice(2);
    sessionStorage.setItem("plenum-tab", tab);
  } catch { tab = "only"; }
  navigator.locks?.request(alive + tab, () => new Promise(() => {}));
}

export function keep(place, each) {
  try {
    localStorage.setItem(prefix + place, JSON.stringify({ ...each, tab, at: Date.now() }));
  } catch { /* a full or closed store: the page still has the text */ }
}

export function forget(place) {
  try { localStorage.removeItem(prefix + place); } catch { /* nothing kept */ }
}

/** Call `take` with the texts that closed or broken pages of this account left behind. */
export async function restoreTexts(take) {
  const held = await navigator.locks?.query().catch(() => null);
  const open = new Set(held?.held.map((each) => each.name));
  const isLeft = ([, each]) => each.tab === tab || !open.has(alive + each.tab);
  const kept = listKept();
  take(kept.filter(isLeft));
  const others = new Set(kept.filter((one) => !isLeft(one)).map(([, each]) => each.tab));
  for (const other of others) awaitTab(other, take);
}

/** Take over what another tab leaves unsaved, once it is gone: closing one takes a moment, too. */
function awaitTab(other, take) {
  navigator.locks.request(alive + other, () => take(listKept().filter(([, each]) => each.tab === other)));
}

function listKept() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix))
      .map((name) => [name.slice(prefix.length), JSON.parse(localStorage.getItem(name))]);
  } catch { return []; }
}
