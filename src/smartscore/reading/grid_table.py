"""The table in a grid of cells: its row of headings, its merged cells, and the place of each cell."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
from attrs import evolve, frozen
from pandas import DataFrame, Index

from smartscore.errors import Problem
from smartscore.reading.cell_grid import Broken, Cell, CellGrid, Merged
from smartscore.tables.columns import ID_COLUMNS, VALUE_FIELDS
from smartscore.tables.identifiers import as_key
from smartscore.tables.table import Fault, Place, Table, TablePart, letters

#: Columns in which one merged cell down several rows is read as said of each of them.
_REPEATING = frozenset({*ID_COLUMNS, "year", "assessor", "indicator", *VALUE_FIELDS})
_FIRST_ROWS = 30  # among which headings are looked for by their names


def heading_row(sheet: CellGrid, id_column: str | None = None) -> int | None:
    """Find the row that names the columns, counted from 0; None if the sheet holds no table.

    It is the one with a name of the key among several cells, else the first with several cells;
    above it stand titles, one cell a row.
    """
    known = {*ID_COLUMNS, id_column}
    wide = (number for number, row in enumerate(sheet.rows) if sum(cell is not None for cell in row) > 1)
    first = list(islice(wide, _FIRST_ROWS))
    keyed = (number for number in first if known.intersection(_texts(sheet.rows[number])))
    return next(chain(keyed, first), None)


def row_with(sheet: CellGrid, names: Collection[str]) -> int | None:
    """Find the row with all these names among its cells, where it is one of the first."""
    first = enumerate(sheet.rows[:_FIRST_ROWS])
    return next((number for number, row in first if set(names) <= set(_texts(row))), None)


def _texts(row: Sequence[Any]) -> list[str]:
    return [cell.strip() for cell in row if isinstance(cell, str)]


@frozen
class Layout:
    """Where the row of headings of a table is (counted from 0), and what below it belongs to the table.

    Columns `dropped` do not, nor do rows that have nothing in the columns `needed`: in any, unless
    some are named.
    """

    heading: int
    dropped: Collection[str] = ()
    needed: Collection[str] = ()
    id_column: str | None = None


def table_of(sheet: CellGrid, layout: Layout, file: str) -> Table:
    """Give the table of a sheet.

    Headings that are no text, are missing over cells or stand twice, cells without a value and
    merged cells are told in the table's `problems` and `faults`.
    """
    body = _Body.of(sheet, layout)
    part = TablePart(file, sheet.name, body.columns)
    cells = np.empty((len(body.rows), len(body.columns)), dtype=object)
    for place, column in enumerate(body.columns.values()):
        cells[:, place] = [sheet.rows[row][column] for row in body.rows]
    faults = tuple(_read_merged(sheet, body, cells, {*_REPEATING, layout.id_column}))
    frame = DataFrame(cells, columns=Index(list(body.columns), dtype=object), dtype=object)
    lines = [Place(part, row + 1) for row in body.rows]
    problems = tuple(_wrong_headings(sheet, body, file))
    return without_broken(Table(frame, lines, file, problems=problems, faults=faults))


@frozen(eq=False)
class _Body:
    """Which columns and rows of a sheet belong to its table, and the cells of its row of headings."""

    heading: int
    headings: Sequence[Any]
    columns: Mapping[str, int]
    rows: Sequence[int]

    @classmethod
    def of(cls, sheet: CellGrid, layout: Layout) -> "_Body":
        """Find the table below a row of headings, which goes as far down as its merged cells."""
        upright = [merged for merged in sheet.merged if merged.is_upright and merged.first[0] <= layout.heading]
        heading = max([layout.heading, *(merged.last[0] for merged in upright)])
        headings = list(sheet.rows[heading])
        for merged in upright:
            if merged.last[0] == heading:
                headings[merged.last[1]] = sheet.rows[merged.first[0]][merged.first[1]]
        columns: dict[str, int] = {}
        for column, name in enumerate(headings):
            if isinstance(name, str) and name.strip() not in layout.dropped:
                columns.setdefault(name.strip(), column)
        needed = [column for name, column in columns.items() if not layout.needed or name in layout.needed]
        below = range(heading + 1, len(sheet.rows))
        rows = [row for row in below if any(sheet.rows[row][column] is not None for column in needed)]
        return cls(heading, headings, columns, rows)


def _wrong_headings(sheet: CellGrid, body: _Body, file: str) -> Iterator[Problem]:
    def at(column: int) -> dict[str, Any]:
        cell = f"{letters(column)}{body.heading + 1}"
        return {"file": file, "row": body.heading + 1, "sheet": sheet.name, "cell": cell}

    names = [name.strip() if isinstance(name, str) else name for name in body.headings]
    for column, name in enumerate(names):
        if name is None and any(row[column] is not None for row in sheet.rows[body.heading + 1 :]):
            yield Problem("column_unnamed", {"number": column + 1}, **at(column))
        elif isinstance(name, Broken):
            yield Problem(name.code, name.fields, **at(column))
        elif name is not None and not isinstance(name, str):
            yield Problem("heading_not_text", {"found": as_key(name)}, **at(column))
    for name, times in Counter(name for name in names if isinstance(name, str)).items():
        if times > 1:
            yield Problem("column_twice", {"times": times}, column=name, **at(names.index(name)))


def _read_merged(sheet: CellGrid, body: _Body, cells: np.ndarray, repeating: Collection[str | None]) -> Iterator[Fault]:
    """Repeat what merged cells say of several rows, in place, and find those that cover values."""
    rows = {row: place for place, row in enumerate(body.rows)}
    names = {column: (place, name) for place, (name, column) in enumerate(body.columns.items())}
    for merged in sheet.merged:
        inside = [(rows[row], *names[column]) for row, column in _cells(merged) if row in rows and column in names]
        first = sheet.rows[merged.first[0]][merged.first[1]]
        if not inside or first is None:
            continue
        if merged.is_upright and inside[0][2] in repeating:
            for row, column, _ in inside:
                cells[row, column] = first
        else:
            row, _, name = inside[0]
            yield Fault(row, name, "cells_merged", {"found": str(merged)})


def _cells(merged: Merged) -> Iterator[Cell]:
    for row in range(merged.first[0], merged.last[0] + 1):
        for column in range(merged.first[1], merged.last[1] + 1):
            yield row, column


def without_broken(table: Table) -> Table:
    """Give the table with cells that have an error or no result empty, which its faults tell."""
    faults, columns = list(table.faults), {}
    for name in table.frame.columns:
        cells = table.frame[name].tolist()
        broken = [(row, cell) for row, cell in enumerate(cells) if isinstance(cell, Broken)]
        for row, cell in broken:
            cells[row] = None
            faults.append(Fault(row, name, cell.code, cell.fields))
        columns[name] = cells
    frame = DataFrame(columns, columns=table.frame.columns, index=table.frame.index, dtype=object)
    return evolve(table, frame=frame, faults=tuple(faults))
