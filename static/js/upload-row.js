// One file on its way, as a row of the list says it: its name and mark, how far it is, how fast and how long yet, or why not.
import { paintMark } from "./marks.js";

const STEP = 1000, WINDOW = 5_000, SPEAKS_AFTER = 2_000;
const french = document.documentElement.lang === "fr";
export const filled = (text, ...words) => words.reduce((whole, word) => whole.replace("%s", () => word), text);

export function weight(size, units) {
  let amount = size / STEP, place = 0;
  while (amount >= STEP && place < units.length - 1) { amount /= STEP; place += 1; }
  const shown = amount < 10 && place ? amount.toFixed(1) : String(Math.max(1, Math.round(amount)));
  return `${french ? shown.replace(".", ",") : shown}\u00a0${units[place]}`;
}

function duration(seconds, [short, minutes, hours]) {
  if (seconds < 90) return filled(short, Math.max(1, Math.round(seconds)));
  return seconds < 5400 ? filled(minutes, Math.round(seconds / 60)) : filled(hours, Math.round(seconds / 3600));
}

// A row of the list, and how fast its file goes.
export class Row {
  constructor(widget, name) {
    this.widget = widget;
    this.line = widget.model.content.cloneNode(true).firstElementChild;
    this.part("name").textContent = name;
    paintMark(this.part("mark"), name, widget.say.hues);
    this.part("bar").setAttribute("aria-label", `${this.part("bar").getAttribute("aria-label")}\u00a0: ${name}`);
    for (const hidden of this.line.querySelectorAll("[data-of]")) hidden.textContent = name;
    widget.list.append(this.line);
    widget.list.hidden = false;
    this.seen = [];
  }

  part(name) { return this.line.querySelector(`[data-${name}]`); }

  show({ error = "", note = "", choose = false, mine = true, again = false, bar = !error }) {
    this.line.classList.toggle("is-error", Boolean(error));
    this.part("error").hidden = !error;
    this.part("words").textContent = error;
    this.part("bar").hidden = !bar;
    this.part("choose").hidden = !choose;
    this.line.querySelector("[data-same=version]").hidden = !mine;
    this.part("again").hidden = !again;
    this.part("far").textContent = note;
    this.seen = [];
  }

  progress(done, size) {
    const { say, units } = this.widget, now = performance.now();
    this.part("bar").value = (100 * done) / size;
    this.seen = [...this.seen.filter(({ at }) => now - at < WINDOW), { at: now, done }];
    const words = [filled(say.far, weight(done, units), weight(size, units))];
    const [first] = this.seen, spent = now - first.at, pace = ((done - first.done) * 1000) / spent;
    if (spent > SPEAKS_AFTER && pace > 0) words.push(filled(say.pace, weight(pace, units)), filled(say.rest, duration((size - done) / pace, say.times.split(","))));
    this.part("far").textContent = words.join(", ");
  }
}
