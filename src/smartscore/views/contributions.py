"""The index as a sum of contributions down the tree.

Of a quasi-arithmetic mean M with f(M) = sum w f(x), each member bears the weight w (f(x) - f(M)) / (x - M),
rescaled to 1, and contributes that times its score. The sum is M exactly. For the geometric mean this is the
logarithmic-mean split: the weights are w / L(x, M) with L(a, b) = (a - b) / (ln a - ln b). Source:
Balk, Price and Quantity Index Numbers (2008), equation 4.13; for power means Martin, Statistics Canada (2021),
catalogue 62F0014M, 2021-012.

Of any other aggregate, a member contributes its Shapley value (1953) in the game in which members that are not
taken in score 0: over all orders up to 8 members, over a fixed sample of orders beyond.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import comb

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.aggregates import Aggregate, Mean, Sum, applied
from smartscore.engine import Assessment
from smartscore.model import Dimension, Framework, mass
from smartscore.rules import Array

EXACT = 8
_ORDERS = 64  # and each of them backwards, which halves the error of a sum of two
_NOTHING = 1e-12


def contributions(assessment: Assessment) -> DataFrame:
    """Give what each node contributes to the index, in its points: (cities x nodes), 0 for what does not count.

    The contributions of the members of a dimension add up to its own, and those of the index to the index. Where
    nothing of a score comes from members (it was given, or a rule makes something of 0), it stays with the dimension.
    NaN where there is no index.
    """
    framework, scores = assessment.framework, assessment.scores
    told = {"index": scores["index"].to_numpy()}
    factors = {"index": np.ones(len(scores))}
    counted = _masses(assessment) if any(d.missing == "pool" for d in framework.dimensions) else {}
    for dimension in framework.dimensions:
        part = _Split.of(assessment, dimension, counted)
        for member, weight in zip(dimension.members, part.weights(), strict=True):
            factors[member.id] = factors[dimension.id] * weight
            told[member.id] = factors[member.id] * part.filled[member.id]
    whole = ~np.isnan(told["index"])
    return DataFrame({node: np.where(whole, told[node], np.nan) for node in framework.nodes}, index=assessment.rows)


def sampled(framework: Framework) -> list[str]:
    """List the dimensions whose split is estimated from a sample of orders."""
    return [d.id for d in framework.dimensions if not isinstance(d.aggregate, Mean) and len(d.members) > EXACT]


def _masses(assessment: Assessment) -> dict[str, Array]:
    """Give the weight of the indicators with a score below each node: (cities) by node."""
    told: dict[str, Array] = {}
    for node in reversed(list(assessment.framework.walk())):
        there = assessment.scores[node.id].notna().to_numpy()
        if isinstance(node, Dimension):
            below = np.sum([told[member.id] for member in node.members], axis=0)
            below = np.where(assessment.given[node.id], mass(node), below)
        else:
            below = np.full(len(there), node.weight)
        told[node.id] = np.where(there, below, 0.0)
    return told


@frozen(eq=False)
class _Split:
    """A dimension with its members' scores, gaps filled where they count, and weights there: (members, cities) each."""

    dimension: Dimension
    values: Array
    weighed: Array  # 0 for what does not count
    score: Array

    @classmethod
    def of(cls, assessment: Assessment, dimension: Dimension, masses: Mapping[str, Array]) -> "_Split":
        """Gather what a dimension is made of; nothing where its score was given or is not to be had."""
        members = dimension.members
        values = np.stack([assessment.scores[member.id].to_numpy() for member in members])
        there = ~np.isnan(values)
        if dimension.missing == "worst":
            there = there | np.array([[not member.optional] for member in members])
        values = np.where(np.isnan(values) & there, assessment.framework.scale[0], values)
        weights = [masses[m.id] if dimension.missing == "pool" else np.full(there.shape[1], m.weight) for m in members]
        score = assessment.scores[dimension.id].to_numpy()
        counts = there & ~assessment.given[dimension.id].to_numpy() & ~np.isnan(score)
        return cls(dimension, np.where(there, values, 0.0), np.where(counts, np.stack(weights), 0.0), score)

    @property
    def filled(self) -> dict[str, Array]:
        """The score that counts, by member."""
        return {member.id: values for member, values in zip(self.dimension.members, self.values, strict=True)}

    def weights(self) -> Array:
        """Give the weights with which the members' scores add up to the dimension's: (members, cities)."""
        aggregate = self.dimension.aggregate
        split = _of_mean(aggregate, self) if isinstance(aggregate, Mean) else _of_any(aggregate, self)
        explained = (split * self.values).sum(axis=0)
        scale = np.maximum(np.abs(self.score), np.abs(split * self.values).sum(axis=0))
        something = np.abs(explained) > _NOTHING * np.maximum(scale, _NOTHING)
        return np.asarray(split * np.where(something, self.score, 0.0) / np.where(something, explained, 1.0))


