"""What a reader says of a document, in words that travel between two processes."""

from enum import StrEnum

TEXT_MAX = 1_000_000
HTML_MAX = 300_000
MARKDOWN_MAX = 100_000
"""Characters that are set as a page; what follows is found by search, and downloaded."""
ROWS_MAX, COLUMNS_MAX, CELL_MAX = 200, 30, 300
PAGES_MAX = 12


class Outcome(StrEnum):
    DONE = "done"
    NOTHING = "nothing"
    """Its type holds no words, or none that we read."""
    LOCKED = "locked"
    """A password protects it."""
    DAMAGED = "damaged"
    TOO_MUCH = "too_much"
    """More time, memory or room than a document may take."""


class Unread(Exception):  # noqa: N818
    """The document is not read any further; `outcome` says why."""

    def __init__(self, outcome: Outcome):
        super().__init__(outcome)
        self.outcome = outcome


class Words:
    """Collects text up to TEXT_MAX characters; `full` says that there is no room for more."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left = TEXT_MAX

    @property
    def full(self) -> bool:
        return self.left <= 0

    def add(self, words: str) -> None:
        if words and not self.full:
            self.parts.append(words[: self.left])
            self.left -= len(words)

    def __str__(self) -> str:
        """Without what a database or a page can't hold, and without lines that say nothing."""
        text = "".join(self.parts).replace("\x00", "").encode("utf-8", "ignore").decode()
        lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        kept, empty = [], 0
        for line in lines:
            empty = 0 if line else empty + 1
            if empty < 2:
                kept.append(line)
        return "\n".join(kept).strip("\n")
