"""How sure ranks are, beside them: from where to where they lie in draws, and which cities cannot be told apart."""

from smartscore.reports.elements.intervals.columns import (
    end_columns,
    interval,
    neighbours,
    people_columns,
    program_columns,
)
from smartscore.reports.elements.intervals.records import interval_records, robustness_record
from smartscore.reports.elements.intervals.sentences import alike_of_row, interval_of_row, interval_sentences
from smartscore.reports.elements.intervals.standing import RankIntervals, intervals_of

__all__ = [
    "RankIntervals",
    "alike_of_row",
    "end_columns",
    "interval",
    "interval_of_row",
    "interval_records",
    "interval_sentences",
    "intervals_of",
    "neighbours",
    "people_columns",
    "program_columns",
    "robustness_record",
]
