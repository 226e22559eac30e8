from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.seeds.demo import load_demo


class Command(BaseCommand):
    help = "Loads the demonstration content, once. Refused outside demonstration mode."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("Demonstration accounts have a known password: set DEMO=1 on a throw-away installation.")
        self.stdout.write("Demonstration content loaded." if load_demo() else "Demonstration content already there.")
