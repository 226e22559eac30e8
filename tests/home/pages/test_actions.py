import json

import pytest
from django.contrib.auth.models import Group as Role
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Site

from home.models import HomePage, SiteSettings, StandardPage
from home.pages.actions import seed_site

PATHS = {
    "accessibilite", "aide", "contact", "donnees-personnelles", "le-centre", "le-centre/regles-de-vie",
    "le-centre/rejoindre-le-reseau", "mentions-legales", "plan-du-site",
}  # fmt: skip


def paths(home):
    return {page.url_path.removeprefix(home.url_path).strip("/") for page in home.get_descendants()}


def test_seed_site_makes_the_first_day_and_nothing_twice(db):
    home = seed_site()
    assert paths(home) == PATHS
    assert Site.objects.get().root_page_id == home.pk
    before = list(Page.objects.order_by("pk").values_list("pk", "path", "url_path"))
    assert seed_site() == home
    assert list(Page.objects.order_by("pk").values_list("pk", "path", "url_path")) == before


def test_seed_site_leaves_what_editors_wrote(home, page_at):
    page = page_at("aide")
    page.title, page.body = "Nos réponses", []
    page.save()
    page_at("le-centre/regles-de-vie").delete()
    seed_site()
    assert page_at("aide").title == "Nos réponses"
    assert paths(home) == PATHS


def test_seed_site_starts_again_from_an_emptied_database(db):
    Site.objects.all().delete()
    Page.objects.all().delete()
    Role.objects.all().delete()
    assert paths(seed_site()) == PATHS


def test_seed_site_keeps_pages_written_below_wagtails_own_root(db):
    welcome = Page.objects.get(slug="home")
    welcome.add_child(instance=Page(title="Déjà là", slug="deja-la"))
    seed_site()
    assert Page.objects.filter(slug="deja-la").exists()


def test_seed_site_lets_editors_publish(home):
    permissions = Role.objects.get(name="Editors").page_permissions.filter(page=home.page_ptr)
    assert [p.permission.codename for p in permissions] == ["publish_page"]


def test_seed_site_invents_nothing_outside_the_demonstration(home):
    kinds = [block.block_type for block in home.body]
    assert kinds == ["hero", "networks", "call"]
    settings = SiteSettings.objects.get()
    assert (settings.legal_name, settings.contact_email) == ("", "")


def test_seed_site_in_demonstration_shows_dates_to_come_and_stories(db):
    home = seed_site(demo=True)
    blocks = {block.block_type: block.value for block in home.body}
    assert list(blocks) == ["hero", "dates", "feature", "cards", "networks", "call"]
    assert len(blocks["dates"]["items"]) == 4
    assert all(item["date"] > timezone.localdate() for item in blocks["dates"]["items"])
    assert "démonstration" in SiteSettings.objects.get().legal_name


@pytest.mark.parametrize("demo", [True, False])
def test_seed_site_writes_blocks_that_editors_can_save(db, demo):
    home = seed_site(demo=demo)
    for page in [home, *StandardPage.objects.order_by("path")]:
        page.specific.full_clean()
        page.body.stream_block.clean(page.body)


def test_seed_site_uses_french_spaces(home):
    texts = json.dumps(
        [page.body.get_prep_value() for page in StandardPage.objects.order_by("path")], ensure_ascii=False
    )
    assert "\u00a0:" in texts
    assert not [sign for sign in (" :", " ;", " ?", " »", "« ") if sign in texts.replace('": ', '":')]


def test_seed_site_command_says_what_it_made(db, capsys, settings):
    settings.DEMO = True
    call_command("seed_site")
    assert "9 pages" in capsys.readouterr().out
    assert [block.block_type for block in HomePage.objects.get().body][1] == "dates"
