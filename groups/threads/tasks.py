"""The worker's part: a thread whose hour has come, one that nobody can take back any more. Twice changes nothing."""

import logging

from django_tasks import task

from . import actions

log = logging.getLogger("traverse.threads")


@task(queue_name="default")
def publish_scheduled(scheduled_id: int, attempt: int = 0) -> None:
    try:
        actions.publish_due(scheduled_id=scheduled_id)
    except Exception:
        log.exception("scheduled thread %s not published, attempt %s", scheduled_id, attempt + 1)
        actions.postpone_publication(scheduled_id=scheduled_id, attempt=attempt)


@task(queue_name="default")
def withdraw_deleted(thread_id: int) -> None:
    actions.withdraw_deleted(thread_id=thread_id)
