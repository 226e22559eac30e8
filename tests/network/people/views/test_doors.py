import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.network.people import second_factor
from tests.network.people.doors import ADDRESS_CODE, PASSWORD, sign_up
from tests.network.people.letters import last_code

pytestmark = pytest.mark.django_db


def test_a_wrong_address_is_corrected_without_typing_the_rest_again(client):
    sign_up(client, "zo@example.org")
    page = client.post(reverse("account_signup"), {"begin_again": "1"})
    assert page.status_code == 200
    for words in ("Zoé", "Roy", "élue", "Ville", "zo@example.org"):
        assert f'value="{words}"' in page.text
    assert PASSWORD not in page.text
    assert client.get(reverse(ADDRESS_CODE))["Location"] == reverse("account_login")
    sign_up(client)
    assert client.post(reverse(ADDRESS_CODE), {"code": last_code("zoe@example.org")}).status_code == 302


def test_who_comes_next_to_the_same_screen_reads_nothing_of_a_sign_up(client):
    said = ("Zoé", "élue", "@example.org")
    sign_up(client)
    assert not any(words in client.get(reverse("account_signup"), follow=True).text for words in said[:2])
    client.post(reverse("account_signup"), {"begin_again": "1"})
    for page in (client.get(reverse("account_signup")), client.post(reverse("account_signup"), {"begin_again": "1"})):
        assert not any(words in page.text for words in said)
    sign_up(client, "roy@example.org")
    assert client.post(reverse(ADDRESS_CODE), {"code": last_code("roy@example.org")}).status_code == 302
    client.post(reverse("account_logout"))
    again = client.post(reverse("account_signup"), {"begin_again": "1"})
    assert not any(words in again.text for words in said)


def test_beginning_again_changes_nothing_for_whoever_is_signed_in(client):
    """What they showed of themselves stays shown."""
    client.post(reverse("account_login"), {"login": UserFactory().email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_signup"), {"begin_again": "1"})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def set_up_application(client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": second_factor.code_of(secret)}).status_code == 302


def test_the_first_second_factor_opens_the_administration_at_once(client):
    person = UserFactory(is_superuser=True)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.get("/cms/")["Location"] == reverse("mfa_index")
    assert "Ouvrir l’administration" not in client.get(reverse("mfa_index")).text
    set_up_application(client)
    assert client.get("/cms/").status_code == 200
    assert "Ouvrir l’administration" in client.get(reverse("mfa_index")).text


def test_a_further_second_factor_shows_nothing_of_the_first(client):
    person = UserFactory(is_superuser=True)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé", "credential": {}})
    set_up_application(client)
    assert client.get("/cms/").status_code == 302


def test_a_recovery_code_that_was_used_says_how_many_are_left(client):
    person = UserFactory()
    codes = second_factor.set_up(person)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    page = client.post(reverse("mfa_authenticate"), {"code": codes[0]}, follow=True)
    assert "Ce code de secours a servi. Il vous en reste\u00a09." in page.text
    assert "Il en reste\u00a09." in client.get(reverse("mfa_index")).text
    other = Client()
    other.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    page = other.post(reverse("mfa_authenticate"), {"code": second_factor.code_now()}, follow=True)
    assert "code de secours" not in page.text


def test_the_key_of_an_application_can_be_copied_and_opened_on_a_telephone(client):
    person = UserFactory()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.get(reverse("mfa_activate_totp"))
    secret = response.context["form"].secret
    assert f"<code>{secret[:4]} {secret[4:8]} " in response.text
    assert 'href="otpauth://totp/' in response.text


def test_an_address_that_is_none_is_shown_how_one_is_written(client):
    form = {"first_name": "Zoé", "last_name": "Roy", "function": "élue", "organisation": "Ville"}
    page = client.post(reverse("account_signup"), form | {"email": "zoe@example,org", "password1": PASSWORD})
    assert page.status_code == 422
    assert "elle s’écrit comme prenom.nom@exemple.fr" in page.text
    assert 'value="zoe@example,org"' in page.text
