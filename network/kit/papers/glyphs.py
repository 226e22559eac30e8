"""Which characters our fonts can draw. A PDF/UA that misses one is refused as a whole: it is shown as an empty box."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
BOX = "\u25a1"
UNSEEN = set("\n\u00ad\u200b\u200c\u200d\u2060") | {chr(code) for code in range(0xFE00, 0xFE10)}


def drawable(text: str) -> str:
    """The same words with a box for each character that no font of ours has."""
    return "".join(c if c in UNSEEN or _is_known(ord(c)) else BOX for c in text)


def _is_known(code: int) -> bool:
    starts, ends = _ranges()
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@lru_cache(maxsize=1)
def _ranges() -> tuple[list[int], list[int]]:
    """First and last characters of what the fonts have, together and in order."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(pair for path in FONTS.glob("*.ttf") for pair in covered(path.read_bytes())):
        if ends and start <= ends[-1] + 1:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


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
