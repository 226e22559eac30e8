// "@" in the editor: a list of the people of the group, chosen with the arrows and Enter, or by touch.
const TYPED = /(?:^|[\s(])@((?:[\p{L}\p{M}’'-][\p{L}\p{M}’' -]{0,30})?)$/u;
// The whole group, named by somebody who typed it: letters like any other.
const CALL = /(?:^|[\s(])@groupe(?![\p{L}\p{M}\p{N}_-])/iu;
const PAUSE = 150;

export function mentionNode(lib) {
  return lib.Node.create({
    name: "mention", group: "inline", inline: true, atom: true, selectable: false,
    addAttributes: () => ({
      id: { parseHTML: (element) => element.dataset.mention, renderHTML: ({ id }) => ({ "data-mention": id }) },
      label: { parseHTML: (element) => element.textContent.replace(/^@/, ""), rendered: false },
    }),
    parseHTML: () => [{ tag: "span[data-mention]" }],
    renderHTML: ({ node, HTMLAttributes }) => ["span", HTMLAttributes, `@${node.attrs.label}`],
    renderText: ({ node }) => `@${node.attrs.label}`,
  });
}

function option(person, index, list) {
  const line = document.createElement("li");
  line.id = `${list.id}-${index}`;
  line.role = "option";
  line.className = "mentions__item";
  const name = document.createElement("strong");
  name.textContent = person.name;
  const byline = document.createElement("small");
  byline.textContent = person.byline;
  line.append(name, " ", byline);
  return line;
}

// The whole group is named: say how many people that tells, before it is sent. A change of a message tells none of them,
// and the note says so.
function watchCall(note, url) {
  let says = note.dataset.says ?? "";
  return async (editor) => {
    const called = editor.getHTML().includes('data-mention="all"');
    if (called && !says) {
      says = " ";
      const answer = await fetch(`${url}?q=groupe`, { headers: { Accept: "application/json" } }).catch(() => null);
      says = answer?.ok ? (await answer.json()).find((one) => one.id === "all")?.byline ?? "" : "";
    }
    note.textContent = called ? says : CALL.test(editor.getText()) ? note.dataset.plain : "";
    note.hidden = !note.textContent.trim();
  };
}

export function watchMentions(frame) {
  const list = frame.querySelector("[data-mentions]");
  const url = frame.dataset.mentionsUrl;
  const note = frame.querySelector("[data-call-note]");
  const offered = (person) => person.id !== "all" || !note.dataset.says;
  let editor, people = [], current = 0, range = null, timer = 0, asked = 0;

  // The list stands above the buttons: it neither comes nor goes while one is pressed, which would move away from under
  // the pointer. An answer that comes late opens nothing again.
  let pressed = false;
  const close = () => {
    list.hidden = true;
    people = [];
    asked += 1;
    clearTimeout(timer);
    editor?.view.dom.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    current = (index + people.length) % people.length;
    [...list.children].forEach((line, place) => line.setAttribute("aria-selected", String(place === current)));
    editor.view.dom.setAttribute("aria-activedescendant", list.children[current].id);
    list.children[current].scrollIntoView({ block: "nearest" });
  };
  const choose = (index) => {
    const person = people[index];
    const content = [{ type: "mention", attrs: { id: String(person.id), label: person.name } }, { type: "text", text: " " }];
    editor.chain().focus().insertContentAt(range, content).run();
    close();
  };
  const show = (found) => {
    people = found;
    if (!people.length) { close(); return; }
    list.replaceChildren(...people.map((person, index) => option(person, index, list)));
    list.hidden = false;
    mark(0);
  };
  const ask = async (query) => {
    const turn = ++asked;
    try {
      const response = await fetch(`${url}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
      const answer = response.ok ? await response.json() : [];
      if (turn === asked && !pressed) show(answer.filter(offered));
    } catch { close(); }
  };
  const look = () => {
    const { $from, empty } = editor.state.selection;
    const before = empty ? $from.parent.textBetween(Math.max(0, $from.parentOffset - 40), $from.parentOffset, "\n", "\ufffc") : "";
    const match = before.match(TYPED);
    if (!match) { close(); return; }
    range = { from: $from.pos - match[1].length - 1, to: $from.pos };
    clearTimeout(timer);
    timer = setTimeout(() => ask(match[1].trim()), PAUSE);
  };

  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const line = event.target.closest("[role=option]");
    if (line) choose([...list.children].indexOf(line));
  });
  const leave = () => { if (!pressed) setTimeout(close); };
  addEventListener("pointerdown", () => { pressed = true; }, { capture: true });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { pressed = false; if (!editor?.isFocused) leave(); }, { capture: true });
  const keys = { ArrowDown: () => mark(current + 1), ArrowUp: () => mark(current - 1), Enter: () => choose(current), Tab: () => choose(current), Escape: close };
  return {
    attach: (made) => {
      editor = made;
      if (!url) return;
      const dom = editor.view.dom;
      dom.setAttribute("aria-autocomplete", "list");
      dom.setAttribute("aria-haspopup", "listbox");
      dom.setAttribute("aria-controls", list.id);
      editor.on("update", look);
      const watch = watchCall(note, url);
      editor.on("update", () => watch(editor));
      watch(editor);
      editor.on("blur", leave);
    },
    handleKey: (event) => {
      if (list.hidden && event.key === "Escape") close();
      if (list.hidden || !keys[event.key]) return false;
      keys[event.key]();
      return true;
    },
  };
}
