// Who came: each line is saved as soon as it is chosen; what can't be saved stays on the device and is sent again. Without
// this script one button saves them all.
import { drop, nameOf, read, write } from "./draft-store.js";
import { proof, toast } from "./ui.js";

const SOON = 250, PATIENCE = 20_000, AGAIN = [4_000, 8_000, 15_000, 30_000];
const form = document.querySelector("[data-attendance]");
const said = form?.querySelector("[data-said]"), counts = form?.querySelector("[data-counts]");
const store = form && nameOf({ draft: `attendance:${form.dataset.meeting}`, draftOwner: form.dataset.owner });
// Lines that wait: what was chosen, by the person. Kept on the device as long as the server did not answer.
const waiting = new Map();
// What was sent and not answered: it may have arrived.
const tried = new Map();
let timer = 0, tries = 0, underWay = false;

const lineOf = (ref) => form.querySelector(`[data-line="${ref}"]`);
const fieldsOf = (line) => [...line.querySelectorAll("input")].filter((field) => field.name && (field.type !== "radio" || field.checked));
const valuesOf = (line) => Object.fromEntries(fieldsOf(line).map((field) => [field.name, field.value]));

function put(line, values) {
  for (const field of line.querySelectorAll("input")) {
    if (!(field.name in values)) continue;
    if (field.type === "radio") field.checked = field.value === values[field.name];
    else field.value = values[field.name];
  }
}

function keep() {
  if (waiting.size) write(store, { at: Date.now() / 1000, lines: Object.fromEntries(waiting) });
  else drop(store);
}

const later = (pause) => { clearTimeout(timer); timer = setTimeout(sendAll, pause); };

// One after the other: the answer of the first says what the second started from.
async function sendAll() {
  if (underWay) return;
  underWay = true;
  for (const [ref, values] of waiting) if (!(await save(ref, values))) break;
  underWay = false;
  keep();
  if (waiting.size) later(AGAIN[Math.min(tries++, AGAIN.length - 1)]);
}

// Whether the next line may be sent.
async function save(ref, values) {
  const line = lineOf(ref), body = new URLSearchParams({ ...values, [`${ref}-was`]: line.querySelector(`[name="${ref}-was"]`).value, [`${ref}-tried`]: tried.get(ref) ?? "", ...proof() });
  const answer = await fetch(form.dataset.lineUrl, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  const now = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json().catch(() => null) : null;
  if (answer?.ok && now) return settle(ref, values, line, now);
  if (now && [409, 422].includes(answer.status) && now.why !== "other") return refuse(ref, line, now);
  tried.set(ref, ["presence", "half_days", "represented_by"].map((name) => values[`${ref}-${name}`] ?? "").join("|"));
  said.textContent = now?.said ?? form.dataset[!answer ? "offline" : answer.type === "opaqueredirect" || answer.status === 403 ? "out" : "failed"];
  return false;
}

function settle(ref, values, line, now) {
  tries = 0;
  tried.delete(ref);
  said.textContent = now.said;
  counts.textContent = now.counts;
  if (ref in now.was) line.querySelector(`[name="${ref}-was"]`).value = now.was[ref];
  if (waiting.get(ref) === values) waiting.delete(ref);
  return true;
}

// What somebody else noted meanwhile is shown; what is wrong stays in its field.
function refuse(ref, line, now) {
  waiting.delete(ref);
  if (now.now?.[ref]) put(line, Object.fromEntries(Object.entries(now.now[ref]).map(([name, value]) => [`${ref}-${name}`, value])));
  said.textContent = now.said;
  toast(now.said);
  return true;
}

// Whoever is represented is so by somebody: their name is asked where it is noted.
function reveal(line, field) {
  if (field.type === "radio" && field.value === "represented") line.querySelector("details").open = true;
}

function note(line) {
  waiting.set(line.dataset.line, valuesOf(line));
  keep();
  tries = 0;
  later(SOON);
}

if (form) {
  for (const [ref, values] of Object.entries(read(store)?.lines ?? {})) {
    const line = lineOf(ref);
    if (!line) continue;
    const { [`${ref}-was`]: _was, ...chosen } = values;
    put(line, chosen);
    waiting.set(ref, valuesOf(line));
  }
  if (waiting.size) later(SOON);
  form.addEventListener("change", (event) => { const line = event.target.closest("[data-line]"); if (line) { reveal(line, event.target); note(line); } });
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("online", () => later(SOON));
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
