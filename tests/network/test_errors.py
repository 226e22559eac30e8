"""Error pages: styled, with a reference to quote, and nothing about the machine."""

import pytest
from django.test import Client
from django.urls import include, path

from network import errors
from tests.factories import MembershipFactory

CANARY = "canary-of-the-traceback"


def broken(request):
    raise RuntimeError(CANARY)


broken.login_required = False


def full(request):
    raise OSError(28, CANARY)


full.login_required = False
urlpatterns = [path("full/", full), path("broken/", broken), path("", include("network.urls"))]
handler400 = "network.errors.bad_request"
handler403 = "network.errors.forbidden"
handler404 = "network.errors.not_found"
handler500 = "network.errors.server_error"


def assert_page(response, status, words):
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert f"<code>{response['X-Request-ID']}</code>" in page
    assert "Traceback" not in page
    assert "/work/" not in page


@pytest.mark.urls(__name__)
def test_server_error_shows_a_reference_and_no_trace():
    response = Client(raise_request_exception=False).get("/broken/")
    assert_page(response, 500, "Erreur 500")
    assert CANARY not in response.content.decode()


@pytest.mark.urls(__name__)
def test_a_full_disk_is_said_as_such():
    """RL-11."""
    response = Client(raise_request_exception=False).get("/full/")
    assert_page(response, 507, "plus de place")
    assert CANARY not in response.content.decode()


@pytest.mark.django_db
def test_not_found_shows_a_reference(client):
    assert_page(client.get("/canary-nowhere/x.php"), 404, "Erreur 404")


@pytest.mark.django_db
def test_who_is_signed_in_keeps_their_own_frame(client):
    """Around what is not there (404) and what is not theirs (403): their groups, and the way back."""
    member = MembershipFactory()
    home = f'href="/groupes/{member.group.slug}/"'
    assert home not in client.get("/nulle-part/").text
    client.force_login(member.user)
    for address, status in (("/nulle-part/", 404), ("/cms/", 403)):
        response = client.get(address)
        assert_page(response, status, f"Erreur {status}")
        assert home in response.text and 'class="bottomnav"' in response.text and "site-head" not in response.text


def test_bad_request_answers_a_foreign_host(client):
    response = client.get("/", headers={"host": "evil.example"})
    assert_page(response, 400, "Erreur 400")
    assert "evil.example" not in response.content.decode()


@pytest.mark.django_db
def test_a_form_heavier_than_any_of_ours_is_said_as_such(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client.post("/compte/login/", "login=" + "e" * 1000, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "votre texte y est encore" in response.text


def test_csrf_failure_shows_a_reference():
    response = Client(enforce_csrf_checks=True).post("/compte/login/", {"login": "a@example.org"})
    assert_page(response, 403, "Erreur 403")


@pytest.mark.django_db
def test_forbidden_and_too_many_are_pages_of_the_site(rf, outsider):
    request = rf.get("/")
    request.user, request.session, request.id = outsider, {}, "5f2c"
    assert "Erreur 403" in errors.forbidden(request).content.decode()
    response = errors.too_many(request)
    assert "Erreur 429" in response.content.decode()
    assert int(response["Retry-After"]) > 0


@pytest.mark.django_db
def test_csrf_failure_leads_back_to_the_page_that_was_sent():
    client = Client(enforce_csrf_checks=True)
    ours = client.post("/compte/login/", {"login": "a@example.org"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert '<a class="btn btn--primary" href="/compte/login/">Rouvrir la page</a>' in ours.text
    foreign = client.post("/compte/login/", {"login": "a@example.org"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert "Rouvrir la page" not in foreign.text
