"""Every page of the doors wears the design: none of allauth's own templates can be reached."""

from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.template.loader import get_template
from django.urls import URLPattern, reverse
from django.utils import timezone

from network.people import urls as people_urls
from network.people.models import User
from tests.factories import UserFactory
from tests.network.people import second_factor
from tests.network.people.letters import last_code, letters

pytestmark = pytest.mark.django_db
PASSWORD = "une phrase assez longue"
PUBLIC = ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
PRIVATE = [
    "people:account-home", "people:profile-edit", "account_email", "account_change_password", "mfa_index",
    "usersessions_list", "account_logout", "mfa_list_webauthn", "account_reset_password",
]  # fmt: skip
AFTER_PASSWORD = ["mfa_activate_totp", "mfa_add_webauthn"]
# Named by the views but never shown with our settings: sign-up stays open, addresses are confirmed by code.
UNREACHABLE = {"account/signup_closed.html", "account/verification_sent.html"}


@pytest.fixture
def signed_in(client):
    person = UserFactory(first_name="Claire", last_name="Vasseur")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.person = person
    return client


def views_of(patterns) -> list:
    found = []
    for pattern in patterns:
        found += [pattern.callback] if isinstance(pattern, URLPattern) else views_of(pattern.url_patterns)
    return found


def templates() -> set[str]:
    classes = {view.view_class for view in views_of(people_urls.doors) if hasattr(view, "view_class")}
    return {cls.template_name for cls in classes if getattr(cls, "template_name", None)} - UNREACHABLE


def test_every_template_of_the_doors_is_ours():
    ours = Path(settings.BASE_DIR) / "templates"
    found = {name: Path(get_template(name).origin.name) for name in templates()}
    assert len(found) > 15
    assert [name for name, path in found.items() if not path.is_relative_to(ours)] == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages(client, name, language):
    client.cookies["django_language"] = language
    page = client.get(reverse(name)).content.decode()
    assert '<body class="auth">' in page
    assert "placeholder=" not in page


@pytest.mark.parametrize("name", PRIVATE + AFTER_PASSWORD)
def test_private_pages(signed_in, name):
    response = signed_in.get(reverse(name))
    assert response.status_code == 200
    page = response.content.decode()
    assert "Claire Vasseur" in page or "auth__form" in page
    assert "placeholder=" not in page
    assert " style=" not in page


@pytest.mark.parametrize("name", [*PRIVATE[:-1], *AFTER_PASSWORD])
def test_private_pages_ask_to_sign_in(client, name):
    response = client.get(reverse(name), follow=True)
    assert "Claire" not in response.content.decode()
    assert response.redirect_chain


def test_sign_up_to_the_dashboard(client):
    form = {
        "first_name": "Zoé",
        "last_name": "Roy",
        "function": "élue",
        "organisation": "Ville",
        "email": "zoe@example.org",
    }
    refused = client.post(reverse("account_signup"), form)
    assert refused.status_code == 422
    assert 'value="Zoé"' in refused.content.decode()
    client.post(
        reverse("account_signup"), {**form, "password1": "des vélos sous la pluie"}, headers={"Accept-Language": "fr"}
    )
    wrong = client.post(reverse("account_email_verification_sent"), {"code": "abc"})
    assert wrong.status_code == 422
    done = client.post(reverse("account_email_verification_sent"), {"code": last_code("zoe@example.org")})
    assert done["Location"] == reverse("groups:dashboard")
    person = User.objects.select_related("profile").get(email="zoe@example.org")
    assert (person.profile.function, person.profile.organisation_name, person.language) == ("élue", "Ville", "fr")
    assert not person.is_approved


def test_sign_up_refuses_a_password_made_of_the_names(client):
    form = {"first_name": "Annabelle", "last_name": "Montgomery", "function": "f", "organisation": "o"}
    form |= {"email": "a@example.org", "password1": "montgomery-annabelle"}
    response = client.post(reverse("account_signup"), {**form, "last_name": "Montgomery-Annabelle"})
    assert "password_too_similar" in [error.code for error in response.context["form"].errors.as_data()["password1"]]
    assert not User.objects.filter(email="a@example.org").exists()


