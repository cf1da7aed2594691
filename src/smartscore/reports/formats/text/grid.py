"""A table as lines of text: within the width, with nothing cut that tells its rows apart."""

from collections.abc import Iterator
from functools import cached_property
from textwrap import wrap

from attrs import evolve, frozen

from smartscore.messages import printable
from smartscore.reports.document import Column, Table
from smartscore.reports.formats.cells import cells_of, plain

_GAP = 2
_WRAPPED = 12
_WORDS = 12  # a column of words is wrapped, but not below this width
_KEY = 20  # nor one that tells rows apart below this one


@frozen(slots=False, eq=False)
class TextColumn:
    """A column as text: its heading, a short one if any, the text of each row, and what it is in its table.

    Columns of `words` are wrapped where room is short; `key` ones stand in every part of the table, `detail` ones may
    stand in a further part below. `statuses` are the codes by which cells are coloured. A heading without a code is
    broken between words, but not below the width `wrapped`.
    """

    title: str
    short: str
    cells: list[str]
    left: bool = False
    words: bool = False
    key: bool = False
    detail: bool = False
    statuses: tuple[str, ...] = ()
    wrapped: int = _WRAPPED

    @cached_property
    def width(self) -> int:
        """The width of the widest cell on a terminal."""
        return max((cell_len(cell) for cell in self.cells), default=0)

    @cached_property
    def heading(self) -> list[str]:
        """The lines of the heading where room is short: the code, or the title broken between words."""
        return (
            [self.short]
            if self.short
            else (wrap(self.title, max(self.wrapped, self.width, 1), break_long_words=False) or [""])
        )

    @cached_property
    def room(self) -> int:
        """The width that the column takes with its short heading and the gap after it."""
        return max(self.width, *(cell_len(line) for line in self.heading)) + _GAP

    @property
    def least(self) -> int:
        """The width below which it is not wrapped."""
        return _KEY if self.key else _WORDS


def cell_len(text: str) -> int:
    """Give the width of a text on a terminal: letters of some scripts are two wide, marks on letters have none."""
    if text.replace("\N{EN DASH}", "-").isascii() and text.isprintable():
        return len(text)
    from rich.cells import cell_len as measured  # which plain letters do without

    return measured(text)


def text_columns(table: Table, language: str) -> list[TextColumn]:
    """Give the columns of a table as text."""
    return [_text_column(table, column, language) for column in table.columns]


def _text_column(table: Table, column: Column, language: str) -> TextColumn:
    return TextColumn(
        title=plain(column.title, language),
        short=printable(column.short),
        cells=["  " * level + cell for level, cell in zip(column.indents, cells_of(column, language), strict=True)],
        left=column.left,
        words=column.kind == "text",
        key=column.id in table.key,
        detail=column.detail,
        statuses=tuple(map(str, column.values)) if column.kind == "status" else (),
    )


def lines_of(columns: list[TextColumn], width: int) -> Iterator[list[tuple[str, str]]]:
    """Give the lines of a table within the width, each as pieces of (text, code of a status or nothing).

    Where room is short, headings are shortened, then words wrapped, then columns moved to a further table below, in
    which those that tell rows apart stand again.
    """
    for page in _pages(columns, width):
        yield from _grid(page, width)


def _pages(columns: list[TextColumn], width: int) -> Iterator[list[TextColumn]]:
    """Split the columns into tables that fit; the last columns that are no details stay on the first one.

    Before that, headings are broken wherever they can be.
    """
    if _fits(columns, width):
        yield columns
        return
    columns = [evolve(column, wrapped=0) for column in columns]
    if _fits(columns, width):
        yield columns
        return
    columns = _led(columns, width)
    if not any(column.detail for column in columns):
        columns = [evolve(column, detail=not column.key) for column in columns]
    fixed = [column for column in columns if not column.detail]
    keys = [column for column in columns if column.key]
    first = next(place for place, column in enumerate(columns) if column.detail)
    front, end = columns[:first], fixed[first:]
    own = sum(_least(column) for column in keys) - _GAP
    room = width - sum(_least(column) for column in fixed) + _GAP
    page: list[TextColumn] = []
    number = 0
    for column in (column for column in columns if column.detail):
        if room < _least(column) and (page or room < width - own):
            yield [*front, *page, *end] if number == 0 else [*keys, *page]
            page, room, number = [], width - own - _GAP, number + 1
        page.append(column)
        room -= _least(column)
    yield [*front, *page, *end] if number == 0 else [*keys, *page]


