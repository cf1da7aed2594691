"""How large the sheets of .xlsb files are, counted in their records before a grid is made of them."""

from collections.abc import Iterator
from zipfile import ZipFile

from smartscore.reading.workbooks.extents.extent import Extent, extent_of_places

_ROW = 0  # the type of the record that begins a row
_CELLS = range(2, 12)  # the types of the records of cells with a value


def xlsb_extents(archive: ZipFile) -> list[Extent]:
    """Measure each sheet.

    Raises:
        IndexError: if a sheet is cut off.
    """
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".bin")]
    return [extent_of_places(list(_places(archive.read(name)))) for name in sheets if "/binaryIndex" not in name]


def _places(sheet: bytes) -> Iterator[tuple[int, int]]:
    """Give row and column of each cell with a value, counted from 1."""
    row, place = 0, 0
    while place < len(sheet):
        kind, place = _number(sheet, place, 2)
        size, place = _number(sheet, place, 4)
        if kind == _ROW:
            row = int.from_bytes(sheet[place : place + 4], "little")
        elif kind in _CELLS:
            yield row + 1, int.from_bytes(sheet[place : place + 4], "little") + 1
        place += size


def _number(sheet: bytes, place: int, longest: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, and give where it ends."""
    number = 0
    for step in range(longest):
        byte = sheet[place]
        place += 1
        number |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            break
    return number, place
