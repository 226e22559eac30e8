import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from groups.meetings import access, actions, queries
from groups.meetings.enums import AmendmentState, MinutesState
from groups.meetings.models import ActionItem, Amendment, Decision, Edition, Minutes
from groups.models import Group, Membership
from network.activity.models import Event
from network.kit.errors import KeyReused, Refused
from tests.factories import MeetingFactory, MinutesFactory
from tests.groups.meetings.filled import add_point, correct, end_corrections, publish


def test_publish_keeps_what_the_minutes_say_and_numbers_them(minutes, facilitator):
    add_point(minutes)
    edition = publish(minutes, facilitator)
    minutes.refresh_from_db()
    assert (minutes.number, minutes.state, minutes.edition) == (1, MinutesState.PUBLISHED, 1)
    assert (minutes.amend_until - minutes.published_at).days == 7
    assert edition.content["number"] == 1 and edition.content["points"][0]["title"] == "Bilan annuel"
    assert Decision.objects.get().said == "Une trame commune." and Decision.objects.get().published_at
    assert ActionItem.objects.get().published_at and ActionItem.objects.get().said == "Envoyer Bilan annuel"


def test_publish_numbers_follow_each_other_in_one_group(minutes, facilitator, secret_meeting):
    publish(minutes, facilitator)
    second = MinutesFactory(meeting=MeetingFactory(group=facilitator.group))
    publish(second, facilitator)
    assert sorted(Minutes.objects.filter(meeting__group=facilitator.group).values_list("number", flat=True)) == [1, 2]


def test_publish_twice_with_one_key_is_once(minutes, facilitator):
    key = uuid.uuid4()
    assert publish(minutes, facilitator, key=key) == publish(minutes, facilitator, key=key)
    assert Edition.objects.count() == 1 and Event.objects.filter(kind="minutes-published").count() == 1
    with pytest.raises(KeyReused):
        publish(minutes, facilitator, days=3, key=key)


def test_publish_without_days_leaves_no_time_for_corrections(minutes, facilitator):
    publish(minutes, facilitator, days=0)
    minutes.refresh_from_db()
    assert minutes.amend_until is None and not minutes.is_amendable
    assert actions.approve_overdue() == 0


def test_publish_refuses_nothing_and_nothing_new(minutes, facilitator):
    Minutes.objects.update(summary="")
    with pytest.raises(Refused):
        publish(minutes, facilitator)
    assert Minutes.objects.get().number is None
    correct(minutes, facilitator, "Des mots", reason="")
    with pytest.raises(Refused, match="version"):
        publish(minutes, facilitator, reason="Encore")
    with pytest.raises(Refused):
        correct(minutes, facilitator, "D’autres mots", reason="")


def test_publish_is_for_those_who_write(minutes, facilitator, colleague):
    with pytest.raises(Http404):
        publish(minutes, colleague)
    Minutes.objects.update(writer=colleague.user)
    assert publish(minutes, colleague).number == 1


def test_publish_is_not_for_whoever_left_or_an_archived_group(minutes, facilitator, colleague):
    Membership.objects.filter(pk=facilitator.pk).delete()
    with pytest.raises(Http404):
        publish(minutes, facilitator)
    Minutes.objects.update(writer=colleague.user)
    Group.objects.update(archived_at=minutes.created_at)
    with pytest.raises(Refused):
        publish(minutes, colleague)
    assert Edition.objects.count() == 0


def test_correction_adds_an_edition_and_leaves_the_first(minutes, facilitator):
    publish(minutes, facilitator)
    correct(minutes, facilitator, "Autrement")
    assert [e.content["summary"] for e in Edition.objects.order_by("number")] == [minutes.summary, "Autrement"]
    assert Edition.objects.get(number=2).reason == "Une coquille"
    assert Event.objects.filter(kind="minutes-corrected").count() == 1


