// One file, sent piece by piece (tus 1.0): announced, gone on with after a cut or on another day, then finished. Knows
// nothing of the page: `onProgress(bytes)` and `onState(word)` tell how far it is, and `run` ends with the kept file.
import { request } from "./request.js";
import { newKey, proofHeaders } from "./ui.js";

const TUS = { "Tus-Resumable": "1.0.0" };
const LEAST = 256 * 1024, MOST = 5 * 1024 * 1024, AIM = 4_000;
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const COMES_BACK = new Set([0, 408, 423, 500, 502, 503, 504]);

// `said`: the sentence of the server, if there is one. `again`: worth another try. `wait`: as soon as another file is there. `taken`: the name is; `mine`: that file takes a new version from this person.
export class SendingError extends Error {
  constructor(word, { said, again = false, wait = false, taken = false, mine = true } = {}) {
    super(said ?? word);
    Object.assign(this, { word, said, again, wait, taken, mine });
  }
}

// What tells two files of one name apart on this device.
export const markOf = (file) => String(file.lastModified ?? "");
const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const metadata = (words) => Object.entries(words).filter(([, text]) => text).map(([name, text]) => `${name} ${encoded(text)}`).join(",");

export class Sending {
  constructor(file, { url, onProgress = () => {}, onState = () => {} }) {
    Object.assign(this, { file, url, onProgress, onState, place: null, offset: 0, size: LEAST, key: newKey(), stopped: false });
  }

  // Begun earlier, here or elsewhere.
  goOn({ url, offset }) { Object.assign(this, { place: url, offset }); }

  async run(onSame = "") {
    Object.assign(this, { stopped: false, tries: 0 });
    if (!this.place) await this.announce();
    while (this.offset < this.file.size) await this.sendPiece();
    return this.finish(onSame);
  }

  // What arrived goes on the server too.
  async giveUp() {
    this.stopped = true;
    // An announcement is short: its answer says what to take away.
    if (this.place) this.asked?.abort();
    this.wake?.();
    if (this.place) await request("DELETE", this.place, { headers: this.headers() });
    this.place = null;
  }

  headers(more = {}) { return { ...TUS, ...proofHeaders(), ...more }; }

  async ask(method, url, options) {
    const answer = await request(method, url, { ...options, began: (asked) => { this.asked = asked; } });
    if (this.stopped) {
      if (answer.status === 201) await request("DELETE", answer.header("Location"), { headers: this.headers() });
      throw new SendingError("stopped");
    }
    if (answer.said?.why === "other") throw new SendingError("out", { said: answer.said.said, again: true });
    if (answer.status === 401 || answer.status === 403) throw new SendingError("out", { again: true });
    if (answer.status === 429) throw new SendingError("often", { again: true });
    return answer;
  }

  async announce() {
    const said = { filename: this.file.name, key: this.key, mark: markOf(this.file) };
    const headers = this.headers({ "Upload-Length": String(this.file.size), "Upload-Metadata": metadata(said) });
    const answer = await this.ask("POST", this.url, { headers });
    if (COMES_BACK.has(answer.status)) { await this.pause(); return this.announce(); }
    const { said: words, wait } = answer.said ?? {};
    if (answer.status !== 201) throw new SendingError("failed", { said: words, wait, again: wait || answer.status === 507 });
    Object.assign(this, { place: answer.header("Location"), offset: Number(answer.header("Upload-Offset") ?? 0), tries: 0 });
  }

  async sendPiece() {
    const piece = this.file.slice(this.offset, this.offset + this.size), start = performance.now();
    const headers = this.headers({ "Upload-Offset": String(this.offset), "Content-Type": "application/offset+octet-stream" });
    const onProgress = (loaded) => this.onProgress(Math.min(this.offset + loaded, this.file.size));
    this.onState("sending");
    const answer = await this.ask("PATCH", this.place, { headers, body: piece, onProgress });
    if (answer.status === 204) {
      // Pieces that take a few seconds each: a cut loses little, and a fast line is not held up.
      this.size = Math.min(MOST, Math.max(LEAST, Math.round(piece.size * AIM / Math.max(1, performance.now() - start))));
      this.tries = 0;
      this.stands(answer);
    } else if (answer.status === 409 && answer.header("Upload-Offset")) this.stands(answer);
    else if (answer.status === 404) this.beginAgain();
    else if (COMES_BACK.has(answer.status)) await this.lookAgain();
    else throw new SendingError("failed", { said: answer.said?.said, again: answer.status === 507 });
    if (!this.place) await this.announce();
  }

  stands(answer) {
    this.offset = Number(answer.header("Upload-Offset"));
    this.onProgress(this.offset);
  }

  // The server forgot it: too late, or its owner took it away in another tab.
  beginAgain() {
    if (this.forgotten) throw new SendingError("failed", { again: true });
    Object.assign(this, { forgotten: true, place: null, offset: 0, key: newKey() });
  }

  // After a cut: what arrived?
  async lookAgain() {
    this.size = Math.max(LEAST, Math.round(this.size / 2));
    await this.pause();
    const answer = await this.ask("HEAD", this.place, { headers: this.headers() });
    if (answer.status === 200) this.stands(answer);
    else if (answer.status === 404) this.beginAgain();
    else if (!COMES_BACK.has(answer.status)) throw new SendingError("failed", { again: true });
  }

  // Longer each time; a line that comes back ends it.
  async pause() {
    if (this.tries >= PAUSES.length) throw new SendingError("failed", { again: true });
    this.onState("cut");
    await new Promise((resolve) => {
      this.wake = resolve;
      const timer = setTimeout(resolve, PAUSES[this.tries]);
      addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
    });
    this.tries += 1;
    if (this.stopped) throw new SendingError("stopped");
  }

  async finish(onSame) {
    this.onState("finishing");
    const body = new URLSearchParams({ on_same: onSame });
    const answer = await this.ask("POST", `${this.place}fin/`, { headers: this.headers(), body });
    if (answer.status === 200) return answer.said;
    if (COMES_BACK.has(answer.status)) { await this.pause(); return this.finish(onSame); }
    if (answer.status === 404) this.place = null;
    const { said, taken, mine } = answer.said ?? {};
    throw new SendingError("failed", { said, taken, mine, again: !taken && !said });
  }
}
