"""What is done to several files and folders of a group at once, in one transaction."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from groups.files.access import can_change_file, can_change_folder, held_folder
from groups.files.models import Folder, SharedFile
from groups.spaces.access import held_membership
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import receive
from network.activity.queries import is_received
from network.kit import uses
from network.kit.errors import Refused

from .bin import USED_AS, take_out
from .folders import check_place
from .telling import show, untell
from .trees import branches_of, bring_branch_back, put_away

HINTS_MAX = 50
Thing = SharedFile | Folder


@dataclass(frozen=True)
class Ticked:
    """Ids of files and of folders."""

    files: Collection[int] = ()
    folders: Collection[int] = ()


@dataclass
class Outcome:
    """What became of a selection: files `done` and `folders`. Left as they were: `not_theirs`, `of_others` (folders
    that hold what others brought), `name_taken`, `in_use` and, with the reason, `misplaced`. `again`: the form had done
    its work before.
    """

    done: list[SharedFile] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    not_theirs: list[Thing] = field(default_factory=list)
    of_others: list[Folder] = field(default_factory=list)
    name_taken: list[SharedFile] = field(default_factory=list)
    in_use: list[Thing] = field(default_factory=list)
    misplaced: dict[str, list[Folder]] = field(default_factory=dict)
    again: bool = False


@transaction.atomic
def move_files(*, member: Membership, ticked: Ticked, folder: Folder | None, key: uuid.UUID) -> Outcome:
    """Put those of these files and folders that are theirs into a folder (None: the top), but where their name is taken
    there, and folders that would stand in themselves or too deep. The same form again changes nothing more.

    Refused when the folder was deleted or the group archived meanwhile, Http404 when the group is lost.
    """
    outcome, _me = _held(member, ticked, deleted=False, key=key)
    folder = held_folder(member.group, folder)
    moving = [file for file in outcome.done if file.folder_id != (folder and folder.pk)]
    here = SharedFile.objects.alive().filter(group=member.group, folder=folder)
    taken = set(here.filter(key__in=[file.key for file in moving]).values_list("key", flat=True))
    outcome.done = []
    for file in moving:
        (outcome.name_taken if file.key in taken else outcome.done).append(file)
        taken.add(file.key)
        file.folder = folder
    SharedFile.objects.bulk_update(outcome.done, ["folder"])
    _move_folders(outcome, folder)
    return _shown(member, outcome)


def _move_folders(outcome: Outcome, parent: Folder | None) -> None:
    moving = [folder for folder in outcome.folders if folder.parent_id != (parent and parent.pk)]
    outcome.folders = []
    tree = {one.pk: one for one in Folder.objects.alive().filter(group=moving[0].group)} if moving else {}
    for folder in moving:
        try:
            check_place(tree=tree, name=folder.name, parent=parent and tree[parent.pk], but=tree[folder.pk])
        except Refused as reason:
            outcome.misplaced.setdefault(str(reason), []).append(folder)
        else:
            folder.parent, tree[folder.pk].parent = parent, parent
            outcome.folders.append(folder)
    Folder.objects.bulk_update(outcome.folders, ["parent"])


@transaction.atomic
def delete_files(*, member: Membership, ticked: Ticked, key: uuid.UUID) -> Outcome:
    """Put those of these files that are theirs and that nothing uses into the bin, and those of these folders of which
    that is true of all that they hold. The same form again changes nothing more.

    Refused when the group was archived meanwhile, Http404 when it is lost.
    """
    outcome, me = _held(member, ticked, deleted=False, key=key)
    branches = branches_of(group=member.group, folders=outcome.folders) if outcome.folders else []
    used = uses.held(USED_AS, {file.pk for some in (outcome.done, *(one.files for one in branches)) for file in some})
    outcome.in_use = [file for file in outcome.done if file.pk in used]
    outcome.done = [file for file in outcome.done if file.pk not in used]
    outcome.folders, going = [], []
    for branch in branches:
        if not branch.belongs_to(me):
            outcome.of_others.append(branch.folder)
        elif used.intersection(file.pk for file in branch.files):
            outcome.in_use.append(branch.folder)
        else:
            outcome.folders.append(branch.folder)
            going.append(branch)
    now = timezone.now()
    for file in outcome.done:
        file.deleted_at, file.deleted_by, file.pinned = now, member.user, False
    SharedFile.objects.bulk_update(outcome.done, ["deleted_at", "deleted_by", "pinned"])
    untell(files=outcome.done)
    if going:
        put_away(branches=going, by=member, at=now)
    return _shown(member, outcome)


@transaction.atomic
def bring_files_back(*, member: Membership, ticked: Ticked) -> Outcome:
    """Take those of these files and folders that are theirs out of the bin, folders with what went with them; again
    changes nothing. Refused when the group has as many folders as it may have, or was archived meanwhile.
    """
    outcome, _me = _held(member, ticked, deleted=True)
    for folder in outcome.folders:
        bring_branch_back(folder=folder)
    for file in SharedFile.objects.deleted().filter(pk__in=[file.pk for file in outcome.done]).select_related("folder"):
        file.group = member.group
        take_out(file=file)
    return _shown(member, outcome)


def _held(
    member: Membership, ticked: Ticked, *, deleted: bool, key: uuid.UUID | None = None
) -> tuple[Outcome, Membership]:
    """These files and folders of the group as they are now, the group being held: what is theirs is `done` or in
    `folders`. A key that was received finds nothing to do.
    """
    lock_group(member.group)
    me = held_membership(member)
    if key is not None and is_received(user=member.user, key=key):
        return Outcome(again=True), me
    if key is not None:
        receive(user=member.user, key=key)
    outcome = Outcome()
    for file in _chosen(SharedFile.objects, ticked.files, member, deleted=deleted):
        (outcome.done if can_change_file(me, file) else outcome.not_theirs).append(file)
    for folder in _chosen(Folder.objects, ticked.folders, member, deleted=deleted):
        (outcome.folders if can_change_folder(me, folder) else outcome.not_theirs).append(folder)
    return outcome, me


def _chosen(manager, ids: Collection[int], member: Membership, *, deleted: bool) -> list[Thing]:
    things: QuerySet = manager.deleted() if deleted else manager.alive()
    found = list(things.filter(group=member.group, pk__in=ids)) if ids else []
    for thing in found:
        thing.group = member.group
    return found


def _shown(member: Membership, outcome: Outcome) -> Outcome:
    for thing in [*outcome.done, *outcome.folders][:HINTS_MAX]:
        kind = "file" if isinstance(thing, SharedFile) else "folder"
        show(group=member.group, kind=kind, object_id=thing.pk)
    return outcome
