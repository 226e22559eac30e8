"""Small true pictures of pictures and of pages: new points, nothing of what the file carried beside them."""

import math
import time
from pathlib import Path

from PIL import Image, ImageOps

from .found import PAGES_MAX, Outcome, Unread

PIXELS_MAX, MANY = 40_000_000, 10_000_000
SMALL, LARGE = 320, 1600
PAGE_WIDTH, PAGE_HEIGHT = 1100, 2200
SECONDS = 7
STRIP = 64
TURNED = 0x0112
"""Where a camera says which side is up."""
Image.MAX_IMAGE_PIXELS = PIXELS_MAX


def of_picture(document: Path, _ending: str, folder: Path) -> dict:
    """0: a small one; 1: a large one. The first picture of a film of pictures."""
    with Image.open(document, formats=["PNG", "JPEG", "GIF", "WEBP"]) as source:
        if source.width * source.height > PIXELS_MAX:
            raise Unread(Outcome.TOO_MUCH)
        source.draft("RGB", (LARGE, LARGE))
        turned = source.getexif().get(TURNED, 1)
        large = _on_white(_reduced(_loaded(source)), turned)
        large.thumbnail((LARGE, LARGE))
    return {"outcome": Outcome.DONE, "pictures": [_kept(_small(large), folder, 0), _kept(large, folder, 1)]}


def of_pdf(document: Path, _ending: str, folder: Path) -> dict:
    """0: the first page, small; 1 and on: the first pages, as many as there is time for."""
    from . import pdf

    read = pdf.opened(document)
    count, made = len(read), []
    for number in range(min(count, PAGES_MAX)):
        if time.process_time() > SECONDS:
            break
        page = _page(read, number)
        if not number:
            made.append(_kept(_small(page), folder, 0))
        made.append(_kept(page, folder, number + 1))
    return {"outcome": Outcome.DONE if made else Outcome.DAMAGED, "pictures": made, "pages": count}


def _page(read, number: int) -> Image.Image:
    page = read[number]
    width, height = page.get_size()
    drawn = page.render(scale=min(PAGE_WIDTH / max(1, width), PAGE_HEIGHT / max(1, height)), may_draw_forms=False)
    picture = drawn.to_pil().convert("RGB")
    page.close()
    return picture


def _loaded(source: Image.Image) -> Image.Image:
    """Its decoder says of a large picture that it is broken when there was no memory for it."""
    try:
        source.load()
    except OSError:
        raise Unread(Outcome.TOO_MUCH if source.width * source.height > MANY else Outcome.DAMAGED) from None
    return source


def _reduced(source: Image.Image) -> Image.Image:
    """Its points, fewer of them, strip by strip: never a second time all of them in memory."""
    less = max(1, max(source.size) // LARGE)
    small = Image.new("RGBA", (math.ceil(source.width / less), math.ceil(source.height / less)))
    for top in range(0, source.height, STRIP * less):
        strip = source.crop((0, top, source.width, min(source.height, top + STRIP * less)))
        small.paste(_coloured(strip).reduce(less), (0, top // less))
    return small


def _coloured(strip: Image.Image) -> Image.Image:
    if strip.mode.startswith("I"):
        strip = strip.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if strip.mode in {"CMYK", "YCbCr", "LAB", "HSV"}:
        strip = strip.convert("RGB")
    return strip.convert("RGBA")


def _on_white(seen: Image.Image, turned: int) -> Image.Image:
    """As one looks at it, and nothing else: no place, no camera, no words."""
    clean = Image.new("RGB", seen.size, "white")
    clean.paste(seen, mask=seen.getchannel("A"))
    clean.getexif()[TURNED] = turned
    return ImageOps.exif_transpose(clean)


def _small(picture: Image.Image) -> Image.Image:
    small = picture.copy()
    small.thumbnail((SMALL, SMALL), reducing_gap=2)
    return small


def _kept(picture: Image.Image, folder: Path, number: int) -> dict:
    picture.save(folder / f"{number}.webp", "WEBP", quality=80, method=3, exif=b"", xmp=b"", icc_profile=b"")
    return {"number": number, "width": picture.width, "height": picture.height}
