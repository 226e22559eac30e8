"""What stands at the head of each paper: who we are. The public half knows, and says here how to ask."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

HOUSE_ACCENT = "#006274"
SIDE = 480


@dataclass(frozen=True)
class Letterhead:
    """`lines`: address, telephone, mail. `mark`: PNG; without one, the mark of the house in the accent colour."""

    name: str = "Traverse"
    tagline: str = ""
    lines: tuple[str, ...] = ()
    accent: str = HOUSE_ACCENT
    mark: bytes = b""


_SOURCES: list[Callable[[], Letterhead]] = []


def register(source: Callable[[], Letterhead]) -> None:
    """Who is asked; again replaces the first."""
    _SOURCES[:] = [source]


def current() -> Letterhead:
    """The letterhead of now, with a mark. What the source needs, two queries at most."""
    found = _SOURCES[0]() if _SOURCES else Letterhead()
    return (
        found if found.mark else Letterhead(found.name, found.tagline, found.lines, found.accent, drawn(found.accent))
    )


def drawn(accent: str) -> bytes:
    """The mark of the house as a picture: the same lines as static/img/mark.svg."""
    scale = SIDE / 32
    picture = Image.new("RGBA", (SIDE, SIDE))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, SIDE - 1, SIDE - 1), radius=8 * scale, fill=accent)
    for line in (((7, 11), (25, 11)), ((16, 11), (16, 19.5))):
        ends = [(x * scale, y * scale) for x, y in line]
        draw.line(ends, fill="white", width=round(2.4 * scale))
        for end in ends:
            draw.circle(end, 1.2 * scale, fill="white")
    draw.circle((16 * scale, 22.5 * scale), 2.9 * scale, fill="white")
    return as_png(picture.resize((SIDE // 2, SIDE // 2), Image.Resampling.LANCZOS))


def as_png(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.convert("RGBA").save(kept, "PNG", optimize=True)
    return kept.getvalue()
