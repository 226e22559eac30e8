"""Files that messages show, as one reader may see them now, and where a file is used."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.files.access import files_to_read
from groups.files.enums import VersionState
from groups.files.models import SharedFile
from groups.spaces.access import Passage
from groups.spaces.models import Membership
from groups.threads.enums import ReportState
from groups.threads.models import Attachment, Post, ScheduledThread, Thread
from network.kit import dates
from network.kit.clean_html import excerpt
from network.kit.rows import fetch
from network.kit.uses import Place

PLACES_SHOWN = 20
SEEN = """
SELECT {of}, f.id, f.name, f.family, f.size, f.state, CASE WHEN g.id = %s OR m.id IS NOT NULL THEN g.slug ELSE NULL END
FROM groups_sharedfile f
{attachments}
JOIN groups_group g ON g.id = f.group_id
LEFT JOIN groups_membership m ON m.group_id = f.group_id AND m.user_id = %s
WHERE f.deleted_at IS NULL AND {wanted} IN ({ids})
{order}
"""
OF_POSTS = {
    "of": "a.post_id",
    "attachments": "JOIN groups_attachment a ON a.file_id = f.id",
    "wanted": "a.post_id",
    "order": "ORDER BY a.post_id, a.place",
}
OF_FILES = {"of": "f.id", "attachments": "", "wanted": "f.id", "order": "ORDER BY f.id"}
"""By hand, as the other questions of a thread's page are."""


class AttachedFile(NamedTuple):
    """A file under a message: plain values. Without a name: one of a group that this reader does not belong to.
    `held`: why it does not go out, in a few words.
    """

    pk: int
    name: str = ""
    family: str = ""
    size: int = 0
    url: str = ""
    held: str = ""


def files_of_posts(ids: list[int], passage: Passage) -> dict[int, tuple[AttachedFile, ...]]:
    """By post id, the files that each shows, in order; posts without any are missing. One query, none without ids.

    A discussion may have come from another group: its files stayed there, and only people of that group see them.
    """
    found: dict[int, tuple[AttachedFile, ...]] = {}
    for post_id, file in _seen(OF_POSTS, ids, passage):
        found[post_id] = (*found.get(post_id, ()), file)
    return found


def files_named(ids: list[int], member: Membership, already: Iterable[int] = ()) -> list[AttachedFile]:
    """These files in this order, for somebody who is writing. What they may not read is left out, unless the message
    shows it `already`: it is then without a name. One query, none without ids.
    """
    found = dict(_seen(OF_FILES, ids, Passage.of(member)))
    return [found[pk] for pk in ids if pk in found and (found[pk].name or pk in set(already))]


def _seen(of: dict[str, str], ids: list[int], passage: Passage) -> list[tuple[int, AttachedFile]]:
    if not ids:
        return []
    query = SEEN.format(ids=", ".join(["%s"] * len(ids)), **of)
    reader = passage.membership.user_id if passage.membership else 0
    tops: dict[str, str] = {}
    return [(one, _file_of(pk, about, tops)) for one, pk, *about in fetch(query, [passage.group.pk, reader, *ids])]


def _file_of(pk: int, about: list, tops: dict[str, str]) -> AttachedFile:
    name, family, size, state, slug = about
    if slug is None:
        return AttachedFile(pk)
    if slug not in tops:
        tops[slug] = reverse("groups:file-list", args=[slug])
    held = "" if state == VersionState.CLEAN else str(VersionState(state).label)
    return AttachedFile(pk, name, family, size, f"{tops[slug]}{pk}/", held)


def attached_ids(post: Post) -> list[int]:
    """Ids of the files that a message shows, in order. One query."""
    return list(Attachment.objects.filter(post=post).values_list("file_id", flat=True))


def scheduled_ids(scheduled: ScheduledThread) -> list[int]:
    """Ids of the files that a discussion to come will show, in order. One query."""
    return list(Attachment.objects.filter(scheduled=scheduled).values_list("file_id", flat=True))


def files_of_scheduled(scheduled: ScheduledThread, member: Membership) -> list[AttachedFile]:
    """Files that a discussion to come will show. Two queries at most."""
    return files_named(scheduled_ids(scheduled), member)


