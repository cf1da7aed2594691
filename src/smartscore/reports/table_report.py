"""The ranking for a terminal."""

import io
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from smartscore.engine import Assessment
from smartscore.reports.columns import Column, leading, order, scores
from smartscore.reports.summary import headline, reasons, row_label, sentences
from smartscore.reports.view import View
from smartscore.text import message

_NARROW = 8  # a heading longer than this gives way to its code where room is short
_GAP = 2


def write(assessments: Sequence[Assessment], view: View) -> str:
    """Give rank, index, band, dimensions and coverage within the width, and the sentences below."""
    out = io.StringIO()
    console = Console(file=out, width=view.width, force_terminal=view.colour, highlight=False)
    for assessment in assessments:
        _print(assessment, view, console)
    return out.getvalue()


def _print(assessment: Assessment, view: View, console: Console) -> None:
    console.print(Line(headline(assessment, view), style="bold"))
    rows = order(assessment, view)
    nodes = scores(assessment, view, rows)
    if len(rows):
        first = leading(assessment, view, rows)
        city = next(column for column in first if not column.numeric)
        *front, coverage = first
        for number, page in enumerate(_pages(nodes, front, coverage, city, view.width)):
            lead = [*front, *page, coverage] if number == 0 else [city, *page]
            console.print(_table(lead, view.width))
        console.print(_legend(nodes), end="")
    for row, reason in reasons(assessment, view):
        label = row_label(assessment, row)
        console.print(Line(message("unranked", view.language, city=label, reason=reason)))
    for sentence in sentences(assessment, view):
        console.print(Line(sentence, style="dim"))


def _width(column: Column) -> int:
    return max([len(column.short), *(len(cell) for cell in column.cells)]) + _GAP


def _pages(
    nodes: list[Column], front: list[Column], coverage: Column, city: Column, width: int
) -> Iterator[list[Column]]:
    """Split the scores into tables that fit the width; the first one shares it with rank, index and band."""
    room = width - sum(_width(column) for column in (*front, coverage))
    page: list[Column] = []
    for column in nodes:
        if page and room < _width(column):
            yield page
            page, room = [], width - _width(city)
        page.append(column)
        room -= _width(column)
    yield page


def _table(columns: list[Column], width: int) -> Table:
    full = sum(max(len(column.title), _width(column) - _GAP) + _GAP for column in columns)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for column in columns:
        title = column.title if full <= width or len(column.title) <= _NARROW else column.short
        table.add_column(
            Line(title),
            justify="right" if column.numeric else "left",
            no_wrap=True,
            overflow="ellipsis",
            min_width=None if column.numeric else 4,
        )
    for cells in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*(Line(cell) for cell in cells))
    return table


def _legend(nodes: list[Column]) -> Line:
    told = [f"{column.short} {column.title}" for column in nodes if column.short != column.title]
    return Line(", ".join(told) + "\n" if told else "", style="dim")
