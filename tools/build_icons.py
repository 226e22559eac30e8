"""Builds static/vendor/icons.svg, one sprite of the icons in use.

Usage: python -m tools.build_icons FOLDER, where FOLDER holds the unpacked npm package lucide-static of the version
written in static/vendor/VENDOR.toml. Icons already in the sprite stay, so that nothing vanishes by surprise.
"""

import re
import sys
from pathlib import Path

from tools.vendor_lock import lock

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "static" / "vendor"
SPRITE = VENDOR / "icons.svg"
TEMPLATES = ("templates/**/*.html", "network/**/*.html")
MODULES = ("network/**/*.py", "groups/**/*.py", "home/**/*.py")
TAG = re.compile(r"""{% icon "([a-z0-9-]+)\"""")
NAMING_LINE = re.compile(r"^.*icon.*$", re.IGNORECASE | re.MULTILINE)
QUOTED = re.compile(r'"([a-z0-9-]+)"')
HEADER = "<!-- Lucide, ISC licence; some icons MIT, from the Feather project: see LICENSE-lucide.txt -->\n"


def texts(patterns: tuple[str, ...]) -> list[str]:
    return [path.read_text() for pattern in patterns for path in ROOT.glob(pattern)]


def tag_names() -> set[str]:
    return {name for text in texts(TEMPLATES) for name in TAG.findall(text)}


def line_names() -> set[str]:
    """In Python, every quoted word of a line that speaks of icons; only those that Lucide knows are taken."""
    lines = (line for text in texts(MODULES) for line in NAMING_LINE.findall(text))
    return {name for line in lines for name in QUOTED.findall(line)}


def sprite_names() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text())) if SPRITE.exists() else set()


def symbol(name: str, icons: Path) -> str:
    body = re.search(r"<svg[^>]*>(.*)</svg>", (icons / f"{name}.svg").read_text(), re.DOTALL)[1]
    body = re.sub(r"\s*\n\s*", "", body)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>'


def build(package: Path) -> int:
    known = {path.stem for path in (package / "icons").glob("*.svg")}
    names = sorted(tag_names() | sprite_names() | line_names() & known)
    symbols = "\n".join(symbol(name, package / "icons") for name in names)
    SPRITE.write_text(f'{HEADER}<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n')
    lock(VENDOR)
    return len(names)


if __name__ == "__main__":
    print(build(Path(sys.argv[1])), "icons")
