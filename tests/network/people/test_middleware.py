from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.kit import broadcast
from tests.factories import UserFactory
from tests.network.people import second_factor

pytestmark = pytest.mark.django_db
HOME = "/compte/"
DAY = timedelta(days=1)


@pytest.fixture
def signed_in(client, time_machine):
    """A client with an open session, and a clock that stands still."""
    client.start = timezone.now()
    time_machine.move_to(client.start, tick=False)
    person = UserFactory()
    client.post(reverse("account_login"), {"login": person.email, "password": "une phrase assez longue"})
    client.person = person
    return client


def test_session_slides_with_each_visit(signed_in, time_machine):
    for days in range(13, 80, 13):
        time_machine.move_to(signed_in.start + timedelta(days=days), tick=False)
        assert signed_in.get(HOME).status_code == 200


def test_session_ends_after_fourteen_days_without_a_visit(signed_in, time_machine):
    time_machine.move_to(signed_in.start + 14 * DAY + timedelta(minutes=1), tick=False)
    assert signed_in.get(HOME).status_code == 302


def test_session_ends_after_ninety_days_in_any_case(signed_in, time_machine):
    for days in range(10, 90, 10):
        time_machine.move_to(signed_in.start + timedelta(days=days), tick=False)
        assert signed_in.get(HOME).status_code == 200
    time_machine.move_to(signed_in.start + 90 * DAY, tick=False)
    response = signed_in.get(HOME)
    assert response.status_code == 302
    assert signed_in.session.is_empty()


def test_session_is_written_once_a_day(signed_in, time_machine, django_assert_max_num_queries):
    first = signed_in.session["seen_at"]
    time_machine.move_to(signed_in.start + timedelta(hours=23), tick=False)
    signed_in.get(HOME)
    assert signed_in.session["seen_at"] == first
    time_machine.move_to(signed_in.start + timedelta(hours=25), tick=False)
    signed_in.get(HOME)
    assert signed_in.session["seen_at"] > first


def test_session_that_no_door_opened_is_never_extended(client, time_machine):
    start = timezone.now()
    client.force_login(UserFactory())
    for days in (5, 10):
        time_machine.move_to(start + timedelta(days=days), tick=False)
        assert client.get(HOME).status_code == 200
    time_machine.move_to(start + 14 * DAY + timedelta(minutes=1), tick=False)
    assert client.get(HOME).status_code == 302


def test_public_pages_do_not_look_at_the_session(client, django_assert_num_queries):
    response = client.get("/compte/login/")
    assert "sid" not in response.cookies


@pytest.fixture
def rechecked(monkeypatch):
    people = []
    monkeypatch.setattr(broadcast, "recheck", people.append)
    return people


def test_sockets_check_themselves_after_signing_out(signed_in, rechecked):
    signed_in.get(HOME)
    assert rechecked == []
    signed_in.post(reverse("account_logout"))
    assert rechecked == [signed_in.person.pk]


def test_sockets_check_themselves_after_leaving_the_administration(client, rechecked):
    person = UserFactory(is_superuser=True)
    client.force_login(person)
    client.post("/cms/logout/")
    assert rechecked == [person.pk]
    assert client.get(HOME).status_code == 302


def test_sockets_check_themselves_after_a_reset_by_a_stranger(client, rechecked):
    from tests.network.people.letters import last_code

    person = UserFactory()
    client.post(reverse("account_reset_password"), {"email": person.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": last_code(person.email)})
    client.post(reverse("account_complete_password_reset"), {"password1": "des vélos sous la pluie"})
    assert person.pk in rechecked


def test_second_factor_sends_those_with_a_passkey_only_to_the_passkey(client):
    from allauth.mfa.models import Authenticator

    person = UserFactory(is_superuser=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé"})
    client.force_login(person)
    assert client.get("/cms/pages/")["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


def test_second_factor_leaves_the_rest_of_the_site_alone(client):
    person = UserFactory(is_superuser=True)
    client.force_login(person)
    assert client.get(HOME).status_code == 200
    page = client.get(HOME).content.decode()
    assert reverse("mfa_index") in page


def test_second_factor_of_a_removed_application_no_longer_counts(client):
    person = UserFactory(is_superuser=True)
    codes = second_factor.set_up(person)
    client.post(reverse("account_login"), {"login": person.email, "password": "une phrase assez longue"})
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.get("/cms/").status_code == 200
    person.authenticator_set.all().delete()
    assert client.get("/cms/")["Location"] == reverse("mfa_index")


def test_forms_to_correct_answer_422_and_keep_what_was_typed(client):
    response = client.post(reverse("account_login"), {"login": "claire@example.org", "password": "pas la bonne"})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="claire@example.org"' in page
    assert "pas la bonne" not in page
    assert "Traverse" in page
