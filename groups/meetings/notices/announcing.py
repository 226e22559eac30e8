"""What people are told the working day before a meeting."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings import actions
from groups.meetings.enums import Reply
from groups.meetings.models import Attendance, Meeting
from network.activity.models import Event
from network.activity.notices import register

from .convening import MeetingNotice


@register
class AnnouncedNotice(MeetingNotice):
    """The working day before, by itself: for those who come, and those who did not say."""

    kind = actions.ANNOUNCED

    def words(self, meeting: Meeting, title: str) -> str:
        return _("Reminder: %(title)s") % {"title": title}

    def still_true(self, meeting: Meeting, event: Event) -> bool:
        """Before it begins, and of this date only."""
        to_come = super().still_true(meeting, event) and meeting.starts_at > timezone.now()
        return to_come and meeting.starts_at.isoformat() == event.data["for"]

    def rows(self, meeting: Meeting, event: Event) -> QuerySet[Attendance]:
        """Whoever said meanwhile that they do not come is left alone."""
        return super().rows(meeting, event).filter(reply__in=[Reply.NONE, Reply.YES])

    def said(self, event: Event, row: Attendance) -> str:
        if row.reply or row.former_reply:
            return ""
        return _("You have not said yet whether you are coming.")
