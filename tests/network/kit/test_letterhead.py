import io

import pytest
from PIL import Image

from network.kit import letterhead
from network.kit.letterhead import Letterhead


@pytest.fixture(autouse=True)
def _as_before(monkeypatch):
    monkeypatch.setattr(letterhead, "_SOURCES", [])


def test_current_is_that_of_the_house_when_nobody_says_other():
    assert letterhead.current().name == "Traverse"


def test_current_asks_who_was_registered_last():
    letterhead.register(lambda: Letterhead("Avant"))
    letterhead.register(lambda: Letterhead("Le Pont", mark=b"PNG"))
    assert letterhead.current() == Letterhead("Le Pont", mark=b"PNG")


def test_current_draws_the_mark_of_the_house_in_the_accent_colour():
    letterhead.register(lambda: Letterhead("Le Pont", accent="#7a1f4f"))
    with Image.open(io.BytesIO(letterhead.current().mark)) as picture:
        assert picture.getpixel((20, 120)) == (122, 31, 79, 255)
        assert picture.getpixel((120, 82)) == (255, 255, 255, 255)
        assert picture.getpixel((0, 0))[3] == 0
