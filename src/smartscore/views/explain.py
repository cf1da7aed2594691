"""What makes the score of one city: what each node contributes, and how it stands against the others."""

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.views.contributions import contributions


def explain(assessment: Assessment, row: int, by: str | None = None) -> DataFrame:
    """Explain the score of the city at a position: a row a node, in the order of the tree.

    Gives the nominal share of the index, the raw value, the score, the contribution to the index (those of the
    members of a node add up to its own), the median score of the same year, assessor and group of the column `by`,
    and the difference of the score from it.

    Raises:
        UsageError: if the dataset has no column `by`.
    """
    framework = assessment.framework
    groups = assessment.groups(by)
    score = assessment.scores.iloc[row].to_numpy(dtype=float)
    median = assessment.scores[groups == groups[row]].median().to_numpy(dtype=float)
    lacking = np.full(len(groups), np.nan)
    told = {
        "share": [framework.shares[name] for name in framework.nodes],
        "value": [float(assessment.columns.get(name, lacking)[row]) for name in framework.nodes],
        "score": score,
        "contribution": contributions(assessment).iloc[row].to_numpy(),
        "median": median,
        "difference": score - median,
    }
    return DataFrame(told, index=list(framework.nodes))
