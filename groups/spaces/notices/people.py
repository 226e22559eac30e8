"""What somebody is told of their own place in a group."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from groups.spaces import access
from groups.spaces.enums import RequestState, Role
from groups.spaces.models import Group
from groups.spaces.queries import groups_of
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.kit.typography import shorten
from network.people.models import User

from .words import group_url, letter


class RequestAnswered(Notice):
    """Told to the person who asked, as long as that is the answer."""

    state: str
    icon: str

    def words(self, group: Group) -> str:
        raise NotImplementedError

    def request_of(self, event: Event):
        return access.join_requests_told([event.object_id]).get(event.object_id)

    def audience(self, event: Event) -> Iterable[User]:
        request = self.request_of(event)
        return [request.user] if request else ()

    def still_true(self, request, user: User | None) -> bool:
        return request is not None and request.user == user and request.state == self.state

    def allows(self, event: Event, user: User | None) -> bool:
        return self.still_true(self.request_of(event), user)

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        found = access.join_requests_told([event.object_id for event in events])
        true = {event.pk: found[event.object_id] for event in events if event.object_id in found}
        return {pk: self.line(request) for pk, request in true.items() if self.still_true(request, user)}

    def line(self, request) -> Line:
        url = group_url("group-home", request.group)
        said = shorten(request.answer)
        return Line(self.words(request.group), url, said, self.icon, None, request.group.name)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        request = self.request_of(event)
        return request and letter(
            request.group,
            self.words(request.group),
            url=group_url("group-home", request.group),
            action=_("Open the group"),
            reason=_("You receive this mail because you asked to join this group."),
            quote=request.answer,
        )


@register
class JoinAcceptedNotice(RequestAnswered):
    """While they are in: whoever went out before it was told reads no more of the group, not even its name."""

    kind = "join-accepted"
    state = RequestState.ACCEPTED
    icon = "check"

    def allows(self, event: Event, user: User | None) -> bool:
        return super().allows(event, user) and bool(self.lines([event], user))

    def audience(self, event: Event) -> Iterable[User]:
        return [user for user in super().audience(event) if self.allows(event, user)]

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        asked, mine = access.join_requests_told([event.object_id for event in events]), set(groups_of(user))
        here = {pk for pk, request in asked.items() if request.group in mine}
        return super().lines([event for event in events if event.object_id in here], user)

    def words(self, group: Group) -> str:
        return _("You are now a member of “%(group)s”") % {"group": group.name}


@register
class JoinRefusedNotice(RequestAnswered):
    kind = "join-refused"
    state = RequestState.REFUSED
    icon = "message-square"

    def words(self, group: Group) -> str:
        return _("Your request to join “%(group)s” was not accepted") % {"group": group.name}


@register
class RoleChangedNotice(Notice):
    kind = "role-changed"

    def found(self, events: Sequence[Event]) -> dict:
        return access.memberships_told([event.object_id for event in events])

    def audience(self, event: Event) -> Iterable[User]:
        return [membership.user for membership in self.found([event]).values()]

    def still_true(self, event: Event, membership, user: User | None) -> bool:
        return membership is not None and membership.user == user and membership.role == event.data.get("role")

    def allows(self, event: Event, user: User | None) -> bool:
        return self.still_true(event, self.found([event]).get(event.object_id), user)

    def words(self, membership) -> str:
        if membership.role == Role.FACILITATOR:
            return _("You now facilitate “%(group)s”") % {"group": membership.group.name}
        return _("You no longer facilitate “%(group)s”; you are still a member") % {"group": membership.group.name}

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        found = self.found(events)
        true = {event.pk: found.get(event.object_id) for event in events}
        true = {event.pk: true[event.pk] for event in events if self.still_true(event, true[event.pk], user)}
        return {
            pk: Line(self.words(m), group_url("group-home", m.group), "", "shield-check", None, m.group.name)
            for pk, m in true.items()
        }

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        membership = self.found([event]).get(event.object_id)
        return membership and letter(
            membership.group,
            self.words(membership),
            url=group_url("group-home", membership.group),
            action=_("Open the group"),
            reason=_("You receive this mail because your role in this group has changed."),
        )


@register
class RemovedNotice(Notice):
    """A mail only: a line that stays would keep the name of a group that is no longer theirs."""

    kind = "removed"
    can_stop = False

    def addresses(self, event: Event) -> Iterable[Recipient]:
        return [Recipient(user.email, user, user.language) for user in access.people_told([event.data["user"]])]

    def allows(self, event: Event, user: User | None) -> bool:
        return user is not None and access.group_left(event.object_id, user.pk) is not None

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        return {}

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        group = access.group_left(event.object_id, recipient.user.pk)
        return group and letter(
            group,
            _("You are no longer a member of “%(group)s”") % {"group": group.name},
            url=reverse("groups:group-list"),
            action=_("See the groups of the network"),
            reason=_("You receive this mail because you were a member of this group. What you wrote there stays."),
        )
