"""Links to our own pages, shown by the title of what they lead to: asked for when they are read, with the reader's
rights. Rooms say what theirs lead to; a link that the reader may not follow stays the address that somebody wrote.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


@dataclass(frozen=True)
class Card:
    """What stands for a link: a title, a few words about it, and an icon."""

    title: str
    note: str = ""
    icon: str = "link"


Resolver = Callable[[Any, list[str]], dict[str, Card]]
"""(reader, paths) → cards by path, without those that this reader may not see. A fixed number of queries."""
_RESOLVERS: dict[re.Pattern, Resolver] = {}
ALONE = re.compile(r'<p><a href="(https?://[^"/]+)?(/[^"]+)"[^>]*>[^<]*</a></p>')
LINKS_MAX = 20


def register(pattern: str, resolver: Resolver) -> None:
    """Paths that match `pattern` from their start are those of `resolver`."""
    _RESOLVERS[re.compile(pattern)] = resolver


def cards_for(reader: Any, texts: Iterable[str]) -> dict[str, Card]:
    """Cards of the links that stand alone in a paragraph of these texts, by path. No query when there is none."""
    paths = [path for text in texts if '<p><a href="' in text for path in _paths(text)][:LINKS_MAX]
    found: dict[str, Card] = {}
    for pattern, resolver in _RESOLVERS.items():
        mine = [path for path in dict.fromkeys(paths) if pattern.match(path)]
        found |= resolver(reader, mine) if mine else {}
    return found


def with_cards(text: str, cards: dict[str, Card]) -> str:
    """Clean HTML whose links alone in a paragraph are their cards, where there is one."""
    if not cards or '<p><a href="' not in text:
        return text
    return ALONE.sub(lambda found: _drawn(found, cards), text)


def _drawn(found: re.Match, cards: dict[str, Card]) -> str:
    card = cards.get(found[2]) if _is_ours(found[1]) else None
    return render_to_string("components/link_card.html", {"card": card, "url": found[2]}).strip() if card else found[0]


def _paths(text: str) -> list[str]:
    return [path for origin, path in ALONE.findall(text) if _is_ours(origin)]


def _is_ours(origin: str | None) -> bool:
    return not origin or origin == settings.BASE_URL.rstrip("/")
