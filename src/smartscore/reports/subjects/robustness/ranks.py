"""The rank of each city with its interval, and how often it is where."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.reports.document import Column, Figure, Table
from smartscore.reports.elements.cells import Cells, decimals_of, numbers, row_keys, words
from smartscore.reports.subjects.ranking import order
from smartscore.robustness.acceptability import share_at, stability
from smartscore.robustness.uncertainty import Uncertainty
from smartscore.rules import Array
from smartscore.text import Phrase, Sentence

_TOPS = (3, 10)
#: The least share of the draws that is listed.
SEEN = 0.005


@frozen(eq=False, slots=False)
class Standing:
    """What draws say of the cities, in the order of the ranking; arrays are in the order of the dataset."""

    uncertainty: Uncertainty

    @cached_property
    def rows(self) -> list[int]:
        """The rows with a rank, best first within year, assessor and group."""
        ranks = self.ranks
        return [row for row in order(self.uncertainty.assessment, self.uncertainty.by) if not np.isnan(ranks[row])]

    @cached_property
    def ranks(self) -> Array:
        """The nominal ranks: (cities)."""
        return np.asarray(self.uncertainty.assessment.ranks(self.uncertainty.by))

    @cached_property
    def summary(self) -> DataFrame:
        """Nominal scores and ranks, medians and intervals, a row a city."""
        return self.uncertainty.summary()

    @cached_property
    def acceptability(self) -> Array:
        """The share of the draws in which each city has each rank: (cities, ranks)."""
        return self.uncertainty.acceptability

    @cached_property
    def top(self) -> dict[int, Array]:
        """The probability of being among the first 3 and the first 10, or the first where cities are few: (cities)."""
        counts = [count for count in _TOPS if count < self.uncertainty.ranker.width] or [1]
        return {count: np.where(np.isnan(self.ranks), np.nan, self.uncertainty.top(count)) for count in counts}

    @cached_property
    def present_band(self) -> Array | None:
        """The probability of the band that each city is in: (cities); None without bands."""
        assessment = self.uncertainty.assessment
        if not assessment.framework.bands:
            return None
        places = np.asarray(assessment.band_numbers)
        shares = self.uncertainty.band_probabilities()
        return np.where(places >= 0, shares[np.arange(len(places)), np.maximum(places, 0)], np.nan)

    @cached_property
    def kept_rank(self) -> Array:
        """The share of the draws in which a city has its nominal rank: (cities)."""
        return share_at(self.acceptability, self.ranks)

    @cached_property
    def stability(self) -> Array:
        """How settled a rank is, from 0 to 1: (cities)."""
        return np.where(np.isnan(self.ranks), np.nan, stability(self.acceptability))


def interval(low: float, high: float, kind: str, decimals: int = 0) -> Sentence | None:
    """Give both ends of an interval for people, nothing where there is none."""
    if np.isnan(low) or np.isnan(high):
        return None
    ends = {"low": Figure(low, kind, decimals), "high": Figure(high, kind, decimals)}  # type: ignore[arg-type]  # a kind
    return ends["low"] if low == high else Phrase("range_between" if low < 0 else "robust_interval", **ends)


def rank_table(standing: Standing) -> Table:
    """Give rank, score and both intervals, the probability of the first places and of the band, and stability."""
    assessment = standing.uncertainty.assessment
    columns = [
        numbers("rank", "column_rank", "rank", standing.ranks, width=7),
        *_group(standing),
        *row_keys(assessment),
        Cells(assessment).scores("score", "column_index", standing.summary["score"]),
        *_ranges(standing),
        *_chances(standing),
    ]
    return Table(
        id="ranks",
        title=Phrase("robust_ranks"),
        columns=[column.of(standing.rows) for column in columns],
        key=("rank", "name"),
        scale=assessment.framework.scale,
    )


def _group(standing: Standing) -> Iterator[Column]:
    if by := standing.uncertainty.by:
        from smartscore.engine.groups import labels_of
        from smartscore.messages import printable

        labels = [printable(str(group)) for group in labels_of(standing.uncertainty.assessment.dataset, by)]
        yield Column(id=by, title=by, kind="text", values=labels, width=16)


def _ranges(standing: Standing) -> Iterator[Column]:
    """Give median rank and both intervals, as words for people and as their ends for programs."""
    summary, assessment = standing.summary, standing.uncertainty.assessment
    decimals, cells = decimals_of(assessment), Cells(assessment)
    yield numbers("rank_median", "column_rank_median", "rank", summary["rank_median"])
    for end in ("low", "high"):
        yield numbers(f"rank_{end}", f"column_rank_{end}", "rank", summary[f"rank_{end}"], readers="programs")
    yield _words("rank_interval", summary["rank_low"], summary["rank_high"], "rank")
    yield cells.scores("score_median", "column_score_median", summary["score_median"], readers="programs")
    for end in ("low", "high"):
        yield cells.scores(f"score_{end}", f"column_score_{end}", summary[f"score_{end}"], readers="programs")
    yield _words("score_interval", summary["score_low"], summary["score_high"], "score", decimals)


def _words(id_: str, low: Iterable[float], high: Iterable[float], kind: str, decimals: int = 0) -> Column:
    cells = [interval(float(one), float(other), kind, decimals) for one, other in zip(low, high, strict=True)]
    return words(id_, f"column_{id_}", cells, readers="people", width=16)


def _chances(standing: Standing) -> Iterator[Column]:
    for count, shares in standing.top.items():
        yield Column(
            id=f"top_{count}", title=Phrase("column_top", count=count), kind="share", values=shares.tolist(), decimals=0
        )
    if standing.present_band is not None:
        yield numbers("band_probability", "column_band_probability", "share", standing.present_band, decimals=0)
    yield numbers("kept_rank", "column_kept_rank", "share", standing.kept_rank, decimals=0)
    yield numbers("stability", "column_stability", "share", standing.stability, decimals=0)


def acceptability_table(standing: Standing, rows: Sequence[int]) -> Table:
    """Give for each of these cities each rank that it has in some draws, and in which share of them, for workbooks."""
    places, ranks, shares = [], [], []
    for row in rows:
        there = np.flatnonzero(standing.acceptability[row] >= SEEN)
        places += [row] * len(there)
        ranks += (there + 1).tolist()
        shares += standing.acceptability[row, there].tolist()
    columns = [column.of(places) for column in row_keys(standing.uncertainty.assessment)]
    columns += [
        numbers("rank", "column_rank", "rank", ranks),
        numbers("share", "column_share_of_draws", "share", shares, decimals=1),
    ]
    return Table(id="acceptability", title=Phrase("robust_acceptability"), columns=columns, key=("name", "rank"))
