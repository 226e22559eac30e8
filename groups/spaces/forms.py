"""What people type at the doors of a group."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.kit import clean_html
from network.kit.forms import KeptForm, KeyedForm, KeyField, PlainTextField, RichTextField, SingleLineInput

from .enums import Level, Role

MOST_ADDRESSES = 100
SHOWN_ADDRESS = 254
DRAFT_NAME = r"(thread-new|(thread|post|scheduled|minutes|point):[0-9]{1,18})"
DRAFT_FIELDS = re.compile(
    r"(title|kind|tags|publish_at|version|attached|presenter|summary|next_on|next_note|(body|exchanges)(_format)?"
    r"|(decisions|actions|open)-([0-9]{1,3}-(id|text|what|owner|due)|TOTAL_FORMS))"
)
"""What a form may keep: messages and discussions, minutes and their points."""
DRAFT_HTML = ("body", "exchanges")
DRAFT_BYTES = 200 * 1024


class DirectoryForm(forms.Form):
    """Lenient: what is not a theme filters nothing."""

    theme = forms.SlugField(max_length=80, required=False)

    @property
    def chosen(self) -> str:
        return self.cleaned_data.get("theme", "") if self.is_valid() else ""


class MemberSearchForm(forms.Form):
    """Lenient: words that are too long find nobody rather than fail."""

    q = SingleLineInput(required=False, label=_("Find a member"))

    @property
    def words(self) -> str:
        return self.cleaned_data["q"][:100] if self.is_valid() else ""


class JoinForm(KeyedForm):
    message = PlainTextField(
        label=_("A word for the people who facilitate the group"),
        help_text=_("Your function, your organisation, what you expect from the group."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RequestDecisionForm(KeptForm):
    decision = forms.ChoiceField(
        choices=[("accept", _("Accept")), ("refuse", _("Decline"))], widget=forms.HiddenInput, required=True
    )
    answer = PlainTextField(
        label=_("Your word to this person"),
        help_text=_("It is sent by e-mail with your answer."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class InviteForm(KeptForm):
    addresses = PlainTextField(
        label=_("E-mail addresses"),
        help_text=_("One a line, or separated by commas. A list pasted from your mail program also works."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Write at least one address.")},
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)
    message = PlainTextField(
        label=_("A word of welcome"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_addresses(self) -> list[str]:
        found = split_addresses(self.cleaned_data["addresses"])
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("At most %(n)s addresses at a time."), params={"n": MOST_ADDRESSES})
        return found


class DraftForm(forms.Form):
    """What the browser keeps aside of a form: `erase=1` forgets it."""

    name = forms.RegexField(rf"^{DRAFT_NAME}$")
    key = KeyField(initial=uuid.uuid4)
    erase = forms.BooleanField(required=False)

    def clean(self):
        content = {name: self.data[name].replace("\x00", "") for name in self.data if DRAFT_FIELDS.fullmatch(name)}
        for name in DRAFT_HTML:
            if content.get(f"{name}_format") == "html":
                content[name] = clean_html.clean(content.get(name, ""))
        if sum(len(text.encode()) for text in content.values()) > DRAFT_BYTES:
            raise ValidationError("too long", code="too_long")
        return {**self.cleaned_data, "content": content}


class LevelForm(forms.Form):
    level = forms.ChoiceField(choices=Level.choices)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


class WelcomeForm(KeptForm):
    body = RichTextField(
        label=_("Welcome area"),
        help_text=_("Shown at the top of the group's home: what the group is for, its rules, what to read first."),
        required=False,
    )
    version = forms.CharField(max_length=16, widget=forms.HiddenInput)


class AdminEntryForm(KeyedForm):
    reason = PlainTextField(
        label=_("Reason"),
        help_text=_("The people who facilitate the group will read it. At least ten characters."),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def split_addresses(text: str) -> list[str]:
    """The addresses of a pasted list, in order: commas, semicolons, lines; "Marie Lemoine <marie@…>" gives the address.

    What is not an address is kept as it was typed, to be shown back, except names in front of an address.
    """
    found = [entry for line in text.splitlines() for entry in _of_line(line)]
    return list(dict.fromkeys(entry[:SHOWN_ADDRESS] for entry in found))


def _of_line(line: str) -> list[str]:
    found = []
    parts = re.split(r"<([^<>]*)>", line)
    for index, part in enumerate(parts):
        if index % 2:
            found.append(_tidy(part))
        elif index < len(parts) - 1:  # what stands just before <address> is a name: "Lemoine, Marie <marie@…>"
            found += [entry for entry in _pieces(part, whole=False) if "@" in entry]
        else:
            found += _pieces(part, whole=True)
    return [entry for entry in found if entry]


def _pieces(text: str, *, whole: bool) -> list[str]:
    pieces = [_tidy(piece) for piece in re.split(r"[,;]", text)]
    kept = pieces if whole else pieces[:-1]
    return [entry for piece in kept for entry in _addresses_side_by_side(piece)]


def _addresses_side_by_side(piece: str) -> list[str]:
    """ "a@x.fr b@x.fr" is two addresses; "jean dupont@x.fr" is one mistake."""
    words = piece.split()
    return words if len(words) > 1 and all("@" in word for word in words) else [piece]


def _tidy(entry: str) -> str:
    return entry.strip(" \t\"'\u00a0\u2019").removeprefix("mailto:")
