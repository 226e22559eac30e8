// Files dropped on the page or chosen, each sent by itself: how far it is, given up, tried again, and why it is refused
// before a byte leaves. Without this the form of a page of its own does the same.
import { newKey } from "./ui.js";

const AT_ONCE = 3;
const STEP = 1000;

function weight(size, units) {
  let amount = size / STEP, place = 0;
  while (amount >= STEP && place < units.length - 1) { amount /= STEP; place += 1; }
  const shown = amount < 10 && place ? amount.toFixed(1) : String(Math.max(1, Math.round(amount)));
  return `${shown.replace(".", document.documentElement.lang === "fr" ? "," : ".")}\u00a0${units[place]}`;
}

function start(zone) {
  const list = document.querySelector("[data-uploads]"), model = document.querySelector("[data-upload-row]").content;
  const says = document.querySelector("[data-uploads-say]"), say = zone.dataset;
  const endings = say.endings.split(","), units = say.units.split(",");
  const waiting = [], token = document.querySelector("#act [name=csrfmiddlewaretoken]").value;
  let running = 0, sent = 0, failed = 0;

  const row = (file) => {
    const line = model.cloneNode(true).firstElementChild;
    const part = (name) => line.querySelector(`[data-${name}]`);
    part("name").textContent = file.name;
    part("mark").textContent = file.name.split(".").pop().slice(0, 4).toUpperCase();
    for (const hidden of line.querySelectorAll("[data-of]")) hidden.textContent = file.name;
    list.append(line);
    list.hidden = false;
    return { line, part };
  };
  const refuse = (job, words) => {
    job.view.line.classList.add("is-error");
    job.view.part("bar").hidden = true;
    job.view.part("far").textContent = "";
    const error = job.view.part("error");
    error.hidden = false;
    error.querySelector("[data-words]").textContent = words;
    says.textContent = `${job.file.name}\u00a0: ${words}`;
    failed += 1;
  };
  const over = () => {
    running -= 1;
    next();
    if (running || waiting.length) return;
    if (sent && !failed) { window.location.reload(); return; }
    if (sent) document.querySelector("[data-uploads-done]").hidden = false;
  };
  const send = (job) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, key: job.key, on_same: job.onSame })) body.set(name, value);
    body.set("files", job.file);
    const asked = new XMLHttpRequest();
    job.asked = asked;
    asked.open("POST", say.url);
    asked.setRequestHeader("Accept", "application/json");
    asked.responseType = "json";
    asked.upload.addEventListener("progress", ({ loaded, total }) => {
      job.view.part("bar").value = (100 * loaded) / total;
      job.view.part("far").textContent = say.far.replace("%s", weight(Math.min(loaded, job.file.size), units)).replace("%s", weight(job.file.size, units));
    });
    asked.addEventListener("load", () => {
      const answer = asked.response;
      if (asked.status === 200) {
        sent += 1;
        job.view.line.remove();
        says.textContent = say.sent.replace("%s", answer.name);
      } else {
        refuse(job, answer?.said ?? say.failed);
        job.view.part("choose").hidden = !answer?.taken;
        job.view.part("again").hidden = Boolean(answer?.said);
      }
      over();
    });
    asked.addEventListener("error", () => { refuse(job, say.failed); job.view.part("again").hidden = false; over(); });
    asked.addEventListener("abort", over);
    asked.send(body);
  };
  const next = () => {
    while (running < AT_ONCE && waiting.length) { running += 1; send(waiting.shift()); }
  };
  const again = (job, onSame) => {
    failed -= 1;
    Object.assign(job, { onSame, key: onSame === job.onSame ? job.key : newKey() });
    job.view.line.classList.remove("is-error");
    for (const name of ["error", "choose", "again"]) job.view.part(name).hidden = true;
    job.view.part("bar").hidden = false;
    waiting.push(job);
    next();
  };
  const giveUp = (job) => {
    if (job.view.line.classList.contains("is-error")) failed -= 1;
    const place = waiting.indexOf(job);
    if (place >= 0) waiting.splice(place, 1);
    else job.asked?.abort();
    job.view.line.remove();
    list.hidden = !list.children.length;
    zone.querySelector("button").focus();
  };
  const add = (file) => {
    const job = { file, key: newKey(), onSame: "", view: row(file) };
    job.view.line.addEventListener("click", ({ target }) => {
      const act = target.closest("button")?.dataset;
      if (!act) return;
      if ("drop" in act) giveUp(job);
      if ("again" in act) again(job, job.onSame);
      if ("same" in act) again(job, act.same);
    });
    if (!endings.includes(`.${file.name.split(".").pop().toLowerCase()}`)) refuse(job, say.type);
    else if (file.size > Number(say.max)) refuse(job, say.large.replace("%s", weight(file.size, units)).replace("%s", weight(Number(say.max), units)));
    else if (!file.size) refuse(job, say.empty);
    else waiting.push(job);
  };
  const take = (files) => { for (const file of files) add(file); next(); };

  const input = zone.querySelector("input[type=file]");
  zone.hidden = false;
  zone.querySelector("button").addEventListener("click", () => input.click());
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
  let inside = 0;
  zone.addEventListener("dragenter", () => { inside += 1; zone.classList.add("is-over"); });
  zone.addEventListener("dragleave", () => { inside -= 1; if (!inside) zone.classList.remove("is-over"); });
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    inside = 0;
    zone.classList.remove("is-over");
    take(event.dataTransfer.files);
  });
  addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
}

for (const zone of document.querySelectorAll("[data-drop]")) start(zone);
