"""Who is told of minutes and of what follows from them, with the rights of now."""

from collections.abc import Mapping

from django.db.models import QuerySet

from groups.meetings.enums import AmendmentState
from groups.meetings.models import Amendment, Attendance, Minutes
from groups.spaces.access import groups_facilitated_by
from groups.spaces.enums import Role
from groups.spaces.models import Membership
from groups.spaces.queries import people_of
from network.people.models import User

from .convening import guests_for_minutes


def writers_to_tell(minutes: Minutes) -> QuerySet[User]:
    """Members who facilitate the group, and whoever was asked to write these minutes."""
    members = Membership.objects.filter(group=minutes.meeting.group_id)
    writers = members.filter(role=Role.FACILITATOR) | members.filter(user=minutes.writer_id)
    return people_of(writers)


def minutes_written_by(user: User, found: Mapping[int, Minutes]) -> set[int]:
    """The keys of those of these minutes that this person, who is in the group, writes. One query. Twin of
    `writers_to_tell`.
    """
    facilitated = groups_facilitated_by(user)
    return {key for key, one in found.items() if one.meeting.group_id in facilitated or one.writer_id == user.pk}


def guests_to_tell(minutes: Minutes) -> list[Attendance]:
    """Guests who get the minutes by mail; nobody when the group's mails hold no content. One query, or none."""
    return [] if minutes.meeting.group.confidential else list(guests_for_minutes(minutes.meeting))


def waiting_amendments(minutes: Minutes) -> int:
    """How many proposed corrections wait for an answer. One query."""
    return Amendment.objects.filter(minutes=minutes, state=AmendmentState.PENDING).count()
