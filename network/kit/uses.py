"""What is used elsewhere does not vanish: rooms above declare what of theirs holds on to a thing of a room below, which
asks before it lets one go. A kind of thing is a word ("file"), a thing its id.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where a thing is used, for somebody who may see that place."""

    title: str
    url: str
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Use:
    """`held`: those of these ids that something holds on to, seen by anybody or not. `places`: where one is used, as
    whoever has this way in may see it. `release(member=…, pk=…)`: on the word of this member, nothing
    holds on to it any more.
    """

    held: Callable[[Iterable[int]], set[int]]
    places: Callable[[Any, int], list[Place]]
    release: Callable[..., None]


_USES: dict[str, dict[str, Use]] = {}


def register(kind: str, name: str, use: Use) -> None:
    """`name` says who holds on; again replaces the first."""
    _USES.setdefault(kind, {})[name] = use


def held(kind: str, ids: Iterable[int]) -> set[int]:
    """Those of these things that somebody uses. One query for each room that declared a use."""
    ids = list(ids)
    return {pk for use in _USES.get(kind, {}).values() for pk in use.held(ids)} if ids else set()


def places(kind: str, reader: Any, pk: int) -> list[Place]:
    """Where this thing is used, as far as this reader may know. One query for each room that declared a use."""
    return [place for use in _USES.get(kind, {}).values() for place in use.places(reader, pk)]


def release(kind: str, member: Any, pk: int) -> None:
    """Nothing holds on to this thing any more. The caller has decided that this member may say so."""
    for use in _USES.get(kind, {}).values():
        use.release(member=member, pk=pk)
