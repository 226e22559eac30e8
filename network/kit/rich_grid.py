"""Cells of a table as people write it, each at its place in a grid: none upon another, none beyond the last row."""

from dataclasses import dataclass, replace

MOST_COLUMNS = 12


@dataclass(frozen=True)
class Cell:
    """`blocks`: what it holds. `row` and `column` from 0, with as many rows and columns as it covers."""

    blocks: tuple = ()
    head: bool = False
    colspan: int = 1
    rowspan: int = 1
    row: int = 0
    column: int = 0

    @property
    def places(self) -> set[tuple[int, int]]:
        rows, columns = range(self.row, self.row + self.rowspan), range(self.column, self.column + self.colspan)
        return {(row, column) for row in rows for column in columns}


def settled(rows: list[list[Cell]]) -> tuple[int, tuple[Cell, ...]]:
    """(number of columns, cells at their places). Beyond MOST_COLUMNS nothing is wider than one column: whoever asks
    sees that the table is too wide.
    """
    free_from: dict[int, int] = {}
    """By column, the first row that no cell above covers."""
    placed = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while free_from.get(column, 0) > number:
                column += 1
            fitting = _fitting(cell, number, column, len(rows), free_from)
            free_from |= dict.fromkeys(range(column, column + fitting.colspan), number + fitting.rowspan)
            placed.append(fitting)
            column += fitting.colspan
    return max((cell.column + cell.colspan for cell in placed), default=0), tuple(placed)


def _fitting(cell: Cell, row: int, column: int, rows: int, free_from: dict[int, int]) -> Cell:
    wide = 1
    while wide < min(cell.colspan, MOST_COLUMNS + 1 - column) and free_from.get(column + wide, 0) <= row:
        wide += 1
    return replace(cell, row=row, column=column, colspan=wide, rowspan=min(cell.rowspan, rows - row))
