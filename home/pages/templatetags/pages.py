"""Pieces of the public pages."""

from django import template

from home.pages import queries
from home.pages.context import frame_of

register = template.Library()


@register.simple_tag(takes_context=True)
def destination(context, value) -> str:
    """{% destination item as url %}: where a block leads; empty when its page is no longer published."""
    if page := value.get("page"):
        return page.get_url(context.get("request")) if page.live else ""
    if document := value.get("document"):
        return document.url
    return value.get("url") or ""


@register.simple_tag(takes_context=True)
def site_tree(context) -> list[queries.Branch]:
    root = frame_of(context["request"]).root
    return queries.site_tree(root) if root else []


@register.simple_tag
def pages_below(page) -> list:
    return queries.children_of(page)
