"""CSV files as tables of text, each row with its line."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from pandas import Index

from smartscore.errors import DatasetError, Problem, Remark
from smartscore.reading.layout.columns import Unheaded, column_remarks, unheaded
from smartscore.reading.layout.footnotes import count_footnotes, text_of
from smartscore.reading.layout.headings import FIRST_ROWS, find_heading, joined, names_in_one_cell
from smartscore.reading.layout.numbering import is_numbering
from smartscore.reading.layout.rows import filled, is_empty, is_value, place_is_filled
from smartscore.reading.options import DEFAULT, ReadingOptions
from smartscore.reading.sizes import bytes_of, require_table
from smartscore.reading.text.delimiter import find_delimiter, require_delimiter
from smartscore.reading.text.encoding import decode
from smartscore.reading.text.rows import Rows, rows_of
from smartscore.tables.interpretation import Interpretation
from smartscore.tables.table import Table

_SHOWN = 5  # lines of one fault
_LAST_ROWS = 8


def read_csv(path: Path, data: bytes | None = None, options: ReadingOptions = DEFAULT) -> Table:
    """Read a file of text with a delimiter as text columns; `data` is what it holds, where that was read already.

    The delimiter (comma, semicolon, tab or bar) and the line of headings are found out where the options do not say
    them. UTF-8 with or without a mark is read, another encoding where the options say so. Columns that stand twice and
    lines of another length are told in the table's `problems`, what was left out in the remarks of its interpretation.

    Raises:
        DatasetError: if there is no such file, it is empty or too large, holds no table, or has another encoding.
    """
    data = bytes_of(path, options) if data is None else data
    text = decode(data, path, options.encoding)
    delimiter = find_delimiter(text) if options.delimiter is None else require_delimiter(options.delimiter, path)
    rows = rows_of(text, delimiter, path, partial(require_table, path, options))
    rows = rows.without(options.skip) if options.skip else rows
    if not rows.lines:
        raise DatasetError(Problem("file_empty", file=str(path)))
    layout = _Layout.of(rows, options, str(path))
    encoding = options.encoding or "utf-8"
    read = _table(rows, layout)
    return evolve(
        read,
        digest=hashlib.sha256(data).hexdigest(),
        interpretation=evolve(read.interpretation, encoding=encoding, delimiter=delimiter),
    )


@frozen(eq=False)
class _Layout:
    """Which rows are the headings, the first and the last row below them, and the headings."""

    file: str
    headings: Sequence[int]
    names: Sequence[str]
    stop: int
    is_numbered: bool = False

    @property
    def start(self) -> int:
        return self.headings[-1] + 1 + self.is_numbered

    @classmethod
    def of(cls, rows: Rows, options: ReadingOptions, file: str) -> "_Layout":
        """Find the table.

        Raises:
            DatasetError: if a line of headings is not there, or one cell holds the names of all columns.
        """
        first = rows.part(0, FIRST_ROWS)
        if options.headings:
            headings = [_place_of(line, rows, file) for line in sorted(options.headings)]
        else:
            headings = [find_heading(first, options.key) or 0]
            _require_parted(first, headings[0], rows, file)
        cells = joined([rows.part(place, place + 1)[0] for place in headings])
        names = ["" if name is None else str(name).strip() for name in cells]
        start = headings[-1] + 1
        numbering, *below = rows.part(start, start + _LAST_ROWS) or [[]]
        is_numbered = is_numbering(numbering, below)
        return cls(file, headings, names, len(rows.lines) - _footnotes(rows, start, len(names)), is_numbered)


def _place_of(line: int, rows: Rows, file: str) -> int:
    try:
        return list(rows.lines).index(line)
    except ValueError as error:
        raise DatasetError(Problem("no_such_heading", {"number": line}, file=file)) from error


def _require_parted(first: Sequence[list[str]], heading: int, rows: Rows, file: str) -> None:
    """Refuse a file in which one cell, in the row above the values, holds the names of all columns."""
    numeric = next((place for place, row in enumerate(first) if any(map(is_value, row))), len(first))
    width = len(filled(first[numeric])) if numeric < len(first) else 1
    for place in dict.fromkeys((heading, max(numeric - 1, 0))):
        delimiter = names_in_one_cell(first[place], width) if place < numeric or width == 1 else None
        if delimiter and (width > 1 or _all_parted(first, delimiter)):
            fields = {"found": text_of(first[place]), "delimiter": delimiter}
            raise DatasetError(Problem("names_in_one_cell", fields, file=file, row=rows.lines[place]))


def _all_parted(rows: Sequence[list[str]], delimiter: str) -> bool:
    """Tell whether rows of one cell each would all be as long with this delimiter."""
    return len(rows) > 1 and len({row[0].count(delimiter) for row in rows}) == 1


def _footnotes(rows: Rows, start: int, width: int) -> int:
    """Count the notes at the end; nearly always the last rows tell."""
    below = len(rows.lines) - start
    for size in (min(_LAST_ROWS, below), below):
        offset = start + below - size
        after = {place - offset for place in rows.gaps if place >= offset}
        count = count_footnotes(rows.part(offset, offset + size), after, width)
        if count < size:
            break
    return count


def _table(rows: Rows, layout: _Layout) -> Table:
    names, start, stop, file = layout.names, layout.start, layout.stop, layout.file
    cells = rows.frame(start, stop, len(names))
    heading_line = rows.lines[layout.headings[-1]]
    found = list(unheaded(names, lambda place: cells.iloc[:, place].tolist()))
    _require_one_heading(rows, layout, found)
    passed = {one.place for one in found}
    problems = [
        Problem("column_unnamed", {"number": one.place + 1, "first": one.first}, file=file, row=heading_line)
        for one in found
        if one.reason == "values"
    ]
    for name, times in Counter(name for place, name in enumerate(names) if place not in passed).items():
        if times > 1:
            problems.append(Problem("column_twice", {"times": times}, file=file, row=heading_line, column=name))
    problems += [*_lower_headings(rows, layout), *_lengths(rows, layout)]
    if start >= stop:
        raise DatasetError([*problems, Problem("no_rows", {"count": len(names)}, file=file, row=heading_line)])
    columns: dict[str, int] = {}
    for place, name in enumerate(names):
        if place not in passed:
            columns.setdefault(name, place)
    frame = (cells if len(columns) == len(names) else cells.iloc[:, list(columns.values())]).reset_index(drop=True)
    frame.columns = Index(list(columns), dtype=object)
    remarks = (*_remarks_on_rows(rows, layout), *column_remarks(found, names, {"file": file, "row": heading_line}))
    headings = tuple(rows.lines[place] for place in layout.headings)
    understood = Interpretation(file, headings=headings, remarks=remarks)
    return Table(frame, rows.lines[start:stop], file, problems=tuple(problems), interpretation=understood)


def _require_one_heading(rows: Rows, layout: _Layout, found: Sequence[Unheaded]) -> None:
    """Refuse a file whose headings seem to stand in two lines: the upper has one for a column without, or for twins.

    What else is wrong with the headings comes of it, and is not told.
    """
    first = layout.headings[0]
    above = rows.part(first - 1, first)[0] if first else []
    without = [one.place for one in found if one.reason == "values"]
    times = Counter(layout.names)
    twins = [place for place, name in enumerate(layout.names) if name and times[name] > 1]
    if any(place_is_filled(above, place) for place in (*without, *twins)):
        raise DatasetError(_two_rows(rows, layout, first - 1))


def _lower_headings(rows: Rows, layout: _Layout) -> Iterator[Problem]:
    """Tell of words below the headings with nothing in their first cell: they may be headings too."""
    below = rows.part(layout.start, layout.start + 1)[0] if layout.start + 1 < layout.stop else []
    if below and is_empty(below[0]) and len(filled(below)) > 1 and not any(map(is_value, below)):
        yield _two_rows(rows, layout, layout.headings[-1])


def _two_rows(rows: Rows, layout: _Layout, first: int) -> Problem:
    lines = {"first": rows.lines[first], "second": rows.lines[first + 1]}
    return Problem("headings_in_two_rows", lines, file=layout.file, row=rows.lines[layout.headings[0]])


def _lengths(rows: Rows, layout: _Layout) -> Iterator[Problem]:
    """Tell of the lines of each other length than the headings' once."""
    expected = len(layout.names)
    lines: dict[int, list[int]] = {}
    for place, length in rows.ragged(layout.start, layout.stop, expected):
        lines.setdefault(length, []).append(rows.lines[place])
    for found, of in lines.items():
        fields: dict[str, Any] = {"found": found, "expected": expected}
        if len(of) > 1:
            fields |= {"count": len(of), "lines": _few(of)}
        yield Problem("row_length" if len(of) == 1 else "rows_length", fields, file=layout.file, row=of[0])


def _few(lines: Sequence[int]) -> str:
    return ", ".join(str(line) for line in lines[:_SHOWN]) + (", ..." if len(lines) > _SHOWN else "")


def _remarks_on_rows(rows: Rows, layout: _Layout) -> Iterator[Remark]:
    """Tell what stands above the headings, below an empty line, and in the notes below the table."""
    file, first = layout.file, layout.headings[0]
    if above := rows.part(0, first):
        fields = {"count": len(above), "found": text_of(above[0])}
        yield Remark("lines_above", fields, file=file, row=rows.lines[0])
    if layout.is_numbered:
        place = layout.start - 1
        yield Remark("numbering", {"found": text_of(rows.part(place, place + 1)[0])}, file=file, row=rows.lines[place])
    gap = min((place for place in rows.gaps if layout.start < place < layout.stop), default=None)
    if gap is not None:
        yield Remark("lines_after_gap", {"count": layout.stop - gap}, file=file, row=rows.lines[gap])
    for place, row in enumerate(rows.part(layout.stop), layout.stop):
        yield Remark("footnote", {"found": text_of(row)}, file=file, row=rows.lines[place])
