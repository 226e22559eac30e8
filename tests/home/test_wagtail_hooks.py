"""The CMS as editors and administrators meet it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from groups.spaces.enums import Visibility
from home.models import SiteSettings
from tests.cms import editor, enter, words_of
from tests.factories import GroupFactory, MembershipFactory, PostFactory, ThreadFactory
from tests.home.trees import add_page

pytestmark = pytest.mark.slow  # pages of the administration take long


def page_form(page, **changes):
    """What the editor's form of a page without blocks sends."""
    return {
        "title": page.title, "slug": page.slug, "intro": page.intro, "body-count": "0", "footer": page.footer,
        "seo_title": "", "search_description": "", **changes,
    }  # fmt: skip


def test_editor_writes_previews_and_publishes_a_page(editor_client, home):
    page = add_page(home, "Brouillon", slug="brouillon", live=False)
    edit, preview = f"/cms/pages/{page.pk}/edit/", f"/cms/pages/{page.pk}/edit/preview/"
    form = page_form(page, title="Une page neuve")
    assert json.loads(editor_client.post(preview, form).content)["is_valid"] is True
    shown = editor_client.get(preview)
    assert "Une page neuve" in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "'unsafe-inline'" not in shown["Content-Security-Policy"]
    assert editor_client.get("/brouillon/").status_code == 404
    editor_client.post(edit, {**form, "action-publish": "1"})
    response = editor_client.get("/brouillon/")
    assert "Une page neuve" in response.content.decode()
    assert response["X-Frame-Options"] == "DENY"


def test_editor_reads_the_home_page_in_preview(editor_client, home):
    response = editor_client.get(f"/cms/pages/{home.pk}/edit/")
    assert response.status_code == 200
    assert "Ouverture" in response.content.decode()


@pytest.mark.parametrize("act", ["delete", "unpublish"])
def test_fixed_page_stays(admin_client, page_at, act):
    page = page_at("mentions-legales")
    response = admin_client.post(f"/cms/pages/{page.pk}/{act}/", follow=True)
    assert "Mentions légales" in words_of(response)
    page.refresh_from_db()
    assert page.live


def test_page_above_a_fixed_one_stays_and_others_go(admin_client, home):
    admin_client.post(f"/cms/pages/{home.pk}/delete/")
    assert admin_client.get("/").status_code == 200
    page = add_page(home, "De passage", slug="de-passage")
    admin_client.post(f"/cms/pages/{page.pk}/delete/")
    assert admin_client.get("/de-passage/").status_code == 404


def test_fixed_page_is_not_moved(admin_client, home, page_at):
    page, target = page_at("aide"), page_at("le-centre")
    admin_client.post(f"/cms/pages/{page.pk}/move/{target.pk}/confirm/")
    assert admin_client.get("/aide/").status_code == 200
    assert page.get_parent() != target and not target.get_children().filter(slug="aide").exists()


def test_fixed_pages_stay_in_bulk(admin_client, home, page_at):
    page = page_at("aide")
    admin_client.post(f"/cms/bulk/wagtailcore/page/delete/?id={page.pk}")
    assert admin_client.get("/aide/").status_code == 200
    free = add_page(home, "De passage", slug="de-passage")
    admin_client.post(f"/cms/bulk/wagtailcore/page/delete/?id={free.pk}")
    assert admin_client.get("/de-passage/").status_code == 404


def test_settings_change_the_frame_of_every_page(admin_client, home):
    settings = SiteSettings.objects.get()
    form = {"name": "Le Pont", "tagline": "Centre", "accent": "#7A1F4F", "compliance": "none", "mark": ""}
    url = f"/cms/settings/home/sitesettings/{settings.site_id}/"
    assert "accent" in admin_client.post(url, form | {"accent": "#ffd166"}).context["form"].errors
    response = admin_client.post(url, form)
    assert response.status_code == 302
    html = admin_client.get("/aide/").content.decode()
    assert "Le Pont" in html
    assert "/style/accent.css?v=" in html


NOT_FOR_EDITORS = [
    "/cms/users/", "/cms/users/new/", "/cms/users/edit/{person}/", "/cms/users/delete/{person}/", "/cms/groups/",
    "/cms/groups/new/", "/cms/groups/edit/1/", "/cms/spaces/", "/cms/spaces/new/", "/cms/spaces/edit/{group}/",
    "/cms/spaces/history/{group}/", "/cms/spaces/archive/{group}/", "/cms/snippets/reference/theme/",
    "/cms/snippets/reference/organisation/add/", "/cms/settings/home/sitesettings/1/", "/cms/sites/",
    "/cms/collections/",
    "/cms/bulk/people/user/set_active_state/?id={person}",
]  # fmt: skip


@pytest.fixture
def secrets(home):
    """A hidden group with something to say, and a person."""
    group = GroupFactory(name="CNRY-groupe", welcome="<p>CNRY-accueil</p>", visibility=Visibility.HIDDEN)
    member = MembershipFactory(group=group, user__last_name="CNRY-membre", user__email="cnry-a@example.org")
    thread = ThreadFactory(group=group, title="CNRY-titre")
    PostFactory(thread=thread, author=member.user, body="<p>CNRY-texte</p>")
    return {"group": group.pk, "person": member.user_id}


@pytest.mark.parametrize("path", NOT_FOR_EDITORS)
def test_editor_reaches_nothing_of_the_network(editor_client, secrets, path):
    response = editor_client.get(path.format(**secrets), follow=True)
    assert "cnry" not in response.content.decode().lower()
    assert response.request["PATH_INFO"] == reverse("wagtailadmin_home")


def test_editor_reads_no_history_of_the_network(admin_client, secrets):
    admin_client.post(f"/cms/spaces/archive/{secrets['group']}/")
    assert "CNRY-groupe" in admin_client.get("/cms/reports/site-history/").content.decode()
    client = enter(Client(), editor())
    for path in ("/cms/reports/site-history/", "/cms/", f"/cms/reports/site-history/?user={secrets['person']}"):
        assert "CNRY" not in client.get(path).content.decode()


@pytest.mark.parametrize("path", [path for path in NOT_FOR_EDITORS if "settings" not in path])
def test_administrator_reaches_them(admin_client, secrets, path):
    response = admin_client.get(path.format(**secrets))
    assert response.status_code == 200
    assert "CNRY-titre" not in response.content.decode()
    assert "CNRY-texte" not in response.content.decode()


@pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/cms/spaces/", "/cms/users/", "/cms/choose-page/"])
def test_member_does_not_enter_the_cms(member_client, secrets, path):
    response = member_client.get(path)
    assert response.status_code == 403
    assert "CNRY" not in response.content.decode()


def test_cms_menu_leaves_out_what_the_house_does_not_use(admin_client):
    html = admin_client.get("/cms/").content.decode()
    assert "/cms/spaces/" in html
    for unused in ("/cms/reports/", "/cms/workflows/", "/cms/editor-guide/"):
        assert unused not in html


def test_shared_lists_are_kept_in_the_cms(admin_client):
    url = "/cms/snippets/reference/organisation/add/"
    admin_client.post(url, {"name": "Ville de\u202e Cergy", "kind": "commune", "commune": ""})
    assert "Ville de Cergy" in admin_client.get("/cms/snippets/reference/organisation/").content.decode()
    admin_client.post(
        "/cms/snippets/reference/theme/add/",
        {"name_fr": "Habitat", "name_en": "", "slug": "habitat", "parent": "", "position": "1"},
    )
    assert "Habitat" in admin_client.get("/cms/snippets/reference/theme/").content.decode()
