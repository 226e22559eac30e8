import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.contrib.auth.models import Group as Role
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import reverse

from network.people import adapters
from network.people.adapters import CODES, NOTICES
from network.people.models import User
from tests.factories import UserFactory
from tests.network.people.letters import last_code, last_mail, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_now():
    request = RequestFactory().get("/compte/")
    with context.request_context(request):
        yield request


@pytest.fixture
def adapter(request_now):
    return get_adapter()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", [*CODES, *NOTICES, "unknown_account", "account_already_exists"])
def test_send_mail_writes_every_mail(adapter, outsider, name, language):
    User.objects.filter(pk=outsider.pk).update(language=language)
    secret = {"code": "493817"} if name in CODES else {}
    adapter.send_mail(f"account/email/{name}", outsider.email, {**secret, "request": object(), "user": outsider})
    mail = last_mail(outsider.email)
    assert mail.to == [outsider.email]
    assert 5 < len(mail.subject) < 80
    page = mail.alternatives[0][0]
    assert f'<html lang="{language}"' in page
    for text in (mail.body, page):
        assert ("493817" in text) is (name in CODES)
    assert "493817" not in mail.subject
    assert len(letters()) == 1


def test_send_mail_writes_to_strangers_in_the_language_of_the_page(adapter):
    adapter.send_mail("account/email/unknown_account", "qui@example.org", {"signup_url": "http://evil.example/"})
    mail = last_mail("qui@example.org")
    assert f"http://testserver{reverse('account_signup')}" in mail.body
    assert "evil" not in mail.body
    assert "sans taper le code" in mail.body
    assert letters()[0]["language"] == "fr"


def test_a_former_address_is_not_told_to_replace_a_password_that_it_cannot(adapter, outsider):
    context = {"from_email": "ancienne@example.org", "to_email": outsider.email}
    for address, can_replace in {"ancienne@example.org": False, outsider.email: True}.items():
        adapter.send_mail("account/email/email_changed", address, context)
        mail = last_mail(address)
        for text in (mail.body, mail.alternatives[0][0]):
            assert (reverse("account_reset_password") in text) is can_replace
            assert ("seule l’équipe peut vous le rendre" in text.replace("&#x27;", "’")) is not can_replace


def test_codes_are_not_sent_when_they_no_longer_work(adapter, settings):
    assert adapters._good_for("login_code").total_seconds() == settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    assert adapters._good_for("password_changed").days == 1


def test_every_mail_has_its_three_templates():
    for name in ["code", "notice", "unknown_account", "account_already_exists", "approved"]:
        for kind in ["subject.txt", "txt", "html"]:
            assert get_template(f"email/people/{name}.{kind}")


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "//evil.example",
        "\\\\evil",
        "http://testserver.evil/",
        "javascript:alert(1)",
        "https:evil",
    ],
)
def test_is_safe_url_refuses_other_places(adapter, url):
    assert not adapter.is_safe_url(url)


def test_is_safe_url_takes_our_own_paths(adapter):
    assert adapter.is_safe_url("/groupes/?page=2")


def test_client_ip_believes_only_our_own_proxies(adapter, request_now, settings):
    request_now.META["HTTP_X_FORWARDED_FOR"] = "10.9.9.9"
    assert adapter.get_client_ip(request_now) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert adapter.get_client_ip(request_now) == "10.9.9.9"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert adapter.get_client_ip(request_now) == "127.0.0.1"


def test_pages_have_no_second_interface(client, outsider):
    form = {"login": outsider.email, "password": "pas la bonne"}
    response = client.post(reverse("account_login"), form, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response["Content-Type"].startswith("text/html")
    challenge = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert challenge.json()["request_options"]["publicKey"]["rpId"] == "testserver"


def test_names_of_passkeys_follow_each_other(request_now, outsider):
    assert adapters.MFAAdapter().generate_authenticator_name(outsider, "webauthn").endswith("1")
    assert adapters.MFAAdapter().get_public_key_credential_rp_entity()["name"] == "Traverse"


def test_after_a_change_of_password_comes_the_account_page(client):
    person = UserFactory()
    client.force_login(person)
    form = {"oldpassword": "une phrase assez longue", "password1": "des vélos sous la pluie"}
    response = client.post(reverse("account_change_password"), form, follow=True)
    assert response.redirect_chain[-1][0] == reverse("people:account-home")
    notice = last_mail(person.email)
    assert f"http://testserver{reverse('account_reset_password')}" in notice.body


@pytest.mark.parametrize(("is_superuser", "shown"), [(True, True), (False, False)])
def test_menus_lead_to_the_administration_those_whom_it_lets_in(client, is_superuser, shown):
    person = UserFactory(is_superuser=is_superuser)
    client.post(reverse("account_request_login_code"), {"email": person.email})
    client.post(reverse("account_confirm_login_code"), {"code": last_code(person.email)})
    page = client.get(reverse("people:account-home")).text
    assert ('href="/cms/"' in page) is shown


def test_menus_lead_editors_to_the_administration(client):
    person = UserFactory()
    person.groups.add(Role.objects.get(name="Editors"))
    client.post(reverse("account_request_login_code"), {"email": person.email})
    client.post(reverse("account_confirm_login_code"), {"code": last_code(person.email)})
    assert 'href="/cms/"' in client.get(reverse("people:account-home")).text
