"""The room that the files of a group take, and what is still being sent."""

from dataclasses import dataclass

from groups.files.models import Shelf, Upload, room_for_files
from groups.spaces.models import Group, Membership

SHORT, NEARLY_FULL = 80, 95


def uploads_to_go_on_with(membership: Membership) -> list[Upload]:
    """What this member began to send into the group and has not finished, the oldest first. One query."""
    found = list(Upload.objects.expected().filter(group=membership.group, owner=membership.user))
    for upload in found:
        upload.group = membership.group
    return found


@dataclass(frozen=True)
class Room:
    """What the files of a group take, in bytes, the bin included."""

    used: int
    most: int

    @property
    def percent(self) -> int:
        return min(100, self.used * 100 // self.most) if self.most else 100

    @property
    def left(self) -> int:
        """For whoever would send a file: the server decides again, with what others are sending."""
        return max(0, self.most - self.used)

    @property
    def is_short(self) -> bool:
        """Time to make room."""
        return self.percent >= SHORT

    @property
    def is_nearly_full(self) -> bool:
        return self.percent >= NEARLY_FULL


def room_of(group: Group) -> Room:
    """One query."""
    used = Shelf.objects.filter(group=group).values_list("used", flat=True).first()
    return Room(used or 0, room_for_files(group))
