from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.kit import catalogue

PACKAGES = ("network", "groups", "home")


class Command(BaseCommand):
    help = "Reads the words of the interface and brings the French catalogue up to date."

    def add_arguments(self, parser):
        parser.add_argument("--import-json", type=Path, metavar="DIR", help="translations to take, as JSON files")
        parser.add_argument("--check", action="store_true", help="write nothing; fail when something is missing")

    def handle(self, *args, import_json=None, check=False, **options):
        po = settings.LOCALE_PATHS[0] / "fr" / "LC_MESSAGES" / "django.po"
        known = polib.pofile(str(po), wrapwidth=120) if po.exists() else polib.POFile()
        given = catalogue.words_given(import_json) if import_json else {}
        messages = catalogue.read_sources(settings.BASE_DIR, PACKAGES)
        if both := catalogue.said_both_ways(messages):
            raise CommandError("With a plural and without, one needs a context: " + "; ".join(both))
        merged = catalogue.merge(messages, known, given)
        if check:
            self.check_only(merged, known)
        else:
            self.write(merged, po)

    def write(self, merged, po) -> None:
        po.parent.mkdir(parents=True, exist_ok=True)
        merged.save(str(po))
        catalogue.compile_if_stale(po)
        for message in catalogue.missing(merged):
            self.stdout.write(f"missing: {message}")
        self.stdout.write(f"{len(merged)} messages, {len(catalogue.missing(merged))} without French.")

    def check_only(self, merged, known) -> None:
        if missing := catalogue.missing(merged):
            raise CommandError("Without French: " + "; ".join(missing))
        if str(merged) != str(known):
            raise CommandError("The catalogue is not up to date: run `make messages`.")
