// The writing area under a discussion that closes, opens again, goes or moves while somebody writes in it: it says so at
// once, sends nothing that would be refused, and keeps the words where they are.
import { showKept } from "./kept-words.js";

const area = () => document.getElementById("thread-answer");
export const composer = () => area()?.querySelector("form[data-compose]") ?? null;
const isStopped = () => "stopped" in (composer()?.dataset ?? {});
const isUsed = (form) => Boolean(form.elements.body.value.trim()) || form.contains(document.activeElement);

function hold(form, stopped) {
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = stopped;
  const stay = area().querySelector("[data-words-stay]");
  if (stay) stay.hidden = !stopped;
  form.toggleAttribute("data-stopped", stopped);
}

// `part`: what stands there now, as the server draws it.
function stop(form, part) {
  document.querySelector("[data-stop-notice]")?.remove();
  const notice = document.createElement("div");
  notice.dataset.stopNotice = "";
  notice.tabIndex = -1;
  notice.setAttribute("role", "alert");
  notice.append(...part.querySelectorAll(".callout"));
  area().prepend(notice);
  hold(form, true);
}

export function renewAnswer(part) {
  const form = composer(), closed = "closed" in part.dataset;
  if (form && !closed) {
    document.querySelector("[data-stop-notice]")?.remove();
    hold(form, false);
  } else if (form && isUsed(form)) stop(form, part);
  else if (area().outerHTML !== part.outerHTML) {
    area().replaceWith(part);
    showKept(part);
  }
}

// Somebody sends all the same (two keys in the editor): the reason is read again.
document.addEventListener("submit", (event) => {
  if (!isStopped() || event.target !== composer()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.querySelector("[data-stop-notice]").focus();
}, { capture: true });
