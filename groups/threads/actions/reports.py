"""A message that somebody reports, and what those who facilitate decide: every step is in the log.

All of it stays possible in an archived group: what is read can do harm.
"""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from groups.threads.access import (
    can_decide_about,
    can_report_post,
    held_facilitator,
    held_post_with_trace,
    held_thread,
    held_thread_with_trace,
)
from groups.threads.enums import Act, ReportState
from groups.threads.models import Post, Report, Thread
from groups.threads.queries import deciders_about
from network.activity.actions import once, record, withdraw
from network.kit.errors import Refused

from .deleting import give_back, take_away
from .log import log


def report_post(*, post: Post, member: Membership, reason: str, details: str, key: uuid.UUID) -> Report:
    """Report somebody else's message, once while it waits for a decision; those who decide are told, and the member
    gets a receipt. Where nobody in the group may decide (its author alone facilitates), administrators are told.

    Raises KeyReused, Refused when the message was deleted or hidden meanwhile or this member's report of it still
    waits, Http404 when the group is lost.
    """
    made, _new = once(
        user=member.user,
        key=key,
        payload=("report", post.pk, reason, details),
        fetch=Report,
        do=lambda: _report(post, member, reason, details),
    )
    return made


def _report(post: Post, member: Membership, reason: str, details: str) -> Report:
    lock_group(member.group)
    post.thread = thread = held_thread(post.thread, member, even_archived=True)
    current = held_post_with_trace(post)
    if not can_report_post(member, current):
        raise Refused(_("This message was deleted or hidden meanwhile: there is nothing left to report."))
    waiting = Report.objects.filter(post=current, reporter=member.user, state=ReportState.PENDING).exists()
    if waiting:
        raise Refused(
            _("You have already reported this message, and the people who decide have your report before them.")
        )
    said = {"reason": reason, "details": details}
    report = Report.objects.create(group=member.group, post=current, reporter=member.user, **said)
    about = {"actor": member.user, "scope": member.group.scope, "object_id": report.pk}
    record(kind="report", target=report.target, **about)
    if deciders_about(current):
        record(kind="report-receipt", **about)
    else:
        record(kind="report-stuck", target=report.target, **about)
        record(kind="report-receipt-stuck", **about)
    log(act=Act.REPORT, by=member, thread=thread, post=current, statement=details)
    return report


@transaction.atomic
def keep_reported(*, report: Report, by: Membership) -> bool:
    """Leave the message where it is and tell whoever reported it; again changes nothing.

    Closes every report of it that waits. When the message or its whole discussion was deleted there is nothing to
    decide: they are closed for that reason, and wait again should it come back. Refused when it was decided otherwise
    meanwhile, and to the author of the message; Http404 for others.
    """
    thread, post, current = _held(report, by)
    _not_about_oneself(post, by)
    if current.state in {ReportState.KEPT, ReportState.MOOT}:
        return False
    if current.state != ReportState.PENDING:
        raise Refused(_("Somebody has already decided: the message is hidden."))
    gone = post.deleted_at is not None or thread.deleted_at is not None
    _close(post, by, ReportState.MOOT if gone else ReportState.KEPT)
    log(act=Act.CLOSE if gone else Act.KEEP, by=by, thread=thread, post=post)
    return True


@transaction.atomic
def hide_post(*, post: Post, by: Membership, statement: str) -> bool:
    """Hide a message from the group for a stated reason, which its author receives; again changes nothing.

    Reports of it that wait are closed. Refused when it was deleted meanwhile, and to its author; Http404 for people
    who do not facilitate.
    """
    thread, current = _held_post(post, by)
    _not_about_oneself(current, by)
    if current.hidden_at is not None:
        return False
    if current.deleted_at is not None:
        raise Refused(_("This message was deleted by its author meanwhile."))
    take_away(thread=thread, post=current, reason=statement)
    _close(current, by, ReportState.HIDDEN)
    log(act=Act.HIDE, by=by, thread=thread, post=current, statement=statement)
    if current.author_id:
        _tell_author("post-hidden", current, by)
    return True


@transaction.atomic
def restore_post(*, post: Post, by: Membership) -> bool:
    """Give a deleted or hidden message back to the group, and tell its author; returns whether something came back.

    Refused when its words are no longer kept, and to its author when it was hidden; Http404 for people who do not
    facilitate.
    """
    thread, current = _held_post(post, by)
    if current.is_shown:
        return False
    if current.hidden_at is not None:
        _not_about_oneself(current, by)
    if not current.body:
        raise Refused(_("The words of this message are no longer kept."))
    current.deleted_at, current.deleted_by, current.hidden_at, current.hidden_reason = None, None, None, ""
    give_back(thread=thread, post=current)
    log(act=Act.RESTORE, by=by, thread=thread, post=current)
    if current.author_id and current.author_id != by.user_id:
        _tell_author("post-restored", current, by)
    return True


def _tell_author(kind: str, post: Post, by: Membership) -> None:
    """The author learns how it stands now; an earlier decision that they were not told of, or have a line of, goes."""
    withdraw(target=post.decisions)
    record(kind=kind, actor=by.user, scope=by.group.scope, target=post.decisions, object_id=post.pk)


def _not_about_oneself(post: Post, by: Membership) -> None:
    if not can_decide_about(by, post):
        raise Refused(_("This message is yours: somebody else decides whether it stays."))


def _held_post(post: Post, by: Membership) -> tuple[Thread, Post]:
    lock_group(by.group)
    held_facilitator(by, even_archived=True)
    post.thread = thread = held_thread(post.thread, by, even_archived=True)
    return thread, held_post_with_trace(post)


def _held(report: Report, by: Membership) -> tuple[Thread, Post, Report]:
    lock_group(by.group)
    held_facilitator(by, even_archived=True)
    thread = held_thread_with_trace(report.post.thread, by)
    report.post.thread = thread
    post = held_post_with_trace(report.post)
    report.refresh_from_db(fields=["state", "decided_by", "decided_at"])
    return thread, post, report


def _close(post: Post, by: Membership, state: str) -> None:
    waiting = list(Report.objects.filter(post=post, state=ReportState.PENDING))
    Report.objects.filter(id__in=[report.pk for report in waiting]).update(
        state=state, decided_by=by.user, decided_at=timezone.now()
    )
    for report in waiting:
        withdraw(target=report.target)
        record(kind="report-decided", actor=by.user, scope=by.group.scope, object_id=report.pk)
