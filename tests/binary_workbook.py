"""Small .xlsb files, written record by record after the specification of the format, [MS-XLSB]."""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Cell = str | float | None
#: The cells of a sheet by row, counted from 0.
Sheet = Mapping[int, Sequence[tuple[int, Cell]]]


def rows(cells: Sequence[Sequence[Cell]]) -> Sheet:
    """Give rows as a sheet."""
    return {number: list(enumerate(row)) for number, row in enumerate(cells)}


def write_xlsb(path: Path, sheets: Mapping[str, Sheet]) -> Path:
    """Write sheets into a file and give its path."""
    names = list(sheets)
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in range(1, len(names) + 1)
    )
    bundle = b"".join(
        _record(156, struct.pack("<II", 0, number) + _text(f"rId{number}") + _text(name))
        for number, name in enumerate(names, 1)
    )
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
        )
        archive.writestr("xl/workbook.bin", _record(131) + _record(143) + bundle + _record(144) + _record(132))
        for number, name in enumerate(names, 1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", _sheet(sheets[name]))
    return path


def _sheet(sheet: Sheet) -> bytes:
    cells = b"".join(
        _record(0, struct.pack("<II", row, 0) + bytes(17))
        + b"".join(_cell(*cell) for cell in line if cell[1] is not None)
        for row, line in sheet.items()
    )
    return _record(129) + _record(148, bytes(16)) + _record(145) + cells + _record(146) + _record(130)


def _cell(column: int, value: Cell) -> bytes:
    place = struct.pack("<II", column, 0)
    return _record(6, place + _text(value)) if isinstance(value, str) else _record(5, place + struct.pack("<d", value))


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    name = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size, length = b"", len(content)
    while length > 127:
        size += bytes([length & 127 | 128])
        length >>= 7
    return name + size + bytes([length]) + content
