"""What keeps the queue whole when a worker dies in the middle of a task.

A worker takes a task by marking it as running; killed there, the task would stay so for ever. Every task of this
project may run twice, so a task of a dead worker goes back to the queue.
"""

import datetime as dt
import logging
import os
import socket

from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

log = logging.getLogger("traverse.worker")
LONGEST_TASK = dt.timedelta(minutes=5)
TRIES = 5
STOPPED_BY_HAND = ["builtins.SystemExit", "builtins.KeyboardInterrupt"]


def new_worker_id() -> str:
    """Says where the worker runs, so that its tasks are known to be free as soon as it is gone."""
    return f"{_host()}:{os.getpid()}:{get_random_string(8)}"


def recover_tasks(worker_id: str = "") -> int:
    """Put the tasks of dead workers back in the queue; returns how many. `worker_id` is the caller's own, if any.

    A worker is dead when its process is gone from this machine, or, elsewhere, when the task has run longer than any
    task can. A task that took five workers with it is marked as failed instead.
    """
    found = 0
    for row in DBTaskResult.objects.running():
        if _is_dead((row.worker_ids or [""])[-1], worker_id) or row.started_at < timezone.now() - LONGEST_TASK:
            found += _give_back(row)
    return found + _give_back_stopped()


def waiting_arguments(task: Task, *, within: dt.timedelta | None = None) -> set:
    """The first argument of every task of this kind that is in the queue or running; `within`: without those that wait
    for longer.
    """
    rows = DBTaskResult.objects.filter(
        task_path=task.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    if within is not None:
        rows = rows.exclude(run_after__gt=timezone.now() + within)
    return {row["args"][0] for row in rows.order_by().values_list("args_kwargs", flat=True) if row["args"]}


def _host() -> str:
    return socket.gethostname()[:30].replace(":", "-")


def _is_dead(worker_id: str, own: str) -> bool:
    host, _, rest = worker_id.partition(":")
    pid = rest.partition(":")[0]
    if worker_id == own or host != _host() or not pid.isdigit():
        return False
    return int(pid) == os.getpid() or not _is_process(int(pid))


def _is_process(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _give_back(row: DBTaskResult) -> int:
    same = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
    if len(row.worker_ids) < TRIES:
        return same.update(status=TaskResultStatus.READY)
    log.error("task %s (%s) took %s workers with it and is given up", row.pk, row.task_path, TRIES)
    same.update(status=TaskResultStatus.FAILED, finished_at=timezone.now(), exception_class_path="", traceback="")
    return 0


def _give_back_stopped() -> int:
    """Tasks cut short by somebody who stopped the worker twice: no failure of theirs."""
    stopped = DBTaskResult.objects.failed().filter(exception_class_path__in=STOPPED_BY_HAND)
    return stopped.update(status=TaskResultStatus.READY, finished_at=None, exception_class_path="", traceback="")
