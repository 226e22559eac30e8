"""The public pages as people read them, and what their fields refuse."""

import json
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction, Site

from groups.spaces.enums import Visibility
from home.models import HomePage, SiteSettings
from home.pages.actions import seed_site
from tests import cms
from tests.factories import GroupFactory
from tests.home.trees import add_page, soup

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("groups", [1, 3])
def test_home_page_costs_seven_queries(client, home, groups, django_assert_num_queries):
    for _ in range(groups):
        GroupFactory()
    client.get("/")
    with django_assert_num_queries(7):
        client.get("/")


def test_home_page_shows_its_blocks_in_order(client, db):
    seed_site(demo=True)
    GroupFactory(name="Réseau des clauses", short_name="Réseau clauses", member_count=5)
    page = soup(client.get("/"))
    assert [h.get_text() for h in page.select("h1")] == ["Ce qui marche dans un quartier peut servir ailleurs."]
    titles = [h.get_text() for h in page.select("main h2")]
    assert titles[:4] == [
        "Prochains rendez-vous",
        "Des expériences racontées",
        "Publications",
        "Des groupes entre pairs",
    ]
    assert len(page.select("ol.dates time.leaf")) == 4
    assert [dd.get_text() for dd in page.select("dl.figures dd")] == ["140", "60\u00a0%"]
    assert page.select_one("ul.nets").get_text(" ", strip=True) == "RC Réseau des clauses 5 membres"


def test_home_page_names_listed_groups_only(client, home):
    GroupFactory(name="Groupe montré")
    GroupFactory(name="CNRY-cache", visibility=Visibility.HIDDEN)
    GroupFactory(name="CNRY-archive", archived_at=timezone.now())
    html = client.get("/").content.decode()
    assert "Groupe montré" in html
    assert "CNRY" not in html


def test_home_page_buttons_lead_somewhere(client, home):
    links = {a["href"] for a in soup(client.get("/")).select("main a")}
    assert {"/groupes/", "/compte/signup/", "/contact/"} <= links
    for link in links - {"#contenu"}:
        assert client.get(link).status_code == 200


def test_home_page_links_lead_to_documents(client, home, picture):
    document = Document.objects.create(title="Guide", file=picture.file)
    card = {"label": "Guide", "mark": "CLS", "hue": 8, "title": "Évaluer", "document": document.pk}
    hero = home.body.raw_data[0]
    home.body = json.dumps([hero, {"type": "cards", "value": {"title": "Publications", "cards": [card], "more": []}}])
    home.save()
    link = soup(client.get("/")).select_one(".card__title a")
    assert link["href"] == document.url
    response = client.get(link["href"])
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content)


def test_home_page_drops_a_link_whose_page_is_gone(client, home):
    target = add_page(home, "Bientôt retirée", slug="retiree")
    hero = home.body.raw_data[0]
    hero["value"]["buttons"] = [{"text": "Lire la page", "page": target.pk}]
    home.body = json.dumps([hero])
    home.save()
    assert "/retiree/" in client.get("/").content.decode()
    target.unpublish()
    html = client.get("/").content.decode()
    assert "retiree" not in html
    assert "Lire la page" not in html


@cms.UNCLOSED_BY_WAGTAIL
def test_standard_page_shows_every_block(client, home, picture):
    document = Document.objects.create(title="Trame d’entretien", file=picture.file, file_size=2048)
    table = {
        "columns": [{"type": "text", "heading": "Ville"}, {"type": "text", "heading": "Date"}],
        "rows": [{"values": ["Cergy", "mardi"]}],
        "caption": "Permanences",
    }
    body = [
        {"type": "text", "value": "<h2>Un titre</h2><p>Un <b>mot</b>.</p>"},
        {"type": "callout", "value": {"kind": "warn", "title": "Attention", "text": "<p>À lire.</p>"}},
        {"type": "table", "value": table},
        {"type": "image", "value": {"image": {"image": picture.pk, "alt_text": "Une place", "decorative": False}}},
        {"type": "document", "value": {"document": document.pk, "title": "", "accessible": False}},
    ]
    add_page(home, "Tout", slug="tout", intro="En bref.", body=body)
    response = client.get("/tout/")
    page = soup(response)
    assert page.select_one("h1").get_text() == "Tout"
    assert page.select_one(".callout--warn strong").get_text() == "Attention"
    assert [th["scope"] for th in page.select("table th")] == ["col", "col", "row"]
    assert page.select_one("figure img")["alt"] == "Une place"
    assert document.url in response.content.decode()
    assert "Trame d’entretien" in page.get_text()
    assert page.select_one("main .prose a[href='/contact/']")
    image = client.get(page.select_one("figure img")["src"])
    assert image["Content-Type"] == "image/webp"
    assert b"".join(image.streaming_content)[8:12] == b"WEBP"


