"""Files that arrive piece by piece, aside on the local disk: what is said to be there is there, also after a crash."""

import fcntl
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import private_files


class BusyError(Exception):
    """Another request is writing this one, or looking at it."""


def path_of(key: uuid.UUID) -> Path:
    return private_files.upload_dir() / key.hex


def size_of(key: uuid.UUID) -> int:
    """How many bytes are on disk; some of the last ones may never have been acknowledged."""
    try:
        return path_of(key).stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def held(key: uuid.UUID) -> Iterator[Path]:
    """One request at a time, in whatever process of this machine. Raises BusyError at once for the others."""
    path = path_of(key)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError from None
        yield path
    finally:
        os.close(descriptor)


def add(path: Path, *, at: int, blocks: Iterable[bytes]) -> int:
    """Write a piece after the first `at` bytes and wait until it is on disk; returns how much came, less than announced
    when the line was cut. What an earlier, unacknowledged piece left there goes. OSError when the disk is full: the
    first `at` bytes remain.
    """
    came = 0
    try:
        with path.open("r+b") as kept:
            kept.truncate(at)
            kept.seek(at)
            for block in blocks:
                kept.write(block)
                came += len(block)
            kept.flush()
            os.fsync(kept.fileno())
    except OSError:
        os.truncate(path, at)
        raise
    return came


def forget(key: uuid.UUID) -> None:
    """What arrived goes for good. Again does nothing."""
    private_files.forget(path_of(key))
