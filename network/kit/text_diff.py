"""What changed between two texts, word by word, as people read them."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from .clean_html import to_plain

WORDS = re.compile(r"\s+|[^\s]+")
WORDS_MAX = 4000
"""Beyond that a comparison would take seconds: the two texts are shown whole."""


class Piece(NamedTuple):
    """Words in a row: kept (""), taken away ("del") or added ("ins")."""

    mark: str
    text: str


def between(before: str, after: str) -> list[Piece]:
    """The words of two pieces of clean HTML, in order, each run with what happened to it."""
    old, new = WORDS.findall(to_plain(before)), WORDS.findall(to_plain(after))
    if len(old) + len(new) > WORDS_MAX:
        return [Piece("del", "".join(old)), Piece("ins", "".join(new))]
    pieces: list[Piece] = []
    for act, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(Piece("", "".join(old[i:j])))
            continue
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        pieces += [Piece(mark, text) for mark, text in (("del", gone), ("ins", come)) if text]
    return pieces
