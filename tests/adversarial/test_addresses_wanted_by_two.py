"""One address that two people want: whoever reads its mail has it, and nobody else's attempt keeps it from them."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from network.people.models import User
from tests.adversarial.doors import PASSWORD, SIGNUP, is_in, sign_in
from tests.network.people.letters import last_code

WANTED = "nouvelle@example.org"


def ask_for_it(person) -> tuple[Client, str]:
    """By changing the address of one's account: the browser, and the code of the mail."""
    cache.clear()  # a code every ten seconds: the other one's was a while ago
    client, page = sign_in(person), reverse("account_email")
    client.post(page, {"email": WANTED, "action_add": "1"})
    client.post(f"{reverse('account_reauthenticate')}?next={page}", {"password": PASSWORD})
    return client, last_code(WANTED)


def sign_up_with_it() -> tuple[Client, str]:
    cache.clear()
    said = {"first_name": "Une", "last_name": "Autre", "function": "Agente", "organisation": "Ville", "email": WANTED}
    client = Client()
    client.post(SIGNUP, {**said, "password1": PASSWORD})
    assert User.objects.filter(email=WANTED, first_name="Une").exists()
    return client, last_code(WANTED)


def type_in(client: Client, code: str) -> int:
    return client.post(reverse("account_email_verification_sent"), {"code": code}).status_code


def addresses_of(person) -> list[tuple]:
    return list(EmailAddress.objects.filter(user=person).values_list("email", "verified", "primary"))


@pytest.mark.parametrize("first", ["the stranger", "the owner"])
def test_a_sign_up_that_nobody_confirmed_keeps_no_address_from_who_changes_to_it(known, first):
    if first == "the stranger":
        stranger, _theirs = sign_up_with_it()
        owner, code = ask_for_it(known)
    else:
        owner, code = ask_for_it(known)
        stranger, _theirs = sign_up_with_it()
    assert type_in(owner, code) == 302
    assert User.objects.get(email=WANTED).pk == known.pk
    assert addresses_of(known) == [(WANTED, True, True)]
    type_in(stranger, _theirs)
    assert not is_in(stranger) and addresses_of(known) == [(WANTED, True, True)]


def test_a_sign_up_that_was_confirmed_first_has_it(known):
    owner, code = ask_for_it(known)
    type_in(*sign_up_with_it())
    assert type_in(owner, code) == 422
    assert User.objects.get(email=WANTED).first_name == "Une"
    assert addresses_of(known) == [("connue@example.org", True, True)]


def test_the_first_of_two_who_change_to_it_has_it(known, outsider):
    (first, one), (second, other) = ask_for_it(known), ask_for_it(outsider)
    assert [type_in(first, one), type_in(second, other)] == [302, 422]
    assert User.objects.get(email=WANTED).pk == known.pk
    assert addresses_of(outsider) == [(outsider.email, True, True)]
