"""One file: its versions, what was read of it, and who is told of it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Length, Substr

from groups.files.enums import Family, Shown
from groups.files.models import FileVersion, Preview, Reading, SharedFile
from groups.spaces.models import Membership
from groups.spaces.queries import facilitators_to_tell
from network.kit.documents.found import MARKDOWN_MAX, ROWS_MAX
from network.people.models import User

WORDS_SHOWN = 20_000


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
        found.is_cut = _is_cut(file, found)
    return found


def _is_cut(file: SharedFile, reading: Reading) -> bool:
    if reading.shown == Shown.HTML and file.family == Family.SHEET:
        return reading.html.count("<tr") >= ROWS_MAX
    return reading.length > (MARKDOWN_MAX if reading.shown == Shown.HTML else WORDS_SHOWN)


def pages_of(file: SharedFile, number: int | None = None) -> QuerySet[Preview]:
    """Pictures of a version, by default the current one, as one reads them: without the thumbnail. One query."""
    return Preview.objects.filter(file=file, version_number=number or file.version_count, number__gt=0)


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
