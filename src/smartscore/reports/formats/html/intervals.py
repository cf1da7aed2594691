"""How sure ranks are, as a page has it."""

from typing import Any

from smartscore.engine import Assessment
from smartscore.reports.elements.intervals import interval, interval_of_row, intervals_of, neighbours
from smartscore.reports.formats.cells import plain
from smartscore.reports.formats.html.compact import rounded
from smartscore.reports.result import Result


def rank_intervals(assessment: Assessment, result: Result, language: str) -> dict[str, Any] | None:
    """Give the interval of each rank, the ranks of neighbours not told apart and how many they are, what to say."""
    told = intervals_of(assessment, result)
    if told is None:
        return None
    rows = range(len(assessment.rows))
    return {
        "low": rounded(told.ends[0], 0),
        "texts": [plain(interval(told, row), language) for row in rows],
        "alike": [plain(neighbours(told, row), language) for row in rows] if told.has_pairs else None,
        "count": [sum(map(len, told.neighbours(row))) for row in rows],
        "said": [" ".join(plain(said, language) for said in interval_of_row(assessment, result, row)) for row in rows],
    }
