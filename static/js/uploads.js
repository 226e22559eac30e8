// Files dropped on the page or chosen, folders too: a row each, which says how far it is, how fast and how long yet; given
// up, tried again, gone on with after a cut or when the page was closed, and refused before a byte leaves. Mounted on every
// [data-sending]: inside it [data-drop] with the addresses and numbers, a button [data-pick] for each input, the list, the
// row and the words. What was kept is told by the event "upload:kept"; data-then="stay" keeps the page as it is. Without
// this a form of a page of its own does the same.
import { filesChosen, filesDropped } from "./dropped.js";
import { request } from "./request.js";
import { markOf, Sending, SendingError } from "./sending.js";
import { proofHeaders } from "./ui.js";
import { filled, Row, weight } from "./upload-row.js";

const AT_ONCE = 3;
const HERE = "sending", SENT = "sent";
const keep = (what) => { try { what(localStorage); } catch { /* no storage: what was begun is found when a file is chosen */ } };

class Widget {
  constructor(root) {
    const find = (name) => root.querySelector(`[data-${name}]`);
    Object.assign(this, { root, zone: find("drop"), list: find("uploads"), model: find("upload-row"), status: find("uploads-say") });
    this.say = { ...find("sending-words").dataset, ...this.zone.dataset };
    this.units = this.say.units.split(",");
    this.endings = this.say.endings.split(",");
    Object.assign(this, { waiting: [], parked: [], running: new Set(), sent: 0, failed: new Set(), left: Number(this.say.left ?? Infinity), folders: new Map(), begun: [] });
    this.zone.hidden = false;
    this.listen();
    let before = null, sent = 0;
    try {
      sent = Number(sessionStorage.getItem(SENT));
      sessionStorage.removeItem(SENT);
    } catch { /* no storage: the list itself shows them */ }
    this.confirm(sent);
    keep((storage) => { before = storage.getItem(HERE); });
    if (before) this.recall();
  }

  listen() {
    for (const button of this.zone.querySelectorAll("[data-pick]")) {
      const input = this.zone.querySelector(`input[data-input=${button.dataset.pick}]`);
      button.hidden = button.dataset.pick === "folder" && !("webkitdirectory" in input);
      button.addEventListener("click", () => input.click());
      input.addEventListener("change", () => { this.take(filesChosen(input.files)); input.value = ""; });
    }
    for (const offer of document.querySelectorAll(`a[href^="${this.say.formUrl}"]`)) this.stayHere(offer);
    this.listenToDrops();
    addEventListener("beforeunload", (event) => { if (this.running.size) event.preventDefault(); });
  }

