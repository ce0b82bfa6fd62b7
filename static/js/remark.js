// Pointing at what a remark is about, and showing remarks at the fields that they are about.
const pin = document.querySelector(".remark-pin");
const place = document.getElementById("remark-place");
const main = document.getElementById("main");
const MARKED = "[data-place], [data-drawer], [data-row], [id^='field-'], [id^='task-'], a[href*='/sittings/'], a[href*='/people/'], a[href*='/details/']";

/** What an element is about: people/P001, sittings/S05/place. */
function placeOf(element) {
  const { place: own, drawer, row } = element.dataset;
  if (own || drawer || row) return own || drawer || row;
  const field = /^field-([a-z]+)-(.+)-([a-z_]+)$/.exec(element.id);
  if (field) return field.slice(1).join("/");
  if (element.id.startsWith("task-")) return `tasks/${element.id.slice(5)}`;
  const link = /\/(?:details\/)?(sittings|people|tasks|agenda)\/([^/?#]+)/.exec(element.getAttribute("href") ?? "");
  return link ? `${link[1]}/${decodeURIComponent(link[2])}` : "";
}

function point(event) {
  if (!pin.open || event.target.closest(".remark-bar")) return;
  const element = event.target.closest(MARKED);
  const found = element && placeOf(element);
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  let option = [...place.options].find((each) => each.value === found);
  if (!option) {
    const words = element.textContent.trim().replace(/\s+/g, " ").slice(0, 30) || found;
    option = new Option(words, found);
    place.prepend(option);
  }
  option.selected = true;
  document.querySelector(".is-pointed")?.classList.remove("is-pointed");
  element.classList.add("is-pointed");
  document.getElementById("remark-text").focus();
}

if (pin) {
  pin.querySelector("[data-point]").hidden = false;
  document.addEventListener("click", point, true);
  pin.addEventListener("toggle", () => main?.classList.toggle("is-pointing", pin.open));
}

/** The field that a remark is about, else the row or the link of its thing. */
function fieldOf(about) {
  const [section, key, name] = about.split("/");
  const fields = [...document.querySelectorAll("[data-edit]")].filter(
    (each) => each.dataset.section === section && each.dataset.key === key);
  const rows = document.querySelector(`[data-row="${CSS.escape(`${section}/${key}`)}"]`);
  return fields.find((each) => each.dataset.field === name)?.parentElement
    ?? rows?.querySelector("th, td") ?? fields[0]?.parentElement ?? null;
}

function showRemarks() {
  for (const each of document.querySelectorAll("[data-remark]")) {
    const target = each.dataset.remark && fieldOf(each.dataset.remark);
    if (!target || target.querySelector(".remark-note")) continue;
    const note = document.createElement("p");
    note.className = "remark-note";
    note.textContent = each.querySelector("[data-remark-text]").textContent;
    target.append(note);
  }
}

showRemarks();
const drawer = document.getElementById("drawer");
if (drawer) new MutationObserver(showRemarks).observe(drawer, { childList: true });
