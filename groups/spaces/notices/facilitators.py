"""What the people who facilitate a group are told."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from groups.spaces import access, queries
from groups.spaces.enums import RequestState
from groups.spaces.models import AdminEntry, Group, JoinRequest
from network.activity.models import Event
from network.activity.notices import Mail, Recipient, register
from network.kit.typography import shorten
from network.people.models import User

from .one import OneNotice
from .words import group_url


class ToFacilitators(OneNotice):
    """Told to whoever facilitates the group now."""

    def people(self, found) -> Iterable[User]:
        return queries.facilitators_to_tell(found.group)

    def groups(self, found: Iterable, user: User) -> set[int]:
        return access.groups_facilitated_by(user)

    def person(self, found) -> User:
        return found.user

    def reason(self, group: Group) -> str:
        return _("You receive this mail because you facilitate the group “%(group)s”.") % {"group": group.name}


@register
class JoinRequestNotice(ToFacilitators):
    """A line that stays, whatever was answered; a mail while an answer is expected."""

    kind = "join-request"
    icon = "user-plus"

    def found(self, ids: Iterable[int]) -> dict[int, JoinRequest]:
        return access.join_requests_told(ids)

    def words(self, request: JoinRequest) -> str:
        return _("%(name)s asks to join “%(group)s”") % {"name": request.user, "group": request.group.name}

    def text(self, request: JoinRequest) -> str:
        return request.message

    def url(self, request: JoinRequest) -> str:
        return group_url("join-request-decide", request.group, request_id=request.pk)

    def button(self, request: JoinRequest) -> str:
        return _("Answer the request")

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        request = self.found_for(event)
        is_waiting = request is not None and request.state == RequestState.PENDING
        return super().mail(event, recipient) if is_waiting else None


@register
class AdminEntryNotice(ToFacilitators):
    kind = "admin-entry"
    icon = "shield-check"
    can_stop = False

    def found(self, ids: Iterable[int]) -> dict[int, AdminEntry]:
        return access.admin_entries_told(ids)

    def words(self, entry: AdminEntry) -> str:
        about = {"name": entry.user, "group": entry.group.name}
        return _("%(name)s entered “%(group)s” as network administrator") % about

    def text(self, entry: AdminEntry) -> str:
        return entry.reason

    def url(self, entry: AdminEntry) -> str:
        return group_url("group-admin", entry.group) + "#acces"

    def button(self, entry: AdminEntry) -> str:
        return _("See the exceptional accesses")


@register
class DoorsChangedNotice(ToFacilitators):
    """Who sees the group, how people come in and what mails hold is decided for the whole network: never behind the
    backs of those who facilitate.
    """

    kind = "doors-changed"
    icon = "shield-check"
    can_stop = False

    def found(self, ids: Iterable[int]) -> dict[int, Group]:
        return access.groups_told(ids)

    def group_of(self, group: Group) -> Group:
        return group

    def people(self, group: Group) -> Iterable[User]:
        return queries.facilitators_to_tell(group)

    def person(self, group: Group) -> None:
        return None

    def words(self, group: Group) -> str:
        return _("The administration of the network changed the access rules of “%(group)s”") % {"group": group.name}

    def text(self, group: Group) -> str:
        """As it is now."""
        said = [group.get_visibility_display()]
        said += [] if group.is_hidden else [group.get_entry_display()]
        said += [_("Mails about this group hold a title and a link, no content.")] if group.confidential else []
        return "\n".join(map(str, said))

    def excerpt(self, group: Group) -> str:
        return shorten(self.text(group).replace("\n", " · "))

    def discreet_text(self, group: Group) -> str:
        return self.text(group)

    def url(self, group: Group) -> str:
        return group_url("group-home", group)

    def button(self, group: Group) -> str:
        return _("Open the group")
