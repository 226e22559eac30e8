"""Which characters our fonts can draw. A PDF/UA that misses one is refused as a whole: it is shown as an empty box."""

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
BOX = "\u25a1"
UNSEEN = [(0x0A, 0x0A), (0xAD, 0xAD), (0x200B, 0x200D), (0x2060, 0x2060), (0xFE00, 0xFE0F)]
"""Line breaks, and marks that are never drawn themselves."""


def drawable(text: str) -> str:
    """The same words with a box for each character that no font of ours has."""
    return _missing().sub(BOX, text)


@lru_cache(maxsize=1)
def _missing() -> re.Pattern:
    fonts = (covered(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf")))
    ranges = sorted({*UNSEEN, *(pair for font in fonts for pair in font)})
    known = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return re.compile(f"[^{known}]")


def covered(font: bytes) -> Iterator[tuple[int, int]]:
    """Ranges of characters of a TrueType font, from the widest table it has for Unicode (formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    subtables = {struct.unpack_from(">I", font, start + 8 + 8 * number)[0] + start for number in range(count)}
    formats = {struct.unpack_from(">H", font, at)[0]: at for at in subtables}
    yield from _segments(font, formats[12]) if 12 in formats else _short_segments(font, formats[4])


def _segments(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    groups = struct.unpack_from(">I", font, at + 12)[0]
    for number in range(groups):
        first, last, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        yield first, last


def _short_segments(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    yield from ((first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF)
