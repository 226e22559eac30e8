"""A form of something that several people may change at once."""

import datetime as dt

from django import forms

from groups.meetings.models import AgendaItem, Meeting, Series
from groups.meetings.queries import version_of
from network.kit import dates
from network.kit.clean_html import to_plain
from network.kit.forms import KeyedForm, RichTextField


class VersionedForm(KeyedForm):
    """`version`: what was written of it when the form was drawn."""

    version = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def take_version(self, now: Meeting | Series | AgendaItem) -> None:
        """Sent again, it replaces what is there now."""
        self.renew_key()
        self.data["version"] = version_of(now)

    def against(self, drawn: forms.Form) -> list[tuple[str, str]]:
        """(label, what it says now) of the fields that say otherwise, from the same form drawn of what is there now."""
        shown = [bound for bound in drawn.visible_fields() if self._says_otherwise(bound)]
        return [(str(bound.label), said_of(bound)) for bound in shown]

    def _says_otherwise(self, drawn: forms.BoundField) -> bool:
        return self.fields[drawn.name].has_changed(drawn.initial, self[drawn.name].data)


def said_of(bound: forms.BoundField) -> str:
    """What a field holds, as a person reads it."""
    value = bound.value()
    if isinstance(bound.field, RichTextField):
        value = to_plain(value or "")
    elif isinstance(bound.field, forms.ChoiceField):
        value = dict(bound.field.choices).get(value, "")
    elif isinstance(value, dt.date):
        value = dates.full(value)
    elif isinstance(value, dt.time):
        value = f"{value:%H:%M}"
    return "–" if value in (None, "") else str(value)
