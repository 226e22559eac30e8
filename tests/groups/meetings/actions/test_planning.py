import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from groups.meetings import actions
from groups.meetings.models import AgendaItem, Meeting, Series
from groups.meetings.queries import version_of
from groups.spaces.models import Group
from network.kit.errors import KeyReused, Refused
from tests.factories import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
REASON = "Grève des transports."


@pytest.fixture
def series(group):
    outline = [{"title": "Actualités", "minutes": 20}, {"title": "Budget", "minutes": None}]
    return Series.objects.create(group=group, title="Comité", place="Hautes-Rives", outline=outline, minutes=150)


def words(**changed):
    begins = timezone.now().replace(microsecond=0) + timedelta(days=10)
    return {
        "title": "Comité de décembre",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "place": "Hautes-Rives",
        "visio_url": "",
        "notes": "<p>Apportez le bilan.</p>",
        "half_days": 1,
        **changed,
    }


def plan(by, series=None, key=None, **changed):
    return actions.plan_meeting(by=by, series=series, key=key or uuid.uuid4(), **words(**changed))


def change(meeting, by, version=None, **changed):
    kept = {name: getattr(meeting, name) for name in words()}
    version = version_of(meeting) if version is None else version
    return actions.change_meeting(meeting=meeting, by=by, version=version, **{**kept, **changed})


def test_plan_meeting_with_the_agenda_of_its_series(facilitator, series):
    meeting = plan(facilitator, series)
    assert [(item.title, item.minutes) for item in meeting.items.all()] == [("Actualités", 20), ("Budget", None)]
    assert meeting.change == Group.objects.get(pk=meeting.group_id).last_change > 0
    assert (meeting.is_convened, meeting.created_by) == (False, facilitator.user)


def test_plan_meeting_once(facilitator, series):
    key, sent = uuid.uuid4(), words()
    first = actions.plan_meeting(by=facilitator, series=series, key=key, **sent)
    again = actions.plan_meeting(by=facilitator, series=series, key=key, **sent)
    assert first == again and Meeting.objects.count() == 1 and AgendaItem.objects.count() == 2
    with pytest.raises(KeyReused):
        actions.plan_meeting(by=facilitator, series=series, key=key, **{**sent, "title": "Autre"})


def test_plan_meeting_is_for_those_who_facilitate(member, facilitator):
    assert plan(facilitator).pk
    with pytest.raises(Http404):
        plan(member)
    Group.objects.filter(pk=facilitator.group_id).update(archived_at=timezone.now())
    with pytest.raises(Refused, match="archivé"):
        plan(facilitator)
    assert Meeting.objects.count() == 1


def test_change_meeting_before_anybody_was_convened(meeting, facilitator):
    changed = change(meeting, facilitator, title="Autre titre")
    assert (changed.title, changed.revision) == ("Autre titre", 0)


@pytest.mark.parametrize(
    ("changed", "revision"),
    [
        ({"title": "Autre"}, 1),
        ({"place": "Valombre"}, 1),
        ({"visio_url": "https://visio.example.org/x"}, 1),
        ({"notes": "<p>Autre.</p>"}, 0),
        ({"half_days": 2}, 0),
        ({}, 0),
    ],
)
def test_change_meeting_that_people_have_in_their_calendars(meeting, facilitator, changed, revision):
    Meeting.objects.update(convened_at=timezone.now())
    meeting.refresh_from_db()
    assert change(meeting, facilitator, **changed).revision == revision


def test_change_meeting_moved_to_another_hour(meeting, facilitator):
    Meeting.objects.update(convened_at=timezone.now())
    later = meeting.starts_at + timedelta(hours=1)
    assert change(meeting, facilitator, starts_at=later).revision == 1


def test_change_meeting_never_replaces_what_somebody_else_wrote(meeting, facilitator):
    drawn = version_of(meeting)
    change(meeting, facilitator, place="Valombre")
    with pytest.raises(Refused, match="pendant votre saisie"):
        change(meeting, facilitator, drawn, title="Le mien")
    assert (Meeting.objects.get().title, Meeting.objects.get().place) == ("Comité d’animation", "Valombre")


def test_change_meeting_sent_twice(meeting, facilitator):
    drawn = version_of(meeting)
    first = change(meeting, facilitator, drawn, title="Autre")
    again = change(meeting, facilitator, drawn, title="Autre")
    assert again.change == first.change


def test_cancel_and_restore(meeting, facilitator):
    Meeting.objects.update(convened_at=timezone.now())
    assert actions.cancel_meeting(meeting=meeting, by=facilitator, reason=REASON)
    assert not actions.cancel_meeting(meeting=meeting, by=facilitator, reason="Autre")
    cancelled = Meeting.objects.get()
    assert (cancelled.cancel_reason, cancelled.cancelled_by, cancelled.revision) == (REASON, facilitator.user, 1)
    assert actions.restore_meeting(meeting=meeting, by=facilitator)
    assert not actions.restore_meeting(meeting=meeting, by=facilitator)
    restored = Meeting.objects.get()
    assert (restored.is_cancelled, restored.cancel_reason, restored.revision) == (False, "", 2)


@pytest.mark.parametrize("act", [actions.restore_meeting, actions.delete_meeting])
def test_acts_are_for_those_who_facilitate(meeting, member, facilitator, act):
    with pytest.raises(Http404):
        act(meeting=meeting, by=member)
    with pytest.raises(Http404):
        actions.cancel_meeting(meeting=meeting, by=member, reason=REASON)
    assert Meeting.objects.get(cancelled_at=None)
    act(meeting=meeting, by=facilitator)


def test_delete_meeting_that_nobody_heard_of(meeting, facilitator):
    AgendaItemFactory(meeting=meeting)
    actions.delete_meeting(meeting=meeting, by=facilitator)
    assert not Meeting.objects.exists() and not AgendaItem.objects.exists()
    with pytest.raises(Refused, match="supprimée entre-temps"):
        change(meeting, facilitator, title="Trop tard")


def test_delete_meeting_refuses_convened_ones_and_those_with_minutes(meeting, minutes, facilitator):
    Meeting.objects.filter(pk=meeting.pk).update(convened_at=timezone.now())
    for kept in (meeting, minutes.meeting):
        with pytest.raises(Refused, match="annulez-la"):
            actions.delete_meeting(meeting=kept, by=facilitator)
    assert Meeting.objects.count() == 2


def test_series_goes_and_its_meetings_stay(facilitator, series):
    meeting = plan(facilitator, series)
    actions.delete_series(series=series, by=facilitator)
    meeting.refresh_from_db()
    assert meeting.series is None and meeting.items.count() == 2


def test_plan_meeting_after_its_series_was_deleted(facilitator, series):
    gone = Series(pk=series.pk, group=series.group)
    series.delete()
    assert plan(facilitator, gone).series is None


def test_meeting_of_another_group_is_out_of_reach(facilitator):
    elsewhere = MeetingFactory()
    elsewhere.group = facilitator.group
    with pytest.raises(Refused):
        actions.delete_meeting(meeting=elsewhere, by=facilitator)
    assert Meeting.objects.count() == 1
