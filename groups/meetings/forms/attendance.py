"""Who came, person by person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.meetings.enums import Presence
from groups.meetings.queries import Attendee
from network.kit.forms import KeyedForm, SingleLineInput

HALF_DAYS_MAX = 20
HALF_DAYS_ERRORS = {
    "invalid": _("Give the half-days in figures."),
    "max_value": _("Twenty half-days at most."),
    "min_value": _("Half-days can't be negative."),
}
CHOICES = [
    (Presence.PRESENT, _("Present")),
    (Presence.EXCUSED, _("Excused")),
    (Presence.ABSENT, _("Absent")),
    (Presence.REPRESENTED, _("Represented")),
]


class AttendanceLine(forms.Form):
    """What is noted of one person; `was`: what was noted when the form was drawn, `tried`: what was sent since, and may
    have arrived.
    """

    presence = forms.ChoiceField(choices=CHOICES, required=False, widget=forms.RadioSelect)
    half_days = forms.IntegerField(
        min_value=0,
        max_value=HALF_DAYS_MAX,
        required=False,
        error_messages=HALF_DAYS_ERRORS,
    )
    represented_by = SingleLineInput(
        max_length=160,
        required=False,
        error_messages={"max_length": _("This name is too long: 160 characters at most.")},
    )
    was = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)
    tried = forms.CharField(max_length=300, required=False)

    def __init__(self, data, *, one: Attendee):
        initial = {
            "presence": one.expected, "half_days": one.half_days, "represented_by": one.represented_by, "was": one.kept,
        }  # fmt: skip
        super().__init__(data, prefix=one.ref, initial=initial)
        self.one = one

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("was") in self.data

    @property
    def says_something_else(self) -> bool:
        """Whether it was changed in the form: what others noted meanwhile stays, where this person changed nothing."""
        sent = self.cleaned_data
        days = "" if sent["half_days"] is None else sent["half_days"]
        return sent["was"] != f"{sent['presence']}|{days}|{sent['represented_by']}"


class AttendanceForm:
    """A line for each person; `noted` has what was changed in those that were sent. `everybody`: whoever has nothing
    noted is present.
    """

    def __init__(self, people: list[Attendee], data=None, *, everybody: bool = False):
        self.lines = [AttendanceLine(data, one=one) for one in people]
        self.everybody = everybody

    def is_valid(self) -> bool:
        return not self.errors

    @property
    def sent(self) -> list[AttendanceLine]:
        return [line for line in self.lines if line.is_sent]

    @property
    def errors(self) -> list[AttendanceLine]:
        return [line for line in self.sent if line.errors]

    def noted(self) -> dict[str, tuple[str, int | None, str, tuple[str, ...]]]:
        """(presence, half-days, represented by, what may have been noted before), by the `ref` of the person."""
        found = {}
        for line in self.sent:
            sent = line.cleaned_data
            if self.everybody and not sent["presence"]:
                sent["presence"] = Presence.PRESENT.value
            if line.says_something_else:
                before = (sent["was"], sent["tried"] or sent["was"])
                found[line.one.ref] = (sent["presence"], sent["half_days"], sent["represented_by"], before)
        return found

    def renew(self, people: list[Attendee]) -> None:
        """Say on the lines of these people what was noted of them meanwhile; sent again, the form counts."""
        now = {one.ref: one for one in people}
        for line in self.lines:
            if line.one.ref in now:
                line.one = now[line.one.ref]
                line.data = line.data.copy()
                line.data[line.add_prefix("was")] = line.one.kept
                line.add_error(
                    "presence", _("Noted meanwhile by somebody else: %(noted)s") % {"noted": _said(line.one)}
                )


def _said(one: Attendee) -> str:
    label = dict(CHOICES).get(one.presence, "–")
    return f"{label} ({one.represented_by})" if one.represented_by else str(label)


class GuestPresentForm(KeyedForm):
    name = SingleLineInput(
        label=_("Name"), max_length=160, error_messages={"required": _("Give the name of the person who came.")}
    )
    role = SingleLineInput(label=_("Function, organisation"), max_length=160, required=False)
