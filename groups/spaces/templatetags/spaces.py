"""Groups as the public pages show them: what an anonymous visitor may know of, whoever is looking."""

from django import template
from django.contrib.auth.models import AnonymousUser

from groups.spaces import queries
from groups.spaces.models import Group

register = template.Library()


@register.inclusion_tag("groups/spaces/_listed_groups.html")
def listed_groups(limit: int = 12) -> dict:
    """{% listed_groups %}: the listed groups that live, with their glyph. Hidden ones are not even counted."""
    return {"groups": listed_group_links()[:limit]}


@register.simple_tag
def listed_group_links() -> list[Group]:
    return list(queries.groups_for_directory(AnonymousUser()))
