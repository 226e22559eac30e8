"""Several files that go together: under a message, or out as one archive."""

from collections.abc import Iterable

from django.db.models import QuerySet

from groups.files.enums import VersionState
from groups.files.models import FileVersion, Folder, SharedFile, name_key
from groups.spaces.models import Group
from network.kit import zip_out

from .places import ancestors_of

CHOICES_SHOWN, WORDS_ASKED = 20, 5


def files_to_choose(group: Group, words: str) -> QuerySet[SharedFile]:
    """Files of the group whose name has these words, the last changed first, a few at most, with their folder. One
    query.
    """
    found = SharedFile.objects.alive().filter(group=group).exclude(state=VersionState.QUARANTINED)
    found = found.select_related("folder")
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
