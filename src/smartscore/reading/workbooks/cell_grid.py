"""The sheets of workbooks as grids of cells, with what the cells hold beside their values."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from smartscore.numerals.quantity import Quantity
from smartscore.tables.table import letters

_BEYOND = 50  # rows and columns of merged cells that go on below or beside all others

#: A cell by row and column, both counted from 0.
Cell = tuple[int, int]


def no_decimals(_column: int) -> Mapping[int, int]:
    """Tell nothing of how a column is shown."""
    return {}


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

    def is_near(self, height: int, width: int) -> bool:
        """Whether they begin in a grid of this size, or not far from it."""
        return self.first[0] < height + _BEYOND and self.first[1] < width + _BEYOND

    def within(self, height: int, width: int) -> "Merged":
        """Give those that are not far from a grid of this size: all cells of a sheet may be merged."""
        return Merged(self.first, (min(self.last[0], height + _BEYOND), min(self.last[1], width + _BEYOND)))

    def __str__(self) -> str:
        return ":".join(f"{letters(column)}{row + 1}" for row, column in (self.first, self.last))


@frozen(eq=False)
class CellGrid:
    """The cells of one sheet of a workbook, by row.

    All rows have the same length, and an empty cell is None. `merged` are the cells that are one, `hidden_rows` and
    `hidden_columns` those that nobody sees, counted from 0, and `far` the cells so far from all others that they were
    passed over. `decimals` tells with how many decimals the cells of a column are shown, by row.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    merged: Sequence[Merged] = ()
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    decimals: Callable[[int], Mapping[int, int]] = no_decimals
    far: Sequence[str] = ()
    is_visible: bool = True


@frozen(eq=False)
class Marks:
    """What the cells of a sheet hold beside their values: errors, formulas without a result, percent formats, merges.

    `errors` are the words of errors by cell, such as #REF!; `percents` the cells that show a share as percent, `shown`
    the texts of those that show zeros before a number, as codes have them. The rest is as `CellGrid` has it.
    """

    errors: dict[Cell, str] = field(factory=dict)
    uncomputed: set[Cell] = field(factory=set)
    percents: set[Cell] = field(factory=set)
    merged: list[Merged] = field(factory=list)
    shown: dict[Cell, str] = field(factory=dict)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    decimals: Callable[[int], Mapping[int, int]] | None = None
    decimals_shown: dict[int, dict[int, int]] = field(factory=dict)
    far: Sequence[str] = ()

    def decimals_of(self, column: int) -> Mapping[int, int]:
        """Give with how many decimals the cells of a column are shown, by row."""
        return self.decimals_shown.get(column, {}) if self.decimals is None else self.decimals(column)


def grid_of(name: str, rows: Sequence[Sequence[Any]], marks: Marks) -> CellGrid:
    """Give the grid of these cells, with what is marked put into them."""
    size = len(rows), max(map(len, rows), default=0)
    merges = [merged.within(*size) for merged in marks.merged if merged.is_near(*size)]
    special = [*marks.errors, *marks.uncomputed, *(merged.last for merged in merges)]
    height = max([len(rows), *(row + 1 for row, _ in special)])
    width = max([size[1], *(column + 1 for _, column in special)], default=0)
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
    for row, column in _within(marks.shown, height, width):
        if not isinstance(grid[row][column], Broken):
            grid[row][column] = marks.shown[row, column]
    hidden = marks.hidden_rows, marks.hidden_columns
    return CellGrid(name, grid, merges, *hidden, decimals=marks.decimals_of, far=marks.far)


def _is_empty(cell: object) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _within(cells: Iterable[Cell], height: int, width: int) -> Iterable[Cell]:
    return (cell for cell in cells if cell[0] < height and cell[1] < width)


def _percent(share: float) -> Quantity:
    """Give what a cell shows that holds a share as percent: 0.07 shows 7 %."""
    number = float(f"{share * 100:.12g}")
    return Quantity(number, "%", f"{number:.12g} %")
