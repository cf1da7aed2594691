"""Rounding as publishers do it, the tolerance within which scores are equal, and ranks by it."""

import numpy as np

from smartscore.rules import Array

#: Scores that differ by less than this share of the scale share a rank.
TIE = 1e-9


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
