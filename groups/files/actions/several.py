"""What is done to several files of a group at once, in one transaction."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from groups.files.access import can_change_file, held_folder
from groups.files.models import Folder, SharedFile
from groups.spaces.access import held_membership
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import receive
from network.activity.queries import is_received
from network.kit import uses

from .bin import USED_AS, take_out
from .telling import show, untell

HINTS_MAX = 50


@dataclass
class Outcome:
    """What became of a selection: `done`; left as they were, `not_theirs`, `name_taken` and `in_use`; `again`: the form
    had done its work before.
    """

    done: list[SharedFile] = field(default_factory=list)
    not_theirs: list[SharedFile] = field(default_factory=list)
    name_taken: list[SharedFile] = field(default_factory=list)
    in_use: list[SharedFile] = field(default_factory=list)
    again: bool = False


@transaction.atomic
def move_files(*, member: Membership, ids: Collection[int], folder: Folder | None, key: uuid.UUID) -> Outcome:
    """Put those of these files that are theirs into a folder (None: the top), but where their name is taken there. The
    same form again changes nothing more.

    Refused when the folder was deleted or the group archived meanwhile, Http404 when the group is lost.
    """
    outcome = _held(member, ids, SharedFile.objects.alive(), key)
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
    return _shown(member, outcome)


@transaction.atomic
def delete_files(*, member: Membership, ids: Collection[int], key: uuid.UUID) -> Outcome:
    """Put those of these files that are theirs and that nothing uses into the bin. The same form again changes nothing
    more.

    Refused when the group was archived meanwhile, Http404 when it is lost.
    """
    outcome = _held(member, ids, SharedFile.objects.alive(), key)
    used = uses.held(USED_AS, [file.pk for file in outcome.done])
    outcome.in_use = [file for file in outcome.done if file.pk in used]
    outcome.done = [file for file in outcome.done if file.pk not in used]
    now = timezone.now()
    for file in outcome.done:
        file.deleted_at, file.deleted_by, file.pinned = now, member.user, False
    SharedFile.objects.bulk_update(outcome.done, ["deleted_at", "deleted_by", "pinned"])
    untell(files=outcome.done)
    return _shown(member, outcome)


@transaction.atomic
def bring_files_back(*, member: Membership, ids: Collection[int]) -> Outcome:
    """Take those of these files that are theirs out of the bin, as `bring_back` does one; again changes nothing."""
    outcome = _held(member, ids, SharedFile.objects.deleted().select_related("folder"))
    for file in outcome.done:
        take_out(file=file)
    return _shown(member, outcome)


def _held(member: Membership, ids: Collection[int], files: QuerySet, key: uuid.UUID | None = None) -> Outcome:
    """These files of the group as they are now, the group being held: what is theirs is `done`. A key that was received
    finds nothing to do.
    """
    lock_group(member.group)
    me = held_membership(member)
    if key is not None and is_received(user=member.user, key=key):
        return Outcome(again=True)
    if key is not None:
        receive(user=member.user, key=key)
    outcome = Outcome()
    for file in files.filter(group=member.group, pk__in=ids):
        file.group = member.group
        (outcome.done if can_change_file(me, file) else outcome.not_theirs).append(file)
    return outcome


def _shown(member: Membership, outcome: Outcome) -> Outcome:
    for file in outcome.done[:HINTS_MAX]:
        show(group=member.group, kind="file", object_id=file.pk)
    return outcome
