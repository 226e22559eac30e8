"""The reminder that leaves by itself: a meeting on a Monday morning, convened ten days before."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from groups.meetings import actions
from groups.meetings.models import Attendance, Meeting
from groups.spaces.actions import remove_member
from groups.spaces.models import Group
from network.activity.actions import choose_mail
from network.kit.errors import Refused
from tests.groups.meetings.notices.conftest import calendar_of, sent, told
from tests.mailbox import links_of, parsed

pytestmark = pytest.mark.slow

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 30, 9, 30, tzinfo=PARIS)
FRIDAY = MONDAY - timedelta(days=3)


@pytest.fixture
def convened(meeting, facilitator, member, colleague, guest, convene, time_machine):
    """Claire comes, Élise does not, Hélène and the guest did not say; the convocation is read."""
    time_machine.move_to(MONDAY - timedelta(days=10), tick=False)
    Meeting.objects.update(starts_at=MONDAY, ends_at=MONDAY + timedelta(hours=2))
    meeting.refresh_from_db()
    convene(meeting)
    actions.answer_as_member(meeting=meeting, by=member, reply="yes")
    actions.answer_as_member(meeting=meeting, by=colleague, reply="no")
    sent()
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def at(time_machine):
    """at(moment): the mails that leave when the worker looks at that moment."""

    def look(moment):
        time_machine.move_to(moment, tick=False)
        actions.announce_meetings()
        return sent()

    return look


def test_it_leaves_once_the_working_day_before_at_nine(convened, at, facilitator, member, guest):
    assert at(FRIDAY.replace(hour=8, minute=59)) == {}
    mails = at(FRIDAY.replace(hour=9, minute=0))
    assert mails.keys() == {member.user.email, facilitator.user.email, guest.email}
    wire, text, _page = parsed(mails[member.user.email])
    assert "Rappel\u00a0: «\u00a0Comité d’animation\u00a0»" in str(wire["Subject"])
    assert "Hautes-Rives" in text and "Je viens" in text and "pas encore dit" not in text
    assert calendar_of(mails[member.user.email])[2].attendee.params["PARTSTAT"] == ["ACCEPTED"]
    assert "pas encore dit si vous venez" in parsed(mails[guest.email])[1]
    assert not [link for link in links_of(mails[guest.email]) if "/groupes/" in link]
    assert [one for one in told() if one[1] == actions.ANNOUNCED] == [
        ("Claire", actions.ANNOUNCED), ("Hélène", actions.ANNOUNCED)
    ]  # fmt: skip
    assert at(FRIDAY.replace(hour=10)) == at(MONDAY.replace(hour=9, minute=10)) == {}


def test_it_leaves_late_rather_than_at_night(convened, at, member):
    assert at(FRIDAY.replace(hour=22)) == at(MONDAY.replace(hour=8)) == {}
    assert member.user.email in at(MONDAY.replace(hour=9, minute=5))


@pytest.mark.parametrize("moment", [MONDAY + timedelta(minutes=1), MONDAY + timedelta(days=1)])
def test_what_has_begun_is_not_announced(convened, at, moment):
    assert at(moment) == {}


def test_rights_and_answers_are_those_of_the_moment_it_leaves(convened, time_machine, facilitator, member, guest):
    time_machine.move_to(FRIDAY, tick=False)
    actions.announce_meetings()
    remove_member(membership=member, by=facilitator.user)
    choose_mail(user=facilitator.user, by_mail=False)
    Attendance.objects.filter(pk=guest.pk).update(reply="excused")
    assert not [one for one in sent().values() if "Rappel" in one.subject]
    assert [one for one in told() if one[1] == actions.ANNOUNCED] == [("Hélène", actions.ANNOUNCED)]


@pytest.mark.parametrize("archive", [True, False])
def test_nothing_of_a_meeting_that_does_not_take_place(convened, at, cancel, time_machine, archive):
    time_machine.move_to(FRIDAY, tick=False)
    actions.announce_meetings()
    if archive:
        Group.objects.update(archived_at=FRIDAY)
    else:
        cancel(convened)
    assert not [one for one in sent().values() if "Rappel" in one.subject]
    Meeting.objects.update(announced_for=None)
    assert at(FRIDAY) == {}


def test_whoever_was_convened_or_asked_since_is_not_told_again(
    meeting, convened, at, facilitator, member, time_machine
):
    time_machine.move_to(FRIDAY.replace(hour=8), tick=False)
    actions.remind(meeting=convened, by=facilitator, key=uuid.uuid4())
    sent()
    Attendance.objects.filter(user=facilitator.user).update(reply="yes", invited_at=FRIDAY.replace(hour=8))
    assert at(FRIDAY.replace(hour=12)).keys() == {member.user.email}


def test_it_stands_for_the_reminder_of_today(convened, at, facilitator):
    at(FRIDAY)
    with pytest.raises(Refused, match="demain"):
        actions.remind(meeting=convened, by=facilitator, key=uuid.uuid4())


def test_a_date_that_was_not_told_waits_for_it_and_another_day_has_its_own(convened, at, change, member, time_machine):
    at(FRIDAY)
    time_machine.move_to(FRIDAY.replace(hour=14), tick=False)
    later = MONDAY + timedelta(days=1)
    Meeting.objects.update(starts_at=later, ends_at=later + timedelta(hours=2))
    assert at(MONDAY.replace(hour=10)) == {}
    change(convened)
    sent()
    assert at(MONDAY.replace(hour=11)) == {}
    Meeting.objects.update(starts_at=later + timedelta(days=2), ends_at=later + timedelta(days=2, hours=2))
    convened.refresh_from_db()
    change(convened)
    sent()
    assert member.user.email in at(later.replace(hour=9) + timedelta(days=1))


def test_a_confidential_group_says_only_when(convened, at, member):
    Group.objects.update(confidential=True)
    for message in at(FRIDAY).values():
        assert "animation" not in message.subject + message.body and "Hautes" not in message.body
        assert "Réunion du groupe Réussite éducative" in message.subject
