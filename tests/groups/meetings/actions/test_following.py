import uuid

import pytest
from django.http import Http404
from django.utils import timezone

from groups.meetings import access, actions, queries
from groups.meetings.enums import ActionState
from groups.meetings.models import ActionItem, Point, PointRevision
from groups.models import Membership
from network.activity.models import Event
from network.kit.errors import Refused
from tests.groups.meetings.filled import add_point, in_days, passage, publish


@pytest.fixture
def action(minutes, facilitator, colleague):
    add_point(minutes, owner=colleague.user, due=in_days(10))
    publish(minutes, facilitator)
    return access.get_action_or_404(passage(facilitator), ActionItem.objects.get().pk)


def tick(action, by, state=ActionState.DONE, words=""):
    return actions.set_action_state(action=action, by=by, state=state, words=words)


def entrust(action, by, owner=None, name="", due=None):
    return actions.entrust_action(action=action, by=by, owner=owner, name=name, due=due)


def test_owner_says_that_it_is_done_with_a_word(action, colleague):
    assert tick(action, colleague, words="Envoyée lundi") and not tick(action, colleague, words="Envoyée lundi")
    action.refresh_from_db()
    assert (action.state, action.words, action.done_by) == ("done", "Envoyée lundi", colleague.user)
    assert tick(action, colleague, ActionState.OPEN)
    action.refresh_from_db()
    assert (action.state, action.words, action.done_at) == ("open", "", None)


def test_others_than_owner_and_facilitators_change_nothing(action, member, facilitator):
    with pytest.raises(Http404):
        tick(action, member)
    assert ActionItem.objects.get().is_open
    assert tick(action, facilitator, ActionState.DROPPED, "Sans objet")


def test_an_action_that_is_being_written_can_not_be_ticked(minutes, facilitator, colleague):
    add_point(minutes, owner=colleague.user)
    with pytest.raises(Http404):
        tick(ActionItem.objects.get(), colleague)


def test_facilitators_entrust_it_to_a_member_or_to_a_name(action, facilitator, member, outsider):
    assert entrust(action, facilitator, owner=member.user, due=in_days(3))
    action.refresh_from_db()
    assert (action.owner, action.due) == (member.user, in_days(3))
    assert Event.objects.filter(kind="action-entrusted").count() == 1
    assert not entrust(action, facilitator, owner=member.user, due=in_days(3))
    assert entrust(action, facilitator, name="Une stagiaire", due=in_days(3))
    with pytest.raises(Refused):
        entrust(action, facilitator, owner=outsider)
    with pytest.raises(Http404):
        entrust(action, member, owner=member.user)


def test_form_opened_before_does_not_give_back_the_old_owner(action, facilitator, member):
    point = Point.objects.get()
    opened = queries.words_of(point, queries.rows_of(point))
    entrust(action, facilitator, owner=member.user)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.save_point(point=point, by=facilitator, words=opened, seen=point.version)
    assert ActionItem.objects.get().owner == member.user


def test_form_that_has_saved_before_does_not_give_it_back_either(action, facilitator, member):
    """Its next save counts when the answer to the last one was lost, but not over what somebody else changed since."""
    point, hand = Point.objects.get(), actions.Hand(uuid.uuid4(), 1)
    words = queries.words_of(point, queries.rows_of(point)) | {"exchanges": "<p>Un.</p>"}
    saved = actions.save_point(point=point, by=facilitator, words=words, seen=point.version, hand=hand)
    entrust(action, facilitator, owner=member.user)
    later = words | {"exchanges": "<p>Un. Deux.</p>"}
    with pytest.raises(actions.ChangedMeanwhile):
        actions.save_point(point=point, by=facilitator, words=later, seen=saved.version, hand=hand._replace(turn=2))
    assert ActionItem.objects.get().owner == member.user


def test_entrust_refuses_what_is_closed(action, facilitator, member):
    tick(action, facilitator)
    with pytest.raises(Refused):
        entrust(action, facilitator, owner=member.user)


def test_entrusted_to_somebody_else_it_is_not_given_back_by_a_form_that_was_open(action, facilitator, member, writer):
    point = Point.objects.get()
    opened = queries.words_of(point, queries.rows_of(point))
    entrust(action, facilitator, owner=member.user)
    typed = {name: opened[name] for name in opened} | {"exchanges": "<p>Plus loin.</p>"}
    typed["actions"] = [{name: opened["actions"][0][name] for name in ("id", "what", "owner", "due")}]
    with pytest.raises(actions.ChangedMeanwhile):
        actions.save_point(point=point, by=writer, words=typed, seen=point.version)
    action.refresh_from_db()
    assert action.owner == member.user
    assert PointRevision.objects.get().content["actions"][0]["owner"] == opened["actions"][0]["owner"]


@pytest.mark.parametrize(("days", "when"), [(3, "before"), (0, "before"), (-3, "after"), (-20, "after")])
def test_reminders_are_sent_once(action, days, when):
    ActionItem.objects.update(due=in_days(days))
    assert (actions.remind_of_actions(), actions.remind_of_actions()) == (1, 0)
    assert Event.objects.get(kind="action-due").data["when"] == when


@pytest.mark.parametrize("days", [4, -1, -2, -40])
def test_no_reminder_on_other_days(action, days):
    ActionItem.objects.update(due=in_days(days))
    assert actions.remind_of_actions() == 0


def test_another_date_is_reminded_of_again(action, facilitator, colleague):
    ActionItem.objects.update(due=in_days(2))
    actions.remind_of_actions()
    entrust(action, facilitator, owner=colleague.user, due=in_days(3))
    assert actions.remind_of_actions() == 1


def test_no_reminder_of_what_is_done_or_to_who_left(action, colleague, facilitator):
    ActionItem.objects.update(due=in_days(2))
    Membership.objects.filter(pk=colleague.pk).delete()
    assert actions.remind_of_actions() == 0
    ActionItem.objects.update(owner=facilitator.user, state="done", done_at=timezone.now())
    assert actions.remind_of_actions() == 0
