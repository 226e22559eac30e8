import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from groups.meetings import actions
from groups.meetings.models import Attendance, Meeting
from network.activity.models import Event
from network.kit.errors import KeyReused, Refused
from tests.factories import MeetingFactory, MembershipFactory
from tests.groups.meetings.filled import end_meeting
from tests.worker import run_tasks


def people(event):
    return sorted(str(row.user or row.name) for row in Attendance.objects.filter(pk__in=event.data["rows"]))


def test_convene_calls_members_and_guests(meeting, facilitator, member, guest, convene):
    event = convene(meeting)
    assert people(event) == sorted([str(facilitator.user), str(member.user), "Une juriste"])
    meeting.refresh_from_db()
    assert meeting.is_convened and not meeting.has_changed_since_told
    rows = Attendance.objects.filter(meeting=meeting)
    assert all(row.invited_at and len(row.token_hash) == 64 for row in rows)
    assert len({row.token_hash for row in rows}) == 3


def test_convene_leaves_out_who_is_suspended_or_elsewhere(meeting, facilitator, member, secret_meeting, convene):
    member.user.is_active = False
    member.user.save()
    assert people(convene(meeting)) == [str(facilitator.user)]


def test_convene_once_for_one_form(meeting, facilitator, member):
    key = uuid.uuid4()
    first = actions.convene(meeting=meeting, by=facilitator, key=key)
    assert actions.convene(meeting=meeting, by=facilitator, key=key) == first
    assert Event.objects.filter(kind=actions.CONVENED).count() == 1
    with pytest.raises(KeyReused):
        actions.remind(meeting=meeting, by=facilitator, key=key)


def test_convene_again_calls_those_who_came_since(meeting, facilitator, member, convene):
    convene(meeting)
    with pytest.raises(Refused, match="déjà"):
        convene(meeting)
    late = MembershipFactory(group=meeting.group)
    before = Meeting.objects.get().convened_at
    assert people(convene(meeting)) == [str(late.user)]
    assert Meeting.objects.get().convened_at == before


def test_convene_keeps_what_was_answered_before(meeting, facilitator, member, convene):
    actions.answer_as_member(meeting=meeting, by=member, reply="yes", words="Avec plaisir")
    convene(meeting)
    row = Attendance.objects.get(user=member.user)
    assert (row.reply, row.words, bool(row.invited_at)) == ("yes", "Avec plaisir", True)


@pytest.mark.parametrize("why", ["cancelled", "over", "archived", "member"])
def test_convene_is_refused(meeting, facilitator, member, convene, why):
    by = member if why == "member" else facilitator
    if why != "member":
        end_meeting(why)
    with pytest.raises(Http404 if why == "member" else Refused):
        actions.convene(meeting=meeting, by=by, key=uuid.uuid4())
    assert not Attendance.objects.exists() and not Event.objects.exists()


def tell(meeting, by):
    return actions.tell_change(meeting=meeting, by=by, key=uuid.uuid4())


def test_tell_change_says_what_was_known_before(meeting, facilitator, member, convene):
    convene(meeting)
    with pytest.raises(Refused, match="savent déjà"):
        tell(meeting, facilitator)
    Meeting.objects.update(place="Valombre", revision=1)
    event = tell(meeting, facilitator)
    assert event.data["was"]["place"] == "Hautes-Rives"
    meeting.refresh_from_db()
    assert (meeting.revision, meeting.has_changed_since_told) == (1, False)


def test_tell_change_counts_on_when_nobody_did(meeting, facilitator, member, convene):
    """Calendars only take what has a greater number."""
    convene(meeting)
    Meeting.objects.update(title="Autre titre")
    tell(meeting, facilitator)
    assert Meeting.objects.get().revision == 1


def test_nothing_is_told_of_a_meeting_nobody_was_convened_to(meeting, facilitator):
    Meeting.objects.update(place="Valombre", revision=1)
    with pytest.raises(Refused):
        tell(meeting, facilitator)
    assert actions.tell_cancelled(meeting=meeting, by=facilitator) is None
    assert not Event.objects.exists()


def cancel(meeting, by):
    Meeting.objects.update(cancelled_at=timezone.now(), cancel_reason="Grève des transports")
    meeting.refresh_from_db()
    return actions.tell_cancelled(meeting=meeting, by=by)


def test_tell_cancelled_once_and_with_a_greater_number(meeting, facilitator, member, convene):
    convene(meeting)
    assert cancel(meeting, facilitator).kind == actions.CANCELLED
    assert actions.tell_cancelled(meeting=meeting, by=facilitator) is None
    assert Meeting.objects.get().revision == 1


def test_a_restored_meeting_is_to_be_told_again(meeting, facilitator, member, convene):
    convene(meeting)
    cancel(meeting, facilitator)
    Meeting.objects.update(cancelled_at=None, cancel_reason="")
    meeting.refresh_from_db()
    assert meeting.has_changed_since_told
    tell(meeting, facilitator)
    assert Meeting.objects.get().revision == 2


def remind(meeting, by):
    return actions.remind(meeting=meeting, by=by, key=uuid.uuid4())


def test_remind_tells_only_those_who_did_not_answer(meeting, facilitator, member, colleague, guest, convene):
    convene(meeting)
    actions.answer_as_member(meeting=meeting, by=member, reply="no")
    assert people(remind(meeting, facilitator)) == sorted([str(colleague.user), "Une juriste"])


def test_remind_once_a_day(meeting, facilitator, member, convene, time_machine):
    convene(meeting)
    remind(meeting, facilitator)
    with pytest.raises(Refused, match="demain"):
        remind(meeting, facilitator)
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert remind(meeting, facilitator).data["rows"]


def test_remind_is_refused_when_nobody_is_left(meeting, facilitator, member, convene):
    with pytest.raises(Refused):
        remind(meeting, facilitator)
    convene(meeting)
    actions.answer_as_member(meeting=meeting, by=member, reply="excused")
    with pytest.raises(Refused, match="personne"):
        remind(meeting, facilitator)


def test_convening_sixty_people_costs_a_fixed_number_of_queries(
    group, facilitator, convene, django_assert_max_num_queries
):
    for number in (1, 3):
        for _ in range(number):
            MembershipFactory(group=group)
        meeting = MeetingFactory(group=group)
        with django_assert_max_num_queries(26):
            convene(meeting)
    run_tasks()
