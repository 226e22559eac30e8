import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from groups.meetings import actions
from groups.meetings.models import AgendaItem, DatePoll
from groups.meetings.queries import version_of
from groups.spaces.enums import Level
from groups.spaces.models import Group, Membership
from network.activity.models import Event, Notification
from network.activity.notices import lines_for
from network.kit import dates
from network.kit.errors import Refused
from tests.worker import run_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
WORDS = "On en a vraiment besoin."


@pytest.fixture
def english(member, colleague, facilitator):
    for membership in (member, colleague, facilitator):
        membership.user.language = "en"
        membership.user.save()
    with translation.override("en"):
        yield


def propose(meeting, member):
    said = {"title": "Les vacances", "minutes": None, "proposed_words": WORDS, "presenter_id": None}
    return actions.propose_item(meeting=meeting, by=member, key=uuid.uuid4(), **said)


def open_poll(by, **words):
    begins = timezone.now() + timedelta(days=20)
    options = [(begins + timedelta(days=n), begins + timedelta(days=n, hours=2)) for n in range(2)]
    said = {"title": "Prochain comité", "place": "Valombre", "visio_url": "", "words": WORDS, "answer_by": None}
    return actions.open_poll(by=by, series=None, options=options, key=uuid.uuid4(), **{**said, **words})


def told():
    return sorted(Notification.objects.values_list("user__first_name", "event__kind"))


def subjects():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def titles(user):
    return [line.title for line in lines_for(Event.objects.order_by("id"), user).values()]


def test_proposal_reaches_those_who_facilitate(meeting, member, colleague, facilitator):
    propose(meeting, member)
    run_tasks()
    assert told() == [("Hélène", "agenda-item-proposed")]
    subject = "Claire Vasseur proposes a point for “Comité d’animation”: Les vacances"
    assert subjects() == [(facilitator.user.email, subject)]
    assert WORDS in mail.outbox[0].body and "ordre-du-jour/" in mail.outbox[0].body
    assert titles(facilitator.user) == [subject] and titles(colleague.user) == titles(member.user) == []


@pytest.mark.parametrize(("accept", "words"), [(True, "is on the agenda of"), (False, "was not kept for")])
def test_answer_reaches_whoever_proposed(meeting, member, colleague, facilitator, accept, words):
    item = propose(meeting, member)
    actions.decide_item(item=item, by=facilitator, version=version_of(item), accept=accept, words="Merci à toi.")
    run_tasks()
    assert ("Claire", "agenda-item-decided") in told()
    (message,) = [message for message in mail.outbox if message.to == [member.user.email]]
    assert words in message.subject and "Merci à toi." in message.body
    assert titles(colleague.user) == []


def test_answer_does_not_reach_somebody_who_left(meeting, member, facilitator):
    item = propose(meeting, member)
    run_tasks()
    actions.decide_item(item=item, by=facilitator, version=version_of(item), accept=True)
    Membership.objects.filter(pk=member.pk).delete()
    run_tasks()
    assert [message for message in mail.outbox if message.to == [member.user.email]] == []
    assert titles(member.user) == []


def test_poll_reaches_everybody_but_who_silenced_the_group(member, colleague, facilitator):
    Membership.objects.filter(pk=colleague.pk).update(level=Level.MUTED)
    poll = open_poll(facilitator)
    run_tasks()
    assert told() == [("Claire", "date-poll-opened")]
    assert subjects() == [(member.user.email, "Which date suits you for “Prochain comité”?")]
    assert WORDS in mail.outbox[0].body and poll.url in mail.outbox[0].body


def test_new_dates_reach_everybody_and_reminders_who_said_nothing(member, colleague, facilitator):
    poll = open_poll(facilitator, answer_by=None)
    actions.vote(poll=poll, by=member, votes={poll.options.first().pk: "yes"})
    run_tasks()
    mail.outbox.clear()
    later = timezone.now() + timedelta(days=40)
    words = {name: getattr(poll, name) for name in ("title", "place", "visio_url", "words", "answer_by")}
    about = {"version": version_of(poll), "removed": [], "options": [(later, later + timedelta(hours=2))], **words}
    actions.change_poll(poll=poll, by=facilitator, **about)
    run_tasks()
    assert subjects() == sorted(
        (one.user.email, "Other dates are proposed for “Prochain comité”") for one in (member, colleague)
    )
    assert dates.full(later) in mail.outbox[0].body and poll.url in mail.outbox[0].body
    mail.outbox.clear()
    actions.remind_of_poll(poll=poll, by=facilitator, key=uuid.uuid4())
    run_tasks()
    subject = "Your answer is missing: which date suits you for “Prochain comité”?"
    assert subjects() == [(colleague.user.email, subject)]
    assert titles(colleague.user)[-1] == subject


