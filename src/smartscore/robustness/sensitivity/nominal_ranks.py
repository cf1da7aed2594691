"""What draws are held against: the scores and the ranks of the index as it was assessed."""

from collections.abc import Mapping
from typing import Self

import numpy as np
from attrs import frozen

from smartscore.robustness.assumptions.assumptions import Assumptions
from smartscore.robustness.assumptions.base import Nominal
from smartscore.robustness.replay import Replay
from smartscore.robustness.uncertainty.tally import Ranker
from smartscore.robustness.world import World
from smartscore.rules import Array


@frozen(eq=False)
class NominalRanks:
    """The index of every city, and its rank within its group: each (cities)."""

    nominal: Nominal
    scores: Array
    ranks: Array
    groups: np.ndarray
    ranker: Ranker

    @classmethod
    def of(cls, nominal: Nominal, by: str | None = None) -> Self:
        """Rank within year, assessor and the groups of the column `by`.

        Raises:
            UsageError: if the dataset has no column `by`.
        """
        assessment = nominal.assessment
        groups = assessment.groups(by)
        ranker = Ranker.of(groups, assessment.framework.scale)
        scores = np.asarray(assessment.index, dtype=np.float64)
        return cls(nominal, scores, assessment.ranks(by), groups, ranker)

    def scored(self, assumptions: Assumptions, design: Array, *, refit: bool) -> Array:
        """Score the index in every draw of a design: (draws, columns) -> (draws, cities)."""
        scores = np.empty((len(design), len(self.scores)))

        def keep(places: np.ndarray, found: Mapping[str, Array]) -> None:
            scores[places] = found["index"]

        Replay(self.nominal, refit).run(World.of(assumptions, design, self.nominal), keep)
        return scores
