import re

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import reverse

from network.kit.body_limit import CMS_BODY_BYTES, FILES_IN_A_FORM_BYTES, FORM_BYTES, limit_of

PAGES = {400: "Erreur 400", 411: "Erreur 400", 413: "Erreur 413"}


@pytest.fixture(autouse=True)
def small(settings):
    settings.MAX_BODY_BYTES = 1000


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ({"CONTENT_LENGTH": "1001"}, 413),
        ({"CONTENT_LENGTH": "9" * 30}, 413),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "１２"}, 400),
        ({"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({"CONTENT_LENGTH": "3", "HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({f"HTTP_X_{number}": "a" for number in range(120)}, 400),
    ],
)
def test_body_limit_refuses_before_reading_with_a_page_and_its_headers(client, meta, status):
    response = client.generic("POST", "/compte/login/", b"", **meta)
    assert response.status_code == status
    assert PAGES[status] in response.content.decode()
    assert response["X-Request-ID"] in response.content.decode()
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["Connection"] == "close"


@pytest.mark.django_db
def test_body_limit_lets_the_usual_form_through(client):
    response = client.post("/compte/login/", {"login": "x@example.org"})
    assert "login" in response.context["form"].fields


def test_limit_of_the_cms_is_that_of_documents():
    assert (limit_of("/cms/documents/add/"), limit_of("/groupes/")) == (CMS_BODY_BYTES, 1000)


def test_forms_that_bring_documents_to_a_meeting_may_carry_them():
    for name in ("meeting-files", "minutes-files"):
        path = reverse(f"groups:{name}", args=["un-groupe", 12])
        assert limit_of(path) == FILES_IN_A_FORM_BYTES + FORM_BYTES


def test_the_proxies_of_the_documentation_let_every_body_through():
    """And not much more: the largest form, in bytes, below each of their numbers."""
    said = (site.BASE_DIR / "docs/operations.md").read_text()
    units = {"MB": 10**6, "m": 2**20}
    written = re.findall(r"(?:max_size|request_buffers|client_max_body_size) (\d+)(MB|m)\b", said)
    largest = max(FILES_IN_A_FORM_BYTES + FORM_BYTES, CMS_BODY_BYTES)
    assert len(written) == 3
    assert all(largest <= int(number) * units[unit] < 1.1 * largest for number, unit in written)


@pytest.mark.django_db
def test_of_a_stranger_no_body_is_read():
    """Who is not signed in is sent to sign in before anybody looks for the proof of a form in what they send."""

    class Unread:
        def read(self, *_size):
            raise AssertionError("read")

        readline = read

    stranger = Client(enforce_csrf_checks=True)
    stranger.get("/compte/login/")
    about = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": "900", "wsgi.input": Unread()}
    answer = stranger.generic("POST", "/groupes/pre/fichiers/depot/", b"", **about)
    assert stranger.cookies and (answer.status_code, answer.url.partition("?")[0]) == (302, "/compte/login/")
