"""The words of office documents: archives of XML, read one element at a time, without any entity or outside file."""

import datetime as dt
import mimetypes
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from .found import ROWS_MAX, Outcome, Unread, Words
from .plain import table

ENTRIES_MAX, UNPACKED_MAX, RATIO_MAX, RATIO_FROM = 10_000, 100_000_000, 200, 1_000_000
PARTS = {
    "docx": re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml"),
    "pptx": re.compile(r"ppt/(slides|notesSlides)/\w+?(\d+)\.xml"),
    "odt": re.compile(r"content\.xml"),
    "odp": re.compile(r"content\.xml"),
    "ods": re.compile(r"content\.xml"),
}
NUMBER = re.compile(r"(\d+)")
REPEATED_MAX = 30
SECONDS, LOOK_EVERY = 8, 1000
"""Of the processor's time: what was read until then is kept."""


def words(document: Path, ending: str, _folder: Path) -> dict:
    with zipfile.ZipFile(document) as archive:
        _check(archive)
        if ending == "xlsx":
            return _workbook(document)
        reader = Sheets() if ending == "ods" else Flow()
        for name in _parts(archive, ending):
            _read(archive, name, reader)
    page = table(reader.rows) if ending == "ods" else ""
    return {"outcome": Outcome.DONE, "text": str(reader.words), "html": page}


def _check(archive: zipfile.ZipFile) -> None:
    """By its own list, which binds: no part gives more than it declares."""
    inside = archive.infolist()
    if len(inside) > ENTRIES_MAX or sum(entry.file_size for entry in inside) > UNPACKED_MAX:
        raise Unread(Outcome.TOO_MUCH)
    for entry in inside:
        if entry.file_size > RATIO_FROM and entry.file_size > RATIO_MAX * max(1, entry.compress_size):
            raise Unread(Outcome.TOO_MUCH)
        if entry.flag_bits & 1:
            raise Unread(Outcome.LOCKED)


def _parts(archive: zipfile.ZipFile, ending: str) -> list[str]:
    """In the order of reading: the document before its notes, slide 2 before slide 10."""
    found = [name for name in archive.namelist() if PARTS[ending].fullmatch(name)]
    return sorted(found, key=lambda name: ("/document" not in name, [_place(part) for part in NUMBER.split(name)]))


def _place(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdigit() else (0, part)


def _read(archive: zipfile.ZipFile, name: str, reader: ContentHandler) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, 0)
    parser.setContentHandler(reader)
    try:
        with archive.open(name) as data:
            parser.parse(data)
    except Enough:
        return
    except DefusedXmlException:
        raise Unread(Outcome.DAMAGED) from None


class Enough(Exception):  # noqa: N818
    """There is no room, or no time, for more words."""


class Flow(ContentHandler):
    """Text documents and slides of both families: words, and an end of line for each paragraph."""

    SAID = {"w:t", "a:t", "text:p", "text:h"}
    LINE = {"w:p", "a:p", "text:p", "text:h"}
    BREAK = {"w:br": "\n", "w:cr": "\n", "a:br": "\n", "text:line-break": "\n", "w:tab": "\t", "text:tab": "\t"}
    TAKEN_OUT = {"text:tracked-changes", "w:del", "w:moveFrom", "office:annotation"}
    """What its authors deleted, and what they said to each other in the margin."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words()
        self.said = self.taken_out = self.seen = 0

    def startElement(self, name, attrs) -> None:  # noqa: N802
        self.seen += 1
        if self.words.full or (not self.seen % LOOK_EVERY and process_time() > SECONDS):
            raise Enough
        self.taken_out += name in self.TAKEN_OUT
        self.said += name in self.SAID
        if not self.taken_out:
            self.words.add(self.BREAK.get(name) or (" " if name == "text:s" else ""))

    def endElement(self, name) -> None:  # noqa: N802
        if name in self.LINE and not self.taken_out:
            self.words.add("\n")
        self.said -= name in self.SAID
        self.taken_out -= name in self.TAKEN_OUT

    def characters(self, content) -> None:
        if self.said and not self.taken_out:
            self.words.add(content)


class Sheets(Flow):
    """Spreadsheets of OpenDocument: a line for each row; the first sheet's first rows are kept apart, to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.row: list[str] = []
        self.cell: list[str] = []
        self.times = self.tables = 1

    def startElement(self, name, attrs) -> None:  # noqa: N802
        super().startElement(name, attrs)
        if name == "table:table-row":
            self.row = []
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            given = attrs.get("table:number-columns-repeated", "1")
            self.cell, self.times = [], int(given[:6]) if given.isdigit() else 1

    def characters(self, content) -> None:
        if self.said and not self.taken_out:
            self.cell.append(content)

    def endElement(self, name) -> None:  # noqa: N802
        self.said -= name in self.SAID
        self.taken_out -= name in self.TAKEN_OUT
        if name in {"table:table-cell", "table:covered-table-cell"}:
            self.row += ["".join(self.cell)] * min(self.times, REPEATED_MAX)
        elif name == "table:table-row":
            self.words.add("\t".join(self.row).rstrip() + "\n")
            if self.tables == 1 and len(self.rows) < ROWS_MAX:
                self.rows.append(self.row)
        elif name == "table:table":
            self.tables += 1


def _workbook(document: Path) -> dict:
    mimetypes.knownfiles.clear()  # it asks for those of the machine, which a reader does not see
    from openpyxl import load_workbook

    collected, first = Words(), []
    with document.open("rb") as data:
        book = load_workbook(data, read_only=True, data_only=True, keep_links=False)
        _read_sheets(book, collected, first)
    return {"outcome": Outcome.DONE, "text": str(collected), "html": table(first)}


def _read_sheets(book, collected: Words, first: list[list[str]]) -> None:
    """`first`: the first rows of the first sheet, to be shown."""
    for sheet in book.worksheets:
        collected.add(f"{sheet.title}\n")
        for row in _rows(sheet):
            collected.add("\t".join(row).rstrip() + "\n")
            if sheet is book.worksheets[0] and len(first) < ROWS_MAX:
                first.append(row)
            if collected.full or process_time() > SECONDS:
                break


def _rows(sheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True):
        yield [_shown(value) for value in row]


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d/%m/%Y %H:%M" if isinstance(value, dt.datetime) else "%d/%m/%Y")
    return str(value).replace("\t", " ").replace("\n", " ")
