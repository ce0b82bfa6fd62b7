// The form of a rule shows the fields that its kind needs, and the weight of soft ones. Without this script all of them show.
const form = document.querySelector("[data-rule-form]");

function fit() {
  const kind = form.elements.kind.value;
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(kind);
  form.querySelector("[data-soft]").hidden = form.elements.hardness.value !== "soft";
}

if (form) {
  form.addEventListener("change", fit);
  fit();
}
