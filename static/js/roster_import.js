// Rosters that come in: progress while a file is sent and read, choices that save themselves.
// Without this script the forms do the same with their buttons.
const rows = document.getElementById("roster-rows");

for (const form of document.querySelectorAll("form[data-progress]")) form.addEventListener("submit", send);

function send(event) {
  const form = event.target;
  const line = form.querySelector("[data-progress-line]");
  const bar = line.querySelector("progress"), told = line.querySelector("[role=status]");
  event.preventDefault();
  line.hidden = false;
  told.textContent = told.dataset.sending;
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (sent) => { if (sent.lengthComputable) bar.value = sent.loaded / sent.total; });
  request.upload.addEventListener("load", () => { bar.removeAttribute("value"); told.textContent = told.dataset.reading; });
  request.addEventListener("load", () => {
    if (request.status === 200) { location.assign(request.responseURL); return; }
    form.removeEventListener("submit", send); // the page of what went wrong comes from a plain answer
    form.requestSubmit();
  });
  request.addEventListener("error", () => { form.removeEventListener("submit", send); form.requestSubmit(); });
  request.send(new FormData(form));
}

async function renew(address) {
  const answer = await fetch(address, { headers: { "X-Part": "1" } });
  if (!answer.ok || answer.redirected) throw new Error("no part");
  rows.innerHTML = await answer.text();
  hidePlain();
}

function hidePlain() {
  for (const each of rows?.querySelectorAll("[data-plain]") ?? []) each.hidden = true;
}

rows?.addEventListener("change", async (event) => {
  const form = event.target.closest("[data-choices]");
  if (!form) return;
  const { id } = event.target;
  const address = new URL(location.href);
  address.searchParams.set("group", form.elements.group.value);
  address.searchParams.set("page", form.elements.page.value);
  try {
    const body = new FormData(form);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "1" } });
    if (answer.status !== 204) throw new Error("not kept");
    await renew(address);
    document.getElementById(id)?.focus();
  } catch {
    const told = rows.querySelector(".take-roster [role=status]");
    told.textContent = rows.dataset.failed;
  }
});

document.addEventListener("submit", (event) => {
  const { waiting } = event.target.dataset;
  if (!waiting) return;
  event.target.querySelector("[role=status]").textContent = waiting;
  setTimeout(() => { event.target.querySelector("button").disabled = true; });
});
hidePlain();
