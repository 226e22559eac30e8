"""Form fields that several rooms share."""

import uuid
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from network.kit import clean_html
from network.kit.fields import single_line, whole_number

# Named here so that our catalogue answers for it: the one of the administration says it in two words of its own.
REQUIRED = _("This field is required.")
NOT_AN_ADDRESS = _("Enter a valid email address.")
MAX_HTML_BYTES = 100 * 1024
MAX_WORDS_CHARACTERS = 20_000
TAGS_MAX, TAG_LENGTH = 5, 40


@dataclass(frozen=True)
class Typed:
    """What came out of the writing area: its text, and whether that text is HTML (the editor) or plain (without it)."""

    text: str
    html: bool = False

    @classmethod
    def of(cls, kept: str) -> "Typed":
        """Kept HTML, ready to be edited: as plain text when that loses nothing."""
        plain = clean_html.to_plain(kept.replace("</p>", "</p>\n"))
        return cls(plain) if clean_html.from_plain(plain) == kept else cls(kept, html=True)


class RichTextarea(forms.Textarea):
    """A textarea that `data-editor` turns into the editor; `<name>_format` says what it holds when it is sent."""

    def __init__(self, attrs: dict | None = None):
        super().__init__({"rows": 6, "data-editor": "", **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        text = data.get(name)
        return None if text is None else Typed(text, data.get(f"{name}_format") == "html")

    def render(self, name, value, attrs=None, renderer=None):
        typed = value if isinstance(value, Typed) else Typed.of(value or "")
        text = clean_html.clean(typed.text) if typed.html else typed.text
        area = super().render(name, text, attrs, renderer)
        return format_html(
            '{}<input type="hidden" name="{}_format" value="{}">', area, name, "html" if typed.html else "plain"
        )

    def format_value(self, value):
        return value


class RichTextField(forms.Field):
    """Clean HTML from what a person wrote, in the editor or without it. Never returns anything `clean` did not make."""

    widget = RichTextarea
    default_error_messages = {
        "required": _("Write a few words first."),
        "too_long": _("This text is too long: %(limit)s characters at most. Shorten it or split it in two."),
    }

    def to_python(self, value: Typed | None) -> str:
        if value is None:
            return ""
        if len(value.text.encode()) > MAX_HTML_BYTES:
            raise self.too_long()
        cleaned = clean_html.clean(value.text if value.html else clean_html.from_plain(value.text))
        words = clean_html.to_plain(cleaned)
        if len(words) > MAX_WORDS_CHARACTERS:
            raise self.too_long()
        return cleaned if words else ""

    def too_long(self) -> ValidationError:
        params = {"limit": f"{MAX_WORDS_CHARACTERS:,}".replace(",", "\u00a0")}
        return ValidationError(self.error_messages["too_long"], code="too_long", params=params)

    def has_changed(self, initial, data) -> bool:
        return data is not None and self.to_python(data) != (initial or "")


TOO_LONG = {"max_length": _("This is too long: %(limit_value)d characters at most, it has %(show_value)d.")}


class SingleLineInput(forms.CharField):
    """One clean line of plain text. What is not a character a person types is dropped before anything is checked."""

    default_error_messages = TOO_LONG

    def to_python(self, value):
        return single_line(super().to_python(value))


class PlainTextField(forms.CharField):
    """A few lines of plain text: control characters go, line ends become one kind."""

    widget = forms.Textarea
    default_error_messages = TOO_LONG

    def to_python(self, value):
        return clean_html.CONTROL.sub("", super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")).strip()


class TagsField(forms.CharField):
    """A few words separated by commas, as a list."""

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Themes"), "required": False, "max_length": 400, **kwargs})

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


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once, `most` of them; without any, an empty list when none is required."""

    widget = ManyFiles

    def __init__(self, *args, most: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.most = most

    def clean(self, data, initial=None):
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        found = [one for one in (super(ManyFilesField, self).clean(one, initial) for one in given) if one]
        if len(found) > self.most:
            raise ValidationError(_("At most %(n)s files at a time."), params={"n": self.most})
        return found


class IdsInput(forms.TextInput):
    """Ids with commas between them, in one field that a script keeps and a draft holds; without a script, ticked boxes
    (`<name>_more`) and a button (`<name>_less`) add and take away.
    """

    def __init__(self, attrs: dict | None = None):
        super().__init__({"hidden": True, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        listed = getattr(data, "getlist", lambda _name: [])
        given = [*data.get(name, "").split(","), *listed(f"{name}_more")]
        away = set(listed(f"{name}_less"))
        return ",".join(dict.fromkeys(one.strip() for one in given if one.strip() and one.strip() not in away))


class IdsField(forms.CharField):
    """Ids as a list of numbers, each once; what is no number is left out."""

    widget = IdsInput

    def prepare_value(self, value):
        return ",".join(str(one) for one in value) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        numbers = (whole_number(one) for one in super().to_python(value).split(","))
        return [number for number in dict.fromkeys(numbers) if number]

    def run_validators(self, value):
        super().run_validators(self.prepare_value(value))


class KeyField(forms.UUIDField):
    """The key of one rendered form: sent again with it, so that a second arrival changes nothing."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("This form was incomplete. Your text is kept below: send it again."),
        "invalid": _("This form was incomplete. Your text is kept below: send it again."),
    }


class KeptForm(forms.Form):
    """A form whose words the device keeps until a page says `?sent=<key>`; without a key it is as good."""

    key = KeyField(initial=uuid.uuid4, required=False)

    def renew_key(self) -> None:
        """Shown again after its key was used, or unreadable: the next arrival is another form."""
        self.data = self.data.copy()
        self.data[self.add_prefix("key")] = str(uuid.uuid4())

    def _clean_fields(self) -> None:
        super()._clean_fields()
        if "key" in self.errors:
            self.renew_key()


class KeyedForm(KeptForm):
    """A form that is received once: see `network.activity.actions.once`."""

    key = KeyField(initial=uuid.uuid4)

    @property
    def is_blank(self) -> bool:
        """Nobody typed or put anything in it: but for its key, it is the same for everybody."""
        return not self.is_bound and not self.initial


ATTACHED_MAX = 10


def ids_shown(bound: forms.BoundField) -> list[int]:
    """What a field of ids shows now, whether its form was sent or not."""
    return bound.field.to_python(bound.value() or "")


class AttachingForm(forms.Form):
    """A form whose text comes with files: ids of those that are chosen, and those that are sent with it."""

    attached = IdsField(required=False, max_length=200, label=_("Attachments"))
    attach_new = ManyFilesField(most=ATTACHED_MAX, required=False, label=_("Files of this device"))

    def clean(self):
        sent = super().clean() or self.cleaned_data
        if len(sent.get("attached", ())) + len(sent.get("attach_new", ())) > ATTACHED_MAX:
            raise ValidationError(_("Ten files at most under a message. Take some away, or write a second message."))
        return sent

    @property
    def attached_ids(self) -> list[int]:
        """Those that the form shows now."""
        return ids_shown(self["attached"])

    def words(self) -> dict:
        """What was sent and may be taken, without the files themselves: they are chosen by then."""
        return {name: value for name, value in self.cleaned_data.items() if name != "attach_new"}

    def show_attached(self, ids: list[int]) -> None:
        """What was sent with the form is chosen from now on."""
        self.data = self.data.copy()
        self.data["attached"] = ",".join(str(pk) for pk in ids)
        for name in ("attached_more", "attached_less"):
            self.data.pop(name, None)
        self.cleaned_data["attached"] = ids

    def unjudged(self) -> "AttachingForm":
        """The same with what was typed, when it was sent for something else than to be taken."""
        return type(self)(initial={name: self[name].value() for name in self.fields}, **self.made_with())

    def made_with(self) -> dict:
        """What its class needs to be made again."""
        return {}
