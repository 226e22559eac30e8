"""Who may do what in a thread: yes or no, for a membership (None: an exceptional entry, which only reads)."""

from datetime import datetime, timedelta

from django.utils import timezone

from groups.spaces.access import can_manage_group, can_write_in_group
from groups.spaces.models import Membership
from groups.threads.enums import Kind
from groups.threads.models import Post, Thread

UNDO = timedelta(seconds=30)
GRACE = timedelta(seconds=30)
UNDO_ENDS = UNDO + GRACE
FAR = timedelta(days=366)


def can_start_thread(membership: Membership | None, kind: str = Kind.DISCUSSION) -> bool:
    """Announcements are for those who facilitate; the rest is for every member."""
    if not can_write_in_group(membership):
        return False
    return kind != Kind.ANNOUNCEMENT or membership.is_facilitator


def can_schedule_thread(membership: Membership | None) -> bool:
    return can_manage_group(membership)


def is_to_come(moment: datetime) -> bool:
    """Whether something can be scheduled for this moment: neither past nor more than a year away."""
    return timezone.now() < moment < timezone.now() + FAR


def can_facilitate_thread(membership: Membership | None) -> bool:
    return can_manage_group(membership)


def can_reply_in_thread(membership: Membership | None, thread: Thread) -> bool:
    """A closed thread takes the words of those who facilitate only."""
    if not can_write_in_group(membership) or thread.deleted_at is not None:
        return False
    return not thread.is_locked or membership.is_facilitator


def can_edit_thread(membership: Membership | None, thread: Thread) -> bool:
    """Title, kind and tags: its author, and those who facilitate."""
    if not can_write_in_group(membership):
        return False
    return membership.is_facilitator or thread.author_id == membership.user_id


def can_mark_answer(membership: Membership | None, thread: Thread) -> bool:
    return thread.kind == Kind.QUESTION and can_edit_thread(membership, thread)


def can_react(membership: Membership | None, post: Post) -> bool:
    """To other people's words, while the group lives."""
    return can_write_in_group(membership) and post.is_shown and post.author_id != membership.user_id


def can_report_post(membership: Membership | None, post: Post) -> bool:
    return membership is not None and post.is_shown and post.author_id != membership.user_id


def can_edit_post(membership: Membership | None, post: Post) -> bool:
    return can_write_in_group(membership) and post.is_shown and post.author_id == membership.user_id


def can_delete_post(membership: Membership | None, post: Post) -> bool:
    """The author's own. A message that nobody answered and that opens its thread goes with the thread."""
    return can_edit_post(membership, post) and post.thread.post_count > 1


def can_undo_delete(membership: Membership | None, gone: Post | Thread) -> bool:
    """Whoever deleted it, for a moment: a little longer than the page offers it."""
    if not can_write_in_group(membership) or gone.deleted_at is None or gone.deleted_by_id != membership.user_id:
        return False
    return timezone.now() - gone.deleted_at < UNDO_ENDS


def can_read_trace(membership: Membership | None) -> bool:
    """Deleted and hidden words: those who facilitate, in an archived group too."""
    return membership is not None and membership.is_facilitator


def can_decide_about(membership: Membership | None, post: Post) -> bool:
    """Whether a message stays: those who facilitate, in an archived group too, and never about their own words."""
    return can_read_trace(membership) and post.author_id != membership.user_id


def can_hide_post(membership: Membership | None, post: Post) -> bool:
    return can_decide_about(membership, post) and post.is_shown


def can_restore_post(membership: Membership | None, post: Post) -> bool:
    """Those who facilitate, as long as the words are kept; what was hidden of one's own is for somebody else."""
    if not can_read_trace(membership) or post.is_shown or not post.body:
        return False
    return post.hidden_at is None or can_decide_about(membership, post)


def can_read_history(membership: Membership | None, post: Post) -> bool:
    """Earlier words are read by whoever reads the current ones; those who facilitate also read what is hidden."""
    return post.edited_at is not None and (post.is_shown or can_read_trace(membership))


def can_delete_thread(membership: Membership | None, thread: Thread) -> bool:
    """Those who facilitate, always; the author while nobody answered."""
    if not can_write_in_group(membership):
        return False
    return membership.is_facilitator or (thread.author_id == membership.user_id and thread.post_count <= 1)


def can_restore_thread(membership: Membership | None, thread: Thread) -> bool:
    """Those who facilitate, as long as the words are kept, in an archived group too."""
    return can_read_trace(membership) and thread.deleted_at is not None and timezone.now() < thread.kept_until


def can_mention_everybody(membership: Membership | None) -> bool:
    return can_manage_group(membership)
