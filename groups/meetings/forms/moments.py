"""Days and hours, as the browser's own fields send them or as people type them where it has none."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)
TYPED_HOUR = re.compile(r"^(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?$", re.IGNORECASE)


class DayField(forms.DateField):
    def __init__(self, **kwargs):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        said = gettext_lazy("Give a day, for example 17/12/2026.")
        messages = {"invalid": said, "required": gettext_lazy("Choose a day.")}
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], error_messages=messages, **kwargs)

    def validate(self, value):
        super().validate(value)
        if value is not None and not EARLIEST <= value < LATEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class HourField(forms.TimeField):
    """09:30, and also "9 h 30" or "9h"."""

    def __init__(self, **kwargs):
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        said = gettext_lazy("Give an hour, for example 9:30.")
        messages = {"invalid": said, "required": gettext_lazy("Choose an hour.")}
        super().__init__(widget=widget, error_messages=messages, **kwargs)

    def to_python(self, value):
        found = TYPED_HOUR.match(value.strip()) if isinstance(value, str) else None
        return super().to_python(f"{found[1]}:{found[2] or '00'}" if found else value)


DAY_MINUTES = 1440


class MinutesField(forms.IntegerField):
    """How long something lasts, a day at most."""

    def __init__(self, *, least: int, **kwargs):
        said = gettext_lazy("Give a length in minutes, in figures: 90 for an hour and a half, a day at most.")
        shortest = gettext_lazy("Give a length in minutes: %(limit_value)s at least.")
        messages = {"invalid": said, "max_value": said, "min_value": shortest}
        super().__init__(min_value=least, max_value=DAY_MINUTES, error_messages=messages, **kwargs)


def moment(day: dt.date, hour: dt.time) -> dt.datetime:
    """This hour on this day, where the reader lives. Raises ValidationError for one that the clocks jump over; of an
    hour that comes twice, the first.
    """
    zone = timezone.get_current_timezone()
    there = dt.datetime.combine(day, hour, tzinfo=zone)
    if there.astimezone(dt.UTC).astimezone(zone).time() != hour:
        raise ValidationError(_("This hour does not exist on that day: clocks go forward. Choose another one."))
    return there
