"""Minutes come out: published, approved by silence or by somebody, opened again for a correction."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.access import held_minutes, held_minutes_to_approve, held_overdue_minutes
from groups.meetings.enums import AmendmentState, MinutesState
from groups.meetings.models import ActionItem, Amendment, Decision, Edition, Minutes
from groups.meetings.queries import changes_between, content_of
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import once, record
from network.activity.queries import count_events
from network.kit.errors import Refused

from .changing import mark_meeting_changed

PUBLISHED, CORRECTED, APPROVED, WAITING = (
    "minutes-published", "minutes-corrected", "minutes-approved", "amendments-waiting",
)  # fmt: skip


@transaction.atomic
def publish_minutes(*, minutes: Minutes, by: Membership, days: int, reason: str, key: uuid.UUID) -> Edition:
    """What the minutes say now is what the group reads: an edition is added, decisions and action items enter the
    registers, the group and the guests who asked are told. The first time they get a number of the group, and `days`
    (0: none) in which corrections may be proposed; afterwards `reason` says why there is another edition.

    The same key again gives the same edition. Http404 for who may not write them. Refused when they are locked, when
    nothing is written, when nothing changed, or without a reason.
    """
    payload = ("publish", minutes.pk, days, reason)
    edition, _made = once(
        user=by.user, key=key, payload=payload, fetch=Edition, do=lambda: _publish(minutes, by, days, reason)
    )
    return edition


def _publish(minutes: Minutes, by: Membership, days: int, reason: str) -> Edition:
    lock_group(by.group)
    held = held_minutes(minutes, by)
    if held.is_locked:
        raise Refused(_("These minutes are approved: begin a correction first, with its reason."))
    if held.edition and not reason:
        raise Refused(_("Say in a few words why there is another version: those who read it see the reason."))
    is_first, now = held.edition == 0, timezone.now()
    if is_first:
        _number(held, by, days, now)
    content = content_of(held)
    _refuse_without_news(held, content)
    held.edition, held.correcting_at, held.correction_reason = held.edition + 1, None, ""
    held.save()
    edition = Edition.objects.create(
        minutes=held, number=held.edition, content=content, reason=reason, by=by.user, at=now
    )
    _publish_what_follows(held, now)
    _tell(PUBLISHED if is_first else CORRECTED, held, by.user, edition=edition.number)
    return edition


def _number(held: Minutes, by: Membership, days: int, now: datetime) -> None:
    last = Minutes.objects.filter(meeting__group=by.group_id).aggregate(last=Max("number"))["last"]
    held.number, held.state = (last or 0) + 1, MinutesState.PUBLISHED
    held.published_at, held.published_by = now, by.user
    held.amend_days, held.amend_until = days, now + timedelta(days=days) if days else None


def _refuse_without_news(held: Minutes, content: dict) -> None:
    if not (content["summary"] or content["points"] or any(content["loose"].values())):
        raise Refused(_("There is nothing to read yet: write the summary or a point first."))
    last = Edition.objects.filter(minutes=held, number=held.edition).first()
    if last is not None and not changes_between(last.content, content):
        raise Refused(_("Nothing changed since version %(n)s: there is nothing new to publish.") % {"n": last.number})


def _publish_what_follows(held: Minutes, now: datetime) -> None:
    for model in (Decision, ActionItem):
        model.every.filter(minutes=held, taken_out=True).delete()
    decisions, actions = Decision.objects.filter(minutes=held), ActionItem.objects.filter(minutes=held)
    decisions.update(said=F("text"))
    actions.update(said=F("what"))
    for rows in (decisions, actions):
        rows.filter(published_at=None).update(published_at=now)


@transaction.atomic
def approve_minutes(*, minutes: Minutes, by: Membership) -> bool:
    """Somebody who facilitates says that the meeting approved them: they are locked. Returns whether that changed.

    Http404 for others. Refused while a proposed correction waits for an answer, or before they are published.
    """
    lock_group(by.group)
    held = held_minutes_to_approve(minutes, by)
    if held.is_approved:
        return False
    if not held.is_published:
        raise Refused(_("These minutes are not published yet."))
    if _pending(held):
        raise Refused(_("Corrections wait for an answer: accept or decline them first."))
    _approve(held, by.user)
    return True


def approve_overdue() -> int:
    """Minutes whose time for corrections is over are approved by silence, each once; where corrections still wait,
    those who facilitate are reminded of them, once. In a group that was archived before that, nobody could object to
    the end: silence says nothing, and whoever facilitates approves them. Returns how many were approved or reminded of.
    """
    now = timezone.now()
    late = Minutes.objects.filter(state=MinutesState.PUBLISHED, amend_until__lte=now).select_related("meeting__group")
    return sum(_approve_by_silence(minutes, now) for minutes in late.order_by("id"))


@transaction.atomic
def _approve_by_silence(minutes: Minutes, now: datetime) -> bool:
    group = lock_group(minutes.meeting.group)
    held = held_overdue_minutes(minutes, group, now)
    if held is None:
        return False
    if group.is_archived and group.archived_at < held.amend_until:
        held.amend_until = None
        held.save(update_fields=["amend_until"])
        mark_meeting_changed(meeting=held.meeting)
        return False
    if not _pending(held):
        _approve(held, None)
        return True
    about = {"kind": WAITING, "scope": group.scope, "target": held.target}
    if count_events(since=held.amend_until, **about):
        return False
    record(object_id=held.pk, **about)
    return True


def _approve(held: Minutes, by) -> None:
    held.state, held.approved_at = MinutesState.APPROVED, timezone.now()
    held.save(update_fields=["state", "approved_at"])
    _tell(APPROVED, held, by)


def _pending(minutes: Minutes) -> bool:
    return Amendment.objects.filter(minutes=minutes, state=AmendmentState.PENDING).exists()


@transaction.atomic
def reopen_minutes(*, minutes: Minutes, by: Membership, reason: str) -> bool:
    """Begin a correction of approved minutes: those who write may change the working copy again, and publish another
    edition, for this reason. What the group reads stays. Returns whether that changed. Http404 for others; Refused
    for minutes that are not approved.
    """
    lock_group(by.group)
    held = held_minutes(minutes, by)
    if not held.is_approved:
        raise Refused(_("These minutes are not locked: they can be changed as they are."))
    if not held.is_locked:
        return False
    held.correcting_at, held.correction_reason = timezone.now(), reason
    held.save(update_fields=["correcting_at", "correction_reason"])
    mark_meeting_changed(meeting=held.meeting)
    return True


@transaction.atomic
def end_correction(*, minutes: Minutes, by: Membership) -> bool:
    """Lock approved minutes again without another edition: nothing had to be corrected after all. Returns whether that
    changed. Http404 for others; Refused while the working copy says something else than the last edition.
    """
    lock_group(by.group)
    held = held_minutes(minutes, by)
    if held.correcting_at is None:
        return False
    if changes_between(Edition.objects.get(minutes=held, number=held.edition).content, content_of(held)):
        raise Refused(_("The text has changed: publish it, or give its points their earlier words again first."))
    held.correcting_at, held.correction_reason = None, ""
    held.save(update_fields=["correcting_at", "correction_reason"])
    mark_meeting_changed(meeting=held.meeting)
    return True


def _tell(kind: str, held: Minutes, actor, **data) -> None:
    group = held.meeting.group
    about = {"scope": group.scope, "target": held.target, "object_id": held.pk}
    record(kind=kind, actor=actor, data=data, **about)
    mark_meeting_changed(meeting=held.meeting)
