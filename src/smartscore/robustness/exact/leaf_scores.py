"""The scores that weights put together, and the cities that have all of them."""

from typing import Self

import numpy as np
from attrs import field, frozen

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.robustness.exact.weight_space import WeightSpace
from smartscore.rounding import TIE
from smartscore.rules import Array


@frozen(eq=False)
class LeafScores:
    """The score of each leaf of a weight space in every city that has all of them: `values` (cities, leaves).

    A score below a sum is multiplied by what weights sum to there. `names` are those of the cities, `places` their
    positions in the dataset, and `groups` tell who is ranked together. `left_out` names the cities with gaps, where
    weights are rescaled, so that the score is no longer linear in them; they stand in no exact answer, as if they
    were not in the dataset. `sign` is -1 where a high index is bad.
    """

    values: Array
    names: tuple[str, ...]
    places: np.ndarray
    groups: np.ndarray
    scale: tuple[float, float]
    sign: float = 1.0
    left_out: tuple[str, ...] = ()
    all_names: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, space: WeightSpace, assessment: Assessment) -> Self:
        """Take the scores of an assessment by the framework of the space, whose weights may be others."""
        scores = assessment.scores[[*space.leaves, "index"]].to_numpy(dtype=float)
        labels, there = assessment.dataset.labels, ~np.isnan(scores).any(axis=1)
        places = np.flatnonzero(there)
        return cls(
            values=scores[there, :-1] * space.factors,
            names=tuple(labels[place] for place in places),
            places=places,
            groups=assessment.groups()[there],
            scale=assessment.framework.scale,
            sign=assessment.framework.sign,
            left_out=tuple(labels[place] for place in np.flatnonzero(~there)),
            all_names=tuple(labels),
        )

    @property
    def span(self) -> float:
        """The length of the scale."""
        return self.scale[1] - self.scale[0]

    @property
    def tie(self) -> float:
        """The difference up to which scores are equal."""
        return TIE * self.span

    def row_of(self, assessment: Assessment, city: City) -> int:
        """Give the position of a city of the assessment among those that have all scores.

        Raises:
            UsageError: for no such city, and one that is left out.
        """
        place = assessment.dataset.row_of(city)
        (found,) = np.nonzero(self.places == place)
        if not len(found):
            raise UsageError(Problem("city_left_out", city=self.all_names[place]))
        return int(found[0])

    def rivals(self, city: int) -> np.ndarray:
        """Give the positions of the others that are ranked with a city."""
        together = self.groups == self.groups[city]
        together[city] = False
        return np.flatnonzero(together)

    def ahead(self, city: int, absolute: Array) -> int:
        """Count who is above a city by the weights of the leaves, beyond a tie: (leaves) -> whole number."""
        gap = (self.values[self.rivals(city)] - self.values[city]) @ absolute
        return int((gap > self.tie).sum())
