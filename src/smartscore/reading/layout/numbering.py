"""The row of running numbers that statistics offices put below the headings: (1), (2), (3)."""

import re
from collections.abc import Sequence

from smartscore.reading.layout.rows import Row, is_empty, is_text

_NUMBER = re.compile(r"(\(?\[?)(\d{1,3})(?:[.,]0+)?(\)?\]?)", re.ASCII)
_LEAST = 2


def is_numbering(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether a row right below the headings only numbers the columns: 1, 2, 3 or (1), (2), (3).

    Without brackets it does so only where a column that has words below it has a number here.
    """
    cells = [(place, cell) for place, cell in enumerate(row) if not is_empty(cell)]
    found = [_NUMBER.fullmatch(str(cell).strip()) for _, cell in cells]
    numbers = [int(match[2]) for match in found if match is not None]
    if len(numbers) < max(_LEAST, len(cells)) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    if not below or numbers[0] > _LEAST:
        return False
    is_bracketed = all(match is not None and match[1] and match[3] for match in found)
    return is_bracketed or any(_are_words([one[place] for one in below if place < len(one)]) for place, _ in cells)


def _are_words(cells: Sequence[object]) -> bool:
    known = [cell for cell in cells if not is_empty(cell)]
    return bool(known) and all(map(is_text, known))
