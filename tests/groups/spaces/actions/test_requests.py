import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Group, JoinRequest, Membership
from groups.spaces import actions
from network.activity.models import Event, Notification
from network.kit.errors import KeyReused, Refused
from tests.factories import GroupFactory, JoinRequestFactory, MembershipFactory


def ask(user, group, message="Bonjour", key=None):
    return actions.ask_to_join(user=user, group=group, message=message, key=key or uuid.uuid4())


def test_ask_to_join_tells_the_facilitators_once(outsider, group):
    first = ask(outsider, group)
    assert ask(outsider, group) == ask(outsider, group, "") == first
    with pytest.raises(Refused, match="avec d’autres mots"):
        ask(outsider, group, "Encore moi")
    assert JoinRequest.objects.get().message == "Bonjour"
    assert Event.objects.get(kind="join-request").object_id == first.pk


def test_ask_to_join_same_key_other_words(outsider, group):
    key = uuid.uuid4()
    ask(outsider, group, key=key)
    with pytest.raises(KeyReused):
        ask(outsider, group, "Autre chose", key=key)


@pytest.mark.parametrize("fields", [{"entry": "invitation"}, {"visibility": "hidden"}, {"archived_at": timezone.now()}])
def test_ask_to_join_refuses_groups_that_take_no_request(outsider, fields):
    with pytest.raises(Refused, match="n’accepte pas de demande"):
        ask(outsider, GroupFactory(**fields))
    assert not JoinRequest.objects.exists()


def test_ask_to_join_refuses_members(member, group):
    with pytest.raises(Refused, match="déjà membre"):
        ask(member.user, group)


def test_ask_to_join_again_after_a_refusal_but_not_all_day(outsider, group):
    now = timezone.now()
    for _ in range(3):
        JoinRequestFactory(group=group, user=outsider, state="refused", decided_at=now)
    with pytest.raises(Refused, match="plusieurs demandes aujourd’hui"):
        ask(outsider, group)
    JoinRequest.objects.update(created_at=now - timedelta(days=2))
    assert ask(outsider, group).state == "pending"


def test_withdraw_request_takes_its_lines_back(outsider, group, facilitator):
    asked = ask(outsider, group)
    event = Event.objects.get(kind="join-request")
    Notification.objects.create(user=facilitator.user, event=event, scope=event.scope, target=event.target)
    assert actions.withdraw_request(user=outsider, group=group)
    assert not actions.withdraw_request(user=outsider, group=group)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_at is None) == ("withdrawn", False)
    assert not Notification.objects.exists()


def test_accept_request_lets_the_person_in_once(outsider, group, facilitator):
    asked = JoinRequestFactory(group=group, user=outsider)
    for _ in range(2):
        actions.accept_request(request=asked, by=facilitator.user, answer="Bienvenue")
    assert (asked.state, asked.answer, asked.decided_by) == ("accepted", "Bienvenue", facilitator.user)
    assert Membership.objects.filter(group=group, user=outsider).count() == 1
    assert Event.objects.filter(kind="join-accepted").count() == 1


def test_refuse_request_with_a_word_once(outsider, group, facilitator):
    asked = JoinRequestFactory(group=group, user=outsider)
    for _ in range(2):
        actions.refuse_request(request=asked, by=facilitator.user, answer="Réservé aux PRE")
    assert (asked.state, asked.answer) == ("refused", "Réservé aux PRE")
    assert not Membership.objects.filter(group=group, user=outsider).exists()
    assert Event.objects.get(kind="join-refused").scope == ""


def test_a_request_has_one_end(outsider, group, facilitator):
    asked = JoinRequestFactory(group=group, user=outsider)
    actions.refuse_request(request=asked, by=facilitator.user)
    with pytest.raises(Refused, match=r"déjà reçu une réponse\W+refusée"):
        actions.accept_request(request=asked, by=facilitator.user)
    assert not Membership.objects.filter(user=outsider).exists()


def test_a_withdrawn_request_is_not_accepted(outsider, group, facilitator):
    asked = JoinRequestFactory(group=group, user=outsider)
    actions.withdraw_request(user=outsider, group=group)
    with pytest.raises(Refused, match="a retiré cette demande"):
        actions.accept_request(request=asked, by=facilitator.user)
    assert not Membership.objects.filter(user=outsider).exists()


def test_accept_request_of_an_archived_group(outsider, group, facilitator):
    asked = JoinRequestFactory(group=group, user=outsider)
    Group.objects.filter(pk=group.pk).update(archived_at=timezone.now())
    with pytest.raises(Refused, match="archivé"):
        actions.accept_request(request=asked, by=facilitator.user)
    asked.refresh_from_db()
    assert asked.state == "pending"


def test_a_former_member_may_ask_again(group, facilitator):
    gone = MembershipFactory(group=group)
    actions.remove_member(membership=gone, by=facilitator.user)
    assert ask(gone.user, group).state == "pending"
