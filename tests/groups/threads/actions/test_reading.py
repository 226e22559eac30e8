import pytest
from django.http import Http404

from groups.spaces.actions import remove_member
from groups.spaces.enums import Level
from groups.threads import access, actions
from groups.threads.models import ReadMarker, Subscription
from network.activity.models import Notification
from tests.factories import MembershipFactory, PostFactory, ThreadFactory
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


def as_read_by(membership, thread):
    return access.get_thread_to_read_or_404(membership.user, thread.group.slug, thread.pk)[1]


def mark(membership, thread, seq):
    return actions.mark_read(thread=as_read_by(membership, thread), membership=membership, seq=seq)


def test_mark_moves_forward_only(member, thread, django_assert_num_queries):
    PostFactory(thread=thread)
    mark(member, thread, 1)
    mark(member, thread, 2)
    with django_assert_num_queries(1):
        mark(member, thread, 1)
    assert ReadMarker.objects.get().seq == 2


@pytest.mark.parametrize("marked", [False, True])
def test_mark_is_one_row_and_the_notifications(member, thread, marked, django_assert_num_queries):
    if marked:
        mark(member, thread, 1)
    PostFactory(thread=thread)
    found = as_read_by(member, thread)
    with django_assert_num_queries(2):
        actions.mark_read(thread=found, membership=member, seq=2)
    with django_assert_num_queries(1):
        actions.mark_read(thread=found, membership=member, seq=2, notified=False)


def test_mark_of_two_windows_leaves_the_further_one(member, thread):
    for _ in range(3):
        PostFactory(thread=thread)
    mark(member, thread, 1)
    early = as_read_by(member, thread)
    mark(member, thread, 4)
    actions.mark_read(thread=early, membership=member, seq=2)
    assert ReadMarker.objects.get().seq == 4


def test_mark_under_the_floor_writes_nothing(member, thread):
    member.read_floor = 10
    member.save()
    mark(member, thread, 1)
    assert not ReadMarker.objects.exists()


def test_mark_quiets_the_bell_for_this_thread(member, author, thread, start, reply):
    mine, other = start(member), start(member)
    reply(mine, author)
    reply(other, author)
    run_tasks()
    assert mark(member, mine, mine.group.last_seq + 10) == 1
    unread = Notification.objects.filter(user=member.user, read_at=None)
    assert list(unread.values_list("target", flat=True)) == [other.target]


def test_groups_read_up_to_what_was_shown(member, thread):
    other = MembershipFactory(user=member.user)
    ThreadFactory(group=other.group, posts=3)
    PostFactory(thread=thread)
    actions.mark_groups_read(user=member.user, seen={member.group_id: 1, other.group_id: 10**9})
    member.refresh_from_db()
    other.refresh_from_db()
    assert (member.read_floor, other.read_floor) == (1, 3)


def test_groups_read_never_go_back_and_leave_others_alone(member, author, thread):
    member.read_floor = 5
    member.save()
    stranger = MembershipFactory()
    actions.mark_groups_read(user=member.user, seen={member.group_id: 1, stranger.group_id: 7})
    floors = [type(m).objects.get(pk=m.pk).read_floor for m in (member, author, stranger)]
    assert floors == [5, 0, 0]


def test_groups_read_quiets_the_bell(member, author, start, reply):
    reply(start(member), author)
    run_tasks()
    actions.mark_groups_read(user=member.user, seen={})
    assert not Notification.objects.filter(user=member.user, read_at=None).exists()


def test_follow_and_refuse(member, thread):
    for level in (Level.WATCH, Level.WATCH, Level.MUTED, Level.MENTIONS, Level.WATCH):
        actions.follow_thread(thread=thread, membership=member, level=level)
        assert Subscription.objects.get().level == level


def test_reading_place_goes_forward_and_back(member, thread):
    posts = [PostFactory(thread=thread) for _ in range(3)]
    mark(member, thread, thread.last_seq)
    posts[0].thread = thread
    assert actions.set_reading_place(post=posts[0], membership=member, unread=True)
    assert as_read_by(member, thread).read_seq == posts[0].seq - 1
    assert actions.set_reading_place(post=posts[0], membership=member, unread=False)
    assert as_read_by(member, thread).read_seq == posts[0].seq


def test_reading_place_says_when_everything_was_marked_as_read_since(member, thread):
    member.read_floor = 10
    member.save()
    post = thread.posts.get()
    assert not actions.set_reading_place(post=post, membership=member, unread=True)
    assert as_read_by(member, thread).read_seq == 10


def test_group_read_up_to_what_was_shown_quiets_its_bell_only(member, author, start, reply):
    reply(start(member), author)
    other = MembershipFactory(user=member.user)
    there = start(other)
    reply(there, MembershipFactory(group=other.group))
    run_tasks()
    member.group.refresh_from_db()
    actions.mark_group_read(membership=member, seq=1)
    member.refresh_from_db()
    assert member.read_floor == 1
    unread = Notification.objects.filter(user=member.user, read_at=None)
    assert list(unread.values_list("scope", flat=True)) == [other.group.scope]
    actions.mark_group_read(membership=member, seq=10**9)
    member.refresh_from_db()
    assert member.read_floor == member.group.last_seq


def test_leaving_takes_marks_and_follows_along(member, thread):
    mark(member, thread, 1)
    actions.follow_thread(thread=thread, membership=member, level=Level.WATCH)
    type(member).objects.filter(pk=member.pk).delete()
    assert not ReadMarker.objects.exists() and not Subscription.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["reads", "puts the mark", "follows"])
def test_who_loses_the_group_at_this_very_moment_leaves_no_trace_in_it(member, facilitator, thread, act):
    """Their page was let through; they were put out before it wrote anything."""
    post, found = PostFactory(thread=thread), as_read_by(member, thread)
    remove_member(membership=member, by=facilitator.user)
    if act == "reads":
        assert actions.mark_read(thread=found, membership=member, seq=post.seq) == 0
    elif act == "puts the mark":
        with pytest.raises(Http404):
            actions.set_reading_place(post=post, membership=member, unread=True)
    else:
        with pytest.raises(Http404):
            actions.follow_thread(thread=thread, membership=member, level=Level.WATCH)
    assert not ReadMarker.objects.exists() and not Subscription.objects.exists()
