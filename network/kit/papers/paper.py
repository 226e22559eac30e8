"""A paper: what it says, in the order in which it is read, without a word about how it looks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from network.kit.errors import Refused
from network.kit.letterhead import Letterhead
from network.kit.rich_tree import Block, Run
from network.kit.typography import nb

MOST_BLOCKS = 6000
"""Two hundred pages. Office files of that size take seconds to write; minutes of forty points have some hundreds."""
MOST_CHARACTERS = 600_000
"""Of clean HTML, before it is read: six times the longest minutes that we foresee."""


@dataclass(frozen=True)
class Facts:
    """Short answers under their names: date, hours, place."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Byline:
    """Small words that stay with the heading above them: who presents it."""

    text: str
    kind: str = "byline"


@dataclass(frozen=True)
class Kept:
    """What a meeting keeps of a point. `tone`: "decision", "action" or "open"; `about`: who and when."""

    tone: str
    label: str
    text: str
    about: str = ""
    kind: str = "kept"


@dataclass(frozen=True)
class Sheet:
    """A table of plain words. `shares`: widths of its columns; `tall`: rows that one signs in."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    tall: bool = False
    kind: str = "sheet"


Part = Block | Facts | Byline | Kept | Sheet


@dataclass(frozen=True)
class Paper:
    """`kicker`: what kind of paper, above its title. `running`: at the head of each page but the first. `notice`: a
    warning under the title. Headings in `parts` begin with level 2 and leave no level out.
    """

    title: str
    kicker: str
    running: str
    language: str
    letterhead: Letterhead
    parts: tuple[Part, ...]
    subject: str = ""
    author: str = ""
    notice: str = ""
    landscape: bool = False


def heading(text: str, level: int = 2) -> Block:
    return Block("h", (Run(nb(text)),), level=level)


def text(words: str, *, label: str = "") -> Block:
    """A paragraph of plain words, with a label in bold before it."""
    begins = (Run(f"{label} ", bold=True),) if label else ()
    return Block("p", (*begins, Run(nb(words))))


def listed(items: Iterable[str], *, numbered: bool = False) -> Block:
    return Block("ol" if numbered else "ul", items=tuple((text(item),) for item in items))


def below(blocks: Iterable[Block], level: int) -> tuple[Block, ...]:
    """Blocks whose headings stand below one of this level, none left out between."""
    found, last = [], level
    for block in blocks:
        last = min(level + block.level, last + 1) if block.kind == "h" else last
        found.append(replace(block, level=last) if block.kind == "h" else block)
    return tuple(found)


def check_html(texts: Iterable[str]) -> None:
    """Raises Refused for clean HTML that nobody writes and that would take long to read."""
    if sum(map(len, texts)) > MOST_CHARACTERS:
        raise _too_long()


def check(paper: Paper) -> None:
    """Raises Refused for a paper that nobody writes and that would hold up everybody else."""
    if _weight(paper.parts) > MOST_BLOCKS:
        raise _too_long()


def _too_long() -> Refused:
    return Refused(_("This is too long for an office file. It can be printed from its page."))


def _weight(parts: Iterable[Part]) -> int:
    """Paragraphs, items and cells; words that look otherwise than those beside them count half."""
    return sum(1 + (_inside(part) if isinstance(part, Block) else 0) for part in parts)


def _inside(block: Block) -> int:
    return len(block.runs) // 2 + sum(
        1 + _weight(inner) for inner in (*block.items, *(cell.blocks for cell in block.cells), block.blocks)
    )
