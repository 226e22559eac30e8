// On every page: how many discussions are unread, in the side bar, the bell and the title; on a list of discussions,
// what changed in place, and a bar to see them in their new order.
import { on, start } from "./live.js";

const PAUSE = 2_500;
const template = document.getElementById("live");
const list = document.querySelector("[data-list]");
const inThread = Boolean(document.querySelector("[data-posts]"));
const plainTitle = document.title;
let timer = 0;

const span = (className, ...inside) => {
  const made = Object.assign(document.createElement("span"), { className });
  made.append(...inside);
  return made;
};
const said = (number, one, many) => span("vh", ` ${number > 1 ? many : one}`);

function paintCount(link, unread, one, many) {
  link.querySelector(".count")?.remove();
  if (unread) link.append(span("count count--soft", String(unread), said(unread, one, many)));
}

function paintGroup(link, unread) {
  link.classList.toggle("is-unread", unread > 0);
  paintCount(link, unread, template.dataset.sayUnreadOne, template.dataset.sayUnreadMany);
}

function paintBell(bell, unread) {
  bell.replaceChildren(...(unread ? [span("vh", ", "), span("count", String(unread)), said(unread, template.dataset.sayBellOne, template.dataset.sayBellMany)] : []));
}

async function refresh() {
  clearTimeout(timer);
  timer = 0;
  if (document.hidden) return;
  const answer = await fetch(template.dataset.counters, { cache: "no-store", redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  const now = await answer.json();
  for (const link of document.querySelectorAll("[data-group-link]")) paintGroup(link, now.groups[link.dataset.groupLink] ?? 0);
  for (const tab of document.querySelectorAll("[data-group-tab]")) paintCount(tab, now.groups[tab.dataset.groupTab] ?? 0, template.dataset.sayTabOne, template.dataset.sayTabMany);
  for (const bell of document.querySelectorAll("[data-bell]")) paintBell(bell, now.bell);
  const total = Object.values(now.groups).reduce((sum, number) => sum + number, 0);
  if (!inThread) document.title = total ? `(${total}) ${plainTitle}` : plainTitle;
}

// A hint to a whole group must not make everybody ask at the same moment.
const soon = () => { timer ||= setTimeout(refresh, PAUSE * (0.5 + Math.random())); };

const changed = new Set();
const bar = list && document.querySelector("[data-livebar]");
async function hearList(hint) {
  if (!list || hint.scope !== list.dataset.scope || hint.kind !== "post") return;
  changed.add(hint.id);
  const label = bar.querySelector("button");
  bar.querySelector("[data-livebar-label]").textContent = changed.size > 1 ? label.dataset.many : label.dataset.one;
  bar.hidden = false;
  const row = list.querySelector(`[data-thread="${hint.id}"]`);
  if (!row || row.classList.contains("is-unread")) return;
  row.classList.add("is-unread");
  row.querySelector(".row__title a")?.append(span("vh", ` ${template.dataset.sayUnread}`));
}
bar?.querySelector("button").addEventListener("click", () => location.reload());

if (template) {
  on("hint", (hint) => {
    if (["post", "bell"].includes(hint.kind)) soon();
    hearList(hint);
  });
  on("look", soon);
  addEventListener("shown", soon);  // in an open discussion: they are read by now
  start();
}
