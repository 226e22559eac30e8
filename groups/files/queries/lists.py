"""Lists of files, where a file stands, and the room that all of them take."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from groups.files.access import person_who_brought
from groups.files.enums import Sort
from groups.files.models import (
    Folder,
    SharedFile,
    Shelf,
    Upload,
    room_for_files,
)
from groups.spaces.models import Group, Membership, Tag
from groups.spaces.queries import fold, tag_name_asked
from network.people.models import User

ORDERS = {Sort.NAME: ("sort_key", "id"), Sort.RECENT: ("-updated_at", "-id"), Sort.SIZE: ("-size", "-id")}
PINNED_SHOWN, LATEST_SHOWN = 8, 4
THEMES_SHOWN, TAGS_SHOWN, PEOPLE_SHOWN, WORDS_MAX = 8, 100, 100, 5
SHORT, NEARLY_FULL = 80, 95


@dataclass(frozen=True)
class Place:
    """Where somebody stands among the folders of a group: `crumbs` from the top down to here, `folders` in here, `tree`
    all of them by id.
    """

    folder: Folder | None
    crumbs: list[Folder]
    folders: list[Folder]
    tree: dict[int, Folder]

    @property
    def below(self) -> set[int]:
        """The ids of this folder and of those in it, at any depth."""
        here = self.folder and self.folder.pk
        return {pk for pk, one in self.tree.items() if here in {above.pk for above in ancestors_of(one, self.tree)}}

    def path_of(self, folder_id: int | None) -> str:
        """ "Évaluation / Bilan"; "" for the top."""
        return " / ".join(above.name for above in ancestors_of(self.tree.get(folder_id), self.tree))


@dataclass(frozen=True)
class Wanted:
    """What somebody asks of a list of files. `days`: brought or renewed within so many days; `everywhere`: whatever the
    folder.
    """

    words: str = ""
    family: str = ""
    tag: str = ""
    person: int | None = None
    days: int | None = None
    everywhere: bool = False
    sort: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Files of a folder and of those in it, or of the whole group, rather than what stands in one place."""
        return bool(self.words or self.family or self.tag or self.person or self.days or self.everywhere)


def place_for_page(group: Group, folder_id: int | None, *, counted: bool = False) -> Place:
    """Folders of the group around one of them, `folder` being None when it is no folder of theirs, or the top;
    `counted`: each of those in here with `holds`, how many things it holds, and `changed`, when they did. One query.
    """
    folders = Folder.objects.alive().filter(group=group)
    if counted:
        folders = folders.annotate(holds=_held_in(folder_id), changed=_changed_in(folder_id))
    tree = {one.pk: one for one in folders}
    for one in tree.values():
        one.group = group
        if counted and one.parent_id in tree:
            above = tree[one.parent_id]
            above.holds, above.changed = above.holds + 1, max(above.changed, one.created_at)
    inside = sorted((one for one in tree.values() if one.parent_id == folder_id), key=_by_name)
    here = tree.get(folder_id)
    return Place(here, ancestors_of(here, tree), inside, tree)


def _by_name(folder: Folder) -> tuple[str, int]:
    return folder.sort_key, folder.pk


def _held_in(folder_id: int | None) -> Case:
    """How many files, asked of the folders that stand in this one only."""
    files = SharedFile.objects.alive().filter(folder=OuterRef("pk")).order_by().values("folder")
    number = Coalesce(Subquery(files.annotate(number=Count("pk")).values("number")), 0)
    return Case(When(parent=folder_id, then=number), default=0)


def _changed_in(folder_id: int | None) -> Case:
    """When the last of its files changed, or when it was made, of the folders that stand in this one only."""
    files = SharedFile.objects.alive().filter(folder=OuterRef("pk")).order_by("-updated_at", "-id").values("updated_at")
    return Case(When(parent=folder_id, then=Coalesce(Subquery(files[:1]), F("created_at"))), default=F("created_at"))


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


def folders_below(chosen: Iterable[int], tree: dict[int, Folder]) -> list[int]:
    """The ids of these folders and of those in them, at any depth, as far as they are in the tree. No query."""
    wanted = set(chosen)
    return [pk for pk, one in tree.items() if wanted & {above.pk for above in ancestors_of(one, tree)}]


def files_for_list(group: Group, place: Place, wanted: Wanted) -> QuerySet[SharedFile]:
    """Files that stand here or, of what is asked for, those in this folder and below it (the whole group at the top);
    with who touched them last. One query.
    """
    found = SharedFile.objects.alive().filter(group=group).select_related("updated_by").defer("description")
    if not wanted.is_narrowed:
        found = found.filter(folder=place.folder)
    elif place.folder:
        found = found.filter(folder__in=place.below)
    return found.filter(*_conditions(wanted)).order_by(*ORDERS[Sort(wanted.sort)])


