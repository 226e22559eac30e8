import uuid

import pytest
from django.core import mail
from django.utils import timezone

from groups.models import Group
from groups.spaces import actions
from groups.spaces.actions.cards import update_card
from network.activity.actions import choose_mail
from network.activity.models import Event, Notification
from network.activity.notices import lines_for
from tests.factories import MembershipFactory, UserFactory
from tests.worker import run_tasks

REASON = "Un membre signale un message."


@pytest.fixture
def asked(outsider, facilitator, member):
    return actions.ask_to_join(user=outsider, group=facilitator.group, message="Je prends le poste.", key=uuid.uuid4())


@pytest.fixture
def entry(facilitator, member):
    admin = UserFactory(is_superuser=True, first_name="Nadia", last_name="Admin")
    return actions.enter_exceptionally(user=admin, group=facilitator.group, reason=REASON, key=uuid.uuid4())


def test_join_request_is_told_to_the_facilitators_only(asked, facilitator):
    MembershipFactory(group=asked.group, user=UserFactory(is_active=False), role="facilitator")
    run_tasks()
    assert [line.user for line in Notification.objects.all()] == [facilitator.user]
    (letter,) = mail.outbox
    assert letter.to == [facilitator.user.email]
    assert letter.subject == "Karim Dehors demande à rejoindre «\u00a0Réussite éducative\u00a0»"
    assert "Je prends le poste." in letter.body
    assert f"/animation/demandes/{asked.pk}/" in letter.body


def test_join_request_line(asked, facilitator, member):
    (line,) = lines_for(Event.objects.all(), facilitator.user).values()
    assert (line.person, line.excerpt) == (asked.user, "Je prends le poste.")
    assert line.url.endswith(f"/animation/demandes/{asked.pk}/")
    for user in (member.user, asked.user):
        assert lines_for(Event.objects.all(), user) == {}


def test_join_request_of_a_confidential_group_quotes_nothing(asked):
    Group.objects.update(confidential=True)
    run_tasks()
    (letter,) = mail.outbox
    assert "Je prends le poste." not in letter.body + letter.alternatives[0].content
    assert "Karim Dehors" in letter.body


def answered(asked, facilitator):
    actions.refuse_request(request=asked, by=facilitator.user)


def withdrawn(asked, facilitator):
    actions.withdraw_request(user=asked.user, group=asked.group)


def demoted(asked, facilitator):
    facilitator.role = "member"
    facilitator.save()


def erased(asked, facilitator):
    asked.delete()


@pytest.mark.parametrize("spoil", [answered, withdrawn, demoted, erased])
def test_join_request_is_not_mailed_when_it_is_over(asked, facilitator, spoil):
    spoil(asked, facilitator)
    run_tasks()
    assert facilitator.user.email not in [to for letter in mail.outbox for to in letter.to]


def test_join_request_demoted_between_queue_and_mail(asked, facilitator, queue_mails):
    queue_mails()
    demoted(asked, facilitator)
    run_tasks()
    assert mail.outbox == []


def test_admin_entry_is_told_with_its_reason(entry, facilitator):
    run_tasks()
    (letter,) = mail.outbox
    assert letter.to == [facilitator.user.email]
    assert "Nadia Admin a ouvert un accès exceptionnel" in letter.subject
    assert REASON in letter.body
    (line,) = lines_for(Event.objects.all(), facilitator.user).values()
    assert (line.excerpt, line.url.endswith("#acces")) == (REASON, True)


def test_admin_entry_is_mailed_even_with_the_switch_off(entry, facilitator):
    from network.activity.actions import choose_mail

    choose_mail(user=facilitator.user, by_mail=False)
    run_tasks()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_lines_budget(facilitator, django_assert_num_queries, count):
    for _ in range(count):
        asker = UserFactory()
        actions.ask_to_join(user=asker, group=facilitator.group, message="", key=uuid.uuid4())
    events = list(Event.objects.all())
    with django_assert_num_queries(2):
        assert len(lines_for(events, facilitator.user)) == count


def test_lines_of_what_is_gone(facilitator):
    Event.objects.create(kind="join-request", object_id=999, created_at=timezone.now())
    Event.objects.create(kind="admin-entry", object_id=999)
    assert lines_for(Event.objects.all(), facilitator.user) == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"entry": "open"}, ["Affiché", "Ouvert aux membres du réseau"]),
        ({"visibility": "hidden"}, ["Masqué"]),
        ({"confidential": True}, ["Affiché", "Sur demande", "sans le contenu"]),
        ({"name": "Autre nom", "welcome": "<p>Ici</p>", "entry": "request"}, []),
    ],
)
def test_those_who_facilitate_are_told_of_another_way_in(group, facilitator, member, change, said):
    """By mail too, whatever they switched off, and in a confidential group: nobody's words are in it."""
    choose_mail(user=facilitator.user, by_mail=False)
    admin = UserFactory(is_superuser=True)
    update_card(group=group, by=admin, **change)
    run_tasks()
    assert [letter.to for letter in mail.outbox] == [[facilitator.user.email]] * bool(said)
    assert [line.user for line in Notification.objects.all()] == [facilitator.user] * bool(said)
    assert lines_for(Event.objects.all(), member.user) == {}
    for line in lines_for(Event.objects.all(), facilitator.user).values():
        assert line.title.endswith("changé les règles d’accès de «\u00a0Réussite éducative\u00a0»")
        assert all(words in line.excerpt and words in mail.outbox[0].body for words in said)
