"""Asking ClamAV about a file, over its socket: bytes go there in pieces (INSTREAM), nothing else is said."""

import re
import socket
import struct
from typing import BinaryIO, NamedTuple

ADDRESS = re.compile(r"unix:(?P<path>/.+)|tcp://(?P<host>[^/:\s]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})/?")
PIECE = 256 * 1024
CONNECT_SECONDS, ANSWER_SECONDS = 5, 120
ANSWER_MAX = 4096
FOUND = re.compile(r"stream: (.+) FOUND")


class Unreachable(Exception):  # noqa: N818
    """It gave no verdict: nobody knows anything about the file. `str(error)` is for the log."""


class Verdict(NamedTuple):
    """`finding`: what it recognised; "" in a clean file."""

    finding: str

    @property
    def is_clean(self) -> bool:
        return not self.finding


def checked_address(url: str) -> str:
    """The same address. Raises ValueError for what is none: unix:/run/clamav/clamd.ctl or tcp://host:3310."""
    if url and not ADDRESS.fullmatch(url):
        raise ValueError(f"{url!r} is no address of a socket")
    return url


def scan(data: BinaryIO, *, url: str) -> Verdict:
    """What the scanner at this address says of these bytes. Raises Unreachable when it says neither clean nor infected:
    away, too slow, too large for its own limits, or any answer that we don't know.
    """
    try:
        with _connected(url) as line:
            answer = _ask(line, data)
    except OSError as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    if answer == "stream: OK":
        return Verdict("")
    found = FOUND.fullmatch(answer)
    if found is None:
        raise Unreachable(f"it answers {answer[:100]!r}")
    return Verdict(found[1][:100])


def _connected(url: str) -> socket.socket:
    where = ADDRESS.fullmatch(url)
    if where is None:
        raise Unreachable("its address is none")
    if where["path"]:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(where["path"])
        except OSError:
            line.close()
            raise
    else:
        line = socket.create_connection((where["host"].strip("[]"), int(where["port"])), CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line


def _ask(line: socket.socket, data: BinaryIO) -> str:
    try:
        line.sendall(b"zINSTREAM\0")
        while piece := data.read(PIECE):
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        """It hung up in the middle: past its own limit, and it said so before."""
    return _answer(line)


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < ANSWER_MAX and (more := line.recv(ANSWER_MAX)):
        said += more
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
