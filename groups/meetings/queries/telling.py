"""Who is told of minutes and of what follows from them, with the rights of now."""

from collections.abc import Collection

from django.db.models import QuerySet

from groups.meetings.enums import AmendmentState
from groups.meetings.models import Amendment, Attendance, Minutes
from groups.spaces.enums import Level, Role
from groups.spaces.models import Group, Membership
from network.people.models import User

from .convening import guests_for_minutes


def _people(memberships: QuerySet[Membership]) -> QuerySet[User]:
    return User.objects.present().filter(pk__in=memberships.order_by().values("user")).order_by("id")


def readers_to_tell(group: Group) -> QuerySet[User]:
    """Members who did not silence the group."""
    return _people(Membership.objects.filter(group=group).exclude(level=Level.MUTED))


def writers_to_tell(minutes: Minutes) -> QuerySet[User]:
    """Members who facilitate the group, and whoever was asked to write these minutes."""
    members = Membership.objects.filter(group=minutes.meeting.group_id)
    writers = members.filter(role=Role.FACILITATOR) | members.filter(user=minutes.writer_id)
    return _people(writers)


def members_told(group: Group, ids: Collection[int | None]) -> QuerySet[User]:
    """Those of these people who are in the group, whatever they want to be told of."""
    return _people(Membership.objects.filter(group=group, user__in=[pk for pk in ids if pk]))


def guests_to_tell(minutes: Minutes) -> list[Attendance]:
    """Guests who get the minutes by mail; nobody when the group's mails hold no content. One query, or none."""
    return [] if minutes.meeting.group.confidential else list(guests_for_minutes(minutes.meeting))


def waiting_amendments(minutes: Minutes) -> int:
    """How many proposed corrections wait for an answer. One query."""
    return Amendment.objects.filter(minutes=minutes, state=AmendmentState.PENDING).count()
