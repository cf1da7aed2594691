"""Numbers as they stand in the payload of a page: with few more digits than are shown, which are read by JSON."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from smartscore.engine import Assessment
from smartscore.reports.elements.cells import decimals_of

MORE = 4  # decimals beyond those that are shown


def numbers(assessment: Assessment, values: Any) -> list[float | None]:
    return rounded(np.asarray(values, dtype=float), decimals_of(assessment) + MORE)


def rounded(values: Any, decimals: int) -> list[float | None]:
    """Give numbers with so many decimals, nothing for a missing one, whole ones as such: they are read by JSON."""
    return [_short(round(value, decimals)) if value == value else None for value in np.asarray(values).tolist()]  # noqa: PLR0124


def digits(values: Iterable[float]) -> list[float | None]:
    """Give raw values with six significant digits, as tables write them."""
    return [_short(float(f"{value:.6g}")) if value == value else None for value in values]  # noqa: PLR0124


def _short(value: float) -> float | int:
    return int(value) if value == int(value) else value
