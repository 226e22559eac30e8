"""Lists of files: what is asked for, what is found, what the front page shows."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from groups.files.access import person_who_brought
from groups.files.enums import Sort
from groups.files.models import Folder, SharedFile
from groups.spaces.models import Group, Tag
from groups.spaces.queries import tag_name_asked
from network.kit.folding import fold
from network.people.models import User

from .places import Place, by_name

ORDERS = {Sort.NAME: ("sort_key", "id"), Sort.RECENT: ("-updated_at", "-id"), Sort.SIZE: ("-size", "-id")}
PINNED_SHOWN, LATEST_SHOWN = 8, 4
THEMES_SHOWN, TAGS_SHOWN, PEOPLE_SHOWN, WORDS_MAX = 8, 100, 100, 5


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
    return sorted(found, key=by_name)


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
    return User.objects.filter(pk__in=brought).by_name()[:PEOPLE_SHOWN]


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


def pinned_files(group: Group) -> list[SharedFile]:
    """The group's favourites, by name, for its front page. One query."""
    return _in_group(group, SharedFile.objects.alive().filter(group=group, pinned=True)[:PINNED_SHOWN])


def _in_group(group: Group, files: Iterable[SharedFile]) -> list[SharedFile]:
    found = list(files)
    for file in found:
        file.group = group
    return found