def test_words_being_written_show_nowhere_before_the_next_edition(minutes, facilitator):
    add_point(minutes)
    publish(minutes, facilitator)
    Decision.objects.update(text="CNRY-en-cours")
    ActionItem.objects.update(what="CNRY-en-cours")
    assert Decision.objects.get().words == "Une trame commune." and ActionItem.objects.get().title != "CNRY-en-cours"
    publish(minutes, facilitator, reason="Mieux dit")
    assert Decision.objects.get().words == "CNRY-en-cours"


def test_silence_approves_once(minutes, facilitator):
    publish(minutes, facilitator)
    assert actions.approve_overdue() == 0
    end_corrections(minutes)
    assert (actions.approve_overdue(), actions.approve_overdue()) == (1, 0)
    minutes.refresh_from_db()
    assert minutes.is_locked and Event.objects.filter(kind="minutes-approved").count() == 1


def test_silence_waits_for_corrections_and_reminds_once(minutes, facilitator, colleague):
    publish(minutes, facilitator)
    waiting = Amendment.objects.create(minutes=minutes, by=colleague.user, text="Le 12")
    end_corrections(minutes)
    assert (actions.approve_overdue(), actions.approve_overdue()) == (1, 0)
    assert Minutes.objects.get().state == MinutesState.PUBLISHED
    assert Event.objects.filter(kind="amendments-waiting").count() == 1
    with pytest.raises(Refused):
        actions.approve_minutes(minutes=minutes, by=facilitator)
    amendment = access.get_amendment_or_404(minutes, waiting.pk)
    actions.decide_amendment(amendment=amendment, by=facilitator, accept=True, answer="")
    assert actions.approve_overdue() == 1 and Minutes.objects.get().is_approved


@pytest.mark.parametrize("archived", ["before the end", "after it"])
def test_silence_says_nothing_where_nobody_could_object(minutes, facilitator, colleague, archived):
    publish(minutes, facilitator)
    end_corrections(minutes)
    minutes.refresh_from_db()
    moment = minutes.amend_until - timedelta(days=1) if archived == "before the end" else timezone.now()
    Group.objects.update(archived_at=moment)
    assert actions.approve_overdue() == (archived == "after it")
    Group.objects.update(archived_at=None)
    actions.approve_overdue()
    assert Minutes.objects.get().is_approved == (archived == "after it")
    facilitator.group.refresh_from_db()
    actions.approve_minutes(minutes=minutes, by=facilitator)
    assert Minutes.objects.get().is_approved


def test_approve_is_for_those_who_facilitate(minutes, facilitator, colleague):
    publish(minutes, facilitator)
    with pytest.raises(Http404):
        actions.approve_minutes(minutes=minutes, by=colleague)
    assert actions.approve_minutes(minutes=minutes, by=facilitator) is True
    assert actions.approve_minutes(minutes=minutes, by=facilitator) is False


def test_approved_minutes_are_locked_until_a_correction_begins(minutes, facilitator):
    publish(minutes, facilitator)
    actions.approve_minutes(minutes=minutes, by=facilitator)
    with pytest.raises(Refused):
        correct(minutes, facilitator, "Autrement")
    assert not access.can_change_minutes(facilitator, Minutes.objects.get())
    assert actions.reopen_minutes(minutes=minutes, by=facilitator, reason="La date") is True
    assert actions.reopen_minutes(minutes=minutes, by=facilitator, reason="Autre") is False
    assert access.can_change_minutes(facilitator, Minutes.objects.get())
    correct(minutes, facilitator, "Autrement", reason="La date")
    now = Minutes.objects.get()
    assert (now.edition, now.is_locked, now.correction_reason) == (2, True, "")


def test_reason_for_another_edition_names_those_whose_corrections_were_accepted(minutes, facilitator, colleague):
    publish(minutes, facilitator)
    minutes.refresh_from_db()
    about = {"minutes": minutes, "by": colleague.user, "text": "Le 12", "decided_at": minutes.published_at}
    Amendment.objects.create(state=AmendmentState.ACCEPTED, **about)
    assert queries.reason_for(minutes, queries.editions_of(minutes)) == "Correction proposée par Élise Moreau"
