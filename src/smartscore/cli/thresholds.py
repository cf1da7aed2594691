"""`--fail-under`: which cities are below a threshold."""

from collections.abc import Iterator, Sequence

import numpy as np

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.messages import number, with_decimal_mark
from smartscore.reports.elements.cells import decimals_of, row_label
from smartscore.reports.result import chosen_rows
from smartscore.rounding import reaches


def parse_thresholds(thresholds: Sequence[str], assessments: Sequence[Assessment]) -> list[tuple[str, float]]:
    """Read thresholds such as `60` for the index or `economy=60` for a node.

    Raises:
        UsageError: for a threshold that is no number, or a node that no framework has.
    """
    known = {name for assessment in assessments for name in assessment.framework.nodes}
    return [_parse_threshold(threshold, known) for threshold in thresholds]


def _parse_threshold(threshold: str, known: set[str]) -> tuple[str, float]:
    node, _, written = threshold.rpartition("=")
    if node and node not in known:
        raise UsageError(Problem("not_a_member", {"found": node, "hint": hint(node, known)}))
    try:
        least = float(written)
    except ValueError:
        least = np.nan
    if not np.isfinite(least):
        raise UsageError(Problem("threshold_not_number", {"found": threshold}))
    return node or "index", least


def below(
    assessments: Sequence[Assessment],
    thresholds: Sequence[tuple[str, float]],
    language: str = "en",
    cities: Sequence[str] = (),
) -> list[Problem]:
    """List the cities whose node is below its threshold or has no score, of these cities or of all.

    A node below the index that does not apply to a city is held against nothing.
    """
    return [
        problem
        for assessment in assessments
        for rows in [chosen_rows(assessment.dataset, cities)]
        for node, least in thresholds
        if node in assessment.scores
        for problem in _below(assessment, rows, node, least, language)
    ]


def _below(assessment: Assessment, rows: Sequence[int], node: str, least: float, language: str) -> Iterator[Problem]:
    threshold = with_decimal_mark(f"{least:g}", language)
    held = assessment.applies(node) | (node == "index")
    for row in rows:
        if not held[row]:
            continue
        score, city = assessment.scores[node].iloc[row], row_label(assessment, row)
        if np.isnan(score):
            yield Problem("below_without_score", {"least": threshold}, city=city, indicator=node)
        elif not reaches(score, least, assessment.framework.scale):
            fields = {"score": number(score, decimals_of(assessment), language), "least": threshold}
            yield Problem("below_threshold", fields, city=city, indicator=node)
