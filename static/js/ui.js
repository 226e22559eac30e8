// Behaviours of the interface: one module, no dependency, no eval, no inline style.
// Every page works without it: here are only comforts.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const root = document.documentElement;

// Menus: one open at a time, closed by Escape or by a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Native dialogs. A drawer copies the links of the page when it opens, so they are sent once.
const fill = (nav) => {
  const copy = document.getElementById(nav.dataset.copy).cloneNode(true);
  nav.replaceChildren(...copy.childNodes);
};
const outside = ({ target, clientX: x, clientY: y }) => {
  const box = target.getBoundingClientRect();
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
};
document.addEventListener("click", (event) => {
  if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
  const opener = event.target.closest("[data-dialog-open]");
  const dialog = opener && document.getElementById(opener.dataset.dialogOpen);
  if (!dialog) return;
  event.preventDefault();
  all("[data-copy]", dialog).forEach(fill);
  dialog.showModal();
});

// Appearance: the server reads the cookie and writes data-theme before anything is drawn.
const paint = () => {
  const theme = root.dataset.theme ?? "";
  for (const button of all("[data-theme-set]")) button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
};
document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme-set]")?.dataset.themeSet;
  if (theme === undefined) return;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? 31536000 : 0}; samesite=lax${secure}`;
  paint();
});
addEventListener("pageshow", paint);


// What can be undone for a moment only.
for (const button of all("[data-moment]")) setTimeout(() => { button.hidden = true; }, Number(button.dataset.moment) * 1000);

// The current tab stays in sight on a narrow screen.
for (const tab of all(".tabs [aria-current]")) {
  const nav = tab.parentElement;
  nav.scrollLeft = Math.max(0, tab.offsetLeft - nav.clientWidth / 3);
}

// The printer of the browser.
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });

// Show or hide a password.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  if (!button) return;
  const input = document.getElementById(button.dataset.reveal);
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
});

// Forms: ask first when data-confirm says so, then show that the answer is under way and refuse a second click.
const ask = (form) => new Promise((resolve) => {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("h2").textContent = form.dataset.confirm;
  dialog.querySelector("p").textContent = form.dataset.confirmText ?? "";
  const yes = dialog.querySelector("[value=yes]");
  yes.textContent = form.dataset.confirmButton ?? yes.textContent;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  dialog.showModal();
});
// A choice in a menu that changes nothing else on the page: it is made where one stands.
document.addEventListener("submit", async (event) => {
  const button = event.submitter, menu = button?.closest("details[data-stays]");
  if (!menu) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target));
  body.set(button.name, button.value);
  const answer = await fetch(button.formAction, { method: "POST", body }).catch(() => null), said = await saidBy(answer);
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
  const fresh = page.querySelector(`details[data-stays="${menu.dataset.stays}"]`);
  if (!fresh) { toast(said?.said ?? document.getElementById("live")?.dataset.sayFailed ?? ""); return; }
  menu.replaceWith(fresh);
  fresh.querySelector("summary").focus();
  toast(page.querySelector(".messages p")?.textContent.trim() ?? "");
}, { capture: true });
const agreed = new WeakSet();
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.confirm && !agreed.delete(form)) {
    event.preventDefault();
    if (!(await ask(form))) return;
    agreed.add(form);
    form.requestSubmit(submitter);
  } else if (submitter?.getAttribute("aria-busy") === "true") event.preventDefault();
  else if (form.method === "post" && !/\/(telechargement|archive)\/$/.test(submitter?.getAttribute("formaction") ?? form.action)) submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const button of all("button[aria-busy=true]")) button.removeAttribute("aria-busy");
});

// Words kept on the device (drafts.js): forgotten when the server says that they arrived, and those of whoever signs out.
const forget = (whose, which) => {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(whose) && which(JSON.parse(localStorage.getItem(name)))) localStorage.removeItem(name);
    }
  } catch { /* no storage, nothing kept */ }
};
const here = new URL(location.href);
const sent = here.searchParams.get("sent") ?? document.querySelector("[data-sent]")?.dataset.sent;
if (sent) {
  forget("draft:", (draft) => draft?.key === sent);
  here.searchParams.delete("sent");
  history.replaceState(history.state, "", here);
}
document.addEventListener("submit", (event) => { if (event.target.matches("[data-sign-out]") || event.submitter?.matches("[data-sign-out]")) forget(`draft:${person}:`, () => true); });

// The key of a form, made here for what is sent without one.
export const newKey = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

// What is sent says whose page this is, with the proof of the forms as it is now: signing in again, in another tab, changes
// the proof; where somebody else signed in meanwhile, nothing is done in their name.
const tokenNow = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
const person = root.dataset.person ?? "";
export const proof = () => ({ csrfmiddlewaretoken: tokenNow(), written_as: person });
export const proofHeaders = () => ({ "X-CSRFToken": tokenNow(), "X-Written-As": person });
// What a refused call says in its answer, if it says something.
export const saidBy = async (answer) => (answer?.headers.get("Content-Type")?.includes("json") ? answer.json().catch(() => null) : null);
document.addEventListener("formdata", ({ target, formData }) => {
  if (formData.has("csrfmiddlewaretoken")) for (const [name, value] of Object.entries(proof())) formData.set(name, value);
});

// A short word at the bottom, never the only trace of a failure. `undo` is the word of a button that calls `onUndo`.
export function toast(text, undo, onUndo) {
  const zone = document.querySelector(".toasts:not([data-live-notice])");
  if (!zone) return;
  const line = document.createElement("div");
  line.className = "toast";
  line.append(text);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = undo;
    button.addEventListener("click", () => { line.remove(); onUndo?.(); });
    line.append(button);
  }
  zone.replaceChildren(line);
  setTimeout(() => line.remove(), 8000);
}
