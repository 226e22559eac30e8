import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone, translation

from groups.spaces.access import Passage
from groups.threads import access, actions, queries
from groups.threads.models import PINNED_MAX, LogLine, ReadMarker, Subscription, Thread
from network.activity.models import Event, Notification
from network.activity.notices import lines_for
from network.kit.errors import KeyReused, Refused
from tests.factories import MembershipFactory, ThreadFactory
from tests.worker import let_time_pass, run_tasks

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
    assert lines_for(Event.objects.all(), member.user) == {}
    let_undo_end()
    run_tasks()
    assert not Notification.objects.filter(target=thread.target).exists()


@pytest.mark.parametrize("how", [actions.undo_delete_thread, actions.restore_thread])
def test_notifications_come_back_with_what_comes_back_at_once(member, author, facilitator, start, reply, how):
    thread = start(member)
    reply(thread, author)
    run_tasks()
    [line] = Notification.objects.filter(target=thread.target).values("id", "user", "read_at")
    actions.delete_thread(thread=thread, by=facilitator)
    assert actions.withdraw_deleted(thread_id=thread.pk) is False
    how(thread=thread, by=facilitator)
    let_undo_end()
    run_tasks()
    assert list(Notification.objects.filter(target=thread.target).values("id", "user", "read_at")) == [line]
    assert len(lines_for(Event.objects.filter(kind="thread-reply"), member.user)) == 1


def let_undo_end():
    Thread.objects.exclude(deleted_at=None).update(deleted_at=timezone.now() - access.UNDO_ENDS)
    let_time_pass(seconds=access.UNDO_ENDS.total_seconds())


def test_delete_by_somebody_who_no_longer_facilitates_is_refused(facilitator, author, start):
    thread = start(author)
    type(facilitator).objects.filter(pk=facilitator.pk).update(role="member")
    with pytest.raises(Refused):
        actions.delete_thread(thread=thread, by=facilitator)
    assert Thread.objects.get().deleted_at is None


def title_of(line):
    return line.get_act_display(), str(line.actor), line.label


def test_delete_and_restore_are_in_the_log(author, member, facilitator, start, reply):
    """What its author takes back before any answer leaves no title there: lines of the log are for ever."""
    thread = start(author, title="Un nom de trop")
    actions.delete_thread(thread=thread, by=author)
    actions.restore_thread(thread=thread, by=facilitator)
    reply(thread, member)
    actions.delete_thread(thread=thread, by=facilitator)
    actions.undo_delete_thread(thread=thread, by=facilitator)
    with translation.override("fr"):
        assert [title_of(line) for line in LogLine.objects.order_by("pk")] == [
            ("Discussion supprimée", "Élise Moreau", ""),
            ("Discussion rétablie", "Hélène Marchetti", ""),
            ("Discussion supprimée", "Hélène Marchetti", "Un nom de trop"),
            ("Discussion rétablie", "Hélène Marchetti", "Un nom de trop"),
        ]


def test_restored_thread_counts_as_it_did(author, member, facilitator, start, reply):
    """In the list, unread, in the tags and for the open page of somebody else."""
    thread = actions.start_thread(
        author=author, kind="question", title="Un titre", body="<p>Bonjour.</p>", tags=["École"], key=uuid.uuid4()
    )
    reply(thread, author, "<p>Encore un mot.</p>")

    def shown():
        row = queries.threads_for_list(Passage(author.group, member), member.user, queries.Wanted()).threads[0]
        tags = [(tag.name, tag.uses) for tag in queries.tags_of(author.group)]
        return row.title, row.unread, row.message_count, row.reply_count, row.excerpt, row.last_seq, tags

    before, change = shown(), Thread.objects.get().change
    actions.delete_thread(thread=thread, by=facilitator)
    Thread.objects.update(excerpt="", message_count=0)
    assert not list(queries.tags_of(author.group)) and count_unread(member) == 0
    assert actions.restore_thread(thread=thread, by=facilitator) is True
    assert shown() == before and count_unread(member) == 1
    assert Thread.objects.get().change == change + 2


def count_unread(membership):
    wanted = queries.Wanted(show="unread")
    return len(queries.threads_for_list(Passage.of(membership), membership.user, wanted).threads)


def test_restore_twice_changes_nothing_the_second_time(author, facilitator, start):
    thread = start(author)
    actions.delete_thread(thread=thread, by=facilitator)
    restored = [actions.restore_thread(thread=thread, by=facilitator) for _ in range(2)]
    assert restored == [True, False] and LogLine.objects.filter(act="back").count() == 1
    assert actions.undo_delete_thread(thread=thread, by=facilitator) is False


def test_restore_is_for_those_who_facilitate(author, member, facilitator, start):
    thread = start(author)
    actions.delete_thread(thread=thread, by=author)
    for somebody in (author, member):
        with pytest.raises(Http404):
            actions.restore_thread(thread=thread, by=somebody)
    assert Thread.objects.get().deleted_by == author.user
    actions.restore_thread(thread=thread, by=facilitator)
    assert Thread.objects.get().deleted_at is None


def test_restore_in_an_archived_group(author, facilitator, start):
    thread = start(author)
    actions.delete_thread(thread=thread, by=author)
    type(author.group).objects.update(archived_at=timezone.now())
    with pytest.raises(Refused):
        actions.undo_delete_thread(thread=thread, by=author)
    assert actions.restore_thread(thread=thread, by=facilitator) is True


@pytest.mark.parametrize(("seconds", "undone"), [(59, True), (61, False)])
def test_undo_lasts_a_moment(author, start, seconds, undone):
    thread = start(author)
    actions.delete_thread(thread=thread, by=author)
    Thread.objects.update(deleted_at=timezone.now() - timedelta(seconds=seconds))
    if undone:
        assert actions.undo_delete_thread(thread=thread, by=author) is True
    else:
        with pytest.raises(Refused):
            actions.undo_delete_thread(thread=thread, by=author)
    assert Thread.objects.filter(deleted_at=None).exists() is undone


def test_restored_thread_does_not_hide_behind_ten_pinned_ones(author, facilitator, start):
    thread = start(author)
    actions.pin_thread(thread=thread, by=facilitator, pinned=True)
    actions.delete_thread(thread=thread, by=facilitator)
    for _ in range(PINNED_MAX):
        ThreadFactory(group=author.group, pinned=True)
    actions.restore_thread(thread=thread, by=facilitator)
    assert Thread.objects.get(pk=thread.pk).pinned is False


def test_merged_thread_is_not_restored(author, facilitator, start):
    thread, into = start(author), start(author)
    actions.merge_thread(thread=thread, by=facilitator, into_id=into.pk)
    with pytest.raises(Refused):
        actions.restore_thread(thread=thread, by=facilitator)
    assert Thread.objects.get(deleted_at=None) == into


def test_sequences_of_groups_are_apart(member, start):
    other = MembershipFactory()
    assert [start(member).last_seq, start(other).last_seq, start(member).last_seq] == [1, 1, 2]
