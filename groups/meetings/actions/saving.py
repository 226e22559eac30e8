"""What saves have in common, of a point and of the head: which form they come from, and how much they take away."""

import uuid
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

from network.kit import clean_html

WORDS_LOST = 3
"""What was there is kept before so many words are gone since the last revision, whoever wrote them."""
SAVES_A_REVISION = 60
"""Saves that add up to one revision at most: five minutes of writing."""
ALIKE = 0.6
COMPARED_MAX = 50


class Hand(NamedTuple):
    """The form that a save comes from, and which of its saves it is."""

    key: uuid.UUID
    turn: int

    def goes_on(self, *, key: uuid.UUID | None, turn: int) -> bool:
        """Whether the last save, whose answer may have been lost on the way, was an earlier one of the same form."""
        return self.key == key and self.turn > turn


def words_gone(*, kept: str, before: str, after: str) -> int:
    """How many words of `before` are no longer in `after` and came since `kept`, the last revision; all clean HTML. A
    word that goes on or is put right has not gone.
    """
    had, has = _words(before), _words(after)
    gone = (had - has) & (had - _words(kept))
    come = list((has - had).elements())
    if gone.total() > COMPARED_MAX:
        return gone.total()
    return sum(not _goes_on_as_one_of(word, come) for word in gone.elements())


def _words(text: str) -> Counter[str]:
    return Counter(clean_html.to_plain(text).split())


def _goes_on_as_one_of(word: str, come: list[str]) -> bool:
    for other in come:
        if _is_same_word(word, other):
            come.remove(other)
            return True
    return False


def _is_same_word(word: str, other: str) -> bool:
    if any(sign.isdigit() for sign in word):
        return False
    return other.startswith(word) or SequenceMatcher(None, word, other).ratio() >= ALIKE
