"""LK-06: what is being written, its history and its drafts are for those who write."""

import uuid

import pytest
from django.http import Http404

from groups.meetings import access, actions
from groups.meetings.models import Point, PointRevision
from groups.spaces.access import Passage
from groups.spaces.actions import enter_exceptionally
from groups.spaces.models import Membership
from tests.factories import MembershipFactory, UserFactory
from tests.groups.meetings.conftest import words

pytestmark = pytest.mark.django_db
SECRET = "CNRY-point-3c"


@pytest.fixture
def told(point, facilitator):
    """A point whose text, history and deleted neighbour could leak."""
    actions.save_point(point=point, by=facilitator, words=words(exchanges=f"<p>{SECRET}</p>"), seen=1, is_over=True)
    actions.save_point(point=point, by=facilitator, words=words(exchanges="<p>Autre.</p>"), seen=2, is_over=True)
    gone = Point.objects.create(minutes=point.minutes, title=SECRET)
    actions.delete_point(point=gone, by=facilitator, seen=1)
    return point


def paths(point):
    base = f"{point.minutes.meeting.url}compte-rendu/redaction/"
    gone = Point.every.exclude(deleted_at=None).get()
    here = [base, f"{base}etat/", f"{base}documents/"]
    return here + [f"{base}points/{one.pk}/{page}" for one in (point, gone) for page in ("", "versions/")]


def admin(group):
    person = UserFactory(is_superuser=True)
    enter_exceptionally(group=group, user=person, reason="Un signalement à vérifier", key=uuid.uuid4())
    return person


def removed(group):
    membership = MembershipFactory(group=group, role="facilitator")
    Membership.objects.filter(pk=membership.pk).delete()
    return membership.user


READERS = {
    "plain member": lambda group: MembershipFactory(group=group).user,
    "network member": lambda group: UserFactory(),
    "facilitator of another group": lambda group: MembershipFactory(role="facilitator").user,
    "removed facilitator": removed,
}


@pytest.mark.parametrize("who", READERS)
def test_only_those_who_write_read_what_is_written(client, told, facilitator, who):
    client.force_login(facilitator.user)
    allowed = [client.get(path) for path in paths(told)]
    assert [answer.status_code for answer in allowed] == [200] * 5 + [404, 200]
    assert SECRET in "".join(answer.content.decode() for answer in allowed)
    client.force_login(READERS[who](facilitator.group))
    for path in paths(told):
        answer = client.get(path)
        assert answer.status_code == 404 and SECRET not in answer.content.decode()


def test_exceptional_entry_reads_no_draft(client, told, group):
    client.force_login(admin(group))
    assert client.get(told.minutes.meeting.url).status_code == 200
    for path in paths(told):
        answer = client.get(path)
        assert answer.status_code == 404 and SECRET not in answer.content.decode()


def test_history_is_of_this_point_and_this_meeting(told, facilitator, meeting):
    passage = Passage.of(facilitator)
    assert access.get_point_to_write_or_404(passage, told.minutes.meeting_id, told.pk) == told
    with pytest.raises(Http404):
        access.get_point_to_write_or_404(passage, meeting.pk, told.pk)
    other = Point.objects.create(minutes=told.minutes, title="Autre")
    assert access.get_revision_or_404(told, 1).content["exchanges"] == "<p>Le début.</p>"
    with pytest.raises(Http404):
        access.get_revision_or_404(other, 1)
    assert PointRevision.objects.filter(point=told).count() == 2
