"""Answers to convocations and calendars outside: reached by the token of a mail or of a private address, or by a
membership. Whatever no longer holds answers as if it had never been.
"""

from collections.abc import Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from groups.meetings.models import Attendance, Feed, Meeting
from groups.spaces.access import held_facilitator, held_membership
from groups.spaces.models import Membership
from network.kit.errors import Refused
from network.kit.tokens import fingerprint
from network.people.models import User

ANSWER = "groups.meeting-answer"
"""What tokens in mails are made for: one person's answer to one meeting."""
FEED = "groups.meeting-feed"


def get_attendance_by_token(token: str) -> Attendance | None:
    """Whose answer the link of a mail opens, with meeting and group, while it may be given; else None. One query."""
    return (
        Attendance.objects.answerable().select_related("meeting__group").filter(token_hash=fingerprint(token)).first()
    )


def get_guest_by_token(token: str) -> Attendance | None:
    """The guest whom the link of a mail was made for, with the meeting, for as long as they are one. One query."""
    guests = Attendance.objects.filter(is_guest=True).exclude(email="").select_related("meeting__group")
    return guests.filter(token_hash=fingerprint(token)).first()


def held_attendance(attendance: Attendance) -> Attendance:
    """The row as it is now that the group is held, for an action that changes the answer. Raises Refused when nobody
    may answer any more.
    """
    found = Attendance.objects.answerable().filter(pk=attendance.pk).first()
    if found is None:
        raise Refused(_("This meeting takes no more answers: yours was not changed."))
    return found


def meeting_to_convene(meeting: Meeting, by: Membership) -> Meeting:
    """The meeting as it is now that the group is held, for somebody who facilitates. Raises Refused when it is
    cancelled, over, or the group is archived; Http404 for others, and when it is gone.
    """
    facilitator = held_facilitator(by)
    found = _meeting_now(meeting, facilitator)
    if found.is_cancelled:
        raise Refused(_("This meeting is cancelled: nothing was changed, and nobody was told."))
    if found.is_over:
        raise Refused(_("This meeting is over: nothing was changed, and nobody was told."))
    return found


def meeting_to_answer(meeting: Meeting, by: Membership) -> Meeting:
    """The same, for any member who answers."""
    found = _meeting_now(meeting, held_membership(by))
    if found.is_cancelled or found.is_over:
        raise Refused(_("This meeting takes no more answers: yours was not changed."))
    return found


def _meeting_now(meeting: Meeting, member: Membership) -> Meeting:
    found = Meeting.objects.filter(group=member.group, pk=meeting.pk).first()
    if found is None:
        raise Http404
    found.group = member.group
    return found


def meetings_told(ids: Iterable[int]) -> dict[int, Meeting]:
    """Meetings by id, with their groups, for the notices: they check who may be told of them. One query."""
    return {found.pk: found for found in Meeting.objects.select_related("group").filter(pk__in=list(ids))}


def guest_of_meeting(meeting: Meeting, guest_id: int) -> Attendance | None:
    """A guest of this meeting; None for any other id."""
    return Attendance.objects.filter(meeting=meeting, is_guest=True, pk=min(guest_id, 2**63 - 1)).first()


def get_feed_by_token(token: str) -> Feed | None:
    """The calendar that a private address opens, with its person and group, while the person is not suspended; else
    None. One query.
    """
    feeds = Feed.objects.select_related("user", "membership__group").filter(user__is_active=True)
    return feeds.filter(token_hash=fingerprint(token)).first()


def feed_of(user: User, membership: Membership | None) -> Feed | None:
    """The address that this person has for a group, or (None) for all of theirs. One query."""
    return Feed.objects.filter(user=user, membership=membership).first()
