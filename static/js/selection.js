// What is ticked in a list of files: how many, and how much they weigh, before they are asked for.
const form = document.querySelector("[data-selection]");
const STEP = 1000;

function weight(size, units) {
  let amount = size / STEP, place = 0;
  while (amount >= STEP && place < units.length - 1) { amount /= STEP; place += 1; }
  const shown = amount < 10 && place ? amount.toFixed(1) : String(Math.max(1, Math.round(amount)));
  return `${shown.replace(".", document.documentElement.lang === "fr" ? "," : ".")}\u00a0${units[place]}`;
}

if (form) {
  const said = form.querySelector("[data-selection-said]"), first = said.textContent, button = form.querySelector("button");
  const paint = () => {
    const ticked = [...form.elements].filter((box) => box.type === "checkbox" && box.checked);
    const files = ticked.filter((box) => box.name === "files"), folders = ticked.length - files.length;
    const size = weight(files.reduce((sum, box) => sum + Number(box.dataset.size), 0), form.dataset.units.split(","));
    const words = files.length ? (files.length > 1 ? form.dataset.many : form.dataset.one).replace("%n", files.length).replace("%s", size) : "";
    said.textContent = ticked.length ? [words, folders ? form.dataset.folders : ""].filter(Boolean).join(" ") : first;
    button.disabled = !ticked.length;
  };
  document.addEventListener("change", (event) => { if (event.target.form === form) paint(); });
  addEventListener("pageshow", paint);
  paint();
}
