"""Groups as somebody sees them from outside, and their own."""

from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet

from groups.spaces.access import pending_invitations_of, way_in
from groups.spaces.enums import RequestState, Role, Way
from groups.spaces.models import Group, Invitation, JoinRequest, Membership
from network.people.models import User
from network.reference.models import Theme


@dataclass(frozen=True)
class Card:
    """A group as somebody sees it from outside: what it is, who facilitates it, and their way in."""

    group: Group
    way: Way
    facilitators: list[User] = field(default_factory=list)
    join_request: JoinRequest | None = None
    invitation: Invitation | None = None
    may_enter: bool = False


def groups_of(user) -> QuerySet[Group]:
    """The groups this person belongs to, the living ones first, by name."""
    return Group.objects.filter(memberships__user=user).order_by(F("archived_at").desc(nulls_first=True), "name")


def groups_for_directory(user, theme: str = "") -> QuerySet[Group]:
    """Living groups whose card this visitor may see, by name; of one theme (its address) or its children."""
    groups = Group.objects.visible_to(user).filter(archived_at=None).select_related("theme")
    if theme:
        groups = groups.filter(Q(theme__slug=theme) | Q(theme__parent__slug=theme))
    return groups.order_by("name", "id")


def themes_for_directory(user) -> QuerySet[Theme]:
    """Themes that lead to at least one group of this visitor's directory."""
    shown = groups_for_directory(user).order_by().values("theme_id")
    return Theme.objects.filter(Q(pk__in=shown) | Q(children__pk__in=shown)).distinct()


def card_for(user, group: Group) -> Card:
    """The card of one group for this visitor, who may be anonymous."""
    return cards_for(user, [group])[0]


def cards_for(user, groups: list[Group]) -> list[Card]:
    """The cards of these groups, in their order: one query for facilitators, three more for a signed-in person."""
    facilitators = _facilitators_by_group(groups)
    mine, invited, requests, left = _ties_by_group(user, groups)
    return [
        Card(
            group=group,
            way=way_in(
                user,
                group,
                is_member=group.pk in mine,
                is_invited=group.pk in invited,
                request=requests.get(group.pk),
                put_out=group.pk in left,
            ),
            facilitators=facilitators.get(group.pk, []),
            join_request=requests.get(group.pk),
            invitation=invited.get(group.pk),
            may_enter=user.is_authenticated and user.is_network_admin and group.pk not in mine,
        )
        for group in groups
    ]


def _facilitators_by_group(groups: list[Group]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = {}
    facilitators = Membership.objects.filter(group__in=groups, role=Role.FACILITATOR, user__is_active=True)
    for membership in facilitators.select_related("user").order_by("id"):
        found.setdefault(membership.group_id, []).append(membership.user)
    return found


def _ties_by_group(
    user, groups: list[Group]
) -> tuple[set[int], dict[int, Invitation], dict[int, JoinRequest], set[int]]:
    """Memberships, invitations, the last request of each group, and the groups that this person was put out of."""
    if not user.is_authenticated:
        return set(), {}, {}, set()
    requests = list(JoinRequest.objects.filter(user=user, group__in=groups).order_by("id"))
    return (
        set(Membership.objects.filter(user=user, group__in=groups).values_list("group_id", flat=True)),
        {invitation.group_id: invitation for invitation in pending_invitations_of(user).filter(group__in=groups)},
        {request.group_id: request for request in requests if request.state != RequestState.REMOVED},
        {request.group_id for request in requests if request.state == RequestState.REMOVED},
    )


def was_put_out(user, group: Group) -> bool:
    """Whether this person was put out of the group and nobody let them in since. One query."""
    return JoinRequest.objects.filter(user=user, group=group, state=RequestState.REMOVED).exists()
