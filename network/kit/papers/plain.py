"""Papers as plain text, for mails: what is said, in order, with a line under each heading."""

from collections.abc import Iterable

from network.kit.rich_tree import Block, Run

from .paper import Facts, Kept, Part, Sheet
from .pdf import address

UNDERLINES = {2: "=", 3: "-"}


def write(parts: Iterable[Part]) -> str:
    """Blocks with a blank line between, lists indented by what leads them."""
    return "\n\n".join(filter(None, (_block(part) for part in parts)))


def _block(part: Part) -> str:
    return {
        "h": _heading, "p": _paragraph, "pre": _paragraph, "hr": lambda _part: "* * *", "ul": _list, "ol": _list,
        "quote": _quote, "table": _table, "facts": _facts, "kept": _kept, "sheet": _sheet,
    }[part.kind](part)  # fmt: skip


def _heading(part: Block) -> str:
    words = _said(part.runs)
    line = UNDERLINES.get(part.level, "") * min(len(words), 72)
    return f"{words}\n{line}".strip()


def _paragraph(part: Block) -> str:
    return _said(part.runs)


def _said(runs: Iterable[Run]) -> str:
    return "".join(_linked(run) for run in runs)


def _linked(run: Run) -> str:
    whole = address(run.href)
    return f"{run.text} ({whole})" if whole and whole.removeprefix("mailto:") != run.text.strip() else run.text


def _list(part: Block) -> str:
    leads = [f"{part.start + n}. " if part.kind == "ol" else "- " for n in range(len(part.items))]
    return "\n".join(_led(lead, item) for lead, item in zip(leads, part.items, strict=True))


def _led(lead: str, item: Iterable[Block]) -> str:
    return lead + _under("\n".join(_block(block) for block in item), " " * len(lead))


def _under(text: str, lead: str) -> str:
    return f"\n{lead}".join(text.split("\n"))


def _quote(part: Block) -> str:
    return "> " + _under(write(part.blocks), "> ")


def _table(part: Block) -> str:
    rows: dict[int, list[str]] = {}
    for cell in part.cells:
        rows.setdefault(cell.row, []).append(" ".join(write(cell.blocks).split()))
    return "\n".join(" | ".join(row) for row in rows.values())


def _facts(part: Facts) -> str:
    return "\n".join(f"{name}\u00a0: {said}" for name, said in part.rows)


def _kept(part: Kept) -> str:
    about = f" ({part.about})" if part.about else ""
    return "→ " + _under(f"{part.label}\u00a0: {part.text}{about}", "  ")


def _sheet(part: Sheet) -> str:
    return "\n".join("- " + _under(_row(row), "  ") for row in part.rows)


def _row(row: tuple[str, ...]) -> str:
    first, *rest = row
    about = ", ".join(filter(None, rest))
    return f"{first} ({about})" if about else first
