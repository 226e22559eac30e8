"""What the pages of files show."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length, Substr

from groups.spaces.models import Group, Membership
from groups.spaces.queries import facilitators_to_tell
from network.kit.documents.found import MARKDOWN_MAX
from network.people.models import User

from .enums import Shown, Sort
from .models import FileVersion, Folder, Preview, Reading, SharedFile, Shelf

ORDERS = {Sort.NAME: ("key", "id"), Sort.RECENT: ("-updated_at", "-id"), Sort.SIZE: ("-size", "-id")}
PINNED_SHOWN = 8
WORDS_SHOWN = 20_000


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


def versions_of(file: SharedFile) -> QuerySet[FileVersion]:
    """The history of a file, its current version first, with who brought each. One query."""
    return FileVersion.objects.filter(file=file).select_related("author")


def reading_of(file: SharedFile) -> Reading | None:
    """What was read of the current version, with the first WORDS_SHOWN characters of its words as `words` instead of
    all of them, and `is_cut` when there are more than its page shows; None when nothing was yet. One query.
    """
    current = Reading.objects.filter(file=file, version_number=file.version_count).defer("text")
    found = current.annotate(words=Substr("text", 1, WORDS_SHOWN), length=Length("text")).first()
    if found is not None:
        found.is_cut = found.length > (MARKDOWN_MAX if found.shown == Shown.HTML else WORDS_SHOWN)
    return found


def pages_of(file: SharedFile) -> QuerySet[Preview]:
    """Pictures of the current version, as one reads them: without the thumbnail. One query."""
    return Preview.objects.filter(file=file, version_number=file.version_count, number__gt=0)


def keys_named(keys: Iterable[str]) -> set[str]:
    """Those of these keys whose bytes a version or a preview names. Two queries."""
    kinds = FileVersion, Preview
    found = (kind.objects.filter(bytes_key__in=keys).values_list("bytes_key", flat=True) for kind in kinds)
    return set().union(*found)


def people_to_tell(version: FileVersion) -> QuerySet[User]:
    """Who brought this version and is still in the group, and who facilitates it. Twin of `groups_concerned`."""
    group = version.file.group
    author = Membership.objects.filter(group=group, user=version.author_id).values("user")
    return User.objects.present().filter(Q(pk__in=author) | Q(pk__in=facilitators_to_tell(group))).order_by("id")


def groups_concerned(user: User) -> dict[int, bool]:
    """The groups of this person by id, and whether they facilitate them. One query."""
    mine = Membership.objects.filter(user=user)
    return {membership.group_id: membership.is_facilitator for membership in mine}


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


@dataclass(frozen=True)
class Room:
    """What the files of a group take, in bytes, the bin included."""

    used: int
    most: int

    @property
    def percent(self) -> int:
        return min(100, self.used * 100 // self.most) if self.most else 100


def room_of(group: Group) -> Room:
    """One query."""
    used = Shelf.objects.filter(group=group).values_list("used", flat=True).first()
    return Room(used or 0, settings.GROUP_FILES_BYTES)
