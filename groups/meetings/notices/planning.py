"""What is told of points that members propose."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from groups.meetings import access, actions
from groups.meetings.enums import ItemState
from groups.meetings.models import AgendaItem
from groups.spaces.access import groups_facilitated_by
from groups.spaces.models import Group
from groups.spaces.notices import OneNotice
from groups.spaces.queries import facilitators_to_tell, members_to_tell
from network.activity.models import Event
from network.activity.notices import register
from network.people.models import User


class PlannedNotice(OneNotice):
    icon = "calendar"

    def conversation(self, found, event: Event) -> str:
        return event.target


class ItemNotice(PlannedNotice):
    icon = "list-ordered"

    def found(self, ids: Iterable[int]) -> dict[int, AgendaItem]:
        return access.items_told(ids)

    def group_of(self, item: AgendaItem) -> Group:
        return item.meeting.group


@register
class ProposedNotice(ItemNotice):
    """For those who facilitate: a member proposes a point."""

    kind = actions.PROPOSED

    def people(self, item: AgendaItem) -> Iterable[User]:
        return facilitators_to_tell(item.meeting.group)

    def groups(self, found: Iterable[AgendaItem], user: User) -> set[int]:
        return groups_facilitated_by(user)

    def url(self, item: AgendaItem) -> str:
        return f"{item.meeting.url}ordre-du-jour/"

    def person(self, item: AgendaItem) -> User | None:
        return item.proposed_by

    def words(self, item: AgendaItem) -> str:
        about = {"name": item.proposed_by or _("Former member"), "item": item.title, "title": item.meeting.title}
        return _("%(name)s proposes a point for “%(title)s”: %(item)s") % about

    def discreet_words(self, item: AgendaItem) -> str:
        return _("A point is proposed for “%(title)s”") % {"title": item.meeting.title}

    def text(self, item: AgendaItem) -> str:
        return item.proposed_words

    def button(self, item: AgendaItem) -> str:
        return _("Answer")


@register
class DecidedNotice(ItemNotice):
    """For whoever proposed a point, while they are in the group."""

    kind = actions.DECIDED

    def people(self, item: AgendaItem) -> Iterable[User]:
        return members_to_tell(item.meeting.group, [item.proposed_by_id])

    def concerns(self, item: AgendaItem, user: User) -> bool:
        return item.proposed_by_id == user.pk

    def url(self, item: AgendaItem) -> str:
        return item.meeting.url

    def words(self, item: AgendaItem) -> str:
        about = {"item": item.title, "title": item.meeting.title}
        if item.state == ItemState.ACCEPTED:
            return _("Your point “%(item)s” is on the agenda of “%(title)s”") % about
        return _("Your point “%(item)s” was not kept for “%(title)s”") % about

    def discreet_words(self, item: AgendaItem) -> str:
        return _("The point that you proposed for “%(title)s” was answered") % {"title": item.meeting.title}

    def text(self, item: AgendaItem) -> str:
        return item.answer

    def button(self, item: AgendaItem) -> str:
        return _("See the meeting")
