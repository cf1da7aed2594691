"""The extent of a sheet up to the last cell that is near, and the cells beyond it."""

from collections.abc import Sequence

from attrs import frozen

from smartscore.tables.table import letters

_MANY = 2_000_000  # cells, below which any grid is small
_SPARSE = 8  # times as many cells as there are
_SHOWN = 5
_GAP = 1_000  # empty rows or columns between a table and what is far from it


@frozen
class Extent:
    """How many rows and columns a sheet has up to its last cell that is near, and the cells beyond it, by reference."""

    rows: int
    columns: int
    far: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def shown(self) -> str:
        """The first of the far cells."""
        return ", ".join(self.far[:_SHOWN]) + (", ..." if len(self.far) > _SHOWN else "")


def is_dense(rows: int, columns: int, cells: int) -> bool:
    """Tell whether a grid of these rows and columns is small, or filled well enough by so many cells."""
    return rows * columns <= max(_MANY, _SPARSE * cells)


def extent_of_places(places: Sequence[tuple[int, int]]) -> Extent:
    """Measure a sheet by row and column of its cells, counted from 1."""
    rows, columns = (max((place[axis] for place in places), default=0) for axis in (0, 1))
    if is_dense(rows, columns, len(places)):
        return Extent(rows, columns)
    rows, columns = _near({row for row, _ in places}), _near({column for _, column in places})
    far = tuple(f"{letters(column - 1)}{row}" for row, column in places if row > rows or column > columns)
    return Extent(rows, columns, far, is_cut=True)


def _near(places: set[int]) -> int:
    """Give the last row or column before the first wide gap."""
    last = 0
    for place in sorted(places):
        if place > last + _GAP and last:
            break
        last = place
    return last
