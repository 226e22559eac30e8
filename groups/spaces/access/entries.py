"""A network administrator's exceptional entry into a group that is not theirs."""

from collections.abc import Iterable

from django.http import Http404
from django.utils import timezone

from groups.spaces.models import AdminEntry, Group


def get_group_to_enter_or_404(user, group_slug: str) -> Group:
    """Any group, for a network administrator who states a reason. Raises Http404 for everybody else."""
    group = Group.objects.filter(slug=group_slug).first() if user.is_network_admin else None
    if group is None:
        raise Http404
    return group


def current_admin_entry(user, group_slug: str) -> AdminEntry | None:
    """The break-glass entry of this administrator into this group that has not run out, or None."""
    return (
        AdminEntry.objects.select_related("group")
        .filter(user=user, group__slug=group_slug, expires_at__gt=timezone.now())
        .first()
    )


def admin_entries_told(ids: Iterable[int]) -> dict[int, AdminEntry]:
    """Exceptional entries by id, with group and person, for the notices: they check who may be told of them."""
    return {found.pk: found for found in AdminEntry.objects.select_related("group", "user").filter(pk__in=ids)}
