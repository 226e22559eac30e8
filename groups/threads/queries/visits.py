"""When somebody last came, in words."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from network.kit import dates


def visit_words(read_at: dt.datetime | None) -> str:
    """ "your visit on Thursday": the end of a sentence that starts with "since"."""
    if read_at is None:
        return _("your last visit")
    day = timezone.localtime(read_at).date()
    passed = (timezone.localdate() - day).days
    if passed < 1:
        return _("your visit earlier today")
    if passed == 1:
        return _("your visit yesterday")
    if passed < 7:
        return _("your visit on %(weekday)s") % {"weekday": dates.words().weekdays[day.weekday()]}
    return _("your visit of %(date)s") % {"date": dates.day(day)}
