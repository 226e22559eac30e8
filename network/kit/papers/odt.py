"""Papers in OpenDocument: real headings, lists and tables, in the language of the reader."""

import io
from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template

from odfdo import Document, Element, Frame, Header, Link, List, ListItem, Paragraph, Span

from network.kit.rich_tree import Block, Run

from .paper import Byline, Facts, Kept, Paper, Sheet, check
from .pdf import address
from .words import SPELLED, xml

CONTENT_TYPE = "application/vnd.oasis.opendocument.text"
STYLES = Template((Path(__file__).resolve().parent / "odt_styles.xml").read_text(encoding="utf-8"))
LOOKS = {
    "bold": "Bold",
    "mention": "Bold",
    "italic": "Italic",
    "underline": "Underlined",
    "strike": "Struck",
    "code": "Code",
}
LINES = "fo:border='0.5pt solid #c3cccf' fo:padding='0.12cm'"
TABLES = {
    "Wide": (
        "table",
        "<style:table-properties table:align='margins' fo:margin-bottom='0.3cm'/>",
    ),
    "Box": ("table-cell", f"<style:table-cell-properties {LINES}/>"),
    "HeadBox": ("table-cell", f"<style:table-cell-properties {LINES} fo:background-color='#f0f4f5'/>"),
    "Tall": ("table-row", "<style:table-row-properties style:min-row-height='1.05cm'/>"),
}
"""Office programs look for the looks of tables in the text itself, not among the named styles."""
STEPS = 5
STEP = (
    "<{tag} text:level='{level}' {about}><style:list-level-properties text:list-level-position-and-space-mode="
    "'label-alignment'><style:list-level-label-alignment text:label-followed-by='listtab' fo:text-indent='-0.5cm' "
    "fo:margin-left='{left}cm'/></style:list-level-properties></{tag}>"
)


def write(paper: Paper) -> bytes:
    """The file of this paper. Raises Refused when it is too long."""
    check(paper)
    kept = io.BytesIO()
    _Writer(paper).document.save(kept)
    return kept.getvalue()


def _steps(tag: str, about: str) -> str:
    levels = range(1, STEPS + 1)
    return "".join(STEP.format(tag=tag, level=level, about=about, left=0.3 + 0.6 * level) for level in levels)


