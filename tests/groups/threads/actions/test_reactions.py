from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from groups.models import LogLine
from groups.threads import actions
from groups.threads.models import Acknowledgement, Post, Reaction, Thread
from network.activity.models import Event
from network.kit.errors import Refused
from tests.factories import MembershipFactory, PostFactory, ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(thread):
    return opening(thread)


@pytest.fixture
def question(group, member):
    return ThreadFactory(group=group, author=member.user, kind="question")


@pytest.fixture
def announcement(group, facilitator):
    return ThreadFactory(group=group, author=facilitator.user, kind="announcement")


def opening(thread):
    post = Post.objects.get(thread=thread, number=1)
    post.thread = thread
    return post


def test_react_is_one_word_once(member, post):
    assert actions.react(post=post, member=member, kind="thanks", on=True)
    assert not actions.react(post=post, member=member, kind="thanks", on=True)
    assert actions.react(post=post, member=member, kind="useful", on=True)
    assert sorted(Reaction.objects.values_list("kind", "user")) == [
        ("thanks", member.user_id),
        ("useful", member.user_id),
    ]


def test_react_is_taken_back_and_numbered_as_a_change(member, post):
    for on in (True, False, False):
        actions.react(post=post, member=member, kind="same", on=on)
    assert not Reaction.objects.exists()
    post.refresh_from_db()
    assert post.change == 2


def test_react_tells_nobody(member, post):
    actions.react(post=post, member=member, kind="thanks", on=True)
    assert Reaction.objects.exists() and not Event.objects.exists()


def test_react_to_ones_own_words_is_refused(author, post):
    with pytest.raises(Refused):
        actions.react(post=post, member=author, kind="thanks", on=True)
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("gone", ["deleted_at", "hidden_at"])
def test_react_to_what_is_gone_is_refused(member, post, gone):
    Post.objects.filter(pk=post.pk).update(**{gone: timezone.now()})
    with pytest.raises(Refused):
        actions.react(post=post, member=member, kind="thanks", on=True)
    assert not Reaction.objects.exists()


def test_react_after_leaving_is_refused(member, post):
    type(member).objects.filter(pk=member.pk).delete()
    with pytest.raises(Http404):
        actions.react(post=post, member=member, kind="thanks", on=True)
    assert not Reaction.objects.exists()


def test_answer_is_chosen_changed_and_taken_back(member, question):
    first, second = PostFactory(thread=question), PostFactory(thread=question)
    for post in (first, second, None):
        assert actions.mark_answer(thread=question, member=member, post=post)
        assert not actions.mark_answer(thread=question, member=member, post=post)
        assert Thread.objects.get(pk=question.pk).answer == post
    assert list(Event.objects.order_by("id").values_list("kind", "object_id")) == [
        ("thread-answer", first.pk),
        ("thread-answer", second.pk),
    ]


def test_answer_is_for_whoever_asked_and_those_who_facilitate(author, facilitator, question):
    post = PostFactory(thread=question)
    with pytest.raises(Refused):
        actions.mark_answer(thread=question, member=author, post=post)
    assert Thread.objects.get(pk=question.pk).answer is None
    assert actions.mark_answer(thread=question, member=facilitator, post=post)


def test_answer_of_a_discussion_or_that_is_gone_is_refused(member, author, thread, question):
    with pytest.raises(Refused):
        actions.mark_answer(thread=thread, member=author, post=opening(thread))
    gone = PostFactory(thread=question, deleted_at=timezone.now())
    elsewhere = opening(thread)
    for post in (gone, elsewhere):
        with pytest.raises(Refused):
            actions.mark_answer(thread=question, member=member, post=post)
    assert Thread.objects.filter(answer=None).count() == 2


def test_acknowledge_once(member, announcement):
    assert actions.acknowledge(thread=announcement, member=member)
    assert not actions.acknowledge(thread=announcement, member=member)
    assert Acknowledgement.objects.get().membership == member


def test_acknowledge_another_kind_is_refused(member, thread):
    with pytest.raises(Refused):
        actions.acknowledge(thread=thread, member=member)
    assert not Acknowledgement.objects.exists()


def test_reminder_goes_once_a_day(facilitator, announcement):
    actions.remind_of_announcement(thread=announcement, by=facilitator)
    with pytest.raises(Refused):
        actions.remind_of_announcement(thread=announcement, by=facilitator)
    assert Event.objects.get().kind == "announcement-reminder"
    Event.objects.update(created_at=timezone.now() - timedelta(hours=25))
    actions.remind_of_announcement(thread=announcement, by=facilitator)
    assert Event.objects.count() == 2
    assert LogLine.objects.filter(act="remind").count() == 2


def test_reminder_is_for_those_who_facilitate_an_announcement(facilitator, announcement, thread):
    with pytest.raises(Http404):
        actions.remind_of_announcement(thread=announcement, by=MembershipFactory(group=thread.group))
    with pytest.raises(Refused):
        actions.remind_of_announcement(thread=thread, by=facilitator)
    assert not Event.objects.exists()
