from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from groups.files import notices as _files  # noqa: F401
        from groups.files.actions import forget_late_uploads, purge_bin, sweep_bytes
        from groups.meetings import actions as meetings
        from groups.meetings import notices as _meetings  # noqa: F401
        from groups.meetings.queries import papers_held, places_of_paper
        from groups.spaces import notices as _spaces  # noqa: F401
        from groups.spaces.actions import forget_old_drafts
        from groups.threads import notices as _threads  # noqa: F401
        from groups.threads.actions import (
            erase_deleted_threads,
            erase_deleted_words,
            forget_file,
            mark_file_changed,
        )
        from groups.threads.queries import THREAD_PATH, files_held, files_reported, places_of_file, thread_cards
        from network.kit import daily, links, uses

        links.register(THREAD_PATH, thread_cards)
        of_messages = uses.Use(files_held, places_of_file, mark_file_changed, forget_file, files_reported)
        uses.register("file", "messages", of_messages)
        of_meetings = uses.Use(papers_held, places_of_paper, meetings.mark_paper_changed, meetings.forget_paper)
        uses.register("file", "meetings", of_meetings)
        daily.register("words of deleted messages", erase_deleted_words)
        daily.register("deleted discussions", erase_deleted_threads)
        daily.register("old drafts", forget_old_drafts)
        daily.register("files in the bin", purge_bin)
        daily.register("unfinished uploads", forget_late_uploads)
        daily.register("bytes without a file", sweep_bytes)
        daily.register("minutes approved by silence", meetings.approve_overdue)
        daily.register("action items to remind of", meetings.remind_of_actions)
        daily.register("guests of meetings a year ago", meetings.forget_guests)
        self._declare_recovery()
        self._declare_endings()

    def _declare_recovery(self) -> None:
        from groups.files.actions import queue_unread
        from groups.meetings.actions import announce_meetings
        from groups.threads.actions import queue_overdue
        from network.kit import recovery

        recovery.register("scheduled discussions", queue_overdue)
        recovery.register("meetings to remind of", announce_meetings)
        recovery.register("files to look at", queue_unread)

    def _declare_endings(self) -> None:
        from groups.meetings.actions import end_places_of_guest, end_writing
        from network.kit import endings

        endings.register("writing minutes", end_writing)
        endings.register("guests by another address", end_places_of_guest)