def test_reminder_of_a_poll_is_not_sent_to_who_answered_meanwhile(member, colleague, facilitator):
    poll = open_poll(facilitator)
    run_tasks()
    mail.outbox.clear()
    actions.remind_of_poll(poll=poll, by=facilitator, key=uuid.uuid4())
    actions.vote(poll=poll, by=member, votes={poll.options.first().pk: "no"})
    run_tasks()
    assert [to for to, _subject in subjects()] == [colleague.user.email]


def test_chosen_date_reaches_everybody(member, colleague, facilitator):
    poll = open_poll(facilitator)
    run_tasks()
    mail.outbox.clear()
    option = poll.options.first()
    meeting = actions.choose_date(poll=poll, by=facilitator, option=option, key=uuid.uuid4())
    run_tasks()
    assert {to for to, _subject in subjects()} == {member.user.email, colleague.user.email}
    assert all("“Prochain comité” takes place on" in subject for _to, subject in subjects())
    assert meeting.url in mail.outbox[0].body and "Valombre" in mail.outbox[0].body


def test_poll_that_is_closed_at_once_is_told_to_nobody(member, facilitator):
    actions.close_poll(poll=open_poll(facilitator), by=facilitator)
    run_tasks()
    assert mail.outbox == [] and told() == []


def test_chosen_date_that_is_cancelled_before_the_convocation_is_told(member, colleague, facilitator):
    poll = open_poll(facilitator)
    meeting = actions.choose_date(poll=poll, by=facilitator, option=poll.options.first(), key=uuid.uuid4())
    with pytest.raises(Refused, match="cancel it instead"):
        actions.delete_meeting(meeting=meeting, by=facilitator)
    run_tasks()
    mail.outbox.clear()
    actions.cancel_meeting(meeting=meeting, by=facilitator, reason="A strike")
    run_tasks()
    said = f"“Prochain comité” does not take place on {dates.full(meeting.starts_at)} after all"
    assert subjects() == sorted((one.user.email, said) for one in (member, colleague))
    assert "A strike" in mail.outbox[0].body and meeting.url in mail.outbox[0].body
    mail.outbox.clear()
    actions.restore_meeting(meeting=meeting, by=facilitator)
    actions.convene(meeting=meeting, by=facilitator, key=uuid.uuid4())
    actions.cancel_meeting(meeting=meeting, by=facilitator, reason="A strike")
    run_tasks()
    assert not [subject for _to, subject in subjects() if "after all" in subject]


def test_meeting_of_a_poll_that_is_gone_is_told_no_more(member, facilitator):
    poll = open_poll(facilitator)
    meeting = actions.choose_date(poll=poll, by=facilitator, option=poll.options.first(), key=uuid.uuid4())
    meeting.delete()
    mail.outbox.clear()
    run_tasks()
    assert mail.outbox == [] and DatePoll.objects.get().meeting is None


def test_mails_of_a_confidential_group_say_titles_only(meeting, member, facilitator):
    Group.objects.update(confidential=True)
    item = propose(meeting, member)
    poll = open_poll(facilitator)
    actions.choose_date(poll=poll, by=facilitator, option=poll.options.first(), key=uuid.uuid4())
    actions.decide_item(item=item, by=facilitator, version=version_of(item), accept=True, words="Merci à toi.")
    run_tasks()
    assert len(mail.outbox) >= 3
    kept = (WORDS, "Les vacances", "Valombre", "Merci à toi.", "Claire Vasseur")
    for message in mail.outbox:
        whole = message.subject + message.body
        assert not any(words in whole for words in kept)


@pytest.mark.parametrize("count", [1, 3])
def test_lines_cost_the_same(meeting, member, facilitator, count, django_assert_num_queries):
    for _ in range(count):
        propose(meeting, member)
        open_poll(facilitator)
    events = list(Event.objects.order_by("id"))
    with django_assert_num_queries(4):
        assert len(lines_for(events, facilitator.user)) == 2 * count
    assert AgendaItem.objects.count() == count
