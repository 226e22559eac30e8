"""Small pieces of the account pages."""

from django import template
from django.template.defaultfilters import stringfilter

from network.people import queries

register = template.Library()
register.filter("device", stringfilter(queries.device_name))
