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
  navigator.locks?.request(alive + tab, { ifAvailable: true }, () => new Promise(() => {}));
}

export function keep(place, each) {
  try {
    localStorage.setItem(prefix + place, JSON.stringify({ ...each, tab, at: Date.now() }));
  } catch { /* a full or closed store: the page still has the text */ }
}

export function forget(place) {
  try { localStorage.removeItem(prefix + place); } catch { /* nothing kept */ }
}

/** Call `take` with each text that a closed or broken page of this account left behind. */
export async function restoreTexts(take) {
  let open = [];
  try { open = (await navigator.locks.query()).held.map((each) => each.name); } catch { /* unknown */ }
  const found = [];
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const name = localStorage.key(at);
      if (name.startsWith(prefix)) found.push([name.slice(prefix.length), JSON.parse(localStorage.getItem(name))]);
    }
  } catch { return; }
  for (const [place, each] of found) {
    if (each.tab === tab || !open.includes(alive + each.tab)) take(place, each);
  }
}
