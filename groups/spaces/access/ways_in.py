"""A group from outside: its card, the requests to join it, and the way in for each visitor."""

from collections.abc import Iterable

from django.http import Http404

from groups.spaces.enums import Entry, RequestState, Visibility, Way
from groups.spaces.models import Group, JoinRequest, Membership
from network.people.models import byline_columns


def get_group_or_404(user, group_slug: str) -> Group:
    """A group's card: listed ones for all, hidden ones for their members. Twin: `Group.objects.visible_to`."""
    group = Group.objects.visible_to(user).select_related("theme").filter(slug=group_slug).first()
    if group is None:
        raise Http404
    return group


def get_join_request_or_404(facilitator: Membership, request_id: int) -> JoinRequest:
    """A request to join the facilitator's group, decided or not, with `function` and `organisation` of the person.
    Raises Http404 for any other id.
    """
    requests = JoinRequest.objects.select_related("user").annotate(**byline_columns("user__"))
    found = requests.filter(group_id=facilitator.group_id, pk=request_id).first()
    if found is None:
        raise Http404
    found.group = facilitator.group
    return found


def groups_told(ids: Iterable[int]) -> dict[int, Group]:
    """Groups by id, for the notices: they check who may be told of them."""
    return {found.pk: found for found in Group.objects.filter(pk__in=ids)}


def join_requests_told(ids: Iterable[int]) -> dict[int, JoinRequest]:
    """Requests by id, with group and person, for the notices: they check who may be told of them."""
    return {found.pk: found for found in JoinRequest.objects.select_related("group", "user").filter(pk__in=ids)}


def can_ask_to_join(user, group: Group, *, put_out: bool) -> bool:
    """Listed groups that take requests; open ones too, of those who do not come in by themselves."""
    if group.is_archived or group.is_hidden:
        return False
    return group.entry == Entry.REQUEST or (group.entry == Entry.OPEN and not _comes_in_alone(user, put_out=put_out))


def can_join_directly(user, group: Group, *, put_out: bool) -> bool:
    is_open = group.entry == Entry.OPEN and group.visibility == Visibility.LISTED and not group.is_archived
    return is_open and _comes_in_alone(user, put_out=put_out)


def _comes_in_alone(user, *, put_out: bool) -> bool:
    """Administrators, who say which groups are open, read one because somebody let them in, or by a logged entry."""
    return user.is_approved and not user.is_superuser and not put_out


def way_in(
    user, group: Group, *, is_member: bool, is_invited: bool, request: JoinRequest | None, put_out: bool = False
) -> Way:
    """The way into this group for this visitor, who may be anonymous. `put_out` as of `was_put_out`."""
    if is_member:
        return Way.MEMBER
    if group.is_archived:
        return Way.CLOSED
    if is_invited:
        return Way.INVITED
    if request is not None and request.state == RequestState.PENDING:
        return Way.PENDING
    return _way_by_entry(user, group, put_out)


def _way_by_entry(user, group: Group, put_out: bool) -> Way:  # noqa: FBT001
    if group.is_hidden:
        return Way.INVITATION
    if not user.is_authenticated:
        return Way(group.entry)
    if can_join_directly(user, group, put_out=put_out):
        return Way.OPEN
    return Way.REQUEST if can_ask_to_join(user, group, put_out=put_out) else Way.INVITATION
