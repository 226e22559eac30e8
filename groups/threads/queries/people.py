"""Who is told of what happens in a thread, at the levels that each chose for the group and for the thread."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from groups.spaces.enums import Level
from groups.spaces.models import Group, Membership
from groups.spaces.queries import people_of
from groups.threads.models import Acknowledgement, Post, ReadMarker, Subscription, Thread
from network.activity.queries import count_events
from network.people.models import User

REMINDED_ONCE_IN = dt.timedelta(days=1)


def followers_of(post: Post, *, but: Collection[int] = ()) -> QuerySet[User]:
    """Members who are told of every message of the thread of this post: they follow it, or watch the group and said
    nothing else of the thread. Without the ids in `but`, and without those who silenced the group.
    """
    said = Subscription.objects.filter(membership=OuterRef("pk"), thread=post.thread_id)
    told = Membership.objects.filter(group=post.group_id).exclude(level=Level.MUTED)
    told = told.filter(Exists(said.filter(level=Level.WATCH)) | Q(~Exists(said), level=Level.WATCH))
    return people_of(told).exclude(id__in=but)


def members_among(post: Post, ids: Collection[int]) -> QuerySet[User]:
    """Those of these people who are in the group of this post, and silenced neither it nor the thread."""
    return people_of(_reachable(post).filter(user__in=ids))


def everybody_told(post: Post, *, but: Collection[int] = ()) -> QuerySet[User]:
    """Members of the group of this post who silenced neither it nor the thread, without the ids in `but`."""
    return people_of(_reachable(post)).exclude(id__in=but)


def members_without_acknowledgement(thread: Thread) -> QuerySet[User]:
    """Members who have not said that they read this announcement, by name, whatever they want to be told of."""
    waiting = Membership.objects.filter(group=thread.group_id).exclude(user=thread.author_id)
    said = Acknowledgement.objects.filter(membership=OuterRef("pk"), thread=thread)
    return people_of(waiting.exclude(Exists(said))).by_name()


def members_who_acknowledged(thread: Thread) -> QuerySet[User]:
    """Members who said that they read this announcement, by name."""
    said = Acknowledgement.objects.filter(membership=OuterRef("pk"), thread=thread)
    members = Membership.objects.filter(Exists(said), group=thread.group_id)
    return people_of(members).by_name()


def to_remind_of(thread: Thread) -> QuerySet[User]:
    """Those who have not read this announcement and did not silence the group."""
    silent = Membership.objects.filter(group=thread.group_id, level=Level.MUTED)
    return members_without_acknowledgement(thread).exclude(id__in=silent.values("user"))


def has_read_since(post: Post, user: User, moment: dt.datetime) -> bool:
    """Whether this person came to where this message stands, after this moment. One query."""
    marks = ReadMarker.objects.filter(membership__user=user, thread=post.thread_id)
    return marks.filter(seq__gte=post.seq, read_at__gte=moment).exists()


def was_reminded(thread: Thread) -> bool:
    """Whether those who have not read this announcement were reminded within a day. One query."""
    since = timezone.now() - REMINDED_ONCE_IN
    scope = f"group:{thread.group_id}"
    return count_events(kind="announcement-reminder", scope=scope, since=since, target=thread.target) > 0


def administrators_told() -> QuerySet[User]:
    """Who runs the network: told of what a group cannot settle by itself, and of nothing that is said in it."""
    return User.objects.present().filter(is_superuser=True)


def members_here(group: Group, ids: Collection[int], *, but: User) -> list[User]:
    """Those of these people who are in the group and show when they are there. One query."""
    shown = people_of(Membership.objects.filter(group=group, user__in=ids)).filter(profile__shows_presence=True)
    return list(shown.exclude(pk=but.pk))


def _reachable(post: Post) -> QuerySet[Membership]:
    silenced = Subscription.objects.filter(membership=OuterRef("pk"), thread=post.thread_id, level=Level.MUTED)
    return Membership.objects.filter(~Exists(silenced), group=post.group_id).exclude(level=Level.MUTED)
