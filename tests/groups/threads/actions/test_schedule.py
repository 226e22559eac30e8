import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from groups.models import Group, Membership, ScheduledThread
from groups.spaces.actions import save_draft
from groups.spaces.enums import Role
from groups.spaces.models import Draft
from groups.threads import actions
from groups.threads.actions.schedule import TRIES
from groups.threads.models import Thread
from groups.threads.tasks import publish_scheduled
from network.kit.errors import KeyReused, Refused
from tests.factories import MembershipFactory
from tests.worker import let_time_pass, run_tasks

pytestmark = pytest.mark.django_db


def tomorrow():
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def keep(facilitator):
    def make(author=facilitator, title="Rendez-vous", publish_at=None, key=None):
        return actions.schedule_thread(
            author=author,
            kind="announcement",
            title=title,
            body="<p>À demain.</p>",
            tags=["Agenda"],
            publish_at=publish_at or tomorrow(),
            key=key or uuid.uuid4(),
        )

    return make


@pytest.fixture
def due(keep):
    """One whose hour has come."""
    scheduled = keep()
    ScheduledThread.objects.update(publish_at=timezone.now() - timedelta(minutes=1))
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(minutes=1))
    return scheduled


def test_schedule_waits_for_its_hour(keep):
    scheduled = keep()
    run_tasks()
    assert not Thread.objects.exists()
    assert actions.publish_due(scheduled_id=scheduled.pk) is None
    assert DBTaskResult.objects.get(task_path=publish_scheduled.module_path).run_after == scheduled.publish_at


def test_schedule_twice_is_one_and_takes_the_draft(keep, facilitator):
    Draft.objects.create(membership=facilitator, name="thread-new", content={}, saved_at=timezone.now())
    key, at = uuid.uuid4(), tomorrow()
    assert keep(key=key, publish_at=at) == keep(key=key, publish_at=at)
    assert not Draft.objects.exists()
    with pytest.raises(KeyReused):
        keep(title="Autre", key=key, publish_at=at)
    assert ScheduledThread.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 367])
def test_schedule_in_the_past_or_far_away_is_refused(keep, days):
    with pytest.raises(Refused):
        keep(publish_at=timezone.now() + timedelta(days=days))
    assert not ScheduledThread.objects.exists()


def test_schedule_is_for_those_who_facilitate(keep, member):
    with pytest.raises(Http404):
        keep(author=member)
    assert not ScheduledThread.objects.exists()


def test_due_is_published_once_in_its_author_s_name(due, facilitator):
    run_tasks()
    assert actions.publish_due(scheduled_id=due.pk) is None
    thread = Thread.objects.get()
    assert (thread.title, thread.author, thread.kind) == ("Rendez-vous", facilitator.user, "announcement")
    assert thread.tag_names == ["Agenda"] and thread.posts.get().body == "<p>À demain.</p>"
    assert not ScheduledThread.objects.exists()


@pytest.mark.parametrize("lost", ["role", "membership", "suspended", "archived"])
def test_due_is_not_published_without_the_right(due, facilitator, lost):
    if lost == "role":
        Membership.objects.update(role="member")
    elif lost == "membership":
        Membership.objects.all().delete()
    elif lost == "suspended":
        type(facilitator.user).objects.filter(pk=facilitator.user_id).update(is_active=False)
    else:
        Group.objects.update(archived_at=timezone.now())
    run_tasks()
    assert not Thread.objects.exists()
    due.refresh_from_db()
    assert ("archivé" if lost == "archived" else str(facilitator.user)) in due.problem


def test_reschedule_after_a_problem_publishes_at_the_new_hour(due, facilitator):
    ScheduledThread.objects.update(problem="Plus de droits.")
    run_tasks()
    assert not Thread.objects.exists()
    actions.reschedule_thread(scheduled=due, by=facilitator, publish_at=tomorrow())
    ScheduledThread.objects.update(publish_at=timezone.now())
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    run_tasks()
    assert Thread.objects.get().title == "Rendez-vous"


