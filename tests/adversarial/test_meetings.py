"""Attacks on meetings from inside the group: what one person may cause, and what is not published yet."""

import uuid

import pytest
from django.utils import timezone

from groups.meetings.models import Amendment, Attendance, DatePoll, Meeting, Point
from network.activity.models import Event
from network.kit.rate import LIMITS
from tests.factories import MeetingFactory, MinutesFactory
from tests.groups.meetings.filled import add_point, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(group):
    return MeetingFactory(group=group, title="Comité")


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
