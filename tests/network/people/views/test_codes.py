from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory
from tests.network.people.doors import ADDRESS_CODE, PASSWORD, sign_up
from tests.network.people.letters import last_code, letters

pytestmark = pytest.mark.django_db
EDIT = "/compte/fiche/"


def ask_for_codes(client, person) -> dict:
    """The page where each code of a mail is typed -> where another one is asked for."""
    client.post(reverse("account_request_login_code"), {"email": person.email})
    other = Client()
    other.post(reverse("account_reset_password"), {"email": person.email})
    return {
        reverse("account_confirm_login_code"): (client, reverse("account_request_login_code")),
        reverse("account_confirm_password_reset_code"): (other, reverse("account_reset_password")),
    }


def test_a_code_that_has_expired_is_told(client, time_machine):
    pages = ask_for_codes(client, UserFactory())
    time_machine.move_to(timezone.now() + timedelta(seconds=601))
    for page, (browser, start) in pages.items():
        response = browser.post(page, {"code": "123456"}, follow=True)
        assert response.redirect_chain[-1][0] == start
        assert "Ce code a expiré. Demandez-en un autre ici." in response.text


def test_a_code_that_was_guessed_too_often_is_told(client):
    for page, (browser, start) in ask_for_codes(client, UserFactory()).items():
        said = [browser.post(page, {"code": "12345"}, follow=True) for _ in range(3)]
        assert [answer.status_code for answer in said] == [422, 422, 200]
        assert said[2].redirect_chain[-1][0] == start
        assert "ne sert plus. Demandez-en un autre ici." in said[2].text


def test_whoever_starts_again_still_goes_where_they_were_going(client):
    client.post(reverse("account_request_login_code"), {"email": UserFactory().email, "next": EDIT})
    for _ in range(3):
        response = client.post(reverse("account_confirm_login_code"), {"code": "12345", "next": EDIT})
    assert response["Location"] == f"{reverse('account_request_login_code')}?next=%2Fcompte%2Ffiche%2F"


def test_a_sign_up_whose_code_is_used_up_goes_on_by_signing_in(client):
    email = sign_up(client)
    page = reverse(ADDRESS_CODE)
    said = [client.post(page, {"code": "12345"}, follow=True) for _ in range(3)][-1]
    assert said.redirect_chain[-1][0] == reverse("account_login")
    assert "Connectez-vous avec l’adresse et le mot de passe que vous avez choisis" in said.text
    cache.clear()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    done = client.post(page, {"code": last_code(email)})
    assert done["Location"] == reverse("groups:dashboard")


def test_a_new_address_whose_code_is_used_up_is_asked_for_again(client):
    change_address(client)
    page = reverse(ADDRESS_CODE)
    said = [client.post(page, {"code": "12345"}, follow=True) for _ in range(3)][-1]
    assert said.redirect_chain[-1][0] == reverse("account_email")
    assert "ne sert plus. Demandez-en un autre ici." in said.text


def change_address(client) -> str:
    client.post(reverse("account_login"), {"login": UserFactory().email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": "nouvelle@example.org", "action_add": "1"})
    return "nouvelle@example.org"


def ask(name: str):
    def send(client, email: str = "") -> str:
        email = email or UserFactory().email
        client.post(reverse(name), {"email": email})
        return email

    return send


TYPED_AT = {
    "account_confirm_login_code": ask("account_request_login_code"),
    "account_confirm_password_reset_code": ask("account_reset_password"),
    ADDRESS_CODE: sign_up,
}


@pytest.mark.parametrize(("page", "begin"), [*TYPED_AT.items(), (ADDRESS_CODE, change_address)])
def test_another_code_is_sent_with_its_own_ten_minutes(client, time_machine, page, begin):
    email = begin(client)
    first = last_code(email)
    time_machine.move_to(timezone.now() + timedelta(minutes=9))
    again = client.post(reverse(page), {"again": "1", "code": ""}, follow=True)
    assert again.redirect_chain == [(reverse(page), 302)]
    assert "Un autre code est en route\u00a0: il remplace le précédent." in again.text
    assert email in again.text
    time_machine.move_to(timezone.now() + timedelta(minutes=9))
    second = last_code(email)
    assert first != second
    assert client.post(reverse(page), {"code": first}).status_code == 422
    assert client.post(reverse(page), {"code": second}).status_code == 302


@pytest.mark.parametrize("page", TYPED_AT)
def test_another_code_tells_nobody_whether_an_address_is_known(page, time_machine):
    """Somebody known and somebody unknown: the same answers, and a mail each."""
    said, known = {}, UserFactory().email
    time_machine.move_to(timezone.now())
    for email in (known, "inconnue@example.org"):
        client = Client()
        TYPED_AT[page](client, email)
        sent = len(letters(email))
        time_machine.shift(20)
        answer = client.post(reverse(page), {"again": "1"}, follow=True)
        said[email] = (answer.status_code, answer.redirect_chain, answer.text.count("Un autre code est en route"))
        assert len(letters(email)) == sent + 1
    assert said[known] == said["inconnue@example.org"]


@pytest.mark.parametrize("page", TYPED_AT)
def test_other_codes_are_limited(client, page):
    email = TYPED_AT[page](client)
    said = [client.post(reverse(page), {"again": "1"}).status_code for _ in range(11)]
    assert said[-1] == 429
    assert len(letters(email)) <= 10
    code = last_code(email)
    cache.clear()
    assert client.post(reverse(page), {"code": code}).status_code == 302


@pytest.mark.parametrize("page", TYPED_AT)
def test_who_asks_for_another_code_too_soon_stays_where_the_last_one_is_typed(client, page):
    email = TYPED_AT[page](client)
    for _ in range(11):
        answer = client.post(reverse(page), {"again": "1", "code": "12"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Attendez quelques minutes avant d’en demander un autre" in answer.text
    assert 'name="code"' in answer.text
    assert "aria-invalid" not in answer.text
    cache.clear()
    assert client.post(reverse(page), {"code": last_code(email)}).status_code == 302


def test_another_code_keeps_where_one_was_going(client):
    email = UserFactory().email
    client.post(reverse("account_request_login_code"), {"email": email, "next": EDIT})
    page = client.post(reverse("account_confirm_login_code"), {"again": "1", "next": EDIT}, follow=True)
    assert f'name="next" value="{EDIT}"' in page.text
