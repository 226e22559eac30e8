"""Tables for spreadsheets, sent while they are read: cells that a spreadsheet would calculate are only text."""

import csv
import re
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

from .clean_html import CONTROL
from .downloads import as_download

MARK = "\ufeff"
"""Without it, Excel takes UTF-8 for another encoding."""
STARTS = tuple("=+-@|\uff1d\uff0b\uff0d\uff20")
"""What a formula begins with, full-width forms too."""
PHONE = re.compile(r"\+[0-9][0-9 .()\u00a0\u202f]{5,24}")
NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")


class _Line:
    """What the writer writes into: gives each line back."""

    def write(self, text: str) -> str:
        return text


def cell(value: object) -> str:
    """What stands in a cell: one line or several of plain text. What would be calculated begins with an apostrophe;
    telephone numbers and numbers stay as they are.
    """
    text = str("" if value is None else value).replace("\r\n", "\n").replace("\r", "\n")
    text = CONTROL.sub("", text).strip()
    is_harmless = PHONE.fullmatch(text) or NUMBER.fullmatch(text)
    return f"'{text}" if text.startswith(STARTS) and not is_harmless else text


def lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The rows as French spreadsheets read them: a semicolon between cells."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield MARK
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def csv_response(rows: Iterable[Iterable[object]], *, name: str) -> StreamingHttpResponse:
    """A file of this name, read row by row while it is sent."""
    return as_download(StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8"), name)
