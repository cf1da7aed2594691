"""What draws of all assumptions say of scores and ranks."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.engine.bands import band_places
from smartscore.robustness.acceptability import pairwise_winning
from smartscore.robustness.assumptions.assumptions import Assumptions
from smartscore.robustness.uncertainty.tally import Ranker, Tally, quantiles_of_counts, quantiles_of_draws
from smartscore.rules import Array

#: The shares of the draws at both ends of an interval, and the median.
SHARES = (0.05, 0.5, 0.95)
#: From which share of the draws on it is said that one city is above another.
TOLD_APART = 0.95


@frozen(eq=False, slots=False)
class Uncertainty:
    """What `draws` draws say of an assessment.

    `counts` are how often each city has each rank of the index, (cities, ranks), None where there are too many cities;
    `kept` the scores of nodes in the first draws, (kept draws, cities). `singly` are the nodes whose aggregate was
    called draw by draw. `interrupted` says that fewer draws than asked for were made, `settled` that the precision was
    reached.
    """

    assessment: Assessment
    assumptions: Assumptions
    draws: int
    asked: int
    seed: int
    sampler: str
    refit: bool
    by: str | None
    counts: np.ndarray | None
    kept: Mapping[str, Array]
    ranker: Ranker
    singly: tuple[str, ...] = ()
    interrupted: bool = False
    settled: bool = False

    @property
    def kept_draws(self) -> int:
        """How many draws the intervals of scores rest on."""
        return len(self.kept["index"])

    @cached_property
    def _kept_ranks(self) -> Array:
        return self.ranker.ranks(self.kept["index"])

    @cached_property
    def rank_quantiles(self) -> Array:
        """The 5 %, 50 % and 95 % quantiles of the rank of every city: (3, cities), NaN without a rank."""
        if self.counts is None:
            return quantiles_of_draws(self._kept_ranks, SHARES)
        return quantiles_of_counts(self.counts, SHARES)

    def node_ranks(self, node: str) -> Array:
        """Give the 5 %, 50 % and 95 % quantiles of the rank of a node: (3, cities)."""
        if node == "index":
            return self.rank_quantiles
        return quantiles_of_draws(self.ranker.ranks(self.kept[node]), SHARES)

    def node_scores(self, node: str) -> Array:
        """Give the 5 %, 50 % and 95 % quantiles of the score of a node: (3, cities)."""
        return quantiles_of_draws(self.kept[node], SHARES)

    def summary(self, node: str = "index") -> DataFrame:
        """Give nominal score and rank, medians and the ends of both intervals, a row a city in the dataset's order."""
        self.assessment.framework.require_node(node)
        scores, ranks = self.node_scores(node), self.node_ranks(node)
        return DataFrame(
            {
                "score": self.assessment.scores[node].to_numpy(),
                "score_median": scores[1],
                "score_low": scores[0],
                "score_high": scores[2],
                "rank": self.assessment.ranks(self.by, node),
                "rank_median": ranks[1],
                "rank_low": ranks[0],
                "rank_high": ranks[2],
            },
            index=self.assessment.rows,
        )

    @cached_property
    def acceptability(self) -> Array:
        """The share of the draws in which each city has each rank: (cities, ranks)."""
        counts = self.counts
        if counts is None:
            tally = Tally(self.ranker)
            tally.add(self.ranker.cells(self.kept["index"]))
            counts = tally.counts
        return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))

    def top(self, count: int) -> Array:
        """Give the probability that a city is among the first: (cities)."""
        return np.asarray(self.acceptability[:, :count].sum(axis=1))

    def band_probabilities(self) -> Array:
        """Give the probability of each band of the framework: (cities, bands)."""
        places = band_places(self.assessment.framework, self.kept["index"])
        numbers = range(len(self.assessment.framework.bands))
        known = np.maximum((~np.isnan(self.kept["index"])).sum(axis=0), 1)
        found = [(places == number).sum(axis=0) / known for number in numbers]
        return np.stack(found, axis=1) if found else np.zeros((len(known), 0))

    @cached_property
    def winning(self) -> Array:
        """The share of the draws in which the city of the row is above that of the column: (cities, cities)."""
        return pairwise_winning(self._kept_ranks)

    def above(self, city: City, other: City) -> float:
        """Give the probability that a city has a better rank than another.

        Raises:
            UsageError: for no such city.
        """
        rows = self.assessment.dataset.row_of(city), self.assessment.dataset.row_of(other)
        return float(self.winning[rows])

    def alike(self, city: City) -> list[int]:
        """List the rows that cannot be told apart from a city: neither is above the other in 95 % of the draws.

        Raises:
            UsageError: for no such city.
        """
        row = self.assessment.dataset.row_of(city)
        own = next(rows for rows in self.ranker.rows if row in rows)
        known = own[~np.isnan(self.rank_quantiles[1, own])]
        if row not in known:
            return []
        sure = np.maximum(self.winning[row, known], self.winning[known, row]) >= TOLD_APART
        return [int(other) for other in known[~sure] if other != row]
