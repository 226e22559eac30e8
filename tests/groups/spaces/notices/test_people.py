import pytest
from django.core import mail
from django.utils import translation

from groups.models import Group, Membership
from groups.spaces import actions
from network.activity.models import Event, Notification
from network.activity.notices import lines_for
from tests.factories import JoinRequestFactory, MembershipFactory
from tests.worker import run_tasks


@pytest.fixture
def asked(group, outsider):
    return JoinRequestFactory(group=group, user=outsider)


def told_lines(user):
    return list(lines_for(Event.objects.all(), user).values())


def test_join_accepted_is_told_with_the_word(asked, facilitator, outsider):
    actions.accept_request(request=asked, by=facilitator.user, answer="Bienvenue parmi nous.")
    run_tasks()
    (letter,) = mail.outbox
    assert letter.to == [outsider.email]
    assert letter.subject == "Vous êtes maintenant membre de «\u00a0Réussite éducative\u00a0»"
    assert "Bienvenue parmi nous." in letter.body
    (line,) = told_lines(outsider)
    assert (line.excerpt, line.url) == ("Bienvenue parmi nous.", "/groupes/reussite-educative/")
    assert told_lines(facilitator.user) == []


def test_join_refused_is_told_with_the_word(asked, facilitator, outsider):
    actions.refuse_request(request=asked, by=facilitator.user, answer="Réservé aux PRE.")
    run_tasks()
    (letter,) = mail.outbox
    assert letter.to == [outsider.email]
    assert "n’a pas été acceptée" in letter.subject
    assert "Réservé aux PRE." in letter.body
    assert [line.excerpt for line in told_lines(outsider)] == ["Réservé aux PRE."]


def test_answers_of_a_confidential_group_quote_nothing(asked, facilitator):
    Group.objects.update(confidential=True)
    actions.refuse_request(request=JoinRequestFactory._meta.model.objects.get(), by=facilitator.user, answer="CNRY")
    run_tasks()
    assert "CNRY" not in mail.outbox[0].body


def test_join_accepted_then_put_out_is_not_told(asked, facilitator, outsider, queue_mails):
    actions.accept_request(request=asked, by=facilitator.user)
    membership = Membership.objects.get(user=outsider)
    queue_mails()
    actions.remove_member(membership=membership, by=facilitator.user)
    run_tasks()
    assert [letter.subject for letter in mail.outbox] == ["Vous n’êtes plus membre de «\u00a0Réussite éducative\u00a0»"]
    assert not Notification.objects.filter(user=outsider).exists()


@pytest.mark.parametrize(
    ("role", "words"), [("facilitator", "Vous animez maintenant"), ("member", "Vous n’animez plus")]
)
def test_role_changed_is_told_as_long_as_it_is_true(group, facilitator, role, words):
    member = MembershipFactory(group=group, role="member" if role == "facilitator" else "facilitator")
    actions.change_role(membership=member, role=role, by=facilitator.user)
    (line,) = told_lines(member.user)
    assert line.title.startswith(words)
    run_tasks()
    assert mail.outbox[0].to == [member.user.email]
    assert mail.outbox[0].subject.startswith(words)
    Membership.objects.filter(pk=member.pk).update(role="member" if role == "facilitator" else "facilitator")
    assert told_lines(member.user) == []


def test_role_changed_back_before_the_mail_leaves(member, facilitator):
    actions.change_role(membership=member, role="facilitator", by=facilitator.user)
    actions.change_role(membership=member, role="member", by=facilitator.user)
    run_tasks()
    assert [letter.subject[:18] for letter in mail.outbox] == ["Vous n’animez plus"]


def test_removed_is_a_mail_without_a_line(member, facilitator):
    actions.remove_member(membership=member, by=facilitator.user)
    run_tasks()
    (letter,) = mail.outbox
    assert letter.to == [member.user.email]
    assert "http://testserver/groupes/\n" in letter.body
    assert "/groupes/reussite-educative/" not in letter.body
    assert letter.body.count(member.group.name) == 1  # its title says it: no line repeats it
    assert not Notification.objects.exists()
    assert told_lines(member.user) == []


def test_removed_then_back_is_not_mailed(member, facilitator):
    actions.remove_member(membership=member, by=facilitator.user)
    actions.add_member(group=member.group, user=member.user)
    run_tasks()
    assert mail.outbox == []


def test_notices_speak_the_language_of_the_person(member, facilitator):
    member.user.language = "en"
    member.user.save()
    actions.remove_member(membership=member, by=facilitator.user)
    with translation.override("fr"):
        run_tasks()
    assert mail.outbox[0].subject == "You are no longer a member of “Réussite éducative”"
