import datetime as dt
import re

import pytest
from django.utils import timezone

from home.models import SiteSettings
from network.kit import colours
from tests import cms


def test_accent_css_sets_readable_tokens(client, home, django_assert_num_queries):
    SiteSettings.objects.update(accent="#7a1f4f")
    url = SiteSettings.objects.get().accent_css_url
    with django_assert_num_queries(1):
        response = client.get(url)
    tokens = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\);", response.content.decode()))
    assert set(tokens) == {"accent", "accent-hover", "on-accent", "accent-soft", "accent-line"}
    light, dark = (
        dict(zip(tokens, shades, strict=True)) for shades in zip(*(t.split(", ") for t in tokens.values()), strict=True)
    )
    for theme, ground in ((light, colours.LIGHT_GROUND), (dark, colours.DARK_GROUND)):
        assert colours.contrast(theme["accent"], ground) >= 4.5
        assert colours.contrast(theme["accent"], theme["on-accent"]) >= 4.5
        assert colours.contrast(theme["accent"], theme["accent-soft"]) >= 4.5
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]


def test_accent_css_is_absent_while_the_house_colour_is_kept(client, home):
    assert SiteSettings.objects.get().accent_css_url == ""
    assert client.get("/style/accent.css").status_code == 404


def test_robots_names_the_sitemap_and_no_group(client, home, group):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert group.slug not in text


def test_security_txt_expires_within_the_year(client, home):
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: http://testserver/contact/" in text
    expires = dt.datetime.fromisoformat(re.search(r"Expires: (.+)", text)[1])
    assert dt.timedelta(days=200) < expires - timezone.now() < dt.timedelta(days=365)
    SiteSettings.objects.update(contact_email="securite@example.org")
    assert "Contact: mailto:securite@example.org" in client.get("/.well-known/security.txt").content.decode()


@cms.UNCLOSED_BY_WAGTAIL
def test_favicon_leads_to_the_mark(client, home, picture):
    assert client.get("/favicon.ico")["Location"] == "/static/img/mark.svg"
    SiteSettings.objects.update(mark=picture)
    assert client.get("/favicon.ico")["Location"].startswith("/media/images/")


@pytest.mark.parametrize(
    "path",
    [
        "/media/", "/media/images/", "/media/images/absent.png", "/media/images/..%2f..%2fa.png",
        "/media/original_images/a.png",
        "/media/documents/a.pdf", "/media/images/a.svg", "/.git/config", "/.env", "/var/traverse.sqlite3", "/manage.py",
        "/static/../manage.py", "/traverse.sqlite3-wal",
    ],
)  # fmt: skip
def test_stray_files_are_absent(client, home, picture, path):
    response = client.get(path)
    assert response.status_code == 404
    assert b"django" not in response.content.lower()


def test_originals_have_no_address(client, home, picture):
    assert picture.file.name.startswith("original_images/")
    assert client.get(f"/media/{picture.file.name}").status_code == 404
