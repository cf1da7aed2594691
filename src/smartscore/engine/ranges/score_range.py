"""The least and the greatest score that the missing values allow, for every node in every city.

These are the worst-case bounds of partial identification: Manski, Partial Identification of Probability Distributions
(2003), chapter 1.
"""

from collections.abc import Mapping

import numpy as np
from attrs import field, frozen
from pandas import DataFrame

from smartscore.engine.judged import Judged
from smartscore.engine.ranges.exactness import exact_nodes
from smartscore.engine.ranges.open_values import bearing, open_cells
from smartscore.engine.ranges.range_ends import Ends, carried
from smartscore.read_only import held, lent, locked, shown


@frozen(eq=False, slots=False)
class ScoreRange:
    """The least and the greatest score of every node in every city that any completion of the missing values allows.

    A completion gives each missing value of an indicator that applies one of those that are possible; an optional one
    may get one or stay absent. A value that a step filled in is not measured, and counts as missing. Where nothing is
    missing both ends are the score; infinite ends are not known, and NaN is what never has a score. `exact` says by
    node whether the ends are reached by completions; where not, bounds and steps are held as they are fitted, others
    judge by methods that are taken to rise with what they judge, or the range may be wider than need be. `missing`
    counts the values in each city that are open and have a part in its index: (cities).
    """

    _least: DataFrame = field(alias="least", converter=held)
    _greatest: DataFrame = field(alias="greatest", converter=held)
    _exact: Mapping[str, bool] = field(alias="exact")
    missing: np.ndarray = field(converter=locked)

    @property
    def least(self) -> DataFrame:
        """The least score: (cities x nodes)."""
        return lent(self._least)

    @property
    def greatest(self) -> DataFrame:
        """The greatest score: (cities x nodes)."""
        return lent(self._greatest)

    @property
    def exact(self) -> Mapping[str, bool]:
        """Whether completions reach the ends, by node."""
        return shown(self._exact)

    def is_open(self, node: str = "index") -> np.ndarray:
        """Tell in which cities a node may have more than one score: bool (cities)."""
        return np.asarray(self._least[node].to_numpy() < self._greatest[node].to_numpy())


def score_range(assessment: Judged) -> ScoreRange:
    """Give the range of every node, in whole columns; only the cities in which something is open cost more."""
    opened = open_cells(assessment)
    rows = np.flatnonzero(np.any([*opened.values()], axis=0))
    low = assessment.scores.to_numpy(dtype=float, copy=True)
    high, missing = low.copy(), np.zeros(len(low), dtype=int)
    ends = carried(assessment, rows, opened) if len(rows) else {}
    if ends:
        low[rows] = np.stack([ends[str(name)].low for name in assessment.scores], axis=1)
        high[rows] = np.stack([ends[str(name)].high for name in assessment.scores], axis=1)
        missing[rows] = _counted(assessment, ends)
    least, greatest = (
        DataFrame(each, index=assessment.rows, columns=assessment.scores.columns, copy=False) for each in (low, high)
    )
    exact = exact_nodes(assessment, opened, {name: (each.low, each.high) for name, each in ends.items()})
    return ScoreRange(least=least, greatest=greatest, exact=exact, missing=missing)


def _counted(assessment: Judged, ends: Mapping[str, Ends]) -> np.ndarray:
    """Count the open values that have a part in the index: not below a given score, nor without weight."""
    counted = np.zeros(len(ends["index"].low), dtype=int)
    moving = {"index": ends["index"].open}
    for dimension in assessment.framework.dimensions:
        for member in dimension.members:
            counts = member in bearing(dimension) and moving[dimension.id]
            moving[member.id] = counts & ends[member.id].open
    for node in assessment.framework.indicators:
        counted += moving[node.id]
    return counted