class _Writer:
    def __init__(self, paper: Paper):
        self.paper, self.document = paper, Document("text")
        self.tables, self.shares = 0, set()
        self.document.set_part("styles.xml", self.styles().encode())
        for name, (family, about) in TABLES.items():
            self.add_style(name, family, about)
        self.describe()
        body = self.document.body
        body.clear()
        for part in (*self.letterhead(), *self.title(), *self.flow(paper.parts)):
            body.append(part)

    def styles(self) -> str:
        language, country = SPELLED.get(self.paper.language, SPELLED["en"])
        wide, high = ("29.7cm", "21cm") if self.paper.landscape else ("21cm", "29.7cm")
        return STYLES.substitute(
            accent=self.paper.letterhead.accent,
            language=language,
            country=country,
            running=escape(xml(f"{self.paper.running} – {self.paper.letterhead.name}")),
            page_width=wide,
            page_height=high,
            orientation="landscape" if self.paper.landscape else "portrait",
            bullets=_steps("text:list-level-style-bullet", "text:bullet-char='•'"),
            numbers=_steps("text:list-level-style-number", "style:num-format='1' style:num-suffix='.'"),
        )

    def add_style(self, name: str, family: str, about: str) -> None:
        style = Element.from_tag(f"<style:style style:name='{name}' style:family='{family}'/>")
        style.append(Element.from_tag(about))
        self.document.content.get_element("//office:automatic-styles").append(style)

    def describe(self) -> None:
        meta = self.document.meta
        meta.title, meta.subject = xml(self.paper.title), xml(self.paper.subject)
        meta.creator = meta.initial_creator = xml(self.paper.author)
        meta.language = "-".join(SPELLED.get(self.paper.language, SPELLED["en"]))

    def letterhead(self) -> list[Element]:
        head = self.paper.letterhead
        line = Paragraph(style="Letterhead" if head.lines else "Letterhead_20_rule")
        name = self.document.add_file(io.BytesIO(head.mark))
        line.append(Frame.image_frame(name, size=("1.1cm", "1.1cm"), anchor_type="as-char", style="Mark"))
        line.append(Span(xml(f"  {head.name}"), style="Name"))
        if head.tagline:
            line.append(Span(xml(f"  {head.tagline}"), style="Small"))
        if not head.lines:
            return [line]
        about = Paragraph(style="Letterhead_20_rule")
        about.append(Span(xml(" · ".join(head.lines)), style="Small"))
        return [line, about]

    def title(self) -> list[Element]:
        notice = [Paragraph(xml(self.paper.notice), style="Notice")] if self.paper.notice else []
        return [
            Paragraph(xml(self.paper.kicker), style="Kicker"),
            Header(1, xml(self.paper.title), style="Heading_20_1"),
            *notice,
        ]

    def flow(self, blocks: Iterable, style: str = "Text_20_body") -> list[Element]:
        return [made for block in blocks for made in getattr(self, f"made_{block.kind}")(block, style)]

    def made_p(self, block: Block, style: str) -> list[Element]:
        return [self.said(Paragraph(style=style), block.runs)]

    def made_h(self, block: Block, style: str) -> list[Element]:
        return [self.said(Header(block.level, style=f"Heading_20_{block.level}"), block.runs)]

    def made_pre(self, block: Block, style: str) -> list[Element]:
        return [self.said(Paragraph(style="Preformatted_20_Text"), block.runs)]

    def made_hr(self, block: Block, style: str) -> list[Element]:
        return [Paragraph(style="Horizontal_20_Line")]

    def made_quote(self, block: Block, style: str) -> list[Element]:
        return self.flow(block.blocks, "Quotations")

    def made_ul(self, block: Block, style: str) -> list[Element]:
        return [self.items(List(style="Bullets"), block, style)]

    def made_ol(self, block: Block, style: str) -> list[Element]:
        made = self.items(List(style="Numbers"), block, style)
        made.get_elements("text:list-item")[0].set_attribute("text:start-value", str(block.start))
        return [made]

    def items(self, made: List, block: Block, style: str) -> List:
        for item in block.items:
            entry = ListItem()
            for part in self.flow(item, style):
                entry.append(part)
            made.append(entry)
        return made

    def made_table(self, block: Block, style: str) -> list[Element]:
        table = self.table([1] * block.columns)
        starts = {(cell.row, cell.column): cell for cell in block.cells}
        covered = {place for cell in block.cells for place in cell.places}
        rows = [
            self.row(starts, covered, row, block.columns) for row in range(1 + max(cell.row for cell in block.cells))
        ]
        self.fill(table, rows, block.heads)
        return [table]

    def row(self, starts: dict, covered: set, row: int, columns: int) -> Element:
        """Places under a wider cell are written too; places that no cell was made for are empty cells."""
        made = Element.from_tag("table:table-row")
        for place in ((row, column) for column in range(columns)):
            if place in starts:
                cell = starts[place]
                made.append(self.cell(cell.blocks, head=cell.head, colspan=cell.colspan, rowspan=cell.rowspan))
            else:
                name = "table:covered-table-cell" if place in covered else "table:table-cell"
                made.append(Element.from_tag(name))
        return made

    def made_sheet(self, block: Sheet, style: str) -> list[Element]:
        table, rows = self.table(block.shares), []
        for number, words in enumerate((block.heads, *block.rows)):
            row = Element.from_tag("table:table-row")
            if block.tall and number:
                row.set_attribute("table:style-name", "Tall")
            for said in words:
                row.append(self.cell((Block("p", (Run(said),)),), head=number == 0))
            rows.append(row)
        self.fill(table, rows, 1)
        return [table]

    def table(self, shares: Iterable[int]) -> Element:
        self.tables += 1
        made = Element.from_tag("table:table")
        made.set_attribute("table:name", f"Table{self.tables}")
        made.set_attribute("table:style-name", "Wide")
        for share in shares:
            made.append(self.column(share))
        return made

    def column(self, share: int) -> Element:
        """Widths are automatic styles; one for each share is enough."""
        name = f"Share{share}"
        if share not in self.shares:
            self.shares.add(share)
            width = f"style:rel-column-width='{share * 1000}*'"
            self.add_style(name, "table-column", f"<style:table-column-properties {width}/>")
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", name)
        return column

    def fill(self, table: Element, rows: list[Element], heads: int) -> None:
        """Rows of headings stand in an element of their own: they are repeated on each page."""
        if heads:
            top = Element.from_tag("table:table-header-rows")
            for row in rows[:heads]:
                top.append(row)
            table.append(top)
        for row in rows[heads:]:
            table.append(row)

    def cell(self, blocks: Iterable, *, head: bool = False, colspan: int = 1, rowspan: int = 1) -> Element:
        made = Element.from_tag("table:table-cell")
        made.set_attribute("table:style-name", "HeadBox" if head else "Box")
        made.set_attribute("office:value-type", "string")
        for name, span in (("columns", colspan), ("rows", rowspan)):
            if span > 1:
                made.set_attribute(f"table:number-{name}-spanned", str(span))
        for part in self.flow(blocks or (Block("p"),), "Table_20_Heading" if head else "Table_20_Contents"):
            made.append(part)
        return made

    def made_facts(self, block: Facts, style: str) -> list[Element]:
        return [self.fact(name, said) for name, said in block.rows]

    def fact(self, name: str, said: str) -> Element:
        line = Paragraph(style="Fact")
        line.append(Span(xml(f"{name}\u00a0: "), style="Soft"))
        line.append(Span(xml(said)))
        return line

    def made_byline(self, block: Byline, style: str) -> list[Element]:
        line = Paragraph(style="Byline")
        line.append(Span(xml(block.text), style="Small"))
        return [line]

    def made_kept(self, block: Kept, style: str) -> list[Element]:
        line = Paragraph(style=f"Kept_20_{block.tone}")
        line.append(Span(xml(f"{block.label}\u00a0: "), style=f"Tone_20_{block.tone}"))
        line.append(Span(xml(block.text)))
        if block.about:
            line.append(Span(xml(f"\n{block.about}"), style="Small"))
        return [line]

    def said(self, paragraph: Element, runs: Iterable[Run]) -> Element:
        for run in runs:
            made = Span(xml(run.text))
            for look in [style for name, style in LOOKS.items() if getattr(run, name)]:
                outer = Span(style=look)
                outer.append(made)
                made = outer
            href = address(run.href)
            if href:
                link = Link(xml(href), style="Internet_20_link")
                link.append(made)
                made = link
            paragraph.append(made)
        return paragraph
