"""Identifiers as text: codes of cities, ids of indicators, names of assessors."""

from typing import Any

import numpy as np
from pandas import NA, NaT, Series, factorize


def as_keys(column: "Series[Any]") -> list[str]:
    """Give a column of identifiers as texts; each different one is looked at once."""
    if column.dtype == object:
        cells = column.tolist()
        known = {cell: as_key(cell) for cell in dict.fromkeys(cells)}
        return cells if all(cell is text for cell, text in known.items()) else [known[cell] for cell in cells]
    places, different = factorize(column, use_na_sentinel=False)
    texts = [as_key(value) for value in different]
    return [texts[place] for place in places.tolist()]


def as_key(value: object) -> str:
    """Give an identifier as text: 6202 and 6202.0 are 6202, a gap is empty."""
    if isinstance(value, float) and (np.isnan(value) or value.is_integer()):
        return "" if np.isnan(value) else str(int(value))
    return "" if value is None or value is NA or value is NaT else str(value).strip()
