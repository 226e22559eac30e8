// Comforts of a page of messages: actions in a menu, words in answer without leaving the page, quotes of what is
// selected, messages that appear while they are being sent, keyboard shortcuts.
import { newKey, proof, saidBy, toast } from "./ui.js";
import { ask, leaveUnread, newsIn, settle, take, where } from "./live-thread.js";
import { enhance } from "./editor.js";

const feed = document.querySelector("[data-posts]");

// The menu of a message is its own page, asked for when it is opened.
document.addEventListener("toggle", async (event) => {
  const menu = event.target;
  if (!menu.matches?.("details[data-menu]") || !menu.open || "filled" in menu.dataset) return;
  try {
    const answer = await fetch(menu.dataset.menu, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const actions = page.querySelector("[data-post-actions]");
    if (!answer.ok || !actions) return;
    menu.dataset.filled = "";
    menu.querySelector(".menu__panel").replaceChildren(...actions.children);
  } catch { /* the link to the page of the message is there already */ }
}, true);

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy-link]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  await navigator.clipboard.writeText(link.href).then(() => toast(document.getElementById("live").dataset.sayCopied), () => { location.href = link.href; });
  link.closest("details").open = false;
});

// How far one has read, said from the menu of a message: the page stays where it is.
document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!feed || !button?.matches("[data-place]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target));
  body.set(button.name, button.value);
  const answer = await fetch(`${button.formAction}?stay=1`, { method: "POST", body }).catch(() => null);
  button.removeAttribute("aria-busy");
  button.closest("details")?.querySelector("summary").focus();
  for (const menu of document.querySelectorAll("details[data-menu][open]")) menu.open = false;
  if (answer?.ok && button.value === "0") leaveUnread();
  toast((await saidBy(answer))?.said ?? document.getElementById("live").dataset.sayFailed);
});

// One word under a message. Without an answer from the server the form is sent as it is.
document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!feed || !button?.matches("[data-react]")) return;
  event.preventDefault();
  const form = new FormData(event.target);
  form.set(button.name, button.value);
  const answer = await fetch(`${button.formAction}?${where()}`, { method: "POST", body: new URLSearchParams(form) }).catch(() => null);
  button.removeAttribute("aria-busy");
  if (answer?.ok) take(newsIn(await answer.text()));
  else toast((await saidBy(answer))?.said ?? document.getElementById("live").dataset.sayFailed);
});

// A quote goes where the answer is being written: what is selected in the message, or all of it.
const composer = document.querySelector("form[data-compose]");
const selectedIn = (post) => {
  const selection = getSelection();
  return selection && !selection.isCollapsed && post.contains(selection.anchorNode) && post.contains(selection.focusNode) ? selection.toString().trim() : "";
};
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-quote]");
  if (!link || !composer) return;
  event.preventDefault();
  const body = link.closest(".post").querySelector(".prose");
  if (!body) return;
  const text = selectedIn(body) || [...body.children].filter((block) => !block.matches("blockquote")).map((block) => block.innerText).join("\n").trim() || body.innerText;
  const editor = await enhance(composer.querySelector("[data-editor-frame]"));
  // The page shows no-break spaces where somebody typed ordinary ones.
  const lines = text.replaceAll("\u00a0", " ").slice(0, 600).split(/\n+/).filter(Boolean);
  const quote = { type: "blockquote", attrs: { quote: link.dataset.quote }, content: lines.map((line) => ({ type: "paragraph", content: [{ type: "text", text: line }] })) };
  editor.chain().focus("end").insertContent([quote, { type: "paragraph" }]).run();
  composer.scrollIntoView({ block: "center" });
});

// A message appears while it is being sent; what fails stays, says why, and offers only what can help.
const refusalIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[data-refusal]")?.textContent.trim().replace(/\s+/g, " ");

// Why it was not sent, and whether sending the same again may succeed.
function reasonOf(answer, html, says) {
  if (answer.redirected && !answer.url.includes("/discussions/")) return [says.signedOut, true];
  if (answer.status === 403) return [says.signedOut, true];
  const refusal = refusalIn(html);
  if (answer.status === 429) return [refusal || says.tooOften, !refusal];
  if (answer.status >= 500 || answer.ok) return [says.server, true];
  return [refusal || (answer.status === 404 ? says.gone : says.server), false];
}

async function send(post, body) {
  for (const [name, value] of Object.entries(proof())) body.set(name, value);
  const status = post.querySelector(".post__status"), ways = post.querySelector("[data-failed-ways]");
  post.classList.remove("is-failed");
  post.classList.add("is-sending");
  ways.hidden = true;
  status.setAttribute("role", "status");
  status.textContent = status.dataset.sending;
  let reason = [status.dataset.offline, true];
  try {
    const answer = await fetch(`${composer.action}?${where(true)}`, { method: "POST", body });
    const said = await saidBy(answer), html = said ? "" : await answer.text();
    const news = answer.ok ? newsIn(html) : null;
    if (news) {
      post.remove();
      document.querySelector("[data-live-says]").textContent = status.dataset.sent;
      composer.dispatchEvent(new CustomEvent("sent", { detail: body.get("key") }));
      appear(news);
      return;
    }
    reason = said?.said ? [said.said, true] : reasonOf(answer, html, status.dataset);
  } catch { /* the network */ }
  fail(post, ...reason);
}

