"""French typography for plain text: the spaces that must not break become no-break spaces."""

import re
import unicodedata
from functools import lru_cache

NB = "\u00a0"
EXCERPT = 200
UNITS = "h|min|s|j|an|ans|mois|Ko|Mo|Go|km|m²|m|ha|€|%"

_BEFORE = re.compile(r" +([:;!?»%€])(?!\w)")
_OPENING = re.compile(r"« *(?=\S)")
_UNIT = re.compile(rf"(?<=\d) (?=(?:{UNITS})(?!\w))")
_HOUR = re.compile(r"(?<=\d[ \u00a0]h) (?=\d\d\b)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_NUMBER_SIGN = re.compile(r"\b(n°|N°|art\.|p\.) (?=\d)")


@lru_cache(maxsize=2048)
def nb(text: str) -> str:
    """Plain text in, plain text out. Only spaces already written change: https:// and 12:30 stay as they are."""
    text = _BEFORE.sub(rf"{NB}\1", text)
    text = _OPENING.sub(f"«{NB}", text)
    text = _UNIT.sub(NB, text)
    text = _HOUR.sub(NB, text)
    text = _THOUSANDS.sub(NB, text)
    return _NUMBER_SIGN.sub(rf"\1{NB}", text)


def shorten(text: str, most: int = EXCERPT) -> str:
    """The first whole words of plain text, on one line of `most` characters at most; "…" says that more follows."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    whole, _, begun = words[:most].rpartition(" ")
    return f"{(whole or begun[:-1]).rstrip(' ,;:.')}…"


def starts_with_vowel(name: str) -> bool:
    """Whether « de » becomes « d’ » before it: "Élise", "Hélène"."""
    return unicodedata.normalize("NFD", name[:1].lower())[:1] in set("aeiouh")
