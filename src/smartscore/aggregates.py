"""Aggregates turn the scores of members into the score of their dimension.

An aggregate is callable: `(scores: (..., members, cities), weights: (..., members)) -> (..., cities)`.
The engine gives it complete members only: where one is missing, it is called without it, and the
weights that are left are rescaled to their old sum. The means here also take NaN for missing.
One that may give less or more than all of its members, as a sum does, says so: `bounded = False`.

Source of the means: OECD/JRC, Handbook on constructing composite indicators (2008), section 6.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, RuleError
from smartscore.products import product
from smartscore.rules import Array
from smartscore.rules.base import finite
from smartscore.supplied_aggregates import City, aggregated_by, aggregated_in_draws, side_by_side

Ufunc = Callable[[Array], Array]


class Aggregate(Protocol):
    """The function type of an aggregate; see the module."""

    def __call__(self, scores: Array, weights: Array, /) -> Array: ...


def _same(values: Array) -> Array:
    return values


def quasi_arithmetic(scores: Array, weights: Array, f: Ufunc = _same, inverse: Ufunc = _same) -> Array:
    """Average f(score) over the members that have one, and turn it back.

    Shapes: (..., members, cities), (..., members) -> (..., cities). NaN where no member
    has a score, and where `f` is not defined for a score.
    """
    kept = (weights > 0).reshape(-1, weights.shape[-1]).any(axis=0)
    if not kept.all():  # 0 x -inf would be NaN
        scores, weights = scores[..., kept, :], weights[..., kept]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # log 0 is -inf, and exp brings it back to 0
        sums = product(weights, scores, f)
        means = np.divide(sums, weights.sum(axis=-1, keepdims=True), out=sums if sums.dtype.kind == "f" else None)
        if np.isnan(means.sum()):  # the plain product is its own test: only the cities with gaps are done again
            gaps = np.isnan(means).reshape(-1, means.shape[-1]).any(axis=0)
            means[..., gaps] = _over_members(scores[..., gaps], weights, f)
        return inverse(means)


def _over_members(scores: Array, weights: Array, f: Ufunc) -> Array:
    """Average f(score) over the members present; infinite where f is (log 0) for a member that has weight."""
    present, values = ~np.isnan(scores), f(scores)
    endless = present & np.isinf(values)
    filled = np.where(present & ~endless, values, 0.0)
    means = product(weights, filled) / product(weights, present.astype(float))
    reached = product(weights, endless.astype(float)) > 0
    means[reached] = values[endless][0] if reached.any() else 0.0
    return means


class Mean:
    """A quasi-arithmetic mean: the arithmetic mean of f(score), turned back by the inverse of f."""

    def f(self, scores: Array) -> Array:
        return scores

    def inverse(self, means: Array) -> Array:
        return means

    def __call__(self, scores: Array, weights: Array, /) -> Array:
        return quasi_arithmetic(scores, weights, self.f, self.inverse)

    def over(self, scores: Array, weights: Array, present: np.ndarray, reached: Array) -> Array:
        """Do the same where it is known which members are present and what weight they have together."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return self.inverse(product(weights, np.where(present, self.f(scores), 0.0)) / reached)

    def pooled(self, scores: Array, mass: Array) -> Array:
        """Average with weights that differ from city to city: (..., members, cities) twice -> (..., cities)."""
        counted = ~np.isnan(scores) & (mass > 0)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            values = self.f(scores)
            endless = counted & np.isinf(values)
            sums = np.where(counted & ~endless, mass * values, 0.0).sum(axis=-2)
            means = sums / np.where(counted, mass, 0.0).sum(axis=-2)
            if endless.any():
                means[endless.any(axis=-2)] = np.broadcast_to(values, endless.shape)[endless][0]
            return self.inverse(means)


@frozen
class Arithmetic(Mean):
    """Weighted mean; a weak member can be made good by a strong one."""


