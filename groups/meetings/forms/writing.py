"""Minutes that are being written: the head, a point with what hangs on it. Nothing here writes."""

import uuid
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.meetings.models import FILES_MAX, SUMMARY_MAX, TITLE_MAX, Minutes, Point
from network.kit.forms import (
    IdsField,
    KeyedForm,
    KeyField,
    ManyFilesField,
    PlainTextField,
    RichTextarea,
    RichTextField,
    SingleLineInput,
)
from network.people.models import User

from .moments import DayField

LINES_MAX = 30
LINE_MAX = 500
TOO_LONG = _("This text is too long: %(limit_value)d characters at most, it has %(show_value)d.")


class VersionField(forms.IntegerField):
    """The version that the form was drawn from: what is no number that a version can have is none."""

    widget = forms.HiddenInput
    most, none = 2**31 - 1, 0

    def __init__(self, **kwargs):
        super().__init__(required=False, min_value=0, max_value=self.most, **kwargs)

    def clean(self, value):
        try:
            return super().clean(value) or self.none
        except ValidationError:
            return self.none


class RowIdField(VersionField):
    """The row that a line changes: what is no number that a row can have is a new one."""

    most, none = 2**63 - 1, None


def title_field() -> SingleLineInput:
    messages = {"required": _("Give the point a title."), "max_length": TOO_LONG}
    return SingleLineInput(label=_("Title of the point"), max_length=TITLE_MAX, error_messages=messages)


class SavedForm(forms.Form):
    """A form that is saved several times: `version` of what it was drawn from, so that nobody else's words are lost;
    `key` names it and its drafts, `turn` counts its saves, so that it goes on when an answer is lost on the way.
    """

    version = VersionField()
    key = KeyField(initial=uuid.uuid4, required=False)
    turn = VersionField(initial=1)

    def hand(self) -> tuple[uuid.UUID, int] | None:
        """Which form was sent, and which of its saves this is; None when it does not say."""
        key = self.cleaned_data.get("key")
        return (key, self.cleaned_data["turn"]) if key else None


class RowForm(forms.Form):
    """One line under a point; `id`: of the row that it changes, empty for a new one. Without words it goes."""

    id = RowIdField()

    def line(self) -> dict:
        return {"id": self.cleaned_data.get("id"), "text": self.cleaned_data.get("text", "")}


class DecisionForm(RowForm):
    text = PlainTextField(
        label=_("Decision"),
        max_length=LINE_MAX,
        required=False,
        widget=forms.Textarea({"rows": 2, "placeholder": " "}),
        error_messages={"max_length": TOO_LONG},
    )


class OpenPointForm(RowForm):
    text = SingleLineInput(
        label=_("Point to take up again"), max_length=TITLE_MAX, required=False, error_messages={"max_length": TOO_LONG}
    )


