// Files of what is being written: chosen among those of the group, taken from this device, dropped or pasted. The field
// `attached` holds their ids, so that drafts.js keeps them with the words; what is sent goes among the group's files at
// once. Without this the form does the same by itself.
import { paintMark } from "./marks.js";
import { request } from "./request.js";
import { newKey, proof, toast } from "./ui.js";

const AT_ONCE = 2, WAIT = 250;
const dialog = document.getElementById("attach");
const say = dialog?.dataset;
const rowsIn = (html) => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("li[data-file]")];
const ask = async (query) => {
  const answer = await fetch(`${say.choices}?${query}`, { cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error(answer.redirected ? say.out : say.failed);
  return answer.text();
};

// A call that was cut ends with the browser's own words, which say nothing to a person.
const whyOf = (error) => (error instanceof TypeError ? say.failed : error.message);

// What a zone says of itself (how many files, its own words) goes before what the dialog says for messages.
function start(zone) {
  const say = { ...dialog.dataset, ...zone.dataset }, most = Number(say.most);
  const form = zone.closest("form"), field = form.elements.namedItem("attached"), frame = form.querySelector("[data-editor-frame]");
  const list = zone.querySelector("[data-attached]"), sending = zone.querySelector("[data-attach-sending]");
  const notice = zone.querySelector("[data-attach-say]"), opener = form.querySelector("[data-attach-open]");
  const jobs = new Set(), gone = new Map();
  const tell = (words) => { notice.textContent = words; toast(words); };
  const isUnderWay = () => [...jobs].some((job) => !job.failed);
  let running = 0, asked = null;

  const ids = () => field.value.split(",").filter(Boolean);
  const set = (some) => { field.value = some.join(","); field.dispatchEvent(new Event("input", { bubbles: true })); };
  const drawn = () => [...list.children].map((row) => row.dataset.file);
  const isFull = (more = 1) => {
    if (ids().length + jobs.size + more <= most) return false;
    tell(say.many);
    return true;
  };
  const put = (rows) => {
    for (const row of rows) if (!drawn().includes(row.dataset.file)) list.append(row);
    set([...new Set([...ids(), ...rows.map((row) => row.dataset.file)])]);
  };
  // Those that a draft names, or that were ticked: drawn as they are now; what is no longer there is taken out.
  const draw = async () => {
    const wanted = ids(), missing = wanted.filter((id) => !drawn().includes(id));
    for (const row of [...list.children]) if (!wanted.includes(row.dataset.file)) row.remove();
    if (!missing.length) return;
    try {
      const rows = rowsIn(await ask(`ids=${missing.join()}`));
      const found = rows.map((row) => row.dataset.file);
      for (const row of rows) if (ids().includes(row.dataset.file) && !drawn().includes(row.dataset.file)) list.append(row);
      const lost = missing.filter((id) => !found.includes(id));
      if (!lost.length) return;
      set(ids().filter((id) => !lost.includes(id)));
      tell(say.gone);
    } catch (error) { notice.textContent = whyOf(error); }
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[name=attached_less]");
    if (!button) return;
    event.preventDefault();
    set(ids().filter((id) => id !== button.value));
    button.closest("li").remove();
    opener?.focus();
  });

  // One file on its way: how far it is, given up, tried again.
  const fail = (job, words, again = false) => {
    job.failed = true;
    job.row.classList.add("is-error");
    job.part("bar").hidden = true;
    job.part("again").hidden = !again;
    job.part("words").textContent = words;
    notice.textContent = `${job.file.name}\u00a0: ${words}`;
  };
  const settle = () => {
    if (isUnderWay() || !asked) return;
    const submitter = asked.submitter;
    asked = null;
    if (!jobs.size) form.requestSubmit(submitter);
    else tell(say.stopped);
  };
  const drop = (job) => { jobs.delete(job); job.row.remove(); sending.hidden = !sending.children.length; };
  const send = async (job) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...proof(), key: job.key })) body.set(name, value);
    body.set("file", job.file, job.file.name);
    const onProgress = (loaded) => { job.part("bar").value = (100 * loaded) / job.file.size; };
    const { status, said, text } = await request("POST", say.send, { body, onProgress, began: (asked) => { job.request = asked; } });
    const isOut = status === 401 || status === 403 || said?.why === "other";
    if (status === 200) {
      drop(job);
      put(rowsIn(text));
      notice.textContent = say.added.replace("%s", job.file.name);
    } else if (jobs.has(job)) fail(job, said?.said ?? (isOut ? say.out : status === 413 ? say.large : say.failed), isOut || !status || status === 429 || status >= 500);
    running -= 1;
    next();
    settle();
  };
  const next = () => {
    for (const job of jobs) {
      if (running >= AT_ONCE) return;
      if (job.request || job.failed) continue;
      running += 1;
      send(job);
    }
  };
  const add = (file) => {
    if (isFull()) return;
    const row = document.getElementById("attach-row").content.firstElementChild.cloneNode(true);
    const job = { file, key: newKey(), row, part: (name) => row.querySelector(`[data-${name}]`) };
    job.part("name").textContent = file.name;
    paintMark(job.part("mark"), file.name, say.hues);
    for (const hidden of row.querySelectorAll("[data-of]")) hidden.textContent = file.name;
    job.part("again").addEventListener("click", () => {
      Object.assign(job, { failed: false, request: null });
      row.classList.remove("is-error");
      job.part("bar").hidden = false;
      job.part("again").hidden = true;
      next();
    });
    job.part("away").addEventListener("click", () => { drop(job); job.request?.abort(); settle(); opener?.focus(); });
    jobs.add(job);
    sending.append(row);
    sending.hidden = false;
    if (!say.endings.split(",").includes(`.${file.name.split(".").pop().toLowerCase()}`)) fail(job, say.type);
    else if (!file.size) fail(job, say.empty);
  };
  const take = (files) => { for (const file of files) add(file); next(); };

  // Dropped on the writing area, or pasted: what a spreadsheet or a word processor gives as words stays words.
  const named = (file) => {
    if (!/^image\.\w+$/.test(file.name)) return file;
    const now = new Date(), two = (n) => String(n).padStart(2, "0");
    const when = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
    return new File([file], `${say.pasted} ${when}.${file.name.split(".").pop()}`, { type: file.type });
  };
  const carries = (event) => [...event.dataTransfer?.types ?? []].includes("Files");
  frame?.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData ?? {};
    if (!files?.length || [...types].includes("text/plain")) return;
    event.preventDefault();
    event.stopPropagation();
    take([...files].map(named));
  }, true);
  frame?.addEventListener("dragover", (event) => { if (carries(event)) { event.preventDefault(); frame.classList.add("is-over"); } });
  frame?.addEventListener("dragleave", (event) => { if (!frame.contains(event.relatedTarget)) frame.classList.remove("is-over"); });
  frame?.addEventListener("drop", (event) => {
    frame.classList.remove("is-over");
    if (!carries(event)) return;
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer.files);
  }, true);

  // A message waits for its files; posts.js, which sends it without leaving the page, comes after this.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || !jobs.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    asked = { submitter: event.submitter };
    if (isUnderWay()) tell(say.wait);
    settle();
  }, true);
  form.addEventListener("sending", () => {
    gone.set(form.elements.namedItem("key").value, { value: field.value, rows: [...list.children] });
    queueMicrotask(() => { list.replaceChildren(); set([]); });
  });
  form.addEventListener("sent", (event) => gone.delete(event.detail));
  form.addEventListener("back", (event) => { const kept = gone.get(event.detail); if (kept) { list.replaceChildren(...kept.rows); set(kept.value.split(",").filter(Boolean)); } });

  if (opener) opener.type = "button";
  opener?.addEventListener("click", () => open({ take, choose: (some) => { if (!isFull(some.filter((id) => !ids().includes(id)).length)) { set([...new Set([...ids(), ...some])]); draw(); } } }));
  draw();
}

