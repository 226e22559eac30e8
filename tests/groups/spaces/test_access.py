from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from groups.models import AdminEntry, Group, Invitation, Membership
from groups.spaces import access
from groups.spaces.enums import Entry, Role, Visibility, Way
from tests.factories import GroupFactory, InvitationFactory, JoinRequestFactory, MembershipFactory, UserFactory


def passes(call, *args):
    try:
        call(*args)
    except Http404:
        return False
    return True


def entered(user, group, *, over=False):
    now = timezone.now()
    entry = AdminEntry.objects.create(group=group, user=user, reason="x" * 10, expires_at=now + timedelta(hours=1))
    if over:
        past = {"created_at": now - timedelta(hours=1), "expires_at": now}
        AdminEntry.objects.filter(pk=entry.pk).update(**past)


@pytest.fixture
def people(group, member, facilitator, outsider):
    """Everybody who may stand before a group."""
    gone = UserFactory(is_active=False)
    Membership.objects.create(group=group, user=gone, role=Role.FACILITATOR)
    admin, guest, late = (UserFactory(is_superuser=True) for _ in range(3))
    former = UserFactory()
    entered(guest, group)
    entered(former, group)
    entered(late, group, over=True)
    return {
        "anonymous": AnonymousUser(),
        "network member": outsider,
        "member": member.user,
        "facilitator": facilitator.user,
        "suspended facilitator": gone,
        "administrator": admin,
        "administrator who entered": guest,
        "administrator whose hour is over": late,
        "administrator no longer, within their hour": former,
    }


READERS = {"member", "facilitator", "administrator who entered"}
MEMBERS = {"member", "facilitator"}
ADMINISTRATORS = {"administrator", "administrator who entered", "administrator whose hour is over"}
DOORS = {
    access.get_passage_or_404: READERS,
    access.get_membership_or_404: MEMBERS,
    access.get_facilitator_or_404: {"facilitator"},
    access.get_group_to_enter_or_404: ADMINISTRATORS,
}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_who_passes(people, group, door):
    signed_in = {name: user for name, user in people.items() if user.is_authenticated}
    assert {name for name, user in signed_in.items() if passes(door, user, group.slug)} == DOORS[door]
    assert not any(passes(door, user, "aucun") for user in signed_in.values())


@pytest.mark.parametrize("visibility", Visibility)
def test_who_sees_the_card(people, group, visibility):
    Group.objects.update(visibility=visibility)
    seen = {name for name, user in people.items() if passes(access.get_group_or_404, user, group.slug)}
    twin = {name for name, user in people.items() if group in Group.objects.visible_to(user)}
    inside = MEMBERS | ADMINISTRATORS | {"suspended facilitator"}
    assert seen == twin == (inside if visibility == Visibility.HIDDEN else set(people))


