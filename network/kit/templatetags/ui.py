"""Small pieces of the interface. What a list repeats is kept ready: one page asks for it a hundred times."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from network.kit import clean_html, dates, typography

from . import ui_blocks, ui_forms, ui_kept

register = template.Library()
register.filter("typo", stringfilter(typography.nb), is_safe=True)
register.filter("ago", dates.ago)
register.filter("hour", dates.hour)
register.filter("day", dates.day)
register.filter("day_name", dates.day_name)
register.filter("weekday", dates.weekday)
register.filter("full_date", dates.full)
register.simple_tag(ui_forms.field)
register.simple_tag(ui_forms.control)
register.simple_tag(ui_forms.form_errors)
register.simple_tag(ui_forms.form_fields)
register.simple_block_tag(ui_blocks.callout)
register.tag("kept", ui_kept.kept)
register.tag("fresh", ui_kept.fresh)


@lru_cache(maxsize=32)
def asset_url(path: str) -> str:
    """The address of a static file. An error page must still come out when the manifest is missing."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return f"{staticfiles_storage.base_url}{path}"


@lru_cache(maxsize=1024)
def icon_html(name: str, size: str) -> str:
    css = f"icon icon--{size}" if size else "icon"
    sprite = asset_url("vendor/icons.svg")
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css, sprite, name,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def avatar_html(initials: str, hue: int | None, size: str) -> str:
    css = f"avatar avatar--{size}" if size else "avatar"
    if not hue:
        return format_html('<span class="{} avatar--none" aria-hidden="true">{}</span>', css, icon_html("user", "sm"))
    return format_html('<span class="{} hue-{}" aria-hidden="true">{}</span>', css, hue, initials)


@lru_cache(maxsize=1024)
def glyph_html(abbr: str, hue: int, size: str) -> str:
    css = f"glyph glyph--{size}" if size else "glyph"
    return format_html('<span class="{} hue-{}" aria-hidden="true">{}</span>', css, hue, abbr)


@register.simple_tag
def asset(path: str) -> str:
    return asset_url(path)


@register.simple_tag(takes_context=True)
def page_query(context: Context, number: int, name: str = "page") -> str:
    """{% page_query 2 "log" %}: the same address with another page of the list that has this name there."""
    asked = context["request"].GET.copy()
    asked[name] = str(number)
    return f"?{asked.urlencode()}"


@register.simple_tag
def icon(name: str, size: str = "") -> str:
    """{% icon "bell" %} {% icon "check" "sm" %}. Decorative: the words beside it say the meaning."""
    return icon_html(str(name), size)


@register.simple_tag
def avatar(person, size: str = "") -> str:
    """{% avatar post.author "sm" %}. Somebody who left the network, None, or a visitor has a neutral one."""
    return avatar_html(getattr(person, "initials", ""), getattr(person, "hue", None), size)


@register.simple_tag
def glyph(group, size: str = "") -> str:
    """{% glyph group "lg" %}: the two letters of a group on its colour."""
    return glyph_html(group.abbr, group.hue, size)


@register.filter(is_safe=True)
@stringfilter
def lower_first(text: str) -> str:
    """A title that goes on after other words."""
    return text[:1].lower() + text[1:]


@register.simple_tag
def prose(kept: str) -> SafeString:
    """{% prose line.body %}: clean HTML of a person, from what a write path kept."""
    return clean_html.show(kept)


@register.filter
def of(name) -> str:
    """{{ name|of }}: "of Claire", « d’Élise »."""
    return typography.of(name)


@register.filter
def colon(label) -> str:
    """{{ label }}{{ label|colon }}{{ what }}: what stands between a label and what is said of it; a label that is a
    sentence has its own mark already.
    """
    return " " if str(label).rstrip().endswith(tuple(".!?…:")) else pgettext("label, then what it is about", ": ")


@register.filter
def person_name(person) -> str:
    return str(person) if person else gettext("Former member")


@register.simple_tag
def leaf(value, css: str = "", *, weekday: bool = False) -> str:
    """{% leaf meeting.starts_at %} {% leaf day "leaf--boxed" weekday=True %}: a date that leads a row."""
    moment = dates.Moment(value)
    date, said = moment.date, moment.said
    over = said.short_weekdays[date.weekday()] if weekday else said.short_months[date.month - 1]
    return format_html(
        '<time class="leaf {}" datetime="{}">'
        '<span class="leaf__month">{}</span><span class="leaf__day">{}</span></time>',
        css, date.isoformat(), over, date.day,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def when_html(local: datetime, full: str, ago: str) -> str:
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="minutes"), full, ago)


@register.simple_tag
def when(value) -> str:
    """{% when post.created_at %}: short words, the exact instant in the attributes."""
    if value is None:
        return ""
    moment = dates.Moment(value)
    return when_html(moment.local, moment.full(), moment.ago())
