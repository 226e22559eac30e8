import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from groups.models import Membership
from groups.spaces.enums import Level
from groups.threads import actions
from groups.threads.models import Post, ReadMarker, Subscription, Thread
from network.activity.models import Event
from network.kit.errors import KeyReused, Refused
from tests.factories import MembershipFactory, PostFactory

pytestmark = pytest.mark.django_db


def mention(membership):
    return f'<p><span data-mention="{membership.user_id}">@x</span></p>'


def test_reply_takes_the_next_places_and_keeps_the_counters(member, thread, reply):
    post = reply(thread, member, "<p>Oui,</p><p>et\nnon.</p>")
    thread.refresh_from_db()
    member.group.refresh_from_db()
    assert (post.number, post.seq, post.group) == (2, 2, member.group)
    assert (thread.post_count, thread.last_seq, member.group.last_seq) == (2, 2, 2)
    assert (thread.last_author, thread.last_post_at) == (member.user, post.created_at)
    assert thread.excerpt == "Oui, et non."


def test_reply_excerpt_is_bounded(member, thread, reply):
    reply(thread, member, f"<p>{'mot ' * 100}</p>")
    thread.refresh_from_db()
    assert len(thread.excerpt) <= 200 and thread.excerpt.endswith("mot…")


def test_reply_twice_with_one_key_is_one_post(member, thread, reply):
    key = uuid.uuid4()
    assert reply(thread, member, key=key) == reply(thread, member, key=key)
    assert thread.posts.count() == 2 and Event.objects.count() == 1


def test_reply_with_a_used_key_and_other_words_is_refused(member, thread, reply):
    key = uuid.uuid4()
    reply(thread, member, key=key)
    with pytest.raises(KeyReused):
        reply(thread, member, "<p>Autre chose.</p>", key=key)
    assert thread.posts.count() == 2


def test_reply_follows_unless_refused(member, author, thread, reply):
    actions.follow_thread(thread=thread, membership=author, level=Level.MUTED)
    for membership in (member, author, member):
        reply(thread, membership)
    assert set(Subscription.objects.values_list("membership", "level")) == {
        (member.pk, Level.WATCH),
        (author.pk, Level.MUTED),
    }


def test_reply_of_somebody_up_to_date_is_read_by_them(member, thread, reply):
    ReadMarker.objects.create(membership=member, thread=thread, seq=thread.last_seq)
    post = reply(thread, member)
    assert ReadMarker.objects.get(membership=member).seq == post.seq


def test_reply_of_somebody_who_starts_from_now_is_read_by_them(member, thread, reply):
    member.read_floor = thread.last_seq
    member.save()
    post = reply(thread, member)
    assert ReadMarker.objects.get(membership=member).seq == post.seq


def test_reply_leaves_what_came_before_unread(member, thread, reply):
    reply(thread, member)
    assert not ReadMarker.objects.exists()


def test_reply_tells_followers_and_those_mentioned_apart(member, author, thread, reply):
    post = reply(thread, member, mention(author) + mention(member))
    told = {event.kind: event for event in Event.objects.order_by("id")}
    assert set(told) == {"thread-reply", "thread-mention"}
    for event in told.values():
        assert event.data == {"mentioned": [author.user_id]}
        assert (event.object_id, event.target, event.scope) == (post.pk, thread.target, member.group.scope)


def test_reply_hints_after_commit(member, thread, reply, monkeypatch):
    hints = []
    monkeypatch.setattr("network.kit.broadcast.hint", lambda scope, **hint: hints.append((scope, hint)))
    post = reply(thread, member)
    assert hints == [(member.group.scope, {"seq": post.seq, "kind": "post", "object_id": thread.pk})]


def test_reply_to_what_was_deleted_meanwhile_writes_nothing(member, thread, reply):
    Thread.objects.update(deleted_at=timezone.now())
    with pytest.raises(Refused):
        reply(thread, member)
    member.group.refresh_from_db()
    assert Post.objects.count() == 1 and member.group.last_seq == 1


def test_reply_of_a_former_member_writes_nothing(member, thread, reply):
    type(member).objects.filter(pk=member.pk).delete()
    with pytest.raises(Http404):
        reply(thread, member)
    assert Post.objects.count() == 1 and not Event.objects.exists()


def test_reply_costs_the_same_in_any_group(member, thread, reply, django_assert_num_queries):
    """13 statements and the savepoint of a nested transaction, whoever there is to tell."""
    ReadMarker.objects.create(membership=member, thread=thread, seq=thread.last_seq)
    with django_assert_num_queries(15):
        reply(thread, member)
    for _ in range(5):
        other = MembershipFactory(group=member.group)
        actions.follow_thread(thread=thread, membership=other, level="watch")
    with django_assert_num_queries(15):
        reply(thread, member)


def edit(post, author, body="<p>Mieux dit.</p>", seen=""):
    return actions.edit_post(post=post, author=author, body=body, seen=seen)


def test_edit_changes_the_words_and_says_so(author, thread):
    post = edit(thread.posts.get(), author)
    thread.refresh_from_db()
    assert post.body == "<p>Mieux dit.</p>" and post.edited_at is not None
    assert (thread.excerpt, thread.post_count, thread.last_seq) == ("Mieux dit.", 1, 1)


def test_edit_of_an_older_post_leaves_the_excerpt(author, member, thread, reply):
    reply(thread, member, "<p>La suite.</p>")
    edit(thread.posts.get(number=1), author)
    thread.refresh_from_db()
    assert thread.excerpt == "La suite."


