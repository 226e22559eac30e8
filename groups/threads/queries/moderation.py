"""What those who facilitate look after: reports, the log, earlier words, what waits for its hour."""

from dataclasses import dataclass

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone
from django.utils.safestring import SafeString

from groups.spaces.models import Group
from groups.threads.enums import ReportState
from groups.threads.models import WORDS_KEPT, LogLine, Post, Report, ScheduledThread, Thread
from network.kit import clean_html, text_diff


def reports_for_list(group: Group) -> QuerySet[Report]:
    """Reports, those that wait for a decision first, then the latest; with message, author and reporter. One query."""
    waiting_first = Case(When(state=ReportState.PENDING, then=Value(0)), default=Value(1))
    reports = Report.objects.filter(group=group).order_by(waiting_first, "-id")
    return reports.select_related("post__thread", "post__author", "reporter", "decided_by")


def count_pending_reports(group: Group) -> int:
    """How many reports wait for a decision. One query."""
    return Report.objects.filter(group=group, state=ReportState.PENDING).count()


def reports_of(post: Post) -> list[Report]:
    """Every report of one message, with who reported it. One query."""
    found = list(Report.objects.filter(post=post).select_related("reporter", "decided_by"))
    for report in found:
        report.post = post
    return found


def log_for_list(group: Group) -> QuerySet[LogLine]:
    """The lines of the log, the latest first, with who did it and the thread if it is still there. One query."""
    return LogLine.objects.filter(group=group).select_related("actor", "thread").order_by("-id")


def scheduled_for_list(group: Group) -> QuerySet[ScheduledThread]:
    """Threads that wait for their hour, the next one first, with their author. One query."""
    return ScheduledThread.objects.filter(group=group).select_related("author").order_by("publish_at", "id")


def deleted_threads_for_list(group: Group) -> QuerySet[Thread]:
    """Deleted threads that can still be restored, the last one first, with who deleted and who opened them. One query.
    Twin of `access.can_restore_thread`.
    """
    kept = Thread.objects.deleted().filter(group=group, deleted_at__gt=timezone.now() - WORDS_KEPT)
    return kept.select_related("deleted_by", "author").order_by("-deleted_at", "-id")


@dataclass(frozen=True)
class Version:
    """Words that a message said once; `changes`: what the next version took away and added."""

    written_at: object
    html: SafeString
    changes: list[text_diff.Piece]


def versions_of(post: Post) -> list[Version]:
    """Every version of a message, the current one first, each with what it changed of the one before. One query."""
    revisions = list(post.revisions.order_by("-id"))
    said = [(post.edited_at or post.created_at, post.body), *((r.written_at, r.body) for r in revisions)]
    before = [body for _, body in said[1:]]
    return [
        Version(at, clean_html.show(body), text_diff.between(earlier, body) if earlier is not None else [])
        for (at, body), earlier in zip(said, [*before, None], strict=True)
    ]
