"""Starting a reader for a document, and looking at what it brings back before anybody believes it."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from network.kit import clean_html

from .child import PICTURES, RESULT, WORDS
from .found import HTML_MAX, PAGES_MAX, TEXT_MAX, Outcome

log = logging.getLogger("traverse.documents")
ROOT = Path(__file__).resolve().parents[3]
START = "import sys; sys.path.insert(0, {root!r}); from network.kit.documents.child import main; main(*sys.argv[1:])"
WALL_SECONDS = 30
"""Longer than its time of the processor, for a machine that is busy with something else."""
PICTURE_MAX, SIDE_MAX = 3_000_000, 10_000
RESULT_MAX = 8_000_000
READABLE = {"pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "txt", "md", "csv"}
SEEN = {"pdf", "png", "jpg", "jpeg", "gif", "webp"}


@dataclass(frozen=True)
class Read:
    """The words of a document; `html` is clean, and empty unless it is a table or was written as a page."""

    outcome: Outcome
    text: str = ""
    html: str = ""
    pages: int = 0


@dataclass(frozen=True)
class Picture:
    """`number` 0 is the small one. The file goes with the block that it was given in."""

    number: int
    path: Path
    width: int
    height: int


@dataclass(frozen=True)
class Seen:
    outcome: Outcome
    pictures: list[Picture] = field(default_factory=list)
    pages: int = 0


def words_of(document: Path, ending: str) -> Read:
    """The words of a document of this type, in a process of its own under limits. Never raises for what it holds."""
    if ending not in READABLE:
        return Read(Outcome.NOTHING)
    with tempfile.TemporaryDirectory(prefix="traverse-read-") as folder:
        found = _run(WORDS, ending, document, Path(folder))
    text, page = (str(found.get(name, "")) for name in ("text", "html"))
    page = clean_html.clean(page) if len(page) <= HTML_MAX else ""
    return Read(_outcome(found), clean_html.CONTROL.sub("", text[:TEXT_MAX]), page, _count(found))


@contextmanager
def pictures_of(document: Path, ending: str) -> Iterator[Seen]:
    """Pictures of a picture or of the first pages of a PDF, in WebP, for as long as the block lasts."""
    if ending not in SEEN:
        yield Seen(Outcome.NOTHING)
        return
    with tempfile.TemporaryDirectory(prefix="traverse-read-") as folder:
        found = _run(PICTURES, ending, document, Path(folder))
        given = found.get("pictures") if isinstance(found.get("pictures"), list) else []
        kept = [picture for one in given[: PAGES_MAX + 1] if (picture := _picture(one, folder))]
        yield Seen(_outcome(found), kept, _count(found))


def _run(job: str, ending: str, document: Path, folder: Path) -> dict:
    """What a reader wrote, or why there is nothing: stopped for having taken too much, or broken."""
    command = [sys.executable, "-I", "-c", START.format(root=str(ROOT)), job, ending, str(document), str(folder)]
    code = run_apart(command, folder=folder, seconds=WALL_SECONDS)
    if code in {None, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ}:
        log.warning("a document of type %s takes more than it may (%s)", ending, job)
        return {"outcome": Outcome.TOO_MUCH}
    found = _said(folder / RESULT) if code == 0 else None
    if found is None:
        log.warning("the reader of a document of type %s ended with %s (%s)", ending, code, job)
    return found or {"outcome": Outcome.DAMAGED}


def _said(result: Path) -> dict | None:
    if not _is_small_file(result, RESULT_MAX):
        return None
    try:
        found = json.loads(result.read_bytes())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_small_file(path: Path, most: int) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size <= most


def run_apart(command: list[str], *, folder: Path, seconds: int) -> int | None:
    """Run a program in a group of processes of its own, without our environment; its code, or None when it had to be
    stopped. Nothing of the group outlives this.
    """
    environment = {"LANG": "C.UTF-8", "HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath}
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **quiet)  # noqa: S603
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _outcome(found: dict) -> Outcome:
    return Outcome(found["outcome"]) if found.get("outcome") in set(Outcome) else Outcome.DAMAGED


def _count(found: dict) -> int:
    pages = found.get("pages", 0)
    return min(pages, 1_000_000) if isinstance(pages, int) and pages > 0 else 0


def _picture(one: object, folder: str) -> Picture | None:
    """A picture that a reader says it made, when it is there and is one."""
    given = [one.get(name) for name in ("number", "width", "height")] if isinstance(one, dict) else []
    if not given or not all(isinstance(value, int) and 0 <= value < SIDE_MAX for value in given):
        return None
    number, width, height = given
    path = Path(folder) / f"{number}.webp"
    if number > PAGES_MAX or not width or not height or not _is_small_file(path, PICTURE_MAX):
        return None
    with path.open("rb") as data:
        head = data.read(12)
    return Picture(number, path, width, height) if head[:4] == b"RIFF" and head[8:] == b"WEBP" else None
