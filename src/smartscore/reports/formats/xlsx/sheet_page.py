"""A sheet of text in a workbook, written from the top down."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from smartscore.reports.formats.xlsx.workbook import Book, Words, put, row_height


@frozen(eq=False)
class Page:
    """A sheet with three columns: a mark or a colour, a word, a text that is wrapped; `widths` are theirs."""

    book: Book
    sheet: Any
    widths: Sequence[float]
    _at: list[int] = field(factory=lambda: [0])

    def __attrs_post_init__(self) -> None:
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)

    @property
    def row(self) -> int:
        """The row that is written next."""
        return self._at[0]

    def line(self, *cells: tuple[object, Sequence[str]]) -> None:
        """Write one row of cells, each with its looks, high enough for all of them."""
        for column, (value, looks) in enumerate(cells):
            put(self.sheet, self.row, column, value, self.book.style("wrapped", *looks))
        words = (Words(str(value), width) for (value, _), width in zip(cells, self.widths, strict=False))
        self._end(row_height(words))

    def text(self, text: str) -> None:
        """Write a paragraph across the sheet."""
        last = len(self.widths) - 1
        style = self.book.style("wrapped")
        self.sheet.merge_range(self.row, 0, self.row, last, "", style)
        put(self.sheet, self.row, 0, text, style)
        self._end(row_height([Words(text, sum(self.widths))]))

    def facts(self, facts: Mapping[str, object]) -> None:
        """Write a row for each fact that there is: its name and what it is."""
        for name, fact in facts.items():
            if fact:
                self.line(("", ()), (name, ("bold",)), (fact, ()))

    def heading(self, text: str, look: str, height: float) -> None:
        """Write one line that runs across the sheet."""
        put(self.sheet, self.row, 0, text, self.book.style(look))
        self._end(height)

    def section(self, title: str) -> None:
        """Write a heading with room above it."""
        self._end(8)
        for column in range(len(self.widths)):
            put(self.sheet, self.row, column, title if column == 0 else "", self.book.style("section"))
        self._end(18)

    def _end(self, height: float) -> None:
        self.sheet.set_row(self.row, height)
        self._at[0] += 1
