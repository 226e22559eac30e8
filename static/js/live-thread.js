// An open discussion, without moving what is being read: new messages wait behind a bar, changed ones take their place
// where that moves nothing, and what stands around them follows.
import { end, isOpen, isOver, on, say, start } from "./live.js";
import { renewAnswer } from "./answer-area.js";
import { toast } from "./ui.js";

const AGAIN_FIRST = 300, AGAIN_LAST = 30_000;
const POLL_EVERY = 30_000, POLL_ANYWAY = 4, TYPING_FOR = 6_000, SAY_AGAIN = 3_000, STAY_EVERY = 40_000;
const feed = document.querySelector("[data-posts][data-news-url]");
const bar = document.querySelector("[data-livebar]");
const says = document.querySelector("[data-live-says]");
const template = document.getElementById("live");
const grows = feed && "grows" in feed.dataset;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const isTyping = () => document.activeElement?.matches("input, textarea, select, [contenteditable]");
const isAtBottom = () => scrollY + innerHeight >= document.documentElement.scrollHeight - 80;
const plainTitle = document.title;
let waiting = null;

// Nothing waits any more: it is shown.
export function settle() {
  waiting = null;
  bar.hidden = true;
  document.title = plainTitle;
}

function insert() {
  const fresh = [...waiting.querySelector("[data-fresh]").children].filter((post) => !document.getElementById(post.id));
  feed.append(...fresh);
  feed.dataset.lastSeq = waiting.dataset.lastSeq;
  settle();
  ask().then(() => dispatchEvent(new Event("shown")));
  return fresh[0];
}

function show(news) {
  waiting = news;
  const reload = "reset" in news.dataset;
  const label = reload ? template.dataset.sayReload : news.dataset.label;
  const count = Number(news.dataset.count);
  if (!reload && (!count || (isAtBottom() && !isTyping()))) {
    if (count) says.textContent = label;
    insert();
    return;
  }
  says.textContent = label;
  bar.querySelector("[data-livebar-label]").textContent = label;
  bar.hidden = false;
  document.title = count ? `(${count}) ${plainTitle}` : plainTitle;
}

bar?.querySelector("button").addEventListener("click", () => {
  if (!waiting) return;
  if ("reset" in waiting.dataset) { location.reload(); return; }
  const first = insert();
  first?.focus({ preventScroll: true });
  first?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
});

// A changed message takes its place when nobody sees it move: off the screen, or as high as before.
function replace(fresh) {
  const old = document.getElementById(fresh.id);
  if (!old || old.outerHTML === fresh.outerHTML) return;
  const box = old.getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < innerHeight;
  const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("value") : null;
  old.replaceWith(fresh);
  if (seen && Math.abs(fresh.offsetHeight - box.height) > 2 && !fresh.matches(".post--deleted") && focused === null) {
    const before = old;
    fresh.replaceWith(before);
    before.dataset.stale = "";
    before.querySelector("[data-stale-note]")?.remove();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-btn sm";
    button.dataset.staleNote = "";
    button.textContent = before.matches(".post--deleted") ? template.dataset.sayRestored : template.dataset.sayChanged;
    button.addEventListener("click", () => { before.replaceWith(fresh); fresh.focus({ preventScroll: true }); });
    before.querySelector(".post__head, .post__status")?.append(" ", button);
  } else if (!seen && box.bottom <= 0) scrollBy(0, fresh.offsetHeight - box.height);
  if (focused) [...fresh.querySelectorAll("[data-react]")].find((button) => button.value.split(":")[0] === focused.split(":")[0])?.focus({ preventScroll: true });
}

// What stands above, below and beside the messages.
function renew(part) {
  const old = document.getElementById(part.id);
  if (part.id === "thread-answer") renewAnswer(part);
  else if (old && !old.querySelector("details[open]") && !old.contains(document.activeElement) && old.outerHTML !== part.outerHTML) old.replaceWith(part);
}

export function take(news) {
  if (!news) return;
  for (const post of news.querySelectorAll("[data-changed] > *")) replace(post);
  for (const part of news.querySelectorAll("[data-part] > *")) renew(part);
  if (news.dataset.change) feed.dataset.change = news.dataset.change;
  if (!grows || Number(news.dataset.lastSeq) <= Number(feed.dataset.lastSeq)) return;
  came(news);
  show(news);
}

export const newsIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[data-news]");
// To be read again later: asking must not say that everything was shown. An answer says so all the same.
let unread = false;
export const leaveUnread = () => { unread = true; };
export const where = (answers = false) => `${grows && (answers || !unread) ? `since=${feed.dataset.lastSeq}&` : ""}changed=${feed.dataset.change}`;

