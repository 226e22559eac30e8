// The writing area: a plain textarea until somebody touches it, then an editor. Without this module the text is sent
// as plain text and nothing is lost. The bundle (one file, no other import) and what cleans a paste come on first use.
import { mentionNode, watchMentions } from "./editor-mentions.js";

const all = (selector, root) => [...root.querySelectorAll(selector)];
const escape = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
export const paragraphs = (text) => text.trim().split(/\n{2,}/).filter(Boolean).map((block) => `<p>${escape(block).replace(/\n/g, "<br>")}</p>`).join("");

const isLink = (address) => /^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(address);
const asLink = (address) => (isLink(address) || !address ? address : address.includes("@") && !address.includes("/") ? `mailto:${address}` : `https://${address}`);

function askLink(current) {
  const dialog = document.getElementById("editor-link");
  const input = dialog.querySelector("input");
  input.value = current ?? "";
  dialog.returnValue = "";
  dialog.showModal();
  input.select();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve([dialog.returnValue, input.value.trim()]), { once: true }));
}

async function editLink(editor) {
  const [answer, address] = await askLink(editor.getAttributes("link").href);
  const chain = editor.chain().focus().extendMarkRange("link");
  if (answer === "remove" || (answer === "set" && !address)) chain.unsetLink().run();
  else if (answer === "set" && editor.state.selection.empty && !editor.isActive("link")) {
    editor.chain().focus().insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: asLink(address) } }] }).run();
  } else if (answer === "set") chain.setLink({ href: asLink(address) }).run();
  else editor.commands.focus();
}

const runs = {
  bold: (editor) => editor.chain().focus().toggleBold().run(),
  italic: (editor) => editor.chain().focus().toggleItalic().run(),
  link: editLink,
  bulletList: (editor) => editor.chain().focus().toggleBulletList().run(),
  orderedList: (editor) => editor.chain().focus().toggleOrderedList().run(),
  blockquote: (editor) => editor.chain().focus().toggleBlockquote().run(),
  table: (editor) => editor.isActive("table") || editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  mention: (editor) => editor.chain().focus().insertContent(/(^|\s)$/.test(editor.state.selection.$from.nodeBefore?.text ?? "") ? "@" : " @").run(),
};

// A quote remembers the message that it comes from.
const quoteOf = (lib) => lib.Blockquote.extend({
  addAttributes: () => ({
    quote: { default: null, parseHTML: (element) => element.dataset.quote ?? null, renderHTML: ({ quote }) => (quote ? { "data-quote": quote } : {}) },
  }),
});

function extensionsOf(lib, frame) {
  const link = lib.Link.configure({ openOnClick: false, autolink: true, linkOnPaste: true, protocols: ["mailto"] });
  const base = [lib.Document, lib.Paragraph, lib.Text, lib.HardBreak, lib.History, lib.Dropcursor, lib.Gapcursor];
  const marks = [lib.Bold, lib.Italic, link];
  const blocks = [lib.ListItem, lib.BulletList, lib.OrderedList, quoteOf(lib), lib.Table, lib.TableRow, lib.TableHeader, lib.TableCell];
  return [...base, ...marks, ...blocks, ...(frame.dataset.mentionsUrl ? [mentionNode(lib)] : [])];
}

function paint(editor, bar) {
  for (const button of all("[data-run][aria-pressed]", bar)) button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.run)));
  bar.querySelector("[data-table-tools]").hidden = !editor.isActive("table");
  // The stop may have been one of the tools that just went.
  if (!stops(bar).some((button) => button.tabIndex === 0)) stops(bar)[0].tabIndex = 0;
}

