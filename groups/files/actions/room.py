"""What arrives, and the room that the files of a group take. The group is held by whoever calls this."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.models import F
from django.utils.translation import gettext as _

from groups.files.models import Shelf, room_for_files
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
        return cls(path, name, path.stat().st_size, digest.hexdigest(), kind)


@contextmanager
def arriving(*, blocks: Iterable[bytes], name: str) -> Iterator[Arrived]:
    """What a browser sends, written aside and looked at; it goes at the end unless it was kept. Raises Refused."""
    path = private_files.upload_dir() / uuid.uuid4().hex
    try:
        with path.open("xb") as kept:
            kept.writelines(blocks)
        yield Arrived.at(path=path, name=name)
    finally:
        path.unlink(missing_ok=True)


def take_room(*, group: Group, size: int) -> None:
    """Count these bytes on the group's shelf. Refused when it is full, or when the disk nearly is."""
    if not private_files.has_room(size):
        raise Refused(_("The site has no room left for files. Those who run it must make some: tell them."))
    Shelf.objects.get_or_create(group=group)
    full = room_for_files(group) - size
    if not Shelf.objects.filter(group=group, used__lte=full).update(used=F("used") + size):
        raise Refused(_("The group has no room left for this file. Empty the bin, or ask the centre for more room."))


def give_room_back(*, group: Group, size: int) -> None:
    """Count these bytes out of the group's shelf."""
    Shelf.objects.filter(group=group).update(used=F("used") - size)
