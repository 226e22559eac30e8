"""What arrives, before it is kept: always on the disk of this machine. And how much room that disk has."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from network.kit.disk_full import is_disk_full
from network.kit.errors import NoRoom

SPARE_SHARE, SPARE_LEAST, SPARE_MOST = 0.05, 500_000_000, 20_000_000_000


def upload_dir() -> Path:
    """Where unfinished uploads are written."""
    return made(Path(settings.PRIVATE_DIR) / "uploads")


def made(folder: Path) -> Path:
    """This folder, closed to other accounts of the machine like those above it that are missing, and there to stay."""
    if not folder.exists():
        above = made(folder.parent)
        folder.mkdir(mode=0o750, exist_ok=True)
        synced(above)
    return folder


def synced(path: Path) -> None:
    """The bytes of this file, or the names in this folder, outlast a cut of the current."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def forget_uploads(*, older_than: timedelta) -> int:
    """Unfinished uploads that nothing has written to for so long go. Returns how many."""
    before, gone = time.time() - older_than.total_seconds(), 0
    for path in upload_dir().iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime <= before:
                path.unlink()
                gone += 1
    return gone


def has_room(size: int) -> bool:
    """Whether the disk has room for so many bytes, and some to spare for everything else."""
    usage = shutil.disk_usage(upload_dir())
    return usage.free - size > spare(usage.total)


def spare(total: int) -> float:
    """What stays free for the database, its copies and its logs, and for somebody to notice: a twentieth of the disk,
    500 MB at least. Beyond 20 GB that would be a disk that is paid for and never used.
    """
    return max(SPARE_LEAST, min(SPARE_MOST, total * SPARE_SHARE))


def check_room(size: int = 0) -> None:
    """Raises NoRoom when the disk has none for so many bytes."""
    if not has_room(size):
        raise no_room()


@contextmanager
def room_or_refusal() -> Iterator[None]:
    """What is written in this block finds room, or NoRoom is raised."""
    try:
        yield
    except OSError as error:
        if not is_disk_full(error):
            raise
        raise no_room() from error


def no_room() -> NoRoom:
    return NoRoom(_("The site has no room left for files. Those who run it must make some: tell them."))
