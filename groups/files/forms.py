"""What people say of files and folders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.kit.errors import Refused
from network.kit.fields import single_line, whole_number
from network.kit.file_types import type_of_name
from network.kit.forms import KeyedForm, ManyFilesField, PlainTextField, SingleLineInput, TagsField

from .enums import Display, Family, OnSame, Sort
from .models import NAME_MAX
from .queries import Wanted

TOP = ""
FILES_AT_ONCE, SELECTED_MAX = 20, 200
FOLDER_NAME_MAX = 80
LAST_DAY = 3660


def wanted_of(asked) -> Wanted:
    """What the address of a list asks for; what makes no sense is left out."""
    days = whole_number(asked.get("days", ""))
    return Wanted(
        words=single_line(asked.get("q", ""))[:100],
        family=asked.get("kind", "") if asked.get("kind", "") in Family.values else "",
        tag=single_line(asked.get("tag", ""))[:80],
        person=whole_number(asked.get("author", "")),
        days=min(days, LAST_DAY) if days else None,
        everywhere=asked.get("all", "") == "1",
        sort=asked.get("sort", "") if asked.get("sort", "") in Sort.values else "",
    )


def display_of(asked: str | None, kept: str | None) -> str:
    """How files are shown: as the address asks, else as this device remembers, else as a list."""
    return next((one for one in (asked, kept) if one in Display.values), Display.LIST.value)


class DepositForm(KeyedForm):
    files = ManyFilesField(
        most=FILES_AT_ONCE,
        label=_("Files"),
        error_messages={"required": _("Choose at least one file."), "empty": _("One of these files is empty.")},
        allow_empty_file=False,
    )
    on_same = forms.ChoiceField(
        label=_("When a file of that name is already here"),
        choices=OnSame.choices[1:],
        required=False,
        initial=OnSame.BOTH,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.refused = []

    def refuse(self, name: str, reason: Refused) -> None:
        """This one of the files could not be kept, and why."""
        self.refused.append(reason)
        self.add_error("files", f"{name}\u00a0: {reason}")


class AttachForm(KeyedForm):
    """One file that goes with a message."""

    file = forms.FileField(
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")}, allow_empty_file=False
    )


class VersionForm(KeyedForm):
    file = forms.FileField(label=_("File"), error_messages={"required": _("Choose a file.")})
    comment = SingleLineInput(
        label=_("What has changed"), max_length=200, required=False, help_text=_("Shown in the history of the file.")
    )


class UploadForm(KeyedForm):
    """What is said of a file before its first byte. `mark`: which file of that name it is, on its sender's device."""

    name = SingleLineInput(max_length=500)
    size = forms.IntegerField(min_value=0, max_value=2**53)
    mark = SingleLineInput(max_length=40, required=False)


class OnSameForm(forms.Form):
    on_same = forms.ChoiceField(choices=OnSame.choices, required=False)


class PathForm(forms.Form):
    """`path`: names of folders in each other, as `Bilan/2026`."""

    path = forms.CharField(max_length=1000)

    def clean_path(self):
        names = [single_line(name)[:FOLDER_NAME_MAX] for name in self.cleaned_data["path"].split("/")]
        return [name for name in names if name.strip(".")]


class PlaceSelect(forms.Select):
    def use_required_attribute(self, initial):
        """A browser would refuse "", which is the top."""
        return False


class PlaceField(forms.ChoiceField):
    """A folder of the group; `places` are ids and paths. "" is the top, so that nothing is ever left out."""

    widget = PlaceSelect

    def __init__(self, places: list[tuple[str, str]], **kwargs):
        super().__init__(choices=[(TOP, _("All files (the top)")), *places], **kwargs)

    def validate(self, value):
        if value != TOP:
            super().validate(value)


class FolderForm(KeyedForm):
    name = SingleLineInput(label=_("Name of the folder"), max_length=FOLDER_NAME_MAX)

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"] = PlaceField(list(places), label=_("Inside"))


class IdsField(forms.Field):
    """The ids of what was ticked in a list; what is not one is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        found = [number for text in value or [] if (number := whole_number(str(text))) is not None]
        return found[:SELECTED_MAX]


class SelectionForm(KeyedForm):
    """Files and folders that were ticked in a list."""

    files = IdsField()
    folders = IdsField()

    def clean_folders(self):
        if not (self.cleaned_data["folders"] or self.cleaned_data["files"]):
            raise forms.ValidationError(_("Tick at least one file or folder in the list."))
        return self.cleaned_data["folders"]


class MoveForm(SelectionForm):
    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"] = PlaceField(list(places), label=_("Move to"))


class FileForm(forms.Form):
    name = SingleLineInput(label=_("Name of the file"), max_length=NAME_MAX)
    description = PlainTextField(
        label=_("Description"), max_length=1000, required=False, help_text=_("What it is, when it is of use.")
    )
    tags = TagsField(help_text=_("A few words separated by commas: they help others to find the file."))

    def __init__(self, *args, places=(), ending="", **kwargs):
        super().__init__(*args, **kwargs)
        self.ending = ending
        self.fields["name"].help_text = _("Its ending, “.%(ending)s”, stays.") % {"ending": ending}
        self.fields["folder"] = PlaceField(list(places), label=_("Folder"))

    def clean_name(self):
        """With its ending, which nobody needs to type; one that names another type is said to be wrong later."""
        name = self.cleaned_data["name"]
        return name if type_of_name(name) else f"{name}.{self.ending}"


class SwitchForm(forms.Form):
    """`on=1` or `on=0`."""

    on = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")


class ChosenField(forms.MultipleChoiceField):
    """Ids that somebody ticked, as numbers; what is no number is left out, and access decides about the others."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        numbers = (whole_number(one) for one in super().to_python(value))
        return [number for number in numbers if number is not None]

    def validate(self, value):
        """Whether they are there is asked of the database, once for all."""


class ArchiveForm(forms.Form):
    """Files and folders that go out together."""

    files = ChosenField()
    folders = ChosenField()
