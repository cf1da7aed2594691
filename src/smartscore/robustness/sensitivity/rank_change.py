"""How far ranks are from the nominal ones: one figure for a whole ranking."""

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


def rank_correlation(ranks: Array, nominal: Array, groups: np.ndarray) -> Array:
    """Give the correlation of the ranks of each draw with the nominal ones, equal ranks at their middle.

    Shapes: (draws, cities), (cities), (cities) -> (draws). Cities without one of the two ranks are left out; where
    all ranks are the same, there is no correlation: NaN. Source: Spearman (1904), of ranks within their groups.
    """
    known = ~np.isnan(ranks) & ~np.isnan(nominal)
    first = _centred(_middles(ranks, groups), known)
    second = _centred(np.broadcast_to(_middles(nominal[None], groups), ranks.shape), known)
    both = (first**2).sum(axis=1) * (second**2).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((first * second).sum(axis=1) / np.sqrt(np.where(both > 0, both, np.nan)))


def _middles(ranks: Array, groups: np.ndarray) -> Array:
    """Give those that share a rank the middle of the places that they take: (draws, cities) -> (draws, cities)."""
    draws, cities = ranks.shape
    of_group = np.unique(groups, return_inverse=True)[1].ravel() * (cities + 1)
    which = np.nan_to_num(ranks).astype(np.int64) + of_group
    which += np.arange(draws)[:, None] * (cities + 1) ** 2
    _, place, counts = np.unique(which.ravel(), return_inverse=True, return_counts=True)
    return np.asarray(ranks + (counts[place].reshape(ranks.shape) - 1) / 2)


def _centred(ranks: Array, known: np.ndarray) -> Array:
    """Give the distance from the mean of each draw, 0 where it is not known: (draws, cities) each."""
    mean = np.where(known, ranks, 0.0).sum(axis=1, keepdims=True) / np.maximum(known.sum(axis=1, keepdims=True), 1)
    return np.where(known, ranks - mean, 0.0)
