"""The process that opens one document. It confines itself first, and writes what it found into the folder it is given.

python -I -c START words|pictures ENDING DOCUMENT FOLDER
"""

import json
import os
import sys
from pathlib import Path

from .confine import Limits, confine
from .found import Outcome, Unread

WORDS, PICTURES = "words", "pictures"
ALLOWED = {WORDS: Limits(seconds=10, memory=200, written=8), PICTURES: Limits(seconds=10, memory=256, written=8)}
"""A picture of forty million points takes 160 MB while it is made smaller."""
RESULT = "result.json"


def main(job: str, ending: str, document: str, folder: str) -> None:
    confine(ALLOWED[job], reads=[document], writes=[folder])
    os.nice(10)
    try:
        found = _reader(job, ending)(Path(document), ending, Path(folder))
    except Unread as reason:
        found = {"outcome": reason.outcome}
    except MemoryError:
        found = {"outcome": Outcome.TOO_MUCH}
    except Exception:  # noqa: BLE001 - a foreign document breaks its readers in ways that nobody lists
        found = {"outcome": Outcome.DAMAGED}
    (Path(folder) / RESULT).write_text(json.dumps(found), encoding="utf-8")


def _reader(job: str, ending: str):
    """Only what this document needs is loaded."""
    if job == PICTURES:
        from . import pictures

        return pictures.of_pdf if ending == "pdf" else pictures.of_picture
    if ending == "pdf":
        from . import pdf

        return pdf.words
    if ending in {"txt", "md", "csv"}:
        from . import plain

        return plain.words
    from . import office

    return office.words


if __name__ == "__main__":
    main(*sys.argv[1:])
