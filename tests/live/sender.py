"""Somebody who sends and fetches files over real connections, and stops in the middle when told to."""

import base64
import hashlib
import http.client
import json
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.live.server import CSRF, Server

PIECE = 4 * 1024 * 1024
LINE = b"Des mots, encore des mots, toujours des mots : 64 octets pile.\r\n"


def words(size: int, at: int = 0) -> bytes:
    """The bytes from `at` on of a text that is the same each time, without holding all of it."""
    first = at // len(LINE) * len(LINE)
    return (LINE * ((at + size - first) // len(LINE) + 1))[at - first : at - first + size]


def digest_of(size: int) -> str:
    digest = hashlib.sha256()
    for at in range(0, size, PIECE):
        digest.update(words(min(PIECE, size - at), at))
    return digest.hexdigest()


class Sender:
    def __init__(self, server: Server, session_key: str, group_slug: str) -> None:
        self.server, self.files = server, f"/groupes/{group_slug}/fichiers/"
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"
        self.headers = {"Cookie": cookie, "X-CSRFToken": CSRF, "Tus-Resumable": "1.0.0"}

    def announce(self, name: str, size: int) -> str:
        said = {"filename": name, "key": str(uuid.uuid4())}
        metadata = ",".join(f"{word} {base64.b64encode(value.encode()).decode()}" for word, value in said.items())
        headers = {**self.headers, "Upload-Length": str(size), "Upload-Metadata": metadata}
        begun = self.server.request("POST", f"{self.files}envois/", headers=headers)
        assert begun.status == 201, begun.text
        return begun.headers["Location"]

    def offset(self, url: str) -> int:
        return int(self.server.request("HEAD", url, headers=self.headers).headers["Upload-Offset"])

    def send(self, url: str, size: int, *, until: int | None = None) -> None:
        """Piece after piece from where it stands, `until` so many bytes of `size` are there."""
        at, end = self.offset(url), size if until is None else until
        while at < end:
            piece = words(min(PIECE, end - at), at)
            answer = self.server.request("PATCH", url, piece, self._of_a_piece(at))
            assert answer.status == 204, (answer.status, answer.text)
            at = int(answer.headers["Upload-Offset"])

    def send_half_a_piece(self, url: str, size: int) -> socket.socket:
        """The line stays open: whoever asked closes it, or kills the server."""
        at = self.offset(url)
        length = min(PIECE, size - at)
        lines = [f"PATCH {url} HTTP/1.1", f"Host: 127.0.0.1:{self.server.port}", f"Content-Length: {length}"]
        lines += [f"{name}: {value}" for name, value in self._of_a_piece(at).items()]
        line = socket.create_connection(("127.0.0.1", self.server.port))
        line.sendall("\r\n".join([*lines, "", ""]).encode() + words(length // 2, at))
        return line

    def _of_a_piece(self, at: int) -> dict[str, str]:
        return {**self.headers, "Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}

    def finish(self, url: str) -> dict:
        answer = self.server.request("POST", f"{url}fin/", headers=self.headers)
        assert answer.status == 200, (answer.status, answer.text)
        return json.loads(answer.text)

    def fetch(self, url: str) -> tuple[int, str]:
        """(bytes, their digest) of a file, read as a browser does: what came is not kept."""
        browser = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        browser.request("GET", f"{url}telechargement/", headers=self.headers)
        response, digest, size = browser.getresponse(), hashlib.sha256(), 0
        while block := response.read(1024 * 1024):
            digest.update(block)
            size += len(block)
        browser.close()
        return size, digest.hexdigest()


class Watch:
    """What a server process took meanwhile, in bytes: `grown` in memory, `aside` in files that have no name."""

    def __init__(self, server: Server) -> None:
        self.server, self.before = server, server.memory()
        self.grown = self.aside = 0

    def look(self) -> None:
        self.grown = max(self.grown, self.server.memory() - self.before)
        open_files = Path(f"/proc/{self.server.process.pid}/fd")
        self.aside = max(self.aside, sum(_size_without_name(link) for link in open_files.iterdir()))


def _size_without_name(link: Path) -> int:
    try:
        return link.stat().st_size if str(link.readlink()).endswith("(deleted)") else 0
    except OSError:
        return 0


@contextmanager
def watched(server: Server) -> Iterator[Watch]:
    watch, over = Watch(server), threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            watch.look()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield watch
    finally:
        over.set()
        thread.join()
