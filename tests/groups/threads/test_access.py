import uuid

import pytest
from django.http import Http404
from django.utils import timezone

from groups.models import AdminEntry
from groups.spaces.access import Passage
from groups.spaces.actions import save_draft
from groups.threads import access
from groups.threads.models import WORDS_KEPT, Post, Thread
from network.kit.errors import Refused
from tests.factories import ThreadFactory, UserFactory

pytestmark = pytest.mark.django_db


def passage_of(membership):
    return Passage.of(membership)


def test_thread_through_the_own_group_only(member, thread, secret_thread):
    assert access.get_thread_or_404(passage_of(member), thread.pk) == thread
    with pytest.raises(Http404):
        access.get_thread_or_404(passage_of(member), secret_thread.pk)


def test_deleted_thread_is_absent(member, thread):
    thread.deleted_at = timezone.now()
    thread.save()
    with pytest.raises(Http404):
        access.get_thread_or_404(passage_of(member), thread.pk)


def test_thread_agrees_with_the_list(member, outsider, thread, secret_thread):
    """The rule and the filter say the same for every thread and person."""
    ThreadFactory(group=member.group, deleted_at=timezone.now())
    for person, passage in ((member.user, passage_of(member)), (outsider, None)):
        visible = set(Thread.objects.visible_to(person))
        for found in Thread.objects.order_by("pk"):
            assert (found in visible) is reachable(passage, found)


def reachable(passage, thread) -> bool:
    try:
        return passage is not None and access.get_thread_or_404(passage, thread.pk) == thread
    except Http404:
        return False


def to_read(membership, thread):
    return access.get_thread_to_read_or_404(membership.user, thread.group.slug, thread.pk)


def test_thread_to_read_tells_what_was_read_in_one_query(member, thread, django_assert_num_queries):
    with django_assert_num_queries(1):
        passage, found = to_read(member, thread)
        assert (found.read_seq, found.read_at, found.own_level, found.author) == (0, None, None, thread.author)
        assert (passage.membership.pk, passage.group, passage.membership.level) == (member.pk, thread.group, "mentions")
        assert (found.draft, found.answer_link, found.original_title, found.tag_names) == (None, "", None, [])


def test_thread_to_read_brings_draft_answer_and_original(member, author, thread, reply):
    post = reply(thread, author)
    other = ThreadFactory(group=member.group, title="L’originale")
    Thread.objects.filter(pk=thread.pk).update(answer=post, duplicate_of=other, locked_at=timezone.now())
    save_draft(membership=member, name=f"thread:{thread.pk}", key=uuid.uuid4(), content={"body": "Je com"})
    save_draft(membership=author, name=f"thread:{thread.pk}", key=uuid.uuid4(), content={"body": "Autre"})
    _passage, found = to_read(member, thread)
    assert (found.draft["values"], found.original_title) == ({"body": "Je com"}, "L’originale")
    assert found.answer_link.endswith("#m2") and found.is_locked
    Thread.objects.filter(pk=other.pk).update(deleted_at=timezone.now())
    assert to_read(member, thread)[1].original_title is None


def test_thread_to_read_is_for_members(member, outsider, secret_thread):
    for user, slug in ((outsider, "secret"), (member.user, "secret"), (member.user, "reussite-educative")):
        with pytest.raises(Http404):
            access.get_thread_to_read_or_404(user, slug, secret_thread.pk)


def test_thread_to_read_exceptionally_counts_as_read(group, thread):
    admin = UserFactory(is_superuser=True)
    AdminEntry.objects.create(
        group=group, user=admin, reason="Vérifier", expires_at=timezone.now() + timezone.timedelta(hours=1)
    )
    passage, found = access.get_thread_to_read_or_404(admin, group.slug, thread.pk)
    assert passage.membership is None
    assert (found.read_seq, found.read_at, found.own_level) == (thread.last_seq, None, None)


