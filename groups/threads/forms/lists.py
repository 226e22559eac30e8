"""What the address of a list asks for."""

from groups.threads.enums import Kind
from groups.threads.queries import SHOWS, SORTS, Wanted
from network.kit.fields import single_line, whole_number

LAST_DAY = 3660


def wanted_of(asked) -> Wanted:
    """What the address of a list asks for; what makes no sense is left out."""
    before = tuple(n for text in asked.get("before", "").split("-") if (n := whole_number(text)) is not None)
    sort = asked.get("sort", "") if asked.get("sort", "") in SORTS else ""
    return Wanted(
        show=asked.get("filter", "") if asked.get("filter", "") in SHOWS else "",
        kind=asked.get("kind", "") if asked.get("kind", "") in Kind.values else "",
        tag=single_line(asked.get("tag", ""))[:80],
        author=whole_number(asked.get("author", "")),
        days=_days(asked.get("days", "")),
        older=_days(asked.get("older", "")),
        sort=sort,
        before=before if len(before) == len(SORTS[sort][2]) else (),
    )


def _days(text: str) -> int | None:
    number = whole_number(text)
    return min(number, LAST_DAY) if number else None
