"""Weights as near as can be to those of a framework by which a city compares well with rivals."""

import numpy as np
from attrs import frozen

from smartscore.integer_model import IntegerModel, Row
from smartscore.robustness.exact.comparisons import Comparisons
from smartscore.robustness.exact.most_held import widest
from smartscore.robustness.exact.programming import Rows, minimised
from smartscore.robustness.exact.weight_space import WeightSpace, by_column
from smartscore.rounding import TIE
from smartscore.rules import Array

_MOST_ROUNDS = 200
#: What is so far apart is not equal, however both are rounded: a share of the scale.
APART = 2 * TIE


@frozen(eq=False)
class Move:
    """A space of weights, and comparisons of one city, of which so many of the open ones are to hold."""

    space: WeightSpace
    compared: Comparisons
    needed: int

    def nearest(self, nodes: int | None) -> tuple[Array, float] | None:
        """Give absolute weights of nodes that are nearest to the nominal ones, and the distance that is proved.

        Near is a short sum of absolute differences over leaves. None if no admissible weights let so many hold, or
        none were found within so many `nodes` of the search.
        """
        if self.needed > len(self.compared):
            return None
        held = int(self.compared.holding(self.space.nominal).sum())
        if held >= self.needed and self.space.is_admissible(self.space.nominal):
            return self.space.nominal, 0.0
        if self.needed <= 0 or self.needed == len(self.compared):
            absolute = self._holding(np.arange(max(self.needed, 0)))
            return None if absolute is None else (absolute, self.distance(absolute))
        return self._searched(nodes)

    def distance(self, absolute: Array) -> float:
        """Give the sum of the absolute differences from the nominal weights, over leaves."""
        return float(np.abs((absolute - self.space.nominal)[self.space.leaf_columns]).sum())

    def _searched(self, nodes: int | None) -> tuple[Array, float] | None:
        """Search for the choice of comparisons, and look at each by itself: what cannot hold is not chosen again."""
        model, columns = self._model(), len(self.space.nodes)
        first = columns + len(self.space.leaves)
        cost = np.concatenate([np.zeros(columns), np.ones(first - columns), np.zeros(len(self.compared))])
        for _ in range(_MOST_ROUNDS):
            solution = model.minimise(cost, nodes=nodes)
            if solution is None:
                return None
            chosen = np.flatnonzero(solution.values[first:])
            absolute = self._holding(chosen)
            if absolute is not None:
                return absolute, min(solution.bound, self.distance(absolute))
            clashing = widest(self.compared, chosen)[1]
            model = model.holding(Row.total((first + clashing).tolist(), most=len(clashing) - 1))
        return None

    def _holding(self, chosen: np.ndarray) -> Array | None:
        """Give the nearest absolute weights by which all the chosen comparisons hold; None if there are none.

        Who is not to be behind is put clearly in front, and level only where no weights do that.
        """
        least = self.compared.least
        for aim in dict.fromkeys((APART, max(least, 0.0), least)):
            found = self._nearest(chosen, aim)
            if found is not None:
                return found
        return None

    def _nearest(self, chosen: np.ndarray, aim: float) -> Array | None:
        """Give the nearest absolute weights by which all the chosen margins are at least `aim`."""
        (most, bounds), (equal, values) = self.space.most, self.space.equal
        leaves, count = len(self.space.leaves), len(self.space.nodes)
        margins = np.zeros((len(chosen), count))
        margins[:, self.space.leaf_columns] = -self.compared.margins[chosen]
        kept = np.concatenate([most, margins])
        far, ends = self._distances
        rows = np.concatenate([np.column_stack([kept, np.zeros((len(kept), leaves))]), far])
        limits = np.concatenate([bounds, np.full(len(chosen), -aim), ends])
        same = np.column_stack([equal, np.zeros((len(equal), leaves))])
        solved = minimised(np.concatenate([np.zeros(count), np.ones(leaves)]), (rows, limits), (same, values))
        return None if solved is None else self.space.cleaned(solved.values[:count])

    @property
    def _distances(self) -> Rows:
        """The rows that make further variables, one a leaf, the distances from the nominal absolute weights."""
        at = np.eye(len(self.space.nodes))[self.space.leaf_columns]
        nominal, far = self.space.nominal[self.space.leaf_columns], np.eye(len(at))
        return np.block([[at, -far], [-at, -far]]), np.concatenate([nominal, -nominal])

    def _model(self) -> IntegerModel:
        """Lay out absolute weights, distances of the leaves, and which of the open comparisons hold."""
        first = len(self.space.nodes) + len(self.space.leaves)
        every, (rows, ends) = np.arange(first), self._distances
        far = [Row(by_column(row, every), most=end) for row, end in zip(rows, ends.tolist(), strict=True)]
        last = first + len(self.compared)
        held = Row.total(range(first, last), least=self.needed)
        whole = np.arange(last) >= first
        kept = (*self.space.rows, *far, *self.compared.rows(first), held)
        return IntegerModel(kept, np.zeros(last), np.ones(last), whole)
