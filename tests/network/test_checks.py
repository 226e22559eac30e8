from pathlib import Path

import pytest

from network import checks, env
from network.kit.private_files.bucket_url import place_of_private_files


def ids(found):
    return [one.id for one in found]


def test_a_demonstration_is_refused_in_production(monkeypatch):
    assert checks.no_demonstration_in_production(None) == []
    monkeypatch.setattr(env, "DEMO", True)
    assert ids(checks.no_demonstration_in_production(None)) == ["network.E001"]


@pytest.mark.parametrize("name", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_private_files_inside_a_folder_open_to_everybody_are_refused(settings, tmp_path, name):
    setattr(settings, name, tmp_path / "open")
    settings.PRIVATE_DIR = tmp_path / "private"
    assert checks.private_files_stand_apart(None) == []
    (tmp_path / "open").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "open")
    for folder in ("open", "open/private", "link/private", "private/../open/x"):
        settings.PRIVATE_DIR = tmp_path / folder
        (found,) = checks.private_files_stand_apart(None)
        assert (found.id, name in found.msg) == ("network.E002", True)


def test_private_files_among_the_sources_that_are_served_are_refused(settings):
    settings.PRIVATE_DIR = settings.BASE_DIR / "static" / "partage"
    (found,) = checks.private_files_stand_apart(None)
    assert "STATICFILES_DIRS" in found.msg


@pytest.mark.parametrize("prefix", ["_kept/", "/_kept", "/", "//", "/a//b/"])
def test_an_address_that_leads_nowhere_is_refused(settings, prefix):
    settings.X_ACCEL_PREFIX = prefix
    assert ids(checks.the_proxy_can_send_files(None)) == ["network.E003"]


def test_the_proxy_cannot_send_what_is_in_a_bucket(settings):
    assert checks.the_proxy_can_send_files(None) == []
    settings.X_ACCEL_PREFIX = "/_kept/"
    assert checks.the_proxy_can_send_files(None) == []
    settings.STORAGES = {**settings.STORAGES, "private": place_of_private_files("s3://s3.example/partage")}
    assert ids(checks.the_proxy_can_send_files(None)) == ["network.E004"]


def test_a_folder_that_every_account_may_enter_is_said(settings, tmp_path):
    settings.PRIVATE_DIR = folder = tmp_path / "private"
    assert checks.private_files_are_closed_to_other_accounts(None) == []
    folder.mkdir(mode=0o755)
    Path.chmod(folder, 0o755)
    (found,) = checks.private_files_are_closed_to_other_accounts(None)
    assert found.id == "network.W001" and str(folder) in found.hint
    folder.chmod(0o2750)
    assert checks.private_files_are_closed_to_other_accounts(None) == []
