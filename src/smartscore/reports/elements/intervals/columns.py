"""The columns of rank intervals: as words for people, as numbers for programs."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from smartscore.engine import Assessment
from smartscore.reports.document import Column, Figure, Listed
from smartscore.reports.elements.cells import numbers, words
from smartscore.reports.elements.intervals.standing import RankIntervals, intervals_of
from smartscore.reports.result import Result
from smartscore.text import Sentence

_DASH = "\N{EN DASH}"


def people_columns(assessment: Assessment, result: Result) -> Iterator[Column]:
    """Give from where to where each rank lies, and the ranks of neighbours that cannot be told apart, for people."""
    if told := intervals_of(assessment, result):
        rows = range(len(assessment.rows))
        about: dict[str, Any] = {"readers": "people", "detail": True}
        yield words("rank_interval", "column_rank_interval", [interval(told, row) for row in rows], **about)
        if told.has_pairs:
            yield words("alike", "column_alike", [neighbours(told, row) for row in rows], **about)


def end_columns(assessment: Assessment, result: Result) -> Iterator[Column]:
    """Give the least and the greatest rank of each interval, for programs that read one table."""
    if told := intervals_of(assessment, result):
        for name, values in (("low", told.ends[0]), ("high", told.ends[2])):
            yield numbers(f"rank_{name}", f"column_rank_{name}", "rank", values, width=8)


def program_columns(assessment: Assessment, result: Result) -> Iterator[Column]:
    """Give both ends as numbers and the ranks of the neighbours, for workbooks."""
    yield from (evolve(column, readers="programs") for column in end_columns(assessment, result))
    told = intervals_of(assessment, result)
    if told and told.has_pairs:
        cells = [neighbours(told, row) for row in range(len(assessment.rows))]
        yield words("alike", "column_alike", cells, readers="programs", width=14)


def interval(told: RankIntervals, row: int) -> Sentence:
    """Give the interval of a rank, nothing where there is no rank."""
    low, _, high = told.ends[:, row].tolist()
    return run(low, high) if low == low else ""  # noqa: PLR0124  # NaN


def neighbours(told: RankIntervals, row: int) -> Sentence:
    """Give the ranks of the neighbours that cannot be told apart, nothing where there are none."""
    runs = told.neighbour_ranks(row)
    return Listed([run(first, last) if first < last else Figure(first, "rank") for first, last in runs]) if runs else ""


def run(first: float, last: float) -> Listed:
    """Give two ranks with a dash between."""
    return Listed((Figure(first, "rank"), Figure(last, "rank")), _DASH)
