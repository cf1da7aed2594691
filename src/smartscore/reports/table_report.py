"""The ranking as text for a terminal."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from smartscore.engine import Assessment
from smartscore.messages import message
from smartscore.reports.columns import Column, leading, order, scores
from smartscore.reports.summary import headline, sentences, unranked
from smartscore.reports.view import View

_GAP = 2
_WRAPPED = 12  # a heading without a code is broken between words, but not below this width
_NAME = 12  # a text column is cut to no less than this


def write(assessments: Sequence[Assessment], view: View) -> str:
    """Give rank, index, band, dimensions and coverage within the width, and the sentences below."""
    lines = (line.rstrip() for assessment in assessments for line in _lines(assessment, view))
    return "\n".join(line if line.isprintable() else "".join(filter(str.isprintable, line)) for line in lines) + "\n"


def _lines(assessment: Assessment, view: View) -> Iterator[str]:
    yield from wrap(headline(assessment, view), view.width)
    rows = order(assessment, view)
    if len(rows):
        nodes = scores(assessment, view, rows)
        *front, coverage = leading(assessment, view, rows)
        city = next(column for column in front if column.title == message("column_city", view.language))
        for number, page in enumerate(_pages(nodes, front, coverage, city, view.width)):
            yield from grid([*front, *page, coverage] if number == 0 else [city, *page], view.width)
        yield from wrap(_legend(nodes), view.width)
    for sentence in [*unranked(assessment, view), *sentences(assessment, view)]:
        yield from wrap(sentence, view.width)


def _heading(column: Column) -> list[str]:
    """Give the lines of a heading where room is short: the code, or the title broken between words."""
    if column.short:
        return [column.short]
    return wrap(column.title, max(_WRAPPED, column.width))


def _width(column: Column) -> int:
    return max(column.width, *(cell_len(line) for line in _heading(column))) + _GAP


def _pages(
    nodes: list[Column], front: list[Column], coverage: Column, city: Column, width: int
) -> Iterator[list[Column]]:
    """Split the scores into tables that fit the width; the first one shares it with rank, index and band."""
    room = width - sum(_width(column) for column in (*front, coverage)) + _GAP
    page: list[Column] = []
    for column in nodes:
        if room < _width(column) and (page or room < width - _width(city)):
            yield page
            page, room = [], width - _width(city) + _GAP
        page.append(column)
        room -= _width(column)
    yield page


def grid(columns: list[Column], width: int) -> Iterator[str]:
    """Give columns as lines of text within the width: headings, a rule, the rows."""
    titles = [[column.title] for column in columns]
    widths = [max(column.width, cell_len(column.title)) for column in columns]
    if sum(widths) + _GAP * (len(columns) - 1) > width:
        titles = [_heading(column) for column in columns]
        widths = _cut(columns, [_width(column) - _GAP for column in columns], width)
    height = max(len(lines) for lines in titles)
    for level in range(height):
        yield _line(columns, widths, [([""] * height + lines)[level - height] for lines in titles])
    yield "-" * (sum(widths) + _GAP * (len(columns) - 1))
    for cells in zip(*(column.cells for column in columns), strict=True):
        yield _line(columns, widths, list(cells))


def _cut(columns: list[Column], widths: list[int], width: int) -> list[int]:
    """Shorten text columns, the widest first, until the line fits or they are as narrow as names can be."""
    over = sum(widths) + _GAP * (len(columns) - 1) - width
    texts = sorted((place for place, c in enumerate(columns) if not c.numeric), key=lambda place: -widths[place])
    for place in texts:
        less = max(0, min(over, widths[place] - _NAME))
        widths[place] -= less
        over -= less
    return widths


def _line(columns: list[Column], widths: list[int], cells: list[str]) -> str:
    return (" " * _GAP).join(_cell(*told) for told in zip(cells, widths, columns, strict=True))


def _cell(text: str, width: int, column: Column) -> str:
    wide = cell_len(text)
    if wide > width:
        return set_cell_size(text, width - 1) + "…"
    room = " " * (width - wide)
    return room + text if column.numeric else text + room


def _legend(nodes: list[Column]) -> str:
    return ", ".join(f"{column.short} {column.title}" for column in nodes if column.short)
