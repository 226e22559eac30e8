"""Small pieces of the account pages."""

from django import template
from django.template.defaultfilters import stringfilter

from network.people import queries

register = template.Library()
register.filter("device", stringfilter(queries.device_name))


@register.filter
@stringfilter
def in_fours(key: str) -> str:
    """A long key as a person can copy it: four signs at a time."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
