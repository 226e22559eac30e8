"""One door per change of a thread, its posts, and what a member has read, follows and says of them."""

from .attachments import forget_file, mark_file_changed
from .deleting import delete_post, undo_delete
from .facilitation import lock_thread, mark_duplicate, pin_thread
from .mentions import settle
from .moving import merge_thread, move_thread, split_thread
from .posts import ChangedMeanwhile, edit_post, post_reply
from .reactions import acknowledge, mark_answer, react, remind_of_announcement
from .reading import follow_thread, mark_group_read, mark_groups_read, mark_read, set_reading_place
from .reports import hide_post, keep_reported, report_post, restore_post
from .schedule import (
    delete_scheduled,
    edit_scheduled,
    hold_scheduled,
    postpone_publication,
    publish_due,
    queue_overdue,
    reschedule_thread,
    schedule_thread,
)
from .threads import delete_thread, edit_thread, restore_thread, start_thread, undo_delete_thread, withdraw_deleted
from .tidying import erase_deleted_threads, erase_deleted_words

__all__ = [
    "ChangedMeanwhile",
    "acknowledge",
    "delete_post",
    "delete_scheduled",
    "delete_thread",
    "edit_post",
    "edit_scheduled",
    "edit_thread",
    "erase_deleted_threads",
    "erase_deleted_words",
    "follow_thread",
    "forget_file",
    "hide_post",
    "hold_scheduled",
    "keep_reported",
    "lock_thread",
    "mark_answer",
    "mark_duplicate",
    "mark_file_changed",
    "mark_group_read",
    "mark_groups_read",
    "mark_read",
    "merge_thread",
    "move_thread",
    "pin_thread",
    "post_reply",
    "postpone_publication",
    "publish_due",
    "queue_overdue",
    "react",
    "remind_of_announcement",
    "report_post",
    "reschedule_thread",
    "restore_post",
    "restore_thread",
    "schedule_thread",
    "set_reading_place",
    "settle",
    "split_thread",
    "start_thread",
    "undo_delete",
    "undo_delete_thread",
    "withdraw_deleted",
]
