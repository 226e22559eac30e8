"""Who reads a discussion now, and who is writing in it: kept in memory by each process, told by ids, gone by itself."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

HERE_SECONDS, TYPING_SECONDS = 90, 6
SHOWN = 6
"""People named in one frame: beyond that a number would say as much, and the frame stays small."""


@dataclass
class Present:
    """Until when somebody counts as here, and as writing (clock of the process)."""

    here: float = 0.0
    typing: float = 0.0


@dataclass
class Presence:
    """By discussion, in the group where they read it, and person. `clock` counts seconds."""

    clock: Callable[[], float] = time.monotonic
    people: dict[tuple[str, int], dict[int, Present]] = field(default_factory=dict)

    def note(self, scope: str, thread_id: int, user_id: int, state: str) -> None:
        """Somebody said "here" or "typing", or is "gone"."""
        now, place = self.clock(), (scope, thread_id)
        if state == "gone":
            self.people.get(place, {}).pop(user_id, None)
        else:
            present = self.people.setdefault(place, {}).setdefault(user_id, Present())
            present.here = now + HERE_SECONDS
            present.typing = now + TYPING_SECONDS if state == "typing" else 0.0
        self._forget_the_gone(place, now)

    def _forget_the_gone(self, place: tuple[str, int], now: float) -> None:
        left = {pk: present for pk, present in self.people.get(place, {}).items() if present.here > now}
        if left:
            self.people[place] = left
        else:
            self.people.pop(place, None)

    def frame(self, scope: str, thread_id: int) -> dict:
        """What the readers of this discussion are told: ids only, a few at most."""
        now, place = self.clock(), (scope, thread_id)
        self._forget_the_gone(place, now)
        people = self.people.get(place, {})
        typing = [pk for pk, present in people.items() if present.typing > now]
        return {
            "scope": scope, "seq": 0, "kind": "here", "id": thread_id,
            "who": sorted(people)[:SHOWN], "typing": sorted(typing)[:SHOWN],
        }  # fmt: skip
