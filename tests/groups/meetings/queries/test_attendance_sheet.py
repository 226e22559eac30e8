from datetime import UTC, datetime

import pytest

from groups.meetings.enums import Reply
from groups.meetings.models import Attendance
from groups.meetings.queries import sheet_name, sheet_paper
from groups.meetings.queries.attendance_sheet import EMPTY_ROWS, half_days
from network.kit.letterhead import Letterhead
from network.people.models import Profile
from tests.factories import MembershipFactory, UserFactory

MORNING, AFTERNOON = datetime(2026, 11, 12, 9, 30, tzinfo=UTC), datetime(2026, 11, 12, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begins", "count", "heads"),
    [
        (MORNING, 0, ["Signature"]),
        (AFTERNOON, 1, ["Signature"]),
        (MORNING, 2, ["Matin", "Après-midi"]),
        (AFTERNOON, 2, ["jeudi 12\u00a0novembre, après-midi", "vendredi 13\u00a0novembre, matin"]),
    ],
)
def test_half_days_head_the_columns(begins, count, heads):
    assert list(half_days(begins, count)) == heads


def paper_of(meeting):
    return sheet_paper(meeting=meeting, letterhead=Letterhead("Le Pont"))


def test_sheet_lists_members_then_guests_then_room_for_others(meeting, member, colleague):
    Profile.objects.update_or_create(user=colleague.user, defaults={"function": "Coordinatrice"})
    Attendance.objects.create(meeting=meeting, user=colleague.user, reply=Reply.EXCUSED)
    Attendance.objects.create(meeting=meeting, is_guest=True, name="Une juriste", role="avocate")
    Attendance.objects.create(meeting=meeting, name="Ancien membre")
    rows = paper_of(meeting).parts[1].rows
    assert ("Élise Moreau", "Coordinatrice, absence annoncée", "") in rows
    assert rows[2] == ("Une juriste", "avocate", "")
    assert rows[3:] == (("", "", ""),) * EMPTY_ROWS


def test_sheet_leaves_out_who_is_suspended(meeting, member):
    away = MembershipFactory(group=meeting.group, user=UserFactory(last_name="Partie", is_active=False))
    Attendance.objects.create(meeting=meeting, user=away.user)
    names = [row[0] for row in paper_of(meeting).parts[1].rows]
    assert str(member.user) in names and str(away.user) not in names


def test_sheet_of_several_days_has_a_table_for_four_signatures(meeting):
    meeting.half_days = 6
    made = paper_of(meeting)
    assert [len(part.heads) - 2 for part in made.parts[1:]] == [4, 2] and made.landscape


def test_sheet_costs_the_same_with_more_people(meeting, member, django_assert_num_queries):
    for _number in range(2):
        with django_assert_num_queries(2):
            paper_of(meeting)
        for _other in range(2):
            MembershipFactory(group=meeting.group)
            Attendance.objects.create(meeting=meeting, user=UserFactory())


def test_sheet_name_tells_the_meeting_and_its_day(meeting):
    meeting.title, meeting.starts_at = "Bilan / suite", MORNING
    assert sheet_name(meeting) == "Feuille d’émargement – Bilan - suite – 2026-11-12.pdf"
