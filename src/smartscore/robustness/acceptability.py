"""Stochastic multicriteria acceptability analysis (SMAA): how often each city has each rank, and under what weights.

Ranks are competition ranks as the engine gives them: 1 for the best, equal scores share the better rank, NaN for no
rank. They are counted with whole numbers, so that nothing depends on the order or the size of chunks.
"""

from typing import Literal

import numpy as np
from attrs import define, field

from smartscore.rules import Array

#: Weights are summed as whole multiples of this share, which makes a sum the same in any order.
_UNIT = 2.0**-40
_FLUSH = 255  # what an uint8 counts to


@define(eq=False)
class Acceptability:
    """Counts of ranks and sums of weights, to which blocks of draws are added in any order, and other counts too.

    `cities` and `members` are how many there are. Central weights are of the draws in which a city is among the first
    `top`. With `pairs` it is counted too how often each city is above each other one, in about 0.1 ms a draw of 500
    cities.

    Shapes: `counts` (cities, cities) by rank, `weight_sums` (cities, members) in units of 2^-40, `top_counts`
    (cities), `above` (cities, cities); all int64, exact for up to 2^22 draws.
    """

    cities: int
    members: int
    top: int = 1
    pairs: bool = False
    draws: int = field(default=0, init=False)
    counts: np.ndarray = field(init=False)
    weight_sums: np.ndarray = field(init=False)
    top_counts: np.ndarray = field(init=False)
    above: np.ndarray = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.counts = np.zeros((self.cities, self.cities), dtype=np.int64)
        self.weight_sums = np.zeros((self.cities, self.members), dtype=np.int64)
        self.top_counts = np.zeros(self.cities, dtype=np.int64)
        self.above = np.zeros((self.cities, self.cities) if self.pairs else (0, 0), dtype=np.int64)

    def add(self, ranks: Array, weights: Array) -> None:
        """Count a block of draws: ranks (draws, cities), weights (draws, members), taken as shares of their sum."""
        self.draws += len(ranks)
        self.counts += _rank_counts(ranks)
        draw, city = np.nonzero(ranks <= self.top)
        shares = np.ascontiguousarray(weights / np.ascontiguousarray(weights).sum(axis=1, keepdims=True))
        units = np.rint(shares / _UNIT).astype(np.int64)
        order = np.argsort(city, kind="stable")
        there, starts = np.unique(city[order], return_index=True)
        if len(there):
            self.weight_sums[there] += np.add.reduceat(units[draw[order]], starts, axis=0)
        self.top_counts += np.bincount(city, minlength=self.cities)
        if self.pairs:
            self.above += _above_counts(ranks)

    def merge(self, other: "Acceptability") -> None:
        """Add what was counted elsewhere, of the same cities, members and `top`."""
        mine = (self.cities, self.members, self.top, self.pairs)
        if mine != (other.cities, other.members, other.top, other.pairs):
            raise ValueError("these are counts of something else")
        self.draws += other.draws
        for name in ("counts", "weight_sums", "top_counts", "above"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def rank_acceptability(self) -> Array:
        """Give the share of draws in which each city has each rank, (cities, ranks); NaN without draws."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.counts / np.float64(self.draws))

    def central_weights(self) -> Array:
        """Give the mean weights of the draws in which a city is among the first, (cities, members); NaN for never."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.weight_sums / self.top_counts[:, None] * _UNIT)

    def pairwise_winning(self) -> Array:
        """Give the share of draws in which the row is above the column, (cities, cities).

        Raises:
            ValueError: if pairs were not counted.
        """
        if not self.pairs:
            raise ValueError("pairs were not counted")
        with np.errstate(invalid="ignore"):
            return np.asarray(self.above / np.float64(self.draws))


def rank_acceptability(ranks: Array) -> Array:
    """Give the share of draws in which each city has each rank: (draws, cities) -> (cities, ranks).

    The rank acceptability index (Lahdelma and Salminen 2001, SMAA-2). A row sums to the share of draws in which the
    city has a rank, 1 if it always has one. A column sums to 1 where no draw has equal scores.
    """
    return np.asarray(_rank_counts(ranks) / len(ranks))


def central_weights(ranks: Array, weights: Array, top: int = 1) -> Array:
    """Give the weights that make a city first: the mean of those of the draws in which it is among the first `top`.

    The central weight vector (Lahdelma, Hokkanen and Salminen 1998), for top = 1; for more it is the mean over the
    first ranks together (Lahdelma and Salminen 2001). Weights are taken as shares of their sum. NaN where the city is
    never among them.

    Shapes: (draws, cities), (draws, members) -> (cities, members).
    """
    counted = Acceptability(ranks.shape[1], weights.shape[1], top)
    counted.add(ranks, weights)
    return counted.central_weights()


def confidence_factors(ranks_at_central: Array, top: int = 1) -> Array:
    """Give how probable it is that a city is first if its central weights hold: (cities, draws) -> (cities).

    The confidence factor (Lahdelma, Hokkanen and Salminen 1998). Row i holds the rank of city i in draws of all other
    assumptions, the weights of all cities being the central weights of city i. So the engine is called once for each
    city that has central weights, with these weights fixed and the other assumptions as they were drawn, and keeps
    the rank of that city alone. Where nothing but weights is uncertain one draw is enough, and the factor is 1 or 0:
    always 1 for additive scores without missing values, where the weights that make a city first are convex. A row of
    NaN alone, of a city that has no central weights, gives NaN; a single NaN is a draw in which it is not first.
    """
    known = ~np.isnan(ranks_at_central).all(axis=1)
    return np.where(known, (ranks_at_central <= top).mean(axis=1), np.nan)


def pairwise_winning(ranks: Array) -> Array:
    """Give the share of draws in which the row is above the column: (draws, cities) -> (cities, cities).

    The pairwise winning index (Leskinen, Viitanen, Kangas and Kangas 2006). Equal ranks count for neither, and so do
    draws in which one of the two has no rank: the two shares of a pair sum to 1 less the share of such draws.
    """
    return np.asarray(_above_counts(ranks) / len(ranks))


def rank_factors(ranks: int, kind: Literal["centroid", "linear", "inverse"] = "centroid") -> Array:
    """Give what each rank counts for in one figure of all, the first rank 1: (ranks).

    Centroid: the rank order centroid, sum of 1/i from the rank on, over that of the first (Lahdelma and Salminen
    2001). Linear: falling to 0 at the last rank. Inverse: 1 over the rank.
    """
    rank = np.arange(1, ranks + 1)
    if kind == "inverse":
        return np.asarray(1.0 / rank)
    if kind == "linear":
        return np.asarray((ranks - rank) / max(ranks - 1, 1)) if ranks > 1 else np.ones(1)
    tails = (1.0 / rank)[::-1].cumsum()[::-1]
    return np.asarray(tails / tails[0])


def holistic_acceptability(acceptability: Array, kind: Literal["centroid", "linear", "inverse"] = "centroid") -> Array:
    """Give one figure for all rank acceptabilities of a city, 1 if it is always first: (cities, ranks) -> (cities).

    The holistic acceptability index (Lahdelma and Salminen 2001); `rank_factors` says what a rank counts for.
    """
    return np.asarray(acceptability @ rank_factors(acceptability.shape[1], kind))


def stability(acceptability: Array) -> Array:
    """Give how settled the rank of each city is, from 0 to 1: (cities, ranks) -> (cities).

    1 - H / ln m, with Shannon's entropy H of the m rank acceptabilities, by which Ciomek, Kadziński and Tervonen
    (2017) measure how open a rank is: 1 if the city always has the same rank, 0 if each rank is as frequent as any
    other. Draws without a rank are left aside; NaN for a city that never has one.
    """
    ranks = acceptability.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = acceptability / acceptability.sum(axis=1, keepdims=True)
        entropy = -np.where(shares == 0, 0.0, shares * np.log(shares)).sum(axis=1)
    return np.asarray(np.clip(1.0 - entropy / np.log(max(ranks, 2)), 0.0, 1.0))


def share_at(acceptability: Array, ranks: Array) -> Array:
    """Give the share of draws in which each city has the rank given, such as its nominal one; NaN for no rank.

    Shapes: (cities, ranks), (cities) -> (cities).
    """
    known = ~np.isnan(ranks)
    places = np.where(known, ranks, 1).astype(int) - 1
    return np.where(known, acceptability[np.arange(len(ranks)), places], np.nan)


def _rank_counts(ranks: Array) -> np.ndarray:
    cities = ranks.shape[1]
    known = ~np.isnan(ranks)
    cells = (np.where(known, ranks, 1).astype(np.int64) - 1 + cities * np.arange(cities))[known]
    return np.bincount(cells, minlength=cities * cities).reshape(cities, cities)


def _above_counts(ranks: Array) -> np.ndarray:
    """Count the draws in which the row is above the column: (draws, cities) -> int64 (cities, cities)."""
    cities = ranks.shape[1]
    kind = np.int16 if cities < np.iinfo(np.int16).max else np.int32
    known = ~np.isnan(ranks)
    upper = np.where(known, ranks, cities + 1).astype(kind)  # without a rank: above nobody
    lower = np.where(known, ranks, 0).astype(kind)  # nor below
    total = np.zeros((cities, cities), dtype=np.int64)
    counts = np.zeros((cities, cities), dtype=np.uint8)
    is_above = np.empty((cities, cities), dtype=bool)
    for start in range(0, len(ranks), _FLUSH):
        counts[:] = 0
        for one, other in zip(upper[start : start + _FLUSH], lower[start : start + _FLUSH], strict=True):
            np.less(one[:, None], other, out=is_above)
            counts += is_above.view(np.uint8)
        total += counts
    return total
