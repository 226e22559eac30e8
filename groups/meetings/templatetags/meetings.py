"""How a meeting is said: its hours, who presents a point."""

from datetime import date

from django import template
from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.meetings import queries
from groups.meetings.models import AgendaItem, Meeting
from network.kit import dates
from network.kit.dates import NB
from network.kit.fields import whole_number
from network.people.models import User

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


@register.simple_tag
def answers_said(rsvp) -> str:
    """{% answers_said meeting.rsvp %}: "16 yes, 4 no, 22 without an answer"; excuses only when there are some."""
    said = [
        ngettext("%(n)s yes", "%(n)s yes", rsvp.yes) % {"n": rsvp.yes},
        ngettext("%(n)s no", "%(n)s no", rsvp.no) % {"n": rsvp.no},
        ngettext("%(n)s excused", "%(n)s excused", rsvp.excused) % {"n": rsvp.excused} if rsvp.excused else "",
        ngettext("%(n)s without an answer", "%(n)s without an answer", rsvp.none) % {"n": rsvp.none},
        _("%(n)s of them for the former date") % {"n": rsvp.outdated} if rsvp.outdated else "",
    ]
    return ", ".join(filter(None, said))


@register.filter
def lasting(minutes: int) -> str:
    """{{ 130|lasting }}: "2 h 10", "45 min"."""
    hours, left = divmod(minutes, 60)
    if not hours:
        return f"{left}{NB}min"
    return f"{hours}{NB}h{NB}{left:02}" if left else f"{hours}{NB}h"


@register.filter
def month_name(day: date) -> str:
    """{{ month.first|month_name }}: "December 2026"."""
    return f"{dates.words().months[day.month - 1]} {day.year}".capitalize()


@register.simple_tag
def weekdays() -> list[tuple[str, str]]:
    """{% weekdays as days %}: (short, long) names, from Monday."""
    said = dates.words()
    return list(zip(said.short_weekdays, said.weekdays, strict=True))


@register.simple_tag
def begins(meeting: Meeting) -> str:
    """{% begins meeting %}: "9 h 30"."""
    return dates.Moment(meeting.starts_at).hour()


@register.simple_tag(takes_context=True)
def same_version(context: Context) -> str:
    """{% same_version as version %}: "?version=2" where the page shows that version, so that its links do too."""
    number = whole_number(context["request"].GET.get("version", ""))
    return f"?version={number}" if number else ""


@register.simple_tag
def noted_in(one: queries.WrittenPoint) -> str:
    """{% noted_in one %}: "1 decision, 2 actions"; what is not there is left out."""
    decisions, actions, left = len(one.decisions), len(one.actions), len(one.open)
    said = [
        ngettext("%(n)s decision", "%(n)s decisions", decisions) % {"n": decisions},
        ngettext("%(n)s action", "%(n)s actions", actions) % {"n": actions},
        ngettext("%(n)s to take up again", "%(n)s to take up again", left) % {"n": left},
    ]
    found = [words for words, number in zip(said, (decisions, actions, left), strict=True) if number]
    if found:
        return ", ".join(found)
    return _("Exchanges noted") if one.point.exchanges else _("Nothing noted")


@register.simple_tag
def writing_too(people: list[User]) -> str:
    """{% writing_too others %}: "Sonia and Bruno are writing with you"; beyond three, how many they are."""
    if len(people) > 3:
        return _("%(n)s people are writing with you") % {"n": len(people)}
    names = [person.first_name or str(person) for person in people]
    *first, last = names
    if not first:
        return _("%(name)s is writing with you") % {"name": last}
    return _("%(names)s and %(last)s are writing with you") % {"names": ", ".join(first), "last": last}
