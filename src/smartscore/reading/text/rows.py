"""The rows of a file of text that are not empty, with the line of each: of one length, or of any."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import pandas as pd
from attrs import evolve, frozen
from pandas import DataFrame

from smartscore.errors import DatasetError, Problem

_MANY_COLUMNS = 1_000


class Rows(Protocol):
    """Rows of cells with their lines; `gaps` are the places of those below an empty line."""

    @property
    def lines(self) -> Sequence[int]: ...
    @property
    def gaps(self) -> frozenset[int]: ...

    def part(self, start: int, stop: int | None = None) -> list[list[str]]:
        """Give the cells of some rows."""

    def frame(self, start: int, stop: int, width: int) -> DataFrame:
        """Give the cells of some rows, the longer ones cut and the shorter ones filled up."""

    def ragged(self, start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
        """Give place and length of the rows that have not this many cells; empty ones beyond do not count."""

    def without(self, lines: Sequence[int]) -> Self:
        """Leave out the rows of these lines."""


@frozen(eq=False)
class EqualRows:
    """Rows of one length, none of them empty and none with quotes: their cells, and the lines as they are written."""

    cells: DataFrame
    written: Sequence[str]
    delimiter: str
    lines: Sequence[int]
    gaps: frozenset[int] = frozenset()

    def part(self, start: int, stop: int | None = None) -> list[list[str]]:
        return [line.rstrip("\r\n").split(self.delimiter) for line in self.written[start:stop]]

    def frame(self, start: int, stop: int, width: int) -> DataFrame:
        return self.cells.iloc[start:stop]  # which all have the width of the headings

    def ragged(self, start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
        return iter(())

    def without(self, lines: Sequence[int]) -> Self:
        kept = _kept(self.lines, lines)
        written, lines = [self.written[place] for place in kept], [self.lines[place] for place in kept]
        return evolve(self, cells=self.cells.iloc[kept], written=written, lines=lines)


@frozen(eq=False)
class AnyRows:
    """Rows of any lengths."""

    cells: list[list[str]]
    lines: Sequence[int]
    gaps: frozenset[int] = frozenset()

    def part(self, start: int, stop: int | None = None) -> list[list[str]]:
        return self.cells[start:stop]

    def frame(self, start: int, stop: int, width: int) -> DataFrame:
        rows = self.cells[start:stop]
        complete = [row if len(row) == width else [*row, *[""] * width][:width] for row in rows]
        return DataFrame(np.array(complete, dtype=object).reshape(len(rows), width), dtype=object)

    def ragged(self, start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
        for place, row in enumerate(self.cells[start:stop], start):
            if len(row) != width and (len(row) < width or any(map(str.strip, row[width:]))):
                yield place, len(row)

    def without(self, lines: Sequence[int]) -> Self:
        kept = _kept(self.lines, lines)
        gaps = frozenset(new for new, old in enumerate(kept) if old in self.gaps)
        return evolve(self, cells=[self.cells[place] for place in kept], lines=[self.lines[k] for k in kept], gaps=gaps)


def _kept(lines: Sequence[int], left_out: Sequence[int]) -> list[int]:
    unwanted = set(left_out)
    return [place for place, line in enumerate(lines) if line not in unwanted]


def rows_of(text: str, delimiter: str, path: Path, fits: Callable[[int, int], None]) -> Rows:
    """Give the rows of a text; `fits` is told how many rows and columns there will be, and may refuse them.

    Raises:
        DatasetError: if a line is no row of cells.
    """
    written = io.StringIO(text, newline="").readlines()
    counts = {line.count(delimiter) for line in written}
    fits(len(written), max(counts, default=0) + 1)
    equal = _equal_rows(text, written, delimiter) if _is_regular(text, written, counts) else None
    return _any_rows(text, delimiter, path) if equal is None else equal


def _is_regular(text: str, written: list[str], counts: set[int]) -> bool:
    """Tell whether the parser of pandas reads a text alike and sooner: not one with columns by thousands."""
    if max(counts, default=0) > _MANY_COLUMNS:
        return False
    longest = max(map(len, written), default=0)
    return not (
        '"' in text or len(counts) != 1 or counts == {0} or longest > csv.field_size_limit() or text[0] == "\ufeff"
    )


def _equal_rows(text: str, written: Sequence[str], delimiter: str) -> EqualRows | None:
    """Give the rows of a text without quotes and with rows of one length, as nearly all have; None if one is empty.

    The parser of pandas reads it in half the time, and keeps a text that stands in many rows once.
    """
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
    if not all(map(str.strip, cells[0].unique())):  # a row may be empty if its first cell is
        return None
    return EqualRows(cells, written, delimiter, range(1, len(cells) + 1))


def _any_rows(text: str, delimiter: str, path: Path) -> AnyRows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    gaps: set[int] = set()
    line = 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append(row)
                lines.append(line)
            else:
                gaps.add(len(rows))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DatasetError(Problem("row_malformed", {"reason": str(error)}, file=str(path), row=line)) from error
    return AnyRows(rows, lines, frozenset(gaps))
