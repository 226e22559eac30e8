import pytest
from django.utils import timezone

from groups.models import Group, Membership, ReadMarker, Subscription
from groups.spaces import actions
from groups.spaces.enums import Role
from network.activity.models import Event, Notification
from network.kit import broadcast
from network.kit.errors import Refused
from tests.factories import GroupFactory, InvitationFactory, JoinRequestFactory, MembershipFactory, ThreadFactory
from tests.factories import UserFactory as Person


@pytest.fixture
def sent(monkeypatch, django_capture_on_commit_callbacks):
    """What left for the sockets once the transaction is committed."""
    frames = []
    monkeypatch.setattr(broadcast.outlet, "send", frames.append)
    return frames


def test_add_member_counts_and_starts_with_everything_read(group, outsider):
    Group.objects.filter(pk=group.pk).update(last_seq=41)
    membership = actions.add_member(group=group, user=outsider)
    group.refresh_from_db()
    assert (membership.role, membership.read_floor, group.member_count) == (Role.MEMBER, 41, 1)


def test_add_member_again_changes_nothing(group, member):
    before = Group.objects.get(pk=group.pk).member_count
    assert actions.add_member(group=group, user=member.user, role=Role.FACILITATOR) == member
    member.refresh_from_db()
    assert member.role == Role.MEMBER
    assert Group.objects.get(pk=group.pk).member_count == before


def test_add_member_approves_the_account_and_closes_the_request(group, facilitator):
    newcomer = Person(approved_at=None)
    asked = JoinRequestFactory(group=group, user=newcomer)
    actions.add_member(group=group, user=newcomer, by=facilitator.user)
    newcomer.refresh_from_db()
    asked.refresh_from_db()
    assert newcomer.is_approved
    assert (asked.state, asked.decided_by) == ("accepted", facilitator.user)


def test_add_member_widens_the_persons_sockets(group, outsider, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.add_member(group=group, user=outsider)
    assert {"type": "recheck", "user": outsider.pk} in sent


def test_join_open_group(outsider):
    group = GroupFactory(entry="open")
    assert actions.join_open_group(user=outsider, group=group).user == outsider
    actions.join_open_group(user=outsider, group=group)
    assert Membership.objects.filter(group=group).count() == 1


@pytest.mark.parametrize("fields", [{"entry": "request"}, {"visibility": "hidden"}, {"archived_at": timezone.now()}])
def test_join_open_group_refuses(outsider, fields):
    group = GroupFactory(**{"entry": "open", **fields})
    with pytest.raises(Refused, match="n’est plus ouvert"):
        actions.join_open_group(user=outsider, group=group)
    assert not Membership.objects.exists()


def test_change_role_tells_the_person(member, facilitator):
    assert actions.change_role(membership=member, role=Role.FACILITATOR, by=facilitator.user)
    member.refresh_from_db()
    assert member.is_facilitator
    told = Event.objects.get(kind="role-changed")
    assert (told.object_id, told.data) == (member.pk, {"role": "facilitator"})


def test_change_role_to_the_same_tells_nobody(member, facilitator):
    assert not actions.change_role(membership=member, role=Role.MEMBER, by=facilitator.user)
    assert not Event.objects.exists()


def test_change_role_of_somebody_who_is_out(member, facilitator):
    Membership.objects.filter(pk=member.pk).delete()
    with pytest.raises(Refused, match="n’est plus dans le groupe"):
        actions.change_role(membership=member, role=Role.FACILITATOR, by=facilitator.user)


def leave(membership):
    actions.leave_group(membership=membership)


def be_removed(membership):
    by = Membership.objects.filter(group=membership.group, role=Role.FACILITATOR, user__is_active=True).first()
    actions.remove_member(membership=membership, by=by.user)


def step_down(membership):
    actions.change_role(membership=membership, role=Role.MEMBER, by=membership.user)


@pytest.mark.parametrize("go", [leave, be_removed, step_down])
def test_the_last_facilitator_stays(group, member, facilitator, go):
    suspended = MembershipFactory(group=group, user=Person(is_active=False), role=Role.FACILITATOR)
    with pytest.raises(Refused, match="Personne d’autre n’anime ce groupe"):
        go(facilitator)
    facilitator.refresh_from_db()
    assert facilitator.is_facilitator
    suspended.user.is_active = True
    suspended.user.save()
    go(facilitator)
    assert not Membership.objects.filter(pk=facilitator.pk, role=Role.FACILITATOR).exists()


@pytest.mark.parametrize("go", [leave, be_removed])
def test_going_out_ends_everything_at_once(group, member, facilitator, sent, django_capture_on_commit_callbacks, go):
    thread = ThreadFactory(group=group, author=member.user)
    ReadMarker.objects.create(membership=member, thread=thread)
    Subscription.objects.create(membership=member, thread=thread)
    event = Event.objects.create(kind="reply", scope=group.scope)
    elsewhere = Event.objects.create(kind="reply", scope="group:999")
    for told in (event, elsewhere):
        Notification.objects.create(user=member.user, event=told, scope=told.scope)
    before = Group.objects.get(pk=group.pk).member_count
    with django_capture_on_commit_callbacks(execute=True):
        go(member)
    assert not Membership.objects.filter(pk=member.pk).exists()
    assert Group.objects.get(pk=group.pk).member_count == before - 1
    assert (ReadMarker.objects.count(), Subscription.objects.count()) == (0, 0)
    assert [line.event for line in Notification.objects.filter(user=member.user)] == [elsewhere]
    assert {"type": "close", "user": member.user_id, "scope": group.scope} in sent
    thread.refresh_from_db()
    assert thread.author == member.user


@pytest.mark.parametrize("go", [leave, be_removed])
def test_going_out_twice_counts_once(group, member, facilitator, go):
    go(member)
    before = Group.objects.get(pk=group.pk).member_count
    go(member)
    assert Group.objects.get(pk=group.pk).member_count == before
    assert Event.objects.filter(kind="removed").count() == (go is be_removed)


@pytest.mark.parametrize("go", [leave, be_removed, step_down])
def test_invitations_of_somebody_who_may_no_longer_invite_end(group, facilitator, go):
    MembershipFactory(group=group, role=Role.FACILITATOR)
    invitation = InvitationFactory(group=group, invited_by=facilitator.user)
    others = InvitationFactory(group=group)
    go(facilitator)
    invitation.refresh_from_db()
    others.refresh_from_db()
    assert invitation.revoked_at is not None
    assert others.revoked_at is None


def test_invitations_of_a_network_administrator_live_on(group, facilitator):
    admin = MembershipFactory(group=group, user=Person(is_superuser=True), role=Role.FACILITATOR)
    invitation = InvitationFactory(group=group, invited_by=admin.user)
    actions.leave_group(membership=admin)
    invitation.refresh_from_db()
    assert invitation.revoked_at is None
