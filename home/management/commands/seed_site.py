from django.conf import settings
from django.core.management.base import BaseCommand

from home.pages.actions import seed_site


class Command(BaseCommand):
    help = "Make what is missing of the first day's public site: home page, help and legal pages. Safe to run again."

    def handle(self, *args, **options) -> None:
        home = seed_site(demo=settings.DEMO)
        self.stdout.write(f"{home.title}: {home.get_descendant_count()} pages.")