def _conditions(wanted: Wanted) -> list[Q]:
    asked = {"family": wanted.family, "created_by": wanted.person}
    found = [Q(**{name: value}) for name, value in asked.items() if value]
    found += [Q(plain__contains=fold(word)) for word in wanted.words.split()[:WORDS_MAX]]
    if wanted.days:
        found.append(Q(updated_at__gt=timezone.now() - dt.timedelta(days=wanted.days)))
    if wanted.tag:
        found.append(Q(Exists(SharedFile.tags.through.objects.filter(sharedfile=OuterRef("pk"), tag__slug=wanted.tag))))
    return found


def folders_found(place: Place, wanted: Wanted) -> list[Folder]:
    """Folders here or below whose name holds the words that are asked for, when nothing else is. No query."""
    if wanted != Wanted(words=wanted.words, sort=wanted.sort) or not wanted.words.split():
        return []
    words = fold(wanted.words).split()[:WORDS_MAX]
    among = [place.tree[pk] for pk in place.below] if place.folder else place.tree.values()
    found = [one for one in among if one != place.folder and all(word in fold(one.name) for word in words)]
    return sorted(found, key=_by_name)


def themes_of(files: Iterable[SharedFile]) -> list[tuple[str, str]]:
    """Address and name of the themes that these files carry, the most frequent ones, by name. No query."""
    used = Counter(theme for file in files for theme in file.themes)
    return sorted((theme for theme, _times in used.most_common(THEMES_SHOWN)), key=lambda theme: theme[0])


def tags_of(group: Group) -> QuerySet[Tag]:
    """The themes that files of the group carry, with `uses`, the most used first. One query."""
    alive = Tag.objects.filter(group=group, files__isnull=False, files__deleted_at=None)
    return alive.annotate(uses=Count("files")).order_by("-uses", "slug")[:TAGS_SHOWN]


def people_of_files(group: Group) -> QuerySet[User]:
    """People who brought a file of the group that is still there, by name. One query."""
    brought = SharedFile.objects.alive().filter(group=group).order_by().values("created_by")
    return User.objects.filter(pk__in=brought).order_by("last_name", "first_name", "id")[:PEOPLE_SHOWN]


def names_asked(group: Group, wanted: Wanted) -> dict[str, str]:
    """The names of the theme and of the person that a list was asked for, "" for those that its group does not know.
    One query for each that was asked for.
    """
    person = person_who_brought(group, wanted.person) if wanted.person else None
    return {"tag_asked": tag_name_asked(group, wanted.tag), "person_asked": str(person) if person else ""}


def latest_files(group: Group) -> list[SharedFile]:
    """What was brought or renewed last, without the favourites, for the front page; with by whom. One query."""
    found = SharedFile.objects.alive().filter(group=group, pinned=False).select_related("updated_by")
    return _in_group(group, found.order_by("-updated_at", "-id")[:LATEST_SHOWN])


def places_to_choose(group: Group, *, but: Iterable[int] = ()) -> list[tuple[str, str]]:
    """Every folder of the group by its whole path, for a choice, without these and those in them, which can't be put
    into themselves. One query.
    """
    tree = {folder.pk: folder for folder in Folder.objects.alive().filter(group=group)}
    left_out = set(folders_below(but, tree))
    paths = {pk: ancestors_of(folder, tree) for pk, folder in tree.items() if pk not in left_out}
    in_order = sorted(paths.items(), key=lambda one: [_by_name(above) for above in one[1]])
    return [(str(pk), " / ".join(above.name for above in path)) for pk, path in in_order]


def pinned_files(group: Group) -> list[SharedFile]:
    """The group's favourites, by name, for its front page. One query."""
    return _in_group(group, SharedFile.objects.alive().filter(group=group, pinned=True)[:PINNED_SHOWN])


def _in_group(group: Group, files: Iterable[SharedFile]) -> list[SharedFile]:
    found = list(files)
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

    @property
    def is_short(self) -> bool:
        """Time to make room."""
        return self.percent >= SHORT

    @property
    def is_nearly_full(self) -> bool:
        return self.percent >= NEARLY_FULL


def room_of(group: Group) -> Room:
    """One query."""
    used = Shelf.objects.filter(group=group).values_list("used", flat=True).first()
    return Room(used or 0, room_for_files(group))
