import datetime as dt
import os
import subprocess
import sys

import pytest
from django.core import mail as outbox
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.kit import worker
from network.kit.mail import queue_mail
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken():
    """A mail that a worker took, and whose worker may have died."""
    context = {"subject": "s", "heading": "h", "group_name": "", "quote": "", "url": "/", "action": "", "reason": ""}
    queue_mail(template="activity/news", to="claire@example.org", context=context)
    row = DBTaskResult.objects.get()
    row.claim(worker.new_worker_id())
    return row


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def held_by(row, worker_id, **ago):
    DBTaskResult.objects.filter(pk=row.pk).update(
        worker_ids=[worker_id], started_at=timezone.now() - dt.timedelta(**ago)
    )


def test_recover_tasks_gives_back_those_of_a_killed_worker(taken):
    held_by(taken, f"{worker._host()}:{dead_pid()}:abc")
    assert worker.recover_tasks() == 1
    run_tasks()
    assert len(outbox.outbox) == 1


def test_recover_tasks_leaves_those_of_a_worker_at_work(taken):
    mine = taken.worker_ids[-1]
    assert worker.recover_tasks(mine) == 0
    held_by(taken, f"{worker._host()}:{os.getppid()}:abc")
    assert worker.recover_tasks(mine) == 0
    held_by(taken, "elsewhere:1:abc")
    assert worker.recover_tasks(mine) == 0
    run_tasks()
    assert outbox.outbox == []


def test_recover_tasks_knows_a_former_self_of_the_same_number(taken):
    """In a container the worker is process 1 after every restart."""
    assert worker.recover_tasks(worker.new_worker_id()) == 1


def test_recover_tasks_does_not_wait_for_another_machine_for_ever(taken):
    held_by(taken, "elsewhere:1:abc", minutes=6)
    assert worker.recover_tasks() == 1


def test_recover_tasks_gives_up_a_task_that_kills_workers(taken, caplog):
    ids = [f"{worker._host()}:{dead_pid()}:{n}" for n in range(5)]
    DBTaskResult.objects.filter(pk=taken.pk).update(worker_ids=ids)
    assert worker.recover_tasks() == 0
    assert DBTaskResult.objects.failed().count() == 1
    assert "given up" in caplog.text
    assert "claire@example.org" not in caplog.text


def test_recover_tasks_takes_up_what_was_stopped_by_hand(taken):
    taken.set_failed(SystemExit(1))
    assert worker.recover_tasks() == 1
    run_tasks()
    assert len(outbox.outbox) == 1


def test_recover_tasks_leaves_real_failures(taken):
    taken.set_failed(ValueError("no"))
    assert worker.recover_tasks() == 0
    assert DBTaskResult.objects.failed().count() == 1


def test_process_of_somebody_else_is_alive(monkeypatch):
    def refuse(pid, signal):
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert worker._is_process(1)
