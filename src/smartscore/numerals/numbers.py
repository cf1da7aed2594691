"""Numbers written as text, read strictly: a decimal dot, and nothing guessed.

`decimals` finds out before how a file writes its numbers.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from pandas import Series

from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.rules import Array

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_CODE = re.compile(r"^\s*0\d", re.MULTILINE)
_COMMA = re.compile(r"[+-]?\d[\d.]*,\d+", re.ASCII)
_BUT_POINTS = b"0123456789+-eE"


def to_numbers(texts: "Series[Any]") -> tuple[Array, list[int]]:
    """Read texts as numbers, NaN where missing, and give the positions of those that are none.

    Raises nothing: what is wrong is for the caller to tell.
    """
    cells = ["" if cell is None else cell for cell in texts.tolist()]
    try:
        if not _without_letters(
            _BUT_POINTS + b". ", "".join(cells)
        ):  # nearly every column: only numbers and empty cells
            return np.array([float(cell) if cell.strip() else np.nan for cell in cells], dtype=float), []
    except (TypeError, ValueError):
        pass  # cells that are no text, or text that is no number: looked at one by one
    numbers, wrong = np.full(len(cells), np.nan), []
    for position, cell in enumerate(cells):
        number = _number(cell)
        if number is None:
            wrong.append(position)
        else:
            numbers[position] = number
    return numbers, wrong


def _number(cell: object) -> float | None:
    """Give the number that a cell holds, NaN if it is missing, None if it is something else."""
    if isinstance(cell, str):
        written = cell.strip()
        if _NUMBER.fullmatch(written):
            return float(written)
        return float("nan") if written.lower() in MISSING_WORDS else None
    if isinstance(cell, int | float | np.number | Decimal) and not isinstance(cell, bool):
        return float(cell)
    return float("nan") if cell is None or cell is pd.NA else None


def lines(cells: Sequence[object]) -> str:
    """Give the texts among cells, a line each."""
    try:
        return "\n".join(cells)  # type: ignore[arg-type]  # nearly always all of them are texts
    except TypeError:
        return "\n".join(cell for cell in cells if isinstance(cell, str))


def is_plain(texts: str) -> bool:
    """Tell whether texts, a line each, have nothing but digits, signs and one point each; quicker than one by one."""
    rest = _without_letters(_BUT_POINTS, texts)
    return not rest.translate(None, b".\n") and b".." not in rest


def _without_letters(letters: bytes, text: str) -> bytes:
    """Give what is left of a text without these letters."""
    return text.encode("ascii", "replace").translate(None, letters)


def is_code(text: str) -> bool:
    """Tell whether a text is a code such as 01, which stays text."""
    return bool(_CODE.match(text))


def is_number(text: str) -> bool:
    """Tell whether a text is a number as programs write it."""
    return bool(_NUMBER.fullmatch(text.strip()))


def infer_numbers(texts: "Series[Any]") -> "Series[Any]":
    """Give the column as numbers if every text is one; codes such as 01 stay text."""
    cells = texts.tolist()
    joined = lines(cells)
    if _CODE.search(joined) or (_without_letters(_BUT_POINTS + b". \n", joined) and not _are_numbers(cells)):
        return texts
    numbers, wrong = to_numbers(texts)
    if wrong or np.isnan(numbers).all():
        return texts
    return Series(numbers, index=texts.index)


def _are_numbers(cells: Sequence[object]) -> bool:
    """Tell whether every cell is a number or missing; each different one is looked at once, until one is neither."""
    return all(_number(cell) is not None for cell in dict.fromkeys(cells))


def has_decimal_comma(text: object) -> bool:
    """Tell whether a text is a number with a decimal comma, which is refused by name."""
    return isinstance(text, str) and bool(_COMMA.fullmatch(text.strip()))


def printed_decimals(values: Array) -> int:
    """Give the most decimals with which any value of a column was printed, at most 9."""
    known = values[~np.isnan(values)]
    fits = (digits for digits in range(9) if (np.abs(np.round(known, digits) - known) < 1e-10).all())
    return next(fits, 9)
