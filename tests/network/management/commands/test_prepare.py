import os

import pytest
from django.core.management import call_command

from network.management.commands import prepare
from network.management.commands.prepare import static_digest
from network.reference.models import Theme


@pytest.fixture
def calls(tmp_path, settings, monkeypatch):
    """Where it writes is the test's own folder; what it would run is noted."""
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.css").write_text("a {}")
    noted = []
    monkeypatch.setattr(prepare, "call_command", lambda name, *_, **__: noted.append(name))
    for name in ("load_demo", "load_reference"):
        monkeypatch.setattr(prepare, name, lambda name=name: noted.append(name))
    monkeypatch.setattr(prepare, "seed_site", lambda *, demo: noted.append(f"seed_site demo={demo}"))
    monkeypatch.setattr(prepare, "compile_if_stale", lambda path: noted.append(path.name))
    return noted


@pytest.mark.django_db
def test_prepare_does_the_first_time_what_an_empty_installation_needs(calls, monkeypatch, tmp_path):
    monkeypatch.setattr(prepare.health, "is_migrated", lambda: False)
    Theme.objects.all().delete()
    call_command("prepare")
    assert {"migrate", "createcachetable", "collectstatic", "load_reference", "django.po"} <= set(calls)
    assert "load_demo" not in calls
    assert "createsuperuser" in (tmp_path / "welcome.txt").read_text()


@pytest.mark.django_db
def test_prepare_does_nothing_heavy_the_second_time(calls):
    call_command("prepare")
    calls.clear()
    call_command("prepare")
    assert not {"migrate", "createcachetable", "collectstatic"} & set(calls)


@pytest.mark.django_db
def test_prepare_loads_the_demonstration_only_in_demonstration(calls, settings, tmp_path):
    settings.DEMO = True
    call_command("prepare")
    assert "load_demo" in calls
    assert "helene.marchetti@example.org" in (tmp_path / "welcome.txt").read_text()


def test_static_digest_changes_with_the_files(calls, tmp_path):
    first = static_digest()
    assert static_digest() == first
    os.utime(tmp_path / "source" / "a.css", (1, 1))
    second = static_digest()
    (tmp_path / "source" / "b.css").write_text("b {}")
    assert len({first, second, static_digest()}) == 3
