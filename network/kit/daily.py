"""What rooms do once a day, beside deleting what was kept long enough: each declares it when the app starts."""

from collections.abc import Callable

Work = Callable[[], int]
"""Does it and returns how many rows it changed. Twice on a day is harmless."""
_WORK: dict[str, Work] = {}


def register(name: str, work: Work) -> None:
    """`name` is what the report of the daily command says."""
    _WORK[name] = work


def works() -> dict[str, Work]:
    return dict(_WORK)
