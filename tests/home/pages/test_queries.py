import io

from PIL import Image
from wagtail.models import Site

from home.models import SiteSettings
from home.pages.queries import letterhead
from network.kit import letterhead as papers
from tests import cms

ABOUT = {
    "name": "Le Pont",
    "tagline": "Centre de ressources",
    "address": "14, rue des Tanneurs\r\n95200 Sarcelles\n",
    "contact_phone": "01 99 00 00 00",
    "accent": "#7a1f4f",
}


def test_letterhead_says_what_the_settings_say(home, django_assert_num_queries):
    SiteSettings.objects.update(**ABOUT)
    with django_assert_num_queries(1):
        found = letterhead()
    assert (found.name, found.tagline, found.accent) == ("Le Pont", "Centre de ressources", "#7a1f4f")
    assert found.lines == ("14, rue des Tanneurs", "95200 Sarcelles", "01 99 00 00 00")
    assert papers.current().name == "Le Pont" and papers.current().mark.startswith(b"\x89PNG")


@cms.UNCLOSED_BY_WAGTAIL
def test_letterhead_shows_the_mark_of_the_centre(home, picture):
    SiteSettings.objects.update(mark=picture)
    with Image.open(io.BytesIO(letterhead().mark)) as mark:
        assert mark.format == "PNG" and max(mark.size) <= 120


@cms.UNCLOSED_BY_WAGTAIL
def test_letterhead_stands_when_the_file_of_the_mark_is_gone(home, picture):
    SiteSettings.objects.update(mark=picture)
    rendition = picture.get_rendition("max-120x120")
    rendition.file.storage.delete(rendition.file.name)
    assert letterhead().mark == b""


def test_letterhead_stands_before_the_site_is_set_up(db):
    Site.objects.all().delete()
    assert letterhead().name == "Traverse" and letterhead().accent == papers.HOUSE_ACCENT
