"""Dates that are proposed, what people say of them, and the one that is chosen. Nothing here writes."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.meetings.enums import Vote
from groups.meetings.models import OPTIONS_MAX, DateOption
from network.kit.forms import KeyedForm, PlainTextField

from .moments import DayField, HourField, moment
from .planning import VideoField, place_field, title_field

OPTIONS_MIN, LINES_AT_FIRST = 2, 5
LINE = ("day", "begins", "ends")


class PollForm(KeyedForm):
    """Lines of a date with its hours, the later ones out of the way; empty ones are left out. A line without hours has
    those of the line before.
    """

    title = title_field()
    place = place_field()
    visio_url = VideoField()
    words = PlainTextField(
        label=gettext_lazy("A word to the group"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    answer_by = DayField(label=gettext_lazy("Answer before"), required=False)

    first_count = LINES_AT_FIRST

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(OPTIONS_MAX):
            self.fields[f"day_{number}"] = DayField(label=gettext_lazy("Day"), required=False)
            self.fields[f"begins_{number}"] = HourField(label=gettext_lazy("From"), required=False)
            self.fields[f"ends_{number}"] = HourField(label=gettext_lazy("To"), required=False)

    @property
    def first_lines(self) -> list[dict]:
        """The bound fields of each line."""
        return [self._line(number) for number in range(LINES_AT_FIRST)]

    @property
    def more_lines(self) -> list[dict]:
        return [self._line(number) for number in range(LINES_AT_FIRST, OPTIONS_MAX)]

    @property
    def uses_more_lines(self) -> bool:
        return any(bound.value() for line in self.more_lines for bound in line.values())

    def _line(self, number: int) -> dict:
        return {name: self[f"{name}_{number}"] for name in LINE}

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day is past: choose one to come."), code="past")
        return day

    def clean(self):
        super().clean()
        found: list[tuple[dt.datetime, dt.datetime]] = []
        hours: tuple = (None, None)
        for number in range(OPTIONS_MAX):
            day, *typed = (self.cleaned_data.get(f"{name}_{number}") for name in LINE)
            hours = tuple(typed) if any(typed) else hours
            if day is not None and (option := self._option(number, day, *hours)):
                found.append(option)
        self.cleaned_data["options"] = sorted(dict.fromkeys(found))
        if not self.errors and len(self.cleaned_data["options"]) < OPTIONS_MIN:
            self.add_error("day_0", _("Propose two dates at least."))
        return self.cleaned_data

    def _option(self, number: int, day: dt.date, begins: dt.time | None, ends: dt.time | None):
        if any(f"{name}_{number}" in self.errors for name in LINE):
            return None
        if begins is None or ends is None:
            self.add_error(f"begins_{number}", _("Give the hours of this date."))
            return None
        try:
            starts_at, ends_at = moment(day, begins), moment(day, ends)
        except ValidationError as error:
            self.add_error(f"begins_{number}", error)
            return None
        if ends_at <= starts_at:
            self.add_error(f"ends_{number}", _("This would end before it begins: give a later hour."))
        elif starts_at <= timezone.now():
            self.add_error(f"day_{number}", _("This date is past: choose one to come."))
        else:
            return starts_at, ends_at
        return None

    def sent(self) -> dict:
        """What the action takes."""
        names = ("title", "place", "visio_url", "words", "answer_by", "options")
        return {name: self.cleaned_data[name] for name in names}


class VoteForm(KeyedForm):
    """One answer for each date, or none."""

    def __init__(self, *args, options: list[DateOption], **kwargs):
        super().__init__(*args, **kwargs)
        self.options = options
        for option in options:
            self.fields[f"vote_{option.pk}"] = forms.ChoiceField(
                choices=Vote.choices, required=False, widget=forms.RadioSelect({"class": "vh"})
            )

    def votes(self) -> dict[int, str]:
        return {option.pk: self.cleaned_data[f"vote_{option.pk}"] for option in self.options}


class DateChoiceForm(KeyedForm):
    option = forms.TypedChoiceField(
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose one of the dates."),
            "invalid_choice": gettext_lazy("Choose one of the dates."),
        },
    )

    def __init__(self, *args, options: list[DateOption], **kwargs):
        super().__init__(*args, **kwargs)
        self.by_id = {option.pk: option for option in options}
        self.fields["option"].choices = [(pk, str(pk)) for pk in self.by_id]

    def chosen(self) -> DateOption:
        return self.by_id[self.cleaned_data["option"]]
