"""Numbers written as text, read strictly: a decimal dot, and nothing guessed."""

import re

import numpy as np
import pandas as pd
from pandas import Series

from smartscore.rules import Array

#: What stands for a missing number, in small letters.
MISSING_WORDS = frozenset({"", "na", "n/a", "nan"})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d[\d.]*,\d+", re.ASCII)
_LEADING_ZERO = re.compile(r"[+-]?0\d")


def to_numbers(texts: "Series[str]") -> tuple[Array, list[int]]:
    """Read texts as numbers, NaN where missing, and give the positions of those that are none.

    Raises nothing: what is wrong is for the caller to tell.
    """
    numbers = np.full(len(texts), np.nan)
    wrong = []
    for position, text in enumerate(texts):
        written = text.strip() if isinstance(text, str) else text
        if not isinstance(written, str):
            if _is_number(written):
                numbers[position] = written
            elif not pd.isna(written):
                wrong.append(position)
        elif _NUMBER.fullmatch(written):
            numbers[position] = float(written)
        elif written.lower() not in MISSING_WORDS:
            wrong.append(position)
    return numbers, wrong


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def guessed(texts: "Series[str]") -> "Series[float] | Series[str]":
    """Give the column as numbers if every text is one; codes such as 01 stay text."""
    if texts.map(lambda text: isinstance(text, str) and bool(_LEADING_ZERO.match(text.strip()))).any():
        return texts
    numbers, wrong = to_numbers(texts)
    if wrong or np.isnan(numbers).all():
        return texts
    return Series(numbers, index=texts.index)


def has_decimal_comma(text: object) -> bool:
    """Tell whether a text is a number with a decimal comma, which is refused by name."""
    return isinstance(text, str) and bool(_COMMA.fullmatch(text.strip()))


def printed_decimals(values: Array) -> int:
    """Give the most decimals with which any value of a column was printed, at most 9."""
    known = values[~np.isnan(values)]
    fits = (digits for digits in range(9) if (np.abs(np.round(known, digits) - known) < 1e-10).all())
    return next(fits, 9)
