"""What owners of action items are told."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from groups.meetings import access
from groups.meetings.models import ActionItem
from groups.spaces.models import Group
from groups.spaces.notices import OneNotice
from groups.spaces.queries import members_to_tell
from network.activity.models import Event
from network.activity.notices import register
from network.kit import dates
from network.people.models import User


class ActionNotice(OneNotice):
    """For the owner of an action item that is still to be done, while they are in the group."""

    icon = "square-check-big"

    def found(self, ids: Iterable[int]) -> dict[int, ActionItem]:
        return access.actions_told(ids)

    def still_true(self, action: ActionItem, event: Event) -> bool:
        return action.is_open

    def people(self, action: ActionItem) -> Iterable[User]:
        return members_to_tell(action.group, [action.owner_id])

    def concerns(self, action: ActionItem, user: User) -> bool:
        return action.owner_id == user.pk

    def discreet_words(self, action: ActionItem) -> str:
        return _("An action of yours in “%(group)s”") % {"group": action.group.name}

    def text(self, action: ActionItem) -> str:
        return _("Due on %(date)s") % {"date": dates.weekday(action.due)} if action.due else ""

    def excerpt(self, action: ActionItem) -> str:
        return self.text(action)

    def button(self, action: ActionItem) -> str:
        return _("Open the action")

    def reason(self, group: Group) -> str:
        said = _("You receive this mail because this action of the group “%(group)s” is yours.")
        return said % {"group": group.name}

    def conversation(self, action: ActionItem, event: Event) -> str:
        return action.target


@register
class DueNotice(ActionNotice):
    """Three days before its date, and three days after. A reminder for somebody else's date is none any more."""

    kind = "action-due"

    def still_true(self, action: ActionItem, event: Event) -> bool:
        return super().still_true(action, event) and event.data["owner"] == action.owner_id

    def words_for(self, action: ActionItem, event: Event) -> str:
        said = _("Late: “%(what)s”") if event.data["when"] == "after" else _("Due soon: “%(what)s”")
        return said % {"what": action.title}


@register
class EntrustedNotice(ActionNotice):
    kind = "action-entrusted"

    def words(self, action: ActionItem) -> str:
        return _("Entrusted to you: “%(what)s”") % {"what": action.title}
