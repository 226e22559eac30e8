"""Bringing a file, giving it another version, changing what is said of it."""

import uuid
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.files.access import can_change_file, can_pin_file, held_file, held_folder
from groups.files.enums import OnSame, VersionState
from groups.files.models import FileVersion, Folder, SharedFile, name_key, named
from groups.spaces.access import held_membership
from groups.spaces.actions import drop_unused_tags, tags_named
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import once
from network.kit import file_types, private_files
from network.kit.errors import Refused

from .folders import NAMES_TRIED, folder_of_attachments
from .reading import first_state, queue_reading
from .room import Arrived, arriving, take_room
from .telling import show, tell_of, untell


class NameTaken(Refused):
    """A file of that name is in the folder already; `file` is that one."""

    def __init__(self, file: SharedFile):
        super().__init__(_("A file of this name is already here: give it a new version, or keep both."))
        self.file = file


def keep_file(
    *, member: Membership, arrived: Arrived, folder: Folder | None, on_same: str, key: uuid.UUID, comment: str = ""
) -> SharedFile:
    """Put what arrived into a folder of the group (None: at the top); the same form again gives back the same file.

    Raises KeyReused, NameTaken when somebody has to choose, Refused (no room, folder deleted or group archived
    meanwhile) or Http404 (group lost meanwhile). The bytes are moved only when the file is kept.
    """
    payload = ("file", member.group_id, folder and folder.pk, arrived.name, arrived.sha256, on_same)
    file, _made = once(
        user=member.user, key=key, payload=payload, fetch=SharedFile,
        do=lambda: _keep(member, arrived, folder, on_same, comment),
    )  # fmt: skip
    file.group = member.group
    return file


def keep_attachment(*, member: Membership, arrived: Arrived, key: uuid.UUID) -> SharedFile:
    """Put what arrived with a message among the group's files, in the folder made for that; under another name when its
    own is taken. Raises what `keep_file` does.
    """
    folder = folder_of_attachments(member=member)
    file = keep_file(member=member, arrived=arrived, folder=folder, on_same=OnSame.BOTH, key=key)
    untell(files=[file])  # the message that shows it tells of it
    return file


def keep_given(*, member: Membership, given: UploadedFile, form_key: uuid.UUID, number: int) -> SharedFile:
    """Put a file that came with a form, as its `number`th, among the group's attachments: the same one of the same form
    is kept once, however often the form is sent. Raises what `keep_attachment` does; a refusal begins with the name.
    """
    key = uuid.uuid5(form_key, f"{number}:{given.name}:{given.size}")
    try:
        with arriving(blocks=given.chunks(), name=given.name) as arrived:
            return keep_attachment(member=member, arrived=arrived, key=key)
    except Refused as reason:
        raise Refused(f"{file_types.clean_name(given.name)}\u00a0: {reason}") from reason


def _keep(member: Membership, arrived: Arrived, folder: Folder | None, on_same: str, comment: str) -> SharedFile:
    lock_group(member.group)
    held_membership(member)
    folder = held_folder(member.group, folder)
    here = SharedFile.objects.alive().filter(group=member.group, folder=folder)
    taken = here.filter(key=name_key(arrived.name)).first()
    if taken is not None and on_same == OnSame.VERSION:
        return _add_version(member, taken, arrived, comment)
    if taken is not None and on_same != OnSame.BOTH:
        raise NameTaken(taken)
    name = arrived.name if taken is None else free_name(here=here, name=arrived.name)
    now = timezone.now()
    file = SharedFile.objects.create(
        group=member.group, folder=folder, family=arrived.type.family, size=arrived.size, **named(name),
        state=first_state(), created_by=member.user, updated_by=member.user, updated_at=now,
    )  # fmt: skip
    _write_version(file, 1, arrived, member, comment)
    tell_of(file=file, by=member, version=1)
    return file


def free_name(*, here: QuerySet[SharedFile], name: str) -> str:
    """The name, or the first numbered one that none of these files has. Refused past NAMES_TRIED. One query."""
    taken = set(here.values_list("key", flat=True))
    for number in range(2, NAMES_TRIED):
        candidate = file_types.numbered(name, number)
        if name_key(candidate) not in taken:
            return candidate
    raise Refused(_("There are too many files of this name here: give this one another name."))


def add_version(*, member: Membership, file: SharedFile, arrived: Arrived, comment: str, key: uuid.UUID) -> SharedFile:
    """Make what arrived the current version of a file, under the file's own name; earlier ones stay. The same form
    again changes nothing more.

    Raises KeyReused, Refused (another type, no room, not theirs to change, file deleted or group archived meanwhile) or
    Http404 (group lost).
    """
    payload = ("version", file.pk, arrived.sha256, comment)

    def add() -> SharedFile:
        lock_group(member.group)
        held_membership(member)
        return _add_version(member, held_file(member.group, file), arrived, comment)

    kept, _made = once(user=member.user, key=key, payload=payload, fetch=SharedFile, do=add)
    kept.group = member.group
    return kept


