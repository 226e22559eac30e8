"""Dates that are proposed, what people say of them, and the one that is chosen. Nothing here writes."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groups.meetings.enums import Vote
from groups.meetings.models import OPTIONS_MAX, OPTIONS_MIN, DateOption, DatePoll
from groups.meetings.queries import Standing, Tally, version_of
from network.kit import dates
from network.kit.forms import IdsField, KeyedForm, PlainTextField

from .moments import DayField, HourField, moment
from .planning import VideoField, place_field, title_field
from .versions import VersionedForm

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

    first_count = 5

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(OPTIONS_MAX):
            self.fields[f"day_{number}"] = DayField(label=gettext_lazy("Day"), required=False)
            self.fields[f"begins_{number}"] = HourField(label=gettext_lazy("From"), required=False)
            self.fields[f"ends_{number}"] = HourField(label=gettext_lazy("To"), required=False)

    @property
    def first_lines(self) -> list[dict]:
        """The bound fields of each line."""
        return [self._line(number) for number in range(self.first_count)]

    @property
    def more_lines(self) -> list[dict]:
        return [self._line(number) for number in range(self.first_count, OPTIONS_MAX)]

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
        if not self.errors:
            self.check_number(self.cleaned_data["options"])
        return self.cleaned_data

    def check_number(self, options: list) -> None:
        if len(options) < OPTIONS_MIN:
            self.add_error("day_0", _("Propose two dates at least."))

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


class PollEditForm(VersionedForm, PollForm):
    """An open poll: its words, the dates to take away, lines of dates to add."""

    removed = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Take dates away"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What people said of a date that is taken away goes with it."),
        error_messages={"invalid_choice": gettext_lazy("One of these dates was taken away meanwhile.")},
    )
    first_count = 2

    def __init__(self, *args, poll: DatePoll, standing: Standing, **kwargs):
        words = {name: getattr(poll, name) for name in ("title", "place", "visio_url", "words", "answer_by")}
        super().__init__(*args, initial=words | {"version": version_of(poll)}, **kwargs)
        self.known = {(tally.starts_at, tally.ends_at): tally.option.pk for tally in standing.tallies}
        self.fields["removed"].choices = [(tally.option.pk, self._said(tally)) for tally in standing.tallies]
        self.fields["answer_by"].initial = poll.answer_by

    @staticmethod
    def _said(tally: Tally) -> str:
        answers = ngettext("%(n)s answer", "%(n)s answers", tally.count) % {"n": tally.count}
        return f"{dates.full(tally.starts_at)} ({answers})"

    def clean_answer_by(self):
        """A day that is past already may stay."""
        day = self.cleaned_data["answer_by"]
        return day if day == self.initial["answer_by"] else super().clean_answer_by()

    def check_number(self, options: list) -> None:
        kept = set(self.known.values()) - set(self.cleaned_data["removed"])
        count = len(kept) + len([option for option in options if self.known.get(option) not in kept])
        if count < OPTIONS_MIN:
            self.add_error("removed", _("Leave two dates at least, or add others."))
        elif count > OPTIONS_MAX:
            self.add_error("day_0", _("A poll has %(most)s dates at most.") % {"most": OPTIONS_MAX})

    def visible_fields(self):
        """Those that say what the poll is: lines and ticks are compared with nothing."""
        return [bound for bound in super().visible_fields() if bound.name in self.initial]

    def sent(self) -> dict:
        about = {name: self.cleaned_data[name] for name in ("removed", "version")}
        return super().sent() | about


class VoteForm(KeyedForm):
    """One answer for each date, or none. `shown`: the dates that the page had; none counts as all."""

    shown = IdsField(required=False, max_length=400)

    def __init__(self, *args, options: list[DateOption], **kwargs):
        super().__init__(*args, **kwargs)
        self.options = options
        self.fields["shown"].initial = [option.pk for option in options]
        for option in options:
            self.fields[f"vote_{option.pk}"] = forms.ChoiceField(
                choices=Vote.choices, required=False, widget=forms.RadioSelect({"class": "vh"})
            )

    def votes(self) -> dict[int, str]:
        shown = self.cleaned_data["shown"] or [option.pk for option in self.options]
        return {option.pk: self.cleaned_data[f"vote_{option.pk}"] for option in self.options if option.pk in shown}


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
