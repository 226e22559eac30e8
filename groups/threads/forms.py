"""What people write, choose and ask for in the discussions of a group. Nothing here writes."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.spaces.access import can_manage_group
from groups.spaces.enums import Level
from groups.spaces.models import Group, Membership
from network.kit import clean_html
from network.kit.fields import single_line, whole_number
from network.kit.forms import (
    AttachingForm,
    KeyedForm,
    KeyField,
    PlainTextField,
    RichTextarea,
    RichTextField,
    SingleLineInput,
)

from .access import can_start_thread
from .enums import Kind, ReactionKind, ReportReason
from .models import Post, Thread
from .queries import SHOWS, SORTS, Wanted

TITLE_MAX = Thread._meta.get_field("title").max_length
TAGS_MAX, TAG_LENGTH = 5, 40
DRAFT_NAME = r"(thread-new|thread:[0-9]{1,18}|post:[0-9]{1,18})"
DRAFT_BYTES = 200 * 1024
LAST_DAY = 3660


class TagsField(forms.CharField):
    """A few words separated by commas, as a list."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Themes"),
            required=False,
            max_length=400,
            help_text=_("A few words separated by commas: they help others to find the discussion."),
            **kwargs,
        )

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        words = (single_line(word).strip() for word in super().to_python(value).split(","))
        return list(dict.fromkeys(filter(None, words)))

    def validate(self, value):
        if len(value) > TAGS_MAX:
            raise ValidationError(_("Five themes at most."), code="too_many")
        if any(len(word) > TAG_LENGTH for word in value):
            raise ValidationError(_("A theme has forty characters at most."), code="too_long")

    def run_validators(self, value):
        super().run_validators(", ".join(value))


class MomentField(forms.DateTimeField):
    """A day and an hour, as the browser's own field sends them."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        messages = {"invalid": _("Give a day and an hour."), "required": _("Give a day and an hour.")}
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M"], error_messages=messages, **kwargs)


def title_field() -> SingleLineInput:
    return SingleLineInput(
        label=_("Title"),
        max_length=TITLE_MAX,
        help_text=_("A sentence that says what you are looking for or what you share."),
        error_messages={
            "required": _("Give the discussion a title."),
            "max_length": _("This title is too long: %(limit_value)d characters at most, it has %(show_value)d."),
        },
    )


def kinds_for(membership: Membership, current: str = "") -> list[tuple[str, str]]:
    kinds = (kind for kind in Kind if can_start_thread(membership, kind) or kind == current)
    return [(kind.value, kind.label) for kind in kinds]


class ReplyForm(AttachingForm, KeyedForm):
    body = RichTextField(label=_("Your message"), widget=RichTextarea({"rows": 4}))


class ThreadForm(AttachingForm, KeyedForm):
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect, initial=Kind.DISCUSSION)
    title = title_field()
    tags = TagsField()
    body = RichTextField(label=_("Message"), widget=RichTextarea({"rows": 10}))
    publish_at = MomentField(
        label=_("Publish later"),
        required=False,
        help_text=_("Leave it empty to publish now."),
    )

    def __init__(self, *args, membership: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership = membership
        self.fields["kind"].choices = kinds_for(membership)
        if not can_manage_group(membership):
            del self.fields["publish_at"]

    def made_with(self) -> dict:
        return {"membership": self.membership}


class ThreadEditForm(forms.Form):
    title = title_field()
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    tags = TagsField()

    def __init__(self, *args, membership: Membership, thread: Thread, **kwargs):
        initial = {"title": thread.title, "kind": thread.kind, "tags": thread.tag_names}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["kind"].choices = kinds_for(membership, thread.kind)


class PostForm(AttachingForm):
    """`version`: the post's own when the form was drawn, so that another window's words are not lost.

    `key` only names the drafts of this form: the same words twice change nothing anyway.
    """

    body = RichTextField(label=_("Your message"), widget=RichTextarea({"rows": 10}))
    version = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    key = KeyField(initial=uuid.uuid4, required=False)


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
    reason = forms.ChoiceField(label=_("What is wrong?"), choices=ReportReason.choices, widget=forms.RadioSelect)
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


class StatementForm(forms.Form):
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


class RescheduleForm(forms.Form):
    publish_at = MomentField(label=_("Publish on"))


class DraftForm(forms.Form):
    """What the browser keeps aside of a form: `erase=1` forgets it."""

    name = forms.RegexField(rf"^{DRAFT_NAME}$")
    key = KeyField(initial=uuid.uuid4)
    erase = forms.BooleanField(required=False)

    def clean(self):
        kept = ("title", "kind", "tags", "body", "body_format", "publish_at", "version", "attached")
        content = {name: self.data[name].replace("\x00", "") for name in kept if name in self.data}
        if content.get("body_format") == "html":
            content["body"] = clean_html.clean(content.get("body", ""))
        if sum(len(text.encode()) for text in content.values()) > DRAFT_BYTES:
            raise ValidationError("too long", code="too_long")
        return {**self.cleaned_data, "content": content}


def wanted_of(asked) -> Wanted:
    """What the address of a list asks for; what makes no sense is left out."""
    before = tuple(n for text in asked.get("before", "").split("-") if (n := whole_number(text)) is not None)
    sort = asked.get("sort", "") if asked.get("sort", "") in SORTS else ""
    return Wanted(
        show=asked.get("filter", "") if asked.get("filter", "") in SHOWS else "",
        kind=asked.get("kind", "") if asked.get("kind", "") in Kind.values else "",
        tag=single_line(asked.get("tag", ""))[:80],
        author=whole_number(asked.get("author", "")),
        days=_days(asked.get("days", "")),
        older=_days(asked.get("older", "")),
        sort=sort,
        before=before if len(before) == len(SORTS[sort][2]) else (),
    )


def _days(text: str) -> int | None:
    number = whole_number(text)
    return min(number, LAST_DAY) if number else None
