"""Kept bytes in a bucket that speaks S3. Needs requirements-s3.txt; `bucket_url` reads its settings."""

import io
import logging
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.utils import timezone
from django.utils.translation import gettext as _
from storages.backends.s3 import S3Storage

from network.kit.errors import Away

from .kept import KEY, new_key
from .uploads import check_room, room_or_refusal, upload_dir

log = logging.getLogger("traverse.files")
PREFIX = "kept/"
# Nobody waits longer for a bucket; one that did not answer is left alone for a moment, not asked by everybody.
PATIENCE = {"connect_timeout": 3, "read_timeout": 10, "retries": {"total_max_attempts": 2}}
LEFT_ALONE_SECONDS = 5
# Checksums in headers of their own are newer than many of the services that speak S3.
PLAIN = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}
SENT_FOR_SECONDS = 3600
WINDOW = 8 * 1024 * 1024


class Bucket(S3Storage):
    def __init__(self, *, addressing_style: str = "path", **settings):
        config = Config(s3={"addressing_style": addressing_style}, signature_version="s3v4", **PATIENCE, **PLAIN)
        super().__init__(client_config=config, **settings)
        self._left_alone_until = 0.0

    def url(self, *args, **kwargs):
        raise NotImplementedError("No address leads to these bytes: a view gives them out.")

    @property
    def client(self):
        """Of this thread."""
        return self.connection.meta.client

    @contextmanager
    def reached(self, key: str = "", *, began: bool = False) -> Iterator[None]:
        """FileNotFoundError when this key is not there; Away for anything else that the bucket does not do. What
        `began` to be read goes on while others are told to come back.
        """
        if time.monotonic() < self._left_alone_until and not began:
            raise _away()
        try:
            yield
        except (ClientError, Boto3Error, BotoCoreError) as error:
            raise self._meaning(error, key) from error

    def _meaning(self, error: Exception, key: str) -> Exception:
        cause = error.__context__ if isinstance(error, Boto3Error) else error
        if not isinstance(cause, ClientError):
            self._left_alone_until = time.monotonic() + LEFT_ALONE_SECONDS
        elif key and cause.response["Error"]["Code"] in {"404", "NoSuchKey"} and self._is_there():
            return FileNotFoundError(key)
        log.error("the bucket of shared files failed: %s", cause)
        return _away()

    def _is_there(self) -> bool:
        try:
            self.client.head_bucket(Bucket=self.bucket_name)
        except (ClientError, BotoCoreError):
            return False
        return True

    def send_ahead(self, path: Path) -> None:
        if _sent(path, for_seconds=SENT_FOR_SECONDS):
            return
        key = new_key()
        self._send(path, key)
        with room_or_refusal():
            _mark(path).write_text(key)

    def forget(self, path: Path) -> None:
        key = _sent(path, for_seconds=float("inf"))
        path.unlink(missing_ok=True)
        _mark(path).unlink(missing_ok=True)
        if key:
            with suppress(Away):  # no row names it: swept after a day
                self.delete_key(key)

    def take(self, path: Path) -> str:
        key = _sent(path, for_seconds=SENT_FOR_SECONDS)
        if not key:
            key = new_key()
            self._send(path, key)
        path.unlink()
        _mark(path).unlink(missing_ok=True)
        return key

    def _send(self, path: Path, key: str) -> None:
        with self.reached():
            about = {"ContentType": "application/octet-stream"}
            self.client.upload_file(str(path), self.bucket_name, PREFIX + key, ExtraArgs=about)

    def open_key(self, key: str) -> BinaryIO:
        with self.reached(key):
            size = self.client.head_object(Bucket=self.bucket_name, Key=PREFIX + key)["ContentLength"]
        return io.BufferedReader(Reader(self, key, size), 64 * 1024)

    def part(self, key: str, first: int, last: int):
        asked = f"bytes={first}-{last}"
        return self.client.get_object(Bucket=self.bucket_name, Key=PREFIX + key, Range=asked)["Body"]

    @contextmanager
    def on_disk(self, key: str) -> Iterator[Path]:
        path = upload_dir() / f"{uuid.uuid4().hex}.copy"
        try:
            with self.open_key(key) as data, room_or_refusal(), path.open("xb") as copy:
                check_room(data.seek(0, io.SEEK_END))
                data.seek(0)
                shutil.copyfileobj(data, copy)
            yield path
        finally:
            path.unlink(missing_ok=True)

    def delete_key(self, key: str) -> None:
        with self.reached():
            self.client.delete_object(Bucket=self.bucket_name, Key=PREFIX + key)

    def keys(self, older_than: timedelta) -> Iterator[str]:
        before = timezone.now() - older_than
        pages = iter(self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=PREFIX))
        while page := self._next(pages):
            for found in page.get("Contents", ()):
                key = found["Key"].removeprefix(PREFIX)
                if KEY.fullmatch(key) and found["LastModified"] <= before:
                    yield key

    def _next(self, pages: Iterator[dict]) -> dict | None:
        with self.reached():
            return next(pages, None)

    def address_for_proxy(self, key: str) -> str | None:
        """A proxy would need the keys of the bucket, or an address that whoever has it may use."""
        return None


class Reader(io.RawIOBase):
    """One key, read in windows: a part of a film costs that part, a slow reader holds no connection for long."""

    def __init__(self, bucket: Bucket, key: str, size: int):
        self._bucket, self._key, self._size = bucket, key, size
        self._at, self._body = 0, None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        at = max(0, start + offset)
        if at != self._at:
            self._drop()
        self._at = at
        return at

    def readinto(self, into: memoryview) -> int:
        if self._at >= self._size:
            return 0
        with self._bucket.reached(self._key, began=self._at > 0):
            data = self._window().read(len(into)) or self._next_window().read(len(into))
        into[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _window(self):
        if self._body is None:
            last = min(self._at + WINDOW, self._size) - 1
            self._body = self._bucket.part(self._key, self._at, last)
        return self._body

    def _next_window(self):
        self._drop()
        return self._window()

    def _drop(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None

    def close(self) -> None:
        self._drop()
        super().close()


def _mark(path: Path) -> Path:
    """Beside an upload that was sent ahead: under which key."""
    return path.with_name(f"{path.name}.sent")


def _sent(path: Path, *, for_seconds: float) -> str:
    """Empty when it was not sent, so long ago that its bytes may be swept, or before it was written to again."""
    mark = _mark(path)
    with suppress(FileNotFoundError):
        sent, written = mark.stat(), path.stat()
        if time.time() - sent.st_mtime < for_seconds and sent.st_mtime_ns >= written.st_mtime_ns:
            return mark.read_text()
    return ""


def _away() -> Away:
    return Away(
        _("Shared files can’t be reached for the moment: nothing was added or lost. Try again in a few minutes.")
    )
