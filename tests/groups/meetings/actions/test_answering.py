from datetime import timedelta

import pytest
from django.http import Http404

from groups.meetings import actions
from groups.meetings.models import Attendance, Meeting, RefusedAddress
from groups.meetings.queries import answers_for_page, show_answers, version_of
from groups.spaces.models import Membership
from network.kit.errors import Refused
from tests.groups.meetings.filled import end_meeting


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


@pytest.mark.parametrize("why", ["cancelled", "over", "archived", "left"])
def test_answers_end_with_the_meeting_the_group_and_the_membership(meeting, member, facilitator, convene, why):
    convene(meeting)
    row = Attendance.objects.select_related("meeting__group").get(user=member.user)
    if why == "left":
        Membership.objects.filter(pk=member.pk).delete()
    else:
        end_meeting(why)
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


def move(meeting, facilitator, **shift):
    """The meeting, `shift` later, as those who facilitate change it."""
    meeting = Meeting.objects.get(pk=meeting.pk)
    by = timedelta(**shift)
    words = {"starts_at": meeting.starts_at + by, "ends_at": meeting.ends_at + by}
    actions.change_meeting(meeting=meeting, by=facilitator, version=version_of(meeting), **words)
    return Meeting.objects.select_related("group").get(pk=meeting.pk)


def counts(meeting, member):
    show_answers([meeting], member.user)
    rsvp = meeting.rsvp
    return rsvp.yes, rsvp.no, rsvp.none, rsvp.outdated, rsvp.mine


def test_an_answer_counts_for_the_date_it_was_given_for(meeting, member, colleague, facilitator):
    actions.answer_as_member(meeting=meeting, by=member, reply="yes", words="En retard")
    actions.answer_as_member(meeting=meeting, by=colleague, reply="no")
    assert counts(meeting, member) == (1, 1, 1, 0, "yes")
    assert counts(move(meeting, facilitator, minutes=45), member) == (1, 1, 1, 0, "yes")
    moved = move(meeting, facilitator, days=7)
    assert counts(moved, member) == (0, 0, 3, 2, "") and moved.rsvp.words == ""
    assert "«\u00a0Je viens\u00a0»" in moved.rsvp.former and "répondez de nouveau" in moved.rsvp.former
    silent = answers_for_page(moved)["none"]
    assert [(one.name, one.words, bool(one.former)) for one in silent] == [
        ("Claire Vasseur", "En retard", True), ("Élise Moreau", "", True), ("Hélène Marchetti", "", False)
    ]  # fmt: skip
    assert silent[0].former.startswith("avait répondu «\u00a0Je viens\u00a0» pour le")
    actions.answer_as_member(meeting=moved, by=colleague, reply="yes")
    back = move(meeting, facilitator, days=-7)
    assert counts(back, member) == (1, 0, 2, 1, "yes") and not back.rsvp.former
    again = actions.answer_as_member(meeting=move(meeting, facilitator, days=30), by=member, reply="yes")
    assert (again.reply, again.words, again.former_reply) == ("yes", "", "")


def test_a_date_that_is_put_right_afterwards_keeps_the_answers(meeting, member, facilitator):
    actions.answer_as_member(meeting=meeting, by=member, reply="yes")
    move(meeting, facilitator, days=-60)
    assert row_of(member).reply == "yes"
