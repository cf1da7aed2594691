"""Numbers that probably mean "not known": -999 or 9999 far from all else in a column, -1 in a share."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from smartscore.dataset import Dataset
from smartscore.errors import Suspicion
from smartscore.model import Domain, Framework
from smartscore.numerals.placeholders import are_marks
from smartscore.rules import Array
from smartscore.suspicions.cells import Judged, cell_places, figure, judged, option, suspicion
from smartscore.suspicions.units import is_percent, is_plain_percent

#: How many times the largest other value a mark is far from it.
_FAR = 3.0
#: From where on whole numbers alone are counts, which are never below 0.
_COUNTED = 100.0


def placeholders(dataset: Dataset, framework: Framework, measured: Mapping[str, Array]) -> Iterator[Suspicion]:
    """Find numbers that are written for "not known" in many files, and are far from the rest of their column."""
    told = set[str]()
    for one in judged(dataset, framework, measured):
        for column, values, judge in _columns(dataset, one):
            if column in told or not (marks := are_marks(values)).any():
                continue
            told.add(column)
            rows = np.flatnonzero(marks & placeholder_cells(values, judge)).tolist()
            if rows:
                written = ",".join(figure(value) for value in dict.fromkeys(values[rows].tolist()))
                shown: dict[str, Any] = {
                    "values": written.replace(",", ", "),
                    "cells": cell_places(dataset, column, rows, values),
                    "missing": option("--missing", written),
                }
                yield suspicion("placeholder", dataset, column, rows, **shown)


def _columns(dataset: Dataset, one: Judged) -> Iterator[tuple[str, Array, Judged | None]]:
    """Give the columns of an indicator as they were written: its own, or the two of a ratio."""
    if not one.node.denominator:
        yield one.column, one.values, one
        return
    for name in (one.column, one.node.denominator):
        if name in dataset.frame and is_numeric_dtype(dataset.frame[name]) and not is_bool_dtype(dataset.frame[name]):
            yield name, dataset.frame[name].to_numpy(dtype=float, na_value=np.nan), None


def placeholder_cells(values: Array, one: Judged | None) -> np.ndarray:
    """Tell which marks among values are no values of theirs: bool (cities).

    Those outside the domain are problems of their own, and none of these.
    """
    marks = are_marks(values)
    if not marks.any():
        return marks
    rest = values[~marks & ~np.isnan(values)]
    found = _impossible(values, one) if one is not None else np.zeros(len(values), dtype=bool)
    if len(rest):
        low, high, spread = rest.min(), rest.max(), max(rest.max() - rest.min(), 1e-9)
        is_small = np.abs(values) < 10
        found |= (values < 0) & (low >= 0) & (~is_small | _is_surely_above_zero(rest, one))
        found |= (values < low - _FAR * spread) & ~is_small & (values < 0)
        far = (values > _FAR * max(high, 0.0)) & (values > high + _FAR * spread)
        found |= far & ((values >= 999) | _is_odd(values, rest))
    else:
        known = values[~np.isnan(values)]
        is_alone = len(known) > 1 and known.min() == known.max()
        found |= np.abs(values) >= 999 if is_alone or np.any(values < 0) else False
    possible: Domain | None = one.node.possible if one is not None else None
    if possible is not None:
        found &= (values >= possible.low) & (values <= possible.high)
    return np.asarray(found & marks)


def _impossible(values: Array, one: Judged) -> np.ndarray:
    """Tell which values are no percentages where the unit is percent and fixed bounds lie within 0 to 100."""
    bounds = one.bounds or (0.0, 100.0)
    if not is_percent(one.node) or bounds[0] < 0 or bounds[1] > 100:
        return np.zeros(len(values), dtype=bool)
    outside = (values > 100) | (values < 0) if is_plain_percent(one.node) else (values >= 999) | (values <= -99)
    return np.asarray(outside)


def _is_surely_above_zero(rest: Array, one: Judged | None) -> bool:
    """Tell whether what a column measures cannot be below 0: fixed bounds of a share or count, or enough numbers."""
    if one is None:
        return True
    if one.bounds is not None:
        return one.bounds[0] >= 0 and (is_plain_percent(one.node) or len(rest) >= 3)
    are_whole = bool((rest == np.rint(rest)).all())
    is_share = rest.max() < 1 and len(rest) > 1 and not are_whole  # beside -1, which is whole
    return (len(rest) >= 5 and rest.min() > 0) or is_share or (are_whole and rest.min() >= _COUNTED)


def _is_odd(values: Array, rest: Array) -> np.ndarray:
    """Tell which values stand several times, or are whole where most others are not."""
    different, times = np.unique(values[~np.isnan(values)], return_counts=True)
    again = np.isin(values, different[times > 1])
    fractions = np.mean(rest != np.rint(rest)) > 0.5
    return np.asarray(again | ((values == np.rint(values)) & fractions))
