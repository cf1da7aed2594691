"""Rows of cells, of a file of text or of a sheet: which cells are empty, which are numbers, which are years."""

import re
from collections.abc import Sequence
from typing import Any

Row = Sequence[Any]

_NUMBER = re.compile(r"(?=.?\d|..\d)[+\-\u2212]?[\d.,' \u00a0]+([eE][+-]?\d+)?%?", re.ASCII)
_LONGEST = 60  # letters of a number
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def is_empty(cell: object) -> bool:
    """Tell whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled(row: Row) -> list[int]:
    """Give the places of the cells in which something stands."""
    return [place for place, cell in enumerate(row) if not is_empty(cell)]


def place_is_filled(row: Row, place: int) -> bool:
    """Tell whether a row has a cell at a place in which something stands."""
    return place < len(row) and not is_empty(row[place])


def is_text(cell: object) -> bool:
    """Tell whether a cell holds words, not a number written as text."""
    return (
        isinstance(cell, str) and not is_empty(cell) and (len(cell) > _LONGEST or not _NUMBER.fullmatch(cell.strip()))
    )


def is_value(cell: object) -> bool:
    """Tell whether a cell holds a number, or what else is no text, but no year: headings may be years."""
    return not is_empty(cell) and not is_text(cell) and not is_year(cell)


def is_year(cell: object) -> bool:
    """Tell whether a cell is a year, as a number or as text."""
    try:
        year = float(cell)  # type: ignore[arg-type]  # of which what is no number is refused
    except (TypeError, ValueError):
        return False
    return year.is_integer() and _FIRST_YEAR <= year <= _LAST_YEAR
