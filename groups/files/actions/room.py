"""What arrives, and the room that the files of a group take. The group is held by whoever calls this."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from groups.files.models import Shelf, Upload, room_for_files
from groups.spaces.models import Group
from network.kit import file_types, private_files
from network.kit.errors import Refused

BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Arrived:
    """A finished upload, looked at before anything is written: its bytes agree with its name."""

    path: Path
    name: str
    size: int
    sha256: str
    type: file_types.FileType

    @classmethod
    def at(cls, *, path: Path, name: str) -> "Arrived":
        """Reads all of it once, outside any transaction. Raises Refused for what is not taken here."""
        name = file_types.clean_name(name)
        kind = file_types.check(path, name)
        digest = hashlib.sha256()
        with path.open("rb") as bytes_of:
            while block := bytes_of.read(BLOCK):
                digest.update(block)
        private_files.send_ahead(path)
        return cls(path, name, path.stat().st_size, digest.hexdigest(), kind)


@contextmanager
def arriving(*, blocks: Iterable[bytes], name: str) -> Iterator[Arrived]:
    """What a browser sends, written aside and looked at; it goes at the end unless it was kept. Raises Refused."""
    private_files.check_room()
    path = private_files.upload_dir() / uuid.uuid4().hex
    try:
        with private_files.room_or_refusal(), path.open("xb") as kept:
            kept.writelines(blocks)
        yield Arrived.at(path=path, name=name)
    finally:
        private_files.forget(path)


def take_room(*, group: Group, size: int) -> None:
    """Count these bytes, which arrived, on the group's shelf. Refused when it is full, or when the disk nearly is."""
    _check_disk(0)
    Shelf.objects.get_or_create(group=group)
    full = room_for_files(group) - _being_sent(group) - size
    if not Shelf.objects.filter(group=group, used__lte=full).update(used=F("used") + size):
        raise _no_room()


def check_room(*, group: Group, size: int) -> None:
    """Refused when the group's shelf, or the disk, has no room for so many bytes more beside all that is being sent."""
    _check_disk(size)
    used = Shelf.objects.filter(group=group).values_list("used", flat=True).first() or 0
    if used + _being_sent(group) + size > room_for_files(group):
        raise _no_room()


def _check_disk(size: int) -> None:
    private_files.check_room(size + bytes_to_come(uploads=Upload.objects.all()))


def bytes_to_come(*, uploads: QuerySet[Upload]) -> int:
    """How many bytes these hold room for that have not arrived. One query."""
    return uploads.holding().aggregate(bytes=Sum(F("size") - F("offset")))["bytes"] or 0


def _being_sent(group: Group) -> int:
    """What arrived lies on the disk for a day, what has not holds its room for an hour. One query: a piece that arrives
    between two would be counted in neither.
    """
    return Upload.objects.expected().with_room().filter(group=group).aggregate(bytes=Sum("room"))["bytes"] or 0


def _no_room() -> Refused:
    return Refused(_("The group has no room left for this file. Empty the bin, or ask the centre for more room."))


def give_room_back(*, group: Group, size: int) -> None:
    """Count these bytes out of the group's shelf."""
    Shelf.objects.filter(group=group).update(used=F("used") - size)
