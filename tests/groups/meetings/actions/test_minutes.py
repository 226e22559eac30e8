import datetime as dt
import uuid

import pytest
from django.http import Http404

from groups.meetings import actions
from groups.meetings.models import MeetingFile, Minutes, Point
from groups.spaces.models import Membership
from network.kit.errors import Refused
from tests.factories import AgendaItemFactory, MinutesFactory

pytestmark = pytest.mark.django_db


def start(meeting, by, key=None):
    return actions.start_minutes(meeting=meeting, by=by, key=key or uuid.uuid4())


def head(minutes, by, **changed):
    seen, hand = changed.pop("seen", minutes.version), changed.pop("hand", None)
    return actions.change_head(minutes=minutes, by=by, head=actions.Head(**changed), seen=seen, hand=hand)


def test_minutes_begin_with_the_agenda_even_before_the_meeting(meeting, facilitator, member):
    AgendaItemFactory(meeting=meeting, title="Bilan annuel", presenter=member.user)
    AgendaItemFactory(meeting=meeting, title="Budget", presenter_name="Une invitée")
    AgendaItemFactory(meeting=meeting, title="Pas encore", state="proposed")
    minutes = start(meeting, facilitator)
    points = Point.objects.filter(minutes=minutes)
    assert [(p.title, p.presenter) for p in points] == [("Bilan annuel", str(member.user)), ("Budget", "Une invitée")]
    assert minutes.writer == facilitator.user


def test_beginning_twice_gives_the_same_minutes(meeting, facilitator, writer):
    first = start(meeting, facilitator)
    assert start(meeting, writer) == first
    assert Minutes.objects.count() == 1


def test_member_does_not_begin_them(meeting, member):
    with pytest.raises(Refused):
        start(meeting, member)
    assert not Minutes.objects.exists()


def test_late_items_are_pulled_in_once_and_deleted_ones_stay_away(meeting, facilitator):
    AgendaItemFactory(meeting=meeting, title="Premier")
    minutes = start(meeting, facilitator)
    late = AgendaItemFactory(meeting=meeting, title="Tardif")
    assert [actions.pull_items(minutes=minutes, by=facilitator) for _ in range(2)] == [1, 0]
    point = Point.objects.get(item=late)
    actions.delete_point(point=point, by=facilitator, seen=1)
    assert actions.pull_items(minutes=minutes, by=facilitator) == 0


def test_head_is_saved_once_and_a_stale_one_is_refused(minutes, facilitator, writer):
    now = head(minutes, facilitator, summary="Trois phrases.", next_on=dt.date(2027, 1, 21), writer=facilitator.user)
    assert (now.version, now.next_on, now.writer) == (2, dt.date(2027, 1, 21), facilitator.user)
    same = {"summary": "Trois phrases.", "next_on": dt.date(2027, 1, 21), "writer": facilitator.user}
    assert head(minutes, facilitator, seen=1, **same).version == 2
    with pytest.raises(actions.HeadChangedMeanwhile) as refused:
        head(minutes, writer, seen=1, summary="D’autres phrases.")
    assert refused.value.minutes.summary == "Trois phrases."
    assert Minutes.objects.get().summary == "Trois phrases."


def test_head_is_refused_to_somebody_removed(minutes, writer):
    Membership.objects.filter(pk=writer.pk).delete()
    with pytest.raises(Http404):
        head(minutes, writer, summary="Trop tard.")
    assert Minutes.objects.get().summary != "Trop tard."


def test_point_is_added_once_at_the_end(minutes, facilitator):
    key = uuid.uuid4()
    Point.objects.create(minutes=minutes, title="Premier", position=4)
    made = [actions.add_point(minutes=minutes, by=facilitator, title="Dernier", key=key) for _ in range(2)]
    assert made[0] == made[1] and [p.title for p in Point.objects.all()] == ["Premier", "Dernier"]


def test_files_of_the_minutes_are_those_of_the_group(minutes, facilitator, bring):
    first, second = bring(facilitator), bring(facilitator, "Bilan.txt")
    for ids in ([first.pk, second.pk], [second.pk]):
        actions.choose_files(minutes=minutes, by=facilitator, files=ids)
        assert list(MeetingFile.objects.values_list("file_id", flat=True)) == ids
    elsewhere = MinutesFactory()
    stranger = Membership.objects.create(group=elsewhere.meeting.group, user=facilitator.user, role="facilitator")
    with pytest.raises(Refused):
        actions.choose_files(minutes=elsewhere, by=stranger, files=[first.pk])
    assert MeetingFile.objects.get().file == second


def test_head_keeps_what_was_there_once_for_what_is_added_and_comes_back(minutes, facilitator, writer):
    before = minutes.summary
    for summary in ("Trois", "Trois phrases", "Trois phrases pour commencer."):
        minutes = head(minutes, facilitator, summary=summary, writer=writer.user)
    minutes = head(minutes, writer, summary="Autre chose.", next_on=dt.date(2027, 1, 21))
    kept = minutes.head_revisions.all()
    assert [(row.content["summary"], row.by) for row in kept] == [
        ("Trois phrases pour commencer.", facilitator.user),
        (before, None),
    ]
    actions.revert_head(minutes=minutes, by=facilitator, revision=kept[0])
    now = Minutes.objects.get()
    assert (now.summary, now.writer, now.next_on) == ("Trois phrases pour commencer.", writer.user, None)
    assert minutes.head_revisions.first().content["next_on"] == "2027-01-21"


def test_head_whose_answer_was_lost_is_gone_on_with(minutes, facilitator):
    hand = actions.Hand(uuid.uuid4(), 1)
    head(minutes, facilitator, seen=1, hand=hand, summary="Trois")
    assert head(minutes, facilitator, seen=1, hand=hand._replace(turn=2), summary="Trois phrases.").version == 3
    with pytest.raises(actions.HeadChangedMeanwhile):
        head(minutes, facilitator, seen=1, hand=hand, summary="Trois")
