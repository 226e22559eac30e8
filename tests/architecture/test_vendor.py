"""What others wrote is listed, unchanged, and enough."""

from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

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


def test_packages_install_on_every_python_that_we_name():
    """Debian 12 brings 3.11.2: what asks for a later one must not be pinned."""
    asked = {one.name: SpecifierSet(one.metadata["Requires-Python"] or "") for one in distributions()}
    assert len(asked) > 50
    assert [name for name, versions in asked.items() if "3.11.0" not in versions] == []
