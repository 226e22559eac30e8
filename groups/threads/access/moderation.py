"""Reports and scheduled threads: each is reached through the membership that may see it."""

from collections.abc import Iterable

from django.http import Http404

from groups.spaces.models import Group, Membership
from groups.threads.models import Report, ScheduledThread


def get_report_or_404(facilitator: Membership, report_id: int) -> Report:
    """A report of the facilitator's group, with the post and its thread. Raises Http404 for any other id, and when the
    message went to another group since.
    """
    reports = Report.objects.select_related("post__thread", "post__author", "reporter", "decided_by")
    found = reports.filter(group=facilitator.group, post__group=facilitator.group, pk=report_id).first()
    if found is None:
        raise Http404
    found.group = found.post.thread.group = facilitator.group
    return found


def reports_told(ids: Iterable[int]) -> dict[int, Report]:
    """Reports by id, with the post, its thread and group, for the notices: they check who may be told of them."""
    found = Report.objects.select_related("group", "post__thread__group", "post__author", "reporter")
    return {report.pk: report for report in found.filter(pk__in=list(ids)).order_by()}


def get_scheduled_or_404(facilitator: Membership, scheduled_id: int) -> ScheduledThread:
    """A thread that waits for its hour in the facilitator's group. Raises Http404 for any other id."""
    found = ScheduledThread.objects.select_related("author").filter(group=facilitator.group, pk=scheduled_id).first()
    if found is None:
        raise Http404
    found.group = facilitator.group
    return found


def held_scheduled(scheduled_id: int) -> ScheduledThread | None:
    """What the worker publishes, held by its transaction; None when it was cancelled or is published already."""
    found = ScheduledThread.objects.select_for_update(of=("self",)).select_related("group", "author")
    return found.filter(pk=scheduled_id).first()


def membership_of_author(scheduled: ScheduledThread) -> Membership | None:
    """The author's membership now; None when they left the group or were suspended."""
    return (
        Membership.objects.select_related("group", "user")
        .filter(group=scheduled.group, user=scheduled.author, user__is_active=True)
        .first()
    )


def groups_to_move_to(facilitator: Membership) -> list[Group]:
    """Living groups that this person facilitates too, by name: where a thread of theirs may go."""
    others = Membership.objects.filter(user=facilitator.user, role=facilitator.role, group__archived_at=None)
    return [m.group for m in others.exclude(pk=facilitator.pk).select_related("group").order_by("group__name")]
