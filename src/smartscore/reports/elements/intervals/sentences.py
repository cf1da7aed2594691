"""What is said of rank intervals: what they rest on, why there are none, and where a city stands."""

from collections.abc import Iterator

import numpy as np

from smartscore.engine import Assessment
from smartscore.errors import RuleError
from smartscore.reports.document import Figure, Listed
from smartscore.reports.elements.cells import row_label
from smartscore.reports.elements.intervals.standing import RankIntervals, intervals_of
from smartscore.reports.elements.robustness.assumed import said
from smartscore.reports.result import Result
from smartscore.robustness.defaults import FEWEST, default_draws
from smartscore.text import Phrase, Sentence

_NAMED = 6


def interval_sentences(assessment: Assessment, result: Result) -> Iterator[Sentence]:
    """Say what the rank intervals rest on, that they are not official, where more is told; or why there are none."""
    if not result.robust.wanted:
        return
    if told := intervals_of(assessment, result):
        yield Phrase(
            "summary_rank_interval",
            draws=told.uncertainty.draws,
            assumed=Listed(map(said, told.uncertainty.assumptions)),
        )
        if told.has_pairs:
            yield Phrase("summary_alike")
    elif isinstance(error := result.drawn(assessment), RuleError):
        yield Phrase("summary_no_draws", reason=error.problems[0])
    elif _is_too_large(assessment):
        yield Phrase("summary_too_many_to_draw", draws=FEWEST)


def _is_too_large(assessment: Assessment) -> bool:
    known = int((~np.isnan(assessment.index.to_numpy(dtype=float))).sum())
    return known > 1 and not default_draws(assessment)


def interval_of_row(assessment: Assessment, result: Result, row: int) -> Iterator[Sentence]:
    """Say from where to where the rank of a city lies, and which neighbours cannot be told apart from it."""
    told = intervals_of(assessment, result)
    if told is None or np.isnan(told.ends[1, row]):
        return
    low, _, high = (Figure(end, "rank") for end in told.ends[:, row].tolist())
    yield Phrase("rank_interval_of_city", low=low, high=high, draws=told.uncertainty.draws)
    yield from alike_of_row(told, row)


def alike_of_row(told: RankIntervals, row: int) -> Iterator[Sentence]:
    """Name the neighbours that cannot be told apart from a city, the nearest of them."""
    above, below = told.neighbours(row)
    if names := [*above[-_NAMED:], *below[:_NAMED]]:
        labels = Listed([row_label(told.uncertainty.assessment, other) for other in names], "; ")
        yield Phrase("alike_of_city", names=labels, count=len(above) + len(below))
