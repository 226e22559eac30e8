"""What ends elsewhere when somebody loses their place somewhere: rooms above declare it when the app starts, the room
that keeps the places asks for it.
"""

from typing import Any, Protocol


class Ending(Protocol):
    """`is_out`: the person is no longer there at all; else they only lost what they could do beyond the others. Runs in
    the transaction of the loss; again changes nothing.
    """

    def __call__(self, *, place: Any, person: Any, is_out: bool) -> None: ...


_ENDINGS: dict[str, Ending] = {}


def register(name: str, ending: Ending) -> None:
    """`name` says what ends; again replaces the first."""
    _ENDINGS[name] = ending


def end(*, place: Any, person: Any, is_out: bool) -> None:
    """Everything that rested on it ends now."""
    for ending in _ENDINGS.values():
        ending(place=place, person=person, is_out=is_out)
