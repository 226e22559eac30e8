"""The words that the mails of a convocation are made of, and the links that answer it."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from groups.meetings import queries
from groups.meetings.models import TITLE_MAX, Meeting
from groups.meetings.templatetags.meetings import hours
from network.kit import dates
from network.kit.clean_html import to_plain
from network.kit.mail_message import Outside
from network.kit.typography import cut

TEMPLATE = "meetings/convocation"
IN_SUBJECT = 70
"""Of a title: the date behind it stays in sight."""
ANSWERS = {"yes_url": "oui", "no_url": "non", "excused_url": "excuse"}
"""What the links of a mail choose beforehand on the page of the answer."""
NOTHING = {"place": "", "visio": "", "agenda": [], "notes": "", "files": []}
"""What the mails of a confidential group say of a meeting, beside its date."""


def named(meeting: Meeting, *, most: int = TITLE_MAX) -> str:
    """How a mail calls a meeting."""
    if meeting.group.confidential:
        return queries.discreet_title(meeting)
    return _("“%(title)s”") % {"title": cut(meeting.title, most)}


def about(meeting: Meeting) -> dict:
    """Where it is, what will be talked about, and what goes with it (names only, for those who may open it)."""
    items = queries.agenda_of(meeting)
    return {
        "place": meeting.place,
        "visio": _visio(meeting),
        "agenda": [{"title": item.title, "presenter": queries.presenter_of(item)} for item in items],
        "notes": to_plain(meeting.notes),
        "files": queries.names_of_files(meeting),
    }


def reason(meeting: Meeting, *, is_guest: bool) -> str:
    if is_guest:
        said = _("You receive this mail because the group “%(group)s” invites you to one of its meetings.")
    else:
        said = _("You receive this mail because you are a member of the group “%(group)s”.")
    return said % {"group": meeting.group.name}


def when(starts_at: dt.datetime, meeting: Meeting) -> str:
    """ "jeudi 3 décembre 2026, 9 h 30 à 12 h"."""
    return f"{dates.full(dates.Moment(starts_at).date)}, {hours(meeting)}"


def changes(was: dict | None, meeting: Meeting) -> list[dict]:
    """What people knew and is no longer so, but for the date."""
    if not was:
        return []
    known = {"title": _("Title"), "place": _("Place"), "visio_url": _("By video")}
    now = meeting.told_of
    return [
        {"label": label, "was": was[name] if name != "visio_url" else _("another link or none")}
        for name, label in known.items()
        if was[name] != now[name]
    ]


def was_when(was: dict | None, meeting: Meeting) -> str:
    if not was or (was["starts_at"], was["ends_at"]) == (meeting.told_of["starts_at"], meeting.told_of["ends_at"]):
        return ""
    before = {name: dt.datetime.fromisoformat(was[name]) for name in ("starts_at", "ends_at")}
    return when(before["starts_at"], Meeting(**before))


def answer_urls(token: str) -> dict[str, str]:
    page = reverse("groups:convocation-answer", args=[token])
    return {name: f"{page}?reponse={said}" for name, said in ANSWERS.items()}


def _visio(meeting: Meeting) -> str:
    """The link as it is, where it is one that mails may hold."""
    try:
        return Outside(meeting.visio_url)
    except ValueError:
        return ""
