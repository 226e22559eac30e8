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
    whoever has this way in may see it. `changed(pk=…)`: where it is used, it went out of sight or came back.
    `forget(pk=…)`: it goes for good, and nothing may hold on to it. `awaited`: those that somebody must still look at
    where they are used, so that nobody takes them away from there.
    """

    held: Callable[[Iterable[int]], set[int]]
    places: Callable[[Any, int], list[Place]]
    changed: Callable[..., None]
    forget: Callable[..., None]
    awaited: Callable[[Iterable[int]], set[int]] = lambda _ids: set()


_USES: dict[str, dict[str, Use]] = {}


def register(kind: str, name: str, use: Use) -> None:
    """`name` says who holds on; again replaces the first."""
    _USES.setdefault(kind, {})[name] = use


def held(kind: str, ids: Iterable[int]) -> set[int]:
    """Those of these things that somebody uses. One query for each room that declared a use."""
    ids = list(ids)
    return {pk for use in _USES.get(kind, {}).values() for pk in use.held(ids)} if ids else set()


def awaited(kind: str, ids: Iterable[int]) -> set[int]:
    """Those of these things that somebody must still look at where they are used. One query for each room that declared
    a use.
    """
    ids = list(ids)
    return {pk for use in _USES.get(kind, {}).values() for pk in use.awaited(ids)} if ids else set()


def places(kind: str, reader: Any, pk: int) -> list[Place]:
    """Where this thing is used, as far as this reader may know. One query for each room that declared a use."""
    return [place for use in _USES.get(kind, {}).values() for place in use.places(reader, pk)]


def changed(kind: str, pk: int) -> None:
    """Whoever looks at a place where this thing is used sees that it went, or came back."""
    for use in _USES.get(kind, {}).values():
        use.changed(pk=pk)


def forget(kind: str, pk: int) -> None:
    """Nothing holds on to this thing, which goes for good."""
    for use in _USES.get(kind, {}).values():
        use.forget(pk=pk)
