"""What a guest is told whom nobody expects any more: by mail alone, they have nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.meetings.models import Attendance, Meeting
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.kit import dates, ical
from network.kit.mail_message import CalendarPart
from network.people.models import User

from .words import IN_SUBJECT, NOTHING, TEMPLATE, named, when


@register
class UninvitedNotice(Notice):
    """`data` holds who it was: their row went with the invitation."""

    kind = actions.UNINVITED

    def found(self, event: Event) -> Meeting | None:
        """The meeting, unless it is over or this guest was convened again meanwhile."""
        meeting = access.meetings_told([event.object_id]).get(event.object_id)
        if meeting is None or meeting.is_over or queries.hears_of(meeting, event.data["email"]):
            return None
        return meeting

    def addresses(self, event: Event) -> Iterable[Recipient]:
        return [Recipient(event.data["email"])] if self.found(event) else ()

    def allows(self, event: Event, user: User | None) -> bool:
        return user is None and self.found(event) is not None

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        return {}

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        meeting = self.found(event)
        if meeting is None:
            return None
        guest = Attendance(meeting=meeting, is_guest=True, name=event.data["name"], email=event.data["email"])
        entry = queries.mail_entry(guest, meeting, stamp=event.created_at)
        gone = replace(entry, is_cancelled=True, revision=event.data["revision"], description="")
        calendar = CalendarPart(ical.write([gone], method="CANCEL"), "CANCEL")
        return Mail(TEMPLATE, self.context(meeting), conversation=meeting.target, calendar=calendar)

    def context(self, meeting: Meeting) -> dict:
        reason = _("You receive this mail because the group “%(group)s” had invited you to one of its meetings.")
        said = _("Your invitation is withdrawn: %(title)s")
        subject = said % {"title": named(meeting, most=IN_SUBJECT)}
        return {
            **NOTHING,
            **dict.fromkeys(("was_when", "changes", "cancelled_because", "answers", "reply", "former", "url"), ""),
            "subject": f"{subject}, {dates.full(meeting.starts_at)}",
            "heading": said % {"title": named(meeting)},
            "group_name": meeting.group.name,
            "when": when(meeting.starts_at, meeting),
            "said": _("You are no longer expected at this meeting, and the links of our earlier mails are closed."),
            "is_guest": True,
            "reason": reason % {"group": meeting.group.name},
        }
