import datetime as dt
import uuid

import pytest
from django.db import IntegrityError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.activity import actions, queries, tasks
from network.activity.enums import DeliveryState
from network.activity.models import Delivery, Event, MailChoice, Notification, Submission
from network.kit.errors import KeyReused, Refused
from network.reference.models import Tag
from tests.factories import UserFactory
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


def new_lines(user):
    return list(Notification.objects.filter(user=user, read_at=None).order_by("pk").values_list("target", flat=True))


def test_record_costs_the_same_for_a_large_group(group, happen, django_assert_num_queries):
    with django_assert_num_queries(2):
        happen()


def test_mark_read_moves_one_target_of_one_person(member, facilitator, happen):
    happen()
    happen(target="thread:8")
    run_tasks()
    assert actions.mark_read(user=member.user, target="thread:7") == 1
    assert new_lines(member.user) == ["thread:8"]
    assert new_lines(facilitator.user) == ["thread:7", "thread:8"]
    assert actions.mark_read(user=member.user, target="thread:7") == 0


def test_mark_all_read_stops_at_what_was_seen(member, facilitator, happen):
    happen()
    run_tasks()
    seen = Notification.objects.filter(user=member.user).latest("pk").pk
    happen(target="thread:8")
    run_tasks()
    assert actions.mark_all_read(user=member.user, up_to=seen) == 1
    assert new_lines(member.user) == ["thread:8"]
    assert actions.mark_all_read(user=member.user) == 1
    assert len(new_lines(facilitator.user)) == 2


def test_forget_takes_one_scope_of_one_person(member, facilitator, group, happen):
    tasks.tell.func(happen().pk)
    other = actions.record(kind="test-news", scope="group:0", object_id=group.pk, data={"title": "x"})
    tasks.tell.func(other.pk)
    actions.forget(user=member.user, scope=group.scope)
    left = Notification.objects.values_list("user", "event__scope").order_by("pk")
    assert (member.user_id, group.scope) not in left
    assert set(left) == {
        (facilitator.user_id, group.scope), (member.user_id, "group:0"), (facilitator.user_id, "group:0"),
    }  # fmt: skip
    dropped = Delivery.objects.filter(state=DeliveryState.DROPPED)
    assert [(d.user_id, d.event.scope) for d in dropped] == [(member.user_id, group.scope)]


def test_forget_leaves_the_mails_that_left(member, group, happen):
    happen()
    run_tasks()
    actions.forget(user=member.user, scope=group.scope)
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_mark_gone_counts_no_line_of_one_object_as_new(member, group, happen):
    for target in ("thread:7", "thread:8"):
        tasks.tell.func(happen(target=target).pk)
    for other in ({"object_id": group.pk + 1}, {"kinds": ["other"]}, {"target": "thread:9"}):
        about = {"target": "thread:7", "object_id": group.pk, "kinds": ["test-news"], **other}
        assert actions.mark_gone(**about) == 0
    assert actions.mark_gone(target="thread:7", object_id=group.pk, kinds=["test-news"]) == 1
    assert new_lines(member.user) == ["thread:8"]
    assert Notification.objects.filter(user=member.user).count() == 2


def test_the_latest_event_of_a_target_is_known(happen):
    first, other, last = happen(), happen(target="thread:8"), happen()
    assert [queries.is_latest(event) for event in (first, other, last)] == [False, True, True]


def test_withdraw_takes_one_target_of_everybody(member, facilitator, happen):
    for target in ("thread:7", "thread:8"):
        tasks.tell.func(happen(target=target).pk)
    actions.withdraw(target="thread:7")
    assert new_lines(member.user) == new_lines(facilitator.user) == ["thread:8"]
    assert set(Delivery.objects.values_list("event__target", "state")) == {
        ("thread:7", "dropped"),
        ("thread:8", "pending"),
    }


@pytest.mark.parametrize("count", [1, 3])
def test_withdraw_all_takes_several_targets_at_once(member, facilitator, happen, count, django_assert_num_queries):
    targets = [f"thread:{number}" for number in range(count)]
    for target in (*targets, "thread:8"):
        tasks.tell.func(happen(target=target).pk)
    with django_assert_num_queries(2):
        actions.withdraw_all(targets=targets)
    assert new_lines(member.user) == new_lines(facilitator.user) == ["thread:8"]
    assert set(Delivery.objects.filter(state="dropped").values_list("event__target", flat=True)) == set(targets)


def test_choose_mail_keeps_one_row(outsider):
    for by_mail in (False, True, False):
        actions.choose_mail(user=outsider, by_mail=by_mail)
    assert MailChoice.objects.get().by_mail is False


def test_requeue_forgotten_takes_up_what_lost_its_task(member, happen):
    tasks.tell.func(happen("dite").pk)
    untold = happen("non dite")
    DBTaskResult.objects.all().delete()
    assert actions.requeue_forgotten() == 0
    earlier = timezone.now() - dt.timedelta(minutes=5)
    Event.objects.update(created_at=earlier)
    Delivery.objects.update(created_at=earlier)
    assert actions.requeue_forgotten() == 2
    assert actions.requeue_forgotten() == 0
    run_tasks()
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}
    assert Notification.objects.filter(event=untold).count() == 1


