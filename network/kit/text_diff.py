"""What changed between two texts, word by word, as people read them."""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

from .clean_html import to_plain

WORDS = re.compile(r"\s*\S+\s*")
WORDS_MAX = 2000
"""Of both texts. Beyond that a comparison would take seconds: the two texts are shown whole."""
PAIRS_MAX = 64
"""A word that stands so often in both texts ("the", "of") is no place to begin a comparison from: what it costs grows
with the square of it."""


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
    for act, i, j, k, m in _compared(old, new):
        if act == "equal":
            pieces.append(Piece("", _spaced(old[i:j], new[k:m])))
            continue
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        pieces += [Piece(mark, text) for mark, text in (("del", gone), ("ins", come)) if text]
    return pieces


def _spaced(old: list[str], new: list[str]) -> str:
    """Words that stay, and the space behind them when either text has one."""
    last = new[-1] if new[-1][-1].isspace() else old[-1]
    return "".join([*new[:-1], last])


def _compared(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    old, new = [word.strip() for word in old], [word.strip() for word in new]
    there, here = Counter(old), Counter(new)
    frequent = {word for word, times in there.items() if times * here[word] > PAIRS_MAX}
    return SequenceMatcher(frequent.__contains__, old, new, autojunk=False).get_opcodes()
