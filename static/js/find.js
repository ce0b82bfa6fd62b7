// Finding things with one key, the sheet of keys, and the drawer that shows one thing.
// Any <a data-drawer="people/P001" href="…/details/people/P001"> opens the drawer; the address
// keeps what it shows (?at=people/P001), so that it can be sent and gone back to.
import { desk } from "./edit.js";

const dialog = document.getElementById("search");
const text = document.getElementById("search-text");
const found = document.getElementById("search-found");
const drawer = document.getElementById("drawer");
let at = -1, asked = 0, timer = 0, opener = null;

async function fetchPart(address) {
  const answer = await fetch(address, { headers: { "X-Part": "1" } });
  if (answer.redirected || !answer.ok) throw new Error("no part");
  return answer.text();
}

const options = () => [...found.querySelectorAll("[role=option]")];

function choose(number) {
  const all = options();
  if (!all.length) { at = -1; text.removeAttribute("aria-activedescendant"); return; }
  at = (number + all.length) % all.length;
  all.forEach((each, index) => each.setAttribute("aria-selected", String(index === at)));
  text.setAttribute("aria-activedescendant", all[at].id);
  all[at].scrollIntoView({ block: "nearest" });
}

async function search() {
  const number = asked += 1;
  try {
    const part = await fetchPart(`${dialog.dataset.address}?q=${encodeURIComponent(text.value)}`);
    if (number !== asked) return;
    found.innerHTML = part;
    choose(0);
  } catch { found.textContent = ""; }
}

function openSearch(event) {
  event.preventDefault();
  dialog.showModal();
  text.select();
}

if (dialog) {
  text.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
  text.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "Enter") {
      clearTimeout(timer);
      event.preventDefault();
      await search();
      const link = options()[Math.max(at, 0)];
      if (link) { dialog.close(); link.click(); }
      return;
    } else return;
    event.preventDefault();
  });
  document.querySelector("[data-search]")?.addEventListener("click", openSearch);
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, select, textarea, [contenteditable=true]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "/" && dialog) openSearch(event);
  if (event.key === "?") { event.preventDefault(); document.getElementById("keys")?.showModal(); }
  if (event.key === "Escape" && drawer && !drawer.hidden) closeDrawer();
});
document.querySelector("[data-keys]")?.addEventListener("click", () => document.getElementById("keys").showModal());

// ---- the drawer

async function showDrawer(place, isNew = true) {
  const base = dialog.dataset.address.replace(/\/search$/, "/details/");
  const address = base + place.split("/").map(encodeURIComponent).join("/");
  try {
    drawer.innerHTML = await fetchPart(address);
  } catch { location.assign(address); return; }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "quiet drawer-close";
  close.textContent = "×";
  close.setAttribute("aria-label", drawer.dataset.close);
  close.addEventListener("click", closeDrawer);
  drawer.prepend(close);
  drawer.hidden = false;
  close.focus();
  if (isNew) remember(place);
}

function remember(place) {
  const address = new URL(location.href);
  if (place) address.searchParams.set("at", place);
  else address.searchParams.delete("at");
  history.pushState({}, "", address);
}

function closeDrawer() {
  drawer.hidden = true;
  drawer.replaceChildren();
  remember("");
  opener?.focus?.();
}

if (drawer) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-drawer]");
    const isOwn = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
    if (!link || isOwn || window.matchMedia("(max-width: 700px)").matches) return;
    event.preventDefault();
    if (!drawer.contains(link)) opener = link.offsetParent ? link : document.activeElement;
    showDrawer(link.dataset.drawer);
  });
  const follow = () => {
    const place = new URL(location.href).searchParams.get("at");
    if (place && place.includes("/")) showDrawer(place, false);
    else { drawer.hidden = true; drawer.replaceChildren(); }
  };
  window.addEventListener("popstate", follow);
  if (new URL(location.href).searchParams.has("at")) follow();
}
desk.line?.classList.add("is-live");
