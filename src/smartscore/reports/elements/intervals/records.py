"""Rank intervals for JSON."""

from typing import Any

from smartscore.engine import Assessment
from smartscore.reports.elements.intervals.standing import intervals_of
from smartscore.reports.result import Result
from smartscore.robustness.uncertainty.uncertainty import SHARES


def robustness_record(assessment: Assessment, result: Result) -> dict[str, Any]:
    """Give what the intervals rest on, null where none could be made; nothing where none are wanted."""
    if not result.robust.wanted:
        return {}
    if (told := intervals_of(assessment, result)) is None:
        return {"robustness": None}
    drawn = told.uncertainty
    return {
        "robustness": {
            "draws": drawn.draws,
            "seed": drawn.seed,
            "assumptions": [assumption.id for assumption in drawn.assumptions],
            "quantiles": [SHARES[0], SHARES[-1]],
        }
    }


def interval_records(assessment: Assessment, result: Result) -> list[dict[str, Any]]:
    """Give for each row its interval, the median rank, and the keys of the cities that cannot be told apart.

    Null where the row has no rank, and for the cities where there are too many pairs of them; nothing at all where
    there are no intervals.
    """
    told = intervals_of(assessment, result)
    if told is None:
        return [{} for _ in range(len(assessment.rows))]
    keys = [str(key[0]) for key in assessment.keys]
    records = []
    for row, (low, median, high) in enumerate(told.ends.T.tolist()):
        known = median == median  # noqa: PLR0124  # NaN
        records.append(
            {
                "rank_interval": [int(low), int(high)] if known else None,
                "rank_median": median if known else None,
                "not_told_apart": [keys[other] for other in told.alike(row)] if known and told.has_pairs else None,
            }
        )
    return records
