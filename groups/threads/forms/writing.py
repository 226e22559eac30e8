"""What people write in the discussions of a group, now or for later. Nothing here writes."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.spaces.access import can_manage_group
from groups.spaces.models import Membership
from groups.threads.access import can_start_thread, is_to_come
from groups.threads.enums import Kind
from groups.threads.models import Thread
from groups.threads.queries import Quote
from network.kit.forms import (
    AttachingForm,
    KeyedForm,
    KeyField,
    RichTextarea,
    RichTextField,
    SingleLineInput,
    TagsField,
    Typed,
)

TAGS_HINT = _("A few words separated by commas: they help others to find the discussion.")
TITLE_MAX = Thread._meta.get_field("title").max_length


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


class MessageForm(AttachingForm):
    """Words, files, or both."""

    use_required_attribute = False

    def clean(self):
        sent = super().clean()
        if self.has_error("body", "required") and (sent.get("attached") or sent.get("attach_new")):
            del self.errors["body"]
            sent["body"] = ""
        return sent


class ReplyForm(MessageForm, KeyedForm):
    body = RichTextField(
        label=_("Your message"), widget=RichTextarea({"rows": 4, "placeholder": _("Write your answer")})
    )

    @classmethod
    def quoting(cls, quote: Quote) -> "ReplyForm":
        """Begins with words of a message: readable as they stand, and with their source for the editor."""
        form = cls(initial={"body": Typed(quote.plain)})
        form.fields["body"].widget.attrs["data-quoted"] = quote.html
        return form


class ThreadForm(AttachingForm, KeyedForm):
    kind = forms.ChoiceField(label=_("Kind of discussion"), widget=forms.RadioSelect, initial=Kind.DISCUSSION)
    title = title_field()
    tags = TagsField(help_text=TAGS_HINT)
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

    def clean_publish_at(self):
        return moment_to_come(self.cleaned_data["publish_at"])

    def clean(self):
        # Somebody who loses the right to choose the hour must not see their words published at once instead.
        if "publish_at" not in self.fields and self.data.get("publish_at", "").strip():
            raise ValidationError(
                _(
                    "Only the people who facilitate the group choose when a discussion is published, and you are no"
                    " longer one of them. Nothing was published: send it again to publish it now."
                ),
                code="demoted",
            )
        return super().clean()


class ScheduledForm(ThreadForm):
    """A thread that waits for its hour, in other words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["publish_at"].required = True
        self.fields["publish_at"].help_text = ""


def moment_to_come(moment):
    """Raises ValidationError for a moment that the action would refuse, while the form can still say it."""
    if moment is not None and not is_to_come(moment):
        raise ValidationError(_("Choose a moment to come, within a year."), code="past")
    return moment


class ThreadEditForm(forms.Form):
    title = title_field()
    kind = forms.ChoiceField(label=_("Kind of discussion"), widget=forms.RadioSelect)
    tags = TagsField(help_text=TAGS_HINT)

    def __init__(self, *args, membership: Membership, thread: Thread, **kwargs):
        initial = {"title": thread.title, "kind": thread.kind, "tags": thread.tag_names}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["kind"].choices = kinds_for(membership, thread.kind)


class PostForm(MessageForm):
    """`version`: the post's own when the form was drawn, so that another window's words are not lost. `opens`: the post
    is the first of its discussion, which says in words what is expected of the others.

    `key` only names the drafts of this form: the same words twice change nothing anyway.
    """

    body = RichTextField(label=_("Your message"), widget=RichTextarea({"rows": 10}))
    version = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    key = KeyField(initial=uuid.uuid4, required=False)

    def __init__(self, *args, opens: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.opens = opens

    def clean(self):
        return AttachingForm.clean(self) if self.opens else super().clean()

    def made_with(self) -> dict:
        return {"opens": self.opens}


class RescheduleForm(forms.Form):
    publish_at = MomentField(label=_("Publish on"))

    def clean_publish_at(self):
        return moment_to_come(self.cleaned_data["publish_at"])
