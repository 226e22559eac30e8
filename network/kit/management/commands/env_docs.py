import re

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network import env

BEGIN, END = "<!-- environment: begin -->", "<!-- environment: end -->"


def table() -> str:
    """What `network/env.py` reads, as the table of docs/operations.md."""
    lines = ["| Variable | Kind | Default | What it does |", "|---|---|---|---|"]
    for variable in env.VARIABLES:
        default = f"`{variable.default}`" if variable.default else "empty"
        lines.append(f"| `{variable.name}` | {variable.kind} | {default} | {variable.doc} |")
    return "\n".join(lines)


class Command(BaseCommand):
    help = "Writes the table of the environment into docs/operations.md, or prints it."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is out of date")

    def handle(self, *args, check=False, **options):
        page = settings.BASE_DIR / "docs" / "operations.md"
        text = page.read_text(encoding="utf-8") if page.exists() else ""
        if BEGIN not in text:
            raise CommandError(f"{page} has no place for the table: {BEGIN} … {END}\n\n{table()}")
        new = re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{table()}\n{END}", text, flags=re.DOTALL)
        if check and new != text:
            raise CommandError("docs/operations.md is out of date: run `make env-docs`.")
        if not check:
            page.write_text(new, encoding="utf-8")
            self.stdout.write(table())
