"""Rounding as publishers do it, the tolerance within which scores are equal, and order and ranks by it.

Sums of floats differ by about 1e-14 between processors. Whatever is ordered, ranked or counted by scores, gains,
differences or distances goes through this module, so that equal ones are equal on every machine.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from smartscore.rules import Array

#: Scores that differ by less than this share of the scale share a rank.
TIE = 1e-9
#: Points are printed to no less than this share of the scale: what lies below is the noise of sums.
NOISE = 1e-12


def half_up(values: Array, decimals: int) -> Array:
    """Round halves away from zero, as published tables do: 3.495 gives 3.50.

    What lies within 1e-9 of a half in the last place counts as a half, since 3.495 has no exact float.
    """
    factor = 10.0**decimals
    rounded = np.copysign(np.floor(np.abs(values) * factor + 0.5 + 1e-9) / factor, values)
    return np.asarray(rounded + 0.0)  # -0.0 becomes 0.0


def on_grid(scores: Array, scale: tuple[float, float]) -> Array:
    """Round scores to 1e-9 of the scale, so that equal ones are equal whatever the order of sums."""
    unit = TIE * (scale[1] - scale[0])
    return np.asarray(np.rint(scores / unit) * unit)


def without_noise(points: ArrayLike, scale: tuple[float, float]) -> Array:
    """Round points to 1e-12 of the scale: the difference of equal scores is 0, and not 1e-14."""
    places = max(0, -int(np.floor(np.log10(NOISE * (scale[1] - scale[0])) + TIE)))
    return np.asarray(np.round(np.asarray(points, dtype=float), places) + 0.0)  # -0.0 becomes 0.0


def reaches(scores: Array, least: float, scale: tuple[float, float]) -> np.ndarray:
    """Tell which scores are at least so high, or less by no more than 1e-9 of the scale: bool, false for NaN."""
    return np.asarray(on_grid(scores, scale) >= least - TIE * (scale[1] - scale[0]))


def best_first(good: Array, scale: tuple[float, float], ids: Sequence[Any] | np.ndarray) -> np.ndarray:
    """Order positions along the first axis, the highest first; equal ones stand by id, what has no number is last.

    Shapes: (things, ...), (things) -> (things, ...). Equal means within 1e-9 of the scale.
    """
    by_id = np.argsort(np.asarray(ids), kind="stable")
    return np.asarray(by_id[np.argsort(-on_grid(np.asarray(good)[by_id], scale), axis=0, kind="stable")])


def ranks_among(scores: Array, others: Array, scale: tuple[float, float]) -> Array:
    """Give the rank that each score has among others: 1 and one more for each that is higher, NaN without a score.

    Shapes: (...), (cities) -> (...). Equal means within 1e-9 of the scale.
    """
    grid = on_grid(scores, scale)
    known = np.sort(on_grid(others[~np.isnan(others)], scale))
    return np.where(np.isnan(grid), np.nan, 1.0 + len(known) - np.searchsorted(known, grid, side="right"))


def competition_ranks(scores: Array, scale: tuple[float, float], groups: np.ndarray) -> Array:
    """Rank within groups: 1 for the highest, equal scores share the better rank, NaN where there is no score.

    Shapes: (cities), (cities) -> (cities). Equal means within 1e-9 of the scale.
    """
    kept = np.flatnonzero(~np.isnan(scores))
    key = -on_grid(scores[kept], scale)
    order = np.lexsort((key, groups[kept]))
    group, key = groups[kept][order], key[order]
    starts = np.r_[True, group[1:] != group[:-1]][: len(order)]
    fresh = starts | np.r_[True, key[1:] != key[:-1]][: len(order)]
    place = np.arange(len(order))
    first = np.maximum.accumulate(np.where(starts, place, 0))
    ranks = np.full(len(scores), np.nan)
    ranks[kept[order]] = np.maximum.accumulate(np.where(fresh, place, 0)) - first + 1
    return ranks
