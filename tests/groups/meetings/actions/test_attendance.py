import datetime as dt
import uuid

import pytest
from django.utils import timezone

from groups.meetings import actions, queries
from groups.meetings.actions import Noted
from groups.meetings.models import Attendance, Meeting
from groups.spaces.actions import remove_member
from network.kit.errors import Refused

pytestmark = pytest.mark.django_db


def take(meeting, by, **noted):
    return actions.take_attendance(meeting=meeting, by=by, noted=noted)


def people(meeting):
    return {one.name: one for one in queries.attendance_for_page(meeting)}


def ref(membership):
    return f"u{membership.user_id}"


def test_answers_let_one_expect_who_is_there(past_meeting, meeting, member, facilitator, colleague):
    for where in (past_meeting, meeting):
        for who, reply in ((member, "yes"), (facilitator, "no"), (colleague, "excused")):
            Attendance.objects.create(meeting=where, user=who.user, reply=reply)
    expected = [people(past_meeting)[str(who.user)].expected for who in (member, facilitator, colleague)]
    assert expected == ["present", "excused", "excused"]
    assert people(meeting)[str(member.user)].expected == ""
    assert queries.attendance_total(list(people(past_meeting).values()), 1).unknown == 3


def test_attendance_is_taken_line_by_line(past_meeting, facilitator, member, colleague):
    noted = {ref(member): Noted("present", 2), ref(colleague): Noted("represented", None, "Karim Dehors")}
    assert take(past_meeting, facilitator, **noted) == 2
    assert take(past_meeting, facilitator, **noted) == 0
    assert take(past_meeting, facilitator, **{ref(member): Noted("present", 2, "")}) == 0
    total = queries.attendance_total(queries.attendance_for_page(past_meeting), past_meeting.half_days)
    assert (total.present, total.represented, total.unknown, total.half_days) == (1, 1, 1, 2)
    assert "1 présence" in queries.total_said(total)


def test_half_days_are_the_meeting_s_unless_said_otherwise(past_meeting, facilitator, member):
    Meeting.objects.update(half_days=2)
    take(past_meeting, facilitator, **{ref(member): Noted("present"), ref(facilitator): Noted("present", 1)})
    assert queries.attendance_total(queries.attendance_for_page(past_meeting), 2).half_days == 3


def test_people_of_other_groups_are_not_noted(past_meeting, facilitator, outsider):
    assert take(past_meeting, facilitator, **{f"u{outsider.pk}": Noted("present"), "a999": Noted("present")}) == 0
    assert not Attendance.objects.exists()


def test_who_left_the_group_stays_on_the_sheet(past_meeting, facilitator, member):
    take(past_meeting, facilitator, **{ref(member): Noted("present")})
    remove_member(membership=member, by=facilitator.user)
    assert people(past_meeting)[str(member.user)].presence == "present"


def test_guest_comes_once(past_meeting, facilitator):
    key = uuid.uuid4()
    about = {"meeting": past_meeting, "by": facilitator, "name": "Inès Petit", "role": "PMI", "key": key}
    assert actions.note_guest(**about) == actions.note_guest(**about)
    guest = people(past_meeting)["Inès Petit"]
    assert (guest.is_guest, guest.presence, guest.role) == (True, "present", "PMI")


def test_member_does_not_take_attendance_but_the_writer_does(minutes, member, colleague):
    type(minutes).objects.update(writer=member.user)
    assert take(minutes.meeting, member, **{ref(member): Noted("present")}) == 1
    with pytest.raises(Refused):
        take(minutes.meeting, colleague, **{ref(colleague): Noted("present")})
    assert Attendance.objects.get().user == member.user


def test_approved_minutes_hold_their_attendance(minutes, facilitator):
    about = {"state": "approved", "approved_at": timezone.now(), "published_at": timezone.now()}
    type(minutes).objects.update(edition=1, number=1, **about)
    with pytest.raises(Refused):
        take(minutes.meeting, facilitator, **{ref(facilitator): Noted("present")})
    assert not Attendance.objects.exists()


def test_homonyms_are_told_apart(group, member, colleague):
    type(member.user).objects.update(first_name="Marie", last_name="Petit")
    named = queries.people_to_name(group)
    assert len(named) == 2 and all(label.startswith("Marie Petit (") for label in named)


@pytest.mark.parametrize("shift", [dt.timedelta(days=-30), dt.timedelta(days=30)])
def test_attendance_is_taken_before_and_long_after(meeting, facilitator, member, shift):
    Meeting.objects.update(starts_at=meeting.starts_at + shift, ends_at=meeting.ends_at + shift)
    assert take(meeting, facilitator, **{ref(member): Noted("excused")}) == 1
    assert Attendance.objects.get().presence == "excused"
