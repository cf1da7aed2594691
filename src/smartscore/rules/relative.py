"""Rules that compare cities with each other, fitted to a baseline first.

Source of the formulas unless said otherwise: OECD/JRC, Handbook on constructing
composite indicators (2008), section 5.
"""

from typing import Literal

import numpy as np
from attrs import cmp_using, field, frozen

from smartscore.errors import Problem, RuleError
from smartscore.rules.base import Array, Better, finite, one_of
from smartscore.rules.fixed import Linear, clip_to

Best = Literal["high", "low"]
Ties = Literal["average", "min"]

_best = one_of("high", "low")


def _known(values: Array, at_least: int, rule: str) -> Array:
    known: Array = np.asarray(values, dtype=float)
    known = known[~np.isnan(known)]
    if len(np.unique(known)) < at_least:
        raise RuleError(Problem("too_few_different_values", {"rule": rule, "found": len(np.unique(known))}))
    return known


def _refuse_alike(low: Array, high: Array, rule: str) -> None:
    """Refuse draws in which all values are equal; one without any value is none of them."""
    if (low == high).any():
        raise RuleError(Problem("too_few_different_values", {"rule": rule, "found": 1}))


def _ends(values: Array, rule: str) -> tuple[Array, Array]:
    """Give the least and the greatest value of each draw: (draws, cities) -> (draws, 1) twice, NaN without any."""
    low, high = np.fmin.reduce(values, axis=-1, keepdims=True), np.fmax.reduce(values, axis=-1, keepdims=True)
    _refuse_alike(low, high, rule)
    return low, high


def _positions(values: Array, best: Best, ties: Ties, rule: str) -> Array:
    """Give the place of each value among those of its draw, as `Position` does: (draws, cities) -> the same."""
    _ends(values, rule)
    order = np.argsort(values, axis=-1)
    ranked, places = np.take_along_axis(values, order, axis=-1), np.arange(values.shape[-1])
    fresh = np.ones(values.shape, dtype=bool)
    fresh[..., 1:] = ranked[..., 1:] != ranked[..., :-1]
    below = np.maximum.accumulate(np.where(fresh, places, 0), axis=-1)
    last = np.ones(values.shape, dtype=bool)
    last[..., :-1] = fresh[..., 1:]
    upto = np.minimum.accumulate(np.where(last, places, places[-1])[..., ::-1], axis=-1)[..., ::-1] + 1
    count = (~np.isnan(values)).sum(axis=-1, keepdims=True)
    if ties == "average":
        middle = (below + upto - 1) / 2
        worse = middle if best == "high" else count - 1 - middle
    else:
        worse = below if best == "high" else count - upto
    normalised = np.empty(values.shape)
    np.put_along_axis(normalised, order, worse / np.maximum(count - 1, 1), axis=-1)
    return np.where(np.isnan(values), np.nan, normalised)


@frozen
class MinMax:
    """Least value 0, greatest 1 (turned round for `best = "low"`); fitting gives a `Linear`."""

    best: Best = field(default="high", validator=_best)

    @property
    def better(self) -> Better:
        return "higher" if self.best == "high" else "lower"

    def fit(self, values: Array, /) -> Linear:
        known = _known(values, 2, "minmax")
        ends = (float(known.min()), float(known.max()))
        return Linear(*(ends if self.best == "high" else ends[::-1]))

    def each(self, values: Array, /) -> Array:
        """Fit to every draw and normalise it: (draws, cities) -> the same."""
        low, high = _ends(values, "minmax")
        worst, best = (low, high) if self.best == "high" else (high, low)
        return clip_to((values - worst) / (best - worst), "both")


@frozen
class ZScore:
    """Standard scores with their own mean and standard deviation; unbounded, so not clipped.

    normalised = mean + sd * (value - m) / s, where m and s are the mean and the sample
    standard deviation (n - 1) of the baseline; the sign of sd turns for `best = "low"`.
    """

    best: Best = field(default="high", validator=_best)
    mean: float = field(default=0.0, validator=finite)
    sd: float = field(default=1.0, validator=finite)
    clip = "none"

    def __attrs_post_init__(self) -> None:
        if self.sd <= 0:
            raise RuleError(Problem("bound_not_positive", {"name": "sd", "found": self.sd}))

    @property
    def better(self) -> Better:
        return "higher" if self.best == "high" else "lower"

    def fit(self, values: Array, /) -> Linear:
        known = _known(values, 2, "zscore")
        unit = float(known.std(ddof=1)) / self.sd * (1 if self.best == "high" else -1)
        worst = float(known.mean()) - self.mean * unit
        return Linear(worst, worst + unit, clip="none")

    def each(self, values: Array, /) -> Array:
        """Fit to every draw and normalise it: (draws, cities) -> the same."""
        _ends(values, "zscore")
        count = (~np.isnan(values)).sum(axis=-1, keepdims=True)
        with np.errstate(invalid="ignore"):  # a draw without any value
            mean = np.nansum(values, axis=-1, keepdims=True) / count
            sd = np.sqrt(np.nansum((values - mean) ** 2, axis=-1, keepdims=True) / (count - 1))
            return np.asarray(self.mean + (values - mean) / sd * (self.sd if self.best == "high" else -self.sd))


@frozen
class Position:
    """Place among the sorted values of a baseline, 0 for the worst and 1 for the best.

    A value between two of the baseline stands with `ties = "average"` halfway between
    its neighbours, with `"min"` just above the lower one; beyond the ends it is held there.
    """

    order: Array = field(eq=cmp_using(np.array_equal))
    best: Best = "high"
    ties: Ties = "average"

    @property
    def better(self) -> Better:
        return "higher" if self.best == "high" else "lower"

    def __call__(self, values: Array, /) -> Array:
        values = np.asarray(values, dtype=float)
        count = len(self.order)
        below = np.searchsorted(self.order, values, side="left").astype(float)
        upto = np.searchsorted(self.order, values, side="right").astype(float)
        if self.ties == "average":
            middle = (below + upto - 1) / 2
            worse = middle if self.best == "high" else count - 1 - middle
        else:
            worse = below if self.best == "high" else count - upto
        normalised = clip_to(worse / (count - 1), "both")
        normalised[np.isnan(values)] = np.nan
        return normalised


@frozen
class Rank:
    """Place among the cities, ties sharing the mean of their places: (rank - 1) / (cities - 1), rank 1 the worst."""

    best: Best = field(default="high", validator=_best)

    @property
    def better(self) -> Better:
        return "higher" if self.best == "high" else "lower"

    def fit(self, values: Array, /) -> Position:
        return Position(np.sort(_known(values, 2, "rank")), self.best, "average")

    def each(self, values: Array, /) -> Array:
        """Fit to every draw and normalise it: (draws, cities) -> the same."""
        return _positions(values, self.best, "average", "rank")


@frozen
class PercentileRank:
    """Share of the other cities that do worse; ties all take the lower place.

    As in the CDC/ATSDR social vulnerability index: (rank - 1) / (cities - 1).
    """

    best: Best = field(default="high", validator=_best)

    @property
    def better(self) -> Better:
        return "higher" if self.best == "high" else "lower"

    def fit(self, values: Array, /) -> Position:
        return Position(np.sort(_known(values, 2, "percentile_rank")), self.best, "min")

    def each(self, values: Array, /) -> Array:
        """Fit to every draw and normalise it: (draws, cities) -> the same."""
        return _positions(values, self.best, "min", "percentile_rank")
