// What comes from a word processor: its lists are paragraphs with a mark in front, and its own tags say nothing to us.
const MARK = /^[\s\u00a0]*(?:([·•o§▪‑–-])|(\d{1,3}|[a-z])[.)])[\s\u00a0]+/i;

const isListed = (element) => /MsoListParagraph|mso-list:\s*l\d/i.test(element.className + (element.getAttribute("style") ?? ""));

function itemOf(paragraph) {
  const item = document.createElement("li");
  const text = document.createElement("p");
  text.append(...paragraph.childNodes);
  // The mark is text in a span of its own, sometimes inside a conditional comment.
  for (const span of text.querySelectorAll("span")) if (/mso-list:\s*Ignore/i.test(span.getAttribute("style") ?? "")) span.remove();
  const first = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
  if (first) first.textContent = first.textContent.replace(MARK, "");
  item.append(text);
  return item;
}

export function fromWordProcessor(html) {
  if (!/mso-|MsoNormal|urn:schemas-microsoft-com|<o:p>/i.test(html)) return html;
  const page = new DOMParser().parseFromString(html.replace(/<o:p>.*?<\/o:p>/gis, ""), "text/html");
  for (const paragraph of [...page.body.querySelectorAll("p")].filter(isListed)) {
    const numbered = /^[\s\u00a0]*(\d{1,3}|[a-z])[.)]/i.test(paragraph.textContent);
    const before = paragraph.previousElementSibling;
    const list = before?.matches("[data-made]") && before.localName === (numbered ? "ol" : "ul") ? before : document.createElement(numbered ? "ol" : "ul");
    list.dataset.made = "";
    if (list !== before) paragraph.before(list);
    list.append(itemOf(paragraph));
    paragraph.remove();
  }
  return page.body.innerHTML;
}