def test_reschedule_and_hold_are_refused_to_members(keep, member, facilitator):
    scheduled = keep()
    with pytest.raises(Http404):
        actions.reschedule_thread(scheduled=scheduled, by=member, publish_at=tomorrow())
    with pytest.raises(Http404):
        actions.hold_scheduled(scheduled=scheduled, by=member)
    with pytest.raises(Http404):
        actions.delete_scheduled(scheduled=scheduled, by=member)
    kept = ScheduledThread.objects.get()
    assert (kept.publish_at, kept.problem) == (scheduled.publish_at, "")


def test_held_back_is_not_published_and_can_still_be(keep, facilitator):
    """Nothing is lost by holding back: it waits for another hour, or for its deletion."""
    scheduled = keep()
    with pytest.raises(Refused, match="encore son heure"):
        actions.delete_scheduled(scheduled=scheduled, by=facilitator)
    assert actions.hold_scheduled(scheduled=scheduled, by=facilitator)
    assert not actions.hold_scheduled(scheduled=scheduled, by=facilitator)
    ScheduledThread.objects.update(publish_at=timezone.now())
    assert actions.publish_due(scheduled_id=scheduled.pk) is None
    assert "Hélène Marchetti" in ScheduledThread.objects.get().problem
    actions.reschedule_thread(scheduled=scheduled, by=facilitator, publish_at=tomorrow())
    ScheduledThread.objects.update(publish_at=timezone.now())
    assert actions.publish_due(scheduled_id=scheduled.pk).title == scheduled.title


def test_deleted_for_good_takes_its_draft_along(keep, facilitator):
    scheduled = keep()
    save_draft(membership=facilitator, name=scheduled.target, key=uuid.uuid4(), content={"body": "x"})
    actions.hold_scheduled(scheduled=scheduled, by=facilitator)
    for _again in range(2):
        actions.delete_scheduled(scheduled=scheduled, by=facilitator)
    assert not ScheduledThread.objects.exists() and not Draft.objects.exists()


def test_author_changes_the_words_that_wait(keep, facilitator):
    """The hour too; a draft of the change that arrives late does not come back."""
    scheduled, key, at = keep(), uuid.uuid4(), timezone.now() + timedelta(hours=2)
    actions.hold_scheduled(scheduled=scheduled, by=facilitator)
    words = {"kind": "question", "title": "Autrement", "body": "<p>Dit autrement.</p>", "tags": ["École"]}
    save_draft(membership=facilitator, name=scheduled.target, key=key, content={"body": "x"})
    actions.edit_scheduled(scheduled=scheduled, by=facilitator, publish_at=at, key=key, **words)
    assert save_draft(membership=facilitator, name=scheduled.target, key=key, content={"body": "x"}) is None
    assert not Draft.objects.exists()
    kept = ScheduledThread.objects.get()
    assert (kept.title, kept.body, kept.tags, kept.publish_at, kept.problem) == (
        "Autrement", "<p>Dit autrement.</p>", ["École"], at, "",
    )  # fmt: skip
    ScheduledThread.objects.update(publish_at=timezone.now())
    thread = actions.publish_due(scheduled_id=scheduled.pk)
    assert (thread.title, thread.kind, thread.posts.get().body) == ("Autrement", "question", "<p>Dit autrement.</p>")
    with pytest.raises(Refused, match="publiée ou supprimée"):
        actions.edit_scheduled(scheduled=scheduled, by=facilitator, publish_at=at, key=uuid.uuid4(), **words)


def test_what_is_held_back_stays_so_when_only_its_words_change(keep, facilitator):
    scheduled = keep()
    actions.hold_scheduled(scheduled=scheduled, by=facilitator)
    said = {"publish_at": scheduled.publish_at, "key": uuid.uuid4(), "title": "Autrement"}
    assert actions.edit_scheduled(scheduled=scheduled, by=facilitator, **said).problem
    ScheduledThread.objects.update(publish_at=timezone.now())
    assert actions.publish_due(scheduled_id=scheduled.pk) is None
    assert ScheduledThread.objects.get().title == "Autrement"


