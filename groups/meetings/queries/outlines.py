"""An edition in plain words, for mails: headings, and lines below each."""

from collections.abc import Iterable
from datetime import date, datetime
from textwrap import wrap

from django.utils.translation import gettext as _

from groups.meetings.models import Minutes
from network.kit import clean_html, dates
from network.people.models import User

from .following import open_actions

LINE_MAX = 1900
"""A mail cuts a longer text short, and guests have no other way to read the rest."""


def decisions_told(content: dict) -> list[str]:
    """Every decision of an edition."""
    return [one["text"] for part in (*content["points"], content["loose"]) for one in part["decisions"]]


def actions_told_to(minutes: Minutes, user: User) -> list[dict]:
    """What these minutes ask of this person and is still to be done, as [{"text", "url"}]. One query."""
    mine = open_actions().filter(minutes=minutes, owner=user).order_by("point__position", "position", "id")
    found = list(mine)
    for one in found:
        one.group = minutes.meeting.group
    return [{"text": ", ".join(filter(None, [one.title, _until(one.due)])), "url": one.url} for one in found]


def outline_of(content: dict) -> list[dict]:
    """Everything that an edition says, as [{"title", "lines"}], for somebody who reads it in a mail only. No query."""
    parts = [
        (_("When and where"), _where(content)),
        (_("Attendance"), _people(content["attendance"])),
        (_("The essentials"), content["summary"].split("\n")),
        *((f"{n}. {point['title']}", _point(point)) for n, point in enumerate(content["points"], start=1)),
        (_("Decisions and actions"), _hanging(content["loose"])),
        (_("Next meeting"), [_day(content["next"]["on"]), content["next"]["note"]]),
        (_("Documents"), [file["name"] for file in content["files"]]),
    ]
    told = [{"title": title, "lines": _bounded(lines)} for title, lines in parts]
    return [part for part in told if part["lines"]]


def _bounded(lines: Iterable[str]) -> list[str]:
    return [piece for line in lines for piece in wrap(line, LINE_MAX)]


def _where(content: dict) -> list[str]:
    return [dates.full(datetime.fromisoformat(content["starts_at"])), content["place"]]


def _people(attendance: dict) -> list[str]:
    labels = {
        "present": _("Present: %(names)s"),
        "excused": _("Excused: %(names)s"),
        "absent": _("Absent: %(names)s"),
        "represented": _("Represented: %(names)s"),
    }
    return [
        labels[kind] % {"names": ", ".join(one["name"] for one in people)}
        for kind, people in attendance.items()
        if people
    ]


def _point(point: dict) -> list[str]:
    presenter = [_("Presented by %(name)s") % {"name": point["presenter"]}] if point["presenter"] else []
    return [*presenter, *clean_html.to_plain(point["exchanges"]).split("\n"), *_hanging(point)]


def _hanging(part: dict) -> list[str]:
    return [
        *(_("Decision: %(words)s") % {"words": one["text"]} for one in part["decisions"]),
        *(_("Action: %(words)s") % {"words": _action(one)} for one in part["actions"]),
        *(_("To take up again: %(words)s") % {"words": one["text"]} for one in part["open"]),
    ]


def _action(action: dict) -> str:
    due = date.fromisoformat(action["due"]) if action["due"] else None
    return ", ".join(filter(None, [action["what"], action["owner"], _until(due)]))


def _until(due: date | None) -> str:
    return _("for %(date)s") % {"date": dates.full(due)} if due else ""


def _day(text: str) -> str:
    return dates.full(date.fromisoformat(text)) if text else ""
