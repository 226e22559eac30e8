import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError
from django.utils import timezone

from groups.files import actions as files
from groups.files.models import FileVersion, SharedFile
from groups.models import Membership
from groups.threads import actions, queries
from groups.threads.models import ATTACHMENTS_MAX, Attachment, Post, PostRevision, Thread
from network.kit import private_files
from network.kit.errors import Refused
from tests.factories import GroupFactory, MembershipFactory, PostFactory
from tests.groups.threads.actions.test_posts import at_once

pytestmark = pytest.mark.django_db


def shown(post):
    seen = Attachment.objects.filter(post=post, file__deleted_at=None)
    return list(seen.values_list("file__name", flat=True))


def change(post, author, ids, body=None):
    post = Post.objects.select_related("thread__group").get(pk=post.pk)
    return actions.edit_post(post=post, author=author, body=body or post.body, seen=post.version, attached=ids)


def test_files_stand_under_a_message_in_their_order(member, thread, reply, bring):
    ids = [bring(member, name).pk for name in ("Deux.txt", "Un.txt")]
    post = reply(thread, member, attached=ids[::-1])
    assert shown(post) == ["Un.txt", "Deux.txt"]


def test_the_same_form_again_changes_nothing(member, thread, reply, bring):
    file, key = bring(member), uuid.uuid4()
    first, again = (reply(thread, member, key=key, attached=[file.pk]) for _ in range(2))
    assert first == again and Attachment.objects.count() == 1
    with pytest.raises(Refused):
        reply(thread, member, key=key)


def test_a_discussion_opens_with_its_files(member, start, bring):
    thread = start(member, attached=[bring(member).pk])
    assert shown(thread.posts.get()) == ["Notice.txt"]


@pytest.mark.parametrize("which", ["deleted", "secret", "unknown"])
def test_only_living_files_of_the_group_are_attached(member, thread, reply, bring, secret_file, which):
    gone = bring(member)
    files.delete_file(member=member, file=gone)
    wanted = {"deleted": gone.pk, "secret": secret_file.pk, "unknown": 2**62}[which]
    with pytest.raises(Refused) as refused:
        reply(thread, member, attached=[bring(member, "Autre.txt").pk, wanted])
    assert "CNRY" not in str(refused.value)
    assert thread.posts.count() == 1 and not Attachment.objects.exists()


def test_ten_files_at_most(member, thread, reply, bring):
    ids = [bring(member, f"{number}.txt").pk for number in range(ATTACHMENTS_MAX + 1)]
    with pytest.raises(Refused):
        reply(thread, member, attached=ids)
    post = reply(thread, member, attached=ids[:ATTACHMENTS_MAX])
    with pytest.raises(Refused):
        change(post, member, ids)
    assert len(shown(post)) == ATTACHMENTS_MAX


def test_other_files_are_a_change_without_an_earlier_text(member, thread, reply, bring):
    first, second = bring(member, "Un.txt"), bring(member, "Deux.txt")
    post = reply(thread, member, attached=[first.pk])
    changed = change(post, member, [second.pk, first.pk])
    assert shown(post) == ["Deux.txt", "Un.txt"] and changed.edited_at and changed.change
    assert not PostRevision.objects.exists()
    assert change(post, member, [second.pk, first.pk]).edited_at == changed.edited_at
    change(post, member, [], "<p>D’autres mots.</p>")
    assert shown(post) == [] and PostRevision.objects.count() == 1


def test_words_alone_leave_the_files_as_they_are(member, thread, reply, bring):
    post = reply(thread, member, attached=[bring(member).pk])
    actions.edit_post(post=post, author=member, body="<p>D’autres mots.</p>", seen="")
    assert shown(post) == ["Notice.txt"]


def test_what_waits_for_its_hour_opens_with_its_files(facilitator, bring):
    file = bring(facilitator)
    about = {"kind": "discussion", "title": "Demain", "body": "<p>x</p>", "tags": [], "key": uuid.uuid4()}
    soon = timezone.now() + timedelta(hours=1)
    waiting = actions.schedule_thread(author=facilitator, publish_at=soon, attached=[file.pk], **about)
    with pytest.raises(Refused):
        files.delete_file(member=facilitator, file=file)
    type(waiting).objects.update(publish_at=timezone.now())
    thread = actions.publish_due(scheduled_id=waiting.pk)
    assert shown(thread.posts.get()) == ["Notice.txt"] and Attachment.objects.count() == 1


# Files alone ----------------------------------------------------------------------------------------------------


def test_files_alone_are_a_message(member, author, thread, reply, bring):
    ids = [bring(member, f"{n}.txt").pk for n in range(3)]
    post = reply(thread, member, body="", attached=ids)
    thread.refresh_from_db()
    assert thread.excerpt == "3 fichiers" and not post.has_words and len(shown(post)) == 3
    assert queries.quote_of(post).words == "3 fichiers"
    assert [one.excerpt for one in queries.posts_to_choose(thread, 2)] == ["3 fichiers"]
    changed = change(post, member, ids[:1], body="<p></p>")
    thread.refresh_from_db()
    assert thread.excerpt == "1 fichier" and changed.body == post.body


