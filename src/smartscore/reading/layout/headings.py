"""The row of headings among rows of cells: found where nobody said it, joined where there are several."""

from collections.abc import Collection, Sequence
from typing import Any

from smartscore.reading.layout.rows import Row, filled, is_empty, is_text, is_value
from smartscore.tables.columns import ID_COLUMNS
from smartscore.tables.identifiers import as_key

FIRST_ROWS = 30  # among which headings are looked for
_ENOUGH = 0.6  # of the columns that have a heading at least
_DELIMITERS = ",;\t|"


def find_heading(rows: Sequence[Row], key: str | None = None) -> int | None:
    """Find the row that names the columns among the first rows; None where no row has several cells.

    It is the first with the name of the key and without numbers. Else it is, of the rows above the first number, the
    first that has a cell in most columns; above it stand titles and what a publisher says of its file.
    """
    first = rows[:FIRST_ROWS]
    numeric = next((place for place, row in enumerate(first) if any(map(is_value, row))), len(first))
    above = [place for place in range(numeric) if len(filled(first[place])) > 1]
    if (own := _keyed(rows, above, key)) is not None:
        return own
    if numeric == len(first) and above:  # no number tells where the table begins
        counts = {place: len(filled(first[place])) for place in above}
        return next(place for place, count in counts.items() if count >= _ENOUGH * max(counts.values()))
    if above:
        return max(above, key=lambda place: len(filled(first[place])))
    return next((place for place in range(numeric, len(first)) if len(filled(first[place])) > 1), None)


def _keyed(rows: Sequence[Row], above: Sequence[int], key: str | None) -> int | None:
    """Find the row with the name of the key among the rows above the first number.

    Below a row with as many cells, which may be the headings as well, it counts only if somebody named the key, or that
    row says something with a colon: `city` may be a word among the values.
    """
    named = () if key is None else (place for place in above if has_name(rows[place], {key.casefold()}))
    if (own := next(iter(named), None)) is not None:
        return own
    own = next((place for place in above if has_name(rows[place], ID_COLUMNS)), None)
    if own is None:
        return None
    rivals = (rows[place] for place in above[: above.index(own)] if len(filled(rows[place])) >= len(filled(rows[own])))
    return own if all(any(":" in str(cell) for cell in row) for row in rivals) else None


def has_name(row: Row, names: Collection[str]) -> bool:
    """Tell whether a cell of a row is one of these names, in any capitals."""
    return any(isinstance(cell, str) and cell.strip().casefold() in names for cell in row)


def joined(rows: Sequence[Row]) -> list[Any]:
    """Join rows of headings: an empty cell of an upper row repeats the one left of it, where there is one below.

    `2024` above `August` is `2024 August`; what has a cell in one row alone is that cell.
    """
    *upper, last = rows
    if not upper:
        return list(last)
    names: list[Any] = []
    repeated: list[Any] = [None] * len(upper)
    for place, below in enumerate(last):
        own = [row[place] if place < len(row) else None for row in upper]
        under = not is_empty(below)
        for level, cell in enumerate(own):
            if not is_empty(cell):
                repeated[level:] = [cell, *[None] * (len(upper) - level - 1)]
        parts = [*(repeated if under or any(not is_empty(cell) for cell in own) else own), below]
        words = [as_key(part) for part in parts if not is_empty(part)]
        names.append(" ".join(words) if words else None)
    return names


def names_in_one_cell(row: Row, width: int) -> str | None:
    """Give the delimiter with which the only cell of a row holds the names of all columns; None if it does not.

    So looks a file that a spreadsheet program of another country saved.
    """
    places = filled(row)
    if len(places) != 1 or not isinstance(row[places[0]], str):
        return None
    for delimiter in _DELIMITERS:
        names = [name.strip() for name in row[places[0]].split(delimiter)]
        if len(names) >= max(2, width) and len(set(names)) == len(names) and all(map(is_text, names)):
            return delimiter
    return None
