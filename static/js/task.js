// A changed anchor or length moves dates, also those of other tasks: they are fetched anew.
const MOVES = ["anchor", "offset", "duration_days", "state", "done_on"];

async function renew() {
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const fresh of page.querySelectorAll("[id^='dates-']")) {
    const cell = document.getElementById(fresh.id);
    if (!cell || cell.innerHTML === fresh.innerHTML) continue;
    cell.innerHTML = fresh.innerHTML;
    cell.classList.add("is-merged");
    setTimeout(() => cell.classList.remove("is-merged"), 2000);
  }
}

for (const name of ["plenum:saved", "plenum:changed"]) {
  document.addEventListener(name, (event) => {
    const { section, values } = event.detail ?? {};
    if (section === "tasks" && values && MOVES.some((each) => each in values)) renew();
  });
}
