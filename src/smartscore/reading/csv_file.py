"""CSV files as tables of text, each row with its line."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from pandas import DataFrame, Index

from smartscore.errors import DatasetError, Problem
from smartscore.tables.table import Table

DELIMITERS = ",;\t"
_MARK = "\ufeff"  # of UTF-8 files that some programs write


def read_csv(path: Path, data: bytes | None = None) -> Table:
    """Read a CSV file as text columns; `data` is what it holds, where that was read already.

    The delimiter (comma, semicolon or tab) is found out. UTF-8 with or without a mark is read.
    Columns that stand twice and lines of another length are told in the table's `problems`.

    Raises:
        DatasetError: if there is no such file, it is empty, or in another encoding.
    """
    data = _bytes(path) if data is None else data
    text = _decoded(data, path)
    delimiter = _delimiter(text)
    regular = _regular(text, delimiter)
    if regular is None:
        rows, lines = _records(text, delimiter, path)
        if not rows:
            raise DatasetError(Problem("file_empty", file=str(path)))
        cells = _of_width(rows[1:], len(rows[0]))
    else:
        rows, lines = [regular.iloc[0].tolist()], [*range(1, len(regular) + 1)]  # none to look at below the heading
        cells = regular.iloc[1:]
    header = [name.strip() for name in rows[0]]
    problems = tuple(_faults(header, rows, lines[: len(rows)], str(path)))
    first = [header.index(name) for name in dict.fromkeys(header)]
    frame = cells.iloc[:, first].reset_index(drop=True)
    frame.columns = Index([header[place] for place in first], dtype=object)
    return Table(frame, lines[1:], str(path), hashlib.sha256(data).hexdigest(), problems)


def _of_width(rows: list[list[str]], width: int) -> DataFrame:
    """Give rows as a frame, the longer ones cut and the shorter ones filled up."""
    complete = [row if len(row) == width else [*row, *[""] * width][:width] for row in rows]
    return DataFrame(np.array(complete, dtype=object).reshape(len(rows), width), dtype=object)


def _regular(text: str, delimiter: str) -> DataFrame | None:
    """Give the cells of a text that has no quotes and nothing but rows of one length, as nearly all have; else None.

    The parser of pandas reads it in half the time, and keeps a text that stands in many rows once.
    """
    written = io.StringIO(text, newline="").readlines()
    lengths = {line.count(delimiter) for line in written}
    longest = max(map(len, written), default=0)
    if '"' in text or len(lengths) != 1 or lengths == {0} or longest > csv.field_size_limit() or text[0] == _MARK:
        return None
    cells = pd.read_csv(
        io.StringIO(text, newline=""),
        sep=delimiter,
        header=None,
        index_col=False,
        dtype=object,
        na_filter=False,
        quoting=csv.QUOTE_NONE,
        skip_blank_lines=False,
        low_memory=False,
    )
    return cells if all(map(str.strip, cells[0].unique())) else None  # a row may be empty if its first cell is


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DatasetError(Problem("file_unreadable", {"reason": error.strerror}, file=str(path))) from error


def _decoded(data: bytes, path: Path) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        encoding = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else f"0x{data[error.start]:02x}"
        raise DatasetError(Problem("not_utf8", {"found": encoding}, file=str(path), row=line)) from error
    if "\x00" in text:
        raise DatasetError(Problem("not_utf8", {"found": "UTF-16"}, file=str(path), row=1))
    return text.removeprefix(_MARK)


def _records(text: str, delimiter: str, path: Path) -> tuple[list[list[str]], list[int]]:
    """Give the rows that are not empty, and the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines, line = [], [], 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise DatasetError(Problem("row_malformed", {"reason": str(error)}, file=str(path), row=line)) from error
    return rows, lines


def _delimiter(text: str) -> str:
    """Find the delimiter with which the first rows have the most columns, all of them as many as the header."""

    def fit(delimiter: str) -> tuple[bool, int]:
        rows = csv.reader(io.StringIO(text[:65536], newline=""), delimiter=delimiter)
        try:
            counts = [len(row) for _, row in zip(range(20), rows, strict=False) if row]
        except csv.Error:  # told when the whole file is read
            counts = []
        return len(set(counts[:-1] or counts)) == 1 and counts[0] > 1, counts[0] if counts else 0

    return max(DELIMITERS, key=fit)


def _faults(header: list[str], rows: list[list[str]], lines: list[int], file: str) -> Iterator[Problem]:
    for number, name in enumerate(header, 1):
        if not name:
            yield Problem("column_unnamed", {"number": number}, file=file, row=lines[0])
    for name, times in Counter(header).items():
        if name and times > 1:
            yield Problem("column_twice", {"times": times}, file=file, row=lines[0], column=name)
    for row, line in zip(rows[1:], lines[1:], strict=True):
        if len(row) != len(header):
            yield Problem("row_length", {"found": len(row), "expected": len(header)}, file=file, row=line)
