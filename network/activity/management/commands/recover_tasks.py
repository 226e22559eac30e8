from django.core.management.base import BaseCommand

from network.activity import actions
from network.kit import recovery
from network.kit.worker import recover_tasks


class Command(BaseCommand):
    help = "Put back in the queue what a worker left unfinished. The worker does this by itself; safe at any time."

    def handle(self, **options) -> None:
        self.stdout.write(f"tasks: {recover_tasks()}, events and mails: {actions.requeue_forgotten()}")
        for name, count in recovery.run().items():
            self.stdout.write(f"{name}: {count}")
