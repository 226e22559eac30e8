"""Break-glass: a network administrator enters a group that is not theirs."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from groups.spaces.models import AdminEntry, Group
from network.activity.actions import once, record
from network.people.models import User


def enter_exceptionally(*, user: User, group: Group, reason: str, key: uuid.UUID) -> AdminEntry:
    """Let a network administrator read a group for an hour (settings.BREAK_GLASS_SECONDS), for a stated reason.

    It is recorded, told to the facilitators and shown on their page. The caller has checked who asks.
    """
    entry, _made = once(
        user=user,
        key=key,
        payload=("admin-entry", group.pk, reason),
        fetch=AdminEntry,
        do=lambda: _enter(user, group, reason),
    )
    return entry


def _enter(user: User, group: Group, reason: str) -> AdminEntry:
    now = timezone.now()
    entry = AdminEntry.objects.create(
        group=group, user=user, reason=reason, expires_at=now + timedelta(seconds=settings.BREAK_GLASS_SECONDS)
    )
    record(kind="admin-entry", actor=user, scope=group.scope, object_id=entry.pk)
    return entry
