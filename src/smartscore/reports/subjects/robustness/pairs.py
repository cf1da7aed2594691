"""Cities that cannot be told apart: neighbours in the ranking, and all of them for one city."""

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen

from smartscore.reports.document import Column, Section, Table
from smartscore.reports.elements.cells import numbers, row_label, words
from smartscore.reports.subjects.robustness.ranks import Standing
from smartscore.robustness.uncertainty.uncertainty import TOLD_APART
from smartscore.text import Phrase


@frozen
class Pair:
    """Two rows of the dataset, and the shares of the draws in which the one is above the other, and the reverse."""

    row: int
    other: int
    above: float
    below: float

    @property
    def apart(self) -> bool:
        """Whether one of the two is above the other in 95 % of the draws."""
        return max(self.above, self.below) >= TOLD_APART


def neighbours(standing: Standing) -> list[Pair]:
    """Pair each city with the next one in the ranking of its year, assessor and group."""
    told = standing.uncertainty
    groups, ranks = told.assessment.groups(told.by), told.ranker.ranks(told.kept["index"])
    pairs = zip(standing.rows, standing.rows[1:], strict=False)
    return [_pair(ranks, row, other) for row, other in pairs if groups[row] == groups[other]]


def _pair(ranks: np.ndarray, row: int, other: int) -> Pair:
    one, two = ranks[:, row], ranks[:, other]
    return Pair(row, other, float((one < two).mean()), float((two < one).mean()))


def alike_of(standing: Standing, row: int) -> list[Pair]:
    """Pair a city with every one that cannot be told apart from it, in the order of the ranking."""
    ranks = standing.uncertainty.ranker.ranks(standing.uncertainty.kept["index"])
    alike = set(standing.uncertainty.alike(row))
    return [_pair(ranks, row, other) for other in standing.rows if other in alike]


def pair_sections(standing: Standing, city: int | None) -> Iterator[Section]:
    """Give those that cannot be told apart from the city that was asked for, else neighbours in the ranking."""
    if city is not None:
        name = row_label(standing.uncertainty.assessment, city)
        pairs = alike_of(standing, city)
        parts = [_table(standing, pairs, "alike")] if pairs else [Phrase("robust_alike_none", city=name)]
        yield Section(id="alike", title=Phrase("robust_alike", city=name), parts=[*parts, _note()])
        return
    every = neighbours(standing)
    unsure = [pair for pair in every if not pair.apart]
    count = Phrase("robust_pairs_count", count=len(unsure), total=len(every))
    table = [_table(standing, unsure, "pairs")] if unsure else []
    yield Section(id="pairs", title=Phrase("robust_pairs"), parts=[count, *table, _note()])


def _note() -> Phrase:
    return Phrase("robust_pairs_note")


def _table(standing: Standing, pairs: Sequence[Pair], name: str) -> Table:
    rows, others = [pair.row for pair in pairs], [pair.other for pair in pairs]
    columns = [
        numbers("rank", "column_rank", "rank", standing.ranks[rows], width=7),
        *_city(standing, rows, "city"),
        numbers("other_rank", "column_other_rank", "rank", standing.ranks[others], width=7),
        *_city(standing, others, "other"),
        numbers("above", "column_pair_above", "share", [pair.above for pair in pairs], decimals=0, down=True),
        numbers("below", "column_pair_below", "share", [pair.below for pair in pairs], decimals=0, down=True),
    ]
    return Table(id=name, title=Phrase("robust_pairs"), columns=columns, key=("city", "other"))


def _city(standing: Standing, rows: Sequence[int], id_: str) -> Iterator[Column]:
    assessment = standing.uncertainty.assessment
    heading = "column_city" if id_ == "city" else "column_other_city"
    yield words(id_, heading, [row_label(assessment, row) for row in rows], width=24)
    if assessment.dataset.names is not None:
        keys = [str(assessment.dataset.cities[row]) for row in rows]
        yield words(f"{id_}_code", "column_code", keys, readers="programs", width=10)
