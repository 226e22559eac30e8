import uuid

import pytest
from django.http import Http404

from groups.meetings import access, actions
from groups.meetings.enums import AmendmentState
from groups.meetings.models import Amendment, Attendance, Point
from network.activity.models import Event
from network.kit.errors import Refused
from tests.factories import MembershipFactory
from tests.groups.meetings.filled import end_corrections


def propose(minutes, by, text="Le 12, pas le 13", point_id=None, key=None):
    return actions.propose_amendment(minutes=minutes, by=by, point_id=point_id, text=text, key=key or uuid.uuid4())


def decide(amendment, by, accept=True, answer=""):
    return actions.decide_amendment(amendment=amendment, by=by, accept=accept, answer=answer)


def test_propose_keeps_the_point_and_tells(published, colleague):
    point, key = Point.objects.get(), uuid.uuid4()
    first = propose(published, colleague, point_id=point.pk, key=key)
    assert propose(published, colleague, point_id=point.pk, key=key) == first
    assert (first.point, first.by, Amendment.objects.count()) == (point, colleague.user, 1)
    assert Event.objects.filter(kind="amendment-proposed", object_id=first.pk).count() == 1


def test_propose_takes_no_point_of_other_minutes(published, colleague, secret_meeting):
    other = Point.objects.create(minutes=secret_meeting.report, title="Ailleurs")
    assert propose(published, colleague, point_id=other.pk).point is None


def test_propose_is_for_those_who_were_asked_or_came(published, colleague, member, facilitator):
    assert access.can_amend_minutes(member, published)
    Attendance.objects.create(meeting=published.meeting, user=colleague.user)
    assert access.can_amend_minutes(colleague, published) and access.can_amend_minutes(facilitator, published)
    assert not access.can_amend_minutes(member, published) and not access.can_amend_minutes(None, published)
    with pytest.raises(Refused):
        propose(published, member)
    assert propose(published, colleague).pk


def test_propose_in_time_only(published, colleague):
    end_corrections(published)
    with pytest.raises(Refused):
        propose(published, colleague)
    assert Amendment.objects.count() == 0


def test_propose_is_not_for_another_group(published, colleague):
    stranger = MembershipFactory(user=colleague.user)
    with pytest.raises(Http404):
        propose(published, stranger)


def test_decide_tells_who_proposed(published, colleague, facilitator):
    amendment = propose(published, colleague)
    assert decide(amendment, facilitator) is True and decide(amendment, facilitator) is False
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.ACCEPTED and amendment.decided_by == facilitator.user
    assert Event.objects.filter(kind="amendment-decided").count() == 1
    with pytest.raises(Refused):
        decide(amendment, facilitator, accept=False, answer="Non")


def test_decline_takes_a_word(published, colleague, facilitator):
    amendment = propose(published, colleague)
    with pytest.raises(Refused):
        decide(amendment, facilitator, accept=False)
    assert decide(amendment, facilitator, accept=False, answer="C’était bien le 13.")
    assert Amendment.objects.get().answer == "C’était bien le 13."


def test_decide_is_for_those_who_write(published, colleague, member):
    amendment = propose(published, colleague)
    for somebody in (member, colleague):
        with pytest.raises(Http404):
            decide(amendment, somebody)
    assert Amendment.objects.get().state == AmendmentState.PENDING


def test_withdraw_is_for_whoever_proposed(published, colleague, member):
    amendment = propose(published, colleague)
    with pytest.raises(Http404):
        actions.withdraw_amendment(amendment=amendment, by=member)
    actions.withdraw_amendment(amendment=amendment, by=colleague)
    assert Amendment.objects.count() == 0
