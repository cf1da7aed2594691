"""What makes the score of one city: what each node contributes, and how it stands against the others."""

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
    told = {
        "share": [framework.shares[name] for name in framework.nodes],
        "value": assessment.values.iloc[row].reindex(list(framework.nodes)).to_numpy(),
        "score": score,
        "contribution": contributions(assessment).iloc[row].to_numpy(),
        "median": median,
        "difference": score - median,
    }
    return DataFrame(told, index=list(framework.nodes))
