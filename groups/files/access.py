"""Who may do what with the files of a group; the only code that loads them by their address.

Everybody of a group reads all of its files and adds to them. What somebody brought, they change and delete themselves;
those who facilitate do it for everybody.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from groups.spaces.access import Passage, can_manage_group, can_write_in_group
from groups.spaces.models import Group, Membership
from network.kit.errors import Refused
from network.people.models import User

from .enums import VersionState
from .models import FileNews, FileVersion, Folder, Preview, SharedFile, Upload

BIGGEST_ID = 2**63 - 1
SMALL_MAX = 2**15 - 1


def can_add_file(membership: Membership | None) -> bool:
    return can_write_in_group(membership)


def can_change_file(membership: Membership | None, file: SharedFile) -> bool:
    """Whoever brought it, and those who facilitate; also to give it another version, or delete it."""
    return can_write_in_group(membership) and _looks_after(membership, file)


def can_change_folder(membership: Membership | None, folder: Folder) -> bool:
    """Whoever made it, and those who facilitate."""
    if not can_write_in_group(membership):
        return False
    return membership.is_facilitator or folder.created_by_id == membership.user_id


def can_pin_file(membership: Membership | None) -> bool:
    return can_manage_group(membership)


def can_give_out(version: FileVersion | SharedFile) -> bool:
    """Whether these bytes may reach anybody at all: no door gives out, shows or packs a version without asking this.
    Of a file: its current version.
    """
    return version.state == VersionState.CLEAN


def get_folder_or_404(passage: Passage, folder_id: int) -> Folder:
    """A folder of the group that the passage leads into, not in the bin. One query. Raises Http404 for any other id."""
    found = Folder.objects.alive().filter(group=passage.group, pk=min(folder_id, BIGGEST_ID)).first()
    if found is None:
        raise Http404
    found.group = passage.group
    return found


def get_file_or_404(passage: Passage, file_id: int) -> SharedFile:
    """A file of the group that the passage leads into, not in the bin, with its folder and who touched it. One query.

    Raises Http404 for any other id.
    """
    return _file(passage.group, SharedFile.objects.alive(), file_id)


def get_file_with_trace_or_404(passage: Passage, file_id: int) -> SharedFile:
    """The same, in the bin or not: for whoever may bring it back. Raises Http404 for any other id."""
    return _file(passage.group, SharedFile.objects.all(), file_id)


def get_file_or_its_trace_or_404(passage: Passage, file_id: int) -> SharedFile:
    """A file of the group, also from the bin for those who look after it: who brought it, and who facilitates. Raises
    Http404 for any other id, as for anybody else.
    """
    found = get_file_with_trace_or_404(passage, file_id)
    if found.deleted_at is not None and not _looks_after(passage.membership, found):
        raise Http404
    return found


def _looks_after(membership: Membership | None, file: SharedFile) -> bool:
    return membership is not None and (membership.is_facilitator or file.created_by_id == membership.user_id)


def _file(group: Group, files, file_id: int) -> SharedFile:
    related = files.select_related("folder", "created_by", "updated_by", "deleted_by")
    found = related.filter(group=group, pk=min(file_id, BIGGEST_ID)).first()
    if found is None:
        raise Http404
    found.group = group
    return found


def files_chosen(passage: Passage, ids: Collection[int]) -> list[SharedFile]:
    """Those of these files that are in the group of the passage and not in the bin, by name, with their folders. One
    query.
    """
    wanted = [min(pk, BIGGEST_ID) for pk in ids]
    found = list(SharedFile.objects.alive().filter(group=passage.group, pk__in=wanted).select_related("folder"))
    for file in found:
        file.group = passage.group
    return found


def folders_chosen(passage: Passage, ids: Collection[int]) -> list[Folder]:
    """Those of these folders that are in the group of the passage and not in the bin, by name. One query, none without
    any.
    """
    wanted = [min(pk, BIGGEST_ID) for pk in ids]
    found = Folder.objects.alive().filter(group=passage.group, pk__in=wanted) if ids else []
    return sorted(found, key=lambda folder: folder.sort_key)


def files_told(event_ids: Iterable[int]) -> dict[int, list[FileNews]]:
    """What events tell of files by event id, without those in the bin, for the notices: they check who may be told."""
    told: dict[int, list[FileNews]] = {}
    alive = FileNews.objects.filter(event__in=list(event_ids), file__deleted_at=None)
    for news in alive.select_related("event__actor", "file__group", "file__folder").order_by("id"):
        told.setdefault(news.event_id, []).append(news)
    return told


def person_who_brought(group: Group, user_id: int) -> User | None:
    """Somebody who brought a file of the group that is still there; None for anybody else. One query."""
    brought = SharedFile.objects.alive().filter(group=group, created_by=OuterRef("pk"))
    return User.objects.filter(Exists(brought), pk=min(user_id, BIGGEST_ID)).first()


def get_version_or_404(file: SharedFile, number: int) -> FileVersion:
    """A version of a file that the reader has reached. One query. Raises Http404 for any other number."""
    found = FileVersion.objects.filter(file=file, number=min(number, BIGGEST_ID)).first()
    if found is None:
        raise Http404
    found.file = file
    return found


def files_to_read(passage: Passage) -> QuerySet[SharedFile]:
    """Files that whoever has this passage may read: those of the group and, for a member, of their other groups."""
    mine = Q(group=passage.group)
    if passage.membership is not None:
        mine |= Q(group__in=Membership.objects.filter(user=passage.membership.user_id).values("group_id"))
    return SharedFile.objects.alive().filter(mine)


def files_of_group(group: Group, ids: Iterable[int] = (), *, folders: Iterable[int] = ()) -> QuerySet[SharedFile]:
    """Files of this group, which the caller has reached, by their ids or by the folders that hold them; no other."""
    wanted = Q(pk__in=[min(pk, BIGGEST_ID) for pk in ids]) | Q(folder__in=list(folders))
    return SharedFile.objects.alive().filter(wanted, group=group)


def versions_given_out(files: QuerySet[SharedFile]) -> list[FileVersion]:
    """The current version of each of these files, which the caller may read, with the file: what may leave the site
    when several go out at once, and the only place that says so. One query.
    """
    current = FileVersion.objects.filter(file__in=files, number=F("file__version_count")).select_related("file")
    return [version for version in current.order_by("file__sort_key", "file_id") if can_give_out(version)]


def files_to_attach(group: Group, ids: Sequence[int]) -> list[SharedFile]:
    """These files of the group, in this order, while the group is held. One query, none without any.

    Refused when one of them is not there: deleted meanwhile, another group's, or never there.
    """
    found = {file.pk: file for file in SharedFile.objects.alive().filter(group=group, pk__in=ids)} if ids else {}
    if len(found) < len(set(ids)):
        raise Refused(_("One of the files to attach was deleted meanwhile. Take it away, and send your message again."))
    return [found[pk] for pk in dict.fromkeys(ids)]


def get_upload_or_404(membership: Membership, key: uuid.UUID) -> Upload:
    """What this member is sending into this group, or sent and was kept. One query.

    Raises Http404 for anybody else, for members who no longer add files, and for what came too late.
    """
    if not can_add_file(membership):
        raise Http404
    sent = Upload.objects.filter(group=membership.group, owner=membership.user)
    wanted = sent.expected() | sent.filter(file__isnull=False)
    found = wanted.select_related("folder", "file").filter(key=key).first()
    if found is None:
        raise Http404
    found.group = membership.group
    return found


def get_preview_or_404(file: SharedFile, number: int, version: FileVersion | None = None) -> Preview:
    """A picture of a version of a file that the reader has reached, by default the current one. One query. Raises
    Http404 when there is none, or when that version may not go out.
    """
    of_version = Preview.objects.filter(file=file, version_number=version.number if version else file.version_count)
    found = of_version.filter(number=min(number, SMALL_MAX)).first() if can_give_out(version or file) else None
    if found is None:
        raise Http404
    found.file = file
    return found


def version_to_read(version_id: int) -> FileVersion | None:
    """A version that the worker has not finished with, with its file and group; None when it has, when it is gone, or
    when its file is in the bin.
    """
    waiting = FileVersion.objects.filter(pending=True, file__deleted_at=None)
    return waiting.select_related("file__group").filter(pk=version_id).first()


def versions_told(ids: Iterable[int]) -> dict[int, FileVersion]:
    """Versions by id with file, group and author, for what is told of them; without those of deleted files."""
    found = FileVersion.objects.filter(pk__in=ids, file__deleted_at=None)
    return {version.pk: version for version in found.select_related("file__group", "author")}


def held_folder(group: Group, folder: Folder | None) -> Folder | None:
    """The folder as it is now, while the group is held; None for the top. Refused when it was deleted meanwhile."""
    if folder is None:
        return None
    found = Folder.objects.alive().filter(group=group, pk=folder.pk).first()
    if found is None:
        raise Refused(_("This folder was deleted meanwhile. Choose another one."))
    return found


def held_file(group: Group, file: SharedFile) -> SharedFile:
    """The file as it is now, while the group is held. Refused when it was deleted meanwhile."""
    found = SharedFile.objects.alive().filter(group=group, pk=file.pk).first()
    if found is None:
        raise Refused(_("This file was deleted meanwhile."))
    found.group = group
    return found
