"""The columns below the headings of a grid, with what each looks like."""

import re
from collections.abc import Sequence
from functools import cached_property

from attrs import frozen

from smartscore.reading.layout.headings import joined
from smartscore.recipes.patterns import as_pattern, plain
from smartscore.recipes.proposal.cells import is_empty, is_year, number_of
from smartscore.recipes.proposal.grid import Grid
from smartscore.recipes.proposal.heading import Heading

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)")
_JOINED = re.compile(r"(?P<parts>\w+(?:,\w+)+)\\\w+")


@frozen(slots=False, eq=False)
class ColumnCells:
    """A column: its heading and its cells as texts, one a row."""

    name: str
    cells: Sequence[str]

    @cached_property
    def filled(self) -> list[str]:
        """The cells that are not empty."""
        return [cell for cell in self.cells if cell and not is_empty(cell)]

    @cached_property
    def different(self) -> list[str]:
        """Each different cell that is not empty, once."""
        return list(dict.fromkeys(self.filled))

    @property
    def is_of_years(self) -> bool:
        """Whether every cell is a year."""
        return bool(self.filled) and all(map(is_year, self.different))

    @property
    def is_of_numbers(self) -> bool:
        """Whether nearly every cell is a number."""
        numbers = sum(number_of(cell) is not None for cell in self.different)
        return bool(self.different) and numbers >= 0.9 * len(self.different)

    def is_called(self, words: frozenset[str]) -> bool:
        """Tell whether the heading is one of these words."""
        return plain(self.name.replace("_", " ")) in words


@frozen(eq=False)
class YearColumns:
    """Headings that differ by a year alone: their pattern, and the years."""

    pattern: str
    headings: tuple[str, ...]
    years: tuple[str, ...]

    @property
    def about(self) -> str:
        """What stands in the headings beside the year."""
        return " ".join(re.sub(r"\{year\}|\[|\]|\bYR\b", " ", self.pattern).replace("_", " ").split())


def names_below(grid: Grid, heading: Heading) -> list[str]:
    """Give the name of each column, as the reader of files makes it of the rows of headings."""
    rows = [[cell or None for cell in grid.rows[row]] for row in heading.rows]
    return ["" if name is None else str(name).strip() for name in joined(rows)]


def columns_of(grid: Grid, heading: Heading) -> list[ColumnCells]:
    """Give the columns that have a name, in the rows of data."""
    below = [row for place, row in enumerate(grid.rows) if place > heading.rows[-1] and place not in heading.passed]
    rows = [row for row in below if sum(bool(cell) for cell in row) > 1]
    columns, seen = [], set[str]()
    for place, name in enumerate(names_below(grid, heading)):
        if name and name not in seen:
            seen.add(name)
            columns.append(ColumnCells(name, [row[place] if place < len(row) else "" for row in rows]))
    return columns


def split_of(columns: Sequence[ColumnCells]) -> tuple[dict[str, str], list[ColumnCells]]:
    """Find a column whose heading and cells hold several, joined by commas, and give these as columns."""
    for column in columns:
        found = _JOINED.fullmatch(column.name)
        if found is None:
            continue
        names = found["parts"].split(",")
        cells = [cell.split(",") for cell in column.cells]
        if all(len(parts) == len(names) for parts in cells):
            pattern = ",".join(f"{{{name.lower()}}}" for name in names)
            parts = [ColumnCells(name.lower(), [cell[place] for cell in cells]) for place, name in enumerate(names)]
            return {column.name: pattern}, parts
    return {}, []


def year_columns(columns: Sequence[ColumnCells]) -> list[YearColumns]:
    """Find the headings that have a year, by what stands beside it."""
    by_pattern: dict[str, list[tuple[str, str]]] = {}
    for column in columns:
        years = set(_YEAR.findall(column.name))
        if len(years) == 1:
            by_pattern.setdefault(_YEAR.sub("{year}", as_pattern(column.name)), []).append((column.name, years.pop()))
    return [
        YearColumns(pattern, tuple(name for name, _ in found), tuple(year for _, year in found))
        for pattern, found in by_pattern.items()
    ]


def without_twins(columns: Sequence[ColumnCells]) -> list[ColumnCells]:
    """Give the columns without those that say the same as one before them in other words."""
    kept: list[ColumnCells] = []
    for column in columns:
        if not any(_say_the_same(column, other) for other in kept):
            kept.append(column)
    return kept


def _say_the_same(one: ColumnCells, other: ColumnCells) -> bool:
    pairs = set(zip(one.cells, other.cells, strict=True))
    return len(pairs) == len({cell for cell, _ in pairs}) == len({cell for _, cell in pairs})
