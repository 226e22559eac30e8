"""Everything that must be true before the first request, in one start of Python; what is already true costs little."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed

from home.models import HomePage
from home.pages.actions import seed_site
from network.kit import health
from network.kit.cache import TABLE
from network.kit.catalogue import compile_if_stale
from network.people.demo import PERSONAS
from network.reference.models import Theme
from network.seeds.demo import PASSWORD, load_demo
from network.seeds.reference import load_reference

STAMP = "static.collected"


class Command(BaseCommand):
    help = "Makes this installation ready to be served: tables, catalogues, static files, reference or demo content."
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        for catalogue in settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po"):
            compile_if_stale(catalogue)
            translation_file_changed(sender=None, file_path=catalogue.with_suffix(".mo"))
        if not health.is_migrated():
            self.stdout.write("Creating or updating the tables…")
            call_command("migrate", verbosity=0)
            call_command("createcachetable", TABLE)
        self._collect_static()
        if settings.DEMO:
            load_demo()
        elif not Theme.objects.exists():
            load_reference()
        if not HomePage.objects.exists():
            seed_site(demo=settings.DEMO)
        welcome_path().write_text("\n".join(welcome()), encoding="utf-8")

    def _collect_static(self) -> None:
        stamp, now = settings.STATIC_ROOT.parent / STAMP, static_digest()
        if not stamp.exists() or stamp.read_text() != now:
            self.stdout.write("Collecting static files…")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(now)


def static_digest() -> str:
    """Changes with our own files and with the versions of the packages that bring theirs."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    digest.update("".join(settings.INSTALLED_APPS).encode() + settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for folder in settings.STATICFILES_DIRS:
        for path in _files(folder):
            about = path.stat()
            digest.update(f"{path.relative_to(folder)} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(root, name) for name in sorted(names))


def welcome_path() -> Path:
    return settings.VAR_DIR / "welcome.txt"


def welcome() -> Iterator[str]:
    """What the terminal says once the site answers: whom to sign in as."""
    if not settings.DEMO:
        yield "First administrator: .venv/bin/python manage.py createsuperuser"
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            yield f"Mail is not sent: it is written to {settings.EMAIL_FILE_PATH}, codes to sign in too (set EMAIL_URL)"
        return
    yield f"Demonstration accounts, password {PASSWORD}:"
    yield from (f"  {persona.email}  {persona.role}" for persona in PERSONAS)
