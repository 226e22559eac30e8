"""Whether the head of a picture is one that a camera or a program writes: looked at before a library reads it, whose
work would grow with the square of what somebody made up (thousands of notes, comments of one byte, frames without end).
"""

from pathlib import Path
from typing import BinaryIO

SEGMENTS_MAX, HEAD_MAX = 400, 8_000_000
CHUNKS_MAX, NOTES_MAX = 20_000, 500
BLOCKS_MAX = 400_000


def is_modest(path: Path, *, frames: int) -> bool:
    """False for more segments, notes or frames (`frames` at most) than any true picture has. True for what is cut, or
    is no picture that is known here: whoever reads it says so.
    """
    with path.open("rb") as data:
        start = data.read(8)
        if start.startswith(b"\xff\xd8"):
            data.seek(2)
            return _is_modest_jpeg(data)
        if start == b"\x89PNG\r\n\x1a\n":
            return _is_modest_png(data)
        return _is_modest_gif(data, frames) if start.startswith((b"GIF87a", b"GIF89a")) else True


def _is_modest_jpeg(data: BinaryIO) -> bool:
    for _segment in range(SEGMENTS_MAX):
        marker = data.read(2)
        if len(marker) < 2 or marker[0] != 0xFF or marker[1] in {0xDA, 0xD9}:
            return True
        length = int.from_bytes(data.read(2), "big")
        if data.seek(max(0, length - 2), 1) > HEAD_MAX:
            return False
    return False


def _is_modest_png(data: BinaryIO) -> bool:
    notes = 0
    for _chunk in range(CHUNKS_MAX):
        head = data.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            return True
        notes += head[4:] not in {b"IDAT", b"fdAT", b"fcTL"}
        if notes > NOTES_MAX:
            return False
        data.seek(int.from_bytes(head[:4], "big") + 4, 1)
    return False


def _is_modest_gif(data: BinaryIO, frames: int) -> bool:
    data.seek(6)
    parts, seen = Parts(data), 0
    try:
        parts.skip_colours(parts.exactly(7)[4])
        while seen <= frames:
            sign = parts.exactly(1)
            if sign == b",":
                parts.skip_colours(parts.exactly(9)[8])
                seen += 1
            elif sign != b"!":
                return True
            parts.exactly(1)
            parts.skip_blocks()
    except EOFError:
        return True
    except TooMuchError:
        return False
    return False


class TooMuchError(Exception):
    """More blocks than any true picture has."""


class Parts:
    """A GIF, part by part. EOFError when it is cut."""

    def __init__(self, data: BinaryIO) -> None:
        self.data, self.blocks = data, 0

    def exactly(self, size: int) -> bytes:
        found = self.data.read(size)
        if len(found) < size:
            raise EOFError
        return found

    def skip_colours(self, flags: int) -> None:
        if flags & 0x80:
            self.data.seek(3 << ((flags & 7) + 1), 1)

    def skip_blocks(self) -> None:
        while size := self.exactly(1)[0]:
            self.data.seek(size, 1)
            self.blocks += 1
            if self.blocks > BLOCKS_MAX:
                raise TooMuchError
