from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST_ID = 2**63 - 1


class NotificationFilterForm(forms.Form):
    """Which page of the list. What is not a number counts as not asked for."""

    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    unread = forms.BooleanField(required=False)


class MarkReadForm(forms.Form):
    """`up_to` is the newest notification that the page showed: what came since stays new."""

    up_to = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


class MailChoiceForm(forms.Form):
    by_mail = forms.BooleanField(
        required=False,
        label=_("Tell me by e-mail"),
        help_text=_("Answers in the discussions you follow, requests about your groups, decisions that concern you."),
    )
