"""Yes, no, please excuse me: from the link of a mail, or signed in. The latest answer counts, until the meeting is
over, and for the date that it was given for.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from groups.meetings.access import held_attendance, meeting_to_answer
from groups.meetings.enums import Reply
from groups.meetings.models import Attendance, Meeting, RefusedAddress
from groups.meetings.queries import words_now
from groups.spaces.actions.sequence import next_change
from groups.spaces.models import Membership

from .changing import hint_meeting

SAME_DATE = dt.timedelta(hours=1)
"""By so much a meeting may begin or end earlier or later: whoever said yes is still taken at their word."""
Span = tuple[dt.datetime, dt.datetime]


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
    return _answer(current, row, reply, words_now(row) if words is None else words)


def _answer(meeting: Meeting, row: Attendance, reply: str, words: str) -> Attendance:
    if (row.reply, row.words) != (reply, words):
        row.reply, row.words, row.replied_at = reply, words, timezone.now()
        row.former_reply, row.former_starts_at, row.former_ends_at = Reply.NONE, None, None
        row.save(update_fields=["reply", "words", "replied_at", "former_reply", "former_starts_at", "former_ends_at"])
        hint_meeting(meeting=meeting)
    return row


def set_answers_aside(*, meeting: Meeting, was: Span) -> None:
    """What was answered for the date that the meeting had counts no more, once it has another one to come; answers that
    were given for that one earlier count again. For the action that moves it, in its transaction.
    """
    now = (meeting.starts_at, meeting.ends_at)
    if meeting.is_over or _is_same(was, now):
        return
    rows = Attendance.objects.filter(meeting=meeting)
    former = rows.exclude(former_reply=Reply.NONE).values_list("pk", "former_starts_at", "former_ends_at")
    again = [pk for pk, *span in former if _is_same(tuple(span), now)]
    aside = {"former_starts_at": was[0], "former_ends_at": was[1], "reply": Reply.NONE}
    rows.exclude(reply=Reply.NONE).update(former_reply=F("reply"), **aside)
    none = {"former_reply": Reply.NONE, "former_starts_at": None, "former_ends_at": None}
    rows.filter(pk__in=again).update(reply=F("former_reply"), **none)


def _is_same(one: Span, other: Span) -> bool:
    return all(abs(then - now) <= SAME_DATE for then, now in zip(one, other, strict=True))


def refuse_mails(*, guest: Attendance) -> None:
    """This guest hears no more of the meetings of this group by mail, even when they are invited again. Again changes
    nothing.
    """
    RefusedAddress.objects.get_or_create(meeting_id=guest.meeting_id, email=guest.email)


def accept_mails(*, guest: Attendance) -> None:
    """This guest hears of the meetings of this group again. Again changes nothing."""
    RefusedAddress.objects.filter(meeting__group=guest.meeting.group_id, email=guest.email).delete()
