"""Meetings as calendars outside see them, in mails and at subscribed addresses."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.enums import ItemState, Reply
from groups.meetings.models import AgendaItem, Attendance, Feed, Meeting
from groups.spaces.models import Membership
from network.kit.clean_html import to_plain
from network.kit.ical import Entry, Person, sender
from network.kit.mail_message import absolute, mail_host

from .content import name_of, presenter_of

FEED_DAYS = 90
FEED_MAX = 1000


def meetings_for_feed(feed: Feed) -> list[Meeting]:
    """What this address lists with the rights of now: meetings of the last 90 days and to come, cancelled ones too,
    with their groups. One query.
    """
    groups = Membership.objects.filter(user=feed.user).order_by()
    if feed.membership_id is not None:
        groups = groups.filter(feed=feed)
    since = timezone.now() - dt.timedelta(days=FEED_DAYS)
    found = Meeting.objects.filter(group__in=groups.values("group"), ends_at__gte=since)
    return list(found.select_related("group").order_by("starts_at", "id")[:FEED_MAX])


def feed_version(feed: Feed, meetings: Sequence[Meeting]) -> str:
    """A short name of what the address says now, to tell whether it changed since it was asked last."""
    digest = hashlib.sha256(f"{feed.pk}:{feed.nonce}:{feed.user.language}".encode())
    for meeting in meetings:
        group = meeting.group
        said = (meeting.pk, *meeting.told_of.values(), meeting.notes, group.short_name, group.slug, group.confidential)
        digest.update("\x1f".join(str(one) for one in said).encode())
    return digest.hexdigest()[:32]


def feed_entry(feed: Feed, meeting: Meeting) -> Entry:
    """One line of a subscribed calendar. Of a confidential group it says that there is a meeting, when, and no more."""
    group, url = meeting.group, absolute(meeting.url)
    about = _about(meeting) | {"stamp": _last_said(meeting), "url": url}
    if group.confidential:
        return Entry(title=_("Meeting: %(group)s") % {"group": group.short_name}, description=url, **about)
    title = meeting.title if feed.membership_id else f"{meeting.title} ({group.short_name})"
    words = [meeting.visio_url, to_plain(meeting.notes), url]
    return Entry(title=title, place=_where(meeting), description=_lines(words), **about)


def mail_entry(row: Attendance, meeting: Meeting, *, stamp: dt.datetime) -> Entry:
    """What the mail to one person puts into their calendar. Guests get no link: a calendar is shown to others."""
    group = meeting.group
    url = "" if row.is_guest else absolute(meeting.url)
    to = Person(row.user.email if row.user else row.email, name_of(row))
    about = _about(meeting) | {"stamp": stamp, "url": url, "organizer": _organizer(meeting), "attendee": to}
    about["is_coming"] = row.reply == Reply.YES if row.reply else None
    if group.confidential:
        return Entry(title=discreet_title(meeting), description=url, **about)
    items = meeting.items.filter(state=ItemState.ACCEPTED).values_list("title", flat=True)
    agenda = "\n".join(f"{number}. {title}" for number, title in enumerate(items, 1))
    return Entry(
        title=meeting.title,
        place=_where(meeting),
        description=_lines([meeting.visio_url, agenda, to_plain(meeting.notes), url]),
        **about,
    )


def agenda_said(meeting: Meeting, agenda: Sequence[AgendaItem]) -> str:
    """A short name of what mails say of this agenda, to tell whether they would say something else now. No query."""
    said = "" if meeting.group.confidential else "\x1f".join(f"{item.title}\x1e{presenter_of(item)}" for item in agenda)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def has_other_agenda(meeting: Meeting, agenda: Sequence[AgendaItem]) -> bool:
    """Whether those who were convened got another agenda by mail. No query."""
    return meeting.told is not None and meeting.told.get("agenda") not in (None, agenda_said(meeting, agenda))


def discreet_title(meeting: Meeting) -> str:
    """How mails of a confidential group call a meeting."""
    return _("Meeting of the group %(group)s") % {"group": meeting.group.short_name}


def _about(meeting: Meeting) -> dict:
    return {
        "uid": f"{meeting.uid}@{mail_host()}",
        "revision": meeting.revision,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "is_cancelled": meeting.is_cancelled,
    }


def _where(meeting: Meeting) -> str:
    return meeting.place or meeting.visio_url


def _organizer(meeting: Meeting) -> Person:
    """The group's own contact where it gives one; else the address that writes, which nobody reads."""
    group = meeting.group
    email = group.contact_email if group.contact_email and not group.confidential else sender().email
    return Person(email, group.short_name)


def _lines(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _last_said(meeting: Meeting) -> dt.datetime:
    return max(filter(None, (meeting.created_at, meeting.convened_at, meeting.cancelled_at)))
