"""The sheets of a workbook as grids of cells, of every kind of workbook; what is too large is refused before."""

import io
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from attrs import evolve

from smartscore.errors import DatasetError, Problem
from smartscore.reading.options import ReadingOptions
from smartscore.reading.sizes import require_archive, require_table
from smartscore.reading.workbooks.cell_grid import CellGrid, Marks, Merged, grid_of
from smartscore.reading.workbooks.extents.extent import Extent
from smartscore.reading.workbooks.extents.ods import ods_extents
from smartscore.reading.workbooks.extents.xlsb import xlsb_extents
from smartscore.reading.workbooks.extents.xlsx import without_far, xlsx_extent
from smartscore.reading.workbooks.ods_marks import ods_marks
from smartscore.reading.workbooks.xlsx_marks import is_never_computed, sheet_parts, xlsx_marks
from smartscore.reading.workbooks.xlsx_styles import styles_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

#: What is raised of archives and of the XML in them that are damaged, encrypted, or made otherwise.
_DAMAGE = (BadZipFile, zlib.error, ParseError, ExpatError, OSError, EOFError, LookupError, ValueError, RuntimeError)


def read_sheets(data: bytes, path: Path, options: ReadingOptions) -> list[CellGrid]:
    """Give the sheets of a workbook in their order, hidden ones too.

    Raises:
        DatasetError: if it is no workbook, is damaged, has a password, or is too large.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    damage = (CalamineError, *_DAMAGE)
    try:
        data, marks = _looked_at(data, path, options)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                evolve(
                    _sheet(book.get_sheet_by_name(metadata.name), marks.get(metadata.name, Marks())),
                    is_visible=metadata.visible == SheetVisibleEnum.Visible,
                )
                for metadata in book.sheets_metadata
                if metadata.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise DatasetError(Problem("workbook_locked", file=str(path))) from error
    except damage as error:
        raise DatasetError(Problem("file_unreadable", {"reason": str(error)}, file=str(path))) from error


def _sheet(read: "CalamineSheet", marks: Marks) -> CellGrid:
    merged = [Merged(*cells) for cells in read.merged_cell_ranges or ()]
    rows = read.to_python(skip_empty_area=False)
    return grid_of(read.name, rows, evolve(marks, merged=[*marks.merged, *merged]))


def _looked_at(data: bytes, path: Path, options: ReadingOptions) -> tuple[bytes, Mapping[str, Marks]]:
    """Give what can be opened safely, and the marks of the cells of each sheet."""
    if not data.startswith(b"PK"):
        return data, {}
    with ZipFile(io.BytesIO(data)) as archive:
        require_archive(archive, len(data), path, options)
        names = archive.namelist()
        if "content.xml" in names:
            content = archive.read("content.xml")
            _require_near(ods_extents(content), path, options)
            return data, ods_marks(content)
        if "xl/workbook.bin" in names:
            _require_near(xlsb_extents(archive), path, options)
            return data, {}
        return _xlsx(archive, data, path, options)


def _require_near(extents: Sequence[Extent], path: Path, options: ReadingOptions) -> None:
    """Refuse sheets of a kind of file that cannot be cut, with cells that are far from all others."""
    for extent in extents:
        require_table(path, options, extent.rows, extent.columns)
        if extent.is_cut:
            raise DatasetError(Problem("cells_far_refused", {"cells": extent.shown}, file=str(path)))


def _xlsx(archive: ZipFile, data: bytes, path: Path, options: ReadingOptions) -> tuple[bytes, Mapping[str, Marks]]:
    parts = sheet_parts(archive)
    sheets = {name: archive.read(part) for name, part in parts.items()}
    extents = {name: xlsx_extent(sheet) for name, sheet in sheets.items()}
    for extent in extents.values():
        require_table(path, options, extent.rows, extent.columns)
    far = {name: extent for name, extent in extents.items() if extent.is_cut}
    sheets |= {name: without_far(sheets[name], extent) for name, extent in far.items()}
    marks = xlsx_marks(sheets, styles_of(archive), never_computed=is_never_computed(archive))
    marks |= {name: evolve(marks[name], far=extent.far) for name, extent in far.items()}
    return _rewritten(archive, {parts[name]: sheets[name] for name in far}) if far else data, marks


def _rewritten(archive: ZipFile, parts: Mapping[str, bytes]) -> bytes:
    """Give an archive with some of its parts replaced."""
    with io.BytesIO() as file:
        with ZipFile(file, "w", ZIP_STORED) as written:
            for name in archive.namelist():
                written.writestr(name, parts[name] if name in parts else archive.read(name))
        return file.getvalue()
