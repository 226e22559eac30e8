"""French typography: the spaces that must not break become no-break spaces. What is kept stays as it was typed."""

import re
import unicodedata
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

NB = "\u00a0"
EXCERPT = 200
UNITS = "h|min|s|j|an|ans|mois|Ko|Mo|Go|km|m²|m|ha|€|%"

_BEFORE = re.compile(r"(?<! ) +(?=[:;!?»%€](?!\w))")
"""From the first space of several: begun at each of them, twenty thousand would take seconds."""
_OPENING = re.compile(r"« *(?=\S)")
_UNIT = re.compile(rf"(?<=\d) (?=(?:{UNITS})(?!\w))")
_HOUR = re.compile(r"(?<=\d[ \u00a0]h) (?=\d\d\b)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_NUMBER_SIGN = re.compile(r"\b(n°|N°|art\.|p\.) (?=\d)")
_KEPT = re.compile(r'(<a href="[^"]*"|<pre>.*?</pre>|<code>.*?</code>)', re.DOTALL)
"""What is no text of a person: of all that clean HTML keeps in its tags, addresses alone hold words."""
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?)]}>»\"'’"


@lru_cache(maxsize=2048)
def nb(text: str) -> str:
    """Plain text in, plain text out. Only spaces already written change: https:// and 12:30 stay as they are."""
    text = _BEFORE.sub(NB, text)
    text = _OPENING.sub(f"«{NB}", text)
    text = _UNIT.sub(NB, text)
    text = _HOUR.sub(NB, text)
    text = _THOUSANDS.sub(NB, text)
    return _NUMBER_SIGN.sub(rf"\1{NB}", text)


def nb_html(text: str) -> str:
    """Clean HTML in, clean HTML out: no line begins with a mark that a space stands before, or ends with "«". Code and
    addresses stay as they are. Not kept ready: it costs less than looking a long text up.
    """
    if "<a " in text or "<code>" in text or "<pre>" in text:
        return "".join(piece if at % 2 else _nb_html(piece) for at, piece in enumerate(_KEPT.split(text)))
    return _nb_html(text)


def _nb_html(text: str) -> str:
    return _BEFORE.sub(NB, text).replace("« ", f"«{NB}")


def brief(text: str) -> str:
    """Plain text whose bare addresses are their host: "https://www.exemple.fr/a/b?c" → "www.exemple.fr…"."""
    return _ADDRESS.sub(_host, text)


def _host(found: re.Match) -> str:
    address = found[0].rstrip(_AFTER_ADDRESS)
    after = found[0][len(address) :]
    there = address.partition("://")[2] or address
    host, *path = re.split(r"[/?#\\]", there, maxsplit=1)
    name = host.rpartition("@")[2]
    return f"{name}…{after.lstrip('.')}" if path and path[0] and name else f"{name or address}{after}"


def cut(text: str, most: int) -> str:
    """The first whole words of plain text, `most` characters at most, its lines kept; "…" says that more follows."""
    if len(text) <= most:
        return text
    whole = re.match(r"(?s)(.*)\s", text[:most])
    return f"{(whole[1] if whole else text[: most - 1]).rstrip(f' {NB},;:.(«–')}…"


def shorten(text: str, most: int = EXCERPT) -> str:
    """Plain text for a line of a list: whole words on one line, addresses by their host."""
    return cut(" ".join(brief(text).split()), most)


def of(name: object) -> str:
    """ "of Claire", in the reader's language: « de Claire », « d’Élise », « d’Hélène »."""
    text = str(name)
    if unicodedata.normalize("NFD", text[:1].lower())[:1] in set("aeiouh"):
        return pgettext("before a vowel", "of %(name)s") % {"name": text}
    return _("of %(name)s") % {"name": text}
