"""The least change of weights that moves a city past the next one, or among the first."""

from collections.abc import Mapping

import numpy as np
from attrs import frozen

from smartscore.robustness.exact.attainable import require_positive
from smartscore.robustness.exact.comparisons import Comparisons
from smartscore.robustness.exact.leaf_scores import LeafScores
from smartscore.robustness.exact.moving import APART, Move
from smartscore.robustness.exact.weight_space import WeightSpace
from smartscore.rounding import TIE, on_grid, without_noise
from smartscore.rules import Array

_EXACT = 1e-5  # to which a search proves a distance


@frozen(eq=False)
class WeightChange:
    """Weights that move a city, as `Framework.reweigh` takes them, and how far they are from those of the framework.

    `size` is the sum of the absolute differences: of the shares of the index of the leaves in question, or of the
    weights below one dimension, which sum to 1. None less than `bound` does it. `rank` is that of the city then.
    """

    weights: Mapping[str, float]
    size: float
    bound: float
    rank: int

    @property
    def proved(self) -> bool:
        """Whether no smaller change does it, to 1e-5."""
        return self.bound >= self.size - _EXACT


def least_weight_change(  # noqa: PLR0913  # what is asked, of whom, and how long to search
    space: WeightSpace,
    scores: LeafScores,
    city: int,
    *,
    top: int | None = None,
    dimension: str | None = None,
    nodes: int | None = None,
) -> WeightChange | None:
    """Give the least change of weights by which the city at a position is better than the next better one.

    All that share that next better score are to be passed. Or, with `top`, no more than top - 1 are to be better;
    equal ones are not. Better is a higher index, or a lower one where the framework says that a high one is bad.
    The new weights are admissible in the space; where `dimension` is given, only the weights of its members move.
    Where nothing needs to be passed, the answer is the nominal weights, or the nearest that are admissible. None if
    no admissible weights do it, or none were found within so many `nodes` of the search.

    Raises:
        UsageError: if `top` is less than 1, the dimension is not in question, or scipy is not installed.
    """
    if dimension is not None:
        space = space.only(dimension)
    rivals = scores.rivals(city)
    if top is not None:
        require_positive(top)
    else:
        rivals = _next_better(space, scores, city, rivals)
    least = APART if top is None else -TIE
    compared = Comparisons.of(space, scores, city, rivals, sign=scores.sign, least=least)
    move = Move(space, compared, len(rivals) - compared.always - ((top or 1) - 1))
    found = move.nearest(nodes)
    if found is None:
        return None
    absolute, bound = found
    unit = 1.0 if dimension is None else float(space.nominal[space.nodes.index(dimension)])
    rank = 1 + scores.ahead(city, absolute[space.leaf_columns])
    size, proved = without_noise(np.array([move.distance(absolute), bound]) / unit, (0.0, 1.0)).tolist()
    return WeightChange(space.weights(absolute), size, proved, rank)


def _next_better(space: WeightSpace, scores: LeafScores, city: int, rivals: np.ndarray) -> np.ndarray:
    """Give the rivals that share the nominal score next better to that of a city; none for the best."""
    index: Array = scores.sign * on_grid(scores.values @ space.nominal[space.leaf_columns], scores.scale)
    better: np.ndarray = rivals[index[rivals] - index[city] > scores.tie / 2]
    if not len(better):
        return better
    return np.asarray(better[index[better] - index[better].min() < scores.tie / 2])
