"""The interval of every rank, and the cities that cannot be told apart, as draws have them."""

from functools import cached_property
from itertools import takewhile

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment
from smartscore.reports.result import Result
from smartscore.robustness.uncertainty import Uncertainty
from smartscore.robustness.uncertainty.uncertainty import TOLD_APART
from smartscore.rules import Array

#: Cities are compared pair by pair where that takes at most so many comparisons: a tenth of a second.
_COMPARISONS = 1e9


def intervals_of(assessment: Assessment, result: Result) -> "RankIntervals | None":
    """Give the intervals of the ranks of an assessment, if the result has some."""
    drawn = result.drawn(assessment)
    return RankIntervals(drawn) if isinstance(drawn, Uncertainty) else None


@frozen(eq=False, slots=False)
class RankIntervals:
    """What draws say of the ranks of the cities that have one."""

    uncertainty: Uncertainty

    @cached_property
    def ranks(self) -> Array:
        """The rank of every city: (cities), NaN without one."""
        return self.uncertainty.assessment.ranks(self.uncertainty.by)

    @cached_property
    def ends(self) -> Array:
        """The least, the median and the greatest rank in 90 % of the draws: (3, cities), NaN without a rank."""
        low, median, high = self.uncertainty.rank_quantiles
        found = np.stack([np.floor(low), median, np.ceil(high)])
        return np.where(np.isnan(self.ranks), np.nan, found)

    @cached_property
    def _alike(self) -> np.ndarray | None:
        """Whether cities of one group cannot be told apart: bool (cities, cities), None where there are too many."""
        count = len(self.ranks)
        if float(count) ** 2 * self.uncertainty.kept_draws > _COMPARISONS:
            return None
        winning = self.uncertainty.winning
        known = ~np.isnan(self.ends[1])
        groups = self.uncertainty.assessment.groups(self.uncertainty.by)
        together = known & known[:, None] & (groups == groups[:, None])
        np.fill_diagonal(together, val=False)
        return np.asarray(together & (np.maximum(winning, winning.T) < TOLD_APART))

    @property
    def has_pairs(self) -> bool:
        """Whether it is known which cities cannot be told apart."""
        return self._alike is not None

    def alike(self, row: int) -> list[int]:
        """List the rows that cannot be told apart from a row, the best rank first."""
        if self._alike is None:
            return []
        labels = self.uncertainty.assessment.dataset.labels
        return sorted(np.flatnonzero(self._alike[row]).tolist(), key=lambda other: (self.ranks[other], labels[other]))

    def neighbours(self, row: int) -> tuple[list[int], list[int]]:
        """List those of them that stand next above a row in the ranking, and next below, with no other between."""
        if self._alike is None or row not in self._places:
            return [], []
        group, place = self._places[row]
        alike = self._alike[row].__getitem__
        above = [*takewhile(alike, group[:place][::-1])]
        return above[::-1], [*takewhile(alike, group[place + 1 :])]

    def neighbour_ranks(self, row: int) -> list[tuple[int, int]]:
        """Give the first and the last rank of the neighbours above and of those below, as one where ranks are equal."""
        runs = [(int(self.ranks[rows[0]]), int(self.ranks[rows[-1]])) for rows in self.neighbours(row) if rows]
        if len(runs) > 1 and self.ranks[row] in (runs[0][1], runs[1][0]):
            return [(runs[0][0], runs[1][1])]
        return runs

    @cached_property
    def _places(self) -> dict[int, tuple[list[int], int]]:
        """The rows of its group in the order of the ranking, and its place among them, by row that has a rank."""
        order = np.lexsort((np.asarray(self.uncertainty.assessment.dataset.labels), self.ranks))
        order = order[~np.isnan(self.ends[1, order])]
        groups = self.uncertainty.assessment.groups(self.uncertainty.by)[order]
        places: dict[int, tuple[list[int], int]] = {}
        for number in np.unique(groups):
            group = order[groups == number].tolist()
            places |= {row: (group, place) for place, row in enumerate(group)}
        return places
