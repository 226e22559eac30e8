from django.utils import timezone

from groups.meetings import actions, queries
from groups.meetings.models import Attendance, Meeting
from groups.spaces.models import Group
from tests.factories import MeetingFactory, MembershipFactory


def shown(meetings, user):
    queries.show_answers(meetings, user)
    return [meeting.rsvp for meeting in meetings]


def test_show_answers_counts_members_and_guests(meeting, facilitator, member, colleague, guest):
    actions.answer_as_member(meeting=meeting, by=member, reply="yes", words="Oui")
    actions.answer_as_member(meeting=meeting, by=colleague, reply="excused")
    Attendance.objects.filter(pk=guest.pk).update(reply="no")
    [rsvp] = shown([meeting], member.user)
    assert (rsvp.yes, rsvp.no, rsvp.excused, rsvp.none) == (1, 1, 1, 1)
    assert (rsvp.mine, rsvp.words) == ("yes", "Oui")


def test_show_answers_forgets_who_left(meeting, facilitator, member, colleague):
    actions.answer_as_member(meeting=meeting, by=colleague, reply="yes")
    colleague.delete()
    [rsvp] = shown([meeting], member.user)
    assert (rsvp.yes, rsvp.none) == (0, 2)


def test_show_answers_only_where_one_can_answer(meeting, past_meeting, member, outsider, secret_meeting):
    assert shown([past_meeting, secret_meeting], member.user) == [None, None]
    assert shown([meeting], outsider) == [None]
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=timezone.now())
    meeting.refresh_from_db()
    assert shown([meeting], member.user) == [None]
    Group.objects.update(archived_at=timezone.now())
    open_one = MeetingFactory(group=Group.objects.get(pk=member.group_id))
    assert shown([open_one], member.user) == [None]


def test_show_answers_costs_the_same_with_more_meetings(member, django_assert_num_queries):
    for number in (1, 3):
        meetings = [MeetingFactory(group=member.group) for _ in range(number)]
        with django_assert_num_queries(3):
            queries.show_answers(meetings, member.user)
    with django_assert_num_queries(0):
        queries.show_answers([], member.user)


def test_called_for_page_costs_the_same_with_more_people(meeting, member, guest, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert queries.called_for_page(meeting).count == 2
    for number in range(3):
        MembershipFactory(group=meeting.group)
        Attendance.objects.create(meeting=meeting, is_guest=True, name=f"Personne {number}")
    with django_assert_num_queries(3):
        assert queries.called_for_page(meeting).count == 8


def test_names_of_files_leave_out_the_bin(meeting, bring, facilitator):
    from groups.meetings.models import MeetingFile

    for name in ("Notice.txt", "Jetee.txt"):
        MeetingFile.objects.create(meeting=meeting, file=bring(facilitator, name))
    meeting.files.get(file__name="Jetee.txt").file.__class__.objects.filter(name="Jetee.txt").update(
        deleted_at=timezone.now(), deleted_by=facilitator.user
    )
    assert queries.names_of_files(meeting) == ["Notice.txt"]