def _add_version(member: Membership, file: SharedFile, arrived: Arrived, comment: str) -> SharedFile:
    if not can_change_file(held_membership(member), file):
        raise Refused(_("Only who brought this file, and the people who facilitate, give it a new version: keep both."))
    if file_types.type_of_name(file.name) != arrived.type:
        raise Refused(_("A new version is of the same type as the file. Bring it as another file."))
    file.version_count += 1
    _write_version(file, file.version_count, arrived, member, comment)
    tell_of(file=file, by=member, version=file.version_count)
    return _now_is(file, arrived.size, first_state(), member)


def _write_version(file: SharedFile, number: int, arrived: Arrived, member: Membership, comment: str) -> None:
    take_room(group=file.group, size=arrived.size)
    version = FileVersion.objects.create(
        file=file, number=number, bytes_key=private_files.take(arrived.path), size=arrived.size, state=first_state(),
        content_type=arrived.type.content_type, sha256=arrived.sha256, comment=comment, author=member.user,
    )  # fmt: skip
    queue_reading(version=version)


def _now_is(file: SharedFile, size: int, state: str, member: Membership) -> SharedFile:
    file.size, file.updated_by, file.updated_at = size, member.user, timezone.now()
    file.state, file.has_thumbnail = state, False
    file.save(update_fields=["size", "version_count", "state", "has_thumbnail", "updated_by", "updated_at"])
    return file


@transaction.atomic
def take_up_version(*, member: Membership, file: SharedFile, number: int) -> bool:
    """Make an earlier version the current one: a new line of the history, without new bytes. Again changes nothing.

    Refused when it is in quarantine, or when the file was deleted or the group archived meanwhile; Http404 when it is
    not theirs, or unknown.
    """
    lock_group(member.group)
    current = held_file(member.group, file)
    if not can_change_file(held_membership(member), current):
        raise Http404
    wanted = FileVersion.objects.filter(file=current, number=number).first()
    if wanted is None:
        raise Http404
    latest = FileVersion.objects.filter(file=current).first()
    if latest.bytes_key == wanted.bytes_key:
        return False
    if wanted.state == VersionState.QUARANTINED:
        raise Refused(_("This version is in quarantine: it can’t become the current one."))
    current.version_count += 1
    version = FileVersion.objects.create(
        file=current, number=current.version_count, bytes_key=wanted.bytes_key, size=wanted.size, state=wanted.state,
        content_type=wanted.content_type, sha256=wanted.sha256, author=member.user,
        comment=_("Version %(number)s taken up again") % {"number": number},
    )  # fmt: skip
    queue_reading(version=version)
    _now_is(current, wanted.size, wanted.state, member)
    show(group=member.group, kind="file", object_id=current.pk)
    return True


@transaction.atomic
def edit_file(
    *, member: Membership, file: SharedFile, name: str, description: str, folder: Folder | None,
    tags: list[str] | None = None,
) -> SharedFile:  # fmt: skip
    """Change the name, what is said of it, the folder and the themes of a file (None: as they are). Its type stays.

    Refused when the name is taken there, has another ending, or when file or folder were deleted or the group archived
    meanwhile; Http404 when it is not theirs.
    """
    lock_group(member.group)
    current = held_file(member.group, file)
    if not can_change_file(held_membership(member), current):
        raise Http404
    folder = held_folder(member.group, folder)
    name = file_types.clean_name(name)
    if file_types.type_of_name(name) != file_types.type_of_name(current.name):
        raise Refused(_("Keep the ending of the name (“.pdf”, “.docx”…): it says what opens the file."))
    here = SharedFile.objects.alive().filter(group=member.group, folder=folder, key=name_key(name))
    if here.exclude(pk=current.pk).exists():
        raise Refused(_("Another file has this name in this folder."))
    _set(current, **named(name), description=description, folder=folder)
    if tags is not None:
        set_tags(file=current, names=tags)
    show(group=member.group, kind="file", object_id=current.pk)
    return current


def set_tags(*, file: SharedFile, names: list[str]) -> None:
    """Give a file these themes of its group, made where they are new. One already known keeps its spelling."""
    tags = tags_named(group=file.group, names=names)
    file.tags.set(tags)
    _set(file, tag_names=[tag.name for tag in tags])
    drop_unused_tags(group_id=file.group_id)


def _set(file: SharedFile, **values) -> None:
    for name, value in values.items():
        setattr(file, name, value)
    file.save(update_fields=list(values))


@transaction.atomic
def pin_file(*, member: Membership, file: SharedFile, pinned: bool) -> bool:
    """Show a file on the front page of the group, or no longer; returns whether that changed. Http404 for people who do
    not facilitate, Refused when the file was deleted meanwhile.
    """
    lock_group(member.group)
    if not can_pin_file(held_membership(member)):
        raise Http404
    current = held_file(member.group, file)
    if current.pinned is pinned:
        return False
    current.pinned = pinned
    current.save(update_fields=["pinned"])
    return True


def count_download(*, file: SharedFile) -> None:
    """One more download of this file; by whom is not kept."""
    count_downloads(ids=[file.pk])


def count_downloads(*, ids: Iterable[int]) -> None:
    """One more download of each of these files, which went out together; by whom is not kept."""
    SharedFile.objects.filter(pk__in=list(ids)).update(downloads=F("downloads") + 1)
