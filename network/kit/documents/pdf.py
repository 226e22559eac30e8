"""The words of a PDF. PDFium runs no script here: it is built without an engine for them."""

import time
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from .found import Outcome, Unread, Words

SECONDS = 8
"""Of the processor's time; what was read until then is kept."""


def opened(document: Path) -> pdfium.PdfDocument:
    """Raises Unread for one that is locked or damaged."""
    try:
        return pdfium.PdfDocument(document)
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise Unread(Outcome.LOCKED if locked else Outcome.DAMAGED) from None


def words(document: Path, _ending: str, _folder: Path) -> dict:
    pdf = opened(document)
    collected, count = Words(), len(pdf)
    for number in range(count):
        if collected.full or time.process_time() > SECONDS:
            break
        collected.add(_words_of_page(pdf, number))
    return {"outcome": Outcome.DONE, "text": str(collected), "pages": count}


def _words_of_page(pdf: pdfium.PdfDocument, number: int) -> str:
    """A page that can't be read is an empty one."""
    try:
        page = pdf[number]
        read = page.get_textpage()
    except pdfium.PdfiumError:
        return ""
    try:
        return read.get_text_range() + "\n\n"
    finally:
        read.close()
        page.close()
