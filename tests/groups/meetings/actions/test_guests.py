import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from groups.meetings import actions, queries
from groups.meetings.models import GUESTS_MAX, Attendance, Meeting, RefusedAddress
from network.kit.errors import Refused


@pytest.fixture
def add(meeting, facilitator):
    def one(name="Une juriste", email="Juriste@Example.org", by=facilitator, **more):
        given = {"role": "", "gets_minutes": False, "key": uuid.uuid4()} | more
        return actions.add_guest(meeting=meeting, by=by, name=name, email=email, **given)

    return one


def test_add_guest_keeps_one_spelling_of_the_address(add):
    guest = add(role="Avocate", gets_minutes=True)
    assert (guest.email, guest.role, guest.is_guest, guest.gets_minutes) == (
        "juriste@example.org",
        "Avocate",
        True,
        True,
    )


def test_add_guest_once_for_one_form(add):
    key = uuid.uuid4()
    assert add(key=key) == add(key=key)


def test_a_guest_without_an_address_gets_no_minutes(add, meeting):
    assert not add(email="", gets_minutes=True).gets_minutes
    add(name="Un autre", email="")
    assert Attendance.objects.filter(meeting=meeting).count() == 2


def test_add_guest_refuses_an_address_twice(add):
    add()
    with pytest.raises(Refused, match="déjà"):
        add(name="La même", email="JURISTE@example.org")


def test_add_guest_refuses_the_address_of_a_member(add, member):
    with pytest.raises(Refused, match="membre"):
        add(email=member.user.email.upper())


@pytest.mark.parametrize("door", ["convening", "attendance"])
def test_both_doors_have_the_same_rule(add, meeting, facilitator, door):
    """Fifty guests together, and nobody twice."""

    def come(name, role=""):
        if door == "convening":
            return add(name=name, email="", role=role)
        return actions.note_guest(meeting=meeting, by=facilitator, name=name, role=role, key=uuid.uuid4())

    add(name="Une juriste", email="")
    with pytest.raises(Refused, match="fonction"):
        come("une JURISTE")
    assert come("Une juriste", "Avocate").role == "Avocate"
    rows = [Attendance(meeting=meeting, is_guest=True, name=f"Personne {n}") for n in range(GUESTS_MAX - 2)]
    Attendance.objects.bulk_create(rows)
    with pytest.raises(Refused, match="50"):
        come("Une de trop")


def test_only_those_who_facilitate_change_guests(add, meeting, member, guest):
    with pytest.raises(Http404):
        add(by=member, email="autre@example.org")
    with pytest.raises(Http404):
        actions.remove_guest(meeting=meeting, by=member, guest_id=guest.pk)
    assert Attendance.objects.filter(pk=guest.pk).exists()


def test_remove_guest_reaches_guests_of_this_meeting_only(meeting, facilitator, member, guest, convene, secret_meeting):
    convene(meeting)
    elsewhere = Attendance.objects.create(meeting=secret_meeting, is_guest=True, name="Ailleurs")
    row = Attendance.objects.get(user=member.user)
    assert not actions.remove_guest(meeting=meeting, by=facilitator, guest_id=row.pk)
    assert not actions.remove_guest(meeting=meeting, by=facilitator, guest_id=elsewhere.pk)
    assert actions.remove_guest(meeting=meeting, by=facilitator, guest_id=guest.pk)
    assert not actions.remove_guest(meeting=meeting, by=facilitator, guest_id=guest.pk)
    assert Attendance.objects.filter(pk__in=[row.pk, elsewhere.pk]).count() == 2


def test_guests_stay_once_the_meeting_is_over(meeting, facilitator, guest):
    past = timezone.now() - timedelta(minutes=1)
    Meeting.objects.update(starts_at=past - timedelta(hours=1), ends_at=past)
    with pytest.raises(Refused):
        actions.remove_guest(meeting=meeting, by=facilitator, guest_id=guest.pk)
    assert Attendance.objects.filter(pk=guest.pk).exists()


def test_guests_for_minutes_are_those_it_was_chosen_for(add, meeting):
    add(gets_minutes=True)
    refusing = add(email="non@example.org", gets_minutes=True)
    add(email="sans@example.org")
    actions.refuse_mails(guest=refusing)
    assert [guest.email for guest in queries.guests_for_minutes(meeting)] == ["juriste@example.org"]


def test_a_year_after_the_meeting_guests_are_names_only(add, meeting, convene, facilitator):
    guest = add(gets_minutes=True)
    convene(meeting)
    Attendance.objects.update(words="Un mot", reply="yes")
    actions.refuse_mails(guest=guest)
    for days, forgotten in ((360, 0), (370, 1), (370, 0)):
        Meeting.objects.update(
            starts_at=timezone.now() - timedelta(days=days + 1), ends_at=timezone.now() - timedelta(days=days)
        )
        assert actions.forget_guests() == forgotten
    guest.refresh_from_db()
    kept = (guest.name, guest.reply, guest.email, guest.words, guest.token_hash, guest.gets_minutes)
    assert kept == ("Une juriste", "yes", "", "", "", False)
    assert Attendance.objects.get(user=facilitator.user).words == "Un mot" and RefusedAddress.objects.exists()
    RefusedAddress.objects.update(at=timezone.now() - timedelta(days=3 * 365 + 1))
    assert actions.forget_guests() == 1 and not RefusedAddress.objects.exists()
