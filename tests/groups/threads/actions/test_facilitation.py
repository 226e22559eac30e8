import pytest
from django.http import Http404

from groups.models import Group, LogLine
from groups.threads import actions
from groups.threads.models import PINNED_MAX
from network.kit.errors import Refused
from tests.factories import ThreadFactory

pytestmark = pytest.mark.django_db

ACTS = {
    "pin": lambda thread, by: actions.pin_thread(thread=thread, by=by, pinned=True),
    "lock": lambda thread, by: actions.lock_thread(thread=thread, by=by, locked=True),
}


def log_of(group):
    return list(LogLine.objects.filter(group=group).order_by("id").values_list("act", "label"))


def test_pin_and_unpin_are_logged_once_each(facilitator, thread):
    for pinned in (True, True, False):
        actions.pin_thread(thread=thread, by=facilitator, pinned=pinned)
    thread.refresh_from_db()
    assert not thread.pinned
    assert log_of(thread.group) == [("pin", thread.title), ("unpin", thread.title)]


def test_pins_end_where_the_list_ends(facilitator, thread):
    pinned = [ThreadFactory(group=thread.group, author=facilitator.user, pinned=True) for _ in range(PINNED_MAX)]
    with pytest.raises(Refused):
        actions.pin_thread(thread=thread, by=facilitator, pinned=True)
    thread.refresh_from_db()
    assert not thread.pinned and log_of(thread.group) == []
    actions.pin_thread(thread=pinned[0], by=facilitator, pinned=False)
    assert actions.pin_thread(thread=thread, by=facilitator, pinned=True)


def test_lock_closes_to_members_and_opens_again(member, facilitator, thread, reply):
    assert actions.lock_thread(thread=thread, by=facilitator, locked=True)
    with pytest.raises(Refused):
        reply(thread, member)
    assert reply(thread, facilitator).number == 2
    assert not actions.lock_thread(thread=thread, by=facilitator, locked=True)
    actions.lock_thread(thread=thread, by=facilitator, locked=False)
    assert reply(thread, member).number == 3
    assert [act for act, _ in log_of(thread.group)] == ["lock", "unlock"]


def test_change_of_the_head_is_numbered_for_pages_that_are_open(facilitator, thread):
    actions.pin_thread(thread=thread, by=facilitator, pinned=True)
    thread.refresh_from_db()
    assert thread.change == Group.objects.get(pk=thread.group_id).last_change == 1


@pytest.mark.parametrize("act", ACTS)
def test_members_are_refused(member, facilitator, thread, act):
    with pytest.raises(Http404):
        ACTS[act](thread, member)
    assert log_of(thread.group) == []
    assert ACTS[act](thread, facilitator)


@pytest.mark.parametrize("act", ACTS)
def test_somebody_who_no_longer_facilitates_is_refused(facilitator, thread, act):
    type(facilitator).objects.filter(pk=facilitator.pk).update(role="member")
    with pytest.raises(Http404):
        ACTS[act](thread, facilitator)
    thread.refresh_from_db()
    assert not thread.pinned and not thread.is_locked


def test_duplicate_closes_and_leads_to_the_other_one(facilitator, member, thread, reply):
    original = ThreadFactory(group=thread.group, title="La première")
    assert actions.mark_duplicate(thread=thread, by=facilitator, original_id=original.pk)
    assert not actions.mark_duplicate(thread=thread, by=facilitator, original_id=original.pk)
    thread.refresh_from_db()
    assert thread.duplicate_of == original and thread.is_locked
    assert actions.mark_duplicate(thread=thread, by=facilitator, original_id=None)
    assert reply(thread, member).number == 2
    assert [act for act, _ in log_of(thread.group)] == ["duplicate", "unique"]


def test_duplicate_of_itself_or_of_its_own_duplicate_is_refused(facilitator, thread):
    copy = ThreadFactory(group=thread.group, duplicate_of=thread)
    for original in (thread, copy):
        with pytest.raises(Refused):
            actions.mark_duplicate(thread=thread, by=facilitator, original_id=original.pk)
    thread.refresh_from_db()
    assert thread.duplicate_of is None


def test_duplicate_of_a_thread_elsewhere_is_refused_like_one_that_is_not_there(facilitator, thread, secret_thread):
    said = set()
    for pk in (secret_thread.pk, 999_999):
        with pytest.raises(Refused) as refused:
            actions.mark_duplicate(thread=thread, by=facilitator, original_id=pk)
        said.add(str(refused.value))
    assert len(said) == 1
    thread.refresh_from_db()
    assert thread.duplicate_of is None
