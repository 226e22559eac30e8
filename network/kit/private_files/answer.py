"""One answer for all bytes: whole or in part, from this process or through the proxy, always as a download."""

import io
import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import parse_etags

from network.kit.downloads import as_download
from network.kit.errors import Away

from .kept import opened, store

log = logging.getLogger("traverse.files")
BLOCK = 64 * 1024
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
LATER_PART = re.compile(r"bytes=(0*[1-9]|-[0-9])")
AGAIN_SECONDS = "30"


def serve(request: HttpRequest, key: str, *, name: str, content_type: str, etag: str) -> HttpResponseBase:
    """The bytes of this key as a download under this name: whole, or the one part that is asked for. 410 and a page
    that says so when they are gone, 503 when they cannot be reached for the moment.

    `etag` tells nothing of the content. Whoever calls has decided that this person may have them.
    """
    if request.method in {"GET", "HEAD"} and _has_it(request, etag):
        return _with_headers(HttpResponse(status=304), name, etag)
    try:
        data = opened(key)
        return _with_headers(_answer(request, key, data, content_type, etag), name, etag)
    except FileNotFoundError:
        log.error("bytes are gone that a row names: their key begins with %s", key[:8])  # logs hide what is longer
        return render(request, "410.html", {"name": name}, status=410)
    except Away:
        response = render(request, "503.html", {"name": name}, status=503)
        response["Retry-After"] = AGAIN_SECONDS
        return response


def begins(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this answer of `serve` gives out the first byte: what somebody downloads is counted once by it."""
    if request.method == "HEAD" or response.status_code not in {200, 206}:
        return False
    if "X-Accel-Redirect" in response:
        return not LATER_PART.match(request.headers.get("Range", ""))
    return response.get("Content-Range", "bytes 0-").startswith("bytes 0-")


def _answer(request: HttpRequest, key: str, data: BinaryIO, content_type: str, etag: str) -> HttpResponseBase:
    """Closes `data`, at the end of the answer or now."""
    size, sent_as = data.seek(0, io.SEEK_END), _sent_as(content_type)
    if address := store().address_for_proxy(key):
        data.close()
        return HttpResponse(headers={"X-Accel-Redirect": address, "Content-Type": sent_as})
    part = _part_asked(request, size, etag)
    if part is None:
        data.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = part
    about = {"Content-Type": sent_as, "Content-Length": str(last - first + 1)}
    whole = part == (0, size - 1)
    if not whole:
        about["Content-Range"] = f"bytes {first}-{last}/{size}"
    if request.method == "HEAD":
        data.close()
        return HttpResponse(headers=about)
    return StreamingHttpResponse(Part(data, first, last), status=200 if whole else 206, headers=about)


class Part:
    """Bytes from `first` to `last`. The first are read here: a bucket that fails does so before the answer begins."""

    def __init__(self, data: BinaryIO, first: int, last: int):
        self._data, self._left = data, last - first + 1
        try:
            data.seek(first)
            self._block = self._read()
        except Away:
            data.close()
            raise

    def _read(self) -> bytes:
        """Nothing is held open for whoever takes the last block, however slowly."""
        block = self._data.read(min(BLOCK, self._left)) if self._left else b""
        self._left -= len(block)
        if not self._left or not block:
            self._data.close()
        return block

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self._block:
            raise StopIteration
        block, self._block = self._block, self._read()
        return block

    def close(self) -> None:
        self._data.close()


def _has_it(request: HttpRequest, etag: str) -> bool:
    known = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
    return f'"{etag}"' in known or known == ["*"]


def _sent_as(content_type: str) -> str:
    return f"{content_type}; charset=utf-8" if content_type.startswith("text/") else content_type


def _with_headers(response: HttpResponseBase, name: str, etag: str) -> HttpResponseBase:
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{etag}"'
    return as_download(response, name)


def _part_asked(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte; all of them when no single part is asked for; None for a part that is not there."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    unchanged = request.headers.get("If-Range", f'"{etag}"') == f'"{etag}"'
    if not asked or not any(asked.groups()) or not unchanged or request.method == "HEAD":
        return 0, size - 1
    first, last = asked.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else None
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if int(first) <= end else None
