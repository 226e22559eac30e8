"""French typography for plain text: the spaces that must not break become no-break spaces."""

import re
import unicodedata
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

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


def of(name: object) -> str:
    """ "of Claire", in the reader's language: « de Claire », « d’Élise », « d’Hélène »."""
    text = str(name)
    if unicodedata.normalize("NFD", text[:1].lower())[:1] in set("aeiouh"):
        return pgettext("before a vowel", "of %(name)s") % {"name": text}
    return _("of %(name)s") % {"name": text}