class ActionForm(RowForm):
    what = PlainTextField(
        label=_("Action"),
        max_length=LINE_MAX,
        required=False,
        widget=forms.Textarea({"rows": 1, "placeholder": " "}),
        error_messages={"max_length": TOO_LONG},
    )
    owner = SingleLineInput(
        label=_("Who?"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"list": "people", "autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )
    due = DayField(label=_("By when?"), required=False)

    def clean(self):
        sent = super().clean() or self.cleaned_data
        if (sent.get("owner") or sent.get("due")) and not sent.get("what") and "what" not in self.errors:
            self.add_error("what", _("Say what is to be done."))
        return sent

    def line(self) -> dict:
        sent = self.cleaned_data
        due = sent["due"].isoformat() if sent.get("due") else ""
        return {"id": sent.get("id"), "what": sent.get("what", ""), "owner": sent.get("owner", ""), "due": due}


class Rows(forms.BaseFormSet):
    """The lines of one kind under a point, and an empty one to go on with."""

    def lines(self) -> list[dict]:
        found = (form.line() for form in self.forms)
        return [line for line in found if line.get("text") or line.get("what")]


def rows_of(form: type[RowForm]) -> type[Rows]:
    return forms.formset_factory(
        form, formset=Rows, extra=1, max_num=LINES_MAX, absolute_max=LINES_MAX + 10, validate_max=True
    )


ROWS = {"decisions": rows_of(DecisionForm), "actions": rows_of(ActionForm), "open": rows_of(OpenPointForm)}


class PointForm(SavedForm):
    title = title_field()
    presenter = SingleLineInput(
        label=_("Presented by"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"list": "people", "autocomplete": "off"}),
    )
    exchanges = RichTextField(
        label=_("Exchanges"),
        required=False,
        widget=RichTextarea({"rows": 8}),
        help_text=_("Ideas and arguments rather than “somebody said”. No data on residents or families."),
    )

    def __init__(self, data=None, *, words: dict | None = None, **initial):
        words = words or {}
        super().__init__(data, initial={**words, **initial}, auto_id="point-%s")
        self.rows = {
            name: made(data, prefix=name, initial=words.get(name), auto_id="point-%s") for name, made in ROWS.items()
        }

    @classmethod
    def of(cls, point: Point, words: dict, sent: "PointForm | None" = None, version: int | None = None) -> "PointForm":
        """These words of a point, to be changed: from its version now, unless they were written from another one, and
        as the form that was `sent`.
        """
        initial = {"version": point.version if version is None else version}
        if sent is not None and sent.hand():
            initial["key"], initial["turn"] = sent.hand()
        return cls(words=words, **initial)

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    @property
    def parts(self) -> list[forms.Form]:
        """The form itself, and one for each line."""
        return [self, *(form for rows in self.rows.values() for form in rows.forms)]

    @property
    def row_errors(self) -> list[str]:
        return [error for rows in self.rows.values() for error in rows.non_form_errors()]

    def words(self) -> dict:
        """What was sent, as `queries.words_of` gives it; owners by name, as they were written."""
        sent = {name: self.cleaned_data[name] for name in ("title", "presenter", "exchanges")}
        return sent | {name: rows.lines() for name, rows in self.rows.items()}


class PointAddForm(KeyedForm):
    title = title_field()


class PointMoveForm(forms.Form):
    up = forms.BooleanField(required=False)


class VersionForm(forms.Form):
    version = VersionField()


class HeadForm(SavedForm):
    summary = PlainTextField(
        label=_("The essential in three sentences"),
        max_length=SUMMARY_MAX,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("For those who will read only this."),
        error_messages={"max_length": TOO_LONG},
    )
    writer = forms.TypedChoiceField(label=_("Written by"), required=False, coerce=int, empty_value=None)
    next_on = DayField(label=_("Date"), required=False)
    next_note = SingleLineInput(
        label=_("Place or note"), max_length=200, required=False, error_messages={"max_length": TOO_LONG}
    )

    def __init__(self, data=None, *, minutes: Minutes, people: Mapping[str, User]):
        names = ("summary", "next_on", "next_note", "version")
        initial = {name: getattr(minutes, name) for name in names} | {"writer": minutes.writer_id}
        super().__init__(data, initial=initial, auto_id="head-%s")
        self.people = {person.pk: person for person in people.values()}
        if minutes.writer:
            self.people.setdefault(minutes.writer_id, minutes.writer)
        labels = {person.pk: label for label, person in people.items()}
        choices = [(pk, labels.get(pk, str(person))) for pk, person in self.people.items()]
        self.fields["writer"].choices = [("", _("Nobody yet")), *choices]

    def head(self) -> dict:
        """What was sent: summary, writer (a User or None), next_on, next_note."""
        said = {name: self.cleaned_data[name] for name in ("summary", "next_on", "next_note")}
        return said | {"writer": self.people.get(self.cleaned_data["writer"])}


class FilesForm(KeyedForm):
    """Files that go with the minutes: ids of those that are chosen, and those that are sent with the form."""

    attached = IdsField(required=False, max_length=400, label=_("Documents"))
    attach_new = ManyFilesField(most=FILES_MAX, required=False, label=_("Files of this device"))
