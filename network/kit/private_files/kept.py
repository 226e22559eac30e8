"""The doors to what is kept, wherever that is. A key that is none of ours raises ValueError at each of them."""

import re
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

from django.core.files.storage import storages

KEY = re.compile(r"[0-9a-f]{32}")


class Store(Protocol):
    """What a place must be able to do. FileNotFoundError: the bytes are gone; Away: the place does not answer."""

    def send_ahead(self, path: Path) -> None: ...
    def forget(self, path: Path) -> None: ...
    def take(self, path: Path) -> str: ...
    def open_key(self, key: str) -> BinaryIO: ...
    def on_disk(self, key: str) -> AbstractContextManager[Path]: ...
    def delete_key(self, key: str) -> None: ...
    def keys(self, older_than: timedelta) -> Iterator[str]: ...
    def address_for_proxy(self, key: str) -> str | None: ...


def store() -> Store:
    return storages["private"]


def new_key() -> str:
    return secrets.token_hex(16)


def checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError("no key of ours")
    return key


def send_ahead(path: Path) -> None:
    """Do now what is slow in taking this finished upload, so that `take` can stand in a transaction. May be left out.
    Raises Away, or NoRoom.
    """
    store().send_ahead(path)


def forget(path: Path) -> None:
    """This upload was not taken, or was: nothing of it stays but what was taken."""
    store().forget(path)


def take(path: Path) -> str:
    """Keep a finished upload for good: safe before its key is known. Returns the key; the upload is gone.
    Raises Away, or NoRoom: nothing is kept then.
    """
    return store().take(path)


def opened(key: str) -> BinaryIO:
    """The bytes of this key, to read from the start or from where one seeks; whoever asks closes it.
    FileNotFoundError when they are gone, Away when they cannot be reached, now or while they are read.
    """
    return store().open_key(checked(key))


def on_disk(key: str) -> AbstractContextManager[Path]:
    """A file of this disk that holds the bytes of this key, to read only, for as long as the block lasts.
    FileNotFoundError when they are gone, Away when they cannot be reached, NoRoom when there is none for a copy.
    """
    return store().on_disk(checked(key))


def delete(key: str) -> None:
    """The bytes go for good. Again does nothing. Raises Away."""
    store().delete_key(checked(key))


def keys_on_disk(*, older_than: timedelta = timedelta()) -> Iterator[str]:
    """Every key kept for longer than this, one after the other: there may be very many. Raises Away."""
    return store().keys(older_than)
