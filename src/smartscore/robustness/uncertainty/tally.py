"""Ranks counted draw by draw, so that memory does not grow with the draws."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from attrs import field, frozen

from smartscore.rounding import TIE
from smartscore.rules import Array

#: How many cities' counts are looked at together, so that not all of them stand in memory twice.
_TOGETHER = 64


@frozen(eq=False)
class Ranker:
    """Ranks cities in every draw within their groups: `rows` are those of each group, `span` the width of the scale."""

    rows: tuple[np.ndarray, ...]
    span: float

    @classmethod
    def of(cls, groups: np.ndarray, scale: tuple[float, float]) -> Self:
        """Rank within groups, (cities), on a grid of 1e-9 of the scale."""
        return cls(tuple(np.flatnonzero(groups == group) for group in np.unique(groups)), scale[1] - scale[0])

    @property
    def width(self) -> int:
        """The greatest rank that is possible."""
        return max((len(rows) for rows in self.rows), default=0)

    @property
    def count(self) -> int:
        """How many cities there are."""
        return sum(map(len, self.rows))

    def cells(self, scores: Array) -> np.ndarray:
        """Give city x width + rank - 1 for every score, in any order within a draw: (draws, cities).

        Equal scores, within 1e-9 of the scale, share the better rank; one more than the last cell is no score.
        """
        grid = np.multiply(scores, -1.0 / (TIE * self.span))
        np.rint(grid, out=grid)
        if len(self.rows) == 1:
            return self._cells(grid, self.rows[0])
        return np.concatenate([self._cells(grid[:, rows], rows) for rows in self.rows], axis=1)

    def _cells(self, grid: Array, rows: np.ndarray) -> np.ndarray:
        ranked, cells = _sorted(grid)
        if len(self.rows) > 1:
            cells = rows[cells]
        cells *= self.width
        places = np.arange(len(rows))
        tied = ranked[:, 1:] == ranked[:, :-1]
        if tied.any():
            each = np.tile(places, (len(grid), 1))
            each[:, 1:][tied] = 0
            cells += np.maximum.accumulate(each, axis=1)
        else:
            cells += places
        if ranked.dtype.kind == "f" and np.isnan(ranked[:, -1]).any():  # which come last
            cells[np.isnan(ranked)] = self.count * self.width
        return cells

    def ranks(self, scores: Array) -> Array:
        """Rank every draw: (draws, cities) -> (draws, cities), NaN without a score."""
        cells = self.cells(scores)
        ranks = np.full((len(scores), self.count + 1), np.nan)
        city = np.minimum(cells // max(self.width, 1), self.count)
        np.put_along_axis(ranks, city, cells % max(self.width, 1) + 1.0, axis=1)
        ranks = ranks[:, : self.count]
        ranks[np.isnan(scores)] = np.nan
        return ranks


def _sorted(grid: Array) -> tuple[np.ndarray, np.ndarray]:
    """Sort whole numbers in each draw, NaN last: the numbers and where they stood, (draws, cities) twice.

    Number and place are sorted as one integer where they fit into one, which takes half of the time of `argsort`.
    """
    cities = grid.shape[1]
    bits = max(cities - 1, 1).bit_length()
    with np.errstate(invalid="ignore"):
        fits = bool(max(grid.max(initial=0.0), -grid.min(initial=0.0)) < 2.0 ** (62 - bits))  # not where any is NaN
    if not fits:
        order = np.argsort(grid, axis=1)
        return np.take_along_axis(grid, order, axis=1), order
    packed = grid.astype(np.int64)
    packed <<= bits
    packed += np.arange(cities)
    packed.sort(axis=1)
    places = packed & ((1 << bits) - 1)
    packed >>= bits
    return packed, places


@frozen(eq=False)
class Tally:
    """How often each city has each rank, counted as draws come; the last place is for no score."""

    ranker: Ranker
    _places: np.ndarray = field(init=False)

    @_places.default
    def _zeros(self) -> np.ndarray:
        return np.zeros(self.ranker.count * self.ranker.width + 1, dtype=np.int64)

    def add(self, cells: np.ndarray) -> None:
        """Count the ranks of draws: the cells that the ranker gives, (draws, cities)."""
        np.add.at(self._places, cells.ravel(), 1)

    @property
    def counts(self) -> np.ndarray:
        """The counts so far: (cities, ranks)."""
        return self._places[:-1].reshape(self.ranker.count, self.ranker.width)


def quantiles_of_counts(counts: np.ndarray, shares: Sequence[float]) -> Array:
    """Give the best rank that each share of the draws does not exceed: (cities, ranks) -> (shares, cities)."""
    found = np.full((len(shares), len(counts)), np.nan)
    for first in range(0, len(counts), _TOGETHER):
        part = slice(first, first + _TOGETHER)
        reached = counts[part].cumsum(axis=1)
        total = reached[:, -1]
        each = [(reached >= (share * total)[:, None] - TIE).argmax(axis=1) + 1.0 for share in shares]
        found[:, part] = np.where(total > 0, np.stack(each), np.nan)
    return found


def quantiles_of_draws(values: Array, shares: Sequence[float]) -> Array:
    """Give quantiles of the draws of each city, interpolated: (draws, cities) -> (shares, cities), NaN without any."""
    ranked = np.sort(values, axis=0)  # NaN come last
    last = (~np.isnan(values)).sum(axis=0) - 1
    found = np.full((len(shares), values.shape[1]), np.nan)
    there = np.flatnonzero(last >= 0)
    for place, share in enumerate(shares):
        exact = share * last[there]
        below = np.floor(exact).astype(int)
        low, high = ranked[below, there], ranked[np.minimum(below + 1, last[there]), there]
        found[place, there] = low + (high - low) * (exact - below)
    return found
