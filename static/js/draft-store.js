// Words kept on this device: where they lie, and what they are worth. drafts.js keeps them, kept-words.js gives them
// back where nobody can write any more, ui.js forgets them.
const PREFIX = "draft:";
const WORDS = ["title", "tags", "body", "publish_at", "text", "words", "reason", "statement", "details", "message", "answer", "addresses", "place", "visio_url", "notes", "outline", "presenter_name", "day", "day_0"];

export const nameOf = ({ draftOwner, draft, draftGroup }) => `${PREFIX}${draftOwner}:${draft}${draftGroup ? `:${draftGroup}` : ""}`;
export const unsentOf = (name) => `${name}:unsent`;
export const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
export const write = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; } };
export const drop = (name) => { try { localStorage.removeItem(name); } catch { /* no storage, nothing kept */ } };

// The words of a text as a person reads them.
export function plain(text, format) {
  if (format !== "html") return (text ?? "").trim();
  const page = new DOMParser().parseFromString(text ?? "", "text/html");
  for (const end of page.querySelectorAll("br")) end.replaceWith("\n");
  for (const block of page.querySelectorAll("p, li, blockquote, h3, h4, tr, pre")) block.append("\n");
  return page.body.textContent.replace(/\n{3,}/g, "\n\n").trim();
}

// A draft without a word in it is none: it must hide no other.
export const worth = (draft) => (draft && WORDS.some((field) => plain(draft.values?.[field], draft.values?.[`${field}_format`])) ? draft : null);

// What was on its way when the page went counts when nothing was written since.
export function kept(name) {
  const mine = worth(read(name)), gone = worth(read(unsentOf(name)));
  return gone && (mine?.at ?? 0) <= gone.at ? { ...gone, underWay: true } : mine;
}

export const later = (one, other) => (one && other ? ((one.at ?? 0) > (other.at ?? 0) ? one : other) : one ?? other ?? null);
