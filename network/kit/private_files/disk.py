"""Kept bytes in a folder of this machine, PRIVATE_DIR."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from .kept import KEY, checked, new_key
from .uploads import made, room_or_refusal, synced


def path_of(key: str) -> Path:
    """Where the bytes of this key are on this disk. Raises ValueError for what is no key."""
    return _kept() / _place(key)


def _kept() -> Path:
    return Path(settings.PRIVATE_DIR) / "kept"


def _place(key: str) -> str:
    return f"{checked(key)[:2]}/{key[2:4]}/{key}"


class Disk:
    def send_ahead(self, path: Path) -> None:
        """To take is a rename, once the bytes are on the platter."""
        with room_or_refusal():
            synced(path)

    def forget(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def take(self, path: Path) -> str:
        key = new_key()
        place = path_of(key)
        with room_or_refusal():
            made(_kept())
            for folder in (place.parent.parent, place.parent):
                folder.mkdir(mode=0o750, exist_ok=True)
            synced(path)
            path.chmod(0o640)
            os.utime(path)  # its day before the sweep begins now, however long the upload took
            path.replace(place)
            _make_names_last(place)
        return key

    def open_key(self, key: str) -> BinaryIO:
        return path_of(key).open("rb")

    @contextmanager
    def on_disk(self, key: str) -> Iterator[Path]:
        path = path_of(key)
        if not path.exists():
            raise FileNotFoundError(key)
        yield path

    def delete_key(self, key: str) -> None:
        path_of(key).unlink(missing_ok=True)

    def keys(self, older_than: timedelta) -> Iterator[str]:
        before = time.time() - older_than.total_seconds()
        for path in _kept().glob("??/??/*"):
            with suppress(FileNotFoundError):
                if KEY.fullmatch(path.name) and path.stat().st_mtime <= before:
                    yield path.name

    def address_for_proxy(self, key: str) -> str | None:
        prefix = settings.X_ACCEL_PREFIX
        return f"{prefix}{_place(key)}" if prefix else None


def _make_names_last(place: Path) -> None:
    """Also those of the folders above: another process may have made one of them, and not have come to this yet."""
    for folder in place.parents[:4]:
        synced(folder)
