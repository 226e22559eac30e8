import pytest
from django.http import Http404
from django.utils import timezone

from groups.models import Group, LogLine, Membership
from groups.spaces.enums import Level
from groups.spaces.models import Draft
from groups.threads import access, actions, queries
from groups.threads.models import Acknowledgement, MovedPost, Post, ReadMarker, Subscription, Thread
from network.activity.models import Notification
from network.kit.errors import Refused
from tests.factories import GroupFactory, MembershipFactory, PostFactory, ThreadFactory
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


def split(thread, by, *numbers, title="À part"):
    return actions.split_thread(thread=thread, by=by, numbers=list(numbers), title=title)


def words_of(thread):
    return [post.body for post in Post.objects.filter(thread=thread).order_by("number")]


def orders_agree(thread):
    seqs = list(Post.objects.filter(thread=thread).order_by("number").values_list("seq", flat=True))
    return seqs == sorted(seqs) and len(set(seqs)) == len(seqs)


@pytest.fixture
def long_thread(group, author, member):
    thread = ThreadFactory(group=group, author=author.user, posts=0)
    for number in range(1, 6):
        writer = author if number % 2 else member
        PostFactory(thread=thread, author=writer.user, body=f"<p>{number}</p>")
    return thread


@pytest.fixture
def elsewhere(facilitator):
    """Another group, which the same person facilitates."""
    group = GroupFactory(slug="ailleurs", name="Ailleurs")
    MembershipFactory(group=group, user=facilitator.user, role="facilitator")
    return group


def test_split_moves_words_and_leaves_places(facilitator, long_thread):
    new = split(long_thread, facilitator, 3, 4)
    assert (words_of(long_thread), words_of(new)) == (["<p>1</p>", "<p>2</p>", "<p>5</p>"], ["<p>3</p>", "<p>4</p>"])
    assert orders_agree(long_thread) and orders_agree(new)
    long_thread.refresh_from_db()
    new.refresh_from_db()
    assert (long_thread.message_count, long_thread.post_count, long_thread.reply_count) == (3, 5, 1)
    assert (new.message_count, new.post_count, new.author_id) == (2, 2, long_thread.author_id)
    assert new.excerpt == "4" and long_thread.excerpt == "5"


def test_split_keeps_old_links(facilitator, member, outsider, long_thread):
    new = split(long_thread, facilitator, 3, 4)
    there = access.get_post_elsewhere_or_404(member.user, long_thread.pk, 4)
    assert (there.thread, there.number, there.body) == (new, 2, "<p>4</p>")
    with pytest.raises(Http404):
        access.get_post_elsewhere_or_404(outsider, long_thread.pk, 4)


def test_split_again_keeps_the_oldest_link_too(facilitator, member, long_thread):
    first = split(long_thread, facilitator, 3, 4)
    second = split(first, facilitator, 2)
    assert access.get_post_elsewhere_or_404(member.user, long_thread.pk, 4).thread == second
    assert access.get_post_elsewhere_or_404(member.user, first.pk, 2).thread == second
    assert access.get_post_elsewhere_or_404(member.user, long_thread.pk, 3).thread == first


def test_split_refuses_the_first_message_and_none(facilitator, long_thread):
    for numbers in ((1, 2), (), (99,)):
        with pytest.raises(Refused):
            split(long_thread, facilitator, *numbers)
    assert Thread.objects.count() == 1 and len(words_of(long_thread)) == 5


def test_split_leaves_reading_as_it_was(facilitator, member, author, long_thread):
    for membership, seq in ((member, 4), (author, 2)):
        ReadMarker.objects.create(membership=membership, thread=long_thread, seq=seq)
    actions.follow_thread(thread=long_thread, membership=author, level=Level.WATCH)
    new = split(long_thread, facilitator, 3, 4)
    new.refresh_from_db()
    marks = dict(ReadMarker.objects.filter(thread=new).values_list("membership", "seq"))
    assert marks == {member.pk: new.last_seq}
    assert list(Subscription.objects.filter(thread=new).values_list("membership", "level")) == [
        (author.pk, Level.WATCH)
    ]


