import pytest
from django.core import mail

from groups.meetings import actions
from groups.meetings.access import get_action_or_404
from groups.meetings.models import ActionItem
from groups.models import Group, Membership
from network.activity.models import Event
from network.activity.notices import lines_for
from tests.groups.meetings.filled import add_point, in_days, passage, publish
from tests.worker import run_tasks


@pytest.fixture
def action(minutes, facilitator, colleague):
    add_point(minutes, owner=colleague.user, due=in_days(2))
    publish(minutes, facilitator)
    run_tasks()
    mail.outbox.clear()
    return get_action_or_404(passage(facilitator), ActionItem.objects.get().pk)


def told(person):
    return [message.subject for message in mail.outbox if message.to == [person.user.email]]


def test_the_owner_is_reminded_nobody_else(action, colleague, facilitator):
    actions.remind_of_actions()
    run_tasks()
    assert told(colleague) == ["Bientôt à rendre\u00a0: «\u00a0Envoyer Bilan annuel\u00a0»"] and not told(facilitator)
    event = Event.objects.get(kind="action-due")
    assert lines_for([event], colleague.user)[event.pk].url == action.url and lines_for([event], facilitator.user) == {}


def test_no_reminder_once_it_is_done(action, colleague):
    actions.remind_of_actions()
    actions.set_action_state(action=action, by=colleague, state="done", words="")
    run_tasks()
    event = Event.objects.get(kind="action-due")
    assert told(colleague) == [] and lines_for([event], colleague.user) == {}


def test_no_reminder_to_who_left(action, colleague):
    actions.remind_of_actions()
    Membership.objects.filter(pk=colleague.pk).delete()
    run_tasks()
    assert told(colleague) == []


def test_mails_of_a_confidential_group_do_not_say_what(action, colleague):
    Group.objects.update(confidential=True)
    actions.remind_of_actions()
    run_tasks()
    assert told(colleague) and "Bilan" not in told(colleague)[0] and "Bilan" not in mail.outbox[0].body


def test_a_new_owner_is_told(action, member, facilitator):
    actions.entrust_action(action=action, by=facilitator, owner=member.user, name="", due=in_days(9))
    run_tasks()
    assert told(member) == ["On vous confie\u00a0: «\u00a0Envoyer Bilan annuel\u00a0»"]
