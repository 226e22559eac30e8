"""How a meeting is said: its hours, who presents a point."""

from django import template
from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.meetings import queries
from groups.meetings.models import AgendaItem, Meeting
from network.kit import dates
from network.kit.fields import whole_number

register = template.Library()
register.filter("due_day", queries.due_day)


@register.simple_tag
def hours(meeting: Meeting) -> str:
    """{% hours meeting %}: "9 h 30 to 12 h", or with the last day when it ends on another one."""
    begins, ends = dates.Moment(meeting.starts_at), dates.Moment(meeting.ends_at)
    until = ends.hour() if begins.date == ends.date else dates.full(meeting.ends_at)
    return _("%(begins)s to %(ends)s") % {"begins": begins.hour(), "ends": until}


@register.simple_tag
def presented(item: AgendaItem) -> str:
    """{% presented item %}: "Presented by Hélène Caron, 30 minutes", as far as it is known."""
    who, minutes = queries.presenter_of(item), item.minutes
    lasts = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes} if minutes else ""
    if not who:
        return lasts
    said = _("Presented by %(name)s") % {"name": who}
    return f"{said}, {lasts}" if lasts else said


@register.simple_tag(takes_context=True)
def same_version(context: Context) -> str:
    """{% same_version as version %}: "?version=2" where the page shows that version, so that its links do too."""
    number = whole_number(context["request"].GET.get("version", ""))
    return f"?version={number}" if number else ""
