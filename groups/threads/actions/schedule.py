"""Threads that open later, in the name of somebody who facilitates the group."""

import datetime as dt
import logging
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.actions import drop_draft
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Draft, Membership
from groups.threads.access import (
    held_facilitator,
    held_scheduled,
    is_to_come,
    membership_of_author,
)
from groups.threads.models import ScheduledThread, Thread
from network.activity.actions import once, receive
from network.kit.errors import Refused
from network.kit.mail import backoff
from network.kit.worker import waiting_arguments

from .attachments import attach, attach_again
from .threads import start_thread

log = logging.getLogger("traverse.threads")
TRIES = 100
LONGEST_WAIT = dt.timedelta(minutes=30)
"""Longer than any pause between two tries."""


def schedule_thread(
    *,
    author: Membership,
    kind: str,
    title: str,
    body: str,
    tags: list[str],
    publish_at: dt.datetime,
    key: uuid.UUID,
    attached: Sequence[int] = (),
) -> ScheduledThread:
    """Keep a thread (clean HTML, files of the group) for later and queue its publication; the same form again gives
    back the same one.

    Raises KeyReused, Refused for a moment that is past or more than a year away and for a file that is gone, Http404
    for people who do not facilitate.
    """
    payload = ("schedule", author.group_id, kind, title, body, tags, publish_at.isoformat(), *attached)
    made, _new = once(
        user=author.user,
        key=key,
        payload=payload,
        fetch=ScheduledThread,
        do=lambda: _schedule(author, publish_at, attached, kind=kind, title=title, body=body, tags=tags),
    )
    return made


def _schedule(author: Membership, publish_at: dt.datetime, attached: Sequence[int], **words: object) -> ScheduledThread:
    lock_group(author.group)
    held_facilitator(author)
    _check_moment(publish_at=publish_at)
    made = ScheduledThread.objects.create(group=author.group, author=author.user, publish_at=publish_at, **words)
    attach(ids=attached, author=author, scheduled=made)
    drop_draft(membership=author, name="thread-new")
    _queue(made, at=publish_at)
    return made


def _check_moment(*, publish_at: dt.datetime) -> None:
    """Refused for a moment that is past or more than a year away."""
    if not is_to_come(publish_at):
        raise Refused(_("Choose a moment to come, within a year."))


def _queue(scheduled: ScheduledThread, *, at: dt.datetime, attempt: int = 0) -> None:
    from groups.threads.tasks import publish_scheduled

    publish_scheduled.using(run_after=at).enqueue(scheduled.pk, attempt)


@transaction.atomic
def reschedule_thread(*, scheduled: ScheduledThread, by: Membership, publish_at: dt.datetime) -> ScheduledThread:
    """Give it another moment. Refused for one that is past or far away, Http404 when it is already published."""
    held_facilitator(by)
    _check_moment(publish_at=publish_at)
    if not ScheduledThread.objects.filter(pk=scheduled.pk).update(publish_at=publish_at, problem=""):
        raise Http404
    scheduled.publish_at = publish_at
    _queue(scheduled, at=publish_at)
    return scheduled


@transaction.atomic
def edit_scheduled(
    *,
    scheduled: ScheduledThread,
    by: Membership,
    publish_at: dt.datetime,
    key: uuid.UUID,
    attached: Sequence[int] | None = None,
    **words: object,
) -> ScheduledThread:
    """Give a thread that waits other words (kind, title, body, tags), other files and its hour, by its author; one that
    was held back stays so unless its hour changes. `key`: the form's, whose drafts are over; `attached`: None leaves
    the files as they are.

    Refused when it was published or deleted meanwhile, when a new file is gone, and for a moment that is past or far
    away; Http404 for everybody else and for people who no longer facilitate.
    """
    held_facilitator(by)
    _check_moment(publish_at=publish_at)
    current = held_scheduled(scheduled.pk)
    if current is None:
        raise Refused(_("This discussion was published or deleted while you were writing."))
    if current.author_id != by.user_id:
        raise Http404
    if attached is not None:
        lock_group(by.group)
        attach_again(ids=attached, author=by, scheduled=current)
    receive(user=by.user, key=key)
    drop_draft(membership=by, name=current.target)
    is_moved = publish_at.replace(second=0, microsecond=0) != current.publish_at.replace(second=0, microsecond=0)
    problem = "" if is_moved else current.problem
    for name, value in {**words, "publish_at": publish_at, "problem": problem}.items():
        setattr(current, name, value)
    current.save(update_fields=[*words, "publish_at", "problem"])
    if not problem:
        _queue(current, at=publish_at)
    return current


