"""Yes, no, please excuse me: from the link of a mail, or signed in. The latest answer counts, until the meeting is
over.
"""

from django.db import transaction
from django.utils import timezone

from groups.meetings.access import held_attendance, meeting_to_answer
from groups.meetings.models import Attendance, Meeting, RefusedAddress
from groups.spaces.actions.sequence import next_change
from groups.spaces.models import Membership
from network.kit import broadcast


@transaction.atomic
def answer_by_link(*, attendance: Attendance, reply: str, words: str) -> Attendance:
    """Keep what the holder of a mail's link answers; again with the same changes nothing. Raises Refused when the link
    no longer opens anything.
    """
    meeting = attendance.meeting
    next_change(meeting.group)
    return _answer(meeting, held_attendance(attendance), reply, words)


@transaction.atomic
def answer_as_member(*, meeting: Meeting, by: Membership, reply: str, words: str | None = None) -> Attendance:
    """Keep what a member answers, convened or not yet; `words` None leaves those of an earlier answer. Raises Refused
    when the meeting takes no more answers, Http404 when the person has lost the group.
    """
    next_change(by.group)
    current = meeting_to_answer(meeting, by)
    row, _made = Attendance.objects.get_or_create(meeting=current, user=by.user, defaults={"name": str(by.user)[:160]})
    return _answer(current, row, reply, row.words if words is None else words)


def _answer(meeting: Meeting, row: Attendance, reply: str, words: str) -> Attendance:
    if (row.reply, row.words) != (reply, words):
        row.reply, row.words, row.replied_at = reply, words, timezone.now()
        row.save(update_fields=["reply", "words", "replied_at"])
        broadcast.hint(meeting.group.scope, seq=0, kind="meeting", object_id=meeting.pk)
    return row


def refuse_mails(*, guest: Attendance) -> None:
    """This guest hears no more of the meetings of this group by mail, even when they are invited again. Again changes
    nothing.
    """
    RefusedAddress.objects.get_or_create(meeting_id=guest.meeting_id, email=guest.email)


def accept_mails(*, guest: Attendance) -> None:
    """This guest hears of the meetings of this group again. Again changes nothing."""
    RefusedAddress.objects.filter(meeting__group=guest.meeting.group_id, email=guest.email).delete()
