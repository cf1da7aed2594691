"""The cells of a file as they stand, before anybody knows which of them are headings."""

import csv
import io
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from attrs import frozen

from smartscore.errors import DatasetError, Problem, UsageError
from smartscore.reading import DEFAULT, READERS, for_ending, is_stream, read_content, read_tables
from smartscore.reading.content import TEXTS, WORKBOOKS, kind_of
from smartscore.reading.sizes import bytes_of
from smartscore.reading.text.delimiter import find_delimiter
from smartscore.reading.text.encoding import decode
from smartscore.tables import Content, Table
from smartscore.tables.identifiers import as_key

_FIRST, _LEFT = 5_000, 1_000  # rows and columns that are looked at


@frozen(eq=False)
class Grid:
    """The first rows and columns of a file or of a sheet, as texts, each with its line.

    `encoding` and `delimiter` are those of a text file, None for a workbook.
    """

    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


def grids_of(path: Path) -> list[Grid]:
    """Give the cells of a text file, or of each visible sheet of a workbook; of others the table that is read.

    Raises:
        DatasetError: if the file cannot be read.
        UsageError: for a file of another kind.
    """
    for_ending(path, READERS)
    data = bytes_of(path, DEFAULT)
    kind = kind_of(data)
    is_text = kind in TEXTS and bool(data.strip()) and (is_stream(path) or path.suffix.lower() in TEXTS)
    if kind in WORKBOOKS:
        return _sheets(data, path)
    if not is_text:
        return [_read(table) for table in _tables(path, data)]
    return [_text(data, path)]


def _tables(path: Path, data: bytes) -> list[Table]:
    return read_content(Content(str(path), data)) if is_stream(path) else read_tables(path)


def _read(table: Table) -> Grid:
    """Give the cells of a table as its reader makes it, with the headings in the first row."""
    cells = table.frame.iloc[:_FIRST, :_LEFT]
    rows = [[as_key(name) for name in cells.columns], *([as_key(cell) for cell in row] for row in cells.to_numpy())]
    return Grid(rows, range(1, len(rows) + 1))


def _sheets(data: bytes, path: Path) -> list[Grid]:
    if find_spec("python_calamine") is None:
        raise UsageError(Problem("missing_extra", {"extra": "excel"}, file=str(path)))
    from smartscore.reading.workbooks.sheets import read_sheets

    return [
        Grid([[as_key(cell) for cell in row[:_LEFT]] for row in sheet.rows[:_FIRST]], range(1, _FIRST + 1), sheet.name)
        for sheet in read_sheets(data, path, DEFAULT)
        if sheet.is_visible
    ]


def _text(data: bytes, path: Path) -> Grid:
    encoding = _encoding(data, path)
    text = decode(data, path, encoding)
    delimiter = find_delimiter(text)
    rows, lines, line = [], [], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row[:_LEFT]])
            lines.append(line)
            line = reader.line_num + 1
            if len(rows) == _FIRST:
                break
    except csv.Error as error:
        raise DatasetError(Problem("row_malformed", {"reason": str(error)}, file=str(path), row=line)) from error
    return Grid(rows, lines, None, encoding, delimiter)


def _encoding(data: bytes, path: Path) -> str:
    """Guess the encoding of a text: UTF-8, else what its refusal would name."""
    try:
        decode(data, path)
    except DatasetError as error:
        guess = str(error.problems[0].fields.get("guess", ""))
        if not guess:
            raise
        return guess
    return "utf-8"
