// Writing minutes. A form with data-autosave is saved every few seconds; what can't be saved stays on the device, and on
// the server as a draft. A point opens in its place, held for whoever writes in it; the others change under their eyes.
import { drop, later, nameOf, read, write } from "./draft-store.js";
import { enhance } from "./editor.js";
import { on, start } from "./live.js";
import { toast } from "./ui.js";

const DEVICE = 400, PAUSE = 3_000, BEAT = 20_000, AGAIN = 15_000, LOOK = 30_000, SOON = 1_200;
const NEVER = ["csrfmiddlewaretoken", "keep", "key"];
const bar = document.querySelector("[data-said]"), page = document.querySelector("[data-minutes]");
const opened = new Map();

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !NEVER.includes(field.name) && field.type !== "submit");
const valuesOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
const tokenOf = (form) => form.elements.namedItem("csrfmiddlewaretoken").value;
// Ids and versions come with each save: only words tell whether somebody wrote. The same words as the editor writes them
// are not a change (it says so by `defaultValue`).
const isWord = ({ name }) => !/-id$|_FORMS$|^version$|_format$|^key$/.test(name);
const wordOf = (field) => ("editor" in field.dataset && field.value === field.defaultValue ? "" : field.value);
const wordsOf = (form) => JSON.stringify(fieldsOf(form).filter(isWord).map((field) => [field.name, wordOf(field)]).filter(([, value]) => value));

const send = (form, url, values) => fetch(url, { method: "POST", body: new URLSearchParams({ ...values, csrfmiddlewaretoken: tokenOf(form) }), redirect: "manual" }).catch(() => null);

// Rows ---------------------------------------------------------------------------------------------------------------

function addRow(rows, focus = true) {
  const total = rows.querySelector("[name$=TOTAL_FORMS]"), kept = rows.querySelector("[data-kept]");
  const row = rows.querySelector("template[data-row]").content.firstElementChild.cloneNode(true);
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of ["id", "for", "name", "aria-describedby"]) {
      if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace("__prefix__", total.value));
    }
  }
  total.value = Number(total.value) + 1;
  kept.append(row);
  if (focus) row.querySelector("textarea, input:not([type=hidden])").focus();
}

// A row without words goes with the next save; its place stays, so that the others keep their numbers.
function takeAway(line) {
  const next = line.nextElementSibling ?? line.parentElement.parentElement.querySelector("[data-add-row]");
  for (const field of line.querySelectorAll("textarea, input")) field.value = "";
  line.hidden = true;
  line.dispatchEvent(new Event("input", { bubbles: true }));
  (next.querySelector?.("textarea, input:not([type=hidden])") ?? next).focus();
}

document.addEventListener("click", (event) => {
  const rows = event.target.closest("[data-rows]");
  if (rows && event.target.closest("[data-add-row]")) addRow(rows);
  if (rows && event.target.closest("[data-away]")) takeAway(event.target.closest("[data-line]"));
});

// One form -----------------------------------------------------------------------------------------------------------

class Writing {
  constructor(form) {
    const { name, owner } = form.dataset;
    // A page that gives back what was sent holds words that nobody saved; where two texts differ, a person decides.
    const written = "written" in form.dataset, settle = "settle" in form.dataset;
    Object.assign(this, { form, key: nameOf({ draft: name, draftOwner: owner }), uuid: form.elements.namedItem("key").value, underWay: null, timer: 0, blocked: settle, onServer: Boolean(form.querySelector("script[type='application/json']")) });
    this.was = written ? "" : wordsOf(form);
    if (written) this.changed();
    else this.find();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    form.querySelector("[data-forget]")?.addEventListener("click", () => this.forget());
    if (form.dataset.hold) this.beats = setInterval(() => this.beat(), BEAT);
  }

  get isChanged() { return wordsOf(this.form) !== this.was; }

  say(text) { if (bar && text) bar.textContent = text; }

