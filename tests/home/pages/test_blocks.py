import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from home.pages.blocks import FrontBlocks, StandardBlocks
from home.pages.blocks.links import LinkBlock
from home.pages.blocks.text import TextBlock

STANDARD, FRONT = StandardBlocks(), FrontBlocks()


def standard(*blocks):
    return STANDARD.clean(STANDARD.to_python([{"type": kind, "value": value} for kind, value in blocks]))


def link(**fields):
    return LinkBlock().clean(LinkBlock().to_python({"text": "Voir les groupes", **fields}))


@pytest.mark.parametrize("url", ["/groupes/", "https://example.org/a", "mailto:a@example.org"])
def test_link_block_accepts_addresses(url):
    assert link(url=url)["url"] == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "ftp://a", "data:x", "groupes"]
)
def test_link_block_refuses_other_schemes(url):
    with pytest.raises(StructBlockValidationError) as refused:
        link(url=url)
    assert "url" in refused.value.block_errors


def test_link_block_needs_one_destination_and_only_one(home):
    for fields in ({}, {"url": "/groupes/", "page": home.pk}):
        with pytest.raises(StructBlockValidationError) as refused:
            link(**fields)
        assert refused.value.non_block_errors


@pytest.mark.parametrize("words", ["Cliquez ici", "ici.", "En savoir plus…", "https://example.org/a"])
def test_text_block_refuses_links_that_say_nothing(words):
    block = TextBlock()
    with pytest.raises(ValidationError) as refused, translation.override("en"):
        block.clean(block.to_python(f'<p>Pour le programme, <a href="/aide/">{words}</a></p>'))
    assert words in refused.value.messages[0]


def test_text_block_keeps_links_that_name_their_destination():
    block = TextBlock()
    assert "l’aide" in block.clean(block.to_python('<p>Lisez <a href="/aide/">l’aide</a>.</p>')).source


def test_text_block_offers_no_level_above_the_pages_title():
    assert TextBlock().features == ["h2", "h3", "h4", "bold", "italic", "link", "ul", "ol"]


def test_standard_blocks_refuse_a_heading_that_skips_a_level():
    with pytest.raises(StreamBlockValidationError) as refused:
        standard(("text", "<h2>Un</h2>"), ("text", "<h4>Trop bas</h4>"))
    assert "4" in str(refused.value.non_block_errors)
    assert len(standard(("text", "<h2>Un</h2><h3>Deux</h3>"), ("text", "<h4>Trois</h4><h2>Quatre</h2>"))) == 2


def test_table_block_needs_headings():
    column = {"type": "text", "heading": ""}
    table = {"columns": [column], "rows": [{"values": ["a"]}], "caption": ""}
    with pytest.raises(StreamBlockValidationError):
        standard(("table", table))
    assert standard(("table", {**table, "columns": [{**column, "heading": "Nom"}]}))


@pytest.mark.parametrize(
    ("decorative", "alt", "accepted"), [(True, "", True), (False, "Une place", True), (False, "", False)]
)
def test_figure_block_needs_words_or_to_be_decorative(picture, decorative, alt, accepted):
    value = {"image": {"image": picture.pk, "decorative": decorative, "alt_text": alt}, "caption": ""}
    if accepted:
        assert standard(("image", value))
    else:
        with pytest.raises(StreamBlockValidationError):
            standard(("image", value))


def test_front_blocks_have_one_opening():
    with pytest.raises(StreamBlockValidationError):
        FRONT.clean(FRONT.to_python([]))


def test_dates_block_shows_what_is_to_come_nearest_first():
    today = timezone.localdate()
    dates = [today + dt.timedelta(days=days) for days in (30, -1, 0, 3)]
    items = [{"date": date.isoformat(), "format": "atelier", "title": f"Jour {date}"} for date in dates]
    block = FRONT.child_blocks["dates"]
    value = block.to_python({"title": "Prochains rendez-vous", "items": items})
    rows = block.get_context(value)["rows"]
    assert [row["item"]["date"] for row in rows] == [today, dates[3], dates[0]]
    assert {row["icon"] for row in rows} == {"pencil-ruler"}
    assert block.render(block.to_python({"title": "Prochains rendez-vous", "items": items[1:2]})).strip() == ""
