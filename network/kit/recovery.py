"""What rooms take up again when its task was lost: each declares it when the app starts, and the worker asks twice a
minute.
"""

import logging
from collections.abc import Callable

log = logging.getLogger("traverse.worker")
Work = Callable[[], int]
"""Queues what is missing and returns how much. At any time, as often as one likes."""
_WORK: dict[str, Work] = {}


def register(name: str, work: Work) -> None:
    """`name` is what the report of the command says."""
    _WORK[name] = work


def run() -> dict[str, int]:
    """How much each found; what fails is logged, and keeps nothing else from being taken up."""
    found = {}
    for name, work in _WORK.items():
        try:
            found[name] = work()
        except Exception:
            log.exception("recovery of %s", name)
    return found
