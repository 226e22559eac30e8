// What somebody is writing stays on their device, and on the server for their other devices, until the server says that
// it arrived. A form with data-draft="name" keeps its words under that name and the person's id, with the key of the
// form; ui.js forgets them when a page says ?sent=<that key>, and all of them at sign-out.
import { drop, kept, later, nameOf, read, unsentOf, worth, write } from "./draft-store.js";
import { enhance, paragraphs } from "./editor.js";

const WAIT = 400, SERVER_WAIT = 2_000;
const NEVER = ["csrfmiddlewaretoken", "key", "preview"];
const all = (selector) => [...document.querySelectorAll(selector)];

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !NEVER.includes(field.name) && field.type !== "submit");
const valuesOf = (form) => Object.fromEntries(fieldsOf(form).filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value]));
// A page that gives back what somebody sent (a preview, a refusal) begins with their words: those are not "nothing".
const beginning = (form, field) => ("written" in form.dataset ? "" : field.defaultValue);
const isEmpty = (form) => [...form.querySelectorAll("textarea, input[type=text]")].every((field) => field.value === beginning(form, field));
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
  let timer = 0, waiting = 0, sent = false, underWay = null, onServer = Boolean(form.querySelector("script[type='application/json']"));
  const saveThere = async () => {
    waiting = 0;
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
  const stop = () => { clearTimeout(waiting); underWay?.abort(); };
  form.addEventListener("input", () => {
    sent = false;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
    clearTimeout(waiting);
    waiting = setTimeout(saveThere, SERVER_WAIT);
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
  if ("written" in form.dataset && !isEmpty(form)) {
    save();
    waiting = setTimeout(saveThere, SERVER_WAIT);
  }
  return stop;
}

// Of the words kept here, there, or on their way when the page went, the latest ones come back.
function found(form, name) {
  const there = form.querySelector("script[type='application/json']");
  return later(kept(name), there ? worth(JSON.parse(there.textContent)) : null);
}

// An answer that begins with a quote keeps it, behind the words found again.
function withQuote(form, values) {
  const quote = form.querySelector("textarea[data-quoted]")?.dataset.quoted;
  if (!quote) return values;
  const words = values.body_format === "html" ? values.body : paragraphs(values.body ?? "");
  return { ...values, body: words + quote, body_format: "html" };
}

function restore(form, name) {
  const draft = found(form, name);
  const note = form.querySelector("[data-draft-note]");
  if (!draft || "written" in form.dataset || !isEmpty(form)) return;
  const values = withQuote(form, draft.values);
  put(form, values);
  // They may have arrived all the same: with the same key they arrive once.
  if (draft.underWay) form.elements.namedItem("key").value = draft.key;
  say(form, note?.dataset.found ?? "", true);
  const frame = form.querySelector("[data-editor-frame]"), area = frame?.querySelector("textarea");
  if (area && values[`${area.name}_format`] === "html") show(frame, values[area.name]);
}

// The editor may have begun with the words of the page.
async function show(frame, words) {
  const editor = await enhance(frame);
  if (editor?.commands && editor.getHTML() !== words) editor.commands.setContent(words, true);
}

for (const form of all("form[data-draft]")) {
  const name = nameOf(form.dataset);
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
