// A list of files: what is ticked, and what somebody else changed meanwhile. Rows change where they are; what is new
// waits behind a bar, so that nothing moves under the eyes.
import { on } from "./live.js";

const PAUSE = 1_500;
const list = document.querySelector("[data-files]");
const bar = document.querySelector("[data-livebar]");
const selection = document.getElementById("selection");
const rowsOf = (root) => new Map([...root.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));

// What is ticked.
const boxes = () => [...list.querySelectorAll("input[form=selection]:not(:disabled)")];
function paint() {
  if (!selection) return;
  const ticked = boxes().filter((box) => box.checked).length;
  const said = selection.querySelector("[data-selected]");
  said.textContent = (ticked > 1 ? said.dataset.many : said.dataset.one).replace("%s", ticked);
  selection.classList.toggle("is-empty", ticked === 0);
}
const tick = (checked) => { for (const box of boxes()) box.checked = checked; paint(); };
list?.addEventListener("change", paint);
selection?.querySelector("[data-select-all]").addEventListener("click", () => tick(true));
selection?.querySelector("[data-select-none]").addEventListener("click", () => { tick(false); boxes()[0]?.focus(); });
addEventListener("pageshow", paint);

// What changed meanwhile.
const hinted = new Set();
let timer = 0, opened = false;

const stops = (row) => [...row.querySelectorAll("a, button, input")];
function renew(row, fresh) {
  if (row.outerHTML === fresh.outerHTML) return;
  const place = stops(row).indexOf(document.activeElement);
  const checked = row.querySelector("input[form=selection]")?.checked;
  const box = fresh.querySelector("input[form=selection]");
  if (box && checked) box.checked = true;
  row.replaceWith(fresh);
  stops(fresh)[place]?.focus({ preventScroll: true });
}
function leave(row) {
  if (row.classList.contains("is-gone")) return;
  row.classList.add("is-gone");
  for (const box of row.querySelectorAll("input")) { box.checked = false; box.disabled = true; }
  row.querySelector("small")?.append(` – ${bar.querySelector("button").dataset.gone}`);
}
function offer(number) {
  const button = bar.querySelector("button");
  bar.querySelector("[data-livebar-label]").textContent = (number > 1 ? button.dataset.many : button.dataset.one).replace("%s", number);
  bar.hidden = number === 0;
}

async function look() {
  timer = 0;
  if (document.hidden) return;
  const answer = await fetch(location.href, { cache: "no-store", redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-files]");
  if (!page) return;
  const here = rowsOf(list), fresh = rowsOf(page);
  const news = [...fresh.keys()].filter((name) => !here.has(name)).length;
  const fewer = news === 0 && fresh.size < here.size;
  for (const [name, row] of here) {
    if (fresh.has(name)) renew(row, fresh.get(name));
    else if (fewer || hinted.has(name)) leave(row);
  }
  hinted.clear();
  offer(news);
  paint();
}

// A hint to a whole group must not make everybody ask at the same moment. Whoever sends files sees them at the end.
const isSending = () => document.querySelector("[data-uploads]:not([hidden])");
const soon = () => { timer ||= setTimeout(look, PAUSE * (0.5 + Math.random())); };
if (list) {
  on("hint", (hint) => {
    if (hint.scope !== list.dataset.scope || !["file", "folder"].includes(hint.kind) || isSending()) return;
    hinted.add(`${hint.kind}-${hint.id}`);
    soon();
  });
  on("look", () => { if (opened) soon(); opened = true; });
  bar.querySelector("button").addEventListener("click", () => location.reload());
}
