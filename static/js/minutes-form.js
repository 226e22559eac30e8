// A form of the minutes: saved every few seconds while somebody writes in it. What can't be saved stays on the device, and
// on the server as a draft; a save whose answer was lost is gone on with, because each one says of which form it is (`key`)
// and the how-manieth (`turn`).
import { drop, later, nameOf, read, write } from "./draft-store.js";
import { enhance } from "./editor.js";
import { mark, put, valuesOf, wordsOf } from "./minutes-fields.js";
import { proof, saidBy, toast } from "./ui.js";

const DEVICE = 400, PAUSE = 3_000, BEAT = 20_000, SLOW = 2_000, PATIENCE = 20_000;
const AGAIN = [4_000, 8_000, 15_000, 30_000];
export const bar = document.querySelector("[data-said]");

export const send = (url, values) => fetch(url, { method: "POST", body: new URLSearchParams({ ...values, ...proof() }), redirect: "manual", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);

// Words that another window of this person still writes are not taken up here.
const locks = navigator.locks;
export const isWrittenElsewhere = async (key) => (await locks?.query())?.held.some((lock) => lock.name === key) ?? false;

// The editor may have begun with the words of the page.
async function show(frame, words) {
  const editor = await enhance(frame);
  if (editor?.commands && editor.getHTML() !== words) editor.commands.setContent(words, true);
}

export class Writing {
  // `onTaken`: somebody took the point over while nothing was being written. `catchUp` brings what others saved.
  constructor(form, { onTaken, catchUp } = {}) {
    const { name, owner } = form.dataset;
    // A page that gives back what was sent holds words that nobody saved; where two texts differ, a person decides.
    const written = "written" in form.dataset, settle = "settle" in form.dataset;
    Object.assign(this, { form, onTaken, catchUp, name: nameOf({ draft: name, draftOwner: owner }), underWay: null, timer: 0, tries: 0, blocked: settle, isKept: true, wrote: false, onServer: Boolean(form.querySelector("script[type='application/json']")) });
    this.was = written ? "" : wordsOf(form);
    this.base = valuesOf(form);
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    form.querySelector("[data-forget]")?.addEventListener("click", () => this.forget());
    if (form.dataset.hold) this.beats = setInterval(() => this.beat(), BEAT);
    this.ready = this.begin(written);
  }

  async begin(written) {
    const isClosed = this.form.inert;
    this.form.inert = true;
    if (written) this.changed();
    else await this.find();
    this.form.inert = isClosed;
    locks?.request(this.key, { ifAvailable: true }, () => new Promise((free) => { this.free = free; }));
  }

  field(name) { return this.form.elements.namedItem(name); }

  get key() { return this.field("key").value; }

  get isChanged() { return wordsOf(this.form) !== this.was; }

  say(name) { this.tell(bar?.dataset[name]); }

  tell(text) { if (bar && text) bar.textContent = text; }

  // Words kept here or there come back, the latest ones; with the version that they were written from, so that what was
  // saved meanwhile is compared and not lost. Those of this device go on as the form that they come from.
  async find() {
    const there = this.form.querySelector("script[type='application/json']"), fresh = valuesOf(this.form), mine = read(this.name);
    const draft = later(mine, there ? JSON.parse(there.textContent) : null);
    if (!draft?.values || (draft === mine && (await isWrittenElsewhere(draft.key)))) return;
    put(this.form, draft.values);
    if (draft === mine) this.field("key").value = draft.key;
    if (wordsOf(this.form) === this.was) { put(this.form, fresh); this.done(); return; }
    // Written from another version: what it said then is not known here, so a person compares.
    if (draft.values.version !== fresh.version) this.base = null;
    const frame = this.form.querySelector("[data-editor-frame]");
    if (frame?.querySelector("[name$=_format]").value === "html") show(frame, draft.values.exchanges);
    const note = this.form.querySelector("[data-form-note]"), forget = this.form.querySelector("[data-forget]");
    if (note) note.textContent = note.dataset.found;
    if (forget) forget.hidden = false;
    this.wait();
  }

  changed() {
    this.wrote = true;
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

  keep() { if (this.isChanged) this.isKept = write(this.name, { key: this.key, values: valuesOf(this.form), at: Date.now() / 1000 }); }

  // One save at a time: the next one starts from the version that this one made.
  async save(extra = {}) {
    while (this.underWay) await this.underWay;
    if (this.blocked || (!this.isChanged && !("over" in extra))) return !this.blocked;
    clearTimeout(this.timer);
    this.timer = 0;
    this.underWay = this.sendWords(extra);
    const taken = await this.underWay;
    this.underWay = null;
    if (taken && this.isChanged) this.wait();
    return taken;
  }

  // What is sent is on the device first, with its number: a page that dies meanwhile goes on from there.
  next() {
    this.field("turn").value = Number(this.field("turn").value) + 1;
    this.keep();
    return { ...valuesOf(this.form), key: this.key };
  }

  async sendWords(extra) {
    const words = wordsOf(this.form), values = this.next();
    const slow = setTimeout(() => this.say("slow"), SLOW);
    const answer = await send(this.form.dataset.autosave, { ...values, ...extra });
    const said = await saidBy(answer);
    clearTimeout(slow);
    if (answer?.status === 200 && said) { this.taken(said, words, values); return true; }
    this.keep();
    this.refused(answer, said);
    return false;
  }

  taken(said, words, values) {
    Object.assign(this, { was: words, base: values, tries: 0 });
    this.field("version").value = said.version;
    for (const [name, ids] of Object.entries(said.rows)) this.number(name, ids);
    this.tell(said.said);
    mark(this.form, {});
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
    if (read(this.name)?.key === this.key) drop(this.name);
    if (this.onServer) { this.onServer = false; this.draft({ erase: "1" }); }
  }

  refused(answer, said) {
    const again = () => this.wait(AGAIN[Math.min(this.tries++, AGAIN.length - 1)]);
    if (answer?.status === 422) { this.tell(said?.said); mark(this.form, said?.fields ?? {}); this.draft(valuesOf(this.form)); return; }
    if (answer?.status === 404) { this.leave(); return; }
    if (answer?.status === 409 && said?.why === "changed" && this.catchUp) { setTimeout(() => this.meet(said)); return; }
    if (answer?.status === 409 && said?.why !== "other") { this.block(said?.said, said?.why); this.draft(valuesOf(this.form)); return; }
    if (said?.why === "other") this.tell(said.said);
    else if (answer?.type === "opaqueredirect" || answer?.status === 403) this.say("out");
    else this.say(!answer ? "offline" : answer.status === 429 ? "often" : "failed");
    again();
  }

  // Two people who change different fields of the head don't disturb each other.
  async meet(said) {
    const { value } = this.field("version");
    await this.catchUp();
    if (this.field("version").value !== value) { this.save(); return; }
    this.block(said.said, said.why);
    this.draft(valuesOf(this.form));
  }

  async draft(values) {
    const { keep, name } = this.form.dataset;
    const kept = await send(keep, { ...values, name, key: this.key });
    this.onServer ||= kept?.status === 200 && !("erase" in values);
  }

  // Somebody else was faster: nothing is sent until a person decides. Whoever types goes on typing.
  block(text, why) {
    this.blocked = true;
    const box = this.form.querySelector("[data-not-saved]"), button = box.querySelector("[data-compare]");
    box.querySelector("[data-refusal]").textContent = text ?? "";
    button.textContent = button.dataset[why] ?? button.textContent;
    box.hidden = false;
    this.say("kept");
  }

  // The server gives the words back, on a page of their own.
  leave() {
    this.stop();
    this.keep();
    HTMLFormElement.prototype.submit.call(this.form);
  }

  async forget() {
    this.stop();
    await this.underWay;
    this.was = wordsOf(this.form);
    drop(this.name);
    await this.draft({ erase: "1" });
    location.reload();
  }

  // Without a connection the page stays, with its words; what a person has to read is on the page of the server.
  async submitted(event) {
    const button = event.submitter;
    if (button && "drops" in button.dataset) drop(this.name);
    if (this.blocked || "written" in this.form.dataset || button?.name === "keep") { this.next(); this.stop(); return; }
    event.preventDefault();
    if (await this.save({ over: "1" })) { this.form.dispatchEvent(new CustomEvent("written", { detail: button, bubbles: true })); return; }
    const fault = this.form.querySelector("[aria-invalid=true]:not([hidden])") ?? this.form.querySelector("[data-fault]")?.parentElement.querySelector("[role=textbox]");
    fault?.focus();
    toast(bar?.textContent ?? "");
  }

  async beat() {
    if (document.hidden && !this.isChanged) return;
    if (this.isChanged || this.blocked) { if (!this.blocked) this.save(); return; }
    const idle = this.wrote ? {} : { idle: "1" };
    this.wrote = false;
    const answer = await send(this.form.dataset.hold, { script: "1", again: "1", ...idle });
    if (answer?.status === 409) this.lost(await saidBy(answer));
    else if (!answer) this.say("offline");
    else if (answer.type === "opaqueredirect") this.say("out");
  }

  lost(said) {
    if (said?.why === "other") this.tell(said.said);
    else if (said?.why === "held" && !this.isChanged && this.onTaken) this.onTaken(said.said);
    else this.block(said?.said, said?.why);
  }

  // What somebody else saved of the head: where nothing was changed here, it is taken over.
  follow({ version, ...now }, said) {
    if (this.blocked || this.underWay || !this.base || Number(this.field("version").value) >= version) return;
    const names = Object.keys(now).filter((name) => this.field(name));
    const isMine = (name) => this.field(name).value !== this.base[name];
    if (names.some((name) => isMine(name) && now[name] !== this.base[name] && now[name] !== this.field(name).value)) return;
    const mine = names.filter(isMine).map((name) => [name, this.field(name).value]);
    put(this.form, now);
    this.field("version").value = version;
    Object.assign(this, { was: wordsOf(this.form), base: { ...this.base, ...now } });
    put(this.form, Object.fromEntries(mine));
    const note = this.form.querySelector("[data-form-note]");
    if (note) note.textContent = said;
  }

  // The page goes: what was not saved is on the device, and others may write.
  goes() {
    this.keep();
    clearInterval(this.beats);
    this.free?.();
    if (this.blocked || !(this.isChanged || this.form.dataset.release)) return;
    const values = { ...(this.isChanged ? this.next() : {}), ...proof(), over: "1", script: "1" };
    navigator.sendBeacon(this.isChanged ? this.form.dataset.autosave : this.form.dataset.release, new URLSearchParams(values));
  }

  stop() {
    clearInterval(this.beats);
    clearTimeout(this.timer);
    clearTimeout(this.device);
    this.blocked = true;
    this.free?.();
  }
}
