"""What a live connection may hear now: asked at connect, when something changed, and every so often."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from groups.spaces.models import Membership
from groups.threads.models import Thread


@dataclass(frozen=True, slots=True)
class Rights:
    """A person behind a valid session, and the scopes whose hints they may receive."""

    user_id: int
    scopes: frozenset[str]


def rights_of(session_keys: list[str]) -> dict[str, Rights]:
    """The rights of each session that is valid now, in three queries whatever their number.

    Left out: unknown, expired and stale sessions (password changed), and suspended people.
    """
    signed_in = _people_of(session_keys)
    scopes: dict[int, set[str]] = {user_id: {f"user:{user_id}"} for user_id in signed_in.values()}
    for user_id, group_id in Membership.objects.filter(user__in=scopes).values_list("user_id", "group_id"):
        scopes[user_id].add(f"group:{group_id}")
    return {key: Rights(user_id, frozenset(scopes[user_id])) for key, user_id in signed_in.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A discussion that somebody may read, and whether they show that they are there."""

    thread_id: int
    scope: str
    shown: bool


def place_of(user_id: int, thread_id: int) -> Place | None:
    """Where a person says they are; None when the discussion is not one of a group of theirs. Two queries."""
    person = get_user_model().objects.present().select_related("profile").filter(pk=user_id).first()
    thread = Thread.objects.visible_to(person).filter(pk=thread_id).first() if person else None
    if thread is None:
        return None
    profile = getattr(person, "profile", None)
    return Place(thread.pk, f"group:{thread.group_id}", profile is None or profile.shows_presence)


def _people_of(session_keys: list[str]) -> dict[str, int]:
    sessions = Session.objects.filter(session_key__in=session_keys, expire_date__gt=timezone.now())
    data = {session.session_key: session.get_decoded() for session in sessions}
    ids = {_user_id(content) for content in data.values()} - {None}
    people = get_user_model().objects.present().in_bulk(ids)
    return {
        key: people[_user_id(content)].pk
        for key, content in data.items()
        if _user_id(content) in people and _is_current(content, people[_user_id(content)])
    }


def _user_id(content: dict) -> int | None:
    value = str(content.get(SESSION_KEY, ""))
    return int(value) if value.isascii() and value.isdigit() else None


def _is_current(content: dict, user) -> bool:
    if content.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return False
    kept = content.get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(kept, valid) for valid in hashes)
