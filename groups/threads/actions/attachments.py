"""Which files a message shows. The group is held by whoever calls this: a file can't be deleted meanwhile."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from groups.files.access import files_to_attach
from groups.spaces.models import Membership
from groups.threads.models import ATTACHMENTS_MAX, Attachment, Post, ScheduledThread
from network.kit.errors import Refused

from .counting import mark_changed


def attach(*, ids: Sequence[int], author: Membership, **message: Post | ScheduledThread) -> None:
    """Show these files of the author's group under a new message (`post` or `scheduled`), in this order. Two queries,
    none without any. Refused when one of them is not there any more, or when there are too many.
    """
    if not ids:
        return
    _check_number(ids)
    files = files_to_attach(author.group, ids)
    Attachment.objects.bulk_create(Attachment(file=file, place=place, **message) for place, file in enumerate(files))


def attach_again(*, ids: Sequence[int], author: Membership, **message: Post | ScheduledThread) -> None:
    """Show these files under a message (`post` or `scheduled`) instead of those that it shows; one of these may stay,
    wherever it is now. Refused when a new one is not in the author's group any more, or when there are too many.
    """
    _check_number(ids)
    shown = Attachment.objects.filter(**message)
    before = set(shown.values_list("file_id", flat=True))
    files_to_attach(author.group, [pk for pk in ids if pk not in before])
    shown.delete()
    Attachment.objects.bulk_create(Attachment(file_id=pk, place=place, **message) for place, pk in enumerate(ids))


def _check_number(ids: Sequence[int]) -> None:
    if len(ids) > ATTACHMENTS_MAX:
        raise Refused(_("Ten files at most under a message. Take some away, or write a second message."))


def mark_file_changed(*, pk: int) -> None:
    """The messages that show this file change under the eyes of their readers: it went into the bin, or came back."""
    shown = Attachment.objects.filter(file=pk)
    posts = Post.objects.filter(pk__in=shown.values("post_id"), thread__deleted_at=None)
    for post in posts.select_related("thread__group").order_by("pk"):
        mark_changed(thread=post.thread, post=post)


def forget_file(*, pk: int) -> None:
    """No message shows this file any more, nor will."""
    Attachment.objects.filter(file=pk).delete()
