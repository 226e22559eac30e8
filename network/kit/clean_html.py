"""The one module that decides which HTML of people is kept. `|safe` and `mark_safe` live here only."""

import html
import re

import nh3
from django.utils.safestring import SafeString, mark_safe

from .typography import EXCERPT, brief, cut, shorten

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "u",
    "s",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "blockquote",
    "code",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "span",
}
ATTRIBUTES = {
    "a": {"href"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "span": {"data-mention"},
    "blockquote": {"data-quote"},
}
RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
"""What word processors write for what we keep: the words keep their weight."""
RENAMED_TAG = re.compile(rf"(</?)({'|'.join(RENAMED)})(?=[\s>/])", re.IGNORECASE)
SCHEMES = {"http", "https", "mailto"}
DROP_WITH_CONTENT = {"script", "style", "head", "title", "iframe", "object", "noscript", "template", "svg", "math"}
IGNORED_IN_LINKS = re.compile(r"[\t\n\r]")
"""What browsers take out of an address before they read it: "/<tab>/evil.example" is "//evil.example"."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
NUMBER = re.compile(r"[0-9]{1,3}")
OPENING = re.compile(r"<[a-zA-Z]")
OPENINGS_MAX = 15_000
"""A reader of HTML works with the square of what is nested: a megabyte of it would take twenty seconds. A table of two
hundred lines has ten thousand."""
MENTION = re.compile(r'(<span data-mention="[^"]*">)([^<]*)(?=</span>)')
SOURCED_QUOTE = re.compile(r'<blockquote data-quote="[0-9]+">.*?</blockquote>', re.DOTALL)
ONLY_QUOTED = "« … »"
JOINED = "\ue000"
"""Stands for the spaces of a name while words are counted: nobody is cut in two."""
BLOCK_END = re.compile(r"</(?:p|li|h3|h4|blockquote|tr|pre|div)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        link = IGNORED_IN_LINKS.sub("", value).strip()
        return (
            link if re.match(r"(?:https?://|mailto:|#)", link, re.IGNORECASE) or re.match(r"/(?![/\\])", link) else None
        )
    if name == "rel":
        return value  # nh3's own link_rel comes through this filter; a person's rel is not in ATTRIBUTES
    if name == "data-mention":
        return value if value == "all" or _is_number(value, 12) else None
    if name == "data-quote":
        return value if _is_number(value, 19) else None
    if name in {"colspan", "rowspan", "start"}:
        return value if NUMBER.fullmatch(value) else None
    return value if value in {"row", "col"} else None


def _is_number(text: str, longer: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < longer


def clean(value: str) -> str:
    """HTML of a person reduced to the allow-list: no style, class, id, image or script; links open safely. With more
    tags than anybody writes, all of it is text.
    """
    if sum(1 for _tag in OPENING.finditer(value)) > OPENINGS_MAX:
        value = html.escape(value)
    return nh3.clean(
        RENAMED_TAG.sub(lambda found: found[1] + RENAMED[found[2].lower()], CONTROL.sub("", value)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        clean_content_tags=DROP_WITH_CONTENT,
        link_rel="noopener noreferrer nofollow ugc",
    ).strip()


def from_plain(text: str) -> str:
    """Plain text as clean HTML: a blank line makes a paragraph, a single one a line break; a block whose lines
    all begin with ">" is a quote, as in a mail.
    """
    return "".join(_block(block) for block in _blocks(CONTROL.sub("", text.replace("\r\n", "\n"))))


def _blocks(text: str) -> list[str]:
    return [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]


def _block(block: str) -> str:
    lines = block.split("\n")
    said = _blocks("\n".join(line.removeprefix(">").strip() for line in lines))
    if said and all(line.startswith(">") for line in lines):
        return f"<blockquote>{''.join(map(_paragraph, said))}</blockquote>"
    return _paragraph(block)


def _paragraph(block: str) -> str:
    return f"<p>{'<br>'.join(html.escape(block).split(chr(10)))}</p>"


def to_plain(value: str) -> str:
    """The words of clean HTML, one line a block: for excerpts, plain-text mails and measuring emptiness."""
    text = html.unescape(re.sub(r"<[^>]*>", "", BLOCK_END.sub("\n", value)))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def excerpt(value: str, most: int = EXCERPT) -> str:
    """The first own words of clean HTML for a line of a list: without what it quotes of other messages."""
    own = to_plain(SOURCED_QUOTE.sub("", _with_whole_names(value)))
    return shorten(own, most).replace(JOINED, " ") or (ONLY_QUOTED if "<blockquote" in value else "")


def quoted(value: str, most: int) -> str:
    """The words of clean HTML for a mail, line by line: addresses by their host, whole words and names only."""
    return cut(brief(to_plain(_with_whole_names(value))), most).replace(JOINED, " ")


def _with_whole_names(value: str) -> str:
    return MENTION.sub(lambda found: found[1] + JOINED.join(found[2].split()), value)


def show(value: str) -> SafeString:
    """Clean HTML for a template: cleaned on every write path; only what `clean` returned may come here."""
    return mark_safe(value)  # noqa: S308
