import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from groups.models import PostRevision
from groups.spaces.actions import forget_old_drafts, save_draft
from groups.spaces.models import Draft
from groups.threads import actions, queries
from groups.threads.models import Post, Thread
from network.kit.errors import Refused
from tests.factories import PostFactory, ReportFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.now() - timedelta(days=days)


def test_words_deleted_thirty_days_ago_go_with_their_versions(thread):
    late = PostFactory(thread=thread, body="<p>Vieux.</p>", deleted_at=ago(31))
    fresh = PostFactory(thread=thread, body="<p>Récent.</p>", deleted_at=ago(29))
    for post in (late, fresh):
        PostRevision.objects.create(post=post, body="<p>Avant.</p>", written_at=ago(40))
    assert actions.erase_deleted_words() == 1
    assert actions.erase_deleted_words() == 0
    assert dict(Post.objects.filter(deleted_at__isnull=False).values_list("id", "body")) == {
        late.pk: "",
        fresh.pk: "<p>Récent.</p>",
    }
    assert PostRevision.objects.get().post == fresh


@pytest.fixture
def deleted(author, member, facilitator, reply):
    """A discussion with words everywhere that words can be; the same again, living, beside it."""
    threads = []
    for _ in range(2):
        thread = actions.start_thread(
            author=author, kind="question", title="Un nom", body="<p>Mots.</p>", tags=["Nom"], key=uuid.uuid4()
        )
        post = reply(thread, member, "<p>Mots.</p>")
        actions.edit_post(post=post, author=member, body="<p>Autres mots.</p>", seen="")
        for name in (thread.target, f"post:{post.pk}"):
            save_draft(membership=member, name=name, key=uuid.uuid4(), content={"body": "Mots."})
        ReportFactory(post=post)
        threads.append(thread)
    actions.delete_thread(thread=threads[0], by=facilitator)
    return threads[0]


def words_of(thread):
    """Every word that is kept of a discussion, beside the log."""
    thread = Thread.objects.get(pk=thread.pk)
    posts = list(Post.objects.filter(thread=thread).order_by("number"))
    names = [thread.target, *(f"post:{post.pk}" for post in posts)]
    said = [thread.title, thread.excerpt, *thread.tag_names, *thread.tags.values_list("name", flat=True)]
    said += [post.body for post in posts]
    said += PostRevision.objects.filter(post__thread=thread).values_list("body", flat=True)
    said += (draft.content["body"] for draft in Draft.objects.filter(name__in=names))
    return [words for words in said if words]


def test_discussion_deleted_thirty_days_ago_loses_every_word(deleted):
    living = Thread.objects.get(deleted_at=None)
    before = words_of(living)
    assert words_of(deleted) == before and len(before) == 9
    Thread.objects.filter(pk=deleted.pk).update(deleted_at=ago(31))
    assert [actions.erase_deleted_threads() for _ in range(2)] == [1, 0]
    assert words_of(deleted) == [] and words_of(living) == before


def test_discussion_deleted_less_than_thirty_days_ago_keeps_every_word(deleted):
    before = words_of(deleted)
    Thread.objects.filter(pk=deleted.pk).update(deleted_at=ago(29))
    assert actions.erase_deleted_threads() == 0 and words_of(deleted) == before


def test_erased_discussion_leaves_its_trace(deleted, facilitator):
    """Who deleted it, how much there was, what was reported; the log still says what it was called."""
    Thread.objects.filter(pk=deleted.pk).update(deleted_at=ago(31))
    actions.erase_deleted_threads()
    thread = Thread.objects.get(pk=deleted.pk)
    assert (str(thread), thread.deleted_by, thread.posts.count()) == ("Discussion supprimée", facilitator.user, 2)
    assert [str(r.post.thread) for r in queries.reports_for_list(facilitator)] == ["Un nom", "Discussion supprimée"]
    assert [(line.act, line.label) for line in queries.log_for_list(facilitator)] == [("delete", "Un nom")]


def test_restore_of_an_erased_discussion_is_refused(deleted, facilitator):
    Thread.objects.filter(pk=deleted.pk).update(deleted_at=ago(31))
    actions.erase_deleted_threads()
    with pytest.raises(Refused, match="textes ont été effacés"):
        actions.restore_thread(thread=deleted, by=facilitator)
    assert Thread.objects.get(pk=deleted.pk).deleted_by == facilitator.user


def test_hidden_words_are_kept(thread):
    post = PostFactory(thread=thread, body="<p>Preuve.</p>", hidden_at=ago(90), hidden_reason="x")
    assert actions.erase_deleted_words() == 0
    post.refresh_from_db()
    assert post.body == "<p>Preuve.</p>"


def test_drafts_go_after_three_months(member):
    for name, days in (("thread:1", 91), ("thread:2", 89)):
        draft = save_draft(membership=member, name=name, key=uuid.uuid4(), content={"body": "x"})
        Draft.objects.filter(pk=draft.pk).update(saved_at=ago(days))
    assert forget_old_drafts() == 1
    assert Draft.objects.get().name == "thread:2"


def test_daily_command_does_all(thread, member):
    late = ThreadFactory(group=thread.group, deleted_at=ago(31))
    PostFactory(thread=thread, body="<p>Vieux.</p>", deleted_at=ago(31))
    save_draft(membership=member, name="thread-new", key=uuid.uuid4(), content={})
    Draft.objects.update(saved_at=ago(91))
    call_command("tidy", stdout=StringIO())
    assert not Draft.objects.exists()
    assert words_of(late) == []
    assert not Post.objects.filter(deleted_at__isnull=False).exclude(body="").exists()
