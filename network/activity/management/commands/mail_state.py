from django.core.management.base import BaseCommand

from network.activity.queries import mail_state


class Command(BaseCommand):
    help = "Say how many mails wait, since when, and how many were given up"

    def handle(self, **options) -> None:
        state = mail_state()
        self.stdout.write(f"waiting: {state.waiting} (oldest: {state.oldest_seconds} s), given up: {state.given_up}")
