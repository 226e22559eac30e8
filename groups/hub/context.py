"""The person's groups beside every page: asked once a request, and only by a page that shows them."""

from functools import partial
from typing import NamedTuple

from groups.spaces.models import Group

from .queries import groups_for_nav


class NavLine(NamedTuple):
    """A group in the navigation: plain values, so that a page can tell whether they changed."""

    name: str
    short_name: str
    slug: str
    abbr: str
    hue: int
    unread: int
    archived: bool


def my_groups(request) -> dict:
    return {"nav_groups": partial(nav_lines, request), "unread_threads": partial(unread_here, request)}


def nav_lines(request) -> tuple[NavLine, ...]:
    return tuple(
        NavLine(g.name, g.short_name, g.slug, g.abbr, g.hue, g.unread, g.is_archived) for g in groups_of(request)
    )


def groups_of(request) -> list[Group]:
    """This person's groups with their unread threads; the same list for everything in one request."""
    if not hasattr(request, "my_groups"):
        request.my_groups = groups_for_nav(request.user) if request.user.is_authenticated else []
    return request.my_groups


def unread_here(request) -> int:
    """Unread threads of the group whose address this is."""
    slug = request.resolver_match.kwargs.get("group_slug") if request.resolver_match else None
    return next((group.unread for group in groups_of(request) if group.slug == slug), 0)
