"""The site as it is on its first day: home page, help and legal pages in French, for editors to make their own."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site

from home.pages.models import HomePage, SiteSettings, StandardPage

from .demo import demo_front, demo_settings

EDITORS = "Editors"
SEED = Path(settings.BASE_DIR) / "data" / "site_pages.json"


@transaction.atomic
def seed_site(*, demo: bool = False) -> HomePage:
    """Make what is missing of the first day's site: home page, Wagtail site, settings, pages of data/site_pages.json.

    Members of Wagtail's Editors may publish. Safe to run again: a page that exists at its address, whatever was made
    of it, is left as it is. With `demo`, the home page and the settings made now show the demonstration's content.
    Returns the home page.
    """
    content = json.loads(SEED.read_text(encoding="utf-8"))
    home = HomePage.objects.first() or _make_home(content["home"], demo=demo)
    _make_site(home, demo=demo)
    for entry in content["pages"]:
        _make_page(home, entry)
    _let_editors_publish(home)
    return home


def _make_home(entry: dict, *, demo: bool) -> HomePage:
    root = _root()
    body = demo_front(blocks=entry["body"]) if demo else entry["body"]
    home = HomePage(
        title=entry["title"],
        slug="accueil",
        search_description=entry["description"],
        body=_stream(body),
        locale=_locale(),
    )
    return root.add_child(instance=home)


def _root() -> Page:
    """The tree's root, made again if the database was emptied."""
    Collection.get_first_root_node() or Collection.add_root(name="Root")
    return Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=_locale()))


def _locale() -> Locale:
    return Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]


def _make_site(home: HomePage, *, demo: bool) -> None:
    """One site, whose root is the home page. Wagtail's own welcome page goes, unless somebody wrote below it."""
    address = urlsplit(settings.BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id != home.pk:
        site.hostname, site.port = (
            address.hostname or "localhost",
            address.port or (443 if address.scheme == "https" else 80),
        )
        site.root_page = home
        site.save()
        home.get_siblings(inclusive=False).filter(content_type__model="page", numchild=0).delete()
    SiteSettings.objects.get_or_create(site=site, defaults=demo_settings() if demo else {})


def _let_editors_publish(home: HomePage) -> None:
    """Those who write the site publish it: there is no one else in a small centre to approve their pages."""
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    editors, _made = Group.objects.get_or_create(name=EDITORS)
    GroupPagePermission.objects.get_or_create(group=editors, page=home.page_ptr, permission=permission)


def _make_page(home: HomePage, entry: dict[str, Any]) -> None:
    parent_path, _slash, slug = entry["path"].rpartition("/")
    parent = _child(home, parent_path) if parent_path else home
    if parent is None or _child(parent, slug):
        return
    page = StandardPage(
        title=entry["title"],
        slug=slug,
        intro=entry["intro"],
        show_in_menus=entry["menu"],
        footer=entry["footer"],
        fixed=entry["fixed"],
        body=_stream(entry["body"]),
        locale=home.locale,
    )
    parent.add_child(instance=page)


def _child(parent: Page, slug: str) -> Page | None:
    return parent.get_children().filter(slug=slug).first()


def _stream(blocks: list[dict]) -> str:
    """Raw blocks for a StreamField. A text is written as a list of lines in the file, for people to read."""
    joined = [{**block, "value": "".join(block["value"])} if block["type"] == "text" else block for block in blocks]
    return json.dumps(joined, ensure_ascii=False)
