"""Clean HTML as a small tree of plain data, which every other form is written from: PDF, office documents, plain text.

Only what `clean_html.clean` returned comes here. No word is lost, whatever is nested in what; beyond DEPTH the boxes go
and their words stay.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from .rich_grid import MOST_COLUMNS, Cell, settled

DEPTH = 4
"""Boxes (lists, quotes, tables) in boxes."""
SPACES = re.compile(r"[ \t\n\r\f]+")
MARKS = {"strong": "bold", "em": "italic", "u": "underline", "s": "strike", "code": "code"}
HEADINGS = {"h3": 1, "h4": 2}
BOXES = {"ul", "ol", "blockquote", "table"}


@dataclass(frozen=True)
class Run:
    """Words with one look. "\\n" inside is a line break. `href`: an address that leads outside, or a path of ours."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    code: bool = False
    mention: bool = False
    href: str = ""


@dataclass(frozen=True)
class Block:
    """kind: "p", "h" (`level` 1 or 2, never inside a box), "pre", "hr", "ul", "ol" (`items`, `start`), "quote"
    (`blocks`), "table" (`cells` in a grid of `columns`; those of the first `heads` rows are headings).
    """

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    start: int = 1
    items: tuple[tuple["Block", ...], ...] = ()
    blocks: tuple["Block", ...] = ()
    cells: tuple[Cell, ...] = ()
    columns: int = 0
    heads: int = 0


def parse(value: str) -> tuple[Block, ...]:
    """The blocks of clean HTML, in order."""
    builder = _Builder()
    builder.feed(value)
    builder.close()
    return builder.done()


def words(blocks: Iterable[Block]) -> str:
    """All words in order, one line a paragraph: what a reader of any form must find."""
    return "\n".join("".join(run.text for run in runs) for runs in _runs(blocks))


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[Run, ...]]:
    for block in blocks:
        if block.runs:
            yield block.runs
        for inner in (*block.items, block.blocks, *(cell.blocks for cell in block.cells)):
            yield from _runs(inner)


def plain(text: str) -> tuple[Block, ...]:
    """Plain text of a person: a blank line makes a paragraph, a single one a line break."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    return tuple(Block("p", (Run(part),)) for part in parts if part)


@dataclass
class _Box:
    """A list, a quote, a table or the whole text while it is being read: paragraphs go where the last door opened."""

    tag: str
    start: int = 1
    parts: list[list[Block]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def here(self) -> list[Block]:
        if not self.parts:
            self.open_part()
        return self.parts[-1]

    def open_part(self, **about) -> None:
        self.parts.append([])
        if self.tag == "table":
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(Cell(blocks=self.parts[-1], **about))

    def built(self) -> list[Block]:
        filled = tuple(tuple(part) for part in self.parts if part)
        if self.tag == "table":
            return _table(self.rows)
        if not filled:
            return []
        if self.tag == "blockquote":
            return [Block("quote", blocks=filled[0])]
        return [Block(self.tag, items=filled, start=self.start)]


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.boxes = [_Box("root")]
        self.ignored: list[str] = []
        """Boxes that were too deep to open, so that their ends are not taken for those of others."""
        self.looks: list[tuple[str, Run]] = [("", Run(""))]
        self.kind, self.level, self.runs = "p", 0, []

    def done(self) -> tuple[Block, ...]:
        self.end_paragraph()
        while len(self.boxes) > 1:
            self.close_box()
        return tuple(self.boxes[0].here)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        about = dict(attrs)
        if tag == "br":
            self.say("\n")
        elif tag in MARKS or tag in {"a", "span"}:
            self.looks.append((tag, _look(self.looks[-1][1], tag, about)))
        else:
            self.end_paragraph()
            self.open_block(tag, about)

    def open_block(self, tag: str, about: dict) -> None:
        if tag in BOXES:
            self.open_box(tag, about)
        elif tag == "hr":
            self.boxes[-1].here.append(Block("hr"))
        elif tag in {"li", "td", "th", "tr"}:
            self.open_part(tag, about)
        elif tag in HEADINGS or tag == "pre":
            self.kind, self.level = ("pre", 0) if tag == "pre" else ("h", HEADINGS[tag])

    def open_box(self, tag: str, about: dict) -> None:
        if len(self.boxes) > DEPTH or (tag == "table" and any(box.tag == "table" for box in self.boxes)):
            self.ignored.append(tag)
        else:
            self.ignored.append("")
            self.boxes.append(_Box(tag, start=_number(about.get("start"), 1)))

    def open_part(self, tag: str, about: dict) -> None:
        box = self.boxes[-1]
        if self.ignored and self.ignored[-1]:
            return
        if tag == "tr" and box.tag == "table":
            box.rows.append([])
        elif tag in {"td", "th"} and box.tag == "table":
            spans = {name: max(1, _number(about.get(name), 1)) for name in ("colspan", "rowspan")}
            box.open_part(head=tag == "th", **spans)
        elif tag == "li" and box.tag in {"ul", "ol"}:
            box.open_part()

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS or tag in {"a", "span"}:
            if self.looks[-1][0] == tag:
                self.looks.pop()
            return
        self.end_paragraph()
        if tag in BOXES and self.ignored and self.ignored.pop() == "":
            self.close_box()

    def close_box(self) -> None:
        box = self.boxes.pop()
        self.boxes[-1].here.extend(box.built())

    def handle_data(self, data: str) -> None:
        self.say(data if self.kind == "pre" else SPACES.sub(" ", data))

    def say(self, text: str) -> None:
        look = self.looks[-1][1]
        if self.runs and replace(self.runs[-1], text="") == look:
            text = self.runs.pop().text + text
        self.runs.append(replace(look, text=text))

    def end_paragraph(self) -> None:
        runs = trimmed(self.runs, keep=self.kind == "pre")
        if runs:
            self.boxes[-1].here.append(self.paragraph(runs))
        self.kind, self.level, self.runs = "p", 0, []

    def paragraph(self, runs: tuple[Run, ...]) -> Block:
        """In a list or a table a heading is a paragraph in bold: readers take headings for the plan of the text."""
        if self.kind == "h" and len(self.boxes) > 1:
            return Block("p", tuple(replace(run, bold=True) for run in runs))
        return Block(self.kind, runs, level=self.level)


def trimmed(runs: Iterable[Run], *, keep: bool = False) -> tuple[Run, ...]:
    """Without the white space around and, unless `keep`, beside line breaks; nothing at all when no word is left."""
    runs = list(runs)
    if not keep:
        runs = [replace(run, text=re.sub(r" *\n *", "\n", run.text)) if "\n" in run.text else run for run in runs]
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip("\n" if keep else None))
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


def _look(look: Run, tag: str, about: dict) -> Run:
    if tag in MARKS:
        return replace(look, **{MARKS[tag]: True})
    if tag == "a":
        href = about.get("href") or ""
        return replace(look, href="" if href.startswith("#") else href)
    return replace(look, mention=look.mention or "data-mention" in about)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


def _table(rows: list[list[Cell]]) -> list[Block]:
    """A table, or its paragraphs when it has more columns than a page holds or a single cell."""
    columns, cells = settled([[replace(cell, blocks=tuple(cell.blocks)) for cell in row] for row in rows if row])
    if columns > MOST_COLUMNS or len(cells) < 2:
        return [block for row in rows for cell in row for block in cell.blocks]
    first = [cell for cell in cells if cell.row == 0]
    heads = int(all(cell.head and cell.rowspan == 1 for cell in first) and any(cell.row for cell in cells))
    return [Block("table", cells=cells, columns=columns, heads=heads)]
