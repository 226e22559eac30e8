// The page where minutes are written. A point opens in its place, held for whoever writes in it; everything else changes
// under their eyes, and what is being written here stays as it is.
import { drop, nameOf, plain, read } from "./draft-store.js";
import { enhance } from "./editor.js";
import { on, start } from "./live.js";
import { bar, isWrittenElsewhere, send, Writing } from "./minutes-form.js";
import { saidBy, toast } from "./ui.js";

const SOON = 1_200, LOOK = 15_000, LOOK_MOST = 120_000, HELD = 20_000;
const page = document.querySelector("[data-minutes]");
const opened = new Map();
const owner = page?.dataset.owner;

async function fetchPage(url) {
  const answer = await fetch(url, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(LOOK) }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

// A point opens ----------------------------------------------------------------------------------------------------------

async function open(item, button) {
  const { write } = button.dataset;
  button.setAttribute("aria-busy", "true");
  await delivered;
  for (const [other, writing] of opened) if (await writing.save({ over: "1" })) await close(other);
  const held = await send(button.formAction, { script: "1" });
  const form = held?.status === 204 && (await fetchPage(write))?.getElementById("point-form");
  button.removeAttribute("aria-busy");
  if (!form) {
    const said = (await saidBy(held))?.said;
    toast(said ?? (held?.type === "opaqueredirect" ? bar.dataset.out : bar.dataset.closed));
    look();
    return;
  }
  const now = document.getElementById(item.id) ?? item, number = form.querySelector("[data-number]");
  Object.assign(number, { hidden: false, textContent: now.querySelector(".point__n")?.textContent ?? "" });
  now.replaceChildren(document.adoptNode(form));
  now.classList.remove("is-locked");
  now.classList.add("is-open");
  now.dataset.version = "";
  const writing = new Writing(form, { onTaken: (text) => { toast(text); bar.textContent = text; close(now); } });
  opened.set(now, writing);
  await writing.ready;
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

document.addEventListener("written", async (event) => {
  const item = event.target.closest("[data-point]"), { done } = event.target.dataset;
  if (!item && done) { location.href = done; return; }
  if (!item) { toast(bar.textContent); return; }
  await close(item);
  if (!event.detail || !("next" in event.detail.dataset)) return;
  let next = document.getElementById(item.id)?.nextElementSibling;
  while (next && !next.querySelector("[data-write]")) next = next.nextElementSibling;
  if (next) { next.scrollIntoView(); await open(next, next.querySelector("[data-write]")); }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-write]");
  if (page && button) { event.preventDefault(); open(event.target.closest("[data-point]"), button); }
});

// The page as it is now --------------------------------------------------------------------------------------------------

// Words that wait on this device are sent when the page opens; those that can't be saved are announced where they belong.
const waits = (item) => nameOf({ draft: `point:${item.dataset.waits}`, draftOwner: owner });
const stuck = new Set();

function announce(root) {
  for (const item of root.querySelectorAll("[data-waits]")) {
    const note = item.querySelector("[data-waiting]"), kept = stuck.has(waits(item)) && read(waits(item));
    if (!kept || !note.hidden) continue;
    note.hidden = false;
    // Where nobody can write now, the words themselves are there to be read and copied.
    const { exchanges, exchanges_format: format } = kept.values;
    if (!item.querySelector("[data-write]")) note.append(` ${plain(exchanges, format)}`);
  }
}

async function deliver(item) {
  const name = waits(item), draft = read(name), url = item.querySelector("[data-write]")?.dataset.write;
  if (!draft || (await isWrittenElsewhere(draft.key))) return;
  const turn = Number(draft.values.turn) + 1;
  const answer = url && (await send(`${url}enregistrement/`, { ...draft.values, turn, key: draft.key, over: "1" }));
  if (answer?.status === 200) drop(name);
  else stuck.add(name);
}

// A point that opened meanwhile would be given back by the words that arrive, under whoever just took it.
let delivered = null;
async function deliverAll() {
  const items = [...page.querySelectorAll("[data-waits]")].filter((item) => read(waits(item)));
  for (const item of items) await deliver(item);
  if (items.length) await look();
  announce(page);
}

const isSame = (one, other) => one.innerHTML === other.innerHTML && one.className === other.className;

function pointsOf(list, fresh) {
  const here = new Map([...list.children].map((item) => [item.id, item]));
  const items = [...fresh.children].map((item) => {
    const mine = here.get(item.id);
    if (opened.has(mine) && item.classList.contains("is-locked")) opened.get(mine).beat();
    if (mine && (opened.has(mine) || isSame(mine, item))) return mine;
    if (mine?.contains(document.activeElement) && mine.dataset.version === item.dataset.version && mine.className === item.className) return mine;
    if (mine?.querySelector(":scope > details")?.open) item.querySelector(":scope > details").open = true;
    return document.adoptNode(item);
  });
  // A point that somebody deleted while it is being written in stays until its words are settled.
  for (const item of opened.keys()) if (!items.includes(item)) items.push(item);
  return items;
}

// Everything that nobody writes in here is shown as it is now; what is unfolded stays unfolded.
async function look() {
  const now = page && (await fetchPage(page.dataset.news));
  if (!now) return false;
  announce(now);
  let changed = false;
  for (const fresh of now.querySelectorAll("[data-part]")) {
    const mine = document.querySelector(`[data-part="${fresh.dataset.part}"]`);
    if (!mine || mine.innerHTML === fresh.innerHTML || mine.contains(document.activeElement)) continue;
    if (mine.querySelector("details")?.open) fresh.querySelector("details")?.setAttribute("open", "");
    mine.replaceChildren(...fresh.childNodes);
    changed = true;
  }
  const list = page.querySelector("[data-points]"), items = pointsOf(list, now.querySelector("[data-points]"));
  if (items.length !== list.children.length || items.some((item, index) => item !== list.children[index])) {
    const focused = document.activeElement;
    list.replaceChildren(...items);
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
    changed = true;
  }
  const { said, ...words } = JSON.parse(now.getElementById("head-now").textContent);
  heads.forEach((writing) => writing.follow(words, said));
  return changed;
}

// It asks again later and later while nothing changes; soon while somebody writes, since a hold ends without a word.
let waiting = 0, pause = LOOK, turn = 0;
function again() {
  clearTimeout(turn);
  turn = setTimeout(async () => {
    if (!document.hidden) pause = (await look()) ? LOOK : Math.min(pause * 1.5, LOOK_MOST);
    again();
  }, page.querySelector(".is-locked") ? Math.min(pause, HELD) : pause);
}
const soon = () => {
  pause = LOOK;
  waiting ||= setTimeout(() => { waiting = 0; look(); }, SOON * (0.5 + Math.random()));
};

const heads = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Writing(form, page ? { catchUp: look } : {}));
const everything = () => [...heads, ...opened.values()];

addEventListener("pagehide", () => { for (const writing of everything()) writing.goes(); });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
addEventListener("online", () => { for (const writing of everything()) writing.save(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) for (const writing of everything()) { writing.keep(); writing.save(); } });
// Only where the device keeps nothing would words go with the page.
addEventListener("beforeunload", (event) => { if (everything().some((writing) => writing.isChanged && !writing.isKept)) event.preventDefault(); });

if (page) {
  delivered = deliverAll();
  on("hint", (hint) => { if (["minutes", "meeting"].includes(hint.kind) && String(hint.id) === page.dataset.minutes) soon(); });
  on("look", soon);
  start();
  again();
}
