"""Convocation, change, cancellation, reminder: what those who take part are told, members in the bell and by mail,
guests by mail. Asked again with the rights and the words of now each time.
"""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.meetings.enums import Reply
from groups.meetings.models import Attendance, Meeting
from groups.spaces.queries import groups_of
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.activity.queries import count_events
from network.kit import dates, ical
from network.kit.mail_message import CalendarPart
from network.kit.tokens import find_token
from network.people.models import User

from .words import IN_SUBJECT, NOTHING, TEMPLATE, about, answer_urls, changes, named, reason, was_when, when


class MeetingNotice(Notice):
    """About one meeting. The kind says who is told, in which words, and what calendars are asked to do."""

    icon = "calendar"
    tells_actor = True
    method = "REQUEST"
    takes_answers = True

    def words(self, meeting: Meeting, title: str) -> str:
        raise NotImplementedError

    def still_true(self, meeting: Meeting, event: Event) -> bool:
        return not (meeting.is_cancelled or meeting.is_over or meeting.group.is_archived)

    def rows(self, meeting: Meeting, event: Event) -> QuerySet[Attendance]:
        return queries.people_told(meeting, event.data.get("rows"))

    def told(self, event: Event) -> tuple[Meeting, QuerySet[Attendance]] | None:
        meeting = access.meetings_told([event.object_id]).get(event.object_id)
        if meeting is None or not self.still_true(meeting, event):
            return None
        return meeting, self.rows(meeting, event)

    def audience(self, event: Event) -> Iterable[User]:
        """Whoever did it needs no line; the mail, with its entry for the calendar, they get."""
        found = self.told(event)
        return [row.user for row in found[1] if row.user and row.user_id != event.actor_id] if found else ()

    def addresses(self, event: Event) -> Iterable[Recipient]:
        found = self.told(event)
        return [_recipient(row) for row in found[1]] if found else ()

    def allows(self, event: Event, user: User | None) -> bool:
        """A guest is looked for by their address when the mail is made."""
        found = self.told(event)
        return found is not None and (user is None or found[1].filter(user=user).exists())

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        meetings = access.meetings_told(event.object_id for event in events)
        mine = {group.pk for group in groups_of(user)}
        told = [(event, meetings[event.object_id]) for event in events if event.object_id in meetings]
        return {event.pk: self.line(meeting) for event, meeting in told if meeting.group_id in mine}

    def line(self, meeting: Meeting) -> Line:
        said = self.words(meeting, _("“%(title)s”") % {"title": meeting.title})
        return Line(said, meeting.url, dates.full(meeting.starts_at), self.icon, None, meeting.group.name)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        found = self.told(event)
        if found is None:
            return None
        meeting, rows = found
        mine = rows.filter(user=recipient.user) if recipient.user else rows.filter(user=None, email=recipient.email)
        row = mine.first()
        return self.letter(event, meeting, row) if row else None

    def letter(self, event: Event, meeting: Meeting, row: Attendance) -> Mail | None:
        token = find_token(row.nonce, salt=access.ANSWER, expected=row.token_hash)
        if token is None:
            return None
        stop_url = reverse("groups:guest-stop", args=[token]) if row.is_guest else ""
        was = event.data.get("was")
        context = self.context(meeting, row) | {
            "said": self.said(event, row),
            "changes": [] if meeting.group.confidential else changes(was, meeting),
            "was_when": was_when(was, meeting),
            "answers": self.takes_answers,
            **answer_urls(token),
        }
        entry = queries.mail_entry(row, meeting, stamp=event.created_at)
        calendar = CalendarPart(ical.write([entry], method=self.method), self.method)
        return Mail(TEMPLATE, context, conversation=meeting.target, stop_url=stop_url, calendar=calendar)

    def said(self, event: Event, row: Attendance) -> str:
        """A sentence below the date and place."""
        was = event.data.get("was")
        return _("It was cancelled: it takes place after all.") if was and was["cancelled"] else ""

    def context(self, meeting: Meeting, row: Attendance | None = None) -> dict:
        """What the mail says; without a row, as the page that shows it beforehand does."""
        group = meeting.group
        is_guest = row is not None and row.is_guest
        said = NOTHING if group.confidential else about(meeting)
        return {
            "subject": f"{self.words(meeting, named(meeting, most=IN_SUBJECT))}, {dates.full(meeting.starts_at)}",
            "heading": self.words(meeting, named(meeting)),
            "group_name": group.name,
            "when": when(meeting.starts_at, meeting),
            "said": "",
            "reply": Reply(row.reply).label if row and row.reply else "",
            "former": queries.former_answer(row) if row else "",
            "url": "" if is_guest else meeting.url,
            "is_guest": is_guest,
            "reason": reason(meeting, is_guest=is_guest),
            "cancelled_because": "" if group.confidential else meeting.cancel_reason,
            **said,
            "files": [] if is_guest else said["files"],
        }


@register
class ConvenedNotice(MeetingNotice):
    kind = actions.CONVENED

    def words(self, meeting: Meeting, title: str) -> str:
        return _("You are invited: %(title)s") % {"title": title}


@register
class ChangedNotice(MeetingNotice):
    """Told of the latest change only: whoever changes a meeting twice in a row is read once."""

    kind = actions.CHANGED
    icon = "calendar-clock"

    def words(self, meeting: Meeting, title: str) -> str:
        return _("The meeting has changed: %(title)s") % {"title": title}

    def still_true(self, meeting: Meeting, event: Event) -> bool:
        same = {"kind": self.kind, "scope": event.scope, "target": event.target}
        return super().still_true(meeting, event) and not count_events(**same, since=event.created_at)


@register
class AgendaNotice(MeetingNotice):
    """The agenda alone is another one: said by the latest mail only, whichever it is."""

    kind = actions.AGENDA
    icon = "list-ordered"

    def words(self, meeting: Meeting, title: str) -> str:
        return _("The agenda of the meeting: %(title)s") % {"title": title}

    def still_true(self, meeting: Meeting, event: Event) -> bool:
        since = {"scope": event.scope, "target": event.target, "since": event.created_at}
        later = any(count_events(kind=kind, **since) for kind in (actions.AGENDA, actions.CHANGED))
        return super().still_true(meeting, event) and not later


@register
class CancelledNotice(MeetingNotice):
    kind = actions.CANCELLED
    icon = "triangle-alert"
    method = "CANCEL"
    takes_answers = False

    def words(self, meeting: Meeting, title: str) -> str:
        return _("The meeting is cancelled: %(title)s") % {"title": title}

    def still_true(self, meeting: Meeting, event: Event) -> bool:
        return meeting.is_cancelled

    def context(self, meeting: Meeting, row: Attendance | None = None) -> dict:
        """Which meeting it was and why: what would have been said there is of no use any more."""
        place = "" if meeting.group.confidential else meeting.place
        return super().context(meeting, row) | NOTHING | {"place": place}


@register
class ReminderNotice(MeetingNotice):
    kind = actions.REMINDED
    tells_actor = False

    def words(self, meeting: Meeting, title: str) -> str:
        return _("Are you coming? %(title)s") % {"title": title}

    def rows(self, meeting: Meeting, event: Event) -> QuerySet[Attendance]:
        """Whoever answered meanwhile is left alone."""
        return super().rows(meeting, event).filter(reply=Reply.NONE)


def preview(meeting: Meeting) -> dict:
    """The mail of the convocation as it would leave now, for those who send it."""
    return ConvenedNotice().context(meeting)


def _recipient(row: Attendance) -> Recipient:
    return Recipient(row.user.email, row.user, row.user.language) if row.user else Recipient(row.email)
