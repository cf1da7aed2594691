"""Which rows and columns of a sheet belong to its table, and what is to be said of the others."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from attrs import frozen

from smartscore.errors import DatasetError, Problem, Remark
from smartscore.reading.layout.columns import Unheaded, column_remarks, unheaded
from smartscore.reading.layout.footnotes import count_footnotes, text_of
from smartscore.reading.layout.headings import FIRST_ROWS, find_heading, joined
from smartscore.reading.layout.numbering import is_numbering
from smartscore.reading.layout.rows import filled, is_year
from smartscore.reading.options import ReadingOptions
from smartscore.reading.workbooks.cell_grid import Broken, CellGrid
from smartscore.tables.identifiers import as_key
from smartscore.tables.table import letters

_SHOWN = 8
_READ = ("hidden_rows_read", "hidden_columns_read")
_LEFT_OUT = ("hidden_rows_left_out", "hidden_columns_left_out")


@frozen
class Layout:
    """Where the rows of headings of a table are (counted from 0), and what below them belongs to the table.

    Columns `dropped` do not, nor do rows that have nothing in the columns `needed`: in any, unless
    some are named. Rows to `skip` do not, nor hidden ones unless `hidden`. A plain table may have notes below it.
    """

    headings: Sequence[int]
    dropped: Collection[str] = ()
    needed: Collection[str] = ()
    id_column: str | None = None
    skip: Collection[int] = ()
    hidden: bool = True
    is_plain: bool = False

    @classmethod
    def plain(cls, sheet: CellGrid, options: ReadingOptions) -> "Layout":
        """Give where a plain table is: below the rows of headings that somebody named, else that which is found."""
        skip = frozenset(row - 1 for row in options.skip)
        if options.headings:
            headings = [row - 1 for row in sorted(options.headings)]
        else:
            rows = [() if row in skip else cells for row, cells in enumerate(sheet.rows[:FIRST_ROWS])]
            headings = [find_heading(rows, options.key) or 0]
        return cls(headings, id_column=options.key, skip=skip, hidden=options.hidden, is_plain=True)


@frozen(eq=False)
class TableBody:
    """Which columns and rows of a sheet belong to its table, and the cells of its row of headings.

    `notes` are the rows below it that are notes, `gap` the first of its rows below an empty one, `unheaded` its columns
    without a heading.
    """

    heading_rows: Sequence[int]
    headings: Sequence[Any]
    columns: Mapping[str, int]
    rows: Sequence[int]
    notes: Sequence[int] = ()
    gap: int | None = None
    unheaded: Sequence[Unheaded] = ()
    numbering: int | None = None

    @property
    def heading(self) -> int:
        """The last row of headings."""
        return self.heading_rows[-1]

    @classmethod
    def of(cls, sheet: CellGrid, layout: Layout, file: str) -> "TableBody":
        """Find the table below its headings, and the notes below it.

        Raises:
            DatasetError: if a row of headings is not there.
        """
        if missing := [row for row in layout.headings if not 0 <= row < len(sheet.rows)]:
            where: dict[str, Any] = {"file": file, "sheet": sheet.name}
            raise DatasetError(Problem("no_such_heading", {"number": row + 1}, **where) for row in missing)
        heading_rows, cells = _headings(sheet, layout)
        headings = [as_key(cell) if is_year(cell) and layout.is_plain else cell for cell in cells]
        skip = {*layout.skip, *(() if layout.hidden else sheet.hidden_rows)}
        below = [row for row in range(heading_rows[-1] + 1, len(sheet.rows)) if row not in skip]
        below = [row for row in below if any(cell is not None for cell in sheet.rows[row])]
        numbering = _numbering(sheet, below) if layout.is_plain else None
        below = below if numbering is None else below[1:]
        notes = _count_notes(sheet, below, headings) if layout.is_plain else 0
        inside = below[: len(below) - notes]
        found = list(unheaded(headings, lambda column: [sheet.rows[row][column] for row in inside]))
        passed = {one.place for one in found} | (set() if layout.hidden else set(sheet.hidden_columns))
        columns: dict[str, int] = {}
        for column, name in enumerate(headings):
            if isinstance(name, str) and name.strip() not in layout.dropped and column not in passed:
                columns.setdefault(name.strip(), column)
        needed = [column for name, column in columns.items() if not layout.needed or name in layout.needed]
        rows = [row for row in inside if any(sheet.rows[row][column] is not None for column in needed)]
        gaps = (row for before, row in pairwise(inside) if row > before + 1 and row - 1 not in skip)
        gap = next(gaps, None) if layout.is_plain else None
        return cls(heading_rows, headings, columns, rows, below[len(inside) :], gap, found, numbering)


def _numbering(sheet: CellGrid, below: Sequence[int]) -> int | None:
    """Give the row right below the headings if it only numbers the columns."""
    first, *others = (sheet.rows[row] for row in below[:_SHOWN]) if below else [()]
    return below[0] if is_numbering(first, others) else None


def _headings(sheet: CellGrid, layout: Layout) -> tuple[Sequence[int], list[Any]]:
    """Give the rows of headings and the cells that they are together; one goes as far down as its merged cells."""
    if len(layout.headings) > 1:
        return layout.headings, joined([sheet.rows[row] for row in layout.headings])
    first = layout.headings[0]
    upright = [merged for merged in sheet.merged if merged.is_upright and merged.first[0] <= first <= merged.last[0]]
    last = max([first, *(merged.last[0] for merged in upright)])
    headings = list(sheet.rows[last])
    for merged in upright:
        if merged.last[0] == last:
            headings[merged.last[1]] = sheet.rows[merged.first[0]][merged.first[1]]
    return (last,), headings


def _count_notes(sheet: CellGrid, rows: Sequence[int], headings: Sequence[Any]) -> int:
    gaps = {place for place in range(1, len(rows)) if rows[place] > rows[place - 1] + 1}
    width = len(filled(headings))
    return count_footnotes([sheet.rows[row] for row in rows], gaps, width and len(headings) if width > 1 else width)


def wrong_headings(sheet: CellGrid, body: TableBody, file: str) -> Iterator[Problem]:
    """Find headings that are missing over values, are no text, or stand twice."""

    def at(column: int) -> dict[str, Any]:
        cell = f"{letters(column)}{body.heading + 1}"
        return {"file": file, "row": body.heading + 1, "sheet": sheet.name, "cell": cell}

    reasons = {one.place: one for one in body.unheaded}
    names = [name.strip() if isinstance(name, str) else name for name in body.headings]
    for column, name in enumerate(names):
        if column in reasons and reasons[column].reason == "values":
            fields = {"number": column + 1, "first": reasons[column].first}
            yield Problem("column_unnamed", fields, **at(column))
        elif isinstance(name, Broken):
            yield Problem(name.code, name.fields, **at(column))
        elif name is not None and not isinstance(name, str) and column not in reasons:
            yield Problem("heading_not_text", {"found": as_key(name)}, **at(column))
    first = {name: column for column, name in reversed(list(enumerate(names))) if isinstance(name, str)}
    for name, times in Counter(name for name in names if isinstance(name, str)).items():
        if times > 1:
            yield Problem("column_twice", {"times": times}, column=name, **at(first[name]))


def remarks_on(sheet: CellGrid, body: TableBody, layout: Layout, file: str) -> Iterator[Remark]:
    """Tell what stands above the headings, below an empty row, in notes, hidden, or beside the table."""
    where: dict[str, Any] = {"file": file, "sheet": sheet.name}
    if sheet.far:
        yield Remark("cells_far", {"count": len(sheet.far), "cells": _few(sheet.far)}, **where)
    yield from _hidden(sheet, body, layout, where)
    if not layout.is_plain:
        return
    above = [row for row in range(body.heading_rows[0]) if filled(sheet.rows[row])]
    if above:
        fields = {"count": len(above), "found": text_of(sheet.rows[above[0]])}
        yield Remark("lines_above", fields, row=above[0] + 1, **where)
    if _is_grouped(sheet, body):
        rows = {"first": body.heading, "second": body.heading + 1}
        yield Remark("headings_in_two_rows", rows, row=body.heading, **where)
    if body.numbering is not None:
        found = {"found": text_of(sheet.rows[body.numbering])}
        yield Remark("numbering", found, row=body.numbering + 1, **where)
    if body.gap is not None:
        count = sum(row >= body.gap for row in body.rows)
        yield Remark("lines_after_gap", {"count": count}, row=body.gap + 1, **where)
    for row in body.notes:
        yield Remark("footnote", {"found": text_of(sheet.rows[row])}, row=row + 1, **where)
    at_heading = {**where, "row": body.heading + 1}
    yield from column_remarks(body.unheaded, body.headings, at_heading, empty_too=False)


def _is_grouped(sheet: CellGrid, body: TableBody) -> bool:
    """Tell whether the row above the only row of headings has several cells, and one of them over several headings."""
    above = body.heading - 1
    if len(body.heading_rows) > 1 or above < 0 or len(filled(sheet.rows[above])) < 2:
        return False
    across = any(merged.first[0] == merged.last[0] == above and not merged.is_upright for merged in sheet.merged)
    over = (one.place for one in body.unheaded if one.reason == "values")
    return across or any(sheet.rows[above][place] is not None for place in over)


def _hidden(sheet: CellGrid, body: TableBody, layout: Layout, where: Mapping[str, Any]) -> Iterator[Remark]:
    """Tell of hidden rows and columns in which something stands."""
    rows_code, columns_code = _READ if layout.hidden else _LEFT_OUT
    last = len(sheet.rows) - 1
    rows = [row for row in sorted(sheet.hidden_rows) if body.heading < row <= last and filled(sheet.rows[row])]
    if rows:
        fields = {"count": len(rows), "rows": _few([str(row + 1) for row in rows])}
        yield Remark(rows_code, fields, **where)
    width = len(body.headings)
    columns = [
        column for column in sorted(sheet.hidden_columns) if column < width and body.headings[column] is not None
    ]
    if columns:
        names = _few([letters(column) for column in columns])
        yield Remark(columns_code, {"count": len(columns), "columns": names}, **where)


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