def test_nobody_changes_the_words_of_somebody_else(keep, member, facilitator):
    scheduled, said = keep(), {"publish_at": tomorrow(), "key": uuid.uuid4(), "title": "Autrement"}
    other = MembershipFactory(group=facilitator.group, role=Role.FACILITATOR)
    for somebody in (other, member):
        with pytest.raises(Http404):
            actions.edit_scheduled(scheduled=scheduled, by=somebody, **said)
    assert ScheduledThread.objects.get().title == scheduled.title


def test_reschedule_what_is_published_is_refused(keep, facilitator):
    scheduled = keep()
    ScheduledThread.objects.all().delete()
    with pytest.raises(Http404):
        actions.reschedule_thread(scheduled=scheduled, by=facilitator, publish_at=tomorrow())
    assert not ScheduledThread.objects.exists()


@pytest.fixture
def breakdown(monkeypatch):
    """breakdown("Rendez-vous"): opening a thread with this title fails; breakdown(): nothing fails any more."""
    broken = []
    create = Thread.objects.create

    def failing(**values):
        if values["title"] in broken:
            raise OSError("the disk is full")
        return create(**values)

    def choose(*titles):
        broken[:] = titles

    monkeypatch.setattr(Thread.objects, "create", failing)
    return choose


def published():
    return sorted(Thread.objects.values_list("title", flat=True))


def test_due_that_fails_is_logged_and_tried_again_later(due, breakdown, caplog):
    breakdown("Rendez-vous")
    run_tasks()
    assert not published() and "the disk is full" in caplog.text
    assert not ScheduledThread.objects.get().problem
    breakdown()
    let_time_pass(minutes=1)
    run_tasks()
    assert published() == ["Rendez-vous"] and not ScheduledThread.objects.exists()


def test_due_that_fails_keeps_no_other_one_from_being_published(keep, breakdown):
    for title in ("Un", "Deux", "Trois"):
        keep(title=title)
    ScheduledThread.objects.update(publish_at=timezone.now() - timedelta(minutes=2))
    DBTaskResult.objects.all().delete()
    breakdown("Un")
    assert actions.queue_overdue() == 3
    run_tasks()
    assert published() == ["Deux", "Trois"]
    assert actions.queue_overdue() == 0
    assert ScheduledThread.objects.get().title == "Un"


def test_due_that_failed_for_a_day_says_so(due, breakdown):
    breakdown("Rendez-vous")
    publish_scheduled.enqueue(due.pk, TRIES)
    run_tasks()
    due.refresh_from_db()
    assert "ne parvient pas" in due.problem
    breakdown()
    DBTaskResult.objects.all().delete()
    assert actions.queue_overdue() == 0 and not published()


def test_overdue_without_a_task_is_published_once(due):
    DBTaskResult.objects.all().delete()
    ScheduledThread.objects.update(publish_at=timezone.now() - timedelta(days=3))
    assert actions.queue_overdue() == 1
    assert actions.queue_overdue() == 0
    publish_scheduled.enqueue(due.pk)
    run_tasks()
    assert published() == ["Rendez-vous"]


def test_overdue_does_not_wait_for_the_task_of_its_former_hour(keep, facilitator):
    scheduled = keep(publish_at=timezone.now() + timedelta(days=30))
    actions.reschedule_thread(scheduled=scheduled, by=facilitator, publish_at=tomorrow())
    DBTaskResult.objects.filter(run_after__lt=timezone.now() + timedelta(days=2)).delete()
    ScheduledThread.objects.update(publish_at=timezone.now() - timedelta(minutes=2))
    assert actions.queue_overdue() == 1


def test_overdue_is_neither_what_is_to_come_nor_what_was_refused(keep):
    keep(title="Demain")
    keep(title="Refusée")
    ScheduledThread.objects.filter(title="Refusée").update(publish_at=timezone.now() - timedelta(days=1), problem="Non")
    DBTaskResult.objects.all().delete()
    assert actions.queue_overdue() == 0
    assert not any(scheduled.is_overdue for scheduled in ScheduledThread.objects.all())