// One stop for the tab key, arrows inside: what assistive tools expect of a toolbar.
const stops = (bar) => all("button", bar).filter((button) => !button.closest("[hidden]"));
document.addEventListener("keydown", (event) => {
  const bar = event.target.closest?.("[data-editor-bar]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!bar || !step) return;
  const list = stops(bar);
  const next = list[(list.indexOf(document.activeElement) + step + list.length) % list.length];
  list.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
  next.focus();
  event.preventDefault();
});

function labelOf(area) {
  return area.labels?.[0]?.textContent.trim() || area.getAttribute("aria-label") || "";
}

function build(lib, frame, area, { fromWordProcessor }) {
  const format = area.form.elements.namedItem(`${area.name}_format`);
  const holder = document.createElement("div");
  area.before(holder);
  const mentions = watchMentions(frame);
  const describedBy = area.getAttribute("aria-describedby");
  const editor = new lib.Editor({
    element: holder,
    injectCSS: false,
    extensions: extensionsOf(lib, frame),
    content: format.value === "html" ? area.value : paragraphs(area.value),
    editorProps: {
      attributes: {
        class: "editor__area prose", role: "textbox", "aria-multiline": "true", "aria-label": labelOf(area),
        ...(describedBy ? { "aria-describedby": describedBy } : {}),
        ...(area.placeholder ? { "aria-placeholder": area.placeholder } : {}),
      },
      transformPastedHTML: fromWordProcessor,
      handleKeyDown: (view, event) => {
        if (mentions.handleKey(event)) return true;
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
        area.form.requestSubmit();
        return true;
      },
    },
    onUpdate: () => {
      area.value = editor.isEmpty ? "" : editor.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const untouched = area.value === area.defaultValue;
  format.value = "html";
  area.value = editor.isEmpty ? "" : editor.getHTML();
  // The same words as the editor writes them are not a change (drafts.js).
  if (untouched) area.defaultValue = area.value;
  area.required = false;
  area.hidden = true;
  mentions.attach(editor);
  return editor;
}

// In the same step as the change of areas: the editor's own command takes the keys a frame later, and one would be lost.
// A space or a line just typed was no word yet.
function goOn(editor, written) {
  const gap = /\s*$/.exec(written)[0];
  editor.commands.setTextSelection(editor.state.doc.content.size);
  if (gap.includes("\n")) editor.commands.splitBlock();
  else if (gap) editor.view.dispatch(editor.state.tr.insertText(" "));
  editor.view.focus();
}

const started = new WeakMap();
async function start(frame, area) {
  const [lib, paste] = await Promise.all([import(frame.dataset.src), import("./editor-paste.js")]);
  const focused = document.activeElement === area, written = area.value;
  const editor = build(lib, frame, area, paste);
  const bar = frame.querySelector("[data-editor-bar]");
  editor.on("transaction", () => paint(editor, bar));
  paint(editor, bar);
  if (focused) goOn(editor, written);
  frame.dataset.ready = "";
  return editor;
}

export function enhance(frame) {
  const area = frame.querySelector("textarea[data-editor]");
  if (!started.has(frame)) started.set(frame, start(frame, area).catch(() => started.delete(frame)));
  return started.get(frame);
}

for (const kind of ["focusin", "pointerdown"]) {
  document.addEventListener(kind, (event) => {
    const frame = event.target.closest?.("[data-editor-frame]");
    if (frame && event.target.matches("textarea[data-editor]")) enhance(frame);
  });
}
// The bar is there before the editor: its first button opens it, then does what it says.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("[data-editor-bar]")) event.preventDefault();
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-editor-bar] [data-run]");
  const editor = button && await enhance(button.closest("[data-editor-frame]"));
  if (editor?.commands) (runs[button.dataset.run] ?? ((target) => target.chain().focus()[button.dataset.run]().run()))(editor);
});
// HTML is for reading, not for a textarea: a text that comes back with formatting opens the editor at once, and so does
// a quote, whose plain words give way to those that know their source.
for (const frame of all("[data-editor-frame]", document)) {
  const area = frame.querySelector("textarea[data-editor]");
  if (area?.dataset.quoted && area.value === area.defaultValue) {
    area.value = area.defaultValue = area.dataset.quoted;
    area.form.elements.namedItem(`${area.name}_format`).value = "html";
  }
  // Somebody may have entered the text before this script came.
  const entered = area && document.activeElement === area;
  if (entered || area?.form.elements.namedItem(`${area.name}_format`)?.value === "html") enhance(frame);
}
