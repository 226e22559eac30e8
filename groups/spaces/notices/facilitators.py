"""What the people who facilitate a group are told."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from groups.spaces import access, queries
from groups.spaces.enums import RequestState
from groups.spaces.models import Group
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.kit.typography import shorten
from network.people.models import User

from .words import group_url, letter


class ToFacilitators(Notice):
    """Told to whoever facilitates the group now. `subject_of` gives the object of an event by its id."""

    def found(self, ids: Iterable[int]) -> dict:
        raise NotImplementedError

    def line(self, found) -> Line:
        raise NotImplementedError

    def audience(self, event: Event) -> Iterable[User]:
        found = self.found([event.object_id]).get(event.object_id)
        return queries.facilitators_to_tell(found.group) if found else ()

    def allows(self, event: Event, user: User | None) -> bool:
        found = self.found([event.object_id]).get(event.object_id)
        return found is not None and access.facilitators_of(found.group).filter(user=user).exists()

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        found = self.found([event.object_id for event in events])
        facilitated = access.groups_facilitated_by(user)
        return {
            event.pk: self.line(found[event.object_id])
            for event in events
            if event.object_id in found and found[event.object_id].group_id in facilitated
        }

    def reason(self, group: Group) -> str:
        return _("You receive this mail because you facilitate the group “%(group)s”.") % {"group": group.name}


@register
class JoinRequestNotice(ToFacilitators):
    kind = "join-request"

    def found(self, ids: Iterable[int]) -> dict:
        return access.join_requests_told(ids)

    def words(self, request) -> str:
        return _("%(name)s asks to join “%(group)s”") % {"name": request.user, "group": request.group.name}

    def line(self, request) -> Line:
        url = group_url("join-request-decide", request.group, request_id=request.pk)
        said = shorten(request.message)
        return Line(self.words(request), url, said, "user-plus", request.user, request.group.name)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        request = self.found([event.object_id]).get(event.object_id)
        if request is None or request.state != RequestState.PENDING:
            return None
        return letter(
            request.group,
            self.words(request),
            url=group_url("join-request-decide", request.group, request_id=request.pk),
            action=_("Answer the request"),
            reason=self.reason(request.group),
            quote=request.message,
        )


@register
class AdminEntryNotice(ToFacilitators):
    kind = "admin-entry"
    can_stop = False

    def found(self, ids: Iterable[int]) -> dict:
        return access.admin_entries_told(ids)

    def words(self, entry) -> str:
        return _("%(name)s entered “%(group)s” as network administrator") % {
            "name": entry.user,
            "group": entry.group.name,
        }

    def line(self, entry) -> Line:
        url = group_url("group-admin", entry.group) + "#acces"
        return Line(self.words(entry), url, shorten(entry.reason), "shield-check", entry.user, entry.group.name)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        entry = self.found([event.object_id]).get(event.object_id)
        return entry and letter(
            entry.group,
            self.words(entry),
            url=group_url("group-admin", entry.group) + "#acces",
            action=_("See the exceptional accesses"),
            reason=self.reason(entry.group),
            quote=entry.reason,
        )
