// Fields that take a person: input[data-people] offers names by pinyin, initials or characters.
// What is chosen stands in the field by name, its key in data-chosen; typing on forgets the key.
// The nearest [data-people-address] says where names come from.

let listbox = null, field = null, at = -1, asked = 0, timer = 0;

const options = () => [...listbox.children];

function open(people) {
  listbox ??= document.body.appendChild(Object.assign(document.createElement("ul"), { id: "type-ahead", className: "type-ahead" }));
  listbox.setAttribute("role", "listbox");
  listbox.setAttribute("aria-label", field.getAttribute("aria-label") || field.labels?.[0]?.textContent.trim() || "");
  listbox.replaceChildren(...people.map((each, number) => {
    const option = document.createElement("li");
    option.id = `type-ahead-${number}`;
    option.setAttribute("role", "option");
    option.dataset.key = each.key;
    option.dataset.name = each.name;
    const note = document.createElement("small");
    note.textContent = each.note;
    option.append(each.name, " ", note);
    return option;
  }));
  const box = field.getBoundingClientRect();
  listbox.style.left = `${box.left + scrollX}px`;
  listbox.style.top = `${box.bottom + scrollY}px`;
  listbox.style.minWidth = `${box.width}px`;
  listbox.hidden = !people.length;
  field.setAttribute("aria-expanded", String(people.length > 0));
  choose(people.length ? 0 : -1);
}

function close() {
  if (listbox) listbox.hidden = true;
  field?.setAttribute("aria-expanded", "false");
  field?.removeAttribute("aria-activedescendant");
  at = -1;
}

function choose(number) {
  const all = options();
  at = all.length ? (number + all.length) % all.length : -1;
  all.forEach((each, index) => each.setAttribute("aria-selected", String(index === at)));
  if (at >= 0) { field.setAttribute("aria-activedescendant", all[at].id); all[at].scrollIntoView({ block: "nearest" }); }
}

function take(option) {
  const taken = field;
  taken.value = option.dataset.name;
  taken.dataset.chosen = option.dataset.key;
  close();
  taken.dispatchEvent(new CustomEvent("plenum:person", { bubbles: true, detail: { key: option.dataset.key, name: option.dataset.name } }));
}

async function search() {
  const number = asked += 1, text = field.value.trim();
  if (!text) { close(); return; }
  try {
    const address = field.closest("[data-people-address]").dataset.peopleAddress;
    const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) return;
    const { people } = await answer.json();
    if (number === asked && document.activeElement === field) open(people);
  } catch { close(); }
}

const isField = (element) => element.matches?.("input[data-people]");

document.addEventListener("focusin", (event) => {
  if (!isField(event.target)) return;
  field = event.target;
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "type-ahead"]]) field.setAttribute(name, value);
});
document.addEventListener("focusout", (event) => { if (isField(event.target)) setTimeout(() => { if (document.activeElement !== field) close(); }, 100); });
document.addEventListener("input", (event) => {
  if (!isField(event.target)) return;
  field = event.target;
  delete field.dataset.chosen;
  clearTimeout(timer);
  timer = setTimeout(search, 120);
});
document.addEventListener("keydown", (event) => {
  if (!isField(event.target) || !listbox || listbox.hidden || event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(at + (event.key === "ArrowDown" ? 1 : -1));
  else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) { take(options()[at]); if (event.key === "Tab") return; }
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("#type-ahead [role=option]");
  if (option) { event.preventDefault(); take(option); }
});
