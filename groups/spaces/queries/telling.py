"""Who of a group is told of something, and whom a group concerns."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from groups.spaces.enums import Level, Role
from groups.spaces.models import Group, Membership
from network.people.models import User


def people_of(memberships: QuerySet[Membership]) -> QuerySet[User]:
    """The people of these memberships, always in the same order, without those who are suspended."""
    return User.objects.present().filter(id__in=memberships.order_by().values("user_id")).order_by("id")


def members_to_tell(group: Group | int, ids: Collection[int | None]) -> QuerySet[User]:
    """Those of these people who are in the group, whatever they want to be told of."""
    return people_of(Membership.objects.filter(group=group, user__in=[pk for pk in ids if pk]))


def readers_to_tell(group: Group | int) -> QuerySet[User]:
    """Members of a group who did not silence it."""
    return people_of(Membership.objects.filter(group=group).exclude(level=Level.MUTED))


def watchers_of(group: Group | int, *, but: Collection[int] = ()) -> QuerySet[User]:
    """Members who are told of every message, and every file, of the group."""
    return people_of(Membership.objects.filter(group=group, level=Level.WATCH)).exclude(id__in=but)


def facilitators_to_tell(group: Group | int) -> QuerySet[User]:
    """Who facilitates the group, whatever they want to be told of."""
    return people_of(Membership.objects.filter(group=group, role=Role.FACILITATOR))


def groups_read_by(user: User, ids: Iterable[int]) -> set[int]:
    """Those of these groups that this person belongs to. One query."""
    return set(Membership.objects.filter(user=user, group__in=set(ids)).values_list("group_id", flat=True))
