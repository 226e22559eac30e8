"""Papers for Word: real headings, lists and tables, in the language of the reader."""

import io
from collections.abc import Iterable

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from network.kit.rich_tree import Block, Run

from . import docx_parts as parts
from .paper import Byline, Facts, Kept, Paper, Sheet, check
from .pdf import address
from .words import FONT, INK, SOFT, SPELLED, WASH, tone, xml

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LEVELS = 3
"""Word's own styles of lists go down three steps; what is deeper stays on the third."""


def write(paper: Paper) -> bytes:
    """The file of this paper. Raises Refused when it is too long."""
    check(paper)
    kept = io.BytesIO()
    _Writer(paper).document.save(kept)
    return kept.getvalue()


def _colour(value: str) -> RGBColor:
    return RGBColor.from_string(value.lstrip("#").upper())


class _Writer:
    def __init__(self, paper: Paper):
        self.paper, self.document = paper, Document()
        self.accent = paper.letterhead.accent
        self.counts = parts.Counts(self.document)
        self.style_ids = {style.name: style.style_id for style in self.document.styles}
        self.describe()
        self.set_styles()
        self.set_pages()
        self.letterhead()
        self.title()
        self.flow(self.document, paper.parts)

    def describe(self) -> None:
        about = self.document.core_properties
        about.title, about.author = xml(self.paper.title), xml(self.paper.author)
        about.subject, about.comments = xml(self.paper.subject), ""
        about.language = "-".join(SPELLED.get(self.paper.language, SPELLED["en"]))

    def set_styles(self) -> None:
        styles = self.document.styles
        parts.speak(styles, "-".join(SPELLED.get(self.paper.language, SPELLED["en"])))
        normal = styles["Normal"]
        parts.use_font(normal, FONT)
        normal.font.size, normal.font.color.rgb = Pt(10), _colour(INK)
        normal.paragraph_format.space_after = Pt(5)
        for level, size in enumerate((20, 13, 11, 10), 1):
            style = styles[f"Heading {level}"]
            parts.use_font(style, FONT)
            style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
            style.font.color.rgb = _colour(INK)
        styles["Quote"].paragraph_format.left_indent = Mm(6)
        styles["Heading 2"].paragraph_format.space_before = Pt(16)
        styles["Heading 2"].paragraph_format.space_after = Pt(5)

    def set_pages(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        if self.paper.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(22), Mm(20)
        section.different_first_page_header_footer = True
        self.small(section.header.paragraphs[0], f"{self.paper.running} – {self.paper.letterhead.name}")
        for footer in (section.footer, section.first_page_footer):
            line = footer.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            parts.add_page_number(line)
            for run in line.runs:
                run.font.size, run.font.color.rgb = Pt(8), _colour(SOFT)

    def small(self, paragraph, words: str, size: float = 8):
        run = paragraph.add_run(xml(words))
        run.font.size, run.font.color.rgb = Pt(size), _colour(SOFT)
        return paragraph

    def letterhead(self) -> None:
        head = self.paper.letterhead
        line = self.document.add_paragraph()
        parts.add_decoration(line.add_run(), head.mark, Mm(11))
        name = line.add_run(xml(f"  {head.name}"))
        name.bold, name.font.size = True, Pt(13)
        if head.tagline:
            self.small(line, f"  {head.tagline}", 9)
        last = self.small(self.document.add_paragraph(), " · ".join(head.lines)) if head.lines else line
        parts.rule_below(last, self.accent)

    def title(self) -> None:
        kicker = self.document.add_paragraph()
        run = kicker.add_run(xml(self.paper.kicker))
        run.bold, run.font.color.rgb = True, _colour(self.accent)
        kicker.paragraph_format.space_before, kicker.paragraph_format.keep_with_next = Pt(12), True
        self.document.add_heading(xml(self.paper.title), 1).paragraph_format.space_before = Pt(0)
        if self.paper.notice:
            notice = self.document.add_paragraph(xml(self.paper.notice))
            parts.shade(notice._p.get_or_add_pPr(), "#fdf0da")

    def flow(self, place, blocks: Iterable, style: str | None = None, step: int = 0) -> None:
        for block in blocks:
            getattr(self, f"add_{block.kind}")(place, block, style, step)

    def line(self, place, style: str | None = None):
        """A new paragraph. python-docx goes through all its styles for each one that it is asked for by name."""
        made = place.add_paragraph()
        if style:
            made._p.style = self.style_ids[style]
        return made

    def add_p(self, place, block: Block, style: str | None, step: int) -> None:
        self.say(self.line(place, style), block.runs)

    def add_h(self, place, block: Block, style: str | None, step: int) -> None:
        self.say(self.line(place, f"Heading {block.level}"), block.runs)

    def add_pre(self, place, block: Block, style: str | None, step: int) -> None:
        line = self.line(place, style)
        parts.shade(line._p.get_or_add_pPr(), WASH)
        self.say(line, block.runs)

    def add_hr(self, place, block: Block, style: str | None, step: int) -> None:
        parts.rule_below(place.add_paragraph(), "#c3cccf")

    def add_quote(self, place, block: Block, style: str | None, step: int) -> None:
        self.flow(place, block.blocks, style or "Quote", step)

    def add_ul(self, place, block: Block, style: str | None, step: int) -> None:
        self.items(place, block, "List Bullet", step)

    def add_ol(self, place, block: Block, style: str | None, step: int) -> None:
        self.items(place, block, "List Number", step)

    def items(self, place, block: Block, name: str, step: int) -> None:
        deep = min(step + 1, LEVELS)
        marked, under = (f"{base} {deep}" if deep > 1 else base for base in (name, "List Continue"))
        count = self.counts.begin(marked, block.start) if block.kind == "ol" else None
        for item in block.items:
            first, *rest = item if item[0].kind in {"p", "pre"} else (Block("p"), *item)
            line = self.line(place, marked)
            if count is not None:
                parts.count_with(line, count)
            self.say(line, first.runs)
            self.flow(place, rest, under, step + 1)

    def add_table(self, place, block: Block, style: str | None, step: int) -> None:
        rows = 1 + max(cell.row for cell in block.cells)
        table = parts.add_grid(place, rows, block.columns, heads=block.heads)
        boxes = table._cells  # one list: each look-up of python-docx goes through the whole table
        for cell in block.cells:
            first = cell.row * block.columns + cell.column
            box, last = boxes[first], boxes[first + (cell.rowspan - 1) * block.columns + cell.colspan - 1]
            box = box.merge(last) if last is not box else box
            self.flow(box, cell.blocks or (Block("p"),))
            parts.finish(box)
            if cell.head:
                parts.make_head(box)
        parts.close(place)

    def add_facts(self, place, block: Facts, style: str | None, step: int) -> None:
        for name, said in block.rows:
            line = place.add_paragraph()
            line.paragraph_format.space_after = Pt(1)
            self.small(line, f"{name}\u00a0: ", 10)
            line.add_run(xml(said))

    def add_byline(self, place, block: Byline, style: str | None, step: int) -> None:
        self.small(place.add_paragraph(), block.text, 9).paragraph_format.keep_with_next = True

    def add_kept(self, place, block: Kept, style: str | None, step: int) -> None:
        colour = tone(block.tone, self.accent)
        line = place.add_paragraph()
        line.paragraph_format.keep_together = True
        parts.bar_beside(line, colour)
        label = line.add_run(xml(f"{block.label}\u00a0: "))
        label.bold, label.font.color.rgb = True, _colour(colour)
        line.add_run(xml(block.text))
        if block.about:
            line.add_run().add_break()
            self.small(line, block.about, 9)

    def add_sheet(self, place, block: Sheet, style: str | None, step: int) -> None:
        table = parts.add_grid(place, 1 + len(block.rows), len(block.heads), heads=1, shares=block.shares)
        words = [said for row in (block.heads, *block.rows) for said in row]
        for number, (cell, said) in enumerate(zip(table._cells, words, strict=True)):
            cell.paragraphs[0].add_run(xml(said))
            parts.finish(cell)
            if number < len(block.heads):
                parts.make_head(cell)
        parts.close(place)

    def say(self, paragraph, runs: Iterable[Run]) -> None:
        for run in runs:
            href = address(run.href)
            made = parts.add_link(paragraph, xml(href)) if href else paragraph.add_run()
            made.text = xml(run.text)
            made.bold, made.italic = run.bold or run.mention or None, run.italic or None
            made.font.strike, made.underline = run.strike or None, run.underline or bool(href) or None
            if href:
                made.font.color.rgb = _colour(self.accent)
