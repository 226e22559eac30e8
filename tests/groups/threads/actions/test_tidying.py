import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from groups.models import PostRevision
from groups.threads import actions
from groups.threads.models import Draft, Post
from tests.factories import PostFactory

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


def test_hidden_words_are_kept(thread):
    post = PostFactory(thread=thread, body="<p>Preuve.</p>", hidden_at=ago(90), hidden_reason="x")
    assert actions.erase_deleted_words() == 0
    post.refresh_from_db()
    assert post.body == "<p>Preuve.</p>"


def test_drafts_go_after_three_months(member):
    for name, days in (("thread:1", 91), ("thread:2", 89)):
        draft = actions.save_draft(membership=member, name=name, key=uuid.uuid4(), content={"body": "x"})
        Draft.objects.filter(pk=draft.pk).update(saved_at=ago(days))
    assert actions.forget_old_drafts() == 1
    assert Draft.objects.get().name == "thread:2"


def test_daily_command_does_both(thread, member):
    PostFactory(thread=thread, body="<p>Vieux.</p>", deleted_at=ago(31))
    actions.save_draft(membership=member, name="thread-new", key=uuid.uuid4(), content={})
    Draft.objects.update(saved_at=ago(91))
    call_command("tidy", stdout=StringIO())
    assert not Draft.objects.exists()
    assert not Post.objects.filter(deleted_at__isnull=False).exclude(body="").exists()
