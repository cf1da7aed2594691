"""Which rows of a file are headings: those above the first row of values, and a row that names indicators."""

from collections.abc import Sequence

from attrs import frozen

from smartscore.recipes.proposal.cells import is_column_number, is_value, is_year
from smartscore.recipes.proposal.grid import Grid
from smartscore.recipes.proposal.matching import Matcher

_FIRST = 60  # rows among which headings stand
_MOST = 3  # rows of headings above each other
#: What stands at the start of a row that tells of columns, and is no unit.
_ABOUT = frozenset({"unit", "direction", "weight", "source", "year", "satuan", "arah", "bobot", "sumber", "tahun"})


@frozen
class Heading:
    """The rows of headings, and those below them that are no data, as positions in a grid."""

    rows: tuple[int, ...]
    passed: tuple[int, ...] = ()


def heading_of(grid: Grid, matcher: Matcher) -> Heading | None:
    """Find the headings of a grid; None if nothing in it looks like a table."""
    first = _first_of_data(grid.rows)
    if first is None:
        return None
    passed = [row for row in range(1, first) if _numbers_columns(grid.rows[row]) or _is_about(grid.rows[row])]
    rows = _above(grid.rows, first, passed)
    named = _with_indicators(grid.rows, matcher)
    if named is not None and (named == rows[-1] or not any(_named(grid.rows[row], matcher) for row in rows)):
        rows = _from_named(grid.rows, named, matcher)
    below = range(rows[-1] + 1, min(rows[-1] + 8, len(grid.rows)))
    about = [row for row in below if _is_about(grid.rows[row])]
    between = [row for row in range(rows[0] + 1, max(first, rows[-1])) if any(grid.rows[row]) and row not in rows]
    return Heading(rows, tuple(sorted({*about, *between})))


def _from_named(rows: Sequence[Sequence[str]], named: int, matcher: Matcher) -> tuple[int, ...]:
    """Give the row that names indicators, and one below it that names the other columns, above the data."""
    below = range(named + 1, min(named + 9, len(rows) - 1))
    labels = [row for row in below if any(rows[row]) and not _is_data(rows[row]) and not _is_about(rows[row])]
    indicators = [place for place, cell in enumerate(rows[named]) if cell and matcher.is_named(cell)]
    free = [row for row in labels if not any(_cell(rows[row], place) for place in indicators)]
    return (named, free[-1]) if free and _is_data(rows[free[-1] + 1]) else (named,)


def _width(row: Sequence[str]) -> int:
    return sum(bool(cell) for cell in row)


def _numbers_columns(row: Sequence[str]) -> bool:
    cells = [cell for cell in row if cell]
    return len(cells) > 1 and all(map(is_column_number, cells))


def _is_data(row: Sequence[str]) -> bool:
    """Tell whether a row has a value that is no year, beside something else."""
    return _width(row) > 1 and any(map(is_value, row)) and not _numbers_columns(row)


def _first_of_data(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the first row of data: most of those below it are data too, and as wide."""
    for place, row in enumerate(rows[:_FIRST]):
        following = [other for other in rows[place : place + 6] if _width(other) > 1]
        alike = [other for other in following if _is_data(other) and 2 * _width(other) >= _width(row)]
        if _is_data(row) and 2 * len(alike) > len(following):
            return place
    return None


def _above(rows: Sequence[Sequence[str]], first: int, passed: Sequence[int]) -> tuple[int, ...]:
    """Find the rows of headings above the data: one, and those above it that it needs to name every column."""
    candidates = [row for row in range(first - 1, -1, -1) if row not in passed]
    above = [row for row in candidates if _width(rows[row])][: _MOST + 1]
    if not above:
        return (first,)
    taken = [above[0]]
    for row in above[1:_MOST]:
        if not _needs_more(rows, taken, first) or _width(rows[row]) < 2:
            break
        taken.insert(0, row)
    return tuple(taken)


def _needs_more(rows: Sequence[Sequence[str]], taken: Sequence[int], first: int) -> bool:
    """Tell whether some columns of the data have no name yet, or one of others."""
    width = max(len(row) for row in rows[first : first + 5])
    filled = [column for column in range(width) if any(column < len(row) and row[column] for row in rows[first:][:5])]
    names = [" ".join(_cell(rows[row], column) for row in taken).strip() for column in filled]
    return "" in names or len(set(names)) < len(names) or all(is_year(name) for name in names[1:])


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _named(row: Sequence[str], matcher: Matcher) -> int:
    return sum(matcher.is_named(cell) for cell in set(row) if cell)


def _with_indicators(rows: Sequence[Sequence[str]], matcher: Matcher) -> int | None:
    """Find the row without values that names the most indicators, if one names two."""
    counts = [0 if _is_data(row) else _named(row, matcher) for row in rows[:_FIRST]]
    most = max(counts, default=0)
    return len(counts) - 1 - counts[::-1].index(most) if most > 1 else None


def _is_about(row: Sequence[str]) -> bool:
    return any(cell.casefold().split()[-1:] and cell.casefold().split()[-1] in _ABOUT for cell in row[:3] if cell)
