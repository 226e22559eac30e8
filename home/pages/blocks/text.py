"""Running text: what may be written, and what would shut somebody out."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

FEATURES = ["h2", "h3", "h4", "bold", "italic", "link", "ul", "ol"]
VAGUE = {
    "cliquez ici", "cliquer ici", "ici", "lien", "ce lien", "lire la suite", "la suite", "en savoir plus", "voir plus",
    "plus d’infos", "plus d'infos", "suite", "click here", "here", "link", "this link", "read more", "more",
}  # fmt: skip


def vague_links(html: str) -> list[str]:
    """The words of links that say nothing once read out of their sentence."""
    words = [link.get_text(" ", strip=True) for link in BeautifulSoup(html, "html.parser").find_all("a")]
    return [text for text in words if text.lower().strip(" .…>»") in VAGUE or text.startswith(("http://", "https://"))]


def headings(html: str) -> Iterator[int]:
    for title in BeautifulSoup(html, "html.parser").find_all(["h2", "h3", "h4"]):
        yield int(title.name[1])


def first_jump(levels: Iterator[int]) -> int | None:
    """The first level that skips one: an h4 straight after an h2. The page's title is level 1."""
    above = 1
    for level in levels:
        if level > above + 1:
            return level
        above = level
    return None


class TextBlock(RichTextBlock):
    """Text with titles, lists and links whose words make sense alone."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": FEATURES, **kwargs})

    def clean(self, value):
        value = super().clean(value)
        if vague := vague_links(value.source):
            raise ValidationError(
                _("The link “%(words)s” does not say where it leads. Write the name of its destination."),
                params={"words": vague[0]},
            )
        return value

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "home/pages/blocks/text.html"
