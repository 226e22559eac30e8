from django.conf import settings
from django.core.management.base import BaseCommand

from network.kit.catalogue import compile_if_stale


class Command(BaseCommand):
    help = "Compiles the catalogues whose sources are newer. Needs neither gettext nor a database."
    requires_system_checks = []

    def handle(self, *args, **options):
        for folder in settings.LOCALE_PATHS:
            for po in sorted(folder.glob("*/LC_MESSAGES/*.po")):
                if compile_if_stale(po):
                    self.stdout.write(f"{po}: compiled.")
