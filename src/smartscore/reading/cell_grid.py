"""The sheets of workbooks as grids of cells, with what the cells hold beside their values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from smartscore.numerals.quantity import Quantity
from smartscore.tables.table import letters

#: A cell by row and column, both counted from 0.
Cell = tuple[int, int]


@frozen
class Broken:
    """A cell without a value: the code and the fields of its problem."""

    code: str
    fields: Mapping[str, object] = field(factory=dict)


@frozen
class Merged:
    """Cells that are one: the first and the last of them."""

    first: Cell
    last: Cell

    @property
    def is_upright(self) -> bool:
        """Whether they stand in one column."""
        return self.first[1] == self.last[1]

    def __str__(self) -> str:
        return ":".join(f"{letters(column)}{row + 1}" for row, column in (self.first, self.last))


@frozen(eq=False)
class CellGrid:
    """The cells of one sheet of a workbook, by row.

    All rows have the same length, and an empty cell is None. `merged` are the cells that are one.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    merged: Sequence[Merged] = ()


@frozen(eq=False)
class Marks:
    """What the cells of a sheet hold beside their values: errors, formulas without a result, percent formats, merges.

    `errors` are the words of errors by cell, such as #REF!; `percents` the cells that show a share as percent.
    """

    errors: dict[Cell, str] = field(factory=dict)
    uncomputed: set[Cell] = field(factory=set)
    percents: set[Cell] = field(factory=set)
    merged: list[Merged] = field(factory=list)


def grid_of(name: str, rows: Sequence[Sequence[Any]], marks: Marks) -> CellGrid:
    """Give the grid of these cells, with what is marked put into them."""
    special = [*marks.errors, *marks.uncomputed, *(merged.last for merged in marks.merged)]
    height = max([len(rows), *(row + 1 for row, _ in special)])
    width = max([*(len(row) for row in rows), *(column + 1 for _, column in special)], default=0)
    grid = [[None if _is_empty(cell) else cell for cell in row] + [None] * (width - len(row)) for row in rows]
    grid += [[None] * width for _ in range(height - len(rows))]
    for row, column in _within(marks.percents, height, width):
        share = grid[row][column]
        if isinstance(share, int | float):
            grid[row][column] = _percent(share)
    for (row, column), word in marks.errors.items():
        grid[row][column] = None if word == "#N/A" else Broken("cell_error", {"found": word})
    for row, column in marks.uncomputed:
        grid[row][column] = Broken("cell_not_computed")
    return CellGrid(name, grid, marks.merged)


def _is_empty(cell: object) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _within(cells: Iterable[Cell], height: int, width: int) -> Iterable[Cell]:
    return (cell for cell in cells if cell[0] < height and cell[1] < width)


def _percent(share: float) -> Quantity:
    """Give what a cell shows that holds a share as percent: 0.07 shows 7 %."""
    number = float(f"{share * 100:.12g}")
    return Quantity(number, "%", f"{number:.12g} %")
