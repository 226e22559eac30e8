"""Threads that open later, in the name of somebody who facilitates the group."""

import datetime as dt
import logging
import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.models import Membership
from groups.threads.access import can_schedule_thread, held_facilitator, membership_of_author, scheduled_to_publish
from groups.threads.models import ScheduledThread, Thread
from network.activity.actions import once
from network.kit.errors import Refused

from .drafts import drop_draft
from .threads import start_thread

log = logging.getLogger("traverse.threads")
FAR = dt.timedelta(days=366)


def schedule_thread(
    *,
    author: Membership,
    kind: str,
    title: str,
    body: str,
    tags: list[str],
    publish_at: dt.datetime,
    key: uuid.UUID,
) -> ScheduledThread:
    """Keep a thread (clean HTML) for later and queue its publication; the same form again gives back the same one.

    Raises KeyReused, Refused for a moment that is past or more than a year away, Http404 for people who do not
    facilitate.
    """
    payload = ("schedule", author.group_id, kind, title, body, tags, publish_at.isoformat())
    made, _new = once(
        user=author.user,
        key=key,
        payload=payload,
        fetch=ScheduledThread,
        do=lambda: _schedule(author, publish_at, kind=kind, title=title, body=body, tags=tags),
    )
    return made


def _schedule(author: Membership, publish_at: dt.datetime, **words: object) -> ScheduledThread:
    held_facilitator(author)
    check_moment(publish_at=publish_at)
    made = ScheduledThread.objects.create(group=author.group, author=author.user, publish_at=publish_at, **words)
    drop_draft(membership=author, name="thread-new")
    _queue(made)
    return made


def check_moment(*, publish_at: dt.datetime) -> None:
    """Refused for a moment that is past or more than a year away."""
    if not timezone.now() < publish_at < timezone.now() + FAR:
        raise Refused(_("Choose a moment to come, within a year."))


def _queue(scheduled: ScheduledThread) -> None:
    from groups.threads.tasks import publish_scheduled

    publish_scheduled.using(run_after=scheduled.publish_at).enqueue(scheduled.pk)


@transaction.atomic
def reschedule_thread(*, scheduled: ScheduledThread, by: Membership, publish_at: dt.datetime) -> ScheduledThread:
    """Give it another moment. Refused for one that is past or far away, Http404 when it is already published."""
    held_facilitator(by)
    check_moment(publish_at=publish_at)
    if not ScheduledThread.objects.filter(pk=scheduled.pk).update(publish_at=publish_at, problem=""):
        raise Http404
    scheduled.publish_at = publish_at
    _queue(scheduled)
    return scheduled


@transaction.atomic
def cancel_scheduled(*, scheduled: ScheduledThread, by: Membership) -> None:
    """Give up a publication. Again, or when it is already published, changes nothing."""
    held_facilitator(by)
    ScheduledThread.objects.filter(pk=scheduled.pk).delete()


def publish_due(*, scheduled_id: int) -> Thread | None:
    """Open the thread whose hour has come, with the rights of now; None when there is nothing to publish any more, not
    yet, or when it is refused: the reason then stays on it, for those who facilitate.
    """
    scheduled = scheduled_to_publish(scheduled_id)
    if scheduled is None or scheduled.problem or scheduled.publish_at > timezone.now():
        return None
    author = membership_of_author(scheduled)
    if not can_schedule_thread(author):
        return _give_up(scheduled, _("%(name)s no longer facilitates this group.") % {"name": scheduled.author})
    words = {name: getattr(scheduled, name) for name in ("kind", "title", "body", "tags", "key")}
    try:
        with transaction.atomic():
            thread = start_thread(author=author, **words)
            scheduled.delete()
    except Refused as reason:
        return _give_up(scheduled, str(reason))
    return thread


def _give_up(scheduled: ScheduledThread, problem: str) -> None:
    ScheduledThread.objects.filter(pk=scheduled.pk).update(problem=problem[:200])
    log.warning("scheduled thread %s not published", scheduled.pk)
