"""What python-docx has no word for, in Word's own XML."""

import io

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.numbering import CT_Num
from docx.shared import Pt
from docx.text.run import Run

from .words import LINE, WASH


def _made(name: str, **about: str):
    element = OxmlElement(name)
    for key, value in about.items():
        element.set(qn(f"w:{key}"), value)
    return element


def speak(styles, language: str) -> None:
    """The language of all words that say no other."""
    default = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in default.findall(qn("w:lang")):
        default.remove(old)
    default.append(_made("w:lang", val=language, eastAsia=language, bidi="ar-SA"))


def use_font(style, name: str) -> None:
    """For every script; the font of the theme would win otherwise."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [*fonts.attrib]:
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def add_page_number(paragraph) -> None:
    """ "2 / 5", counted by Word."""
    for name in ("PAGE", "", "NUMPAGES"):
        if not name:
            paragraph.add_run(" / ")
            continue
        for about in ({"fldCharType": "begin"}, name, {"fldCharType": "end"}):
            run = paragraph.add_run()
            if isinstance(about, dict):
                run._r.append(_made("w:fldChar", **about))
            else:
                code = OxmlElement("w:instrText")
                code.text = about
                run._r.append(code)


def add_decoration(run, picture: bytes, height) -> None:
    """A picture that says nothing: readers aloud pass over it."""
    drawn = run.add_picture(io.BytesIO(picture), height=height)._inline
    for side in "TBLR":
        drawn.set(f"dist{side}", "0")
    for about in run._r.iter(qn("wp:docPr")):
        about.set("descr", "")
        about.set("title", "")


def shade(properties, colour: str) -> None:
    properties.append(_made("w:shd", val="clear", color="auto", fill=colour.lstrip("#")))


def rule_below(paragraph, colour: str) -> None:
    _border(paragraph, "bottom", colour, "8", "4")


def bar_beside(paragraph, colour: str) -> None:
    _border(paragraph, "left", colour, "18", "8")


def _border(paragraph, side: str, colour: str, size: str, space: str) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_made(f"w:{side}", val="single", sz=size, space=space, color=colour.lstrip("#")))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


class Counts:
    """Lists with numbers, each of which begins again where it should: to Word, a list of its own. Kept here, since
    python-docx would go through all of them for each new one.
    """

    def __init__(self, document: Document):
        self.numbering = document.part.numbering_part.element
        self.last = max(one.numId for one in self.numbering.num_lst)
        kinds = {one.numId: one.abstractNumId.val for one in self.numbering.num_lst}
        own = {style.name: style.element.pPr for style in document.styles if style.name.startswith("List Number")}
        self.kinds = {name: kinds[about.numPr.numId.val] for name, about in own.items()}

    def begin(self, style: str, start: int) -> int:
        """The number, among Word's lists, of a new one in this style."""
        self.last += 1
        made = CT_Num.new(self.last, self.kinds[style])
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        self.numbering.append(made)
        return self.last


def count_with(paragraph, count: int) -> None:
    number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = 0
    number.get_or_add_numId().val = count


def add_grid(place: Document, rows: int, columns: int, *, heads: int, shares: tuple[int, ...] = ()):
    """A table whose first rows are repeated on each page."""
    page = place.sections[0]
    usable = page.page_width - page.left_margin - page.right_margin
    table = place.add_table(rows, columns, style="Table Grid")
    table.autofit = False
    _frame(table)
    every = shares or (1,) * columns
    for column, share in zip(table.columns, every, strict=True):
        column.width = int(usable * share / sum(every))
    for row in table.rows[:heads]:
        row._tr.get_or_add_trPr().append(_made("w:tblHeader", val="true"))
    return table


def _frame(table) -> None:
    """Lines in our grey, and words that keep away from them."""
    about = table._tbl.tblPr
    lines, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        lines.append(_made(f"w:{side}", val="single", sz="4", space="0", color=LINE.lstrip("#")))
    for side in ("top", "left", "bottom", "right"):
        margins.append(_made(f"w:{side}", w="80", type="dxa"))
    look = about.find(qn("w:tblLook"))
    for part in (lines, about.find(qn("w:tblLayout")), margins):
        if part is not None and look is not None:
            look.addprevious(part)


def make_head(cell) -> None:
    shade(cell._tc.get_or_add_tcPr(), WASH)
    for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
        run.bold = True


def finish(cell) -> None:
    """Without the empty paragraph that each cell is made with, and with its lines close together."""
    first, *rest = cell.paragraphs
    if rest and not first.text:
        first._p.getparent().remove(first._p)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = Pt(1)


def close(place) -> None:
    """After a table, so that two in a row stay two; a cell must end with a paragraph."""
    place.add_paragraph().paragraph_format.space_after = 0


def add_link(paragraph, address: str) -> Run:
    """The run inside a new link."""
    known = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), known)
    run = OxmlElement("w:r")
    link.append(run)
    paragraph._p.append(link)
    return Run(run, paragraph)
