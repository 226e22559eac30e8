"""Asking to join, and the answer."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.access import can_ask_to_join
from groups.spaces.enums import RequestState
from groups.spaces.models import Group, JoinRequest, Membership
from groups.spaces.queries import was_put_out
from network.activity.actions import once, record, withdraw
from network.kit.errors import Refused
from network.people.models import User

from .members import add_member
from .sequence import lock_for_decision, lock_group

REQUESTS_A_DAY = 3


def ask_to_join(*, user: User, group: Group, message: str, key: uuid.UUID) -> JoinRequest:
    """Ask the facilitators to be let in, once; a request that already waits is given back as it is.

    Refused when it waits with other words, for members, for groups that take no request, and after 3 requests to the
    same group in a day.
    """
    asked, _made = once(
        user=user,
        key=key,
        payload=("ask-to-join", group.pk, message),
        fetch=JoinRequest,
        do=lambda: _ask(user, group, message),
    )
    return asked


def _ask(user: User, group: Group, message: str) -> JoinRequest:
    group = lock_group(group)
    earlier = JoinRequest.objects.filter(group=group, user=user).exclude(state=RequestState.REMOVED)
    if waiting := earlier.filter(state=RequestState.PENDING).first():
        if message not in ("", waiting.message):
            raise Refused(_("You have asked already, with other words. Withdraw that request to send these instead."))
        return waiting
    if Membership.objects.filter(group=group, user=user).exists():
        raise Refused(_("You are already a member of this group."))
    if not can_ask_to_join(user, group, put_out=was_put_out(user, group)):
        raise Refused(_("This group takes no request. You can write to the people who facilitate it."))
    if earlier.filter(created_at__gt=timezone.now() - timedelta(days=1)).count() >= REQUESTS_A_DAY:
        raise Refused(_("You have asked several times today. You can write to the people who facilitate this group."))
    asked = JoinRequest.objects.create(group=group, user=user, message=message)
    record(kind="join-request", actor=user, scope=group.scope, target=asked.target, object_id=asked.pk)
    return asked


@transaction.atomic
def withdraw_request(*, user: User, group: Group) -> bool:
    """Take back one's own request; returns whether one was waiting."""
    lock_group(group)
    waiting = JoinRequest.objects.filter(group=group, user=user, state=RequestState.PENDING).first()
    if waiting is None:
        return False
    waiting.state, waiting.decided_at = RequestState.WITHDRAWN, timezone.now()
    waiting.save(update_fields=["state", "decided_at"])
    withdraw(target=waiting.target)
    return True


@transaction.atomic
def accept_request(*, request: JoinRequest, by: User, answer: str = "") -> JoinRequest:
    """Let the person in and tell them; again changes nothing. Refused when the request had another end, Http404 for
    `by` who no longer decides here.
    """
    group = lock_for_decision(request.group, by)
    if group.is_archived:
        raise Refused(_("This group is archived: it can be read, no longer changed."))
    if _decide(request, RequestState.ACCEPTED, by, answer):
        add_member(group=group, user=request.user, by=by)
        record(kind="join-accepted", actor=by, scope=group.scope, object_id=request.pk)
    return request


@transaction.atomic
def refuse_request(*, request: JoinRequest, by: User, answer: str = "") -> JoinRequest:
    """Answer no, with a word, and tell the person; again changes nothing. Refused when it had another end, Http404 for
    `by` who no longer decides here.
    """
    lock_for_decision(request.group, by)
    if _decide(request, RequestState.REFUSED, by, answer):
        record(kind="join-refused", actor=by, object_id=request.pk)
    return request


def _decide(request: JoinRequest, state: str, by: User, answer: str) -> bool:
    """Whether the request was still waiting, and now has this end. The group is held."""
    waiting = JoinRequest.objects.filter(pk=request.pk, state=RequestState.PENDING)
    changed = waiting.update(state=state, answer=answer, decided_by=by, decided_at=timezone.now())
    request.refresh_from_db(fields=["state", "answer", "decided_by", "decided_at"])
    if request.state != state:
        raise Refused(_said(request))
    if changed:
        withdraw(target=request.target)
    return bool(changed)


def _said(request: JoinRequest) -> str:
    if request.state == RequestState.WITHDRAWN:
        return _("%(name)s has withdrawn this request meanwhile.") % {"name": request.user}
    return _("Somebody has already answered this request: %(state)s.") % {"state": request.get_state_display()}
