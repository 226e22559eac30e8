"""A folder with all that it holds: moved, put into the bin, brought back. Whoever calls `branches_of` and what follows
holds the group.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.files.access import can_change_file, can_change_folder
from groups.files.models import DEPTH_MAX, FOLDERS_MAX, Folder, SharedFile, name_key
from groups.files.queries import ancestors_of, folders_below, height_of
from groups.spaces.models import Group, Membership
from network.kit import uses
from network.kit.errors import Refused

from .bin import USED_AS
from .folders import NAMES_TRIED, hold_own_folder
from .telling import show, untell


@dataclass(frozen=True)
class Branch:
    """A folder, those in it at any depth, itself included, and their files."""

    folder: Folder
    folders: list[Folder]
    files: list[SharedFile]

    def belongs_to(self, member: Membership) -> bool:
        """Whether all of it may be deleted by this person."""
        mine = all(can_change_folder(member, folder) for folder in self.folders)
        return mine and all(can_change_file(member, file) for file in self.files)


def branches_of(*, group: Group, folders: Iterable[Folder]) -> list[Branch]:
    """What each of these folders holds that is not in the bin. Two queries."""
    tree = {folder.pk: folder for folder in Folder.objects.alive().filter(group=group)}
    below = {folder: folders_below([folder.pk], tree) for folder in folders}
    held: dict[int, list[SharedFile]] = {}
    for file in SharedFile.objects.alive().filter(group=group, folder__in=set().union(*below.values())):
        file.group = group
        held.setdefault(file.folder_id, []).append(file)
    return [
        Branch(folder, [tree[pk] for pk in ids], [file for pk in ids for file in held.get(pk, ())])
        for folder, ids in below.items()
    ]


def put_away(*, branches: Collection[Branch], by: Membership, at: datetime) -> None:
    """Into the bin, with one moment by which it comes back together. Six queries at most."""
    folders = {folder.pk for branch in branches for folder in branch.folders}
    files = [file for branch in branches for file in branch.files]
    gone = {"deleted_at": at, "deleted_by": by.user}
    SharedFile.objects.filter(pk__in={file.pk for file in files}).update(**gone, pinned=False)
    Folder.objects.filter(pk__in=folders).update(**gone)
    untell(files=files)


def bring_branch_back(*, folder: Folder) -> None:
    """Out of the bin with what went into it together with it; to the top when the folder above is gone or stands too
    deep by now, under another name when its own was taken. Refused when the group has as many folders as it may have.
    """
    group, at = folder.group, folder.deleted_at
    gone = {one.pk: one for one in Folder.objects.deleted().filter(group=group, deleted_at=at)}
    tree = {one.pk: one for one in Folder.objects.alive().filter(group=group)}
    back = folders_below([folder.pk], gone)
    if len(tree) + len(back) > FOLDERS_MAX:
        raise Refused(_("This group has as many folders as it may have. Delete those that are empty."))
    above = ancestors_of(tree.get(folder.parent_id), tree)
    if not above or len(above) + height_of(folder, gone) > DEPTH_MAX:
        folder.parent = None
    here = {one.key for one in tree.values() if one.parent_id == folder.parent_id}
    folder.name = _free_name(folder.name, here)
    folder.key = name_key(folder.name)
    folder.deleted_at, folder.deleted_by = None, None
    Folder.objects.filter(pk__in=back).update(deleted_at=None, deleted_by=None)
    folder.save(update_fields=["name", "key", "parent", "deleted_at", "deleted_by"])
    SharedFile.objects.filter(folder__in=back, deleted_at=at).update(deleted_at=None, deleted_by=None)


def _free_name(name: str, taken: Collection[str]) -> str:
    room = Folder._meta.get_field("name").max_length - len(f" ({NAMES_TRIED})")
    tried = [name, *(f"{name[:room]} ({number})" for number in range(2, NAMES_TRIED))]
    free = next((one for one in tried if name_key(one) not in taken), None)
    if free is None:
        raise Refused(_("Another folder has this name here."))
    return free


@transaction.atomic
def delete_folder(*, member: Membership, folder: Folder) -> None:
    """Put a folder into the bin with what it holds. Refused when some of that is not theirs or is used, when it was
    deleted or the group archived meanwhile; Http404 when the folder is not theirs.
    """
    me, current = hold_own_folder(member=member, folder=folder)
    (branch,) = branches_of(group=member.group, folders=[current])
    if not branch.belongs_to(me):
        raise Refused(_("It holds what others brought: only they, and the people who facilitate, delete that."))
    if uses.held(USED_AS, [file.pk for file in branch.files]):
        raise Refused(
            _("Messages show files that it holds: take these away from them first, on the pages of the files.")
        )
    put_away(branches=[branch], by=member, at=timezone.now())
    show(group=member.group, kind="folder", object_id=current.pk)
