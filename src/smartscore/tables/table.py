"""The table as somebody wrote it, before it is a dataset: its cells, their places and their faults."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen
from pandas import DataFrame

from smartscore.errors import Problem, legible, place_in_words
from smartscore.messages import LANGUAGES
from smartscore.tables.columns import is_long
from smartscore.tables.interpretation import Interpretation
from smartscore.text import Text


@frozen(eq=False)
class Content:
    """What a dataset is read from that is no file: a name, and the bytes that a file would hold."""

    name: str
    data: bytes


@frozen(eq=False)
class TablePart:
    """A file, or a sheet of it, with the place of each column (counted from 0) where it has cells.

    `across` means that the table lies on its side: each of its columns is a row of the sheet.
    """

    file: str | None = field(converter=legible)
    sheet: str | None = None
    columns: Mapping[str, int] = field(factory=dict)
    across: bool = False

    @property
    def is_long(self) -> bool:
        """Whether this is a part of a long table, with a line a value."""
        return is_long(self.columns)


@frozen(eq=False)
class Place:
    """Where a row of a table stands: its part, and the line there."""

    part: TablePart
    line: int | None

    def where(self, column: str | None = None) -> dict[str, Any]:
        """Say where the row, or its cell of a column, stands, as fields of a `Problem`."""
        place = self.part.columns.get(column) if column is not None else None
        row, across = self.line, place
        if self.part.across:
            row, across = (None if place is None else place + 1), (None if self.line is None else self.line - 1)
        fields: dict[str, Any] = {"file": self.part.file, "row": row}
        if self.part.sheet is not None:
            fields["sheet"] = self.part.sheet
        if row is not None and across is not None:
            fields["cell"] = f"{letters(across)}{row}"
        return fields


#: Where a row stands: its line, or its place where a table has several parts or cells.
Line = int | Place


def place_of(line: Line | None, file: str | None, column: str | None = None) -> dict[str, Any]:
    """Say where a line, or its cell of a column, stands, as fields of a `Problem`; `file` is where it is no `Place`."""
    return line.where(column) if isinstance(line, Place) else {"file": file, "row": line}


def placed(line: Line | None, part: TablePart) -> Place | None:
    """Give a line of a part as a place."""
    return line if isinstance(line, Place) or line is None else Place(part, int(line))


def letters(column: int) -> str:
    """Give the letters of a column of a sheet, counted from 0: 0 is A, 26 is AA."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


@frozen
class Fault:
    """What is wrong with the cell of a table, by row and column: the code and the fields of its problem."""

    row: int
    column: str
    code: str
    fields: Mapping[str, object] = field(factory=dict)


@frozen(eq=False)
class Table:
    """A frame with the line of each row, the file and its SHA-256, how it was understood, and what is wrong so far.

    What is wrong is told together with what a check finds, so that the user sees it all at once.
    """

    frame: DataFrame
    lines: Sequence[Line] | None = None
    file: str | None = field(default=None, converter=legible)
    digest: str | None = None
    problems: tuple[Problem, ...] = field(default=())
    faults: tuple[Fault, ...] = field(default=())
    interpretation: Interpretation = field(factory=Interpretation)

    def at(self, row: int, column: str | None = None) -> dict[str, Any]:
        """Say where a row, or its cell of a column, stands, as fields of a `Problem`."""
        return place_of(None if self.lines is None else self.lines[row], self.file, column)

    def cell_problems(self) -> Iterator[Problem]:
        """Tell the faults of cells, each with its column and its place."""
        for fault in self.faults:
            yield Problem(fault.code, fault.fields, column=fault.column, **self.at(fault.row, fault.column))

    def line(self, row: int, column: str | None = None) -> int | Text:
        """Give the line of a row, or its number where there are no lines; in a workbook its cell."""
        line = row if self.lines is None else self.lines[row]
        return in_words({**line.where(column), "file": None}) if isinstance(line, Place) else line

    def named(self, row: int, column: str) -> str:
        """Give what a cell is called: its column, but its indicator where it is a value of a long table."""
        is_value = column == "value" and "indicator" in self.frame
        return str(self.frame["indicator"].iloc[row]).strip() if is_value else column

    def place(self, row: int, column: str) -> Text:
        """Write the place of a cell in its file for people."""
        return in_words({**self.at(row, column), "file": None, "column": self.named(row, column)})


def in_words(where: Mapping[str, Any]) -> Text:
    """Write a place, given as fields of a `Problem`, in every language."""
    return Text({language: place_in_words(where, language) for language in LANGUAGES})
