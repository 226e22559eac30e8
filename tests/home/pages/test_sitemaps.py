from django.utils import timezone
from wagtail.models import Site

from groups.spaces.enums import Visibility
from tests.factories import GroupFactory
from tests.home.trees import add_page


def locations(client):
    return set(client.get("/sitemap.xml").content.decode().split("<loc>")[1:])


def test_sitemap_lists_public_pages_and_listed_groups(client, home, django_assert_num_queries):
    add_page(home, "CNRY-brouillon", slug="cnry-brouillon", live=False)
    for number in range(3):
        GroupFactory(slug=f"montre-{number}")
    with django_assert_num_queries(3):
        xml = client.get("/sitemap.xml").content.decode()
    for path in ("/", "/aide/", "/mentions-legales/", "/groupes/", "/groupes/montre-0/", "/groupes/montre-2/"):
        assert f"<loc>http://testserver{path}</loc>" in xml
    assert "cnry" not in xml


def test_sitemap_says_the_same_whether_a_hidden_group_exists(client, home):
    before = client.get("/sitemap.xml").content
    GroupFactory(slug="cnry-cache", visibility=Visibility.HIDDEN)
    GroupFactory(slug="cnry-archive", archived_at=timezone.now())
    assert client.get("/sitemap.xml").content == before


def test_sitemap_takes_no_address_from_the_request(client, home, settings):
    settings.BASE_URL = "https://reseau.example.org"
    xml = client.get("/sitemap.xml").content.decode()
    assert "testserver" not in xml
    assert "<loc>https://reseau.example.org/aide/</loc>" in xml


def test_sitemap_of_a_site_not_set_up_has_the_groups(client, db):
    Site.objects.all().delete()
    assert b"/groupes/" in client.get("/sitemap.xml").content


def test_sitemap_refuses_odd_pages(client, home):
    for page in ("2", "0", "x", "9" * 5000, "1\x00"):
        assert client.get("/sitemap.xml", {"p": page}).status_code == 404
