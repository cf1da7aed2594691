"""The ranking for a terminal."""

import io
from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text as Line

from smartscore.engine import Assessment
from smartscore.reports.columns import Column, leading, order, scores
from smartscore.reports.summary import headline, sentences, unranked
from smartscore.reports.view import View

_GAP = 2
_WRAPPED = 12  # a heading without a code is broken between words, but not below this width


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
    for sentence in unranked(assessment, view):
        console.print(Line(sentence))
    for sentence in sentences(assessment, view):
        console.print(Line(sentence, style="dim"))


def _heading(column: Column) -> list[str]:
    """Give the lines of a heading where room is short: the code, or the title broken between words."""
    if column.short:
        return [column.short]
    return wrap(column.title, max(_WRAPPED, *(len(cell) for cell in column.cells)))


def _width(column: Column) -> int:
    return max(len(text) for text in (*_heading(column), *column.cells)) + _GAP


def _pages(
    nodes: list[Column], front: list[Column], coverage: Column, city: Column, width: int
) -> Iterator[list[Column]]:
    """Split the scores into tables that fit the width; the first one shares it with rank, index and band."""
    room = width - sum(_width(column) for column in (*front, coverage))
    page: list[Column] = []
    for column in nodes:
        if room < _width(column) and (page or room < width - _width(city)):
            yield page
            page, room = [], width - _width(city)
        page.append(column)
        room -= _width(column)
    yield page


def _table(columns: list[Column], width: int) -> Table:
    full = sum(max(len(column.title), *(len(cell) for cell in column.cells)) + _GAP for column in columns)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for column in columns:
        title = column.title if full <= width else "\n".join(_heading(column))
        justify: JustifyMethod = "right" if column.numeric else "left"
        table.add_column(Line(title), justify=justify, no_wrap=True, overflow="ellipsis")
    for cells in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*(Line(cell) for cell in cells))
    return table


def _legend(nodes: list[Column]) -> Line:
    told = [f"{column.short} {column.title}" for column in nodes if column.short]
    return Line(", ".join(told) + "\n" if told else "", style="dim")
