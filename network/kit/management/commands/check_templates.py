from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError, engines


class Command(BaseCommand):
    help = "Compiles every template of the project: an unknown tag or an unclosed block fails here, not in a page."

    def handle(self, *args, **options):
        folder = settings.BASE_DIR / "templates"
        paths = sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".txt"})
        faults = [fault for path in paths if (fault := self.fault(path.relative_to(folder).as_posix()))]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"{len(paths)} templates compile.")

    def fault(self, name: str) -> str | None:
        try:
            engines["django"].get_template(name)
        except TemplateSyntaxError as error:
            return f"{name}: {error}"
        return None
