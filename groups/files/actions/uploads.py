"""Sending a file piece by piece: begun, gone on with after any cut, finished or given up.

Pieces are written outside transactions, under a lock that lasts as long as the request. What the row says arrived is on
disk; what is on disk beyond it is written again.
"""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.files.access import held_folder
from groups.files.models import Folder, SharedFile, Upload, room_for_files
from groups.spaces.access import held_membership
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import once
from network.kit import file_types, private_files, unfinished
from network.kit.errors import Away, GoneSince, NoRoom, Refused

from .files import keep_file
from .room import Arrived, bytes_to_come, check_room

AT_ONCE, PART = 30, 4
"""Files of one person that are only partly there, in all their groups; and what they still expect together is a quarter
of the group's room at most, unless it is one file: nobody fills a group with promises.
"""
EMPTY_FOR = timedelta(minutes=5)
"""An announcement of which nothing arrived for so long makes way for the next one of the same person."""


class TooLarge(Refused):
    """More than a file may weigh, or than was announced."""

    status = 413


class TooManyBegun(Refused):
    """As much is on its way as one person may send at a time: possible again when some of it is there."""


class ElsewhereError(Exception):
    """The piece does not begin where the file stands; `offset` is where it does."""

    def __init__(self, offset: int):
        super().__init__(offset)
        self.offset = offset


def begin_upload(
    *, member: Membership, folder: Folder | None, name: str, size: int, mark: str, key: uuid.UUID
) -> Upload:
    """Announce a file of `size` bytes for a folder (None: the top); announced again, it is the same one.

    Holds room for it until it is finished, given up or silent for an hour. Raises KeyReused, TooManyBegun, Refused for
    whatever the finished file would be refused for and can be known now (type, size, room, folder), or Http404.
    """
    name = file_types.clean_name(name)
    file_types.check_name(name, size)
    if size > settings.MAX_FILE_BYTES:
        raise TooLarge(_("this file is larger than what is taken here. Make it smaller, or cut it in two."))

    def begin() -> Upload:
        lock_group(member.group)
        held_membership(member)
        _make_way(member, folder, name, size, mark)
        check_room(group=member.group, size=size)
        _check_promises(member, size)
        return Upload.objects.create(
            group=member.group, owner=member.user, folder=held_folder(member.group, folder),
            name=name, mark=mark, size=size, touched_at=timezone.now(),
        )  # fmt: skip

    payload = ("upload", member.group_id, folder and folder.pk, name, size, mark)
    try:
        upload, _made = once(user=member.user, key=key, payload=payload, fetch=Upload, do=begin)
    except GoneSince:
        raise Refused(_("the sending of this file was given up, or took too long. Send it again.")) from None
    upload.group = member.group
    return upload


def _make_way(member: Membership, folder: Folder | None, name: str, size: int, mark: str) -> None:
    """What this person announced and sent nothing of goes: the same file of one device, and what waits too long."""
    empty = Upload.objects.filter(owner=member.user, offset=0, finished_at=None)
    same = Q(group=member.group, folder=folder, name=name, size=size, mark=mark) if mark else Q(pk=None)
    for upload in empty.filter(same | Q(touched_at__lt=timezone.now() - EMPTY_FOR)):
        give_up_upload(upload=upload)


def _check_promises(member: Membership, size: int) -> None:
    mine = Upload.objects.filter(owner=member.user)
    if mine.expected().filter(offset__lt=F("size")).count() >= AT_ONCE:
        raise TooManyBegun(_("too many files are only partly sent. Finish them or take some away, then send this one."))
    promised = bytes_to_come(uploads=mine)
    if promised and promised + size > room_for_files(member.group) // PART:
        raise TooManyBegun(_("a lot is being sent already. Send this file when the others are here."))


def offset_of(*, upload: Upload) -> int:
    """Where the file stands: what was acknowledged, as far as it is on this disk."""
    return upload.size if upload.finished_at else min(upload.offset, unfinished.size_of(upload.key))


def add_piece(*, upload: Upload, offset: int, blocks: Iterable[bytes], length: int) -> int:
    """Add `length` bytes that begin at `offset`; returns where the file stands now, on disk for good, also when fewer
    came. Of two requests at once one writes.

    Raises BusyError, ElsewhereError, TooLarge, NoRoom, Refused when others took its room while nothing came, or Http404
    when it was given up meanwhile.
    """
    with unfinished.held(upload.key) as path:
        _take_up(upload)
        here = offset_of(upload=upload)
        if upload.finished_at or offset != here:
            raise ElsewhereError(here)
        if here + length > upload.size:
            raise TooLarge(_("more arrived than was announced. Send this file again."))
        if not length:
            return here
        if not upload.holds:
            _hold_again(upload)
        with private_files.room_or_refusal():
            came = unfinished.add(path, at=here, blocks=blocks)
        going_on = Upload.objects.filter(pk=upload.pk, finished_at=None)
        if not going_on.update(offset=here + came, touched_at=timezone.now()):
            unfinished.forget(upload.key)
            raise Http404
    upload.offset = here + came
    return upload.offset


@transaction.atomic
def _hold_again(upload: Upload) -> None:
    """After an hour of silence others may have taken its room."""
    lock_group(upload.group)
    check_room(group=upload.group, size=upload.size - upload.offset)
    Upload.objects.filter(pk=upload.pk).update(touched_at=timezone.now())


def finish_upload(*, member: Membership, upload: Upload, on_same: str) -> SharedFile:
    """Make a file of the group of what arrived; again gives back the same file. At the top when its folder was deleted.

    Raises BusyError, NameTaken when somebody has to choose (nothing is lost: finish it again), Refused when pieces are
    missing or there is no room, Refused and given up when it is not what its name says, or Http404.
    """
    with unfinished.held(upload.key) as path:
        _take_up(upload)
        if upload.file:
            return _of(member, upload.file)
        if offset_of(upload=upload) < upload.size:
            raise Refused(_("this file is not all there yet. Send it again: it goes on where it stopped."))
        try:
            arrived = Arrived.at(path=path, name=upload.name)
        except (Away, NoRoom):
            raise
        except Refused:
            give_up_upload(upload=upload)
            raise
        with transaction.atomic():
            lock_group(member.group)
            if not Upload.objects.filter(pk=upload.pk).update(finished_at=timezone.now()):
                raise Http404
            folder = None if upload.folder and upload.folder.deleted_at else upload.folder
            file = keep_file(member=member, arrived=arrived, folder=folder, on_same=on_same, key=upload.key)
            Upload.objects.filter(pk=upload.pk).update(file=file)
    return file


def _take_up(upload: Upload) -> None:
    """As it is now that it is held."""
    try:
        upload.refresh_from_db(fields=["offset", "finished_at", "touched_at", "file", "folder"])
    except Upload.DoesNotExist:
        unfinished.forget(upload.key)
        raise Http404 from None
    if upload.finished_at:
        unfinished.forget(upload.key)


def _of(member: Membership, file: SharedFile) -> SharedFile:
    file.group = member.group
    return file


def give_up_upload(*, upload: Upload) -> None:
    """What arrived goes, and the room it held. Again does nothing; what was finished stays a file of the group."""
    Upload.objects.filter(pk=upload.pk).delete()
    unfinished.forget(upload.key)


def forget_late_uploads() -> int:
    """What nobody went on with for a day goes, what was announced and never sent after an hour, and the trace of what
    was finished; returns how many.
    """
    late = list(Upload.objects.late())
    for upload in late:
        give_up_upload(upload=upload)
    return len(late)
