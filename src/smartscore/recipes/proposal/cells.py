"""What a single cell looks like: a number, a year, a word for nothing, the number of a column."""

import re

from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.parsing import parse_number

_YEAR = re.compile(r"(?:YR)?(1[89]|20|21)\d\d(?:\s*\[YR\d{4}\])?")
_COLUMN_NUMBER = re.compile(r"\(\d{1,3}\)")
_FLAGS = re.compile(r"(?P<cell>.*?\d|:)\s*(?P<flags>[a-z]{1,2})")
#: What large publishers write where there is no value.
NO_VALUE = MISSING_WORDS | {"..", ":", "x", "n.d.", "tad"}


def is_year(text: str) -> bool:
    """Tell whether a text is a year, perhaps as a bank of data writes it."""
    return bool(_YEAR.fullmatch(text))


def is_empty(text: str) -> bool:
    """Tell whether a text says that there is no value."""
    return text.strip().casefold() in NO_VALUE


def number_of(text: str) -> float | None:
    """Give the number of a text that has one and no unit but a flag or a percent sign."""
    found = parse_number(without_flags(text)[0])
    if found is None or found.unit not in ("", "%"):
        return None
    return found.dot if found.dot is not None else found.comma


def without_flags(text: str) -> tuple[str, str]:
    """Part a number from one or two letters after it."""
    found = _FLAGS.fullmatch(text.strip())
    return (found["cell"], found["flags"]) if found else (text, "")


def is_value(text: str) -> bool:
    """Tell whether a text is a number that is no year, or says that there is none."""
    written = text.strip()
    return bool(written) and not is_year(written) and (is_empty(written) or number_of(written) is not None)


def is_column_number(text: str) -> bool:
    """Tell whether a text numbers its column, as (1) does below headings of statistics offices."""
    return bool(_COLUMN_NUMBER.fullmatch(text.strip()))
