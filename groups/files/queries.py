"""What the pages of files show."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from groups.spaces.models import Group, Membership
from network.kit import zip_out

from .enums import Sort
from .models import FileVersion, Folder, SharedFile, Shelf, Upload, name_key

ORDERS = {Sort.NAME: ("key", "id"), Sort.RECENT: ("-updated_at", "-id"), Sort.SIZE: ("-size", "-id")}
PINNED_SHOWN = 8
CHOICES_SHOWN, WORDS_ASKED = 20, 5


@dataclass(frozen=True)
class Place:
    """Where somebody stands among the folders of a group: `crumbs` from the top down to here, `folders` in here."""

    folder: Folder | None
    crumbs: list[Folder]
    folders: list[Folder]


def place_for_page(group: Group, folder: Folder | None) -> Place:
    """Folders of the group around one of them, each of those in here with `holds`: how many things it holds. One
    query.
    """
    tree = {one.pk: one for one in _folders_with_counts(group)}
    here = folder and folder.pk
    inside = [one for one in tree.values() if one.parent_id == here]
    return Place(folder, ancestors_of(tree.get(here), tree), inside)


def ancestors_of(folder: Folder | None, tree: dict[int, Folder]) -> list[Folder]:
    """From the top down to this folder, itself included. `tree`: the folders of the group by id."""
    found = []
    while folder is not None:
        found.append(folder)
        folder = tree.get(folder.parent_id)
    return found[::-1]


def height_of(folder: Folder, tree: dict[int, Folder]) -> int:
    """How many levels a folder and what stands in it make."""
    inside = [other for other in tree.values() if other.parent_id == folder.pk]
    return 1 + max((height_of(other, tree) for other in inside), default=0)


def _folders_with_counts(group: Group) -> list[Folder]:
    alive = Q(files__deleted_at=None, files__isnull=False)
    folders = list(Folder.objects.alive().filter(group=group).annotate(holds=Count("files", filter=alive)))
    by_id = {folder.pk: folder for folder in folders}
    for folder in folders:
        folder.group = group
        if folder.parent_id in by_id:
            by_id[folder.parent_id].holds += 1
    return folders


def files_for_list(group: Group, folder: Folder | None, sort: str = "") -> QuerySet[SharedFile]:
    """Files of a folder (None: at the top), with who touched them last. One query."""
    found = SharedFile.objects.alive().filter(group=group, folder=folder)
    return found.select_related("updated_by").order_by(*ORDERS[Sort(sort)])


def places_to_choose(group: Group) -> list[tuple[str, str]]:
    """Every folder of the group by its whole path, for a choice. One query."""
    tree = {folder.pk: folder for folder in Folder.objects.alive().filter(group=group)}
    paths = {pk: " / ".join(above.name for above in ancestors_of(folder, tree)) for pk, folder in tree.items()}
    return sorted(((str(pk), path) for pk, path in paths.items()), key=lambda one: one[1].casefold())


def files_to_choose(group: Group, words: str) -> QuerySet[SharedFile]:
    """Files of the group whose name has these words, the last changed first, a few at most, with their folder. One
    query.
    """
    found = SharedFile.objects.alive().filter(group=group).select_related("folder")
    for word in name_key(words).split()[:WORDS_ASKED]:
        found = found.filter(key__contains=word)
    return found.order_by("-updated_at", "-id")[:CHOICES_SHOWN]


def files_in_order(files: QuerySet[SharedFile], ids: list[int]) -> list[SharedFile]:
    """Those of these files that have these ids, in their order, with their group. One query."""
    found = {file.pk: file for file in files.filter(pk__in=ids).select_related("group")}
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


def entries_of(versions: list[FileVersion], folders: dict[int, tuple[str, ...]] | None = None) -> list[zip_out.Entry]:
    """What goes into an archive, from versions with their file; `folders`: the path of each folder in it. No query."""
    within = folders or {}
    return [
        zip_out.Entry(within.get(one.file.folder_id, ()), one.file.name, one.bytes_key, one.size) for one in versions
    ]


def paths_under(group: Group, chosen: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """These folders of the group and all those in them, each with its path from the chosen one down. One query."""
    tree = {folder.pk: folder for folder in Folder.objects.alive().filter(group=group)}
    wanted, paths = set(chosen), {}
    for folder in tree.values():
        above = ancestors_of(folder, tree)
        start = next((place for place, one in enumerate(above) if one.pk in wanted), None)
        if start is not None:
            paths[folder.pk] = tuple(one.name for one in above[start:])
    return paths


def versions_of(file: SharedFile) -> QuerySet[FileVersion]:
    """The history of a file, its current version first, with who brought each. One query."""
    return FileVersion.objects.filter(file=file).select_related("author")


def bin_for_list(membership: Membership) -> QuerySet[SharedFile]:
    """What is in the bin and this member may bring back, the last first, with who deleted it: twin of
    `access.can_change_file`. One query.
    """
    found = SharedFile.objects.deleted().filter(group=membership.group).select_related("deleted_by")
    mine = found if membership.is_facilitator else found.filter(created_by=membership.user_id)
    return mine.order_by("-deleted_at", "-id")


def pinned_files(group: Group) -> list[SharedFile]:
    """The group's favourites, by name, for its front page. One query."""
    found = list(SharedFile.objects.alive().filter(group=group, pinned=True)[:PINNED_SHOWN])
    for file in found:
        file.group = group
    return found


def uploads_to_go_on_with(membership: Membership) -> list[Upload]:
    """What this member began to send into the group and has not finished, the oldest first. One query."""
    found = list(Upload.objects.expected().filter(group=membership.group, owner=membership.user))
    for upload in found:
        upload.group = membership.group
    return found


@dataclass(frozen=True)
class Room:
    """What the files of a group take, in bytes, the bin included."""

    used: int
    most: int

    @property
    def percent(self) -> int:
        return min(100, self.used * 100 // self.most) if self.most else 100

    @property
    def left(self) -> int:
        """For whoever would send a file: the server decides again, with what others are sending."""
        return max(0, self.most - self.used)


def room_of(group: Group) -> Room:
    """One query."""
    used = Shelf.objects.filter(group=group).values_list("used", flat=True).first()
    return Room(used or 0, settings.GROUP_FILES_BYTES)
