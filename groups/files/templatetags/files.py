"""How a file is shown: what it is, and what it weighs."""

from typing import NamedTuple

from django import template
from django.template import Context
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from groups.files import queries
from groups.files.enums import Family, VersionState
from groups.spaces.models import Group
from network.kit import dates, file_types

register = template.Library()
HUES = {"sheet": 8, "document": 2, "pdf": 5, "slides": 6, "image": 4, "text": 3, "archive": 7, "audio": 1, "video": 1}
STEP = 1000


@register.simple_tag
def file_mark(file) -> str:
    """{% file_mark file %}: its ending on the colour of its family. Decorative: the words beside it say the same."""
    return format_html(
        '<span class="ft hue-{}" aria-hidden="true">{}</span>', HUES.get(file.family, 3), ending_of(file.name)
    )


@register.filter("ending")
def ending_of(name: str) -> str:
    """{{ file.name|ending }}: "PDF", "DOCX"…"""
    return name.rpartition(".")[2][:4].upper()


@register.filter
def family(file) -> str:
    """{{ file|family }}: "Spreadsheet", "PDF"…"""
    return Family(file.family).label if file.family in Family else ""


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


class FileRow(NamedTuple):
    """A file as lists show it: plain values only, so that a page can tell whether they changed."""

    pk: int
    name: str
    ending: str
    hue: int
    kind: str
    size: int
    version: int
    pinned: bool
    where: str
    instant: str
    full: str
    ago: str
    person: str
    themes: tuple[tuple[str, str], ...]
    thumbnail: str
    held: str
    state: str


@register.simple_tag
def file_row(file) -> FileRow:
    """{% file_row file as row %}"""
    at = dates.Moment(file.updated_at)
    return FileRow(
        pk=file.pk,
        name=file.name,
        ending=ending_of(file.name),
        hue=HUES.get(file.family, 3),
        kind=str(family(file)),
        size=file.size,
        version=file.version_count,
        pinned=file.pinned,
        where=getattr(file, "where", ""),
        instant=at.local.isoformat(timespec="minutes"),
        full=at.full(),
        ago=at.ago(),
        person=str(file.updated_by or _("Former member")),
        themes=tuple(file.themes),
        thumbnail=file.thumbnail_url,
        held="" if file.state == VersionState.CLEAN else file.state,
        state=str(file.get_state_display()),
    )


@register.filter
def stem(name: str) -> str:
    """The name without its ending, which `file_mark` shows."""
    return name.rpartition(".")[0] or name


@register.simple_tag(takes_context=True)
def without(context: Context, name: str) -> str:
    """{% without "tag" %}: the same list without one of its filters, from its beginning."""
    asked = context["request"].GET.copy()
    for gone in (name, "page", "news"):
        asked.pop(gone, None)
    return f"?{asked.urlencode()}"


@register.inclusion_tag("groups/files/_room_to_look_after.html")
def room_to_look_after(group: Group) -> dict:
    """{% room_to_look_after group %}: for those who facilitate. One query."""
    return {"group": group, "room": queries.room_of(group)}


@register.simple_tag
def hues_of_endings() -> str:
    """ "pdf=5,docx=2": the colour of a file by its ending, for what is not here yet."""
    return ",".join(f"{ending}={HUES.get(kind.family, 3)}" for ending, kind in file_types.TYPES.items())


@register.simple_tag
def accepted_endings() -> str:
    """What the file picker of a browser offers."""
    return ",".join(f".{ending}" for ending in file_types.TYPES)
