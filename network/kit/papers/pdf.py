"""Papers as PDF: tagged (PDF/UA-1), in the language of its reader, set in a process that can do nothing else."""

import json
import logging
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from network.kit.documents.reading import ROOT, run_apart
from network.kit.errors import Refused

from .glyphs import drawable
from .paper import Paper
from .typeset import PDF

log = logging.getLogger("traverse.papers")
CONTENT_TYPE = "application/pdf"
START = "import sys; sys.path.insert(0, {root!r}); from network.kit.papers.typeset import main; main(*sys.argv[1:])"
WALL_SECONDS = 20
HREF_MAX = 2000
MOST_BYTES = 2_000_000
"""Of what is set: twenty times the longest minutes that we foresee."""


def write(paper: Paper) -> bytes:
    """The PDF of this paper. Raises Refused when it is too long, or when it could not be made."""
    said = json.dumps(_said(asdict(paper)), ensure_ascii=False).encode()
    if len(said) > MOST_BYTES:
        raise Refused(_("This is too long for a PDF. It can be taken as Word or OpenDocument."))
    with tempfile.TemporaryDirectory(prefix="traverse-paper-") as name:
        folder = Path(name)
        (folder / "paper.json").write_bytes(said)
        (folder / "mark.png").write_bytes(paper.letterhead.mark)
        command = [sys.executable, "-I", "-c", START.format(root=str(ROOT)), name]
        code = run_apart(command, folder=folder, seconds=WALL_SECONDS)
        if code != 0 or not (folder / PDF).is_file():
            log.error("a PDF could not be made: its process ended with %s", code)
            raise Refused(_("The PDF could not be made. It can be taken as Word or OpenDocument meanwhile."))
        return (folder / PDF).read_bytes()


def _said(value: object, name: str = "") -> object:
    """The same tree with words that our fonts can draw, whole addresses, and no picture."""
    if isinstance(value, dict):
        return {key: _said(inner, key) for key, inner in value.items() if key != "mark"}
    if isinstance(value, list | tuple):
        return [_said(inner) for inner in value]
    if isinstance(value, str):
        return address(value) if name == "href" else drawable(value)
    return value


def address(href: str) -> str:
    """A whole address for paper; nothing for one that no reader of PDF takes."""
    whole = urljoin(settings.BASE_URL, href) if href else ""
    return whole if len(whole) <= HREF_MAX else ""