def _of_mean(mean: Mean, part: _Split) -> Array:
    weights = part.weighed / np.maximum(part.weighed.sum(axis=0), _NOTHING)
    if type(mean).f is Mean.f:
        total = sum(member.weight for member in part.dimension.members) if isinstance(mean, Sum) else 1.0
        return np.asarray(weights * total)
    with np.errstate(all="ignore"):
        counts = weights > 0
        f = np.where(counts, mean.f(part.values), 0.0)
        middle = (weights * f).sum(axis=0)
        center = mean.inverse(middle)
        apart = part.values - center
        slopes = (f - middle) / apart
        near = np.abs(apart) <= 1e-7 * np.abs(center)
        step = 1e-6 * np.abs(center)
        at_center = (mean.f(center + step) - mean.f(center - step)) / (2 * step)
        split = weights * np.where(near, at_center, slopes)
        split = np.where(counts, split / np.where(counts, split, 0.0).sum(axis=0), 0.0)
    return np.where(np.isfinite(split).all(axis=0), split, 0.0)  # a member of 0 makes a mean of 0


def _of_any(aggregate: Aggregate, part: _Split) -> Array:
    """Split by Shapley values, the cities in which the same members count at a time."""
    split = np.zeros_like(part.values)
    patterns, pattern_of = np.unique(part.weighed > 0, axis=1, return_inverse=True)
    nominal = np.array([member.weight for member in part.dimension.members])
    for number, members in enumerate(patterns.T):
        if members.any():
            cities = np.flatnonzero(pattern_of.ravel() == number)
            values = part.values[np.ix_(members, cities)]
            weights = nominal[members] * (nominal.sum() / nominal[members].sum())
            game = _Game(aggregate, values, weights)
            told = game.exact() if len(values) <= EXACT else game.sampled()
            split[np.ix_(members, cities)] = np.divide(told, values, out=np.zeros_like(told), where=values != 0)
    return split


@frozen(eq=False)
class _Game:
    """An aggregate of which members are taken in one after the other: scores (members, cities), weights (members)."""

    aggregate: Aggregate
    values: Array
    weights: Array

    def of(self, taken: Sequence[bool] | np.ndarray) -> Array:
        """Give the score with these members taken in and the others at 0: (cities)."""
        return applied(self.aggregate, np.where(np.asarray(taken)[:, None], self.values, 0.0), self.weights)

    def exact(self) -> Array:
        """Give each member's Shapley value: (members, cities)."""
        count = len(self.values)
        worth = {taken: self.of(taken) for taken in product((False, True), repeat=count)}
        told = np.zeros_like(self.values)
        for taken, after in worth.items():
            share = 1 / (count * comb(count - 1, sum(taken) - 1)) if any(taken) else 0.0
            for member in np.flatnonzero(taken):
                told[member] += share * (after - worth[(*taken[:member], False, *taken[member + 1 :])])
        return told

    def sampled(self) -> Array:
        """Estimate the Shapley values from a sample of orders, the same in every run; they add up all the same."""
        told = np.zeros_like(self.values)
        for order in self._orders():
            taken = np.zeros(len(self.values), dtype=bool)
            before = self.of(taken)
            for member in order:
                taken[member] = True
                after = self.of(taken)
                told[member] += after - before
                before = after
        return np.asarray(told / (2 * _ORDERS))

    def _orders(self) -> Iterator[np.ndarray]:
        rng = np.random.default_rng(1953)
        for _ in range(_ORDERS):
            order = rng.permutation(len(self.values))
            yield order
            yield order[::-1]
