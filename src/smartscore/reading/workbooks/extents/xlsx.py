"""Cells far from all others in sheets of .xlsx files, for which a grid would take all memory of the machine."""

import re

from smartscore.reading.workbooks.extents.extent import Extent, extent_of_places, is_dense

_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>]*>")
_CLOSED = re.compile(rb"</(?:\w+:)?c>")
#: As programs write them, which begin with letters that are found quickly; and as they may be written too.
_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_ANY_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"']([0-9]{1,7})[\"']")
_WIDE = re.compile(rb' r="([A-Z]{2,3})[0-9]')
_ANY_WIDE = re.compile(rb"\br=[\"']([A-Za-z]{2,3})[0-9]{1,7}[\"']")


def xlsx_extent(sheet: bytes) -> Extent:
    """Measure a sheet without making a grid of it."""
    is_usual = b'<row r="' in sheet and b" r='" not in sheet and sheet.count(b"<row ") == sheet.count(b'<row r="')
    rows, names = (_ROW, _WIDE) if is_usual else (_ANY_ROW, _ANY_WIDE)
    last_row = max(map(int, rows.findall(sheet)), default=0)
    wide = {number_of(name) for name in set(names.findall(sheet))}
    columns = max(wide, default=26)
    cells = sheet.count(b"<c ") + sheet.count(b":c ")
    if is_dense(last_row, columns, cells):
        return Extent(last_row, columns)
    return extent_of_places(
        [(int(found[2]), number_of(found[1])) for found in _CELL.finditer(sheet) if _is_filled(sheet, found)]
    )


def without_far(sheet: bytes, extent: Extent) -> bytes:
    """Give a sheet without its far cells, filled or not."""
    kept, start = [], 0
    for found in _CELL.finditer(sheet):
        if int(found[2]) > extent.rows or number_of(found[1]) > extent.columns:
            kept.append(sheet[start : found.start()])
            start = found.end() if found[0].endswith(b"/>") else _end_of(sheet, found.end())
    return b"".join([*kept, sheet[start:]])


def _end_of(sheet: bytes, start: int) -> int:
    """Give where a cell ends whose content begins here."""
    found = _CLOSED.search(sheet, start)
    return len(sheet) if found is None else found.end()


def _is_filled(sheet: bytes, found: re.Match[bytes]) -> bool:
    """Tell whether something stands in a cell, not its format alone."""
    return not found[0].endswith(b"/>") and _CLOSED.match(sheet, found.end()) is None


def number_of(name: bytes) -> int:
    """Give the number of a column by its letters, counted from 1."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
