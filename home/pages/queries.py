"""What the frame of every page needs: the settings, the menu, the footer. One query each."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from PIL import Image
from wagtail.models import Page, PageViewRestriction

from network.kit.letterhead import HOUSE_ACCENT, Letterhead, as_png
from network.kit.rows import Columns, fetch

from .models import MARK_FILTER, SiteSettings, StandardPage

COLUMN_DEPTH = 2


class Item(NamedTuple):
    title: str
    url: str
    current: bool = False


class Column(NamedTuple):
    title: str
    links: tuple[Item, ...]


@dataclass(frozen=True)
class Branch:
    page: Item
    children: list["Branch"]


FIELDS = Columns(SiteSettings, "s")
SETTINGS = f"""
SELECT {FIELDS.sql}, p.path, p.depth, p.url_path, (
    SELECT r.file FROM wagtailimages_rendition r
    WHERE r.image_id = s.mark_id AND r.filter_spec = %s
    ORDER BY r.id LIMIT 1
)
FROM home_sitesettings s
JOIN wagtailcore_site w ON w.id = s.site_id
JOIN wagtailcore_page p ON p.id = w.root_page_id
WHERE w.is_default_site
"""  # noqa: S608 - columns of our own model
"""On every page, and five times dearer to compile from objects than to run."""


def site_settings() -> SiteSettings:
    """The settings of the site with the place of its root page and the file of its mark, in one query; defaults
    before set-up.
    """
    rows = fetch(SETTINGS, [MARK_FILTER])
    if not rows:
        return SiteSettings()
    settings = FIELDS.build(rows[0][: len(FIELDS)])
    place = ("root_path", "root_depth", "root_url_path", "mark_file")
    for name, value in zip(place, rows[0][len(FIELDS) :], strict=True):
        setattr(settings, name, value)
    return settings


def letterhead() -> Letterhead:
    """Who the centre is, for the head of its papers: name, address, mark, colour. One query, and the mark's file."""
    settings = site_settings()
    lines = (*settings.address.splitlines(), settings.contact_phone, settings.contact_email)
    return Letterhead(
        name=settings.name,
        tagline=settings.tagline,
        lines=tuple(line.strip() for line in lines if line.strip()),
        accent=settings.accent or HOUSE_ACCENT,
        mark=_mark(settings),
    )


def _mark(settings: SiteSettings) -> bytes:
    """The mark as PNG, which every paper can show; nothing when there is none, or when its file is gone."""
    if not settings.mark_id:
        return b""
    try:
        with default_storage.open(settings.mark_name) as kept, Image.open(kept) as picture:
            return as_png(picture)
    except OSError:
        return b""


def root_of(settings: SiteSettings) -> Page | None:
    """The root page of settings that come from `site_settings`: only where it stands in the tree. No query."""
    if settings.pk is None:
        return None
    return Page(path=settings.root_path, depth=settings.root_depth, url_path=settings.root_url_path)


def public_pages(root: Page) -> QuerySet[Page]:
    """Published pages under `root`, itself included, that anybody may read; in the order of the tree."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = PageViewRestriction.objects.annotate(here=here).filter(here__startswith=F("page__path"))
    return Page.objects.live().descendant_of(root, inclusive=True).filter(~Exists(closed)).order_by("path")


class FramePage(NamedTuple):
    """What the frame says of a page: a link, where it stands in the tree, and the places editors gave it."""

    title: str
    path: str
    depth: int
    url_path: str
    show_in_menus: bool
    footer: str


FRAME = """
SELECT p.title, p.path, p.depth, p.url_path, p.show_in_menus, COALESCE(s.footer, '')
FROM wagtailcore_page p
LEFT JOIN home_standardpage s ON s.page_ptr_id = p.id
WHERE p.live AND p.path LIKE %s AND p.depth > %s AND p.depth <= %s AND NOT EXISTS (
    SELECT 1 FROM wagtailcore_pageviewrestriction r
    JOIN wagtailcore_page closed ON closed.id = r.page_id
    WHERE substr(p.path, 1, length(closed.path)) = closed.path
)
ORDER BY p.path
"""
"""Those of `public_pages` that the frame may show, on every page with a footer."""


def frame_pages(root: Page) -> list[FramePage]:
    """The pages that may stand in the menu or the footer: two levels under the home page. One query."""
    rows = fetch(FRAME, [f"{root.path}%", root.depth, root.depth + COLUMN_DEPTH])
    return [FramePage(*row) for row in rows]


def page_path(root: Page, page: Page | FramePage) -> str:
    """The address of a page under the home page `root`: no query, unlike `Page.url`."""
    return "/" + page.url_path.removeprefix(root.url_path)


def menu(root: Page, pages: list[FramePage]) -> list[Item]:
    """The entries of the main menu: pages of the first level that editors put in it."""
    return [_item(root, page) for page in pages if page.show_in_menus and page.depth == root.depth + 1]


def footer_columns(root: Page, pages: list[FramePage]) -> list[Column]:
    """A column for each entry of the menu that has entries below it: the entry itself, then those."""
    columns = []
    in_menu = [page for page in pages if page.show_in_menus]
    for _path, family in groupby(in_menu, key=lambda page: page.path[: root.depth * Page.steplen + Page.steplen]):
        first, *below = family
        if below and first.depth == root.depth + 1:
            columns.append(Column(first.title, tuple(_item(root, page) for page in (first, *below))))
    return columns


def footer_line(root: Page, pages: list[FramePage], place: str) -> tuple[Item, ...]:
    """The pages that editors put at this place of the footer."""
    return tuple(_item(root, page) for page in pages if page.footer == place)


def site_tree(root: Page) -> list[Branch]:
    """Every public page as nested branches, for the site map."""
    return _branches(root, list(public_pages(root)), root.depth)


def _branches(root: Page, pages: list[Page], depth: int) -> list[Branch]:
    branches = []
    for page in pages:
        if page.depth == depth:
            below = [other for other in pages if other.depth > depth and other.path.startswith(page.path)]
            branches.append(Branch(_item(root, page), _branches(root, below, depth + 1)))
    return branches


def _item(root: Page, page: Page | FramePage) -> Item:
    return Item(page.title, page_path(root, page))


def children_of(page: Page) -> QuerySet[StandardPage]:
    """The published pages right below this one that anybody may read."""
    return StandardPage.objects.child_of(page).live().public().order_by("path")


def fixed_pages_in(pages: Iterable[Page]) -> list[str]:
    """Titles of the pages that must stay, among these and everything below them."""
    trees = [StandardPage.objects.descendant_of(page, inclusive=True).filter(fixed=True) for page in pages]
    return sorted({page.title for tree in trees for page in tree})
