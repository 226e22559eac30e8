"""Writes the checksums of a vendored folder into its VENDOR.toml: python -m tools.vendor_lock static/vendor"""

import hashlib
import re
import sys
import tomllib
from pathlib import Path


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def entries(folder: Path) -> list[dict]:
    return tomllib.loads((folder / "VENDOR.toml").read_text())["file"]


def lock(folder: Path) -> None:
    manifest = folder / "VENDOR.toml"
    text = manifest.read_text()
    for entry in entries(folder):
        table = re.compile(rf'(path = "{re.escape(entry["path"])}".*?sha256 = ")[^"]*', re.DOTALL)
        text = table.sub(rf"\g<1>{checksum(folder / entry['path'])}", text, count=1)
    manifest.write_text(text)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        lock(Path(name))
