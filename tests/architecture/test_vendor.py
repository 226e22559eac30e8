"""What others wrote is listed, unchanged, and enough."""

from pathlib import Path

import pytest

from network.kit.templatetags.ui_blocks import ICONS
from tools import build_icons, vendor_lock

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT / "static" / "vendor", ROOT / "network" / "kit" / "papers" / "fonts", ROOT / "tests" / "vendor"]
COLUMNS = {"path", "package", "version", "licence", "source", "sha256"}


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_file_is_listed(folder):
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    listed = [entry["path"] for entry in vendor_lock.entries(folder)]
    assert sorted(listed) == sorted(present - {"VENDOR.toml", "__init__.py"})


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_checksums(folder):
    for entry in vendor_lock.entries(folder):
        assert vendor_lock.checksum(folder / entry["path"]) == entry["sha256"], entry["path"]


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_column_is_filled(folder):
    for entry in vendor_lock.entries(folder):
        assert set(entry) == COLUMNS and all(entry.values()), entry["path"]


def test_every_icon_in_use_is_in_the_sprite():
    used = build_icons.tag_names() | set(ICONS.values())
    assert used <= build_icons.sprite_names()
