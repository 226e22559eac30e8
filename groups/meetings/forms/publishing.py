"""What is said when minutes are published, corrected and approved. Nothing here writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.meetings.models import AMEND_DAYS
from groups.meetings.queries import Reading
from network.kit.forms import KeptForm, KeyedForm, PlainTextField

DAYS_MAX = 60


class PublishForm(KeyedForm):
    """The first time: how long corrections may be proposed."""

    days = forms.IntegerField(
        label=_("Days for corrections"),
        min_value=0,
        max_value=DAYS_MAX,
        initial=AMEND_DAYS,
        help_text=_(
            "During these days, those who were there may propose corrections; then the minutes are approved unless one"
            " waits for an answer. 0: no corrections, and you approve them yourself."
        ),
    )
    reason = forms.CharField(required=False, widget=forms.HiddenInput, empty_value="")

    def clean_reason(self):
        return ""


class CorrectedForm(KeyedForm):
    """Afterwards: why there is another version."""

    days = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = PlainTextField(
        label=_("Why another version?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a few words: readers see it beside the version."),
        error_messages={"required": _("Say in a few words why there is another version.")},
    )

    def clean_days(self):
        return 0


class ReopenForm(KeptForm):
    reason = PlainTextField(
        label=_("What has to be corrected?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who write see it, and readers once you publish the correction."),
        error_messages={"required": _("Say what has to be corrected.")},
    )


class AmendmentForm(KeyedForm):
    point = forms.TypedChoiceField(label=_("About"), required=False, coerce=int, empty_value=None)
    text = PlainTextField(
        label=_("Your correction"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Quote the passage and write what it should say. Those who write the minutes will answer you."),
        error_messages={"required": _("Write the correction that you propose.")},
    )

    def __init__(self, *args, reading: Reading, **kwargs):
        super().__init__(*args, **kwargs)
        points = [(str(part.id), f"{part.number}. {part.title}") for part in reading.parts]
        self.fields["point"].choices = [("", _("The head: date, attendance, summary, next meeting")), *points]


class DecisionOnAmendmentForm(KeptForm):
    decision = forms.ChoiceField(choices=[("accept", ""), ("decline", "")])
    answer = PlainTextField(
        label=_("Answer to whoever proposed it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you decline."),
    )


class CompareForm(forms.Form):
    """`?de=1&a=2` of an address."""

    de = forms.IntegerField(min_value=1, max_value=32767)
    a = forms.IntegerField(min_value=1, max_value=32767)
