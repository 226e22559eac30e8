"""The worker's part: a thread whose hour has come. Twice changes nothing."""

from django_tasks import task

from . import actions


@task(queue_name="default")
def publish_scheduled(scheduled_id: int) -> None:
    actions.publish_due(scheduled_id=scheduled_id)