  // Anywhere on the page: a file that misses the zone would otherwise be opened instead of it.
  listenToDrops() {
    const over = (is) => this.zone.classList.toggle("is-over", is);
    const carries = (event) => [...event.dataTransfer?.types ?? []].includes("Files");
    addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      over(true);
    });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
    addEventListener("drop", (event) => {
      over(false);
      if (!carries(event)) return;
      event.preventDefault();
      filesDropped(event.dataTransfer).then((found) => this.take(found));
    });
  }

  // The way to the form of a page of its own: here it chooses files at once.
  stayHere(offer) {
    offer.setAttribute("role", "button");
    offer.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.zone.querySelector("input[data-input=files]").click();
    });
    offer.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); offer.click(); } });
  }

  tell(text) { this.status.textContent = text; }

  // What was begun and not finished, on this device or another one.
  async recall() {
    const { said } = await request("GET", new URL(this.say.url, location.href).pathname);
    for (const one of said?.uploads ?? []) {
      if (this.begun.some(({ url }) => url === one.url) || [...this.running, ...this.waiting, ...this.failed].some(({ sending }) => sending?.place === one.url)) continue;
      this.begun.push(one);
      one.row = new Row(this, one.name);
      one.row.show({ note: filled(this.say.stopped, Math.floor((100 * one.offset) / one.size)) });
      one.row.part("bar").value = (100 * one.offset) / one.size;
      one.row.part("give-up").addEventListener("click", () => {
        request("DELETE", one.url, { headers: { "Tus-Resumable": "1.0.0", ...proofHeaders() } });
        this.begun = this.begun.filter((other) => other !== one);
        this.drop(one.row);
      });
    }
    if (!this.begun.length && !this.running.size) keep((storage) => storage.removeItem(HERE));
  }

  async take({ files, many, deep }) {
    if (many) this.refuseAll(this.say.many);
    if (deep) this.refuseAll(this.say.deep);
    if (!files.length) return;
    await this.recall();
    for (const one of files) this.add(one);
    this.next();
  }

  refuseAll(words) {
    const row = new Row(this, this.say.folder);
    row.show({ error: words });
    row.part("give-up").addEventListener("click", () => this.drop(row));
    this.tell(words);
  }

  add({ file, path }) {
    const sameFile = ({ name, size, mark }) => name === file.name && size === file.size && mark === markOf(file);
    const before = this.begun.find((one) => sameFile(one) && (path || String(one.folder ?? "") === this.say.folderId));
    this.begun = this.begun.filter((one) => one !== before);
    before?.row.line.remove();
    const job = { file, path, before, onSame: "", row: new Row(this, file.name) };
    job.row.line.addEventListener("click", ({ target }) => {
      const act = target.closest("button")?.dataset ?? {};
      if ("giveUp" in act) this.giveUp(job);
      else if ("retry" in act) this.again(job, job.onSame);
      else if ("same" in act) this.again(job, act.same);
    });
    const refusal = this.refusal(job);
    if (refusal) { this.failed.add(job); this.refuse(job, refusal); return; }
    this.left -= before ? 0 : file.size;
    job.row.show({ note: this.say.waiting });
    this.waiting.push(job);
  }

  refusal({ file }) {
    const { say, units } = this;
    if (!this.endings.includes(`.${file.name.split(".").pop().toLowerCase()}`)) return say.type;
    if (!file.size) return say.empty;
    if (file.size > Number(say.max)) return filled(say.large, weight(file.size, units), weight(Number(say.max), units));
    return file.size > this.left ? say.full : "";
  }

  refuse(job, words, { again = false, taken = false, mine = true } = {}) {
    job.row.show({ error: words, again, choose: taken, mine });
    this.tell(`${job.file.name}\u00a0: ${words}`);
  }

  next() {
    while (this.running.size < AT_ONCE && this.waiting.length) this.send(this.waiting.shift());
  }

  async send(job) {
    this.running.add(job);
    keep((storage) => storage.setItem(HERE, "1"));
    try {
      const kept = await (await this.sendingOf(job)).run(job.onSame);
      this.sent += 1;
      job.row.line.remove();
      this.list.hidden = !this.list.children.length;
      this.tell(filled(this.say.sent, kept.name));
      this.root.dispatchEvent(new CustomEvent("upload:kept", { bubbles: true, detail: kept }));
    } catch (error) {
      if (error.wait && this.running.size > 1) {
        job.row.show({ note: this.say.waiting });
        this.parked.push(job);
      } else if (error.word !== "stopped") {
        this.failed.add(job);
        this.refuse(job, error.said ?? this.say[error.word] ?? this.say.failed, error);
      }
    }
    this.running.delete(job);
    if (!this.parked.includes(job)) this.waiting.push(...this.parked.splice(0));
    this.next();
    if (!this.running.size) this.over();
  }

  async sendingOf(job) {
    if (job.sending) return job.sending;
    const { file, row, before } = job;
    const url = before ? this.say.url : await this.placeOf(job.path);
    const onState = (word) => {
      if (word !== "sending") row.show({ note: this.say[word] });
      if (word === "cut") this.tell(`${file.name}\u00a0: ${this.say.cut}`);
    };
    job.sending = new Sending(file, { url, onState, onProgress: (done) => row.progress(done, file.size) });
    if (before) job.sending.goOn(before);
    return job.sending;
  }

  // The address that takes the files of this folder, which is made first if it is missing.
  async placeOf(path) {
    if (!path) return this.say.url;
    if (!this.folders.has(path)) this.folders.set(path, request("POST", this.say.pathUrl, { headers: proofHeaders(), body: new URLSearchParams({ path }) }));
    const { status, said } = await this.folders.get(path);
    if (status === 200) {
      const url = new URL(this.say.url, location.href);
      url.searchParams.set("folder", said.id);
      return url.pathname + url.search;
    }
    this.folders.delete(path);
    throw new SendingError(status === 401 || status === 403 ? "out" : "failed", { said: said?.said, again: !said });
  }

  again(job, onSame) {
    this.failed.delete(job);
    job.onSame = onSame;
    job.row.show({ note: this.say.waiting });
    job.row.part("give-up").focus();
    this.waiting.push(job);
    this.next();
  }

  giveUp(job) {
    this.failed.delete(job);
    for (const some of ["waiting", "parked"]) this[some] = this[some].filter((other) => other !== job);
    job.sending?.giveUp();
    if (!this.refusal(job)) this.left += job.file.size;
    this.drop(job.row);
  }

  drop(row) {
    const beside = row.line.nextElementSibling ?? row.line.previousElementSibling;
    row.line.remove();
    this.list.hidden = !this.list.children.length;
    (beside?.querySelector("[data-give-up]") ?? this.zone.querySelector("button")).focus();
  }

  over() {
    if (!this.begun.length && !this.failed.size) keep((storage) => storage.removeItem(HERE));
    if (!this.sent || this.say.then === "stay") return;
    const done = this.root.querySelector("[data-uploads-done]");
    if (done && (this.failed.size || this.begun.length)) {
      this.confirm(this.sent);
      done.hidden = false;
    } else {
      try { sessionStorage.setItem(SENT, String(this.sent)); } catch { /* no storage: the list itself shows them */ }
      window.location.reload();
    }
  }

  // How many, and where: also on the page that was read again after them.
  confirm(number) {
    const said = this.root.querySelector("[data-uploads-kept]");
    if (!said || !number) return;
    const words = filled(number > 1 ? this.say.keptMany : this.say.keptOne, number, this.say.place);
    said.querySelector("[data-kept]").textContent = words;
    said.hidden = false;
  }
}

for (const root of document.querySelectorAll("[data-sending]")) new Widget(root);
