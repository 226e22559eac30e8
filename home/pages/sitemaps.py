"""What search engines may know of: public pages. Addresses start with BASE_URL, whatever the request says."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from . import queries


class SiteSitemap(Sitemap):
    """Paths of this site; `paths` gives them, so that the root can hand over those of other rooms."""

    def __init__(self, paths: Callable[[], list[str]]):
        self.paths = paths

    def items(self) -> list[str]:
        return self.paths()

    def location(self, item: str) -> str:
        return item

    def get_protocol(self, protocol=None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site=None) -> str:
        return urlsplit(settings.BASE_URL).netloc


def page_paths() -> list[str]:
    root = queries.root_of(queries.site_settings())
    return [queries.page_path(root, page) for page in queries.public_pages(root)] if root else []