def names_told(post: Post) -> list[str]:
    """Names of the files under a message, for those who are told of it in its group: without those of another group,
    whose people alone know them. One query.
    """
    shown = Attachment.objects.filter(post=post, file__group=post.group_id, file__deleted_at=None)
    return list(shown.values_list("file__name", flat=True))


def in_short(posts: Iterable[Post]) -> dict[int, str]:
    """What each of these messages says in a line of a list, by its id: its first own words, or how many files it shows
    where they are all it says. One query when there is such a one, else none.
    """
    words = {post.pk: excerpt(post.body) for post in posts}
    alone = [pk for pk, said in words.items() if not said]
    shown = Attachment.objects.filter(post__in=alone, file__deleted_at=None).order_by() if alone else None
    numbers = dict(shown.values_list("post").annotate(number=Count("pk"))) if alone else {}
    return words | {pk: ngettext("%(n)s file", "%(n)s files", n) % {"n": n} for pk, n in numbers.items()}


def thread_files(thread: Thread, passage: Passage) -> QuerySet[SharedFile]:
    """Files under the messages of a thread that this reader sees, each once. No query yet."""
    shown = Attachment.objects.filter(post__thread=thread, post__deleted_at=None, post__hidden_at=None)
    return files_to_read(passage).filter(pk__in=shown.values("file_id"))


def thread_files_for_page(thread: Thread, passage: Passage) -> QuerySet[Attachment]:
    """The same, in the order of the messages, with the message, its author, the file and its group."""
    shown = Attachment.objects.filter(post__thread=thread, post__deleted_at=None, post__hidden_at=None)
    seen = shown.filter(file__in=files_to_read(passage)).select_related("file__group", "post__author")
    return seen.order_by("post__number", "place")


def weight_of(files: QuerySet[SharedFile]) -> dict[str, int]:
    """How many of these files may go out, how much they weigh, and how many are held. One query."""
    goes_out = Q(state=VersionState.CLEAN)
    found = files.order_by().aggregate(
        count=Count("pk", filter=goes_out), size=Sum(F("size"), filter=goes_out), held=Count("pk", filter=~goes_out)
    )
    return {**found, "size": found["size"] or 0}


def files_held(ids: Iterable[int]) -> set[int]:
    """Those of these files that a message shows or will show: one that can still be restored counts. One query."""
    return set(Attachment.objects.filter(file__in=list(ids)).values_list("file_id", flat=True))


def files_reported(ids: Iterable[int]) -> set[int]:
    """Those of these files that a message shows whose report waits for a decision. One query."""
    waiting = Attachment.objects.filter(file__in=list(ids), post__reports__state=ReportState.PENDING)
    return set(waiting.values_list("file_id", flat=True))


def places_of_file(passage: Passage, file_id: int) -> list[Place]:
    """The messages that show a file, the last ones first, as far as this reader reads them. One query; one more for
    those who facilitate, who also see what waits for its hour.
    """
    uses = Attachment.objects.filter(file=file_id, post__deleted_at=None, post__hidden_at=None)
    here = Q(post__group=passage.group)
    if passage.membership is not None:
        here |= Q(post__group__in=Membership.objects.filter(user=passage.membership.user_id).values("group_id"))
    seen = uses.filter(here, post__thread__deleted_at=None).select_related("post__author", "post__thread__group")
    places = [_place_of(use.post, passage) for use in seen.order_by("-post_id")[:PLACES_SHOWN]]
    return places + (_scheduled_places(passage, file_id) if passage.is_facilitator else [])


def _place_of(post: Post, passage: Passage) -> Place:
    name = str(post.author or _("Former member"))
    if post.group_id != passage.group.pk:
        name = _("%(name)s in “%(group)s”") % {"name": name, "group": post.thread.group.short_name}
    return Place(post.thread.title, post.url, name, post.created_at)


def _scheduled_places(passage: Passage, file_id: int) -> list[Place]:
    waiting = Attachment.objects.filter(file=file_id, scheduled__group=passage.group).select_related("scheduled")
    return [_waiting_place(use.scheduled, passage) for use in waiting.order_by("-id")[:PLACES_SHOWN]]


def _waiting_place(scheduled: ScheduledThread, passage: Passage) -> Place:
    url = reverse("groups:scheduled-detail", args=[passage.group.slug, scheduled.pk])
    return Place(scheduled.title, url, _("to be published on %(day)s") % {"day": dates.day(scheduled.publish_at)})
