"""Files of a meeting: chosen in the group, or brought from a device. Nothing here writes."""

from django import forms
from django.utils.translation import gettext_lazy

from network.kit.forms import IdsField, KeyedForm, ManyFilesField

SENT_MAX = 10


class PapersForm(KeyedForm):
    attached = IdsField(required=False, max_length=400, label=gettext_lazy("Files of the group"))
    new = ManyFilesField(most=SENT_MAX, required=False, label=gettext_lazy("Files of this device"))


class AwayForm(forms.Form):
    file = forms.IntegerField(min_value=1, max_value=2**63 - 1)
