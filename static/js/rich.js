// A text field with marks: tools, keys, a preview made by the server, and clean text out of Word.
const PAUSE = 300;

/** Marks before and after what is chosen; a second time takes them away. */
function wrap(field, mark) {
  const { selectionStart: first, selectionEnd: last, value } = field;
  const inner = value.slice(first, last).trim();
  const isMarked = value.slice(first - mark.length, first) === mark && value.slice(last, last + mark.length) === mark;
  if (isMarked) replace(field, first - mark.length, last + mark.length, inner);
  else replace(field, first, last, mark + inner + mark);
  const at = isMarked ? first - mark.length : first + mark.length;
  field.setSelectionRange(at, at + inner.length);
}

/** A mark before every line that is chosen; where all have it they lose it. */
function lead(field, lines) {
  const { selectionStart, selectionEnd, value } = field;
  const first = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const last = value.indexOf("\n", selectionEnd) < 0 ? value.length : value.indexOf("\n", selectionEnd);
  const chosen = value.slice(first, last).split("\n");
  const bare = chosen.map((each) => each.replace(/^(#{1,6} |[-*+] |\d+\. |> )/, ""));
  const marked = bare.map((each, at) => lines(at) + each);
  const text = (marked.join("\n") === chosen.join("\n") ? bare : marked).join("\n");
  replace(field, first, last, text);
  field.setSelectionRange(first, first + text.length);
}

function replace(field, first, last, text) {
  field.focus();
  field.setRangeText(text, first, last, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const MARKS = {
  strong: (field) => wrap(field, "**"),
  stress: (field) => wrap(field, "*"),
  heading: (field) => lead(field, () => "# "),
  point: (field) => lead(field, () => "- "),
  number: (field) => lead(field, (at) => `${at + 1}. `),
  quote: (field) => lead(field, () => "> "),
};

// ---- out of Word

const BLOCKS = new Set(["P", "DIV", "LI", "H1", "H2", "H3", "H4", "H5", "H6", "TR", "BLOCKQUOTE", "PRE", "TABLE", "UL", "OL", "SECTION", "ARTICLE"]);
const DROPPED = new Set(["SCRIPT", "STYLE", "HEAD", "META", "LINK", "TITLE", "OBJECT", "IFRAME", "SVG", "MATH", "TEMPLATE", "XML"]);

/** Words and marks of pasted HTML, a paragraph a line; parsed in a document of its own, never shown. */
export function readHtml(html) {
  const lines = [""];
  const write = (text) => { lines[lines.length - 1] += text; };
  const open = (mark) => { if (lines.at(-1).trim()) lines.push(""); lines[lines.length - 1] = mark; };
  const walk = (node, depth) => {
    if (depth > 100) return;
    if (node.nodeType === Node.TEXT_NODE) { write(node.data.replace(/[\s\u00a0]+/g, " ")); return; }
    const name = node.nodeName.toUpperCase();
    if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(name) || name.includes(":") && name !== "O:P") return;
    if (name === "BR") { lines.push(""); return; }
    const style = node.getAttribute("style") ?? "";
    if (/mso-list:\s*ignore/i.test(style)) return; // Word's own bullet, drawn as text
    const inside = () => { for (const each of node.childNodes) walk(each, depth + 1); };
    const isStrong = name === "B" || name === "STRONG" || /font-weight:\s*(bold|[6-9]00)/i.test(style);
    if (BLOCKS.has(name)) {
      open(markOf(node, name, style));
      inside();
      lines.push("");
    } else if ((isStrong || name === "I" || name === "EM") && node.textContent.trim() && !node.querySelector("p,div,li")) {
      const mark = isStrong ? "**" : "*", before = lines.at(-1), at = before.length;
      inside();
      const inner = lines.at(-1).slice(at), bare = inner.trim().replaceAll("**", "");
      lines[lines.length - 1] = bare ? `${before}${inner.match(/^\s*/)[0]}${mark}${bare}${mark}${inner.match(/\s*$/)[0]}` : before + inner;
    } else if (name === "TD" || name === "TH") { inside(); write(" "); } else inside();
  };
  walk(new DOMParser().parseFromString(html, "text/html").body, 0);
  return lines.map((each) => each.replace(/[ ]+/g, " ").trim()).filter((each) => each && !/^(#+|-|>|\d+\.)$/.test(each)).join("\n");
}

function markOf(node, name, style) {
  if (/^H[1-6]$/.test(name)) return name <= "H2" ? "# " : "## ";
  if (name === "BLOCKQUOTE") return "> ";
  if (/mso-list:\s*l\d/i.test(style) || /MsoListParagraph/.test(node.className)) return "- ";
  if (name !== "LI") return "";
  if (node.parentElement?.nodeName !== "OL") return "- ";
  return `${[...node.parentElement.children].indexOf(node) + 1}. `;
}

function paste(event) {
  const html = event.clipboardData?.getData("text/html");
  if (!html) return; // plain text pastes itself
  const text = readHtml(html);
  if (!text) return;
  event.preventDefault();
  replace(event.target, event.target.selectionStart, event.target.selectionEnd, text);
}

// ---- the page

function bind(tools) {
  const field = document.getElementById(tools.dataset.richFor), preview = document.getElementById(tools.dataset.preview);
  let timer = 0, number = 0;
  const show = async () => {
    const mine = number += 1;
    const body = new URLSearchParams({ text: field.value, csrf_token: document.querySelector("input[name=csrf_token]").value });
    try {
      const answer = await fetch(tools.dataset.address, { method: "POST", body });
      if (answer.ok && !answer.redirected && mine === number) preview.innerHTML = await answer.text();
    } catch { /* the next change tries again */ }
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(show, PAUSE); };
  tools.addEventListener("click", (event) => { const mark = event.target.closest("[data-mark]"); if (mark) MARKS[mark.dataset.mark](field); });
  field.addEventListener("input", soon);
  field.addEventListener("paste", paste);
  field.addEventListener("keydown", (event) => {
    const mark = (event.ctrlKey || event.metaKey) && { b: "strong", i: "stress" }[event.key.toLowerCase()];
    if (!mark) return;
    event.preventDefault();
    MARKS[mark](field);
  });
  new MutationObserver(soon).observe(field, { attributes: true, attributeFilter: ["data-saved"] });
}

for (const tools of document.querySelectorAll("[data-rich-for]")) bind(tools);
