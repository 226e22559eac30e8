"""The project's templates as the lints read them: one pass of Django's own lexer, then of an HTML parser."""

import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType

from tests.architecture.sources import ROOT

FOLDER = ROOT / "templates"
# Stands where a tag or a variable of the template stood.
TAG = "\ufffc"
SAID = {"alt", "title", "aria-label", "placeholder", "aria-description", "data-confirm", "data-confirm-text"}
SILENT = {"script", "style", "code"}
BLOCKS = {"blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans", "comment": "endcomment"}


@dataclass(frozen=True)
class TemplateFile:
    name: str
    text: str

    @property
    def tokens(self) -> list[Token]:
        return Lexer(self.text).tokenize()

    @property
    def is_mail(self) -> bool:
        return self.name.startswith("email/") or "/email/" in self.name


@cache
def templates() -> tuple[TemplateFile, ...]:
    paths = sorted(path for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt", ".xml", ".svg"})
    return tuple(TemplateFile(path.relative_to(FOLDER).as_posix(), path.read_text(encoding="utf-8")) for path in paths)


def tags(template: TemplateFile, *names: str) -> list[list[str]]:
    """The tags of these names, each split into its words."""
    blocks = [token.split_contents() for token in template.tokens if token.token_type == TokenType.BLOCK]
    return [words for words in blocks if words[0] in names]


def bare_html(text: str) -> str:
    """The HTML with every tag, variable, comment and translated block of the template replaced by TAG."""
    kept, closing = [], ""
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            word = token.contents.split()[0]
            closing = "" if word == closing else closing or BLOCKS.get(word, "")
        kept.append(token.contents if token.token_type == TokenType.TEXT and not closing else TAG)
    return "".join(kept)


class Words(HTMLParser):
    """Collects what a person would read: text, and the attributes that are said or shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0
        self.feed(bare_html(text))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT
        self.found += [value for name, value in attrs if name in SAID and value]
        if tag == "input" and dict(attrs).get("type") == "submit":
            self.found.append(dict(attrs).get("value", ""))

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, data):
        if not self.silent:
            self.found.append(data)


def hard_coded_words(text: str, allowed: set[str]) -> list[str]:
    words = (word for piece in Words(text).found for word in re.findall(r"[^\W\d_]{2,}", piece))
    return [word for word in words if word not in allowed]
