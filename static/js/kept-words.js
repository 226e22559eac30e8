// Words that were not sent, given back to whoever wrote them: a button copies them, and a page where nobody can write any
// more shows those that this device kept.
import { drop, kept, nameOf, plain, unsentOf, write } from "./draft-store.js";
import { newKey, proof, toast } from "./ui.js";

const WORDS = "[data-words], [role=textbox], textarea:not([hidden])";
const says = () => document.getElementById("live")?.dataset;

function select(element) {
  if (element.select) element.select();
  else getSelection().selectAllChildren(element);
}

document.addEventListener("click", async (event) => {
  const words = event.target.closest("[data-copy-words]")?.closest("[data-holds-words]")?.querySelector(WORDS);
  if (!words) return;
  try {
    await navigator.clipboard.writeText(words.value ?? words.innerText);
    if (says()) toast(says().sayWordsCopied);
    else select(words);
  } catch {
    // Without the right to copy, the words are selected: two keys do the rest.
    words.focus?.();
    select(words);
    toast(says()?.sayWordsSelected ?? "");
  }
});

function show(section) {
  section.dataset.draft ||= `thread:${location.pathname.match(/\/discussions\/(\d+)\//)?.[1]}`;
  const name = nameOf(section.dataset), mine = kept(name), words = section.querySelector("[data-words]");
  if (mine && (mine.at ?? 0) > Number(section.dataset.at)) words.textContent = plain(mine.values.body, mine.values.body_format);
  section.hidden = !words.textContent;
  section.querySelector("[data-forget]").addEventListener("click", () => {
    section.hidden = true;
    drop(name);
    drop(unsentOf(name));
    const body = new URLSearchParams({ ...proof(), name: section.dataset.draft, key: newKey(), erase: "1" });
    fetch(section.dataset.draftUrl, { method: "POST", body, keepalive: true }).catch(() => { /* it goes by itself after three months */ });
    toast(says().sayWordsErased, says().sayUndo, () => {
      write(name, { key: newKey(), values: { body: words.textContent, body_format: "plain" }, at: Date.now() / 1000 });
      section.hidden = false;
    });
  });
}

export const showKept = (root) => root.querySelectorAll("[data-kept-words]").forEach(show);
showKept(document);
