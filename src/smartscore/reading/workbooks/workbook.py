"""Workbooks as tables: a filled form, the sheets that somebody named, or the first sheet that holds a plain table."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve

from smartscore.errors import DatasetError, Problem, Remark, hint
from smartscore.reading.layout.headings import FIRST_ROWS, find_heading, has_name, names_in_one_cell
from smartscore.reading.layout.rows import filled, is_value
from smartscore.reading.options import DEFAULT, ReadingOptions
from smartscore.reading.sizes import bytes_of
from smartscore.reading.workbooks.cell_grid import CellGrid
from smartscore.reading.workbooks.form import form_tables
from smartscore.reading.workbooks.grid_table import table_of
from smartscore.reading.workbooks.sheets import read_sheets
from smartscore.reading.workbooks.table_body import Layout
from smartscore.tables.columns import ID_COLUMNS
from smartscore.tables.table import Table

_OF_OLD = bytes.fromhex("d0cf11e0")
_SHOWN = 8


def read_workbook(path: Path, data: bytes | None = None, options: ReadingOptions = DEFAULT) -> list[Table]:
    """Read the tables of a workbook: those of the sheets that are named, or of a form, else the first plain one.

    `data` is what the file holds, where that was read already. Hidden sheets are read only if they are named; which
    sheets were not read is remarked.

    Raises:
        DatasetError: if there is no such file, it is no workbook, is too large, or no sheet holds a table.
    """
    data = bytes_of(path, options) if data is None else data
    sheets = read_sheets(data, path, options)
    tables = [] if options.sheets or options.headings else form_tables(_visible(sheets), str(path), options)
    if not tables:
        chosen = _named(sheets, path, options) if options.sheets else [_chosen(sheets, path, options)]
        tables = [table_of(sheet, Layout.plain(sheet, options), str(path)) for sheet in chosen]
        tables[0] = _remarked(tables[0], (*_unread(sheets, chosen, path), *_formats_unknown(data, path)))
    digest = hashlib.sha256(data).hexdigest()
    return [evolve(table, digest=digest) for table in tables]


def _remarked(table: Table, remarks: tuple[Remark, ...]) -> Table:
    read = table.interpretation
    return evolve(table, interpretation=evolve(read, remarks=(*remarks, *read.remarks)))


def _visible(sheets: Sequence[CellGrid]) -> list[CellGrid]:
    return [sheet for sheet in sheets if sheet.is_visible]


def _named(sheets: Sequence[CellGrid], path: Path, options: ReadingOptions) -> list[CellGrid]:
    by_name = {sheet.name: sheet for sheet in sheets}
    if unknown := [name for name in options.sheets if name not in by_name]:
        raise DatasetError(
            Problem("no_such_sheet", {"found": name, "hint": hint(name, by_name)}, file=str(path)) for name in unknown
        )
    chosen = [by_name[name] for name in options.sheets]
    if empty := [sheet for sheet in chosen if not options.headings and find_heading(sheet.rows, options.key) is None]:
        raise DatasetError(Problem("sheet_without_table", file=str(path), sheet=sheet.name) for sheet in empty)
    return chosen


def _chosen(sheets: Sequence[CellGrid], path: Path, options: ReadingOptions) -> CellGrid:
    """Choose the visible sheet that is most like a table, the first of several.

    Raises:
        DatasetError: if there is none.
    """
    visible = _visible(sheets)
    likeness = [_likeness(sheet, options) for sheet in visible]
    if max(likeness, default=0) > 0:
        return visible[likeness.index(max(likeness))]
    for sheet in visible:
        for number, row in enumerate(sheet.rows[:FIRST_ROWS]):
            if names_in_one_cell(row, 1) and number + 1 < len(sheet.rows):
                raise DatasetError(_in_one_cell(sheet, number, path))
    raise DatasetError(Problem("no_table", file=str(path)))


def _in_one_cell(sheet: CellGrid, row: int, path: Path) -> Problem:
    found = str(sheet.rows[row][filled(sheet.rows[row])[0]])
    fields = {"found": found, "delimiter": names_in_one_cell(sheet.rows[row], 1)}
    return Problem("names_in_one_cell", fields, file=str(path), sheet=sheet.name, row=row + 1)


def _likeness(sheet: CellGrid, options: ReadingOptions) -> int:
    """Tell how much a sheet is like a table: 4 with a key above numbers, 3 with numbers, 2 with a key alone."""
    heading = find_heading(sheet.rows, options.key)
    if heading is None:
        return 0
    below = sheet.rows[heading + 1 :]
    keys = {name.casefold() for name in (*ID_COLUMNS, options.key) if name}
    has_numbers = any(is_value(cell) for row in below[:FIRST_ROWS] for cell in row)
    has_key = has_name(sheet.rows[heading], keys) and any(map(filled, below))
    return 1 + 2 * has_numbers + has_key


def _unread(sheets: Sequence[CellGrid], chosen: Sequence[CellGrid], path: Path) -> Iterator[Remark]:
    """Tell which sheets with something in them were not read."""
    names = {sheet.name for sheet in chosen}
    rest = [sheet.name for sheet in sheets if sheet.name not in names and any(map(filled, sheet.rows))]
    if rest:
        shown = ", ".join(rest[:_SHOWN]) + (", ..." if len(rest) > _SHOWN else "")
        fields = {"sheet": ", ".join(sheet.name for sheet in chosen), "count": len(rest), "names": shown}
        yield Remark("sheets_unread", fields, file=str(path))


def _formats_unknown(data: bytes, path: Path) -> Iterator[Remark]:
    """Tell that the formats of the cells of older kinds of workbooks are not known, nor what is hidden in them."""
    if data.startswith(_OF_OLD) or b"xl/workbook.bin" in data:
        yield Remark("formats_unknown", file=str(path))
