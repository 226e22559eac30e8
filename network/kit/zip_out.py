"""Several files at once, as one archive that is made while it is sent: no temporary file, memory that stays flat.

Bytes are stored as they are: most of what people share is compressed already, and so the size is known, and said,
before the first byte leaves.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from zipstream import ZipStream

from . import private_files
from .downloads import as_download
from .errors import Refused
from .file_types import DEVICES, clean_name, numbered

MOST_BYTES, MOST_FILES = 500_000_000, 500
BLOCK = 64 * 1024


class Entry(NamedTuple):
    """One file: the folders around it from the top down, its name, and the key and size of its bytes."""

    folders: tuple[str, ...]
    name: str
    key: str
    size: int


def check(entries: list[Entry]) -> None:
    """Raises Refused for nothing, for too many files, or for more bytes than one archive holds."""
    if not entries:
        raise Refused(_("There is no file to download here."))
    if len(entries) > MOST_FILES:
        words = _("An archive holds %(most)s files at most, and these are %(n)s: take a part of them at a time.")
        raise Refused(words % {"most": MOST_FILES, "n": len(entries)})
    total = sum(entry.size for entry in entries)
    if total > MOST_BYTES:
        words = _("An archive holds %(most)s MB at most, and these files take %(n)s MB: take a part of them at a time.")
        raise Refused(words % {"most": MOST_BYTES // 1_000_000, "n": -(-total // 1_000_000)})


def response(entries: list[Entry], name: str) -> StreamingHttpResponse:
    """The archive of these files under this name, with its size; whoever calls has decided that this person may have
    each of them, and called `check`.

    Bytes that are gone, or of another size than was said, cut the answer short: no browser takes it for whole.
    """
    archive = ZipStream(sized=True)
    for path, entry in zip(paths(entries), entries, strict=True):
        archive.add(_blocks(entry.key), path, size=entry.size)
    sent = StreamingHttpResponse(iter(archive), content_type="application/zip")
    sent["Content-Length"] = len(archive)
    return as_download(sent, " ".join(_safe(f"{name}.zip").split()))


def paths(entries: list[Entry]) -> list[str]:
    """A path for each, safe wherever it is unpacked: no way up, no absolute path, no name that a system keeps for
    itself, and each one once, whatever the capitals.
    """
    bases = ["/".join(_safe(folder) for folder in entry.folders) for entry in entries]
    taken = {above.casefold() for base in bases for above in _ways_to(base)}
    found = []
    for base, entry in zip(bases, entries, strict=True):
        path = next(one for one in _candidates(base, _safe(entry.name)) if one.casefold() not in taken)
        taken.add(path.casefold())
        found.append(path)
    return found


def _ways_to(base: str) -> Iterator[str]:
    """A folder and those around it: no file beside them takes their names."""
    while base:
        yield base
        base = base.rpartition("/")[0]


def _candidates(base: str, name: str) -> Iterator[str]:
    number = 1
    while True:
        shown = name if number == 1 else numbered(name, number)
        yield f"{base}/{shown}" if base else shown
        number += 1


def _safe(name: str) -> str:
    """One part of a path. Some systems look at what stands before the first dot, whatever follows it."""
    cleaned = clean_name(name)
    return f"_{cleaned}" if DEVICES.match(cleaned.partition(".")[0].strip()) else cleaned


def _blocks(key: str) -> Iterator[bytes]:
    with private_files.opened(key) as data:
        while block := data.read(BLOCK):
            yield block