@frozen
class Geometric(Mean):
    """Weighted geometric mean, as in the human development index; a member of 0 gives 0. Scores must be >= 0."""

    def f(self, scores: Array) -> Array:
        return np.log(scores)

    def inverse(self, means: Array) -> Array:
        return np.exp(means)


@frozen
class Harmonic(Mean):
    """Weighted harmonic mean; a member of 0 gives 0. Scores must be >= 0."""

    def f(self, scores: Array) -> Array:
        return np.where(scores < 0, np.nan, 1 / np.abs(scores))

    def inverse(self, means: Array) -> Array:
        return np.reciprocal(means)


@frozen
class Power(Mean):
    """Weighted power mean, (sum w x^p)^(1/p): p = 1 is arithmetic, p = -1 harmonic. Scores must be >= 0."""

    exponent: float = field(validator=finite)

    def __attrs_post_init__(self) -> None:
        if self.exponent == 0:
            raise RuleError(Problem("exponent_zero", {}))

    def f(self, scores: Array) -> Array:
        return np.asarray(np.where(scores < 0, np.nan, np.abs(scores) ** self.exponent))

    def inverse(self, means: Array) -> Array:
        return np.asarray(means ** (1 / self.exponent))


#: The same under the name that it has beside the rule `Power`.
PowerMean = Power


@frozen
class Sum(Mean):
    """Weighted mean x sum of the weights, which is the weighted sum where no member is missing."""

    bounded = False

    def __call__(self, scores: Array, weights: Array, /) -> Array:
        return np.asarray(quasi_arithmetic(scores, weights) * weights.sum(axis=-1, keepdims=True))

    def over(self, scores: Array, weights: Array, present: np.ndarray, reached: Array) -> Array:
        return np.asarray(super().over(scores, weights, present, reached) * weights.sum(axis=-1, keepdims=True))


@frozen
class Median:
    """Weighted median: the score at which half of the weight is reached, the mean of two where it lies between."""

    def __call__(self, scores: Array, weights: Array, /) -> Array:
        return self._of(
            scores, np.broadcast_to(weights[..., None], np.broadcast_shapes((*weights.shape, 1), scores.shape))
        )

    def over(self, scores: Array, weights: Array, present: np.ndarray, reached: Array) -> Array:
        """Do the same where it is known which members are present; NaN where none is."""
        medians = self._of(np.where(present, scores, np.inf), np.where(present, weights[..., None], 0.0))
        return np.where(reached > 0, medians, np.nan)

    def _of(self, scores: Array, weights: Array) -> Array:
        """Give the median with weights that differ from city to city: (..., members, cities) twice -> (..., cities)."""
        scores = np.broadcast_to(scores, weights.shape)
        order = np.argsort(scores, axis=-2, kind="stable")
        ranked = np.take_along_axis(scores, order, axis=-2)
        reached = np.cumsum(np.take_along_axis(weights, order, axis=-2), axis=-2)
        half, slack = reached[..., -1:, :] / 2, reached[..., -1:, :] * 1e-12
        low = np.argmax(reached >= half - slack, axis=-2)[..., None, :]
        high = np.argmax(reached > half + slack, axis=-2)[..., None, :]
        both = np.take_along_axis(ranked, low, axis=-2) + np.take_along_axis(ranked, high, axis=-2)
        return np.asarray(both[..., 0, :] / 2)


@frozen
class Minimum:
    """The weakest member decides; members of weight 0 do not count."""

    def __call__(self, scores: Array, weights: Array, /) -> Array:
        return np.asarray(np.where(weights[..., None] > 0, scores, np.inf).min(axis=-2))

    def over(self, scores: Array, weights: Array, present: np.ndarray, reached: Array) -> Array:
        """Do the same where it is known which members are present; NaN where none is."""
        there = present & (weights > 0)[..., None]
        return np.where(reached > 0, np.where(there, scores, np.inf).min(axis=-2), np.nan)


