"""How a file is shown: what it is, and what it weighs."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.kit import file_types

register = template.Library()
HUES = {"sheet": 8, "document": 2, "pdf": 5, "slides": 6, "image": 4, "text": 3, "archive": 7, "audio": 1, "video": 1}
LABELS = {
    "sheet": gettext_lazy("Spreadsheet"),
    "document": gettext_lazy("Text document"),
    "pdf": "PDF",
    "slides": gettext_lazy("Slides"),
    "image": gettext_lazy("Picture"),
    "text": gettext_lazy("Plain text"),
    "archive": gettext_lazy("Archive"),
    "audio": gettext_lazy("Sound"),
    "video": gettext_lazy("Film"),
}
STEP = 1000


@register.simple_tag
def file_mark(file) -> str:
    """{% file_mark file %}: its ending on the colour of its family. Decorative: the words beside it say the same."""
    ending = file.name.rpartition(".")[2][:4].upper()
    return format_html('<span class="ft hue-{}" aria-hidden="true">{}</span>', HUES.get(file.family, 3), ending)


@register.filter
def family(file) -> str:
    """{{ file|family }}: "Spreadsheet", "PDF"…"""
    return LABELS.get(file.family, "")


@register.filter
def file_size(size: int) -> str:
    """{{ file.size|file_size }}: 84 KB, 2.1 MB. By thousands, as the systems of our users count."""
    amount, unit = size / STEP, _("%(n)s KB")
    if amount >= STEP:
        amount, unit = amount / STEP, _("%(n)s MB")
    if amount >= STEP:
        amount, unit = amount / STEP, _("%(n)s GB")
    shown = number_format(amount, 1) if amount < 10 and unit != _("%(n)s KB") else number_format(max(1, round(amount)))
    return unit % {"n": shown}


@register.filter
def stem(name: str) -> str:
    """The name without its ending, which `file_mark` shows."""
    return name.rpartition(".")[0] or name


@register.simple_tag
def accepted_endings() -> str:
    """What the file picker of a browser offers."""
    return ",".join(f".{ending}" for ending in file_types.TYPES)