def test_a_message_says_something(member, thread, start, reply, bring):
    """By its words or by its files; the first of a discussion by its words."""
    file = bring(member)
    for refused in (lambda: reply(thread, member, body=""), lambda: start(member, body="", attached=[file.pk])):
        with pytest.raises(Refused, match="mots"):
            refused()
    post = reply(thread, member, body="", attached=[file.pk])
    with pytest.raises(Refused, match="mots"):
        actions.edit_post(post=post, author=member, body="", seen="", attached=[])
    assert shown(post) == ["Notice.txt"] and Thread.objects.count() == 1


def test_files_alone_are_deleted_restored_and_erased_as_words_are(member, facilitator, thread, reply, bring):
    post = reply(thread, member, body="", attached=[bring(member).pk])
    actions.delete_post(post=post, author=member)
    assert actions.restore_post(post=Post.objects.select_related("thread__group").get(pk=post.pk), by=facilitator)
    actions.delete_post(post=post, author=member)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    assert actions.erase_deleted_words() == 1 and not Attachment.objects.exists()


# RL-10: no file goes while a message shows it ---------------------------------------------------------------------


def test_a_file_in_use_stays_and_says_where(member, thread, reply, bring):
    file = bring(member)
    for _ in range(2):
        reply(thread, member, attached=[file.pk])
    with pytest.raises(Refused, match="Mobiliser les parents"):
        files.delete_file(member=member, file=file)
    for post in thread.posts.filter(number__gt=1):
        change(post, member, [])
    files.delete_file(member=member, file=file)
    assert SharedFile.objects.get().deleted_at


def test_a_refusal_names_no_place_that_the_reader_does_not_see(member, author, facilitator, thread, reply, bring):
    file = bring(member)
    post = reply(thread, author, attached=[file.pk])
    actions.hide_post(post=post, by=facilitator, statement="Une raison")
    with pytest.raises(Refused) as refused:
        files.delete_file(member=member, file=file)
    assert "Mobiliser" not in str(refused.value)


def test_whoever_may_delete_it_takes_it_away_from_every_message(member, author, thread, reply, bring):
    """Somebody else's message must not keep what should never have been sent."""
    file = bring(member)
    post = reply(thread, author, attached=[file.pk])
    files.delete_file(member=member, file=file, even_used=True)
    post.refresh_from_db()
    assert SharedFile.objects.get().deleted_at and shown(post) == [] and post.change > 0
    files.bring_back(member=member, file=file)
    assert shown(post) == [file.name]


def test_what_was_taken_away_from_messages_goes_for_good_after_thirty_days(member, author, thread, reply, bring):
    file = bring(member)
    post = reply(thread, author, attached=[file.pk])
    files.delete_file(member=member, file=file, even_used=True)
    SharedFile.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert files.purge_bin() == 1
    assert not Attachment.objects.exists() and shown(post) == []


@pytest.mark.parametrize("gone", ["post", "thread"])
def test_a_message_that_can_come_back_keeps_its_file_until_its_words_go(member, facilitator, start, reply, bring, gone):
    file = bring(member)
    thread = start(member)
    post = reply(thread, member, attached=[file.pk])
    if gone == "post":
        actions.delete_post(post=post, author=member)
        actions.erase_deleted_words()
    else:
        actions.delete_thread(thread=thread, by=facilitator)
        actions.erase_deleted_threads()
    with pytest.raises(Refused):
        files.delete_file(member=member, file=file)
    late = timezone.now() - timedelta(days=31)
    Post.objects.exclude(deleted_at=None).update(deleted_at=late)
    Thread.objects.exclude(deleted_at=None).update(deleted_at=late)
    actions.erase_deleted_words()
    actions.erase_deleted_threads()
    files.delete_file(member=member, file=file)
    assert not Attachment.objects.exists() and SharedFile.objects.get().deleted_at


def test_neither_the_bin_nor_the_sweep_erases_what_a_message_shows(member, thread, reply, bring, words_of_file):
    """Even when rows say that it was deleted long ago."""
    file = bring(member, words="Gardé.")
    post = reply(thread, member, attached=[file.pk])
    SharedFile.objects.update(deleted_at=timezone.now() - timedelta(days=40))
    assert files.purge_bin() == 0
    files.sweep_bytes()
    assert words_of_file(file) == "Gardé."
    Attachment.objects.filter(post=post).delete()
    assert files.purge_bin() == 1 and not SharedFile.objects.exists()


def test_the_database_itself_lets_no_file_go_that_a_message_shows(member, thread, reply, bring):
    file = bring(member)
    reply(thread, member, attached=[file.pk])
    with pytest.raises(RestrictedError):
        file.delete()


