"""Workbooks (.xlsx, .ods) as tables: a filled form, or the first sheet that holds a plain table."""

import hashlib
import io
import zlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from attrs import evolve

from smartscore.errors import DatasetError, Problem, UsageError
from smartscore.reading.cell_grid import CellGrid, Marks, Merged, grid_of
from smartscore.reading.form import form_tables
from smartscore.reading.grid_table import Layout, heading_row, table_of
from smartscore.reading.ods_marks import ods_marks
from smartscore.reading.xlsx_marks import xlsx_marks
from smartscore.tables.table import Table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


#: What is raised of archives and of the XML in them that are damaged, encrypted, or made otherwise.
_DAMAGE = (BadZipFile, zlib.error, ParseError, ExpatError, OSError, EOFError, LookupError, ValueError, RuntimeError)


def read_workbook(path: Path, data: bytes | None = None, *, id_column: str | None = None) -> list[Table]:
    """Read the tables of a workbook: those of a form where it is one, else the first plain one; hidden sheets are not.

    `data` is what the file holds, where that was read already.

    Raises:
        UsageError: if python-calamine is not installed.
        DatasetError: if there is no such file, it is no workbook, or no sheet holds a table.
    """
    if find_spec("python_calamine") is None:
        raise UsageError(Problem("missing_extra", {"extra": "excel"}, file=str(path)))
    try:
        data = path.read_bytes() if data is None else data
    except OSError as error:
        raise DatasetError(Problem("file_unreadable", {"reason": error.strerror}, file=str(path))) from error
    sheets = _sheets(data, path)
    tables = form_tables(sheets, str(path), id_column)
    if not tables:
        plain = next(((sheet, row) for sheet in sheets if (row := heading_row(sheet, id_column)) is not None), None)
        if plain is None:
            raise DatasetError(Problem("no_table", file=str(path)))
        sheet, row = plain
        tables = [table_of(sheet, Layout(row, id_column=id_column), str(path))]
    digest = hashlib.sha256(data).hexdigest()
    return [evolve(table, digest=digest) for table in tables]


def _sheets(data: bytes, path: Path) -> list[CellGrid]:
    """Give the visible sheets in their order."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    damage = (CalamineError, *_DAMAGE)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book, ZipFile(io.BytesIO(data)) as archive:
            marks = (ods_marks if "content.xml" in archive.namelist() else xlsx_marks)(archive)
            return [
                _sheet(book.get_sheet_by_name(metadata.name), marks.get(metadata.name, Marks()))
                for metadata in book.sheets_metadata
                if (metadata.visible, metadata.typ) == (SheetVisibleEnum.Visible, SheetTypeEnum.WorkSheet)
            ]
    except damage as error:
        raise DatasetError(Problem("file_unreadable", {"reason": str(error)}, file=str(path))) from error


def _sheet(read: "CalamineSheet", marks: Marks) -> CellGrid:
    merged = [Merged(*cells) for cells in read.merged_cell_ranges or ()]
    rows = read.to_python(skip_empty_area=False)
    return grid_of(read.name, rows, evolve(marks, merged=[*marks.merged, *merged]))
