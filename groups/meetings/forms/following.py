"""What is looked for in the registers, and what is said of action items and leftovers. Nothing here writes."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.meetings.enums import ActionState
from groups.meetings.models import ActionItem
from groups.meetings.queries import Leftover, Wanted
from network.kit.forms import KeyedForm, PlainTextField, SingleLineInput
from network.people.models import User

from .moments import DayField


class RegisterForm(forms.Form):
    """The filters of a register, from its address."""

    q = SingleLineInput(label=_("Words"), required=False, max_length=100)
    meeting = forms.TypedChoiceField(label=_("Meeting"), required=False, coerce=int, empty_value=None)
    since = DayField(label=pgettext_lazy("a day", "From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args, meetings: Iterable[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", _("All meetings")), *meetings]

    @property
    def wanted(self) -> Wanted:
        """What was asked for; a filter that makes no sense is left out."""
        self.is_valid()
        said = self.cleaned_data
        about = {name: said.get(name) or "" for name in ("state", "owner")}
        dates = {name: said.get(name) for name in ("since", "until", "meeting")}
        return Wanted(words=said.get("q") or "", **dates, **about)


class ActionRegisterForm(RegisterForm):
    STATES = [
        ("all", _("All")),
        (ActionState.OPEN.value, _("To do")),
        ("late", _("Late")),
        (ActionState.DONE.value, ActionState.DONE.label),
        (ActionState.DROPPED.value, ActionState.DROPPED.label),
    ]
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    owner = forms.ChoiceField(label=_("Owner"), required=False)

    def __init__(self, *args, people: Iterable[User], **kwargs):
        super().__init__(*args, **kwargs)
        names = [(str(person.pk), str(person)) for person in people]
        self.fields["since"].label, self.fields["until"].label = _("Due from"), _("Due until")
        self.fields["owner"].choices = [("", _("Anybody")), ("me", _("Me")), ("nobody", _("Nobody any more")), *names]

    def clean_state(self):
        state = self.cleaned_data["state"] or ActionState.OPEN.value
        return "" if state == "all" else state


class ActionStateForm(forms.Form):
    """`state`: what is wanted, so that asking twice has the same result."""

    state = forms.TypedChoiceField(choices=ActionState.choices, coerce=ActionState)
    words = PlainTextField(
        label=_("A word"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What was done, or why it is dropped: the group reads it."),
    )


class ActionEditForm(forms.Form):
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    owner_name = SingleLineInput(
        label=_("Or somebody outside the group"), required=False, max_length=160, help_text=_("First and last name.")
    )
    due = DayField(label=_("Due date"), required=False)

    def __init__(self, *args, people: Iterable[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        names = [(pk, str(person)) for pk, person in self.people.items()]
        self.fields["owner"].choices = [("", _("Nobody")), *names]

    @classmethod
    def of(cls, action: ActionItem, people: Iterable[User]) -> "ActionEditForm":
        initial = {"owner": str(action.owner_id or ""), "owner_name": action.owner_name, "due": action.due}
        return cls(initial=initial, people=people)

    def clean_owner(self):
        return self.people.get(self.cleaned_data["owner"])


class LeftoversForm(KeyedForm):
    chosen = forms.MultipleChoiceField(
        label=_("To take up"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one line."),
            "invalid_choice": _("One of these lines was taken up meanwhile. Look at the list again."),
        },
    )

    def __init__(self, *args, leftovers: Iterable[Leftover], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(left.name, left.said) for left in leftovers]
        self.fields["chosen"].initial = [left.name for left in leftovers]
