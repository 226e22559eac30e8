"""What those who plan a meeting write. Nothing here writes."""

import datetime as dt
import re
from itertools import islice

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.meetings.models import ITEMS_MAX, TITLE_MAX, Meeting, Series, usual_half_days
from groups.meetings.queries import version_of
from network.kit.fields import single_line
from network.kit.forms import KeyedForm, PlainTextField, RichTextarea, RichTextField, SingleLineInput
from network.kit.mail_message import Outside

from .attendance import HALF_DAYS_ERRORS, HALF_DAYS_MAX
from .moments import DayField, HourField, MinutesField, moment
from .versions import VersionedForm

DAYS_MAX = 14
OUTLINE_LINE_MAX = TITLE_MAX + 40
OUTLINE_LINE = re.compile(
    r"^(?P<title>.*?)[\s,;:–—(-]*\b(?P<minutes>\d{1,3})\s*(?:min(?:utes?)?|mn)\b[\s.)]*$", re.IGNORECASE
)


def title_field(**kwargs) -> SingleLineInput:
    messages = {
        "required": gettext_lazy("Give it a title."),
        "max_length": gettext_lazy(
            "This title is too long: %(limit_value)d characters at most, it has %(show_value)d."
        ),
    }
    return SingleLineInput(label=gettext_lazy("Title"), max_length=TITLE_MAX, error_messages=messages, **kwargs)


def place_field() -> SingleLineInput:
    return SingleLineInput(
        label=gettext_lazy("Place"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Room, address, town. Leave it empty for a meeting by video only."),
    )


def check_for_mails(url: str) -> None:
    """What no mail may lead to would be missing there without a word; and a name before the @ reads like the place."""
    try:
        Outside(url)
    except ValueError:
        said = _("Copy this address again: it holds a name or a character that no link of a mail may hold.")
        raise ValidationError(said, code="mails") from None


class VideoField(forms.URLField):
    """An address that begins with https, and that mails hold as it is."""

    def __init__(self):
        said = gettext_lazy("Give the whole address of the meeting by video: it begins with https://.")
        super().__init__(
            label=gettext_lazy("Link of the meeting by video"),
            required=False,
            max_length=500,
            assume_scheme="https",
            error_messages={"invalid": said},
        )
        self.validators = [
            *(one for one in self.validators if not isinstance(one, URLValidator)),
            URLValidator(schemes=["https"], message=said),
            check_for_mails,
        ]

    def to_python(self, value):
        """An apostrophe as mails may hold it."""
        return super().to_python(value).replace("'", "%27")


def notes_field() -> RichTextField:
    return RichTextField(
        label=gettext_lazy("Notes for those who take part"),
        required=False,
        widget=RichTextarea({"rows": 5}),
        help_text=gettext_lazy("How to come, what to bring, what to read before. They go into the convocation."),
    )


class MeetingForm(VersionedForm):
    title = title_field()
    day = DayField(label=gettext_lazy("Day"))
    begins = HourField(label=gettext_lazy("From"))
    ends = HourField(label=gettext_lazy("To"))
    last_day = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("If it lasts several days.")
    )
    place = place_field()
    visio_url = VideoField()
    notes = notes_field()
    half_days = forms.IntegerField(
        label=gettext_lazy("Half-days"),
        required=False,
        min_value=0,
        max_value=HALF_DAYS_MAX,
        error_messages=HALF_DAYS_ERRORS,
        help_text=gettext_lazy("What coming counts for. Left empty: reckoned from the hours."),
    )

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingForm":
        begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        initial = {name: getattr(meeting, name) for name in ("title", "place", "visio_url", "notes")}
        if meeting.half_days != usual_half_days(meeting.starts_at, meeting.ends_at):
            initial["half_days"] = meeting.half_days
        initial |= {"day": begins.date(), "begins": begins.time(), "ends": ends.time(), "version": version_of(meeting)}
        return cls(initial=initial | {"last_day": ends.date() if ends.date() != begins.date() else None})

    def clean(self):
        super().clean()
        sent = self.cleaned_data
        if not {"day", "begins", "ends"} <= sent.keys() or "last_day" in self.errors:
            return sent
        last = sent.get("last_day") or sent["day"]
        starts_at = self._moment("begins", sent["day"])
        ends_at = self._moment("ends", last)
        if starts_at is None or ends_at is None:
            return sent
        if ends_at <= starts_at:
            self.add_error("ends", _("The meeting would end before it begins: give a later hour."))
        elif last - sent["day"] > dt.timedelta(days=DAYS_MAX):
            self.add_error("last_day", _("A meeting lasts two weeks at most."))
        else:
            sent |= {"starts_at": starts_at, "ends_at": ends_at}
        return sent

    def _moment(self, name: str, day: dt.date) -> dt.datetime | None:
        try:
            return moment(day, self.cleaned_data[name])
        except ValidationError as error:
            self.add_error(name, error)
            return None

    def words(self) -> dict:
        """What the action takes."""
        sent = self.cleaned_data
        half_days = sent["half_days"]
        if half_days is None:
            half_days = usual_half_days(sent["starts_at"], sent["ends_at"])
        names = ("title", "starts_at", "ends_at", "place", "visio_url", "notes")
        return {name: sent[name] for name in names} | {"half_days": half_days}


class OutlineField(PlainTextField):
    """One point a line, with its minutes at the end or not, as a list of {"title", "minutes"}."""

    def prepare_value(self, value):
        return "\n".join(_line_of(line) for line in value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = filter(None, (single_line(line) for line in super().to_python(value).split("\n")))
        return [_read(line) for line in islice(lines, ITEMS_MAX + 1)]  # one more than may be: the others are not read

    def validate(self, value):
        if len(value) > ITEMS_MAX:
            raise ValidationError(_("Thirty points at most on an agenda."), code="too_many")
        if any(len(line["title"]) > TITLE_MAX for line in value):
            raise ValidationError(_("A point has a hundred and sixty characters at most."), code="too_long")

    def run_validators(self, value):
        super().run_validators(self.prepare_value(value))


def _line_of(line: dict) -> str:
    return f"{line['title']}, {line['minutes']} min" if line["minutes"] else line["title"]


def _read(line: str) -> dict:
    """A longer line is refused anyway, and the expression takes the square of its length."""
    found = OUTLINE_LINE.match(line) if len(line) <= OUTLINE_LINE_MAX else None
    if found and found["title"].strip() and int(found["minutes"]):
        return {"title": found["title"].strip(), "minutes": int(found["minutes"])}
    return {"title": line, "minutes": None}


class SeriesForm(VersionedForm):
    title = title_field(help_text=gettext_lazy("The name that its meetings share: “Steering committee”."))
    minutes = MinutesField(label=gettext_lazy("How long it lasts, in minutes"), least=15, initial=120)
    place = place_field()
    visio_url = VideoField()
    outline = OutlineField(
        label=gettext_lazy("Usual agenda"),
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("One point a line, with its length if you like: “Round of news, 20 min”."),
    )
    notes = notes_field()

    @classmethod
    def of(cls, series: Series) -> "SeriesForm":
        names = ("title", "minutes", "place", "visio_url", "outline", "notes")
        return cls(initial={name: getattr(series, name) for name in names} | {"version": version_of(series)})

    def words(self) -> dict:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "version")}


class CancelForm(KeyedForm):
    reason = PlainTextField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It is shown on the page of the meeting, and told to those who were convened."),
        error_messages={"required": gettext_lazy("Say why: everybody who planned to come will read it.")},
    )
