"""A sheet that is one table: headings that stay in sight, ids below them, filters, numbers that are numbers."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from smartscore.messages import capital
from smartscore.reports.workbook import Book, Words, pages_wide, put, put_row, row_height

TEXT = "text"  # the style of columns that are no numbers
_TITLE, _HELP, _HEADING, _ID, _FIRST = range(5)


@frozen(eq=False)
class Field:
    """A column: its heading, the id below it, its values, the look or the format of its numbers, its width.

    `looks` are those of single cells, put together with spaces, empty for the usual one; `strong`
    columns stand out.
    """

    title: str
    id: str
    values: Sequence[Any]
    style: str = TEXT
    width: float = 12
    strong: bool = False
    looks: Sequence[str] = ()

    @property
    def heading(self) -> str:
        """The title with a capital letter."""
        return capital(self.title)

    def of(self, rows: Sequence[int]) -> "Field":
        """Give the column with these rows alone, in this order."""
        looks = [self.looks[row] for row in rows] if self.looks else ()
        return evolve(self, values=[self.values[row] for row in rows], looks=looks)

    def styled(self, row: int) -> tuple[str, ...]:
        """Give the looks of a cell."""
        own = self.looks[row].split() if self.looks else ()
        strong = ("bold",) if self.strong else ()
        usual = ("wrapped",) if self.style == TEXT else ("right", self.style)
        return ("cell", *strong, *usual, *own)


@frozen(eq=False)
class Sheet:
    """A table with its name, a line of help, and how many of its columns stay in sight.

    The column of the id `barred` has bars, and all that do not stay in sight are `tinted` with this
    colour, by how far their numbers are up the `scale`.
    """

    name: str
    help: str
    fields: Sequence[Field]
    fixed: int
    scale: tuple[float, ...] = (0.0, 1.0)
    barred: str = ""
    tinted: str = ""

    @property
    def width(self) -> float:
        """The width of all columns, in characters."""
        return sum(column.width for column in self.fields)


def fill_table(book: Book, sheet: Any, table: Sheet) -> None:
    """Write a table onto its sheet."""
    put(sheet, _TITLE, 0, table.name, book.style("title"))
    _put_help(book, sheet, table)
    put_row(sheet, _HEADING, (column.heading for column in table.fields), book.style("heading", "wrapped", "middle"))
    put_row(sheet, _ID, (column.id for column in table.fields), book.style("machine", "wrapped"))
    for place, column in enumerate(table.fields):
        sheet.set_column(place, place, column.width)
        for row, value in enumerate(column.values):
            put(sheet, _FIRST + row, place, value, book.style(*column.styled(row)))
    _set_heights(sheet, table.fields)
    _set_pages(sheet, table)
    if table.fields[0].values:
        _shade(sheet, table)


def _put_help(book: Book, sheet: Any, table: Sheet) -> None:
    """Write the line of help; where pages stand side by side, into the columns that are on all of them."""
    if pages_wide(table.width) == 1:
        put(sheet, _HELP, 0, table.help, book.style("help"))
        return
    style, width = book.style("help", "wrapped"), sum(column.width for column in table.fields[: table.fixed])
    if table.fixed > 1:
        sheet.merge_range(_HELP, 0, _HELP, table.fixed - 1, "", style)
    put(sheet, _HELP, 0, table.help, style)
    sheet.set_row(_HELP, row_height([Words(table.help, width)]))


def _set_heights(sheet: Any, fields: Sequence[Field]) -> None:
    """Make rows high enough for their texts."""
    heading = row_height(Words(column.heading, column.width, bold=True) for column in fields)
    ids = row_height(Words(column.id, column.width, 7) for column in fields)
    for row, height in ((_TITLE, 24.0), (_HEADING, max(20.0, heading)), (_ID, ids)):
        sheet.set_row(row, height)
    texts = [column for column in fields if column.style == TEXT]
    for row in range(len(fields[0].values)):
        sheet.set_row(_FIRST + row, row_height(Words(str(column.values[row]), column.width) for column in texts))


def _set_pages(sheet: Any, table: Sheet) -> None:
    """Keep headings and keys in sight, on every page too; a wide table takes several pages side by side."""
    sheet.freeze_panes(_FIRST, table.fixed)
    sheet.repeat_rows(_HEADING, _ID)
    sheet.repeat_columns(0, table.fixed - 1)
    sheet.fit_to_pages(pages_wide(table.width), 0)
    sheet.autofilter(_ID, 0, _ID + len(table.fields[0].values), len(table.fields) - 1)


def _shade(sheet: Any, table: Sheet) -> None:
    """Draw how far numbers are up the scale."""
    ends = {"min_type": "num", "max_type": "num", "min_value": table.scale[0], "max_value": table.scale[1]}
    last = _ID + len(table.fields[0].values)
    for place, column in enumerate(table.fields):
        if column.id == table.barred:
            bar = {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True, **ends}
            sheet.conditional_format(_FIRST, place, last, place, bar)
    if table.tinted:
        colours = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": table.tinted, **ends}
        sheet.conditional_format(_FIRST, table.fixed, last, len(table.fields) - 1, colours)
