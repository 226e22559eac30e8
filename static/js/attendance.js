// Who came: each line is saved as soon as it is chosen. Without this script one button saves them all.
import { toast } from "./ui.js";

const form = document.querySelector("[data-attendance]");
const said = form?.querySelector("[data-said]"), counts = form?.querySelector("[data-counts]");
const waiting = new Map();

const fieldsOf = (line) => [...line.querySelectorAll("input")].filter((field) => field.name && (field.type !== "radio" || field.checked));

async function save(line) {
  const ref = line.dataset.line, body = new URLSearchParams(fieldsOf(line).map((field) => [field.name, field.value]));
  body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  const answer = await fetch(form.dataset.lineUrl, { method: "POST", body, redirect: "manual" }).catch(() => null);
  const now = await answer?.json().catch(() => null);
  if (!answer?.ok || !now) { toast(now?.said ?? form.dataset.failed); return; }
  said.textContent = now.said;
  counts.textContent = now.counts;
  const was = line.querySelector(`[name="${ref}-was"]`);
  if (ref in now.was) was.value = now.was[ref];
}

// One after the other: the answer of the first says what the second started from.
let last = Promise.resolve();
const later = (line) => { last = last.then(() => save(line)); };

form?.addEventListener("change", (event) => {
  const line = event.target.closest("[data-line]");
  if (!line) return;
  clearTimeout(waiting.get(line));
  waiting.set(line, setTimeout(later, 250, line));
});
form?.addEventListener("submit", () => { for (const timer of waiting.values()) clearTimeout(timer); });
