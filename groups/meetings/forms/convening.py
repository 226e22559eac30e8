"""What people write when they convene, answer, and invite from outside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.meetings.enums import Reply
from network.kit.forms import KeyedForm, PlainTextField, SingleLineInput

GIVEN = {"oui": Reply.YES, "non": Reply.NO, "excuse": Reply.EXCUSED}
"""How the links of a mail say an answer."""
CHOICES = [(reply.value, reply.label) for reply in (Reply.YES, Reply.NO, Reply.EXCUSED)]


class ActForm(KeyedForm):
    """A button."""


class AnswerForm(forms.Form):
    """An answer and a word. Sent twice it says the same, so it carries no key."""

    reply = forms.ChoiceField(
        choices=CHOICES,
        widget=forms.RadioSelect,
        label=_("Are you coming?"),
        error_messages={"required": _("Choose one of the three answers."), "invalid_choice": _("Choose an answer.")},
    )
    words = PlainTextField(
        required=False,
        max_length=500,
        label=_("A word for those who prepare the meeting"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class QuickAnswerForm(forms.Form):
    """The buttons of a row, with a word where the page has a place for it; else `words` is None."""

    reply = forms.ChoiceField(choices=CHOICES)
    words = PlainTextField(required=False, max_length=500)

    def clean_words(self):
        return self.cleaned_data["words"] if "words" in self.data else None


class GuestForm(KeyedForm):
    name = SingleLineInput(
        max_length=160, label=_("First and last name"), error_messages={"required": _("Say who it is.")}
    )
    role = SingleLineInput(max_length=160, required=False, label=_("Function and organisation"))
    email = forms.EmailField(
        max_length=254,
        required=False,
        label=_("E-mail address"),
        help_text=_("With it, this person gets the convocation and can answer. They see nothing of the group."),
    )
    gets_minutes = forms.BooleanField(required=False, label=_("Send them the minutes too, once they are published"))

    def clean(self):
        sent = super().clean() or self.cleaned_data
        if sent.get("gets_minutes") and not sent.get("email") and "email" not in self.errors:
            self.add_error("email", _("The minutes go by e-mail: give an address, or untick the minutes."))
        return sent
