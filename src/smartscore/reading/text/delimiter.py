"""The delimiter of a file of text: what parts its first lines into most columns, equally many in each."""

import csv
import io
from collections import Counter
from pathlib import Path

from smartscore.errors import Problem, UsageError

DELIMITERS = ",;\t|"
_FIRST_ROWS = 40
_FIRST_CHARACTERS = 65536


def find_delimiter(text: str) -> str:
    """Find the delimiter with which the first rows have the most columns, all of them as many as most."""
    first = text[:_FIRST_CHARACTERS]
    rows = {delimiter: _lengths(first, delimiter) for delimiter in DELIMITERS if delimiter in first}
    if "\t" in rows and _is_equal(rows["\t"]):  # which hardly stands inside of cells
        return "\t"
    return max(rows, key=lambda delimiter: _fit(rows[delimiter]), default=",")


def require_delimiter(delimiter: str, path: Path) -> str:
    """Give back a delimiter that was named for a file.

    Raises:
        UsageError: if it is no single character, or one that parts lines or quotes cells.
    """
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise UsageError(Problem("delimiter_not_valid", {"found": delimiter}, file=str(path)))
    return delimiter


def _lengths(text: str, delimiter: str) -> list[int]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [len(row) for _, row in zip(range(_FIRST_ROWS), rows, strict=False) if row]
    except csv.Error:  # told when the whole file is read
        return []


def _is_equal(lengths: list[int]) -> bool:
    """Tell whether rows have one length, of several cells; the last one may be cut off."""
    return len(set(lengths[:-1] or lengths)) == 1 and lengths[0] > 1


def _fit(lengths: list[int]) -> tuple[bool, float, int]:
    """Tell how well a delimiter fits: whether it parts all rows alike, how many of them, and into how many cells."""
    if _is_equal(lengths):
        return True, 1.0, lengths[0]
    counts = Counter(length for length in lengths if length > 1)
    length, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return False, times / max(len(lengths), 1), length
