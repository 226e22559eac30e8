"""The worker's part: one version at a time, on a queue of its own, after everything else. Twice changes nothing."""

import logging

from django_tasks import task

from network.kit.antivirus import Unreachable
from network.kit.errors import Away, NoRoom

from . import actions

log = logging.getLogger("traverse.files")


@task(queue_name="files", priority=-5)
def read_version(version_id: int, attempt: int = 0, broken: int = 0) -> None:
    tries = {"attempt": attempt, "broken": broken}
    try:
        actions.look_at(version_id=version_id)
    except (Away, NoRoom) as reason:
        log.error("the files can't be reached, version %s waits: %s", version_id, reason)
        actions.wait_for_files(version_id=version_id, **tries)
    except Unreachable as reason:
        log.error("the virus scanner gives no verdict on version %s: %s", version_id, reason)
        actions.wait_for_scanner(version_id=version_id, **tries)
    except Exception:
        log.exception("version %s not read, failure %s", version_id, broken + 1)
        actions.retry_or_give_up(version_id=version_id, broken=broken)
