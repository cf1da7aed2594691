"""Those of an assessment who may be chosen, the best first."""

from typing import Self

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.rounding import competition_ranks, on_grid
from smartscore.rules import Array


@frozen(eq=False)
class Candidates:
    """How the rows of an assessment stand by the score of a node, and which of them may be chosen.

    `score`, `coverage` and `place` (1 for the best, NaN without a score) are those of all rows: (cities). `rows` are
    the positions of the candidates, the best first, and `tied` numbers them from 0, equal scores alike: (candidates).
    """

    node: str
    least: float
    score: Array
    coverage: Array
    place: Array
    rows: np.ndarray
    tied: np.ndarray

    @classmethod
    def of(cls, assessment: Assessment, node: str, least: float, *, lowest: bool) -> Self:
        """Rank all by a node, the lowest score first if `lowest`; who has less than the least coverage is no candidate.

        Raises:
            UsageError: for an unknown node, a coverage that is no share, rows of several years or assessors.
        """
        _check(assessment, node, least)
        score, scale = assessment.scores[node].to_numpy(dtype=float), assessment.framework.scale
        sign = -1.0 if lowest else 1.0
        place = competition_ranks(sign * score, scale, np.zeros(len(score), dtype=int))
        coverage = (assessment.coverage if node in assessment.coverage else assessment.scores.notna())[node]
        share = coverage.to_numpy(dtype=float)
        order = np.lexsort((np.asarray(assessment.dataset.labels), place))
        rows = order[~np.isnan(place[order]) & (share[order] >= least - 1e-9)]
        tied = np.unique(on_grid(-sign * score[rows], scale), return_inverse=True)[1]
        return cls(node, least, score, share, place, rows, tied)

    @property
    def able(self) -> np.ndarray:
        """Which rows are candidates: bool (cities)."""
        is_candidate = np.zeros(len(self.score), dtype=bool)
        is_candidate[self.rows] = True
        return is_candidate


def _check(assessment: Assessment, node: str, least: float) -> None:
    assessment.ranks(node=node)
    if not 0 <= least <= 1:
        raise UsageError(Problem("share_not_valid", {"found": least}))
    if len(np.unique(assessment.groups())) > 1:
        levels = [assessment.rows.get_level_values(level).astype(str) for level in range(1, assessment.rows.nlevels)]
        listed = "; ".join(", ".join(sorted(set(names))) for names in levels)
        raise UsageError(Problem("select_from_several", {"found": listed}, file=assessment.dataset.file))
