"""What becomes of action items: done, dropped, opened again, entrusted to somebody else; who is reminded of them."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.access import can_entrust_action, can_tick_action, held_action, held_point_of
from groups.meetings.enums import ActionState
from groups.meetings.models import ActionItem
from groups.meetings.queries import actions_of_members, is_there, rows_of, words_of
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import record, withdraw
from network.kit.errors import Refused
from network.people.models import User

from .changing import mark_meeting_changed
from .points import hint_minutes, keep_revision, rewrite_point

DUE, ENTRUSTED = "action-due", "action-entrusted"
REMINDED = timedelta(days=3)
FORGOTTEN = timedelta(days=30)
"""An action item whose date is further back is late for reasons that a mail does not change."""


@transaction.atomic
def set_action_state(*, action: ActionItem, by: Membership, state: ActionState, words: str) -> bool:
    """Say that an action item is done or dropped, with a word or none, or that it is to be done after all. Returns
    whether that changed. Its reminders that wait are dropped. Http404 for who neither owns it nor facilitates.
    """
    lock_group(by.group)
    current, member = held_action(action, by)
    if not can_tick_action(member, current):
        raise Http404
    if current.state == state and (state == ActionState.OPEN or not words or current.words == words):
        return False
    is_open = state == ActionState.OPEN
    current.state, current.words = state, "" if is_open else words
    current.done_at, current.done_by = (None, None) if is_open else (timezone.now(), by.user)
    current.save(update_fields=["state", "words", "done_at", "done_by"])
    if not is_open:
        withdraw(target=current.target)
    _show(current)
    return True


@transaction.atomic
def entrust_action(*, action: ActionItem, by: Membership, owner: User | None, name: str, due: date | None) -> bool:
    """Give an action item to a member, or to somebody by name, for another date; its new owner is told. Returns
    whether that changed. Http404 for who does not facilitate. Refused for somebody who left, or once it is closed.
    """
    lock_group(by.group)
    current, member = held_action(action, by)
    if not can_entrust_action(member):
        raise Http404
    if not current.is_open:
        raise Refused(_("This action is no longer to be done: open it again first."))
    if owner is not None and owner.pk != current.owner_id and not is_there(owner, member.group):
        raise Refused(_("This person is no longer in the group: choose somebody else."))
    name = "" if owner else name
    is_new = owner is not None and owner.pk != current.owner_id
    if (current.owner, current.owner_name, current.due) == (owner, name, due):
        return False
    _count_change(current, member)
    _forget_reminders(current, due=due, is_new=is_new)
    current.owner, current.owner_name, current.due = owner, name, due
    current.save(update_fields=["owner", "owner_name", "due", "told_before_at", "told_after_at"])
    if is_new:
        about = {"scope": member.group.scope, "target": current.target, "object_id": current.pk}
        record(kind=ENTRUSTED, actor=by.user, **about)
    _show(current)
    return True


def _count_change(action: ActionItem, by: Membership) -> None:
    """The point that it hangs on changes with it: a form that was opened before does not put the old owner back."""
    point = None if action.taken_out else held_point_of(action)
    if point is None:
        return
    words = words_of(point, rows_of(point))
    keep_revision(point=point, words=words)
    rewrite_point(point=point, by=by, words=words)
    point.save(update_fields=["version", "changed_at", "changed_by", "hand", "turn", "words_lost"])
    hint_minutes(point=point)


def _forget_reminders(action: ActionItem, *, due: date | None, is_new: bool) -> None:
    if is_new:
        withdraw(target=action.target)
    if is_new or due != action.due:
        action.told_before_at = action.told_after_at = None


def _show(action: ActionItem) -> None:
    if action.minutes:
        mark_meeting_changed(meeting=action.minutes.meeting)


def remind_of_actions() -> int:
    """Owners who are still in a living group are told of what is due within three days, and of what is late by three
    days or more, each once. Returns how many reminders that makes.
    """
    today = timezone.localdate()
    waiting = actions_of_members()
    soon = waiting.filter(told_before_at=None, due__range=(today, today + REMINDED))
    late = waiting.filter(told_after_at=None, due__range=(today - FORGOTTEN, today - REMINDED))
    return _remind(soon, "told_before_at", "before") + _remind(late, "told_after_at", "after")


def _remind(found: QuerySet[ActionItem], mark: str, when: str) -> int:
    return sum(_remind_once(action, mark, when) for action in found.order_by("id"))


@transaction.atomic
def _remind_once(action: ActionItem, mark: str, when: str) -> bool:
    still = ActionItem.every.filter(Q(**{mark: None}), pk=action.pk, state=ActionState.OPEN, owner=action.owner_id)
    if not still.filter(due=action.due).update(**{mark: timezone.now()}):
        return False
    about = {"scope": action.group.scope, "target": action.target, "object_id": action.pk}
    record(kind=DUE, data={"when": when, "owner": action.owner_id}, **about)
    return True
