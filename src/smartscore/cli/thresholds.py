"""`--fail-under`: which cities are below a threshold."""

from collections.abc import Iterator, Sequence

import numpy as np

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.messages import number
from smartscore.reports.summary import decimals_of, row_label


def below(assessments: Sequence[Assessment], thresholds: Sequence[str]) -> list[Problem]:
    """List the cities whose index, or node where `NODE=N` names one, is below N or has no score.

    Raises:
        UsageError: for a threshold that is no number, or a node that no framework has.
    """
    wanted = [_parsed(threshold, assessments) for threshold in thresholds]
    return [
        problem for assessment in assessments for node, least in wanted for problem in _below(assessment, node, least)
    ]


def _parsed(threshold: str, assessments: Sequence[Assessment]) -> tuple[str, float]:
    node, _, least = threshold.rpartition("=")
    known = {name for assessment in assessments for name in assessment.framework.nodes}
    if node and node not in known:
        raise UsageError(Problem("not_a_member", {"found": node, "hint": hint(node, known)}))
    try:
        return node or "index", float(least)
    except ValueError:
        raise UsageError(Problem("threshold_not_number", {"found": threshold})) from None


def _below(assessment: Assessment, node: str, least: float) -> Iterator[Problem]:
    if node not in assessment.scores:
        return
    decimals = decimals_of(assessment)
    for row, score in enumerate(assessment.scores[node]):
        city = row_label(assessment, row)
        if np.isnan(score):
            yield Problem("below_without_score", {"least": least}, city=city, indicator=node)
        elif score < least:
            yield Problem(
                "below_threshold", {"score": number(score, decimals), "least": least}, city=city, indicator=node
            )