// Asking. One question at a time; none while nobody looks or without a network, one as soon as somebody does; after a
// failure a little later each time, never all pages at once.
let asking = false, again = false, gone = false, failures = 0, next = 0;
export async function ask() {
  if (isOver() || gone) return;
  if (asking || document.hidden || navigator.onLine === false) { again = true; return; }
  clearTimeout(next);
  asking = true;
  again = false;
  try {
    await read(await fetch(`${feed.dataset.newsUrl}?${where()}`, { cache: "no-store", redirect: "manual" }));
    failures = 0;
  } catch { again = true; failures++; }
  asking = false;
  if (again && !document.hidden && navigator.onLine !== false) next = setTimeout(ask, pause());
}
const pause = () => Math.min(AGAIN_LAST, AGAIN_FIRST * 2 ** failures) * (0.5 + 0.5 * Math.random());

async function read(answer) {
  if (answer.status === 200) { take(newsIn(await answer.text())); return; }
  if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
  const part = answer.status === 404 && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("thread-answer");
  if (part) leave(part);
  else if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) end();
}

// The discussion is no longer here, and this person still is in the group.
function leave(part) {
  gone = true;
  toast(part.querySelector(".callout strong").textContent);
  absent();
  renewAnswer(part);
}

function hear(hint) {
  if (hint.scope !== feed.dataset.scope || hint.id !== Number(feed.dataset.thread)) return;
  if (hint.kind === "post" && hint.seq > Number((waiting ?? feed).dataset.lastSeq)) ask();
  if (hint.kind === "change" && hint.seq > Number(feed.dataset.change)) ask();
  if (hint.kind === "here") presence(hint.who, hint.typing ?? []);
}

// Who is here, who is writing: ids by the socket, names over HTTP.
const names = new Map();
const here = document.querySelector("[data-here]"), typing = document.querySelector("[data-typing]");
let fade = 0, writers = [];
function sayWriting(people) {
  writers = people;
  put(typing, people, template.dataset.sayTyping, template.dataset.sayTypingMany);
}
// Whoever's message came is no longer writing it.
function came(news) {
  const authors = [...news.querySelectorAll("[data-fresh] .post__author")].map((author) => author.textContent);
  sayWriting(writers.filter((name) => !authors.includes(name)));
}
async function presence(who, writing) {
  const unknown = who.filter((id) => !names.has(id));
  if (unknown.length) {
    try {
      const answer = await fetch(`${feed.dataset.presenceUrl}?ids=${unknown.join()}`, { cache: "no-store" });
      for (const id of unknown) names.set(id, "");
      if (answer.ok) for (const person of await answer.json()) names.set(person.id, person.name);
    } catch { return; }
  }
  if (!isOpen()) return;
  const said = (ids) => ids.map((id) => names.get(id)).filter(Boolean);
  put(here, said(who), template.dataset.sayHere, template.dataset.sayHere);
  sayWriting(said(writing));
  clearTimeout(fade);
  if (writing.length) fade = setTimeout(() => sayWriting([]), TYPING_FOR);
  for (const line of document.querySelectorAll("#thread-rail [data-person]")) line.classList.toggle("presence", who.includes(Number(line.dataset.person)));
}
function put(line, people, one, many) {
  if (!line) return;
  const text = people.length ? (people.length > 1 ? many : one).replace("%s", people.join(", ")) : "";
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

// Nobody can be seen through a line that is cut.
function absent() {
  clearTimeout(fade);
  put(here, [], "", "");
  sayWriting([]);
  for (const line of document.querySelectorAll("#thread-rail .presence")) line.classList.remove("presence");
}

let said = 0;
document.addEventListener("input", (event) => {
  if (!event.target.closest("[data-compose]") || Date.now() - said < SAY_AGAIN) return;
  said = Date.now();
  say({ kind: "typing", thread: Number(feed.dataset.thread) });
});
// Sent is no longer being written, though emptying the writing area looks like it.
document.addEventListener("sending", () => { said = Date.now(); stay(); }, { capture: true });
const stay = () => { if (!document.hidden) say({ kind: "here", thread: Number(feed.dataset.thread) }); };

let turns = 0;
if (feed && template) {
  on("hint", hear);
  on("look", ask);
  on("open", () => { failures = 0; stay(); });
  on("shut", absent);
  start();
  // Without a socket; now and then with one too: a hint may get lost on its way.
  setInterval(() => { if (!isOpen() || again || ++turns % POLL_ANYWAY === 0) ask(); }, POLL_EVERY);
  setInterval(stay, STAY_EVERY);
}