def test_passage_is_the_members_own(group, member, outsider, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert access.get_passage_or_404(member.user, group.slug).membership == member
    with pytest.raises(Http404):
        access.get_passage_or_404(outsider, group.slug)


ABILITIES = {
    "member": {"write": True, "manage": False},
    "facilitator": {"write": True, "manage": True},
    "administrator who entered": {"write": False, "manage": False},
}


@pytest.mark.parametrize("role", ABILITIES)
@pytest.mark.parametrize("archived", [False, True])
def test_abilities(people, group, role, archived):
    if archived:
        Group.objects.update(archived_at=timezone.now())
    membership = access.get_passage_or_404(people[role], group.slug).membership
    expected = ABILITIES[role] if not archived else {**ABILITIES[role], "write": False, "manage": False}
    assert {
        "write": access.can_write_in_group(membership),
        "manage": access.can_manage_group(membership),
    } == expected


WAYS = {
    (Visibility.LISTED, Entry.REQUEST): {"anonymous": Way.REQUEST, "approved": Way.REQUEST, "new": Way.REQUEST},
    (Visibility.LISTED, Entry.OPEN): {"anonymous": Way.OPEN, "approved": Way.OPEN, "new": Way.REQUEST},
    (Visibility.LISTED, Entry.INVITATION): dict.fromkeys(["anonymous", "approved", "new"], Way.INVITATION),
    (Visibility.HIDDEN, Entry.OPEN): dict.fromkeys(["anonymous", "approved", "new"], Way.INVITATION),
    (Visibility.HIDDEN, Entry.REQUEST): dict.fromkeys(["anonymous", "approved", "new"], Way.INVITATION),
}


@pytest.mark.parametrize(("visibility", "entry"), WAYS)
def test_way_in_follows_the_group_and_the_approval(db, visibility, entry):
    group = GroupFactory(visibility=visibility, entry=entry)
    visitors = {"anonymous": AnonymousUser(), "approved": UserFactory(), "new": UserFactory(approved_at=None)}
    none = {"is_member": False, "is_invited": False, "request": None}
    ways = {name: access.way_in(user, group, **none) for name, user in visitors.items()}
    assert ways == WAYS[visibility, entry]
    group.archived_at = timezone.now()
    assert {access.way_in(user, group, **none) for user in visitors.values()} == {Way.CLOSED}


def test_way_in_by_what_ties_the_person(group, outsider):
    asked = JoinRequestFactory(group=group, user=outsider)
    ties = [
        ({"is_member": True, "is_invited": True, "request": asked}, Way.MEMBER),
        ({"is_member": False, "is_invited": True, "request": asked}, Way.INVITED),
        ({"is_member": False, "is_invited": False, "request": asked}, Way.PENDING),
    ]
    assert [access.way_in(outsider, group, **tie) for tie, _way in ties] == [way for _tie, way in ties]


@pytest.mark.parametrize(
    ("getter", "factory"),
    [
        (access.get_member_or_404, MembershipFactory),
        (access.get_join_request_or_404, JoinRequestFactory),
        (access.get_invitation_or_404, InvitationFactory),
    ],
)
def test_objects_are_reached_through_the_facilitators_group(facilitator, getter, factory):
    mine, other = factory(group=facilitator.group), factory()
    assert getter(facilitator, mine.pk) == mine
    assert getter(facilitator, mine.pk).group is facilitator.group
    assert not passes(getter, facilitator, other.pk)


def test_may_invite(people, group):
    able = {name for name, user in people.items() if user.is_authenticated and access.may_invite(user, group)}
    assert able == ADMINISTRATORS | {"facilitator"}
    assert not access.may_invite(None, group)


def test_open_invitations_agree_with_the_rule(people, group):
    now = timezone.now()
    for user in people.values():
        if user.is_authenticated:
            InvitationFactory(group=group, invited_by=user)
    sender = people["facilitator"]
    for ended in ({"revoked_at": now}, {"accepted_at": now}, {"expires_at": now}, {"invited_by": None}):
        InvitationFactory(**{"group": group, "invited_by": sender, **ended})
    every = Invitation.objects.select_related("group", "invited_by")
    opened = set(Invitation.objects.open())
    assert {one for one in every if access.is_invitation_open(one)} == opened
    assert {one.invited_by for one in opened} == {people[name] for name in ADMINISTRATORS | {"facilitator"}}
    Group.objects.update(archived_at=now)
    assert not Invitation.objects.open().exists()


def test_is_addressed_to(outsider):
    invitation = InvitationFactory(email=outsider.email.upper())
    assert access.is_addressed_to(invitation, outsider)
    assert not access.is_addressed_to(invitation, AnonymousUser())
    outsider.emailaddress_set.update(verified=False)
    assert not access.is_addressed_to(invitation, outsider)


def test_get_invitation_by_token(db):
    assert access.get_invitation_by_token("inconnu") is None
    assert access.get_invitation_by_token("\x00" * 5000) is None
