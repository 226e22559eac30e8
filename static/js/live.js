// The socket of the page: it only says that something is new. What is new comes over HTTP, with the rights of now.
// Other modules listen with on("hint", …) and say where the reader is with say({…}).
const PING = '{"kind":"ping"}';
const PING_EVERY = 25_000, SILENCE = 40_000, LOST_AFTER = 5_000;
const LONGEST_WAIT = 3_000, LONGEST_WAIT_UNSEEN = 30_000;
const SIGNED_OUT = 4401, REPLACED = 4409;
const template = document.getElementById("live");
const listeners = { hint: [], look: [], open: [], shut: [], over: [] };

export const on = (what, listener) => listeners[what].push(listener);
const tell = (what, ...words) => listeners[what].forEach((listener) => listener(...words));

// The words about the connection, at the foot of the window: they move nothing.
const zone = document.querySelector("[data-live-notice]");
const notice = (name, action) => {
  zone?.replaceChildren();
  if (!name || !zone) return;
  const words = template.content.querySelector(`[${name}]`).cloneNode(true);
  words.querySelector("button").addEventListener("click", action);
  zone.append(words);
};

// The socket. It comes back by itself: within three seconds for whoever looks at the page, later and later for nobody,
// never all tabs at once.
let socket = null, tries = 0, heard = 0, lost = 0, next = 0, resting = false, over = false;
export const isOpen = () => socket?.readyState === WebSocket.OPEN;
export const isOver = () => over;
export function say(words) { if (isOpen()) socket.send(JSON.stringify(words)); }

export function end() {
  if (over) return;
  over = true;
  socket?.close();
  tell("shut");
  notice("data-live-over", () => location.reload());
  tell("over");
}

function connect() {
  clearTimeout(next);
  if (over || resting || (socket && socket.readyState <= WebSocket.OPEN)) return;
  const url = new URL(template.dataset.socket, location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const mine = socket = new WebSocket(url);
  mine.addEventListener("open", opened);
  mine.addEventListener("message", (event) => hear(event.data));
  mine.addEventListener("close", (event) => { if (mine === socket) closed(event.code); });
}

function opened() {
  heard = Date.now();
  clearTimeout(lost);
  lost = 0;
  notice();
  tell("open");
  tell("look");
}

function hear(text) {
  heard = Date.now();
  tries = 0;
  let hint;
  try { hint = JSON.parse(text); } catch { return; }
  if (hint.kind === "check") tell("look");
  else if (hint.kind !== "pong") tell("hint", hint);
}

function closed(code) {
  if (over) return;
  if (code === SIGNED_OUT) { end(); return; }
  resting = code === REPLACED;
  tell("shut");
  if (resting) return;
  // Once: as long as the line is cut, the pages ask at their own pace.
  if (!tries) tell("look");
  lost ||= setTimeout(() => notice("data-live-lost", () => { tries = 0; connect(); tell("look"); }), LOST_AFTER);
  const most = Math.min(document.hidden ? LONGEST_WAIT_UNSEEN : LONGEST_WAIT, 1_000 * 2 ** tries++);
  next = setTimeout(connect, most * (0.3 + 0.7 * Math.random()));
}

function drop() {
  const gone = socket;
  socket = null;
  gone?.close();
  closed(0);
}

function look() {
  if (document.hidden) return;
  connect();
  tell("look");
}

export function start() {
  if (!template || socket) return;
  connect();
  setInterval(() => {
    if (isOpen() && Date.now() - heard > SILENCE) drop();
    else if (isOpen()) socket.send(PING);
  }, PING_EVERY);
  document.addEventListener("visibilitychange", look);
  addEventListener("online", look);
  addEventListener("offline", () => { if (isOpen()) drop(); });
  addEventListener("pagehide", () => { const gone = socket; socket = null; gone?.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });
}
