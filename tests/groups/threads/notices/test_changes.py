"""Authors learn what becomes of their discussion; nobody learns more than they may read."""

import pytest
from django.core import mail

from groups.models import Membership
from groups.spaces.enums import Role
from groups.threads import actions
from groups.threads.models import Thread
from network.activity.models import Event
from network.activity.notices import lines_for
from tests.factories import MembershipFactory, PostFactory, ThreadFactory
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db
ACTS = ("edit", "lock", "unlock", "duplicate", "unique", "split", "merge")


@pytest.fixture
def thread(author):
    thread = ThreadFactory(group=author.group, author=author.user, title="Mes mots", posts=3, kind="discussion")
    return Thread.objects.select_related("group").get(pk=thread.pk)


@pytest.fixture
def elsewhere(facilitator):
    return MembershipFactory(user=facilitator.user, role=Role.FACILITATOR, group__slug="ailleurs").group


def told(user):
    """(words, address) of what the notification centre says to this person of changes."""
    lines = lines_for(Event.objects.filter(kind="thread-changed").order_by("pk"), user)
    return [(line.title, line.url) for _pk, line in sorted(lines.items())]


def act(name, thread, by):
    """Do it as the one who facilitates; returns where it leads."""
    other = ThreadFactory(group=thread.group, title="Une autre", posts=1)
    match name:
        case "edit":
            actions.edit_thread(thread=thread, by=by, title="Autrement", kind="discussion", tags=[])
        case "lock":
            actions.lock_thread(thread=thread, by=by, locked=True)
        case "unlock":
            Thread.objects.filter(pk=thread.pk).update(locked_at=thread.created_at)
            actions.lock_thread(thread=thread, by=by, locked=False)
        case "duplicate":
            actions.mark_duplicate(thread=thread, by=by, original_id=other.pk)
        case "unique":
            Thread.objects.filter(pk=thread.pk).update(duplicate_of=other)
            actions.mark_duplicate(thread=thread, by=by, original_id=None)
        case "split":
            return actions.split_thread(thread=thread, by=by, numbers=[2], title="À part").url
        case "merge":
            actions.merge_thread(thread=thread, by=by, into_id=other.pk)
            return other.url
    return thread.url


@pytest.mark.parametrize("name", ACTS)
def test_author_is_told_once_and_led_there(thread, author, member, facilitator, name):
    url = act(name, thread, facilitator)
    run_tasks()
    [(words, leads_to)] = told(author.user)
    assert "Mes mots" in words and leads_to == url
    assert not told(member.user) and not told(facilitator.user)
    assert [(letter.to, "Mes mots" in letter.subject) for letter in mail.outbox] == [([author.user.email], True)]


@pytest.mark.parametrize("name", ACTS)
def test_nobody_is_told_of_what_they_do_themselves(thread, author, name):
    Membership.objects.filter(pk=author.pk).update(role=Role.FACILITATOR)
    act(name, thread, Membership.objects.select_related("group", "user").get(pk=author.pk))
    assert not Event.objects.filter(kind="thread-changed").exists()


def test_author_who_is_not_in_the_other_group_is_led_to_the_list_they_have(thread, author, facilitator, elsewhere):
    """And learns nothing of the group where it went, its new title included."""
    home = thread.group
    actions.move_thread(thread=thread, by=facilitator, to=elsewhere)
    Thread.objects.filter(pk=thread.pk).update(title="Secret d’ailleurs")
    run_tasks()
    [(words, url)] = told(author.user)
    assert "Mes mots" in words and url == f"/groupes/{home.slug}/discussions/"
    [letter] = [letter for letter in mail.outbox if author.user.email in letter.to]
    assert not any(secret in letter.body for secret in ("ailleurs", elsewhere.name))
    MembershipFactory(user=author.user, group=elsewhere)
    assert told(author.user)[0][1] == f"/groupes/ailleurs/discussions/{thread.pk}/"


def test_nothing_is_told_to_somebody_who_left_or_of_what_is_gone(thread, author, facilitator):
    actions.lock_thread(thread=thread, by=facilitator, locked=True)
    assert told(author.user)
    membership = Membership.objects.filter(pk=author.pk)
    kept = membership.get()
    membership.delete()
    run_tasks()
    assert not told(author.user) and not mail.outbox
    kept.save(force_insert=True)
    assert told(author.user)
    Thread.objects.filter(pk=thread.pk).update(deleted_at=thread.created_at)
    assert not told(author.user)


def test_the_title_of_an_author_is_the_one_they_gave(thread, author, facilitator):
    actions.edit_thread(thread=thread, by=facilitator, title="Autrement", kind="discussion", tags=[])
    assert "Mes mots" in told(author.user)[0][0]


@pytest.mark.parametrize("count", [1, 3])
def test_lines_cost_the_same_however_many(author, facilitator, count, django_assert_num_queries):
    for _ in range(count):
        thread = ThreadFactory(group=author.group, author=author.user)
        PostFactory(thread=thread)
        actions.lock_thread(thread=thread, by=facilitator, locked=True)
    events = list(Event.objects.filter(kind="thread-changed"))
    with django_assert_num_queries(2):
        assert len(lines_for(events, author.user)) == count