def test_edit_with_the_same_words_changes_nothing(author, thread):
    post = thread.posts.get()
    assert edit(post, author, post.body, seen="old").edited_at is None


def test_edit_does_not_erase_another_window(author, thread):
    opened = thread.posts.get()
    other = edit(thread.posts.get(), author, "<p>Première.</p>")
    with pytest.raises(actions.ChangedMeanwhile) as refused:
        edit(opened, author, "<p>Seconde.</p>", seen=opened.version)
    assert refused.value.post.body == "<p>Première.</p>"
    assert edit(opened, author, "<p>Seconde.</p>", seen=other.version).body == "<p>Seconde.</p>"


def test_edit_tells_the_newly_mentioned_only(author, member, facilitator, thread, reply):
    post = reply(thread, author, mention(member))
    edited = edit(post, author, mention(member) + mention(facilitator))
    edit(edited, author, mention(member) + mention(facilitator) + "<p>x</p>", seen=edited.version)
    told = Event.objects.filter(kind="thread-mention").order_by("id").values_list("data", flat=True)
    assert [data["mentioned"] for data in told] == [[member.user_id], [facilitator.user_id]]


def test_edit_does_not_call_the_whole_group(facilitator, member, thread, reply):
    post = reply(thread, facilitator, "<p>Bonjour.</p>")
    call = '<p><span data-mention="all">@groupe</span></p>'
    edited = edit(post, facilitator, call)
    edit(edited, facilitator, call + mention(member), seen=edited.version)
    assert list(Event.objects.values_list("kind", flat=True).order_by("id")) == ["thread-reply", "thread-mention"]


def test_edit_of_a_deleted_post_is_refused(author, thread):
    post = thread.posts.get()
    Post.objects.update(deleted_at=timezone.now())
    with pytest.raises(Refused):
        edit(post, author)
    assert Post.objects.get().body == post.body


def test_delete_takes_the_words_away_and_keeps_the_place(author, member, thread, reply):
    reply(thread, member, "<p>La suite.</p>")
    last = reply(thread, author, "<p>À effacer.</p>")
    actions.delete_post(post=last, author=author)
    thread.refresh_from_db()
    trace = thread.posts.get(number=3)
    assert trace.body == "<p>À effacer.</p>" and (trace.deleted_by, trace.is_shown) == (author.user, False)
    assert (thread.message_count, thread.reply_count) == (2, 1)
    assert (thread.post_count, thread.last_seq, thread.last_author) == (3, 2, member.user)
    assert thread.excerpt == "La suite."
    assert reply(thread, member).number == 4


def test_delete_of_an_older_post_leaves_the_last_one(author, member, thread, reply):
    reply(thread, member, "<p>La suite.</p>")
    actions.delete_post(post=thread.posts.get(number=1), author=author)
    thread.refresh_from_db()
    assert (thread.excerpt, thread.last_seq) == ("La suite.", 2)


def test_delete_of_everything_leaves_no_words(author, thread, reply):
    reply(thread, author, "<p>Effacée.</p>")
    for post in thread.posts.order_by("number"):
        actions.delete_post(post=post, author=author)
    thread.refresh_from_db()
    assert thread.excerpt == ""


def test_delete_again_changes_nothing(author, thread, reply):
    post = reply(thread, author)
    actions.delete_post(post=post, author=author)
    moment = Post.objects.get(pk=post.pk).deleted_at
    actions.delete_post(post=post, author=author)
    assert Post.objects.get(pk=post.pk).deleted_at == moment


def test_delete_of_the_only_post_is_for_the_thread(author, thread):
    with pytest.raises(Refused):
        actions.delete_post(post=thread.posts.get(), author=author)
    assert thread.posts.get().body


def test_deleted_post_leaves_numbers_of_others_alone(author, thread):
    for _ in range(3):
        PostFactory(thread=thread, author=author.user)
    actions.delete_post(post=thread.posts.get(number=2), author=author)
    assert list(thread.posts.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]


# At the same moment ------------------------------------------------------------


def at_once(number, act):
    """What `act(n)` gave or raised, from as many threads that start together."""
    barrier = threading.Barrier(number)

    def run(n):
        try:
            barrier.wait(timeout=10)
            return act(n)
        except Exception as error:  # noqa: BLE001
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.mark.django_db(transaction=True)
def test_reply_ten_times_at_once_is_one_post(member, thread, reply):
    key = uuid.uuid4()
    results = at_once(10, lambda _: reply(thread, Membership.objects.get(pk=member.pk), key=key).pk)
    assert len(set(results)) == 1, results
    assert thread.posts.count() == 2 and Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_reply_ten_times_at_once_with_other_words(member, thread, reply):
    key = uuid.uuid4()
    act = lambda n: reply(thread, Membership.objects.get(pk=member.pk), f"<p>{n}</p>", key=key).pk  # noqa: E731
    results = at_once(10, act)
    assert sorted(type(found).__name__ for found in results) == ["KeyReused"] * 9 + ["int"]
    assert thread.posts.count() == 2


@pytest.mark.django_db(transaction=True)
def test_replies_of_many_at_once_have_places_of_their_own(group, thread, reply):
    people = [MembershipFactory(group=group).pk for _ in range(8)]
    results = at_once(8, lambda n: reply(thread, Membership.objects.get(pk=people[n])))
    assert all(isinstance(found, Post) for found in results), results
    thread.refresh_from_db()
    assert list(thread.posts.order_by("number").values_list("number", "seq")) == [(n, n) for n in range(1, 10)]
    assert (thread.post_count, thread.last_seq) == (9, 9)
