"""Files of a meeting: chosen in the group, or brought from a device. Nothing here writes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.kit.forms import IdsField, KeyedForm, ManyFilesField, ids_shown

SENT_MAX = 10


class PapersForm(KeyedForm):
    attached = IdsField(required=False, max_length=400, label=gettext_lazy("Files of the group"))
    new = ManyFilesField(most=SENT_MAX, required=False, label=gettext_lazy("Files of this device"))

    @property
    def ticked(self) -> list[int]:
        """Ids of the files of the group that the form shows as chosen."""
        return ids_shown(self["attached"])

    def clean(self):
        sent = super().clean() or self.cleaned_data
        if not self.errors and not sent["attached"] and not sent["new"]:
            raise ValidationError(_("Tick files of the group, or choose some on this device."), code="required")
        return sent


class AwayForm(forms.Form):
    file = forms.IntegerField(min_value=1, max_value=2**63 - 1)
