"""A sheet that is one table: headings that stay in sight, ids below them, filters, numbers that are numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.messages import capital
from smartscore.numerals.numbers import printed_decimals
from smartscore.reports.document import Column, Table
from smartscore.reports.formats.xlsx.workbook import Book, Words, pages_wide, put, put_row, row_height
from smartscore.text import Phrase, translate

_TITLE, _HELP, _HEADING, _ID, _FIRST = range(5)
_MOST_DECIMALS = 6
_NAME = "name"  # of a city, which is for people: programs know the row by its key
_TINTS = {"good": "#A9D08E", "bad": "#F4B084"}


@frozen(eq=False)
class SheetColumn:
    """A column of a sheet: its heading, the id below it, its cells, the format of its numbers (none for words)."""

    heading: str
    id: str
    cells: Sequence[Any]
    format: str
    width: float
    emphasis: str
    marks: Sequence[str]

    def styled(self, row: int) -> tuple[str, ...]:
        """Give the looks of a cell."""
        own = self.marks[row].split() if len(self.marks) else ()
        strong = ("bold",) if self.emphasis else ()
        usual = ("right", self.format) if self.format else ("wrapped",)
        return ("cell", *strong, *usual, *own)


@frozen(eq=False)
class SheetTable:
    """A table with its name, a line of help, and how many of its columns stay in sight."""

    name: str
    help: str
    columns: Sequence[SheetColumn]
    fixed: int
    scale: Sequence[float]
    tint: str

    @property
    def width(self) -> float:
        """The width of all columns, in characters."""
        return sum(column.width for column in self.columns)


def sheet_table(table: Table, note: str, language: str) -> SheetTable:
    """Give a table as a sheet has it; `note` is its line of help where it has none of its own."""
    ids = [column.id for column in table.columns]
    return SheetTable(
        name=translate(table.title, language),
        help=translate(table.note, language) or note,
        columns=[_column(column, language) for column in table.columns],
        fixed=max((ids.index(name) for name in table.key if name in ids), default=0) + 1,
        scale=table.scale,
        tint=_TINTS.get(table.tint, ""),
    )


def _column(column: Column, language: str) -> SheetColumn:
    title, unit = capital(translate(column.title, language)), translate(column.unit, language)
    return SheetColumn(
        heading=f"{title}\n({unit})" if unit else title,
        id="" if column.id == _NAME else column.id,
        cells=[_cell(column, value, language) for value in column.values],
        format=_number_format(column),
        width=column.width,
        emphasis=column.emphasis,
        marks=column.marks,
    )


def _cell(column: Column, value: Any, language: str) -> Any:
    """Give a cell: numbers with 12 significant digits, as in all outputs for programs."""
    if column.kind == "status":
        return Phrase(f"status_{value}").to(language)
    if isinstance(value, float):
        return float(f"{value + 0.0:.12g}")  # -0.0 becomes 0.0
    return translate(value, language)


def _number_format(column: Column) -> str:
    """Give the format of the numbers of a column, nothing for words."""
    if column.left or any(isinstance(value, str) or hasattr(value, "to") for value in column.values):
        return ""
    decimals = column.decimals
    if column.kind == "raw" and decimals is None:
        decimals = min(printed_decimals(np.asarray(column.values, dtype=float)), _MOST_DECIMALS)
    known = {
        "score": _decimals(2 if decimals is None else decimals),
        "raw": "General_)" if decimals is not None and decimals < 0 else _decimals(decimals or 0, "#,##0"),
        "share": f"0.{'0' * decimals}%_)" if decimals else "percent",
        "rank": "0_)",
        "year": "plain",
        "money": "#,##0,,_)",  # in millions
    }
    return _signed(known[column.kind]) if column.signed else known[column.kind]


def _signed(number: str) -> str:
    """Give the format of a difference, which has its sign; none has none."""
    return f"+{number};-{number};{number}"


def _decimals(places: int, whole: str = "0") -> str:
    return f"{whole}.{'0' * places}_)" if places else f"{whole}_)"


def fill_table(book: Book, sheet: Any, table: SheetTable) -> None:
    """Write a table onto its sheet."""
    put(sheet, _TITLE, 0, table.name, book.style("title"))
    _put_help(book, sheet, table)
    put_row(sheet, _HEADING, (column.heading for column in table.columns), book.style("heading", "wrapped", "middle"))
    put_row(sheet, _ID, (column.id for column in table.columns), book.style("machine", "wrapped"))
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        for row, value in enumerate(column.cells):
            put(sheet, _FIRST + row, place, value, book.style(*column.styled(row)))
    _set_heights(sheet, table.columns)
    _set_pages(sheet, table)
    if table.columns[0].cells:
        _shade(sheet, table)


def _put_help(book: Book, sheet: Any, table: SheetTable) -> None:
    """Write the line of help; where pages stand side by side, into the columns that are on all of them."""
    if pages_wide(table.width) == 1:
        put(sheet, _HELP, 0, table.help, book.style("help"))
        return
    style, width = book.style("help", "wrapped"), sum(column.width for column in table.columns[: table.fixed])
    if table.fixed > 1:
        sheet.merge_range(_HELP, 0, _HELP, table.fixed - 1, "", style)
    put(sheet, _HELP, 0, table.help, style)
    sheet.set_row(_HELP, row_height([Words(table.help, width)]))


def _set_heights(sheet: Any, columns: Sequence[SheetColumn]) -> None:
    """Make rows high enough for their texts."""
    heading = row_height(Words(column.heading, column.width, bold=True) for column in columns)
    ids = row_height(Words(column.id, column.width, 7) for column in columns)
    for row, height in ((_TITLE, 24.0), (_HEADING, max(20.0, heading)), (_ID, ids)):
        sheet.set_row(row, height)
    texts = [column for column in columns if not column.format]
    for row in range(len(columns[0].cells)):
        sheet.set_row(_FIRST + row, row_height(Words(str(column.cells[row]), column.width) for column in texts))


def _set_pages(sheet: Any, table: SheetTable) -> None:
    """Keep headings and keys in sight, on every page too; a wide table takes several pages side by side."""
    sheet.freeze_panes(_FIRST, table.fixed)
    sheet.repeat_rows(_HEADING, _ID)
    sheet.repeat_columns(0, table.fixed - 1)
    sheet.fit_to_pages(pages_wide(table.width), 0)
    sheet.autofilter(_ID, 0, _ID + len(table.columns[0].cells), len(table.columns) - 1)


def _shade(sheet: Any, table: SheetTable) -> None:
    """Draw how far numbers are up the scale."""
    barred = any(column.emphasis == "bar" for column in table.columns)
    ends = {"min_type": "num", "max_type": "num", "min_value": table.scale[0], "max_value": table.scale[1]}
    last = _ID + len(table.columns[0].cells)
    for place, column in enumerate(table.columns):
        if column.emphasis == "bar" or not (column.id or barred):  # over names it draws nothing
            bar = {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True, **ends}
            sheet.conditional_format(_FIRST, place, last, place, bar)
    if table.tint:
        colours = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": table.tint, **ends}
        sheet.conditional_format(_FIRST, table.fixed, last, len(table.columns) - 1, colours)
