"""Where files stand: the folders of a group as a tree."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from groups.files.models import Folder, SharedFile
from groups.spaces.models import Group


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
    inside = sorted((one for one in tree.values() if one.parent_id == folder_id), key=by_name)
    here = tree.get(folder_id)
    return Place(here, ancestors_of(here, tree), inside, tree)


def by_name(folder: Folder) -> tuple[str, int]:
    """The key that sorts folders as people read their names."""
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


def places_to_choose(group: Group, *, but: Iterable[int] = ()) -> list[tuple[str, str]]:
    """Every folder of the group by its whole path, for a choice, without these and those in them, which can't be put
    into themselves. One query.
    """
    tree = {folder.pk: folder for folder in Folder.objects.alive().filter(group=group)}
    left_out = set(folders_below(but, tree))
    paths = {pk: ancestors_of(folder, tree) for pk, folder in tree.items() if pk not in left_out}
    in_order = sorted(paths.items(), key=lambda one: [by_name(above) for above in one[1]])
    return [(str(pk), " / ".join(above.name for above in path)) for pk, path in in_order]
