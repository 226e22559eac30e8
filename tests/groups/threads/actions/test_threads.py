import uuid

import pytest
from django.http import Http404
from django.utils import timezone

from groups.threads import actions
from groups.threads.models import ReadMarker, Subscription, Thread
from network.activity.models import Event, Notification
from network.kit.errors import KeyReused, Refused
from tests.factories import MembershipFactory
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


def test_start_opens_a_thread_with_its_post(member, start):
    thread = start(member, title="Une question", body="<p>Bonjour.</p>", kind="question")
    post = thread.posts.get()
    assert (thread.kind, thread.title, thread.author, thread.excerpt) == (
        "question",
        "Une question",
        member.user,
        "Bonjour.",
    )
    assert (post.number, post.seq, thread.post_count, thread.last_seq) == (1, 1, 1, 1)
    assert Subscription.objects.get(thread=thread).membership == member
    assert ReadMarker.objects.get(thread=thread).seq == 1


def test_start_twice_with_one_key_is_one_thread(member, start):
    key = uuid.uuid4()
    assert start(member, key=key) == start(member, key=key)
    assert Thread.objects.count() == 1
    with pytest.raises(KeyReused):
        start(member, title="Autre", key=key)
    assert Thread.objects.count() == 1


def test_start_announcement_is_for_those_who_facilitate(member, facilitator, start):
    with pytest.raises(Refused):
        start(member, kind="announcement")
    assert start(facilitator, kind="announcement").kind == "announcement"
    assert Thread.objects.count() == 1


def test_start_tells_those_mentioned(member, author, start):
    start(member, body=f'<p><span data-mention="{author.user_id}">@x</span></p>')
    told = {"mentioned": [author.user_id]}
    assert {e.kind: e.data for e in Event.objects.all()} == {"thread-mention": told, "thread-new": told}


def test_start_after_losing_the_group_writes_nothing(member, start):
    type(member).objects.filter(pk=member.pk).delete()
    with pytest.raises(Http404):
        start(member)
    assert not Thread.objects.exists()


def test_start_in_an_archived_group_is_refused(member, start):
    member.group.archived_at = timezone.now()
    member.group.save()
    with pytest.raises(Refused):
        start(member)
    assert not Thread.objects.exists()


def test_delete_by_the_author_while_nobody_answered(member, start):
    thread = start(member)
    actions.delete_thread(thread=thread, by=member)
    assert not Thread.objects.visible_to(member.user).exists()


def test_delete_by_the_author_after_an_answer_is_refused(member, author, start, reply):
    thread = start(member)
    reply(thread, author)
    with pytest.raises(Refused):
        actions.delete_thread(thread=thread, by=member)
    assert Thread.objects.get().deleted_at is None


def test_delete_by_facilitation_takes_the_notifications_along(member, author, facilitator, start, reply):
    thread = start(member)
    reply(thread, author)
    run_tasks()
    assert Notification.objects.filter(user=member.user, target=thread.target).exists()
    actions.delete_thread(thread=thread, by=facilitator)
    assert not Notification.objects.filter(target=thread.target).exists()


def test_delete_by_somebody_who_no_longer_facilitates_is_refused(facilitator, author, start):
    thread = start(author)
    type(facilitator).objects.filter(pk=facilitator.pk).update(role="member")
    with pytest.raises(Refused):
        actions.delete_thread(thread=thread, by=facilitator)
    assert Thread.objects.get().deleted_at is None


def test_sequences_of_groups_are_apart(member, start):
    other = MembershipFactory()
    assert [start(member).last_seq, start(other).last_seq, start(member).last_seq] == [1, 1, 2]