def test_post_by_its_place_in_its_thread(thread):
    post = thread.posts.get()
    assert access.get_post_or_404(thread, 1) == post
    for number in (0, 2, 10**30):
        with pytest.raises(Http404):
            access.get_post_or_404(thread, number)
    for gone in ("deleted_at", "hidden_at"):
        Post.objects.update(deleted_at=None, hidden_at=None)
        Post.objects.update(**{gone: timezone.now()})
        with pytest.raises(Http404):
            access.get_post_or_404(thread, 1)
        assert access.get_post_with_trace_or_404(thread, 1) == post


def test_held_thread_refuses_what_closed_meanwhile(member, thread):
    assert access.held_thread(thread, member) == thread
    member.group.archived_at = timezone.now()
    member.group.save()
    with pytest.raises(Refused):
        access.held_thread(thread, member)
    with pytest.raises(Refused):
        access.held_membership(member)


def test_held_thread_tells_deleted_from_lost(member, thread):
    Thread.objects.update(deleted_at=timezone.now())
    with pytest.raises(Refused):
        access.held_thread(thread, member)
    type(member).objects.filter(user=member.user).delete()
    with pytest.raises(Http404):
        access.held_thread(thread, member)


def test_held_post_refuses_a_deleted_one(thread):
    post = thread.posts.get()
    post.thread = thread
    assert access.held_post(post) == post
    Post.objects.update(deleted_at=timezone.now())
    with pytest.raises(Refused):
        access.held_post(post)


def test_who_may_do_what(member, author, facilitator, thread):
    post = thread.posts.get()
    post.thread = thread
    people = [author, member, facilitator, None]
    assert [access.can_start_thread(p) for p in people] == [True, True, True, False]
    assert [access.can_start_thread(p, "announcement") for p in people] == [False, False, True, False]
    assert [access.can_reply_in_thread(p, thread) for p in people] == [True, True, True, False]
    assert [access.can_edit_post(p, post) for p in people] == [True, False, False, False]
    assert [access.can_delete_post(p, post) for p in people] == [False, False, False, False]
    assert [access.can_delete_thread(p, thread) for p in people] == [True, False, True, False]
    thread.post_count = 2
    assert [access.can_delete_post(p, post) for p in people] == [True, False, False, False]
    assert [access.can_delete_thread(p, thread) for p in people] == [False, False, True, False]


def test_deleted_thread_is_given_back_by_whom(member, author, facilitator, thread):
    thread.deleted_at, thread.deleted_by = timezone.now(), author.user
    people = [author, member, facilitator, None]
    assert [access.can_undo_delete(p, thread) for p in people] == [True, False, False, False]
    assert [access.can_restore_thread(p, thread) for p in people] == [False, False, True, False]
    thread.deleted_at -= WORDS_KEPT
    assert not any(rule(p, thread) for p in people for rule in (access.can_undo_delete, access.can_restore_thread))


def test_thread_with_trace_through_the_own_group_only(member, thread, secret_thread):
    Thread.objects.update(deleted_at=timezone.now())
    assert access.get_thread_with_trace_or_404(member, thread.pk) == thread
    for other in (secret_thread.pk, 10**30):
        with pytest.raises(Http404):
            access.get_thread_with_trace_or_404(member, other)


def test_nobody_writes_in_an_archived_group(author, thread):
    author.group.archived_at, author.role = timezone.now(), "facilitator"
    post = thread.posts.get()
    assert not access.can_start_thread(author)
    assert not access.can_reply_in_thread(author, thread)
    assert not access.can_edit_post(author, post)
    assert not access.can_delete_thread(author, thread)


def test_posts_told_leaves_out_what_is_gone(thread, secret_thread, django_assert_num_queries):
    post, other = thread.posts.get(), secret_thread.posts.get()
    with django_assert_num_queries(1):
        told = access.posts_told([post.pk, other.pk, 10**6])
        assert {found.thread.group.slug for found in told.values()} == {"reussite-educative", "secret"}
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now())
    Thread.objects.filter(pk=secret_thread.pk).update(deleted_at=timezone.now())
    assert access.posts_told([post.pk, other.pk]) == {}
