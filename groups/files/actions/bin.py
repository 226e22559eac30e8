"""The bin: what is deleted can be brought back for thirty days; then its bytes go for good."""

from contextlib import suppress
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.files.access import can_change_file, held_file
from groups.files.models import BIN_KEPT, FileVersion, Folder, Preview, SharedFile, named
from groups.files.queries import keys_named
from groups.spaces.access import Passage, held_membership
from groups.spaces.actions import drop_unused_tags
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.kit import private_files, uses
from network.kit.errors import Away, Refused

from .files import free_name
from .room import give_room_back
from .telling import show, untell

LEFT = timedelta(days=1)
USED_AS, PLACES_SAID = "file", 3
AT_ONCE = 500
"""Keys asked of the database in one query: there may be a million of them."""


@transaction.atomic
def delete_file(*, member: Membership, file: SharedFile, even_used: bool = False) -> None:
    """Put a file into the bin. While something uses it that is refused, with where; with `even_used`, as whoever may
    delete it can ask, it is no longer seen there until it comes back.

    Refused too while a message that shows it is reported, when it is there already or the group was archived meanwhile;
    Http404 when it is not theirs.
    """
    lock_group(member.group)
    current = held_file(member.group, file)
    if not can_change_file(held_membership(member), current):
        raise Http404
    is_used = bool(uses.held(USED_AS, [current.pk]))
    if is_used and not even_used:
        raise Refused(_in_use(member, current))
    if is_used and uses.awaited(USED_AS, [current.pk]):
        raise Refused(
            _("A message that shows this file was reported: it stays until the people who facilitate decide.")
        )
    current.deleted_at, current.deleted_by, current.pinned = timezone.now(), member.user, False
    current.save(update_fields=["deleted_at", "deleted_by", "pinned"])
    untell(files=[current])
    if is_used:
        uses.changed(USED_AS, current.pk)
    show(group=member.group, kind="file", object_id=current.pk)


def _in_use(member: Membership, file: SharedFile) -> str:
    seen = uses.places(USED_AS, Passage.of(member), file.pk)
    if not seen:
        return _("It is used where you can’t read now: this file stays as long as that is kept.")
    titles = ", ".join(dict.fromkeys(f"“{place.title}”" for place in seen[:PLACES_SAID]))
    return _("Messages use this file, in %(titles)s: take it away from them first.") % {"titles": titles}


@transaction.atomic
def bring_back(*, member: Membership, file: SharedFile) -> SharedFile:
    """Take a file out of the bin, to its folder or, when that is gone, to the top; under another name when its own was
    taken meanwhile. Again changes nothing. Http404 when it is not theirs, or gone for good.
    """
    lock_group(member.group)
    current = SharedFile.objects.select_related("folder").filter(group=member.group, pk=file.pk).first()
    if current is None or not can_change_file(held_membership(member), current):
        raise Http404
    current.group = member.group
    if current.deleted_at is not None:
        take_out(file=current)
        if uses.held(USED_AS, [current.pk]):
            uses.changed(USED_AS, current.pk)
        show(group=member.group, kind="file", object_id=current.pk)
    return current


def take_out(*, file: SharedFile) -> None:
    """Out of the bin: the group is held by whoever calls, who has looked at their rights."""
    if file.folder and file.folder.deleted_at:
        file.folder = None
    here = SharedFile.objects.alive().filter(group=file.group, folder=file.folder)
    if here.filter(key=file.key).exists():
        for name, value in named(free_name(here=here, name=file.name)).items():
            setattr(file, name, value)
    file.deleted_at, file.deleted_by = None, None
    file.save(update_fields=["folder", "name", "key", "plain", "sort_key", "deleted_at", "deleted_by"])


def purge_bin() -> int:
    """What was deleted thirty days ago goes for good, bytes and versions; returns how many files."""
    late = SharedFile.objects.deleted().filter(deleted_at__lt=timezone.now() - BIN_KEPT).select_related("group")
    purged = [_purge(file) for file in list(late)]
    for key in set().union(*filter(None, purged)):
        with suppress(Away):  # they have no row any more: swept another day
            private_files.delete(key)
    _purge_folders()
    return sum(keys is not None for keys in purged)


def _purge_folders() -> None:
    """Those that hold nothing any more, in the bin or not; the folder above them another day."""
    late = Folder.objects.deleted().filter(deleted_at__lt=timezone.now() - BIN_KEPT)
    late.filter(files=None, folders=None, uploads=None).delete()


@transaction.atomic
def _purge(file: SharedFile) -> set[str] | None:
    """The keys of bytes that nothing names any more; None when the file came back meanwhile, or is used
    and nobody asked for it. They are
    deleted after the rows: bytes without a row are swept, a row without bytes would be a broken file.
    """
    lock_group(file.group)
    still_there = SharedFile.objects.deleted().filter(pk=file.pk, deleted_at=file.deleted_at)
    if not still_there.exists():
        return None
    if uses.held(USED_AS, [file.pk]):
        if file.deleted_by_id is None:
            return None
        uses.forget(USED_AS, file.pk)  # as somebody asked, who was told where it is used
    versions = list(FileVersion.objects.filter(file=file))
    sizes = {one.bytes_key: one.size for one in [*versions, *Preview.objects.filter(file=file)]}
    give_room_back(group=file.group, size=sum(sizes.values()))
    file.delete()
    drop_unused_tags(group_id=file.group_id)
    return set(sizes)


def sweep_bytes() -> int:
    """Bytes that no version and no preview names go after a day, and uploads that were never finished: what a process
    left that was killed between both. Returns how many.
    """
    swept, late = 0, private_files.keys_on_disk(older_than=LEFT)
    while some := set(islice(late, AT_ONCE)):
        unnamed = some - keys_named(some)
        for key in unnamed:
            private_files.delete(key)
        swept += len(unnamed)
    return swept + private_files.forget_uploads(older_than=LEFT)
