"""Who tries to pass without the second factor, and who tries the door of the administration."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.adversarial.doors import (
    CODE,
    CONFIRM,
    NEW,
    RESET,
    is_in,
    sign_in,
)
from tests.network.people import second_factor
from tests.network.people.letters import last_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_tried_yet")]


def test_the_second_factor_is_asked_after_the_password_and_after_a_code(known):
    codes = second_factor.set_up(known)
    client = sign_in(known)
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_in(client)
    by_mail = Client()
    by_mail.post(CODE, {"email": known.email})
    by_mail.post(CONFIRM, {"code": last_code(known.email)})
    assert not is_in(by_mail)
    by_mail.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_in(by_mail)


def test_a_code_of_the_application_is_not_replayed(known):
    second_factor.set_up(known)
    code = second_factor.code_now()
    first, second = sign_in(known), sign_in(known)
    first.post(reverse("mfa_authenticate"), {"code": code})
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(first)
    assert not is_in(second)


def test_twenty_wrong_codes_of_the_application_are_throttled(known):
    second_factor.set_up(known)
    client, wrong = sign_in(known), second_factor.wrong_code()
    statuses = [client.post(reverse("mfa_authenticate"), {"code": wrong}).status_code for _ in range(20)]
    assert statuses == [422] * 5 + [429] * 15


def test_resetting_the_password_does_not_skip_the_second_factor(known):
    second_factor.set_up(known)
    client = Client()
    client.post(RESET, {"email": known.email})
    client.post("/compte/password/reset/confirm/", {"code": last_code(known.email)})
    client.post("/compte/password/reset/complete/", {"password1": NEW})
    assert not is_in(client)
    assert not is_in(sign_in(known, NEW))


def test_the_administration_asks_administrators_to_set_up_a_second_factor(administrator):
    client = sign_in(administrator)
    response = client.get("/cms/", follow=True)
    assert response.redirect_chain[0][0] == reverse("mfa_index")
    assert "wagtail" not in response.content.decode().lower()


def test_the_administration_asks_for_the_factor_of_this_very_session(administrator):
    client = sign_in(administrator)
    codes = second_factor.set_up(administrator)
    assert client.get("/cms/")["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fcms%2F"
    client.post(f"{reverse('mfa_reauthenticate')}?next=/cms/", {"code": codes[0]})
    assert client.get("/cms/").status_code == 200
    other = Client()
    other.force_login(administrator)
    assert other.get("/cms/").status_code == 302


def test_the_administration_is_closed_to_members(known):
    client = sign_in(known)
    answer = client.get("/cms/")
    unknown = client.get("/cms/nothing/of/the/kind/")
    assert answer.status_code == unknown.status_code == 403
    assert "wagtail" not in (answer.text + unknown.text).lower()


def test_the_administration_is_closed_to_members_of_a_demonstration(known, settings):
    client, settings.DEMO = sign_in(known), True
    session = client.session
    session["demonstration"] = True
    session.save()
    answer = client.get("/cms/")
    assert answer.status_code == 403
    assert "wagtail" not in answer.content.decode().lower()


def test_a_session_marked_as_demonstration_counts_only_in_demonstration(administrator, settings):
    client = sign_in(administrator)
    session = client.session
    session["demonstration"] = True
    session.save()
    assert client.get("/cms/")["Location"] == reverse("mfa_index")
    settings.DEMO = True
    assert client.get("/cms/").status_code == 200
