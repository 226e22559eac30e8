"""What each kind of event says, to whom. Every room registers its notices in its app's `ready()`.

Nothing here is kept: audience, rights and words are asked for when they are needed, with the rights of now.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils import timezone

from network.kit.mail_message import CalendarPart
from network.people.models import User

from .models import Event, Notification


@dataclass(frozen=True)
class Recipient:
    """An address that a mail goes to; `user` is None for somebody who has no account."""

    email: str
    user: User | None = None
    language: str = "fr"


@dataclass(frozen=True)
class Line:
    """A line of the notification centre. `url` is a path of this site; a person's avatar leads it, or an icon."""

    title: str
    url: str
    excerpt: str = ""
    icon: str = "bell"
    person: User | None = None
    group_name: str = ""


@dataclass(frozen=True)
class Mail:
    """`templates/email/<template>.{subject.txt,txt,html}` and what they need; see `kit.mail_message.compose`.

    `conversation` names the object that mail programs keep mails together by ("thread:12"). `stop_url`: where somebody
    without an account stops such mails, by a POST that needs nothing but the address. `calendar`: what goes into a
    calendar.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    conversation: str = ""
    stop_url: str = ""
    calendar: CalendarPart | None = None


class Notice:
    """How one kind of event is told. One instance serves all events of the kind: it keeps no state."""

    kind: ClassVar[str]
    by_mail: ClassVar[bool] = True
    """False: the notification centre only."""
    can_stop: ClassVar[bool] = True
    """False: a mail that the person's mail switch does not stop."""
    tells_actor: ClassVar[bool] = False
    mail_waits: ClassVar[bool] = False
    """True: mails leave after MAIL_PAUSE_SECONDS, and `allows` may say by then that there is no more need of one."""

    def audience(self, event: Event) -> Iterable[User]:
        """The people who get a line. Suspended ones and the actor are left out by the caller."""
        return ()

    def addresses(self, event: Event) -> Iterable[Recipient]:
        """Where mails go: the audience, unless the kind says otherwise (people without an account, fewer people)."""
        return [Recipient(user.email, user, user.language) for user in self.audience(event)]

    def allows(self, event: Event, user: User | None) -> bool:
        """Whether this person may be told of it now; asked again just before each mail. None: no account."""
        raise NotImplementedError

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        """The lines by event id, in a fixed number of queries. An event that `user` may no longer see is missing."""
        raise NotImplementedError

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        """The mail, in the language that is active; None when there is nothing left to say (a deleted object)."""
        raise NotImplementedError


_NOTICES: dict[str, Notice] = {}


def register(notice_class: type[Notice]) -> type[Notice]:
    """Class decorator. Raises ValueError when another class already tells this kind."""
    known = _NOTICES.get(notice_class.kind)
    if known is not None and type(known) is not notice_class:
        raise ValueError(f"two notices for {notice_class.kind}")
    _NOTICES[notice_class.kind] = notice_class()
    return notice_class


def notice_for(kind: str) -> Notice:
    """Raises LookupError for a kind that no room registered."""
    try:
        return _NOTICES[kind]
    except KeyError:
        raise LookupError(f"no notice for {kind}") from None


def lines_for(events: Iterable[Event], user: User) -> dict[int, Line]:
    """The lines of a mixed list by event id: each kind is asked once. Unknown kinds and refused events are missing."""
    by_kind: dict[str, list[Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    lines: dict[int, Line] = {}
    for kind, same in by_kind.items():
        if kind in _NOTICES:
            lines |= _NOTICES[kind].lines(same, user)
    return lines


@dataclass
class Row:
    """What a line of the list shows; `others` counts the older lines of that day about the same object."""

    line: Line
    at: dt.datetime
    is_new: bool
    others: int = 0


@dataclass
class Day:
    date: dt.date
    rows: list[Row] = field(default_factory=list)


def days_for(notifications: Sequence[Notification], lines: dict[int, Line]) -> list[Day]:
    """Notifications, newest first, as rows by day: several of a kind about one object make one row.

    Those that are not among these `lines`, of `lines_for` their events, are left out.
    """
    days: dict[dt.date, Day] = {}
    rows: dict[tuple, Row] = {}
    for notification in notifications:
        if notification.event_id not in lines:
            continue
        date = timezone.localdate(notification.created_at)
        same = (date, notification.event.kind, notification.target or notification.pk)
        if same in rows:
            rows[same].others += 1
            rows[same].is_new |= notification.read_at is None
            continue
        rows[same] = Row(lines[notification.event_id], notification.created_at, notification.read_at is None)
        days.setdefault(date, Day(date)).rows.append(rows[same])
    return list(days.values())
