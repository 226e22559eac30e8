"""Everybody of these tests reads French, as most do."""

import pytest
from django.core import mail

from groups.meetings import actions
from groups.meetings.access import ANSWER
from groups.meetings.enums import ActionState
from groups.meetings.models import ActionItem, Attendance, Minutes, Point
from groups.models import Group, Membership
from groups.spaces.enums import Level
from network.activity.models import Event, Notification
from network.activity.notices import lines_for
from network.kit.tokens import fingerprint, token_of
from tests.groups.meetings.filled import add_point, correct, end_corrections, in_days, publish
from tests.mailbox import links_of
from tests.worker import run_tasks


def mails_to(address):
    return [message for message in mail.outbox if message.to == [address]]


@pytest.fixture
def filled(minutes, colleague):
    add_point(minutes, owner=colleague.user, due=in_days(9))
    return minutes


@pytest.fixture
def guest(filled):
    """Somebody who gets the minutes, beside one who does not."""
    about = {"meeting": filled.meeting, "is_guest": True}
    Attendance.objects.create(name="Sans", email="sans@example.org", **about)
    return Attendance.objects.create(name="Juriste", email="juriste@example.org", gets_minutes=True, **about)


def test_members_are_told_with_the_decisions_and_what_is_theirs(filled, facilitator, colleague, member, outsider):
    publish(filled, facilitator)
    run_tasks()
    (mine,), (other,) = mails_to(colleague.user.email), mails_to(member.user.email)
    assert "Vos actions" in mine.body and "Envoyer Bilan annuel" in mine.body
    assert any(link.endswith(ActionItem.objects.get(owner=colleague.user).url) for link in links_of(mine))
    assert "Vos actions" not in other.body and "Une trame commune." in other.body and filled.summary in other.body
    assert any(link.endswith(filled.url) for link in links_of(other))
    assert not mails_to(outsider.email) and not mails_to(facilitator.user.email)
    assert Notification.objects.filter(target=filled.target).count() == 2


def test_who_silenced_the_group_is_not_told(filled, facilitator, member, colleague):
    Membership.objects.filter(pk=member.pk).update(level=Level.MUTED)
    publish(filled, facilitator)
    run_tasks()
    assert mails_to(colleague.user.email) and not mails_to(member.user.email)


def test_guests_receive_the_whole_text_and_no_way_in(filled, facilitator, guest):
    publish(filled, facilitator)
    run_tasks()
    (sent,) = mails_to(guest.email)
    assert "Échanges\u00a0: Bilan annuel." in sent.body
    assert "Une trame commune." in sent.body and not mails_to("sans@example.org")
    assert not any("/groupes/" in link for link in links_of(sent))


def test_guests_receive_long_paragraphs_whole(filled, facilitator, guest):
    Point.objects.update(exchanges=f"<p>{'Des mots. ' * 600}Le dernier mot.</p>")
    publish(filled, facilitator)
    run_tasks()
    assert "Le dernier mot." in mails_to(guest.email)[0].body


def test_guests_who_were_taken_away_meanwhile_receive_nothing(filled, facilitator, guest):
    publish(filled, facilitator)
    Attendance.objects.filter(pk=guest.pk).update(gets_minutes=False)
    run_tasks()
    assert not mails_to(guest.email)


def test_guests_who_asked_to_hear_no_more_receive_nothing(filled, facilitator, guest):
    actions.refuse_mails(guest=guest)
    publish(filled, facilitator)
    run_tasks()
    assert not mails_to(guest.email)


def test_convened_guests_may_ask_to_hear_no_more(filled, facilitator, guest):
    token = token_of(guest.nonce, salt=ANSWER)
    Attendance.objects.filter(pk=guest.pk).update(token_hash=fingerprint(token))
    publish(filled, facilitator)
    run_tasks()
    (sent,) = mails_to(guest.email)
    assert any(link.endswith(f"/reunion/{token}/ne-plus-recevoir/") for link in links_of(sent))


def test_mails_of_a_confidential_group_hold_title_and_link_only(filled, facilitator, member, guest):
    Group.objects.update(confidential=True)
    publish(filled, facilitator)
    run_tasks()
    (sent,) = mails_to(member.user.email)
    assert filled.meeting.title in sent.subject and any(link.endswith(filled.url) for link in links_of(sent))
    for words in (filled.summary, "trame commune", "Bilan annuel"):
        assert words not in sent.body and words not in sent.alternatives[0][0]
    assert not mails_to(guest.email)


def test_another_edition_says_why(filled, facilitator, member):
    publish(filled, facilitator)
    correct(filled, facilitator, "Autrement", reason="La date était fausse")
    run_tasks()
    told = mails_to(member.user.email)[-1]
    assert "La date était fausse" in told.body
    assert any(link.endswith(f"{filled.url}comparaison/") for link in links_of(told))


def test_another_edition_asks_nobody_for_what_is_done(filled, facilitator, colleague):
    publish(filled, facilitator)
    run_tasks()
    about = {"action": ActionItem.objects.get(), "state": ActionState.DONE, "words": "Envoyée"}
    actions.set_action_state(by=colleague, **about)
    correct(filled, facilitator, "Autrement")
    run_tasks()
    first, second = mails_to(colleague.user.email)
    assert "Vos actions" in first.body and "Vos actions" not in second.body


def test_approval_is_a_line_without_a_mail(filled, facilitator, member):
    publish(filled, facilitator)
    run_tasks()
    mail.outbox.clear()
    actions.approve_minutes(minutes=filled, by=facilitator)
    run_tasks()
    event = Event.objects.get(kind="minutes-approved")
    assert "approuvé" in lines_for([event], member.user)[event.pk].title and mail.outbox == []


def test_corrections_that_wait_are_told_to_those_who_write_only(filled, facilitator, member, colleague):
    publish(filled, facilitator)
    filled.amendments.create(by=colleague.user, text="Le 12")
    end_corrections(filled)
    mail.outbox.clear()
    actions.approve_overdue()
    run_tasks()
    event = Event.objects.get(kind="amendments-waiting")
    assert event.pk in lines_for([event], facilitator.user) and lines_for([event], member.user) == {}
    assert [m.subject for m in mails_to(facilitator.user.email) if "attendent une réponse" in m.subject]
    assert not [m for m in mails_to(member.user.email) if "attendent" in m.subject]


def test_lines_are_for_members_of_now(filled, facilitator, member, outsider):
    publish(filled, facilitator)
    events = list(Event.objects.filter(kind="minutes-published"))
    assert len(lines_for(events, member.user)) == 1 and lines_for(events, outsider) == {}
    Membership.objects.filter(pk=member.pk).delete()
    assert lines_for(events, member.user) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_lines_cost_two_queries(filled, facilitator, member, count, django_assert_num_queries):
    publish(filled, facilitator)
    for n in range(count - 1):
        correct(filled, facilitator, f"Autrement {n}")
    events = list(Event.objects.filter(kind__startswith="minutes-"))
    kinds = {event.kind for event in events}
    with django_assert_num_queries(2 * len(kinds)):
        assert len(lines_for(events, member.user)) == count
    assert Minutes.objects.get().edition == count
