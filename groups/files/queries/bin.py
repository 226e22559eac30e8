"""What is in the bin, for whoever may bring it back."""

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from groups.files.models import BIN_KEPT, Folder, SharedFile
from groups.spaces.models import Group, Membership

from .places import folders_below


def bin_for_list(membership: Membership) -> QuerySet[SharedFile]:
    """What is in the bin and this member may bring back, the last first, with who deleted it: twin of
    `access.can_change_file`. Without what comes back with its folder. One query.
    """
    found = SharedFile.objects.deleted().filter(group=membership.group).select_related("deleted_by")
    with_folder = Q(folder__isnull=False, folder__deleted_at=F("deleted_at"))
    if not membership.is_facilitator:
        found = found.filter(created_by=membership.user_id)
        with_folder &= Q(folder__created_by=membership.user_id)
    return found.exclude(with_folder).order_by("-deleted_at", "-id")


def folders_in_bin(membership: Membership) -> list[Folder]:
    """Folders in the bin that this member may bring back, the last first, with who deleted them and in `holds` how many
    files come back with each: twin of `access.can_change_folder`. Without those that come back with another one. One
    query.
    """
    since = timezone.now() - BIN_KEPT
    tree = {one.pk: one for one in _deleted_folders(membership.group).filter(deleted_at__gt=since)}
    mine = {pk for pk, one in tree.items() if membership.is_facilitator or one.created_by_id == membership.user_id}
    own = [tree[pk] for pk in mine if not (tree[pk].parent_id in mine and _together(tree[pk], tree))]
    for folder in own:
        folder.holds = sum(tree[pk].files_gone for pk in folders_below([folder.pk], _of_moment(folder, tree)))
    return sorted(own, key=lambda one: (one.deleted_at, one.pk), reverse=True)


def _deleted_folders(group: Group) -> QuerySet[Folder]:
    together = Count("files", filter=Q(files__deleted_at=F("deleted_at")))
    return Folder.objects.deleted().filter(group=group).select_related("deleted_by").annotate(files_gone=together)


def _together(folder: Folder, tree: dict[int, Folder]) -> bool:
    return tree[folder.parent_id].deleted_at == folder.deleted_at


def _of_moment(folder: Folder, tree: dict[int, Folder]) -> dict[int, Folder]:
    return {pk: one for pk, one in tree.items() if one.deleted_at == folder.deleted_at}
