import uuid
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from groups.spaces.actions import drop_draft, save_draft
from groups.spaces.actions.drafts import DRAFTS_A_MEMBER
from groups.spaces.models import Draft
from groups.threads import actions
from network.kit.errors import Refused
from tests.factories import PostFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def save(membership, name="thread-new", **content):
    return save_draft(membership=membership, name=name, key=uuid.uuid4(), content=content)


def test_latest_save_wins(member):
    save(member, title="Un")
    draft = save(member, title="Deux")
    assert Draft.objects.get().content == {"title": "Deux"} == draft.content


def test_each_member_has_their_own(member, facilitator):
    save(member, body="Le mien")
    save(facilitator, body="Le sien")
    assert Draft.objects.get(membership=member).content == {"body": "Le mien"}
    drop_draft(membership=facilitator, name="thread-new")
    assert Draft.objects.get().membership == member


def test_too_many_are_refused_and_the_last_one_can_still_be_kept(member):
    for number in range(DRAFTS_A_MEMBER):
        save(member, name=f"thread:{number}", body="x")
    with pytest.raises(Refused):
        save(member, name="thread:999", body="perdu ?")
    save(member, name="thread:7", body="gardé")
    assert Draft.objects.count() == DRAFTS_A_MEMBER
    assert Draft.objects.get(name="thread:7").content == {"body": "gardé"}


@pytest.mark.django_db(transaction=True)
def test_after_leaving_it_is_refused(member):
    type(member).objects.filter(pk=member.pk).delete()
    with pytest.raises(Refused):
        save(member, body="x")
    assert not Draft.objects.exists()


def test_publishing_forgets_the_draft(member, thread, start, reply):
    save(member, body="Le début")
    save(member, name=f"thread:{thread.pk}", body="Une réponse")
    start(member)
    assert [draft.name for draft in Draft.objects.all()] == [f"thread:{thread.pk}"]
    reply(thread, member)
    assert not Draft.objects.exists()


def publish_new(member, thread, key):
    actions.start_thread(author=member, kind="discussion", title="Un titre", body="<p>Fini.</p>", key=key)
    return "thread-new"


def publish_answer(member, thread, key):
    actions.post_reply(thread=thread, author=member, body="<p>Fini.</p>", key=key)
    return f"thread:{thread.pk}"


def publish_later(member, thread, key):
    words = {"kind": "discussion", "title": "Un titre", "body": "<p>Fini.</p>", "tags": []}
    at = timezone.now() + timedelta(days=1)
    actions.schedule_thread(author=member, publish_at=at, key=key, **words)
    return "thread-new"


def publish_change(member, thread, key):
    post = PostFactory(thread=thread, author=member.user)
    actions.edit_post(post=post, author=member, body="<p>Fini.</p>", seen=post.version, key=key)
    return f"post:{post.pk}"


@pytest.mark.parametrize("publish", [publish_new, publish_answer, publish_later, publish_change])
def test_save_that_arrives_after_its_form_was_published_is_ignored(facilitator, thread, publish):
    key = uuid.uuid4()
    name = publish(facilitator, thread, key)
    assert save_draft(membership=facilitator, name=name, key=key, content={"body": "Fini."}) is None
    assert not Draft.objects.exists()
    save(facilitator, name=name, body="La suite")
    assert Draft.objects.get().content == {"body": "La suite"}


def test_save_with_a_key_that_somebody_else_used_is_kept(member, facilitator, thread):
    key = uuid.uuid4()
    name = publish_answer(facilitator, thread, key)
    save_draft(membership=member, name=name, key=key, content={"body": "Le mien"})
    assert Draft.objects.get().membership == member


def test_save_is_kept_when_its_form_was_refused(member, thread):
    key = uuid.uuid4()
    type(thread).objects.update(locked_at=timezone.now())
    with pytest.raises(Refused):
        publish_answer(member, thread, key)
    save_draft(membership=member, name=f"thread:{thread.pk}", key=key, content={"body": "Pas perdu"})
    assert Draft.objects.get().content == {"body": "Pas perdu"}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_save_waits_for_a_publication_under_way(member, thread):
    """It started before the publication was there to be seen, and must not outlive it."""
    key, late = uuid.uuid4(), []

    def save_late():
        try:
            late.append(save_draft(membership=member, name="thread-new", key=key, content={"body": "Fini."}))
        finally:
            connection.close()

    saving = Thread(target=save_late)
    with transaction.atomic():
        publish_new(member, thread, key)
        saving.start()
        saving.join(0.3)
        assert not late
    saving.join(5)
    assert late == [None] and not Draft.objects.exists()


def test_drafts_follow_a_merge_unless_another_answer_was_begun(member, author, facilitator, thread):
    target = ThreadFactory(group=thread.group, author=author.user, title="Au même endroit")
    for membership, names in ((member, [thread.target]), (author, [thread.target, target.target])):
        for name in names:
            save_draft(membership=membership, name=name, key=uuid.uuid4(), content={"body": name})
    actions.merge_thread(thread=thread, by=facilitator, into_id=target.pk)
    kept = set(Draft.objects.values_list("membership", "name", "content__body"))
    assert kept == {
        (member.pk, target.target, thread.target),
        (author.pk, target.target, target.target),
        (author.pk, thread.target, thread.target),
    }