def test_authenticator_application_from_set_up_to_removal(signed_in, django_capture_on_commit_callbacks):
    other = signed_in.__class__()
    other.post(reverse("account_login"), {"login": signed_in.person.email, "password": PASSWORD})
    page = signed_in.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    wrong = signed_in.post(reverse("mfa_activate_totp"), {"code": "000"})
    assert wrong.status_code == 422
    code = second_factor.code_of(secret)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(reverse("mfa_activate_totp"), {"code": code})
    codes = signed_in.get(reverse("mfa_view_recovery_codes"))
    recovery = codes.context["unused_codes"]
    assert all(code in codes.content.decode() for code in recovery)
    again = signed_in.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not any(code in again for code in recovery)
    assert signed_in.get(reverse("mfa_download_recovery_codes")).status_code == 403
    assert other.get("/compte/").status_code == 302
    assert letters(signed_in.person.email)[-1]["context"]["heading"]
    assert signed_in.get(reverse("mfa_index")).status_code == 200
    assert signed_in.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert signed_in.get(reverse("mfa_reauthenticate")).status_code == 200
    signed_in.get(reverse("mfa_deactivate_totp"))
    signed_in.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=signed_in.person).exists()


def test_second_factor_page(client, monkeypatch):
    person = UserFactory()
    second_factor.set_up(person)
    response = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD}, follow=True)
    page = response.content.decode()
    assert "Code de votre application, ou code de secours" in page
    assert 'data-passkey="get"' not in page
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.begin_authentication", lambda _user: {})
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé"})
    page = client.get(reverse("mfa_authenticate")).content.decode()
    assert 'data-passkey="get"' in page
    assert "passkey-options" in page
    Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    assert "Code de votre application" not in client.get(reverse("mfa_authenticate")).text
    wrong = client.post(reverse("mfa_authenticate"), {"credential": "{}"})
    assert wrong.status_code == 422


def test_password_set_for_an_account_opened_by_codes(client, time_machine):
    person = UserFactory()
    person.set_unusable_password()
    person.save()
    client.post(reverse("account_request_login_code"), {"email": person.email})
    client.post(reverse("account_confirm_login_code"), {"code": last_code(person.email)})
    url, again = reverse("account_set_password"), reverse("people:code-again")
    assert client.get(url).status_code == 200
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    assert client.post(url, {"password1": "des vélos sous la pluie"})["Location"].startswith(again)
    assert client.get(again).context["is_sent"] is False
    assert client.post(again, {"code": ""}).status_code == 422
    client.post(again, {"send": "1"})
    assert client.get(again).context["is_sent"] is True
    assert client.post(again, {"code": "999"}).status_code == 422
    client.post(f"{again}?next={url}", {"code": last_code(person.email)})
    person.refresh_from_db()
    assert person.has_usable_password()


def test_code_again_is_guessed_three_times_and_asked_a_few(client):
    person = UserFactory()
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    again = reverse("people:code-again")
    client.post(again, {"send": "1"})
    for _ in range(3):
        client.post(again, {"code": "000"})
    assert client.post(again, {"code": last_code(person.email)}).status_code == 422
    *sent, refused = [client.post(again, {"send": "1"}) for _ in range(3)]
    assert ([answer.status_code for answer in sent], refused.status_code) == ([302, 302], 429)
    assert "Attendez quelques minutes avant d’en demander un autre" in refused.text
    assert client.post(again, {"code": last_code(person.email)})["Location"]


def test_code_again_is_not_for_those_who_have_a_password(signed_in):
    assert signed_in.get(reverse("people:code-again"))["Location"] == reverse("account_reauthenticate")


CREDENTIALS = [
    "", "{", "[]", '"x"', "null", "{}", '{"id": 1}', "[" * 12000, '{"rawId":"a","response":{}}',
    '{"rawId":"YQ","id":"YQ","response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AA"}}',
    '{"rawId":"YQ","id":"YQ","response":{"clientDataJSON":"eyJ0eXBlIjoxfQ","attestationObject":"o2Nm"}}',
]  # fmt: skip


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_strange_passkeys_open_nothing(client, signed_in, credential):
    stranger = client.__class__()
    stranger.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    response = stranger.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert response["Location"] == reverse("account_login")
    signed_in.get(reverse("mfa_add_webauthn"))
    refused = signed_in.post(reverse("mfa_add_webauthn"), {"name": "Clé", "credential": credential})
    assert refused.status_code == 422
    assert not Authenticator.objects.exists()


def test_signing_in_says_why_it_is_asked_for(client, group):
    asked = client.get("/groupes/reussite-educative/demande/")
    assert "la page demandée s’ouvrira ensuite" in client.get(asked.url).text
    assert "la page demandée" not in client.get("/compte/login/").text
