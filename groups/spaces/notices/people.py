"""What somebody is told of their own place in a group."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from groups.spaces import access
from groups.spaces.enums import RequestState, Role
from groups.spaces.models import Group, JoinRequest, Membership
from groups.spaces.queries import members_to_tell
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.people.models import User

from .one import OneNotice
from .words import group_url, letter


class OwnPlaceNotice(OneNotice):
    """About the place of one person in a group, told to that person."""

    def people(self, found) -> Iterable[User]:
        return [found.user]

    def concerns(self, found, user: User) -> bool:
        return found.user_id == user.pk

    def url(self, found) -> str:
        return group_url("group-home", found.group)

    def button(self, found) -> str:
        return _("Open the group")


class RequestAnswered(OwnPlaceNotice):
    """Told as long as that is the answer."""

    state: str

    def found(self, ids: Iterable[int]) -> dict[int, JoinRequest]:
        return access.join_requests_told(ids)

    def still_true(self, request: JoinRequest, event: Event) -> bool:
        return request.state == self.state

    def text(self, request: JoinRequest) -> str:
        return request.answer

    def reason(self, group: Group) -> str:
        return _("You receive this mail because you asked to join this group.")


@register
class JoinAcceptedNotice(RequestAnswered):
    """While they are in: whoever went out before it was told reads no more of the group, not even its name."""

    kind = "join-accepted"
    state = RequestState.ACCEPTED
    icon = "check"

    def people(self, request: JoinRequest) -> Iterable[User]:
        return members_to_tell(request.group, [request.user_id])

    def words(self, request: JoinRequest) -> str:
        return _("You are now a member of “%(group)s”") % {"group": request.group.name}


@register
class JoinRefusedNotice(RequestAnswered):
    """Of a group that was hidden since, nothing is told to people outside, not even its name of now."""

    kind = "join-refused"
    state = RequestState.REFUSED
    icon = "message-square"

    def people(self, request: JoinRequest) -> Iterable[User]:
        return () if request.group.is_hidden else super().people(request)

    def groups(self, found: Iterable[JoinRequest], user: User) -> set[int]:
        """Of groups that they are not in."""
        return {request.group_id for request in found if not request.group.is_hidden}

    def button(self, request: JoinRequest) -> str:
        return _("See the card of the group")

    def words(self, request: JoinRequest) -> str:
        return _("Your request to join “%(group)s” was not accepted") % {"group": request.group.name}


@register
class RoleChangedNotice(OwnPlaceNotice):
    kind = "role-changed"
    icon = "shield-check"

    def found(self, ids: Iterable[int]) -> dict[int, Membership]:
        return access.memberships_told(ids)

    def still_true(self, membership: Membership, event: Event) -> bool:
        return membership.role == event.data.get("role")

    def groups(self, found: Iterable[Membership], user: User) -> set[int]:
        return {membership.group_id for membership in found}

    def words(self, membership: Membership) -> str:
        if membership.role == Role.FACILITATOR:
            return _("You now facilitate “%(group)s”") % {"group": membership.group.name}
        return _("You no longer facilitate “%(group)s”; you are still a member") % {"group": membership.group.name}

    def reason(self, group: Group) -> str:
        return _("You receive this mail because your role in this group has changed.")


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
