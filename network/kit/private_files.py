"""Bytes that only a view gives out: under random keys in a folder that no address leads into.

They never change. A file is written aside in `upload_dir`, then taken whole: the same disk, one rename.
"""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

KEY = re.compile(r"[0-9a-f]{32}")
BLOCK = 64 * 1024
LEAST_FREE, LEAST_SHARE = 500_000_000, 0.05
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def upload_dir() -> Path:
    """Where unfinished uploads are written."""
    return _made(Path(settings.PRIVATE_DIR) / "uploads")


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    return folder


def path_of(key: str) -> Path:
    """Where the bytes of this key are. Raises ValueError for what is no key."""
    if not KEY.fullmatch(key):
        raise ValueError("no key of ours")
    return Path(settings.PRIVATE_DIR) / "kept" / key[:2] / key[2:4] / key


def take(path: Path) -> str:
    """Keep a finished upload for good: on disk before its key is known. Returns the key."""
    key = secrets.token_hex(16)
    place = path_of(key)
    _made(place.parent)
    with path.open("rb") as data:
        os.fsync(data.fileno())
    path.chmod(0o640)
    path.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return key


def opened(key: str) -> BinaryIO:
    """The bytes of this key, to read from the start; whoever asks closes it. FileNotFoundError when they are gone."""
    return path_of(key).open("rb")


@contextmanager
def on_disk(key: str) -> Iterator[Path]:
    """A file of this disk that holds the bytes of this key, to read only, for as long as the block lasts.
    FileNotFoundError when they are gone.
    """
    path = path_of(key)
    if not path.exists():
        raise FileNotFoundError(key)
    yield path


def delete(key: str) -> None:
    """The bytes go for good. Again does nothing."""
    path_of(key).unlink(missing_ok=True)


def keys_on_disk(*, older_than: timedelta = timedelta()) -> dict[str, Path]:
    """Every key kept for longer than this, and where its bytes are."""
    before = time.time() - older_than.total_seconds()
    kept = (Path(settings.PRIVATE_DIR) / "kept").glob("??/??/*")
    return {path.name: path for path in kept if path.stat().st_mtime <= before}


def forget_uploads(*, older_than: timedelta) -> int:
    """Unfinished uploads that nothing has written to for so long go. Returns how many."""
    before = time.time() - older_than.total_seconds()
    late = [path for path in upload_dir().iterdir() if path.stat().st_mtime <= before]
    for path in late:
        path.unlink(missing_ok=True)
    return len(late)


def has_room(size: int) -> bool:
    """Whether the disk has room for so many bytes, and some to spare for everything else."""
    usage = shutil.disk_usage(upload_dir())
    return usage.free - size > min(LEAST_FREE, usage.total * LEAST_SHARE)


def serve(request: HttpRequest, key: str, *, name: str, content_type: str, etag: str) -> HttpResponseBase:
    """The bytes of this key as a download under this name: whole, or the one part that is asked for.

    `etag` tells nothing of the content. Whoever calls has decided that this person may have them.
    """
    path = path_of(key)
    if request.headers.get("If-None-Match") == f'"{etag}"':
        return _with_headers(HttpResponse(status=304), name, etag)
    size = path.stat().st_size
    part = _part_asked(request, size, etag)
    if part is None:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return _with_headers(response, name, etag)
    first, last = part
    whole = (first, last) == (0, size - 1)
    sent = {"status": 200 if whole else 206, "content_type": _sent_as(content_type)}
    response = StreamingHttpResponse(_blocks(key, first, last), **sent)
    response["Content-Length"] = last - first + 1
    if not whole:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _with_headers(response, name, etag)


def _sent_as(content_type: str) -> str:
    return f"{content_type}; charset=utf-8" if content_type.startswith("text/") else content_type


def _with_headers(response: HttpResponseBase, name: str, etag: str) -> HttpResponseBase:
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{etag}"'
    return response


def _part_asked(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte; all of them when no single part is asked for; None for a part that is not there."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or not any(asked.groups()) or request.headers.get("If-Range", f'"{etag}"') != f'"{etag}"':
        return 0, size - 1
    first, last = asked.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else None
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if int(first) <= end else None


def _blocks(key: str, first: int, last: int) -> Iterator[bytes]:
    with opened(key) as data:
        data.seek(first)
        left = last - first + 1
        while left > 0 and (block := data.read(min(BLOCK, left))):
            left -= len(block)
            yield block
