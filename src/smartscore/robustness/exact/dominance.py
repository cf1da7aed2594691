"""What all admissible weights agree on: scores, differences between cities, and who is above whom by all of them."""

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from smartscore.robustness.exact.leaf_scores import LeafScores
from smartscore.robustness.exact.weight_space import WeightSpace
from smartscore.rules import Array

_NUMBERS = 4_000_000  # that are held at once


@frozen(eq=False)
class DifferenceRange:
    """The least and the greatest difference of the scores of two cities, first less second: (cities, cities) each."""

    least: Array
    most: Array

    def dominance(self, tie: float) -> np.ndarray:
        """Tell which cities are above which others by all weights, beyond a tie: bool (cities, cities)."""
        return np.asarray(self.least > tie)


def score_ranges(space: WeightSpace, scores: LeafScores) -> tuple[Array, Array]:
    """Give the least and the greatest index of each city under any admissible weights: (cities) twice."""
    return -space.greatest(-scores.values), space.greatest(scores.values)


def difference_range(space: WeightSpace, scores: LeafScores) -> DifferenceRange:
    """Give the range of the difference of each two cities under any admissible weights, the same for both.

    Bounds of weights and a few other statements take products of arrays; a dimension with many of them takes a
    linear programme a pair, for which scipy must be installed.

    Raises:
        UsageError: if it is not.
    """
    values = scores.values
    most = np.empty((len(values), len(values)))
    for rows in _chunks(len(values), len(values) * len(space.nodes)):
        most[rows] = space.greatest(values[rows, None, :] - values[None, :, :])
    return DifferenceRange(-most.T, most)


def dominates(space: WeightSpace, scores: LeafScores, first: int, second: int) -> bool:
    """Tell whether one city is above another under all admissible weights, beyond a tie."""
    return bool(space.greatest(scores.values[second] - scores.values[first]) < -scores.tie)


def _chunks(count: int, width: int) -> Iterator[slice]:
    step = max(1, _NUMBERS // max(width, 1))
    return (slice(start, start + step) for start in range(0, count, step))
