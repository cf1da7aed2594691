"""How a city compares with its rivals under any admissible weights: which comparisons are decided, and which open."""

from typing import Self

import numpy as np
from attrs import frozen

from smartscore.integer_model import Row
from smartscore.robustness.exact.leaf_scores import LeafScores
from smartscore.robustness.exact.weight_space import WeightSpace, by_column
from smartscore.rules import Array

_LEAST_UNIT = 0.1  # of a row, as a share of the scale


@frozen(eq=False)
class Comparisons:
    """Comparisons that are to hold, as many as can be: those of which `margins` @ weights of leaves is above `least`.

    In shares of the scale. `always` counts those that hold under all admissible weights; those that hold under some
    are open: who the rivals are (open), `margins` (open, leaves), and what these are at least under any (open).
    """

    space: WeightSpace
    rivals: np.ndarray
    margins: Array
    low: Array
    least: float
    always: int

    @classmethod
    def of(  # noqa: PLR0913  # who is compared with whom, and what is to hold
        cls,
        space: WeightSpace,
        scores: LeafScores,
        city: int,
        rivals: np.ndarray,
        *,
        sign: float,
        least: float,
    ) -> Self:
        """Compare a city with rivals: it less them if `sign` is 1, they less it if -1; `least` in shares.

        They stand in the order of their margins, so that the order of rows in the dataset does not matter.
        """
        margins = sign * (scores.values[city] - scores.values[rivals]) / scores.span
        order = np.lexsort(margins.T)
        rivals, margins = rivals[order], margins[order]
        low, high = -space.greatest(-margins), space.greatest(margins)
        is_open = (low <= least) & (high > least)
        return cls(space, rivals[is_open], margins[is_open], low[is_open], least, int((low > least).sum()))

    def __len__(self) -> int:
        return len(self.rivals)

    def holding(self, absolute: Array) -> np.ndarray:
        """Tell which of the open ones hold by absolute weights of nodes: (..., nodes) -> bool (..., open)."""
        return np.asarray(absolute[..., self.space.leaf_columns] @ self.margins.T > self.least)

    def rows(self, first: int) -> list[Row]:
        """Give the rows of an integer model: each margin is what it is at least, or `least` where it is to hold.

        The variables that say which are to hold begin at `first`. A row is in units of what it must rise by.
        """
        unit = np.maximum(self.least - self.low, _LEAST_UNIT)
        margins, low, least = self.margins / unit[:, None], self.low / unit, self.least / unit
        return [
            Row({**by_column(margin, self.space.leaf_columns), first + place: start - end}, least=start)
            for place, (margin, start, end) in enumerate(zip(margins, low.tolist(), least.tolist(), strict=True))
        ]
