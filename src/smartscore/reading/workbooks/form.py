"""Filled forms: the data sheets of a workbook as one long table, and its profile as a table of cities."""

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

import pandas as pd
from attrs import evolve

from smartscore.errors import DatasetError
from smartscore.reading.options import DEFAULT, ReadingOptions
from smartscore.reading.sizes import bytes_of
from smartscore.reading.workbooks.cell_grid import CellGrid
from smartscore.reading.workbooks.form_profile import profile_of, with_cities
from smartscore.reading.workbooks.grid_table import row_with, table_of
from smartscore.reading.workbooks.sheets import read_sheets
from smartscore.reading.workbooks.table_body import Layout
from smartscore.tables.columns import ABOUT_INDICATORS, OF_ITEMS, VALUE_FIELDS, WORKED_OUT
from smartscore.tables.table import Table

#: The headings by which a sheet is known: a line a value, or a line an item of evidence.
_DATA, _ITEMS = ("indicator", "value"), ("indicator", "status")
#: What makes a line one; the office alone, which forms fill in beforehand, says nothing.
_NEEDED = ("value", *VALUE_FIELDS, *(name for name in OF_ITEMS if name != "office"))
_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")  # how a workbook with a password begins


def form_tables(sheets: Sequence[CellGrid], file: str, options: ReadingOptions = DEFAULT) -> list[Table]:
    """Give the values of a form as one long table, before it the cities of its profile; nothing if it is no form.

    Every sheet with the headings `indicator` and `value`, or `indicator` and `status`, is a part of it. Lines with
    neither a value nor a level, an item, a status or anything beside it are left out; of an empty form the first line
    of each indicator is kept.

    Raises:
        DatasetError: if the profile does not say which city it is about.
    """
    data = [(sheet, row) for sheet in sheets if (row := _heading(sheet)) is not None]
    if not data:
        return []
    tables = [_lines(sheet, row, file, _NEEDED, options) for sheet, row in data]
    if not any(len(table.frame) for table in tables):
        tables = [_once(_lines(sheet, row, file, ("indicator",), options)) for sheet, row in data]
    values = _without_items(_joined(tables))
    profile = next((candidate for sheet in sheets if (candidate := profile_of(sheet, file)) is not None), None)
    return [values] if profile is None else [profile.table, with_cities(values, profile, options.key)]


def is_form(path: Path) -> bool:
    """Tell whether a file is a workbook that is read as a form, or one that may be, since it cannot be opened.

    A file of another name counts too, and a sheet that is hidden.
    """
    with path.open("rb") as file:
        start = file.read(8)
    named_so = path.suffix.lower() in (".xlsx", ".ods")
    if start == _LOCKED or not start.startswith(b"PK") or find_spec("python_calamine") is None:
        return named_so and (start == _LOCKED or start.startswith(b"PK"))
    try:
        sheets = read_sheets(bytes_of(path, DEFAULT), path, DEFAULT)
    except DatasetError:
        return named_so
    return any(_heading(sheet) is not None for sheet in sheets)


def _heading(sheet: CellGrid) -> int | None:
    """Give the row of headings of a part of a form."""
    rows = (row_with(sheet, names) for names in (_DATA, _ITEMS))
    return next((row for row in rows if row is not None), None)


def _once(table: Table) -> Table:
    """Give the first line of each indicator in each city."""
    names = [name for name in ("city", "indicator") if name in table.frame]
    kept = [place for place, again in enumerate(table.frame.duplicated(subset=names)) if not again]
    places = {before: after for after, before in enumerate(kept)}
    return evolve(
        table,
        frame=table.frame.iloc[kept].reset_index(drop=True),
        lines=[line for place, line in enumerate(table.lines or ()) if place in places],
        faults=tuple(evolve(fault, row=places[fault.row]) for fault in table.faults if fault.row in places),
    )


def _lines(sheet: CellGrid, row: int, file: str, needed: Sequence[str], options: ReadingOptions) -> Table:
    """Give the lines of a sheet without what it says of its indicators; `unit` alone may be the key."""
    about = [name for name in ABOUT_INDICATORS if name != "unit" or row_with(sheet, ("indicator", "title")) is not None]
    about += WORKED_OUT
    return table_of(sheet, Layout((row,), about, needed, options.key, hidden=options.hidden), file)


def _without_items(values: Table) -> Table:
    """Give a table without the columns of items where no line has one."""
    there = [name for name in OF_ITEMS if name in values.frame]
    if any(values.frame[name].notna().any() for name in there if name in ("level", "item", "status")):
        return values
    return evolve(values, frame=values.frame.drop(columns=there))


def _joined(tables: Sequence[Table]) -> Table:
    """Put tables of one file under one another."""
    starts = accumulate((len(table.frame) for table in tables), initial=0)
    faults = [
        evolve(fault, row=fault.row + start)
        for table, start in zip(tables, starts, strict=False)
        for fault in table.faults
    ]
    return evolve(
        tables[0],
        frame=pd.concat([table.frame for table in tables], ignore_index=True).astype(object),
        lines=[line for table in tables for line in table.lines or ()],
        problems=tuple(problem for table in tables for problem in table.problems),
        faults=tuple(faults),
        interpretation=evolve(
            tables[0].interpretation,
            remarks=tuple(remark for table in tables for remark in table.interpretation.remarks),
        ),
    )