@transaction.atomic
def hold_scheduled(*, scheduled: ScheduledThread, by: Membership) -> bool:
    """Do not publish it: it stays in the list until somebody chooses another hour or deletes it. Returns whether that
    changed anything; when it is already published, nothing does.
    """
    held_facilitator(by)
    current = held_scheduled(scheduled.pk)
    if current is None or current.problem:
        return False
    current.problem = _("%(name)s held it back.") % {"name": by.user}
    current.save(update_fields=["problem"])
    return True


@transaction.atomic
def delete_scheduled(*, scheduled: ScheduledThread, by: Membership) -> None:
    """Throw away a thread that is not going to be published. Again changes nothing. Refused for one that still waits
    for its hour.
    """
    held_facilitator(by)
    current = held_scheduled(scheduled.pk)
    if current is None:
        return
    if not current.problem:
        raise Refused(_("This discussion still waits for its hour: hold it back before you delete it."))
    _forget(current)


def _forget(scheduled: ScheduledThread) -> None:
    """With what its author was making of it."""
    Draft.objects.filter(membership__group=scheduled.group_id, name=scheduled.target).delete()
    scheduled.delete()


@transaction.atomic
def publish_due(*, scheduled_id: int) -> Thread | None:
    """Open the thread whose hour has come, with the rights of now; None when there is nothing to publish any more, not
    yet, or when it is refused: the reason then stays on it, for those who facilitate.
    """
    scheduled = held_scheduled(scheduled_id)
    if scheduled is None or scheduled.problem or scheduled.publish_at > timezone.now():
        return None
    author = membership_of_author(scheduled)
    if author is None or not author.is_facilitator:
        return _give_up(scheduled, _("%(name)s no longer facilitates this group.") % {"name": scheduled.author})
    words = {name: getattr(scheduled, name) for name in ("kind", "title", "body", "tags", "key")}
    words["attached"] = [one.file_id for one in scheduled.attachments.all()]
    try:
        with transaction.atomic():
            thread = start_thread(author=author, **words)
    except Refused as reason:
        return _give_up(scheduled, str(reason))
    _forget(scheduled)
    return thread


@transaction.atomic
def postpone_publication(*, scheduled_id: int, attempt: int) -> None:
    """Something unforeseen kept it from being published: queue it again, later each time, for about a day; then that is
    said on it. `attempt` counts the failures so far.
    """
    scheduled = held_scheduled(scheduled_id)
    if scheduled is None:
        return
    if attempt < TRIES:
        _queue(scheduled, at=timezone.now() + backoff(attempt), attempt=attempt + 1)
    else:
        _give_up(scheduled, _("The site failed to publish it, again and again. Tell those who run the site."))


def queue_overdue() -> int:
    """Queue again what should be published by now and waits for no task: something stopped it without a trace. Returns
    how many.
    """
    from groups.threads.tasks import publish_scheduled

    overdue = {scheduled.pk: scheduled for scheduled in ScheduledThread.objects.overdue()}
    missing = overdue.keys() - waiting_arguments(publish_scheduled, within=LONGEST_WAIT) if overdue else ()
    for scheduled_id in missing:
        _queue(overdue[scheduled_id], at=timezone.now())
    return len(missing)


def _give_up(scheduled: ScheduledThread, problem: str) -> None:
    ScheduledThread.objects.filter(pk=scheduled.pk).update(problem=problem[:200])
    log.warning("scheduled thread %s not published", scheduled.pk)