def _led(columns: list[TextColumn], width: int) -> list[TextColumn]:
    """Keep details that stand before the last key where they are, or put them first among the others if room is short.

    They are no details any more where they stay, or where there are no others.
    """
    last = max((place for place, column in enumerate(columns) if column.key), default=0)
    leading = [evolve(column, detail=False) if column.detail else column for column in columns[:last]]
    rest = columns[last:]
    first = next((place for place, column in enumerate(rest) if column.detail), None)
    kept = [*leading, *rest]
    if first is None or _fits([column for column in kept if not column.detail], width):
        return kept
    moved = [column for column in columns[:last] if column.detail]
    stay = [column for column in columns[:last] if not column.detail]
    return [*stay, *rest[:first], *moved, *rest[first:]]


def _least(column: TextColumn) -> int:
    """The least width of a column with the gap after it: words may be wrapped."""
    return min(column.room, column.least + _GAP) if column.words else column.room


def _fits(columns: list[TextColumn], width: int) -> bool:
    return sum(map(_least, columns)) - _GAP <= width


def _grid(columns: list[TextColumn], width: int) -> Iterator[list[tuple[str, str]]]:
    """Give columns as lines: headings, a rule, the rows."""
    titles = [[column.title] for column in columns]
    widths = [max(column.width, cell_len(column.title)) for column in columns]
    if _total(widths) > width:
        titles = [column.heading for column in columns]
        widths = _narrowed(columns, [column.room - _GAP for column in columns], width)
        titles = [
            lines if max(map(cell_len, lines)) <= wide else _wrapped(" ".join(lines), wide)
            for lines, wide in zip(titles, widths, strict=True)
        ]
    height = max(len(lines) for lines in titles)
    for level in range(height):
        yield _line(columns, widths, [([""] * height + lines)[level - height] for lines in titles], None)
    yield [("-" * _total(widths), "")]
    for row in range(len(columns[0].cells)):
        yield from _row(columns, widths, row)


def _total(widths: list[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _narrowed(columns: list[TextColumn], widths: list[int], width: int) -> list[int]:
    """Narrow columns of words, the widest first, until the line fits or none may be narrower."""
    while _total(widths) > width:
        able = [place for place, column in enumerate(columns) if column.words and widths[place] > column.least]
        if not able:
            break
        widest = max(able, key=lambda place: widths[place])
        widths[widest] -= 1
    return widths


def _row(columns: list[TextColumn], widths: list[int], row: int) -> Iterator[list[tuple[str, str]]]:
    """Give a row in as many lines as its words need."""
    parts = [
        _wrapped(column.cells[row], wide)
        if column.words and cell_len(column.cells[row]) > wide
        else [column.cells[row]]
        for column, wide in zip(columns, widths, strict=True)
    ]
    for level in range(max(map(len, parts))):
        yield _line(columns, widths, [lines[level] if level < len(lines) else "" for lines in parts], row)


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text between words, and a word that is too long within it."""
    from rich.cells import chop_cells

    lines = wrap(text, width, break_long_words=False)
    return [piece for line in lines for piece in ([line] if cell_len(line) <= width else chop_cells(line, width))] or [
        ""
    ]


def _line(columns: list[TextColumn], widths: list[int], cells: list[str], row: int | None) -> list[tuple[str, str]]:
    """Give a line as pieces; cells of statuses are pieces of their own."""
    pieces: list[tuple[str, str]] = []
    for place, (column, wide, text) in enumerate(zip(columns, widths, cells, strict=True)):
        room = " " * max(0, wide - cell_len(text))
        gap = " " * _GAP if place else ""
        if row is not None and column.statuses:
            pieces += [(gap, ""), (text, column.statuses[row]), (room, "")]
        else:
            pieces.append((gap + (text + room if column.left else room + text), ""))
    return pieces
