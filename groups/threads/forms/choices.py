"""What people choose and decide in the discussions of a group. Nothing here writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.spaces.enums import Level
from groups.spaces.models import Group
from groups.threads.enums import ReactionKind, ReportReason
from groups.threads.models import Post, Thread
from network.kit.forms import KeptForm, KeyedForm, PlainTextField

from .writing import title_field


class SwitchForm(forms.Form):
    """`on=1` or `on=0`: the state that is wanted, so that asking twice has the same result."""

    on = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")


class LevelForm(forms.Form):
    level = forms.TypedChoiceField(choices=Level.choices, coerce=Level)


class ReactionForm(forms.Form):
    """ "useful:on" or "useful:off": the word, and the state that is wanted."""

    reaction = forms.ChoiceField(
        choices=[(f"{kind.value}:{state}", "") for kind in ReactionKind for state in ("on", "off")]
    )

    def clean_reaction(self):
        kind, _colon, state = self.cleaned_data["reaction"].partition(":")
        return {"kind": kind, "on": state == "on"}


class ReportForm(KeyedForm):
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    details = PlainTextField(
        label=_("In a few words"),
        required=False,
        max_length=1000,
        help_text=_(
            "What those who facilitate the group need to know. Your name is shown to them only, never to the author."
        ),
    )
    good_faith = forms.BooleanField(
        label=_("I report this message in good faith, and what I say of it is accurate to the best of my knowledge."),
        error_messages={"required": _("Confirm that you report this message in good faith.")},
    )


class StatementForm(KeptForm):
    statement = PlainTextField(
        label=_("Reason given to the author"),
        max_length=1000,
        help_text=_("They receive it, with the way to answer you. It stays in the group’s log."),
        error_messages={"required": _("Say why: the author receives this reason.")},
    )


class SplitForm(forms.Form):
    title = title_field()
    numbers = forms.MultipleChoiceField(
        label=_("Messages to move"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose messages of this page.")},
    )
    rest = forms.BooleanField(label=_("Also every message after those shown here"), required=False)

    def __init__(self, *args, posts: list[Post], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = [(str(post.number), str(post.number)) for post in posts]

    def clean_numbers(self):
        return [int(number) for number in self.cleaned_data["numbers"]]


class ThreadChoiceForm(forms.Form):
    thread = forms.TypedChoiceField(
        label=_("Which discussion?"),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={
            "required": _("Choose a discussion in the list."),
            "invalid_choice": _("Choose a discussion in the list."),
        },
    )

    def __init__(self, *args, threads: list[Thread], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["thread"].choices = [(thread.pk, thread.title) for thread in threads]


class GroupChoiceForm(forms.Form):
    group = forms.TypedChoiceField(
        label=_("To which group?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a group."), "invalid_choice": _("Choose a group in the list.")},
    )

    def __init__(self, *args, groups: list[Group], **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        self.fields["group"].choices = [(pk, group.name) for pk, group in self.groups.items()]

    def clean_group(self):
        return self.groups[self.cleaned_data["group"]]