  // Words kept here or there come back, the latest ones; with the version that they were written from, so that what was
  // saved meanwhile is compared and not lost.
  find() {
    const there = this.form.querySelector("script[type='application/json']");
    const draft = later(read(this.key), there ? JSON.parse(there.textContent) : null);
    if (!draft?.values) return;
    for (const rows of this.form.querySelectorAll("[data-rows]")) {
      const total = rows.querySelector("[name$=TOTAL_FORMS]"), most = Number(draft.values[total.name] ?? 0);
      while (Number(total.value) < most) addRow(rows, false);
    }
    for (const field of fieldsOf(this.form)) if (field.name in draft.values && !/_FORMS$/.test(field.name)) field.value = draft.values[field.name];
    if (wordsOf(this.form) === this.was) { this.done(); return; }
    const frame = this.form.querySelector("[data-editor-frame]");
    if (frame?.querySelector("[name$=_format]").value === "html") show(frame, draft.values.exchanges);
    const note = this.form.querySelector("[data-form-note]"), forget = this.form.querySelector("[data-forget]");
    if (note) note.textContent = note.dataset.found;
    if (forget) forget.hidden = false;
    this.wait();
  }

  changed() {
    clearTimeout(this.device);
    this.device = setTimeout(() => this.keep(), DEVICE);
    this.wait();
  }

  wait(pause = PAUSE) {
    this.timer ||= setTimeout(() => {
      this.timer = 0;
      if (this.blocked) this.draft(valuesOf(this.form));
      else this.save();
    }, pause);
  }

  keep() { if (this.isChanged) write(this.key, { key: this.uuid, values: valuesOf(this.form), at: Date.now() / 1000 }); }

  // One save at a time: the next one starts from the version that this one made.
  async save(extra = {}) {
    if (this.underWay) await this.underWay;
    if (this.blocked || (!this.isChanged && !("over" in extra))) return !this.blocked;
    clearTimeout(this.timer);
    this.timer = 0;
    this.underWay = this.sendWords(extra);
    const taken = await this.underWay;
    this.underWay = null;
    if (taken && this.isChanged) this.wait();
    return taken;
  }

  async sendWords(extra) {
    const words = wordsOf(this.form);
    const answer = await send(this.form, this.form.dataset.autosave, { ...valuesOf(this.form), ...extra });
    const said = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json().catch(() => null) : null;
    if (answer?.status === 200 && said) { this.taken(said, words); return true; }
    this.keep();
    this.refused(answer, said);
    return false;
  }

  taken(said, words) {
    this.was = words;
    this.form.elements.namedItem("version").value = said.version;
    for (const [name, ids] of Object.entries(said.rows)) this.number(name, ids);
    this.say(said.said);
    const box = this.form.querySelector("[data-not-saved]");
    if (box) box.hidden = true;
    if (!this.isChanged) this.done();
  }

  // The rows that have words, in their order, are those that the server kept.
  number(name, ids) {
    const rows = [...this.form.querySelectorAll(`[data-rows="${name}"] [data-line]`)];
    const full = rows.filter((line) => [...line.querySelectorAll("[name$=-text], [name$=-what]")].some((field) => field.value.trim()));
    full.slice(0, ids.length).forEach((line, index) => { line.querySelector("[name$=-id]").value = ids[index]; });
  }

  done() {
    drop(this.key);
    if (this.onServer) { this.onServer = false; this.draft({ erase: "1" }); }
  }

  refused(answer, said) {
    const words = bar?.dataset ?? {};
    if (!answer) { this.say(words.offline); this.wait(AGAIN); }
    else if (answer.status === 429) { this.say(words.often); this.wait(AGAIN); }
    else if (answer.type === "opaqueredirect" || answer.status === 403) { this.say(words.out); this.wait(AGAIN); }
    else if (answer.status === 422) this.say(said?.said);
    else if (answer.status === 409) { this.block(said?.said); this.draft(valuesOf(this.form)); }
    else if (answer.status === 404) this.leave();
    else this.wait(AGAIN);
  }

  async draft(values) {
    const { keep, name } = this.form.dataset;
    const kept = await send(this.form, keep, { ...values, name, key: this.uuid });
    this.onServer ||= kept?.status === 200 && !("erase" in values);
  }

  // Somebody else was faster: nothing is sent until a person decides.
  block(text) {
    this.blocked = true;
    const box = this.form.querySelector("[data-not-saved]");
    box.querySelector("[data-refusal]").textContent = text ?? "";
    box.hidden = false;
    box.focus();
  }

  // The server gives the words back, on a page of their own.
  leave() { this.blocked = true; HTMLFormElement.prototype.submit.call(this.form); }

  async forget() {
    drop(this.key);
    await this.draft({ erase: "1" });
    location.reload();
  }

  async submitted(event) {
    const button = event.submitter;
    if (button && "drops" in button.dataset) drop(this.key);
    if (button && ("compare" in button.dataset || button.name === "keep" || "written" in this.form.dataset)) { this.stop(); return; }
    const item = this.form.closest("[data-point]");
    if (!item) { this.stop(); this.keep(); return; }
    event.preventDefault();
    if (await this.save({ over: "1" })) await close(item);
  }

