"""What is written beside the code stays true: migrations, decisions, licence, the plan of the house."""

import re
from io import StringIO

from django.core.management import call_command

from tests.architecture.sources import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\]\((?!https?://|mailto:|#|/)([^)#\s]+)")
RECORD = re.compile(r"\d{4}-[a-z0-9-]+\.md")


def broken_links(text: str, folder) -> list[str]:
    return [link for link in LINK.findall(text) if not (folder / link).exists()]


def test_models_and_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO(), verbosity=1)


def test_decisions_are_numbered_without_gaps():
    assert all(RECORD.fullmatch(path.name) for path in DECISIONS)
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_decisions_have_a_title_with_their_number():
    for path in DECISIONS:
        assert path.read_text(encoding="utf-8").startswith(f"# {int(path.name[:4])}. "), path.name


def test_links_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = {page.name: found for page in pages if (found := broken_links(page.read_text("utf-8"), page.parent))}
    assert broken == {}


def test_broken_links(tmp_path):
    assert broken_links("[a](b.md) [c](https://x) [d](#e)", tmp_path) == ["b.md"]


def test_licence_is_the_one_declared():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in licence
    assert 'license = "AGPL-3.0-or-later"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_every_requirement_is_pinned():
    lines = [line for path in ROOT.glob("requirements*.txt") for line in path.read_text().splitlines()]
    loose = [line for line in lines if line.strip() and not re.match(r"(#|-r |[\w.\[\]-]+==[\w.]+)", line)]
    assert loose == []


def test_psycopg_3_stays_out():
    """Django would silently prefer it, and open a connection per request."""
    assert "psycopg==" not in (ROOT / "requirements.txt").read_text(encoding="utf-8")
