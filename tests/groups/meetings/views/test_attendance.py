import uuid

import pytest

from groups.meetings.models import Attendance
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def taking(client, facilitator):
    client.force_login(facilitator.user)
    return client


def url(meeting, *more):
    return f"{meeting.url}presences/{''.join(more)}"


def line(membership, presence, was="||", days="", by=""):
    ref = f"u{membership.user_id}"
    return {f"{ref}-presence": presence, f"{ref}-half_days": days, f"{ref}-represented_by": by, f"{ref}-was": was}


def noted(membership):
    return Attendance.objects.get(user=membership.user).presence


def test_attendance_edit_begins_with_the_answers(taking, past_meeting, member):
    Attendance.objects.create(meeting=past_meeting, user=member.user, reply="yes", words="J’arrive à 10 h")
    page = taking.get(url(past_meeting)).content.decode()
    assert f'name="u{member.user_id}-presence" value="present"' in page and "checked" in page
    assert "J’arrive" in page and not Attendance.objects.get().presence


def test_attendance_edit_saves_everybody_at_once(taking, past_meeting, member, facilitator):
    form = line(member, "represented", by="Karim Dehors") | line(facilitator, "present", days="2")
    page = taking.post(url(past_meeting), form, follow=True).content.decode()
    assert "1 présence, 1 personne représentée, 2 demi-journées" in page and "Karim Dehors" in page


def test_everybody_else_is_present(taking, past_meeting, member, facilitator, colleague):
    form = line(member, "excused") | line(facilitator, "") | line(colleague, "")
    taking.post(url(past_meeting), form | {"everybody": "1"})
    assert [noted(one) for one in (member, facilitator, colleague)] == ["excused", "present", "present"]


def test_what_somebody_else_noted_meanwhile_stays(taking, past_meeting, member, facilitator):
    Attendance.objects.create(meeting=past_meeting, user=member.user, presence="absent")
    taking.post(url(past_meeting), line(member, "", was="||") | line(facilitator, "present"))
    assert (noted(member), noted(facilitator)) == ("absent", "present")


def test_half_days_that_make_no_sense_are_said(taking, past_meeting, member):
    answer = taking.post(url(past_meeting), line(member, "present", days="21"))
    assert answer.status_code == 422 and "Vingt demi-journées au plus." in answer.content.decode()
    assert not Attendance.objects.exists()


def test_attendance_line_answers_the_counts(taking, past_meeting, member):
    answer = taking.post(url(past_meeting, "ligne/"), line(member, "present")).json()
    assert answer["counts"] == "1 présence, 1 demi-journée"
    assert answer["was"] == {f"u{member.user_id}": "present||"}


def test_guest_is_added_by_name(taking, past_meeting):
    page = taking.post(url(past_meeting, "invites/"), {"name": "Inès Petit", "key": str(uuid.uuid4())}, follow=True)
    assert "Inès Petit" in page.content.decode() and Attendance.objects.get().is_guest
    refused = taking.post(url(past_meeting, "invites/"), {"name": "", "key": str(uuid.uuid4())})
    assert refused.status_code == 422 and "Indiquez le nom" in refused.content.decode()


def test_sixty_people_cost_as_much_as_one(taking, past_meeting, group, django_assert_max_num_queries):
    everybody = MembershipFactory.create_batch(59, group=group)
    with django_assert_max_num_queries(15):
        assert "Personne" in taking.get(url(past_meeting)).content.decode()
    form = {name: value for one in everybody for name, value in line(one, "present").items()}
    form |= {f"a{number}-was": "" for number in range(1000)}  # as a group of three hundred sends it
    with django_assert_max_num_queries(16):  # new rows in two halves: SQLite takes so many values at once
        taking.post(url(past_meeting), form)
    assert Attendance.objects.filter(presence="present").count() == 59


def test_plain_member_takes_no_attendance(client, member, past_meeting, taking):
    assert taking.get(url(past_meeting)).status_code == 200
    client.force_login(member.user)
    refused = client.post(url(past_meeting), line(member, "present"))
    assert refused.status_code == 404 and not Attendance.objects.exists()


def test_what_somebody_else_noted_meanwhile_is_shown_before_it_is_replaced(taking, past_meeting, member, facilitator):
    Attendance.objects.create(meeting=past_meeting, user=member.user, presence="represented", represented_by="Karim")
    mine = line(member, "present", was="||") | line(facilitator, "present")
    told = taking.post(url(past_meeting, "ligne/"), line(member, "present", was="||"))
    assert (told.status_code, told.json()["why"]) == (409, "changed") and str(member.user) in told.json()["said"]
    assert told.json()["now"][f"u{member.user_id}"]["represented_by"] == "Karim"
    page = taking.post(url(past_meeting), mine)
    assert page.status_code == 409 and "Représenté (Karim)" in page.content.decode()
    assert 'value="represented||Karim"' in page.content.decode() and noted(member) == "represented"
    taking.post(url(past_meeting), mine | line(member, "present", was="represented||Karim"))
    assert (noted(member), noted(facilitator)) == ("present", "present")


def test_line_whose_answer_was_lost_is_gone_on_with(taking, past_meeting, member):
    taking.post(url(past_meeting, "ligne/"), line(member, "present"))
    again = line(member, "excused") | {f"u{member.user_id}-tried": "present||"}
    assert taking.post(url(past_meeting, "ligne/"), again).status_code == 200
    assert noted(member) == "excused"
