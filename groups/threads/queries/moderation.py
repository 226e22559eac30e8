"""What those who facilitate look after: reports, the log, earlier words, what waits for its hour."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone
from django.utils.safestring import SafeString

from groups.spaces.models import Group, Membership
from groups.spaces.queries import facilitators_to_tell
from groups.threads.enums import Act, ReportState
from groups.threads.models import WORDS_KEPT, LogLine, Post, Report, ScheduledThread, Thread
from network.kit import clean_html, text_diff
from network.kit.typography import nb_html
from network.people.models import User

from .references import without_hidden_words


class Told:
    """Rows as one reader may see them, a page at a time: what nobody is told never leaves this room."""

    ordered = True

    def __init__(self, rows: QuerySet, told: Callable) -> None:
        self.rows, self.told = rows, told

    def __len__(self) -> int:
        return self.rows.count()

    def __iter__(self) -> Iterator:
        return map(self.told, self.rows)

    def __getitem__(self, part: slice) -> list:
        return list(map(self.told, self.rows[part]))


def reports_for_list(reader: Membership) -> Told:
    """Reports of the reader's group, those that wait for a decision first, then the latest; with message, author, and
    who reported it, but for the reader's own messages. One query.
    """
    waiting_first = Case(When(state=ReportState.PENDING, then=Value(0)), default=Value(1))
    # A discussion that went to another group took its words along: what was reported of them is told to nobody there.
    reports = Report.objects.filter(group=reader.group, post__group=reader.group).order_by(waiting_first, "-id")
    related = reports.select_related("post__thread", "post__author", "reporter", "decided_by")
    return Told(related, lambda report: _report_told(reader, report))


def _report_told(reader: Membership, report: Report) -> Report:
    """Without what tells the author of a message who reported it: `anonymous` says where that was."""
    report.anonymous = report.post.author_id == reader.user_id
    if report.anonymous:
        report.reporter, report.details = None, ""
    return report


def count_pending_reports(group: Group) -> int:
    """How many reports wait for a decision. One query."""
    return Report.objects.filter(group=group, state=ReportState.PENDING).count()


def reports_of(post: Post, reader: Membership) -> list[Report]:
    """Every report of one message in the reader's group, with who reported it unless the message is the reader's own.
    One query.
    """
    found = list(Report.objects.filter(post=post, group=reader.group).select_related("reporter", "decided_by"))
    for report in found:
        report.post = post
    return [_report_told(reader, report) for report in found]


def deciders_about(post: Post) -> list[User]:
    """Who may decide about a message of somebody who facilitates its group: the other ones, by name. One query."""
    others = facilitators_to_tell(post.group_id).exclude(pk=post.author_id)
    return list(others.by_name())


def log_for_list(reader: Membership) -> Told:
    """Lines of the log of the reader's group, the latest first, with who did it and the thread if it is still there;
    without who reported the reader's own messages (`anonymous`). One query.
    """
    lines = LogLine.objects.filter(group=reader.group).select_related("actor", "thread", "post").defer("post__body")
    return Told(lines.order_by("-id"), lambda line: _line_told(reader, line))


def _line_told(reader: Membership, line: LogLine) -> LogLine:
    line.anonymous = line.act == Act.REPORT and (line.post is None or line.post.author_id == reader.user_id)
    if line.anonymous:
        line.actor, line.statement = None, ""
    return line


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


class Versions:
    """Every version of a message, the current one first: compared for the part that is asked for only."""

    ordered = True

    def __init__(self, post: Post) -> None:
        self.post = post
        self.revisions = post.revisions.order_by("-id")

    def __len__(self) -> int:
        return self.revisions.count() + 1

    def __getitem__(self, part: slice) -> list[Version]:
        now = [(self.post.edited_at or self.post.created_at, self.post.body)]
        # One further back than is shown, to say what the last one changed; the current words are no revision.
        rows = self.revisions[max(part.start - 1, 0) : part.stop]
        said = [*(now if part.start == 0 else []), *((row.written_at, row.body) for row in rows)]
        bodies = without_hidden_words({at: body for at, (_, body) in enumerate(said)})
        said = [(written_at, bodies[at]) for at, (written_at, _) in enumerate(said)]
        before = [body for _, body in said[1:]]
        shown = list(zip(said, [*before, None], strict=True))[: part.stop - part.start]
        return [
            Version(at, clean_html.show(nb_html(body)), text_diff.between(earlier, body) if earlier is not None else [])
            for (at, body), earlier in shown
        ]


def versions_of(post: Post) -> Versions:
    """Every version of a message, the current one first, each with what it changed of the one before. Two queries a
    page, one more when something is quoted.
    """
    return Versions(post)
