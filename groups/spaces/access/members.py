"""The people of a group, what hangs on their place in it, and the addresses by which they are known."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.http import Http404

from groups.spaces.enums import Role
from groups.spaces.models import Draft, Group, Membership
from network.people.models import User


def get_member_or_404(facilitator: Membership, membership_id: int) -> Membership:
    """A member of the group that `facilitator` belongs to, with the person. Raises Http404 for any other id."""
    member = Membership.objects.select_related("user").filter(group_id=facilitator.group_id, pk=membership_id).first()
    if member is None:
        raise Http404
    member.group = facilitator.group
    return member


def facilitators_of(group: Group) -> QuerySet:
    """Memberships of the people who facilitate this group and are not suspended."""
    return Membership.objects.filter(group=group, role=Role.FACILITATOR, user__is_active=True)


def groups_facilitated_by(user) -> set[int]:
    """Ids of the groups that this person facilitates."""
    return set(Membership.objects.filter(user=user, role=Role.FACILITATOR).values_list("group_id", flat=True))


def group_left(group_id: int, user_id: int) -> Group | None:
    """The group that this person was put out of; None when they are in again, or when it no longer exists."""
    return Group.objects.exclude(memberships__user=user_id).filter(pk=group_id).first()


def draft_of(membership: Membership, name: str) -> Draft | None:
    """What this member was writing under this name."""
    return Draft.objects.filter(membership=membership, name=name).first()


def memberships_told(ids: Iterable[int]) -> dict[int, Membership]:
    """Memberships by id, with group and person, for the notices: they check who may be told of them."""
    return {found.pk: found for found in Membership.objects.select_related("group", "user").filter(pk__in=ids)}


def people_told(ids: Iterable[int]) -> QuerySet:
    """People by id, not suspended, for the notices."""
    return User.objects.present().filter(pk__in=ids)


def people_with_address(email: str) -> QuerySet:
    """The person, not suspended, who has verified this address: one at most."""
    owners = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    return User.objects.present().filter(pk__in=owners)


def verified_addresses_of(user) -> set[str]:
    """The addresses that this person has verified, in lower case."""
    return {
        email.lower() for email in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    }
