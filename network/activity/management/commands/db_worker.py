"""The worker of django_tasks_db, all queues by default, which survives its own death and the database's."""

import logging
import time
from threading import Event, Thread

from django.db import InterfaceError, OperationalError, connection
from django_tasks_db.management.commands import db_worker

from network.activity import actions
from network.kit import recovery
from network.kit.worker import new_worker_id, recover_tasks

log = logging.getLogger("traverse.worker")


class Command(db_worker.Command):
    help = "Run the worker: mails, news, and what a former worker left unfinished"
    period = 30
    pause = 2

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(queue_name="*", worker_id=new_worker_id())

    def handle(self, **options) -> None:
        stop = Event()
        if not options["batch"]:
            Thread(target=self.keep_whole, args=(options["worker_id"], stop), daemon=True).start()
        try:
            while not self.work(options):
                time.sleep(self.pause)
        finally:
            stop.set()

    def work(self, options: dict) -> bool:
        """False when the database went away and the worker should try again."""
        try:
            recover(options["worker_id"])
            super().handle(**options)
        except (OperationalError, InterfaceError):
            if options["batch"]:
                raise
            log.exception("the database does not answer")
            connection.close()
            return False
        return True

    def keep_whole(self, worker_id: str, stop: Event) -> None:
        while not stop.wait(self.period):
            try:
                recover(worker_id)
            except Exception:
                log.exception("recovery")
            finally:
                connection.close()


def recover(worker_id: str) -> None:
    recover_tasks(worker_id)
    actions.requeue_forgotten()
    recovery.run()
