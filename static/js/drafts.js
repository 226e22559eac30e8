// What somebody is writing stays on their device, and on the server for their other devices, until the server says that
// it arrived. A form with data-draft="name" keeps its words under that name and the person's id, with the key of the
// form; ui.js forgets them when a page says ?sent=<that key>, and all of them at sign-out.
import { enhance } from "./editor.js";

const PREFIX = "draft:";
const WAIT = 400, SERVER_WAIT = 2_000;
const NEVER = ["csrfmiddlewaretoken", "key", "preview"];
const all = (selector) => [...document.querySelectorAll(selector)];
const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
const write = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; } };
const drop = (name) => { try { localStorage.removeItem(name); } catch { /* no storage, nothing kept */ } };

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !NEVER.includes(field.name) && field.type !== "submit");
const valuesOf = (form) => Object.fromEntries(fieldsOf(form).filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value]));
const isEmpty = (form) => [...form.querySelectorAll("textarea, input[type=text]")].every((field) => field.value === field.defaultValue);
const unsentOf = (name) => `${name}:unsent`;
const keyOf = (form) => form.elements.namedItem("key")?.value;

function say(form, text, found) {
  const note = form.querySelector("[data-draft-note]");
  if (note) note.textContent = text;
  const erase = form.querySelector("[data-draft-drop]");
  if (erase) erase.hidden = !found;
}

function put(form, values) {
  for (const field of fieldsOf(form)) {
    if (!(field.name in values)) continue;
    if (field.type === "radio") field.checked = field.value === values[field.name];
    else field.value = values[field.name];
  }
}

// The server keeps the same words a little later: not at each key, and not after they were sent.
async function send(form, words, signal) {
  const body = new URLSearchParams({ ...words, csrfmiddlewaretoken: form.elements.namedItem("csrfmiddlewaretoken").value, name: form.dataset.draft, key: keyOf(form) });
  try {
    const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, redirect: "manual", signal });
    return answer.status === 200 ? await answer.json() : null;
  } catch { return null; }
}

function keep(form, name) {
  const note = form.querySelector("[data-draft-note]"), unsent = unsentOf(name);
  let timer = 0, later = 0, sent = false, underWay = null, onServer = Boolean(form.querySelector("script[type='application/json']"));
  const saveThere = async () => {
    later = 0;
    if (sent || !form.dataset.draftUrl) return;
    const key = keyOf(form);
    if (isEmpty(form)) { if (onServer && !read(unsent)) { onServer = false; await send(form, { erase: "1" }); } return; }
    underWay = new AbortController();
    const kept = await send(form, valuesOf(form), underWay.signal);
    onServer ||= Boolean(kept);
    if (kept && key === keyOf(form) && !isEmpty(form)) say(form, kept.said, false);
  };
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    if (isEmpty(form)) { drop(name); say(form, "", false); return; }
    if (write(name, { key: keyOf(form), values: valuesOf(form), at: Date.now() / 1000 })) say(form, note?.dataset.saved ?? "", false);
  };
  // A save that waits or is under way has nothing to do there any more.
  const stop = () => { clearTimeout(later); underWay?.abort(); };
  form.addEventListener("input", () => {
    sent = false;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
    clearTimeout(later);
    later = setTimeout(saveThere, SERVER_WAIT);
  });
  form.addEventListener("submit", () => { save(); stop(); sent = true; }, { capture: true });
  // posts.js sends without leaving the page: what is under way is kept apart, what arrived is forgotten, what was taken
  // back is a draft again.
  const settle = (event) => { if (read(unsent)?.key === event.detail) drop(unsent); };
  form.addEventListener("sending", () => { stop(); write(unsent, { key: keyOf(form), values: valuesOf(form), at: Date.now() / 1000 }); });
  form.addEventListener("back", settle);
  form.addEventListener("sent", (event) => {
    settle(event);
    const draft = read(name);
    if (draft?.key === event.detail) drop(name);
    onServer = false;
    if (isEmpty(form)) say(form, "", false);
  });
  addEventListener("pagehide", () => { if (timer) save(); });
  return stop;
}

// Of the words kept here, there, or on their way when the page went, the latest ones come back.
function found(form, name) {
  const mine = read(name), gone = read(unsentOf(name)), there = form.querySelector("script[type='application/json']");
  const kept = there ? JSON.parse(there.textContent) : null;
  const here = gone && (mine?.at ?? 0) <= gone.at ? { ...gone, underWay: true } : mine;
  if (!kept) return here;
  return here && (here.at ?? 0) > kept.at ? here : kept;
}

function restore(form, name) {
  const draft = found(form, name);
  const note = form.querySelector("[data-draft-note]");
  if (!draft || !isEmpty(form) || form.querySelector("[aria-invalid=true], [data-preview]")) return;
  put(form, draft.values);
  // They may have arrived all the same: with the same key they arrive once.
  if (draft.underWay) form.elements.namedItem("key").value = draft.key;
  say(form, note?.dataset.found ?? "", true);
  const frame = form.querySelector("[data-editor-frame]");
  if (frame && Object.entries(draft.values).some(([field, value]) => field.endsWith("_format") && value === "html")) enhance(frame);
}

for (const form of all("form[data-draft]")) {
  const name = `${PREFIX}${form.dataset.draftOwner}:${form.dataset.draft}${form.dataset.draftGroup ? `:${form.dataset.draftGroup}` : ""}`;
  restore(form, name);
  const stop = keep(form, name);
  form.querySelector("[data-draft-drop]")?.addEventListener("click", async () => {
    stop();
    drop(name);
    drop(unsentOf(name));
    if (form.dataset.draftUrl) await send(form, { erase: "1" });
    location.reload();
  });
}
