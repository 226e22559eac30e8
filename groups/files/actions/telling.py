"""Who learns what happened to files: those who watch the group, by one line for all that a person brings at a time; and
the pages of the group that are open, by a hint. The group is held by whoever calls.
"""

from collections.abc import Collection
from datetime import timedelta

from groups.files.models import FileNews, SharedFile
from groups.spaces.models import Group, Membership
from network.activity.actions import gather, withdraw_all
from network.activity.models import Event
from network.kit import broadcast

BROUGHT = "files-brought"
GATHERED = timedelta(minutes=5)


def tell_of(*, file: SharedFile, by: Membership, version: int) -> None:
    """This person brought a file, or another version of it."""
    event = gather(kind=BROUGHT, actor=by.user, scope=file.group.scope, wait=GATHERED)
    FileNews.objects.get_or_create(file=file, event=event, defaults={"version": version})
    show(group=file.group, kind="file", object_id=file.pk)


def untell(*, files: Collection[SharedFile]) -> None:
    """These files went to the bin: events that told of nothing else are told no longer. Four queries at most."""
    about = set(FileNews.objects.filter(file__in=files).order_by().values_list("event_id", flat=True))
    if not about:
        return
    alive = FileNews.objects.filter(event__in=about, file__deleted_at=None).order_by()
    empty = about - set(alive.values_list("event_id", flat=True))
    if empty:
        withdraw_all(targets=[Event.own_target(event_id) for event_id in empty])


def show(*, group: Group, kind: str, object_id: int) -> None:
    """Lists of this group that are open look again: a "file" or a "folder" changed."""
    broadcast.hint(group.scope, seq=0, kind=kind, object_id=object_id)
