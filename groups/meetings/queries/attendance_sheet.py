"""The sheet that people sign: who is asked to come, one column for each half-day, and room for others."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groups.meetings.enums import Reply
from groups.meetings.models import Attendance, Meeting
from groups.spaces.queries import members_of
from network.kit import dates
from network.kit.folding import fold
from network.kit.letterhead import Letterhead
from network.kit.papers import paper
from network.kit.typography import nb
from network.people.models import byline_of

from .content import name_of
from .papers import hours, title_in_name

COLUMNS_MAX = 4
"""Signatures side by side; longer meetings have several sheets."""
EMPTY_ROWS = 6
NOON = 13


def sheet_paper(*, meeting: Meeting, letterhead: Letterhead) -> paper.Paper:
    """The attendance sheet of a meeting, from the members of now, the guests, and what they answered. Three queries."""
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    name = _("Attendance sheet")
    columns = list(half_days(begins, meeting.half_days))
    groups = [columns[at : at + COLUMNS_MAX] for at in range(0, len(columns), COLUMNS_MAX)]
    people = [*_people(meeting), *[("", "")] * EMPTY_ROWS]
    where = (_("Place"), nb(meeting.place) or (_("By video") if meeting.visio_url else ""))
    facts = [(_("Date"), dates.full(begins.date())), (_("Hours"), hours(begins, ends)), where]
    return paper.Paper(
        title=nb(meeting.title),
        kicker=f"{name} · {nb(meeting.group.name)}",
        running=f"{name} · {nb(meeting.title)}",
        language=(get_language() or "fr")[:2],
        letterhead=letterhead,
        parts=(paper.Facts(tuple(fact for fact in facts if fact[1])), *(_sheet(people, group) for group in groups)),
        subject=f"{name}, {dates.full(begins.date())}",
        author=letterhead.name,
        landscape=len(groups[0]) > 2,
    )


def half_days(begins: datetime, count: int) -> Iterator[str]:
    """What stands above each column: one signature, or mornings and afternoons, with their day on several days."""
    if count <= 1:
        yield _("Signature")
        return
    afternoon, day = begins.hour >= NOON, begins.date()
    several = count > 2 - afternoon
    for _number in range(count):
        part = _("Afternoon") if afternoon else _("Morning")
        yield f"{dates.weekday(day)}, {part.lower()}" if several else part
        day += timedelta(days=int(afternoon))
        afternoon = not afternoon


def _people(meeting: Meeting) -> list[tuple[str, str]]:
    """(name, what they do) of members, then of guests and others who were asked, each once, by name."""
    rows = list(Attendance.objects.filter(meeting=meeting).select_related("user"))
    away = {row.user_id for row in rows if row.user_id and row.reply in {Reply.NO, Reply.EXCUSED}}
    members = list(members_of(meeting.group))
    known = {person.pk for person in members}
    said = [
        (str(person), _about(byline_of(person.function, person.organisation), person.pk in away)) for person in members
    ]
    others = [row for row in rows if row.is_guest or (row.user_id and row.user_id not in known and row.user.is_active)]
    asked = [(name_of(row), _about(row.role, row.reply in {Reply.NO, Reply.EXCUSED})) for row in others]
    return [(nb(name), nb(about)) for name, about in (*said, *sorted(asked, key=lambda one: fold(one[0])))]


def _about(words: str, away: bool) -> str:  # noqa: FBT001
    """Whoever let us know that they are not coming may come all the same: the row stays, and says it."""
    return ", ".join(filter(None, [words, _("has announced their absence") if away else ""]))


def _sheet(people: list[tuple[str, str]], columns: list[str]) -> paper.Sheet:
    rows = tuple((name, about, *[""] * len(columns)) for name, about in people)
    heads = (_("Name"), _("Function, organisation"), *columns)
    return paper.Sheet(heads, rows, (4, 6, *[4] * len(columns)), tall=True)


def sheet_name(meeting: Meeting) -> str:
    """ "Attendance sheet – Steering committee – 2026-11-12.pdf"."""
    day = timezone.localdate(meeting.starts_at).isoformat()
    return f"{_('Attendance sheet')} – {title_in_name(meeting.title)} – {day}.pdf"
