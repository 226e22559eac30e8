"""Attacks on meetings from inside the group: what one person may cause, and what is not published yet."""

import uuid

import pytest
from django.utils import timezone

from groups.meetings import actions, queries
from groups.meetings.enums import ActionState
from groups.meetings.models import ActionItem, Amendment, Attendance, DatePoll, Decision, Meeting, Point, PointRevision
from network.activity.models import Event
from network.kit.rate import LIMITS
from tests.factories import MeetingFactory, MinutesFactory
from tests.groups.meetings.filled import add_point, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(group):
    return MeetingFactory(group=group, title="Comité")


@pytest.fixture
def writing(facilitator):
    """writing(point, decisions=[]): saves the point as it is, but for this; what it said before."""

    def save(point, **changed):
        point = Point.objects.get(pk=point.pk)
        said = queries.words_of(point, queries.rows_of(point))
        actions.save_point(point=point, by=facilitator, words=said | changed, seen=point.version, is_over=True)
        return said

    return save


def test_one_person_sends_a_whole_group_so_many_mails_and_no_more(client, facilitator, member, meeting, settings):
    """Convocations, changes told, cancellations and polls count together: each is a mail for everybody."""
    settings.RATE_FACTOR = 2 / LIMITS["mailings"].amount
    client.force_login(facilitator.user)
    key = {"key": str(uuid.uuid4())}
    assert client.post(f"{meeting.url}convocation/", key).status_code == 302
    Meeting.objects.update(place="Ailleurs", revision=1)
    assert client.post(f"{meeting.url}changement/", {"key": str(uuid.uuid4())}).status_code == 302
    told = Event.objects.count()
    new_poll = f"/groupes/{facilitator.group.slug}/reunions/sondages/nouveau/"
    for path in (f"{meeting.url}annulation/", f"{meeting.url}rappel/", new_poll):
        refused = client.post(path, {"reason": "Une raison tapée", **key})
        assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
        assert "Une raison tapée" in refused.text
    assert Event.objects.count() == told and not DatePoll.objects.exists()
    assert Attendance.objects.count() == 2 and Meeting.objects.filter(cancelled_at=None).exists()


def test_a_title_that_is_being_written_is_not_read_beside_a_correction(client, facilitator, member):
    """Whoever proposed a correction sees the point as it was published, then that it is no longer there."""
    minutes = MinutesFactory(meeting=MeetingFactory(group=facilitator.group, days=-3))
    point = add_point(minutes, "Bilan")
    publish(minutes, facilitator)
    Amendment.objects.create(minutes=minutes, by=member.user, point=point, text="Le 12")
    Point.objects.update(title="CNRY-en-cours")
    client.force_login(member.user)
    page = client.get(minutes.url).text
    assert page.count("Bilan") >= 2 and "CNRY" not in page
    Point.objects.update(deleted_at=timezone.now())
    publish(minutes, facilitator, reason="Un point en moins")
    page = client.get(minutes.url).text
    assert "n’est plus là" in page and "CNRY" not in page


def test_what_is_taken_off_the_working_copy_stays_in_the_registers_until_the_next_edition(
    client, facilitator, member, writing
):
    """By a line, or with its whole point; what comes back is the same one, with what became of it."""
    minutes = MinutesFactory(meeting=MeetingFactory(group=facilitator.group, days=-3))
    point = add_point(minutes, "Bilan", owner=member.user)
    publish(minutes, facilitator)
    action, here = ActionItem.objects.get(), f"/groupes/{member.group.slug}/reunions/"
    actions.set_action_state(action=action, by=member, state=ActionState.DONE, words="Envoyé lundi")
    client.force_login(member.user)

    def read():
        pages = [client.get(f"{here}{path}") for path in ("decisions/", "actions/?state=all", f"actions/{action.pk}/")]
        return ["Une trame commune" in pages[0].text, "Envoyer Bilan" in pages[1].text, "lundi" in pages[2].text]

    kept = writing(point)
    writing(point, decisions=[], actions=[])
    assert read() == [True] * 3
    writing(point, decisions=kept["decisions"], actions=kept["actions"])
    actions.delete_point(point=point, by=facilitator, seen=Point.objects.get().version)
    assert read() == [True] * 3
    actions.set_action_state(action=action, by=member, state=ActionState.OPEN, words="")
    assert actions.entrust_action(action=action, by=facilitator, owner=None, name="Une stagiaire", due=None)
    actions.undo_delete_point(point=point, by=facilitator)
    assert ActionItem.objects.get() == action and Decision.objects.count() == Decision.every.count() == 1
    writing(point, decisions=[], actions=[])
    publish(minutes, facilitator, reason="Rien de décidé")
    assert read() == [False] * 3 and not Decision.every.exists() and not ActionItem.every.exists()


def test_the_history_of_a_point_is_shown_as_far_as_a_page_goes(client, facilitator, writing):
    point = add_point(MinutesFactory(meeting=MeetingFactory(group=facilitator.group)))
    said = writing(point)
    revisions = (PointRevision(point=point, version=number + 10, content=said) for number in range(120))
    PointRevision.objects.bulk_create(revisions)
    client.force_login(facilitator.user)
    page = client.get(f"{point.minutes.url}redaction/points/{point.pk}/versions/").text
    assert page.count("<section") == 101 and "cent dernières versions" in page
