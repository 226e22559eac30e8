"""The worker, run by a test until nothing is due."""

import datetime as dt
from unittest.mock import patch

from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def run_tasks() -> None:
    """Runs every task that is due, with those that they queue; a failing task is marked so, as in production."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    )
    with patch(f"{Worker.__module__}.close_old_connections"):  # the test's own transaction is on that connection
        worker.run()


def let_time_pass(**passed) -> None:
    """What waits for its next try has waited: let_time_pass(minutes=20)."""
    for row in DBTaskResult.objects.filter(status="READY", run_after__lt=timezone.now() + dt.timedelta(**passed)):
        DBTaskResult.objects.filter(pk=row.pk).update(run_after=timezone.now() - dt.timedelta(seconds=1))
