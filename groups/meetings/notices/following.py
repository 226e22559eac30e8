"""What owners of action items are told."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from groups.meetings import access
from groups.meetings.models import ActionItem
from groups.spaces.notices import letter
from groups.spaces.queries import groups_read_by, members_to_tell
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.kit import dates
from network.people.models import User


class ActionNotice(Notice):
    """For the owner of an action item that is still to be done, while they are in the group."""

    icon = "square-check-big"

    def words(self, action: ActionItem, event: Event) -> str:
        raise NotImplementedError

    def is_meant(self, action: ActionItem, event: Event) -> bool:
        """Whether the event still speaks of what is so."""
        return action.is_open

    def action_of(self, event: Event) -> ActionItem | None:
        action = access.actions_told([event.object_id]).get(event.object_id)
        return action if action is not None and self.is_meant(action, event) else None

    def audience(self, event: Event) -> Iterable[User]:
        action = self.action_of(event)
        return members_to_tell(action.group, [action.owner_id]) if action else ()

    def allows(self, event: Event, user: User | None) -> bool:
        return user is not None and user in self.audience(event)

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        told = access.actions_told(event.object_id for event in events)
        mine = groups_read_by(user, {action.group_id for action in told.values()})
        kept = [(event, told[event.object_id]) for event in events if event.object_id in told]
        return {
            event.pk: Line(self.words(one, event), one.url, self.when(one), self.icon, group_name=one.group.name)
            for event, one in kept
            if one.group_id in mine and one.owner_id == user.pk and self.is_meant(one, event)
        }

    def when(self, action: ActionItem) -> str:
        return _("Due on %(date)s") % {"date": dates.weekday(action.due)} if action.due else ""

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        action = self.action_of(event)
        if action is None:
            return None
        group = action.group
        subject = self.discreet_words(action) if group.confidential else self.words(action, event)
        reason = _("You receive this mail because this action of the group “%(group)s” is yours.")
        return letter(
            group,
            subject,
            quote=self.when(action),
            url=action.url,
            action=_("Open the action"),
            reason=reason % {"group": group.name},
            conversation=action.target,
        )

    def discreet_words(self, action: ActionItem) -> str:
        return _("An action of yours in “%(group)s”") % {"group": action.group.name}


@register
class DueNotice(ActionNotice):
    """Three days before its date, and three days after. A reminder for somebody else's date is none any more."""

    kind = "action-due"

    def is_meant(self, action: ActionItem, event: Event) -> bool:
        return action.is_open and event.data["owner"] == action.owner_id

    def words(self, action: ActionItem, event: Event) -> str:
        said = _("Late: “%(what)s”") if event.data["when"] == "after" else _("Due soon: “%(what)s”")
        return said % {"what": action.title}


@register
class EntrustedNotice(ActionNotice):
    kind = "action-entrusted"

    def words(self, action: ActionItem, event: Event) -> str:
        return _("Entrusted to you: “%(what)s”") % {"what": action.title}
