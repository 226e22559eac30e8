from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from groups.files import notices as _files  # noqa: F401
        from groups.files.actions import forget_late_uploads, purge_bin, queue_unread, sweep_bytes
        from groups.spaces import notices as _spaces  # noqa: F401
        from groups.spaces.actions import forget_old_drafts
        from groups.threads import notices as _threads  # noqa: F401
        from groups.threads.actions import (
            erase_deleted_threads,
            erase_deleted_words,
            forget_file,
            queue_overdue,
            show_without_file,
        )
        from groups.threads.queries import THREAD_PATH, files_held, places_of_file, thread_cards
        from network.kit import daily, links, recovery, uses

        links.register(THREAD_PATH, thread_cards)
        uses.register("file", "messages", uses.Use(files_held, places_of_file, show_without_file, forget_file))
        daily.register("words of deleted messages", erase_deleted_words)
        daily.register("deleted discussions", erase_deleted_threads)
        daily.register("old drafts", forget_old_drafts)
        daily.register("files in the bin", purge_bin)
        daily.register("unfinished uploads", forget_late_uploads)
        daily.register("bytes without a file", sweep_bytes)
        recovery.register("scheduled discussions", queue_overdue)
        recovery.register("files to look at", queue_unread)
