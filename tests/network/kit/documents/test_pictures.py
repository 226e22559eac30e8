"""Pictures that we make: what one looks at, and nothing of what the file carried."""

import io
import time

import pytest
from PIL import Image

from network.kit.documents.found import PAGES_MAX, Outcome
from tests.documents import opened, pages, picture

pytestmark = pytest.mark.slow  # each reads in a process of its own


def points(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_where_and_with_what_it_was_taken_does_not_go_out(look, form):
    """FI-04: and it stands upright without being told to."""
    made = picture(form, place="CNRY-appareil")
    assert b"CNRY-appareil" in made
    outcome, _pages, found = look(made, form.lower().replace("jpeg", "jpg"))
    assert outcome == Outcome.DONE and sorted(found) == [0, 1]
    for data in found.values():
        assert b"CNRY" not in data and b"EXIF" not in data.upper()
        assert not Image.open(io.BytesIO(data)).getexif()
        (above, _g, _b), (below, _g, _b) = (points(data).getpixel((10, y)) for y in (3, 36))
        assert points(data).size == (20, 40) and above > 200 and below < 50


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_pictures_of_every_depth_are_shown(look, mode):
    kept = io.BytesIO()
    Image.new(mode, (30, 30)).save(kept, "PNG")
    outcome, _pages, found = look(kept.getvalue(), "png")
    assert outcome == Outcome.DONE and points(found[1]).size == (30, 30)


def test_a_picture_for_print_is_shown(look):
    kept = io.BytesIO()
    Image.new("CMYK", (30, 30), (0, 255, 255, 0)).save(kept, "JPEG")
    assert points(look(kept.getvalue(), "jpg")[2][1]).getpixel((5, 5))[0] > 200


@pytest.mark.slow
def test_the_largest_that_is_taken_is_made_small(look):
    """FI-04: forty million points, transparent ones, within the memory of a reader."""
    kept = io.BytesIO()
    Image.new("RGBA", (6300, 6300), (200, 30, 30, 255)).save(kept, "PNG", compress_level=1)
    started = time.monotonic()
    outcome, _pages, found = look(kept.getvalue(), "png")
    assert outcome == Outcome.DONE and max(points(found[1]).size) == 1600 and max(points(found[0]).size) == 320
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("data", [picture()[:200], picture("PNG")[:60], b"<svg onload='alert(1)'/>", b""])
def test_a_broken_one_says_so(look, data):
    outcome, _pages, found = look(data, "png")
    assert outcome == Outcome.DAMAGED and found == {}


def test_a_film_shows_its_first_picture(look):
    kept = io.BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(kept, "GIF", save_all=True, append_images=[second])
    assert points(look(kept.getvalue(), "gif")[2][1]).getpixel((4, 4))[0] > 200


@pytest.mark.slow
def test_pages_of_a_pdf_are_drawn_to_a_bounded_number(look):
    outcome, count, found = look(pages(PAGES_MAX + 5), "pdf")
    assert (outcome, count, sorted(found)) == (Outcome.DONE, PAGES_MAX + 5, list(range(PAGES_MAX + 1)))
    assert points(found[1]).size[0] == 1100 and max(points(found[0]).size) == 320
    drawn = points(look(opened("Charte", ["Bonjour"], "pdf"), "pdf")[2][1])
    assert drawn.convert("L").getextrema()[0] < 100


def test_a_page_without_end_is_drawn_small(look):
    huge = pages(1).replace(b"[0 0 595 842]", b"[0 0 9 14400]")
    assert max(points(look(huge, "pdf")[2][1]).size) <= 2200


def test_other_types_have_no_picture(look):
    assert look(b"Bonjour", "txt") == (Outcome.NOTHING, 0, {})
