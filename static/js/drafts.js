// What somebody is writing stays on their device, and on the server for their other devices, until the server says that
// it arrived. A form with data-draft="name" keeps its words under that name and the person's id, with the key of the
// form; ui.js forgets them when a page says ?sent=<that key>, or data-sent, and all of one person's when
// they sign out.
import { drop, kept, later, nameOf, read, unsentOf, worth, write } from "./draft-store.js";
import { enhance, paragraphs } from "./editor.js";
import { proof, saidBy } from "./ui.js";

const WAIT = 400, SERVER_WAIT = 2_000;
const NEVER = ["csrfmiddlewaretoken", "key", "preview"];
const all = (selector) => [...document.querySelectorAll(selector)];

const TYPED = "textarea, input:is([type=text], [type=url], [type=number], [type=date], [type=time])";
// A box that stands alone is ticked or not; a list of boxes with one name is kept by another field.
const isListed = (field) => field.type === "checkbox" && field.form.elements.namedItem(field.name) !== field;
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !NEVER.includes(field.name) && field.type !== "submit" && !isListed(field));
const valueOf = (field) => (field.type === "checkbox" && !field.checked ? "" : field.value);
const valuesOf = (form) => Object.fromEntries(fieldsOf(form).filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, valueOf(field)]));
// A page that gives back what somebody sent (a preview, a refusal) begins with their words: those are not "nothing".
const beginning = (form, field) => ("written" in form.dataset ? "" : field.defaultValue);
const isEmpty = (form) => [...form.querySelectorAll(TYPED)].every((field) => field.value === beginning(form, field));
const keyOf = (form) => form.elements.namedItem("key")?.value;

// `what`: "saved", "found" or nothing, in the words of the page; `text`: what the server says of what it saved.
function say(form, what = "", text = "") {
  for (const note of form.querySelectorAll("[data-draft-note]")) note.textContent = (what in note.dataset && text) || (note.dataset[what] ?? "");
  for (const erase of form.querySelectorAll("[data-draft-drop]")) erase.hidden = what !== "found";
}

function put(form, values) {
  for (const field of fieldsOf(form)) {
    if (!(field.name in values)) continue;
    if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === values[field.name];
    else field.value = values[field.name];
    if (field.value !== field.defaultValue) field.closest("details")?.setAttribute("open", "");
  }
}

// The server keeps the same words a little later: not at each key, and not after they were sent. Answers whether it
// did, and what it says.
async function send(form, words, signal) {
  const body = new URLSearchParams({ ...words, ...proof(), name: form.dataset.draft, key: keyOf(form) });
  const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, redirect: "manual", signal }).catch(() => null);
  return { kept: answer?.status === 200, settled: Boolean(answer?.ok), ...await saidBy(answer) };
}

function keep(form, name) {
  const unsent = unsentOf(name);
  let timer = 0, waiting = 0, sent = false, underWay = null, missed = false, onServer = Boolean(form.querySelector("script[type='application/json']"));
  const saveThere = async () => {
    waiting = 0;
    if (sent || !form.dataset.draftUrl) return;
    const key = keyOf(form);
    if (isEmpty(form)) { if (onServer && !read(unsent)) { onServer = false; await send(form, { erase: "1" }); } return; }
    underWay = new AbortController();
    const { kept, settled, said } = await send(form, valuesOf(form), underWay.signal);
    onServer ||= kept;
    missed = !settled;
    if (said && key === keyOf(form) && !isEmpty(form)) say(form, "saved", said);
  };
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    if (isEmpty(form)) { drop(name); say(form); return; }
    if (write(name, { key: keyOf(form), values: valuesOf(form), at: Date.now() / 1000 })) say(form, "saved");
  };
  // A save that waits or is under way has nothing to do there any more.
  const stop = () => { clearTimeout(timer); timer = 0; clearTimeout(waiting); underWay?.abort(); };
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
    if (isEmpty(form)) say(form);
  });
  addEventListener("pagehide", () => { if (timer) save(); });
  // Back on this page, perhaps from signing in again in another tab: what could not be kept there is tried again.
  addEventListener("focus", () => { if (missed && !waiting) saveThere(); });
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
  if (!draft || "written" in form.dataset || !isEmpty(form)) return;
  const values = withQuote(form, draft.values);
  put(form, values);
  // They may have arrived all the same: with the same key they arrive once.
  if (draft.underWay) form.elements.namedItem("key").value = draft.key;
  say(form, "found");
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
  const forget = () => { stop(); drop(name); drop(unsentOf(name)); };
  for (const erase of form.querySelectorAll("[data-draft-drop]")) erase.addEventListener("click", async () => {
    forget();
    if (form.dataset.draftUrl) await send(form, { erase: "1" });
    location.reload();
  });
  // Whoever says that they leave what they typed finds nothing of it the next time.
  for (const link of form.querySelectorAll("a[data-forgets]")) link.addEventListener("click", forget);
}