  beat() {
    if (document.hidden && !this.isChanged) return;
    if (this.isChanged) this.save();
    else send(this.form, this.form.dataset.hold, { script: "1" });
  }

  // The page goes: what was not saved is on the device, and others may write.
  goes() {
    this.keep();
    clearInterval(this.beats);
    if (!this.form.dataset.release || this.blocked) return;
    const values = { ...valuesOf(this.form), csrfmiddlewaretoken: tokenOf(this.form), over: "1", script: "1" };
    navigator.sendBeacon(this.isChanged ? this.form.dataset.autosave : this.form.dataset.release, new URLSearchParams(values));
  }

  stop() { clearInterval(this.beats); clearTimeout(this.timer); clearTimeout(this.device); this.blocked = true; }
}

// The page of all points ---------------------------------------------------------------------------------------------

// The editor may have begun with the words of the page.
async function show(frame, words) {
  const editor = await enhance(frame);
  if (editor?.commands && editor.getHTML() !== words) editor.commands.setContent(words, true);
}

async function fetchPage(url) {
  const answer = await fetch(url, { cache: "no-store", redirect: "manual" }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

async function open(item, button) {
  const act = document.getElementById("act"), url = button.formAction;
  for (const [other, writing] of opened) if (await writing.save({ over: "1" })) await close(other);
  const held = await send(act, url, { script: "1" });
  if (held?.status !== 204) {
    toast((await held?.json().catch(() => null))?.said ?? bar.dataset.offline);
    look();
    return;
  }
  const form = (await fetchPage(button.dataset.write))?.getElementById("point-form");
  if (!form) { location.href = button.dataset.write; return; }
  item.replaceChildren(document.adoptNode(form));
  item.classList.add("is-open");
  item.dataset.version = "";
  opened.set(item, new Writing(form));
  const frame = form.querySelector("[data-editor-frame]");
  if (frame.querySelector("[name$=_format]").value === "html") await enhance(frame);
  form.querySelector("input:not([type=hidden])").focus();
}

async function close(item) {
  opened.get(item)?.stop();
  opened.delete(item);
  item.classList.remove("is-open");
  await look();
  const now = document.getElementById(item.id);
  (now?.querySelector("[data-write]") ?? now?.querySelector("summary"))?.focus();
}

// Everything that nobody writes in here is shown as it is now; what is unfolded stays unfolded.
async function look() {
  const now = page && (await fetchPage(page.dataset.news));
  if (!now) return;
  document.querySelector("[data-who]")?.replaceWith(now.querySelector("[data-who]"));
  const list = page.querySelector("[data-points]"), fresh = now.querySelector("[data-points]");
  const here = new Map([...list.children].map((item) => [item.id, item]));
  const items = [...fresh.children].map((item) => {
    const mine = here.get(item.id);
    if (mine && (opened.has(mine) || mine.innerHTML === item.innerHTML) && (opened.has(mine) || mine.className === item.className)) return mine;
    if (mine?.contains(document.activeElement) && mine.dataset.version === item.dataset.version && mine.className === item.className) return mine;
    if (mine?.querySelector(":scope > details")?.open) item.querySelector(":scope > details").open = true;
    return document.adoptNode(item);
  });
  // A point that somebody deleted while it is being written in stays until its words are settled.
  for (const item of opened.keys()) if (!items.includes(item)) items.push(item);
  if (items.length !== list.children.length || items.some((item, index) => item !== list.children[index])) {
    const focused = document.activeElement;
    list.replaceChildren(...items);
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }
}

let waiting = 0;
const soon = () => { waiting ||= setTimeout(() => { waiting = 0; look(); }, SOON * (0.5 + Math.random())); };

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-write]");
  const item = event.target.closest("[data-point]");
  if (page && button) { event.preventDefault(); open(item, button); }
});

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const writing = new Writing(form);
  addEventListener("pagehide", () => writing.goes());
}
addEventListener("pagehide", () => { for (const writing of opened.values()) writing.goes(); });
if (page) {
  on("hint", (hint) => { if (hint.kind === "minutes" && String(hint.id) === page.dataset.minutes) soon(); });
  on("look", soon);
  setInterval(() => { if (!document.hidden) look(); }, LOOK);
  start();
}