@frozen
class Maximum:
    """The strongest member decides; members of weight 0 do not count."""

    def __call__(self, scores: Array, weights: Array, /) -> Array:
        return np.asarray(np.where(weights[..., None] > 0, scores, -np.inf).max(axis=-2))

    def over(self, scores: Array, weights: Array, present: np.ndarray, reached: Array) -> Array:
        """Do the same where it is known which members are present; NaN where none is."""
        there = present & (weights > 0)[..., None]
        return np.where(reached > 0, np.where(there, scores, -np.inf).max(axis=-2), np.nan)


def is_bounded(aggregate: Aggregate) -> bool:
    """Tell whether what an aggregate gives stays within the scores of its members; `bounded = False` says no."""
    return bool(getattr(aggregate, "bounded", True))


def is_own(aggregate: Aggregate) -> bool:
    """Tell whether an aggregate is one of these, not even one that somebody made of them."""
    return type(aggregate).__module__ == __name__


def over_present(  # noqa: PLR0913  # what the engine knows already is handed over
    aggregate: Aggregate,
    scores: Array,
    weights: Array,
    present: np.ndarray,
    *,
    reached: Array | None = None,
    city: City | None = None,
) -> Array:
    """Apply an aggregate to the members that are present: (..., members, cities), (..., members) -> (..., cities).

    One of these takes all cities and draws at once. For any other aggregate, cities that lack the same members are
    taken together, draw by draw. NaN where no member of weight is present. `present` is bool (..., members, cities);
    `reached` is the weight that is present, (..., cities), where it is known already.
    """
    if not weights.all():
        present = present & (weights > 0)[..., None]
    if is_own(aggregate):
        reached = product(weights, present.astype(float)) if reached is None else reached
        return np.asarray(aggregate.over(scores, weights, present, reached))  # type: ignore[attr-defined]  # own
    if weights.ndim > 1 or present.ndim > 2 or scores.ndim > 2:
        draws = side_by_side(scores, weights, present)
        return np.stack([over_present(aggregate, *draw, city=city) for draw in zip(*draws, strict=True)])
    patterns, pattern_of = np.unique(present, axis=1, return_inverse=True)
    out = np.full(scores.shape[1], np.nan)
    for number, members in enumerate(patterns.T):
        if members.any():
            cities = np.flatnonzero(pattern_of.ravel() == number)
            left = weights[members] * (weights.sum() / weights[members].sum())
            named = None if city is None else partial(_at, city, cities)
            out[cities] = applied(aggregate, scores[np.ix_(members, cities)], left, named)
    return out


def _at(city: City, places: np.ndarray, place: int) -> str:
    return city(int(places[place]))


def applied(aggregate: Aggregate, scores: Array, weights: Array, city: City | None = None) -> Array:
    """Call an aggregate on complete members, (..., members, cities), and check what that of somebody else gives.

    `city` gives the city at a position, in words: without it, no city is named or tried by itself.

    Raises:
        RuleError: if it fails, gives no finite number a city, leaves the range of the members without saying so,
            or judges cities by each other or by the order of their members.
    """
    if weights.ndim == 1 and not weights.all():
        scores, weights = scores[..., weights > 0, :], weights[weights > 0]
    if is_own(aggregate):
        return np.asarray(aggregate(scores, weights))
    bounded = is_bounded(aggregate)
    if weights.ndim == 1 and scores.ndim == 2:
        return aggregated_by(aggregate, scores, weights, city, bounded=bounded)
    present = np.ones(scores.shape[-2:], dtype=bool)
    if not weights.all():
        return over_present(aggregate, scores, weights, present, city=city)
    scores, weights, _ = side_by_side(scores, weights, present)
    return aggregated_in_draws(aggregate, scores, weights, city, bounded=bounded)


AGGREGATES: Mapping[str, Callable[..., Aggregate]] = {
    "arithmetic": Arithmetic,
    "geometric": Geometric,
    "harmonic": Harmonic,
    "maximum": Maximum,
    "median": Median,
    "minimum": Minimum,
    "power": Power,
    "sum": Sum,
}
