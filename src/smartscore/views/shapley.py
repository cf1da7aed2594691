"""Shapley values: what each member of an aggregate does to its score, over the orders in which members may change.

Source: Shapley, A value for n-person games (1953). Over all orders up to 8 members, over a fixed sample beyond.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import comb

import numpy as np
from attrs import frozen

from smartscore.aggregates import Aggregate, applied
from smartscore.rules import Array

EXACT = 8
_ORDERS = 64  # and each of them backwards, which halves the error of a sum of two


def shapley(aggregate: Aggregate, before: Array, after: Array, counted: np.ndarray, nominal: Array) -> Array:
    """Give what each member does to the score when the scores go from `before` to `after`: (members, cities).

    Shapes: (members, cities) twice, bool (members, cities) for who counts, (members) for the weights. What the
    members do adds up to the change; what does not count does nothing.
    """
    effects = np.zeros_like(after)
    patterns, pattern_of = np.unique(counted, axis=1, return_inverse=True)
    for number, members in enumerate(patterns.T):
        if members.any():
            cities = np.flatnonzero(pattern_of.ravel() == number)
            place = np.ix_(members, cities)
            weights = nominal[members] * (nominal.sum() / nominal[members].sum())
            game = _Game(aggregate, before[place], after[place], weights)
            effects[place] = game.exact() if len(weights) <= EXACT else game.sampled()
    return effects


@frozen(eq=False)
class _Game:
    """An aggregate whose members change one after the other: scores (members, cities), weights (members)."""

    aggregate: Aggregate
    before: Array
    after: Array
    weights: Array

    def of(self, taken: Sequence[bool] | np.ndarray) -> Array:
        """Give the score with these members changed and the others as before: (cities)."""
        return applied(self.aggregate, np.where(np.asarray(taken)[:, None], self.after, self.before), self.weights)

    def exact(self) -> Array:
        """Give each member's Shapley value: (members, cities)."""
        count = len(self.after)
        worth = {taken: self.of(taken) for taken in product((False, True), repeat=count)}
        effects = np.zeros_like(self.after)
        for taken, after in worth.items():
            share = 1 / (count * comb(count - 1, sum(taken) - 1)) if any(taken) else 0.0
            for member in np.flatnonzero(taken):
                effects[member] += share * (after - worth[(*taken[:member], False, *taken[member + 1 :])])
        return effects

    def sampled(self) -> Array:
        """Estimate the Shapley values from a sample of orders, the same in every run; they add up all the same."""
        sums = np.zeros_like(self.after)
        for order in self._orders():
            taken = np.zeros(len(self.after), dtype=bool)
            before = self.of(taken)
            for member in order:
                taken[member] = True
                after = self.of(taken)
                sums[member] += after - before
                before = after
        return np.asarray(sums / (2 * _ORDERS))

    def _orders(self) -> Iterator[np.ndarray]:
        rng = np.random.default_rng(1953)
        for _ in range(_ORDERS):
            order = rng.permutation(len(self.after))
            yield order
            yield order[::-1]