def test_requeue_forgotten_leaves_old_events(member, happen):
    happen()
    DBTaskResult.objects.all().delete()
    Event.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    assert actions.requeue_forgotten() == 0


def make(user, key, words="a", do=None):
    return actions.once(
        user=user,
        key=key,
        payload=(words, 1),
        fetch=Tag,
        do=do or (lambda: Tag.objects.create(slug=words, name=words)),
    )


def test_once_gives_the_same_answer_to_the_same_key(outsider):
    key = uuid.uuid4()
    made, new = make(outsider, key)
    again, anew = make(outsider, key)
    assert (made, new, anew) == (again, True, False)
    assert Tag.objects.count() == 1


def test_once_refuses_other_words_under_the_same_key(outsider):
    key = uuid.uuid4()
    make(outsider, key)
    with pytest.raises(KeyReused):
        make(outsider, key, "b")
    assert Tag.objects.count() == 1


def test_once_says_that_what_it_made_is_gone(outsider):
    """The same form again after what it made was removed: not made a second time, and no error of ours."""
    key = uuid.uuid4()
    make(outsider, key)[0].delete()
    with pytest.raises(Refused, match="rien n’a été fait une seconde fois"):
        make(outsider, key)
    assert not Tag.objects.exists()


def test_once_keys_belong_to_a_person(outsider):
    key = uuid.uuid4()
    mine, _new = make(outsider, key)
    other = UserFactory()
    theirs, new = make(other, key, "b")
    assert new is True
    assert make(other, key, "b") == (theirs, False)
    assert make(outsider, key) == (mine, False)


def test_once_keeps_nothing_of_what_failed(outsider):
    key = uuid.uuid4()
    Tag.objects.create(slug="a", name="a")
    with pytest.raises(IntegrityError):
        make(outsider, key)
    assert not Submission.objects.exists()
    assert make(outsider, key, "b")[1] is True


def test_mark_scope_read_leaves_other_scopes_and_people(member, facilitator, happen):
    happen()
    run_tasks()
    Notification.objects.filter(user=facilitator.user).update(scope="group:999")
    assert actions.mark_scope_read(user=facilitator.user, scope=member.group.scope) == 0
    assert actions.mark_scope_read(user=member.user, scope=member.group.scope) == 1
    assert new_lines(member.user) == [] and new_lines(facilitator.user) == ["thread:7"]


def test_move_events_takes_lines_along(member, happen):
    happen()
    happen(target="thread:8")
    run_tasks()
    actions.move_events(target="thread:7", scope=member.group.scope, to=("thread:9", "group:999"))
    assert set(Notification.objects.values_list("target", "scope")) == set(Event.objects.values_list("target", "scope"))
    assert set(Event.objects.values_list("target", "scope")) == {
        ("thread:9", "group:999"),
        ("thread:8", member.group.scope),
    }


def test_move_events_takes_lines_and_mails_from_those_who_may_not_know(member, facilitator, happen):
    happen()
    run_tasks()
    Delivery.objects.update(state=DeliveryState.PENDING)
    actions.move_events(
        target="thread:7", scope=member.group.scope, to=("thread:7", "group:999"), only=[facilitator.user_id]
    )
    assert set(Notification.objects.values_list("user", flat=True)) == {facilitator.user_id}
    assert not Delivery.objects.filter(user=member.user, state=DeliveryState.PENDING).exists()
    assert Delivery.objects.filter(user=facilitator.user, state=DeliveryState.PENDING).exists()


def test_move_events_of_some_objects_leaves_the_others(member, happen):
    happen()
    happen()
    for number, event in enumerate(Event.objects.order_by("id"), start=1):
        Event.objects.filter(pk=event.pk).update(object_id=number)
    actions.move_events(target="thread:7", scope=member.group.scope, to=("thread:9", member.group.scope), objects=[2])
    assert list(Event.objects.order_by("id").values_list("object_id", "target")) == [(1, "thread:7"), (2, "thread:9")]


# What is told together ----------------------------------------------------------

WAIT = dt.timedelta(minutes=5)


def gathered(user, scope="group:1", kind="files-brought"):
    return actions.gather(kind=kind, actor=user, scope=scope, wait=WAIT)


def test_gather_makes_one_event_of_what_follows(member, facilitator):
    first = gathered(member.user)
    assert gathered(member.user) == first and first.target == f"event:{first.pk}"
    others = [gathered(facilitator.user), gathered(member.user, "group:2"), gathered(member.user, kind="other")]
    assert len({first, *others}) == 4


def test_gather_queues_one_task_for_later(member):
    for _ in range(3):
        event = gathered(member.user)
    (task,) = DBTaskResult.objects.filter(task_path=tasks.tell.module_path)
    assert task.args_kwargs["args"] == [event.pk] and task.run_after > timezone.now() + WAIT - dt.timedelta(minutes=1)
    assert actions.requeue_forgotten() == 0


def test_gather_starts_again_once_it_is_told_or_late(member):
    told = gathered(member.user)
    actions.mark_told(event=told)
    late = gathered(member.user)
    Event.objects.filter(pk=late.pk).update(created_at=timezone.now() - WAIT)
    assert len({told.pk, late.pk, gathered(member.user).pk}) == 3
