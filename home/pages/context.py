"""What the frame of every page says: nothing is asked of the database before a template asks for it."""

from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from . import queries
from .enums import FooterPlace
from .models import SiteSettings
from .queries import Column, Item


class Frame:
    """Kept on the request: however many templates a page renders, two queries at most."""

    def __init__(self, request: HttpRequest):
        self.path = request.path

    @cached_property
    def settings(self) -> SiteSettings:
        return queries.site_settings()

    @cached_property
    def root(self):
        return queries.root_of(self.settings)

    @cached_property
    def pages(self) -> list:
        return queries.frame_pages(self.root) if self.root else []

    def groups(self) -> Item:
        return Item(gettext("Groups"), reverse("groups:group-list"))

    def nav(self) -> list[Item]:
        items = [self.groups(), *queries.menu(self.root, self.pages)]
        return [Item(item.title, item.url, self.path.startswith(item.url)) for item in items]

    def footer(self) -> tuple[Column, ...]:
        network = (self.groups(), *queries.footer_line(self.root, self.pages, FooterPlace.NETWORK))
        return (*queries.footer_columns(self.root, self.pages), Column(gettext("The network"), network))

    def legal(self) -> tuple[Item, ...]:
        return queries.footer_line(self.root, self.pages, FooterPlace.LEGAL)


def frame_of(request: HttpRequest) -> Frame:
    if not hasattr(request, "frame"):
        request.frame = Frame(request)
    return request.frame


def site(request: HttpRequest) -> dict:
    frame = frame_of(request)
    return {
        "site": SimpleLazyObject(lambda: frame.settings),
        "site_nav": SimpleLazyObject(frame.nav),
        "footer_nav": SimpleLazyObject(frame.footer),
        "footer_legal": SimpleLazyObject(frame.legal),
    }
