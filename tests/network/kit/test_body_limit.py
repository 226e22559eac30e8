import pytest

from network.kit.body_limit import CMS_BODY_BYTES, limit_of

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
