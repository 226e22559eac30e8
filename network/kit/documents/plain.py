"""Plain text, Markdown and comma-separated values, in whatever alphabet they were saved."""

import csv
import html
import io
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from .found import CELL_MAX, COLUMNS_MAX, HTML_MAX, MARKDOWN_MAX, ROWS_MAX, TEXT_MAX, Outcome, Words

SAMPLE = 8192
csv.field_size_limit(1_000_000)


def words(document: Path, ending: str, _folder: Path) -> dict:
    collected = Words()
    collected.add(_decoded(document))
    said = str(collected)
    page = {"md": _markdown, "csv": _table_of_csv}.get(ending, lambda _text: "")(said)
    return {"outcome": Outcome.DONE, "text": said, "html": page[:HTML_MAX] if len(page) <= HTML_MAX else ""}


def _decoded(document: Path) -> str:
    with document.open("rb") as data:
        start = data.read(TEXT_MAX * 2)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    try:
        return start.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut = error.start >= len(start) - 4
        return start.decode("utf-8-sig" if cut else "cp1252", "ignore" if cut else "replace")


def _markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return reader.render(text[:MARKDOWN_MAX])


def _table_of_csv(text: str) -> str:
    try:
        dialect = csv.Sniffer().sniff(text[:SAMPLE], delimiters=";,\t|")
    except csv.Error:
        dialect = csv.excel
        dialect = type("Semicolons", (csv.excel,), {"delimiter": ";"}) if text[:SAMPLE].count(";") else dialect
    try:
        return table(list(islice(csv.reader(io.StringIO(text), dialect), ROWS_MAX)))
    except csv.Error:
        return ""


def table(rows: Iterable[list[str]]) -> str:
    """Rows as a table, the first one its head: what a cell says is shown as it stands, formulas too."""
    shown = [[str(cell)[:CELL_MAX] for cell in row[:COLUMNS_MAX]] for row in islice(rows, ROWS_MAX)]
    while shown and not any(cell.strip() for cell in shown[-1]):
        shown.pop()
    width = max((_filled(row) for row in shown), default=0)
    if not width:
        return ""
    head, *body = [(row + [""] * width)[:width] for row in shown]
    said = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in body)
    return f"<table><thead><tr>{said}</tr></thead><tbody>{lines}</tbody></table>"


def _filled(row: list[str]) -> int:
    """How many cells stand up to the last one that says something."""
    return max((number for number, cell in enumerate(row, 1) if cell.strip()), default=0)
