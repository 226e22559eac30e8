"""Points of an agenda: written, proposed, answered, moved. Nothing here writes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.meetings.models import ITEMS_MAX, TITLE_MAX, AgendaItem
from groups.meetings.queries import version_of
from network.kit.forms import PlainTextField, SingleLineInput
from network.people.models import User

from .moments import MinutesField
from .versions import VersionedForm


def point_field() -> SingleLineInput:
    messages = {
        "required": gettext_lazy("Say in a few words what it is about."),
        "max_length": gettext_lazy(
            "This title is too long: %(limit_value)d characters at most, it has %(show_value)d."
        ),
    }
    return SingleLineInput(label=gettext_lazy("Point"), max_length=TITLE_MAX, error_messages=messages)


def minutes_field() -> MinutesField:
    return MinutesField(label=gettext_lazy("Length, in minutes"), required=False, least=1)


class ItemForm(VersionedForm):
    """A point of the agenda; `members`: (id, name) of those who may present it."""

    title = point_field()
    minutes = minutes_field()
    presenter = forms.ChoiceField(
        label=gettext_lazy("Presented by"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("This person is not in the group any more: choose somebody else.")
        },
    )
    presenter_name = SingleLineInput(
        label=gettext_lazy("or by somebody else"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Somebody who is not in the group."),
    )

    def __init__(self, *args, members: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["presenter"].choices = [("", _("Nobody yet")), *members]

    @classmethod
    def of(cls, item: AgendaItem, members: list[tuple[str, str]]) -> "ItemForm":
        return cls(initial=initial_of(item), members=with_presenter(item, members))

    @classmethod
    def again(cls, data, item: AgendaItem, members: list[tuple[str, str]]) -> "ItemForm":
        return cls(data, members=with_presenter(item, members))

    def words(self) -> dict:
        """What the action takes: a member before a name that was typed too."""
        sent = self.cleaned_data
        presenter = int(sent["presenter"]) if sent["presenter"] else None
        name = "" if presenter else sent["presenter_name"]
        about = {"title": sent["title"], "minutes": sent["minutes"]}
        return about | {"presenter_id": presenter, "presenter_name": name}


def initial_of(item: AgendaItem) -> dict:
    names = ("title", "minutes", "presenter_name")
    said = {name: getattr(item, name) for name in names}
    return said | {"presenter": str(item.presenter_id or ""), "version": version_of(item)}


def with_presenter(item: AgendaItem, members: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whoever presents it stays in the list when they left the group meanwhile."""
    known = {pk for pk, _name in members}
    here = str(item.presenter_id or "")
    return members if not here or here in known else [*members, (here, str(item.presenter))]


class ProposalForm(VersionedForm):
    title = point_field()
    words = PlainTextField(
        label=gettext_lazy("Why talk about it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("A word for those who prepare the meeting."),
    )
    minutes = minutes_field()
    presents = forms.BooleanField(label=gettext_lazy("I can present this point"), required=False)

    @classmethod
    def of(cls, item: AgendaItem) -> "ProposalForm":
        said = {"title": item.title, "words": item.proposed_words, "minutes": item.minutes}
        return cls(initial=said | {"presents": item.presenter_id is not None, "version": version_of(item)})

    def sent(self, user: User) -> dict:
        """What the action takes from this person."""
        sent = self.cleaned_data
        about = {"title": sent["title"], "minutes": sent["minutes"], "proposed_words": sent["words"]}
        return about | {"presenter_id": user.pk if sent["presents"] else None}


class DecisionForm(VersionedForm):
    """`decision`: the button that was used."""

    decision = forms.ChoiceField(
        choices=[("accept", "accept"), ("decline", "decline")],
        error_messages={"required": gettext_lazy("Choose one of the two buttons.")},
    )
    words = PlainTextField(
        label=gettext_lazy("A word to whoever proposed it"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )

    @classmethod
    def of(cls, item: AgendaItem) -> "DecisionForm":
        return cls(initial={"version": version_of(item)})


class PlaceForm(forms.Form):
    """The place that a point is wanted at, from 0: sent twice, the result is the same."""

    place = forms.IntegerField(min_value=0, max_value=ITEMS_MAX)