def test_split_takes_the_answer_away_when_it_leaves(facilitator, author, long_thread):
    Thread.objects.update(kind="question")
    long_thread.refresh_from_db()
    answer = Post.objects.get(thread=long_thread, number=4)
    actions.mark_answer(thread=long_thread, member=author, post=answer)
    split(long_thread, facilitator, 4)
    long_thread.refresh_from_db()
    assert long_thread.answer_id is None


def test_split_moves_the_lines_of_the_bell(facilitator, member, author, start, reply):
    thread = start(author)
    post = reply(thread, member, "<p>À déplacer.</p>")
    run_tasks()
    new = split(thread, facilitator, post.number)
    line = Notification.objects.get(user=author.user, event__object_id=post.pk)
    assert (line.target, line.scope) == (new.target, new.group.scope)


@pytest.mark.parametrize("act", ["split", "merge", "move"])
def test_members_are_refused(facilitator, member, long_thread, elsewhere, act):
    other = ThreadFactory(group=long_thread.group)
    acts = {
        "split": lambda by: split(long_thread, by, 2),
        "merge": lambda by: actions.merge_thread(thread=long_thread, by=by, into_id=other.pk),
        "move": lambda by: actions.move_thread(thread=long_thread, by=by, to=elsewhere),
    }
    MembershipFactory(group=elsewhere, user=member.user, role="facilitator")
    before = words_of(long_thread)
    with pytest.raises(Http404):
        acts[act](member)
    assert words_of(long_thread) == before and not LogLine.objects.exists()
    assert acts[act](facilitator)


def test_merge_puts_one_behind_the_other(facilitator, member, long_thread):
    target = ThreadFactory(group=long_thread.group, posts=2, title="La bonne")
    assert actions.merge_thread(thread=long_thread, by=facilitator, into_id=target.pk) == target
    assert words_of(target) == ["<p>Message 1.</p>", "<p>Message 2.</p>", *(f"<p>{n}</p>" for n in range(1, 6))]
    assert orders_agree(target)
    target.refresh_from_db()
    long_thread.refresh_from_db()
    assert (target.message_count, target.post_count, target.excerpt) == (7, 7, "5")
    assert long_thread.deleted_at is not None
    assert access.get_post_elsewhere_or_404(member.user, long_thread.pk, 1).number == 3
    line = LogLine.objects.get()
    assert (line.act, line.statement) == ("merge", "La bonne")


def test_merge_is_read_by_those_who_had_read_both(facilitator, member, author, long_thread):
    target = ThreadFactory(group=long_thread.group, posts=1)
    for membership, threads in ((member, (long_thread, target)), (author, (long_thread,))):
        for thread in threads:
            ReadMarker.objects.create(membership=membership, thread=thread, seq=thread.last_seq)
    actions.merge_thread(thread=long_thread, by=facilitator, into_id=target.pk)
    target.refresh_from_db()
    assert dict(ReadMarker.objects.filter(thread=target).values_list("membership", "seq")) == {
        member.pk: target.last_seq
    }


def test_what_went_and_came_back_leaves_no_line_behind(facilitator, member, long_thread):
    """Old links still lead to where each message stands now."""
    apart = actions.split_thread(thread=long_thread, by=facilitator, numbers=[2, 3], title="À part")
    assert traces_of(long_thread, member) == [2]
    apart.group = long_thread.group
    actions.merge_thread(thread=apart, by=facilitator, into_id=long_thread.pk)
    assert traces_of(long_thread, member) == []
    assert access.get_post_elsewhere_or_404(member.user, long_thread.pk, 2).number == 6


def traces_of(thread, membership):
    """The places where the page says that messages went elsewhere."""
    passage, thread = access.get_thread_to_read_or_404(membership.user, membership.group.slug, thread.pk)
    return [line.number for line in queries.posts_for_page(thread, 1, passage).moved]


def test_merge_with_itself_or_with_one_elsewhere_is_refused(facilitator, long_thread, secret_thread):
    for pk in (long_thread.pk, secret_thread.pk):
        with pytest.raises(Refused):
            actions.merge_thread(thread=long_thread, by=facilitator, into_id=pk)
    long_thread.refresh_from_db()
    assert long_thread.deleted_at is None and not MovedPost.objects.exists()


