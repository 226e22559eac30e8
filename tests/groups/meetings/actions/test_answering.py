from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from groups.meetings import actions
from groups.meetings.models import Attendance, Meeting, RefusedAddress
from groups.spaces.models import Group, Membership
from network.kit.errors import Refused


def row_of(member):
    return Attendance.objects.get(user=member.user)


def test_answer_as_member_is_the_latest_one(meeting, member):
    actions.answer_as_member(meeting=meeting, by=member, reply="yes", words="En retard")
    first = row_of(member).replied_at
    actions.answer_as_member(meeting=meeting, by=member, reply="yes")
    assert row_of(member).replied_at == first
    actions.answer_as_member(meeting=meeting, by=member, reply="no")
    row = row_of(member)
    assert (row.reply, row.words, row.is_guest) == ("no", "En retard", False)
    actions.answer_as_member(meeting=meeting, by=member, reply="no", words="")
    assert row_of(member).words == ""


def end(why, member):
    if why == "cancelled":
        Meeting.objects.update(cancelled_at=timezone.now())
    elif why == "over":
        past = timezone.now() - timedelta(minutes=1)
        Meeting.objects.update(starts_at=past - timedelta(hours=1), ends_at=past)
    elif why == "archived":
        Group.objects.update(archived_at=timezone.now())
    else:
        Membership.objects.filter(pk=member.pk).delete()


@pytest.mark.parametrize("why", ["cancelled", "over", "archived", "left"])
def test_answers_end_with_the_meeting_the_group_and_the_membership(meeting, member, facilitator, convene, why):
    convene(meeting)
    row = Attendance.objects.select_related("meeting__group").get(user=member.user)
    end(why, member)
    with pytest.raises(Refused):
        actions.answer_by_link(attendance=row, reply="yes", words="Trop tard")
    with pytest.raises((Refused, Http404)):
        actions.answer_as_member(meeting=meeting, by=member, reply="yes")
    assert (row_of(member).reply, row_of(member).words) == ("", "")


def test_answer_by_link(meeting, facilitator, guest, convene):
    convene(meeting)
    row = Attendance.objects.select_related("meeting__group").get(pk=guest.pk)
    actions.answer_by_link(attendance=row, reply="excused", words="Malade")
    guest.refresh_from_db()
    assert (guest.reply, guest.words) == ("excused", "Malade") and guest.replied_at


def test_refuse_mails_once(guest):
    actions.refuse_mails(guest=guest)
    actions.refuse_mails(guest=guest)
    assert RefusedAddress.objects.get().email == guest.email
