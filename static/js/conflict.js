// Two people changed the same field: both texts are shown, one chooses, nothing is lost silently.

const isFacts = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const say = (value) => Array.isArray(value) ? value.map(say).join("、") : isFacts(value) ? Object.values(value).map(say).join(" · ") : String(value ?? "");
/** A value in words; a list of facts has a line for each. */
const show = (value) => Array.isArray(value) && value.some(isFacts) ? value.map((each, at) => `${at + 1}. ${say(each)}`).join("\n")
  : isFacts(value) && Array.isArray(value.rows) ? show(value.rows) : say(value);

/** Ask for each conflict which text to keep; resolves to a Map, or null where nobody chose. */
export function chooseBetween(conflicts, words, labelOf) {
  const dialog = document.getElementById("conflict");
  const list = dialog.querySelector("[data-conflicts]");
  const model = dialog.querySelector("template");
  const parts = new Map();
  const opener = document.activeElement;
  const heading = dialog.querySelector("h2");
  heading.textContent = conflicts.every((each) => each.is_own) ? heading.dataset.own : heading.dataset.others;
  list.replaceChildren();
  conflicts.forEach((conflict, number) => {
    const part = model.content.firstElementChild.cloneNode(true);
    part.querySelector("legend").textContent = labelOf(conflict);
    const whose = part.querySelector("[data-whose]");
    if (conflict.is_own) whose.textContent = whose.dataset.own;
    part.querySelector("[data-who]").textContent = (conflict.is_own ? words.own : words.who).replace("{by}", conflict.by).replace("{at}", conflict.at);
    part.querySelector("[data-mine]").textContent = show(conflict.mine) || words.empty;
    part.querySelector("[data-theirs]").textContent = show(conflict.theirs) || words.empty;
    const both = part.querySelector("textarea");
    both.value = [show(conflict.theirs), show(conflict.mine)].filter(Boolean).join(" ");
    both.id = `both-${number}`;
    part.querySelector("[data-both-label]").htmlFor = both.id;
    both.addEventListener("focus", () => { part.querySelector("input[value=both]").checked = true; });
    for (const radio of part.querySelectorAll("input[type=radio]")) {
      radio.name = `keep-${number}`;
      radio.id = `keep-${radio.value}-${number}`;
      radio.closest("label").htmlFor = radio.id;
    }
    const isText = [conflict.mine, conflict.theirs].every((each) => each === null || typeof each === "string");
    part.querySelector("[data-both]").hidden = !isText;
    list.append(part);
    parts.set(conflict, part);
  });
  dialog.returnValue = "";
  dialog.showModal();
  list.querySelector("input[type=radio]").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      opener?.focus?.();
      if (dialog.returnValue !== "keep") { resolve(null); return; }
      const chosen = new Map();
      for (const [conflict, part] of parts) {
        const choice = part.querySelector("input[type=radio]:checked")?.value ?? "theirs";
        const value = choice === "both" ? part.querySelector("textarea").value : conflict.mine;
        chosen.set(conflict, { isTheirs: choice === "theirs", value });
      }
      resolve(chosen);
    }, { once: true });
  });
}