// The dialog: ticks stay from one search to the next.
let current = null, timer = 0, turn = 0;
const ticked = new Set();
const found = dialog?.querySelector("[data-attach-found]"), words = dialog?.querySelector("input[type=search]"), input = dialog?.querySelector("[data-attach-input]");

async function look() {
  const mine = ++turn;
  try {
    const page = new DOMParser().parseFromString(await ask(new URLSearchParams({ q: words.value })), "text/html");
    if (mine !== turn) return;
    found.replaceChildren(...page.body.childNodes);
    for (const box of found.querySelectorAll("input")) box.checked = ticked.has(box.value);
  } catch (error) { if (mine === turn) found.textContent = whyOf(error); }
}

function open(writing) {
  current = writing;
  ticked.clear();
  words.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  words.focus();
  look();
}

if (dialog) {
  words.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT); });
  words.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); clearTimeout(timer); look(); } });
  found.addEventListener("change", ({ target }) => { if (target.checked) ticked.add(target.value); else ticked.delete(target.value); });
  dialog.addEventListener("close", () => { if (dialog.returnValue === "attach" && ticked.size) current.choose([...ticked]); });
  dialog.querySelector("[data-attach-device]").addEventListener("click", () => input.click());
  input.addEventListener("change", () => { const files = [...input.files]; input.value = ""; dialog.close(); current.take(files); });
  for (const zone of document.querySelectorAll("[data-attach]")) start(zone);
}
