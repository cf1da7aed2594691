"""How far ranks move from the nominal ones: one figure for a whole ranking."""

import numpy as np

from smartscore.rules import Array


def mean_absolute_rank_change(ranks: Array, nominal: Array) -> Array:
    """Give the mean over the cities of how many places each moved, up or down, in each draw.

    Shapes: (draws, cities), (cities) -> (draws). Cities without one of the two ranks are left out; a draw without
    any city that has both is NaN. Source: Saisana, Saltelli and Tarantola (2005), the average shift in ranking.
    """
    moved = np.abs(ranks - nominal)
    known = ~np.isnan(moved)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(known, moved, 0.0).sum(axis=1) / known.sum(axis=1))