def test_standard_page_lists_pages_below_it(client, home):
    section = add_page(home, "Rubrique", slug="rubrique")
    add_page(section, "Publiée", slug="publiee", intro="Son résumé.")
    add_page(section, "CNRY-brouillon", slug="brouillon", live=False)
    page = soup(client.get("/rubrique/"))
    assert [a.get_text() for a in page.select("section h3 a")] == ["Publiée"]
    crumbs = soup(client.get("/rubrique/publiee/")).select("ol.crumbs li")
    assert [li.get_text(strip=True) for li in crumbs] == ["Accueil", "Rubrique", "Publiée"]


def test_standard_page_closed_to_visitors_is_closed(client, home):
    closed = add_page(home, "CNRY-interne", slug="interne", show_in_menus=True)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/interne/")
    assert (response.status_code, response["Location"]) == (302, "/compte/login/?next=/interne/")
    for path in ("/", "/plan-du-site/", "/sitemap.xml"):
        assert b"interne" not in client.get(path).content


def test_site_map_lists_pages_and_listed_groups(client, home):
    GroupFactory(name="Groupe montré", slug="montre")
    GroupFactory(name="CNRY-cache", slug="cnry-cache", visibility=Visibility.HIDDEN)
    html = client.get("/plan-du-site/").content.decode()
    links = {a["href"] for a in BeautifulSoup(html, "html.parser").select("main .prose a")}
    assert {"/", "/aide/", "/le-centre/regles-de-vie/", "/groupes/", "/groupes/montre/"} <= links
    assert "cnry" not in html.lower()


def test_legal_notice_is_written_from_the_settings(client, home):
    assert "à compléter" in client.get("/mentions-legales/").content.decode()
    SiteSettings.objects.update(
        legal_name="Association du Pont", host_name="Hébergeur SA", registered_office="1, rue A\nB"
    )
    html = client.get("/mentions-legales/").content.decode()
    assert "Association du Pont" in html
    assert "Hébergeur SA" in html
    assert "1, rue A<br>B" in html


def test_accessibility_page_claims_no_more_than_the_audit(client, home):
    html = client.get("/accessibilite/").content.decode()
    assert "Accessibilité\u00a0: non conforme." in html
    assert "Défenseur des droits" in html
    SiteSettings.objects.update(compliance="partial", audit_date="2026-03-05", contact_email="acces@example.org")
    html = client.get("/accessibilite/").content.decode()
    assert "Accessibilité\u00a0: partiellement conforme." in html
    assert "mailto:acces@example.org" in html
    assert "5\u00a0mars" in html


@pytest.mark.parametrize("path", ["/aide/", "/contact/", "/donnees-personnelles/", "/le-centre/"])
def test_seeded_pages_have_one_title_and_ordered_headings(client, home, path):
    page = soup(client.get(path))
    levels = [int(h.name[1]) for h in page.select("main h1, main h2, main h3, main h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", ["/aide/", "/le-centre/rejoindre-le-reseau/", "/accessibilite/", "/contact/"])
def test_seeded_pages_lead_to_existing_pages(client, home, path):
    links = soup(client.get(path)).select("main a[href^='/']")
    assert links
    for link in links:
        assert client.get(link["href"]).status_code in {200, 302}, link["href"]


def test_home_page_exists_once(home):
    assert HomePage.can_create_at(home.get_parent()) is False


def settings_with(**fields):
    return SiteSettings(site=Site.objects.get(), **fields)


@pytest.mark.parametrize("accent", ["#06274", "teal", "#00627g", "#006274;}", "#ffd166", "#8fbcc6"])
def test_accent_must_be_a_colour_that_can_be_read(home, accent):
    with pytest.raises(ValidationError) as refused:
        settings_with(accent=accent).full_clean(exclude=["site"])
    assert "accent" in refused.value.message_dict


def test_accent_is_kept_in_small_letters(home):
    settings = settings_with(accent="#7a1f4f")
    settings.full_clean(exclude=["site"])
    assert settings.accent == "#7a1f4f"


def test_a_better_state_of_accessibility_needs_its_audit(home):
    with pytest.raises(ValidationError) as refused:
        settings_with(compliance="partial").full_clean(exclude=["site"])
    assert "audit_date" in refused.value.message_dict
    settings_with(compliance="partial", audit_date="2026-03-05").full_clean(exclude=["site"])


def test_missing_facts_are_what_the_law_asks(home):
    empty = settings_with().missing_facts()
    assert len(empty) == 10
    assert len(settings_with(legal_name="Association du Pont").missing_facts()) == 9


def test_fixed_page_keeps_its_address(page_at):
    page = page_at("mentions-legales")
    page.slug = "autre"
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "slug" in refused.value.message_dict
    page.slug, page.title = "mentions-legales", "Qui publie ce site"
    page.full_clean()


def test_copy_of_a_fixed_page_is_free(page_at):
    assert page_at("aide").copy(update_attrs={"slug": "aide-bis", "title": "Aide bis"}).fixed is False


def test_address_of_a_page_has_no_accents(home):
    assert add_page(home, "Évènements à venir").slug == "evenements-a-venir"
