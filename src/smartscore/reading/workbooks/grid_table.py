"""The table in a grid of cells: its merged cells, and the place of each cell."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
from attrs import evolve
from pandas import DataFrame, Index

from smartscore.errors import DatasetError, Problem
from smartscore.reading.layout.headings import FIRST_ROWS
from smartscore.reading.workbooks.cell_grid import Broken, Cell, CellGrid, Merged
from smartscore.reading.workbooks.key_texts import as_shown, is_of_codes
from smartscore.reading.workbooks.table_body import Layout, TableBody, remarks_on, wrong_headings
from smartscore.tables.columns import ID_COLUMNS, VALUE_FIELDS
from smartscore.tables.interpretation import Interpretation
from smartscore.tables.table import Fault, Place, Table, TablePart

#: Columns in which one merged cell down several rows is read as said of each of them.
_REPEATING = frozenset({*ID_COLUMNS, "year", "assessor", "indicator", *VALUE_FIELDS})


def row_with(sheet: CellGrid, names: Collection[str]) -> int | None:
    """Find the row with all these names among its cells, where it is one of the first."""
    first = enumerate(sheet.rows[:FIRST_ROWS])
    return next((number for number, row in first if set(names) <= set(_texts(row))), None)


def _texts(row: Sequence[Any]) -> list[str]:
    return [cell.strip() for cell in row if isinstance(cell, str)]


def table_of(sheet: CellGrid, layout: Layout, file: str) -> Table:
    """Give the table of a sheet.

    Headings that are no text, are missing over cells or stand twice, cells without a value and
    merged cells are told in the table's `problems` and `faults`, what was left out in its remarks.

    Raises:
        DatasetError: if there are no rows below the headings, or no such row of headings.
    """
    body = TableBody.of(sheet, layout, file)
    part = TablePart(file, sheet.name, body.columns)
    cells = np.empty((len(body.rows), len(body.columns)), dtype=object)
    for place, (name, column) in enumerate(body.columns.items()):
        cells[:, place] = [sheet.rows[row][column] for row in body.rows]
        if is_of_codes(name, layout.id_column):
            cells[:, place] = as_shown(sheet, column, body.rows)
    faults = tuple(_read_merged(sheet, body, cells, {*_REPEATING, layout.id_column}))
    frame = DataFrame(cells, columns=Index(list(body.columns), dtype=object), dtype=object)
    lines = [Place(part, row + 1) for row in body.rows]
    problems = tuple(wrong_headings(sheet, body, file))
    if layout.is_plain and not body.rows:
        where: dict[str, Any] = {"file": file, "sheet": sheet.name, "row": body.heading + 1}
        raise DatasetError([*problems, Problem("no_rows", {"count": len(body.columns)}, **where)])
    headings = tuple(row + 1 for row in body.heading_rows)
    remarks = tuple(remarks_on(sheet, body, layout, file))
    understood = Interpretation(file, sheet.name, headings=headings, remarks=remarks)
    return without_broken(Table(frame, lines, file, problems=problems, faults=faults, interpretation=understood))


def _read_merged(
    sheet: CellGrid, body: TableBody, cells: np.ndarray, repeating: Collection[str | None]
) -> Iterator[Fault]:
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