function fail(post, why, canRetry) {
  const status = post.querySelector(".post__status");
  post.classList.remove("is-sending");
  post.classList.add("is-failed");
  status.setAttribute("role", "alert");
  status.textContent = `${status.dataset.failed} ${why}`;
  post.querySelector("[data-retry]").hidden = !canRetry;
  post.querySelector("[data-failed-ways]").hidden = false;
  // What was refused may have closed or gone: the page asks, and its writing area says so.
  if (!canRetry) ask();
}

// Whoever wrote is at the end: everything new is shown there at once.
function appear(news) {
  for (const post of [...news.querySelector("[data-fresh]")?.children ?? []]) if (!document.getElementById(post.id)) feed.append(post);
  if (Number(news.dataset.lastSeq) > Number(feed.dataset.lastSeq)) feed.dataset.lastSeq = news.dataset.lastSeq;
  settle();
  if ("reset" in news.dataset) location.reload();
  take(news);
  ask();
}

composer?.addEventListener("submit", async (event) => {
  const template = document.getElementById("pending");
  if (event.submitter?.name === "preview" || !template || !feed || !(composer.elements.body.value.trim() || composer.elements.namedItem("attached")?.value)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const body = new URLSearchParams(new FormData(composer));
  const post = template.content.firstElementChild.cloneNode(true);
  const editor = composer.querySelector("[data-editor-frame]").dataset.ready === undefined ? null : await enhance(composer.querySelector("[data-editor-frame]"));
  if (editor) post.querySelector(".prose").append(...editor.view.dom.cloneNode(true).childNodes);
  else for (const block of composer.elements.body.value.split(/\n{2,}/)) post.querySelector(".prose").append(Object.assign(document.createElement("p"), { textContent: block }));
  const files = post.querySelector("[data-files]");
  files.append(...[...composer.querySelectorAll("[data-attached] > li")].map((row) => row.cloneNode(true)));
  for (const button of files.querySelectorAll("button")) button.remove();
  files.hidden = !files.children.length;
  if (!composer.elements.body.value.trim()) post.querySelector(".prose").remove();
  feed.append(post);
  composer.dispatchEvent(new CustomEvent("sending"));
  empty(editor);
  post.querySelector("[data-retry]").addEventListener("click", () => send(post, body));
  post.querySelector("[data-rewrite]").addEventListener("click", () => {
    if (!composer.isConnected || composer.elements.body.value.trim()) { toast(document.getElementById("live").dataset.sayOccupied); return; }
    post.remove();
    fill(editor, body);
    composer.dispatchEvent(new CustomEvent("back", { detail: body.get("key") }));
  });
  send(post, body);
}, { capture: true });

// The page that shows a preview is the answer to a form: read again, it is the discussion.
if (feed && location.pathname.endsWith("/reponses/")) history.replaceState(history.state, "", feed.dataset.newsUrl.replace(/nouveautes\/$/, ""));

function empty(editor) {
  if (editor) editor.commands.clearContent(true);
  else composer.elements.body.value = "";
  composer.elements.key.value = newKey();
  document.querySelector("[data-preview]")?.remove();
}
function fill(editor, body) {
  if (editor) editor.commands.setContent(body.get("body"), true);
  else composer.elements.body.value = body.get("body");
  composer.elements.body.focus();
}

// Keyboard shortcuts: one letter each, listed under "?", off with one switch.
const dialog = document.getElementById("shortcuts");
const OFF = "shortcuts:off";
const isOff = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
const stops = () => [...document.querySelectorAll("[data-posts] .post, [data-list] .thread-row")];
const current = () => stops().findIndex((stop) => stop.contains(document.activeElement));
function step(by) {
  const list = stops(), place = current();
  const stop = list[place < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, place + by))];
  const target = stop?.matches(".post") ? stop : stop?.querySelector(".row__title a");
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}
const go = (selector) => { const link = document.querySelector(selector); if (link) link.click(); };
const keys = {
  "?": () => dialog.showModal(),
  j: () => step(1),
  k: () => step(-1),
  n: () => go("a[href$='/discussions/nouvelle/']"),
  u: () => go("a[href='#nonlus'], a[href='?page=unread'], a[href$='?filter=unread']"),
  r: async () => { const frame = composer?.querySelector("[data-editor-frame]"); if (frame) (await enhance(frame)).commands.focus("end"); else go("a[href$='#repondre']"); },
  q: () => stops()[current()]?.querySelector("a[data-quote]")?.click(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select, [contenteditable], [contenteditable] *") || document.querySelector("dialog[open]")) return;
  if (!keys[event.key] || !dialog || (isOff() && event.key !== "?")) return;
  event.preventDefault();
  keys[event.key]();
});
const toggle = dialog?.querySelector("input[type=checkbox]");
if (toggle) {
  toggle.checked = !isOff();
  toggle.addEventListener("change", () => { try { localStorage.setItem(OFF, toggle.checked ? "" : "1"); } catch { /* no storage: they stay on */ } });
}