def test_merge_leaves_no_duplicate_of_what_is_gone(facilitator, long_thread):
    target = ThreadFactory(group=long_thread.group, duplicate_of=long_thread)
    third = ThreadFactory(group=long_thread.group, duplicate_of=long_thread)
    actions.merge_thread(thread=long_thread, by=facilitator, into_id=target.pk)
    target.refresh_from_db()
    third.refresh_from_db()
    assert target.duplicate_of is None and third.duplicate_of == target


def test_move_gives_the_thread_to_the_other_group(facilitator, member, long_thread, elsewhere):
    ThreadFactory(group=elsewhere, posts=3)
    newcomer = MembershipFactory(group=elsewhere)
    moved = actions.move_thread(thread=long_thread, by=facilitator, to=elsewhere)
    assert words_of(moved) == [f"<p>{n}</p>" for n in range(1, 6)] and orders_agree(moved)
    assert access.get_thread_to_read_or_404(newcomer.user, elsewhere.slug, moved.pk)[1] == moved
    for slug in (elsewhere.slug, member.group.slug):
        with pytest.raises(Http404):
            access.get_thread_to_read_or_404(member.user, slug, moved.pk)
    assert Group.objects.get(pk=elsewhere.pk).last_seq == Thread.objects.get(pk=moved.pk).last_seq == 8
    assert set(LogLine.objects.values_list("group__slug", "act", "statement")) == {
        (member.group.slug, "move", "Ailleurs"),
        ("ailleurs", "move", member.group.name),
    }


def test_move_takes_what_hung_on_the_first_group_away(facilitator, member, author, elsewhere, start, reply):
    """Of two followers, only the one who is in both groups still hears of it; what they were
    writing follows too, and stays with the other one."""
    thread = start(author, title="Confidences")
    there = MembershipFactory(group=elsewhere, user=author.user)
    actions.follow_thread(thread=thread, membership=member, level=Level.WATCH)
    reply(thread, facilitator, "<p>Lu ?</p>")
    run_tasks()
    for membership in (member, author):
        Draft.objects.create(
            membership=membership, name=thread.target, content={"body": "Mots"}, saved_at=timezone.now()
        )
    assert Notification.objects.filter(user=member.user).exists()
    moved = actions.move_thread(thread=thread, by=facilitator, to=elsewhere)
    assert not Notification.objects.filter(user=member.user).exists()
    line = Notification.objects.get(user=author.user)
    assert (line.target, line.scope) == (moved.target, elsewhere.scope)
    assert set(Subscription.objects.filter(thread=moved).values_list("membership__group", flat=True)) == {elsewhere.pk}
    assert Subscription.objects.get(membership=there).level == Level.WATCH
    assert set(Draft.objects.values_list("membership", "name")) == {(member.pk, moved.target), (there.pk, moved.target)}


def test_move_keeps_who_read_an_announcement_where_they_are_members(facilitator, member, elsewhere, group):
    thread = ThreadFactory(group=group, kind="announcement")
    both = MembershipFactory(group=group)
    there = MembershipFactory(group=elsewhere, user=both.user)
    for membership in (member, both):
        actions.acknowledge(thread=thread, member=membership)
    actions.move_thread(thread=thread, by=facilitator, to=elsewhere)
    assert list(Acknowledgement.objects.values_list("membership", flat=True)) == [there.pk]


@pytest.mark.parametrize("reason", ["same", "archived", "not mine"])
def test_move_is_refused_where_it_may_not_go(facilitator, long_thread, elsewhere, reason):
    to = long_thread.group if reason == "same" else elsewhere
    if reason == "archived":
        Group.objects.filter(pk=elsewhere.pk).update(archived_at=timezone.now())
    elif reason == "not mine":
        Membership.objects.filter(group=elsewhere).update(role="member")
    with pytest.raises(Refused):
        actions.move_thread(thread=long_thread, by=facilitator, to=to)
    long_thread.refresh_from_db()
    assert long_thread.group == facilitator.group and not LogLine.objects.exists()
