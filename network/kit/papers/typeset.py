"""The process that makes one PDF: it gives up network, programs and everything of the disk but its folder, then sets
what stands there. python -I -c START FOLDER
"""

import sys
from pathlib import Path

from network.kit.documents.confine import Limits, confine

HERE = Path(__file__).resolve().parent
TEMPLATE, FONTS = HERE / "paper.typ", HERE / "fonts"
PDF = "paper.pdf"
ALLOWED = Limits(seconds=15, memory=2000, written=30)
"""Two gigabytes of addresses, of which it fills a tenth: each of its threads asks for room that it never uses."""


def main(folder: str) -> None:
    import os

    confine(ALLOWED, writes=[folder])
    os.environ.setdefault("RAYON_NUM_THREADS", "2")
    os.nice(5)
    import typst

    made = typst.compile(
        TEMPLATE.read_bytes(),
        root=folder,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in [FONTS]]
        ),
        pdf_standards=["ua-1"],
    )
    (Path(folder) / PDF).write_bytes(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