def test_the_database_knows_one_message_a_row_and_each_file_once(member, thread, reply, bring):
    file = bring(member)
    post = reply(thread, member, attached=[file.pk])
    for wrong in ({"post": post, "place": 1}, {"place": 1}, {"post": thread.posts.get(number=1), "place": 10}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.create(file=file, **wrong)


def test_a_group_that_goes_takes_both(member, thread, reply, bring):
    reply(thread, member, attached=[bring(member).pk])
    member.group.delete()
    assert not Attachment.objects.exists() and not SharedFile.objects.exists()


def test_a_discussion_that_moves_leaves_its_files_where_they_are(facilitator, member, thread, reply, bring):
    file = bring(member)
    post = reply(thread, member, attached=[file.pk])
    there = MembershipFactory(group=GroupFactory(slug="autre"), user=facilitator.user, role="facilitator")
    thread.group = facilitator.group
    actions.move_thread(thread=thread, by=facilitator, to=there.group)
    file.refresh_from_db()
    assert file.group_id == member.group_id and shown(post) == ["Notice.txt"]
    with pytest.raises(Refused):
        files.delete_file(member=member, file=file)
    mine = MembershipFactory(group=there.group, user=member.user)
    changed = Post.objects.select_related("thread__group").get(pk=post.pk)
    about = {"post": changed, "author": mine, "body": "<p>x</p>", "seen": changed.version}
    actions.edit_post(attached=[file.pk, bring(mine, "Ici.txt").pk], **about)
    assert shown(post) == ["Notice.txt", "Ici.txt"]


# At the same moment ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_deleted_and_attached_at_once_is_one_or_the_other(member, author, thread, reply, bring):
    for turn in range(4):
        file = bring(member, f"{turn}.txt")

        def act(n, file=file):
            me = Membership.objects.select_related("group", "user").get(pk=(member, author)[n].pk)
            if n == 0:
                return files.delete_file(member=me, file=file)
            return reply(thread, me, attached=[file.pk])

        deleted, attached = at_once(2, act)
        file.refresh_from_db()
        assert isinstance(deleted, Refused) != isinstance(attached, Refused), (deleted, attached)
        assert (file.deleted_at is None) == isinstance(deleted, Refused)
        assert Attachment.objects.filter(file=file).exists() == isinstance(attached, Post)


@pytest.mark.django_db(transaction=True)
def test_the_bin_is_emptied_while_files_come_back_and_are_attached(member, thread, reply, bring):
    """What is purged is nowhere; what a message shows has its bytes."""
    pairs = [bring(member, f"{number}.txt", f"Mots {number}.") for number in range(6)]
    for file in pairs:
        files.delete_file(member=member, file=file)
    SharedFile.objects.update(deleted_at=timezone.now() - timedelta(days=40))
    started = threading.Event()

    def sweep():
        try:
            started.wait(5)
            return files.purge_bin() + files.sweep_bytes()
        finally:
            connection.close()

    def take_up():
        try:
            me = Membership.objects.select_related("group", "user").get(pk=member.pk)
            started.set()
            return [bool(give(me, file)) for file in pairs[::-1]]
        finally:
            connection.close()

    def give(me, file):
        try:
            files.bring_back(member=me, file=file)
            return reply(thread, me, attached=[file.pk])
        except Exception:  # noqa: BLE001 - gone for good already
            return None
        finally:
            time.sleep(0.001)

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(take_up), pool.submit(sweep)]
        kept, purged = done[0].result(), done[1].result()
    assert sum(kept) + purged == len(pairs)
    for version in FileVersion.objects.all():
        with private_files.opened(version.bytes_key) as data:
            assert data.read().startswith(b"Mots")
    assert Attachment.objects.count() == sum(kept) == SharedFile.objects.alive().count()


def test_a_message_moved_inside_its_group_takes_its_files_along(facilitator, thread, reply, bring):
    PostFactory(thread=thread)
    post = reply(thread, facilitator, attached=[bring(facilitator).pk])
    new = actions.split_thread(thread=thread, by=facilitator, numbers=[post.number], title="À part")
    assert shown(new.posts.get()) == ["Notice.txt"]


@pytest.fixture
def words_of_file():
    def read(file):
        version = FileVersion.objects.get(file=file)
        with private_files.opened(version.bytes_key) as data:
            return data.read().decode()

    return read


def test_a_file_that_a_reported_message_shows_waits_for_the_decision(member, author, facilitator, thread, reply, bring):
    """Nobody takes away what others must still look at: neither who brought it, nor who facilitates."""
    file = bring(member)
    post = reply(thread, member, attached=[file.pk])
    actions.report_post(post=post, member=author, reason="other", details="Un nom y est.", key=uuid.uuid4())
    report = post.reports.get()
    for person in (member, facilitator):
        with pytest.raises(Refused, match="signalé"):
            files.delete_file(member=person, file=file, even_used=True)
    actions.keep_reported(report=report, by=facilitator)
    files.delete_file(member=member, file=file, even_used=True)
    assert shown(post) == []
