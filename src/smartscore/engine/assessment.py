"""An assessment: a dataset judged by a framework, with everything needed to look into it."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
import pandas as pd
from attrs import frozen
from pandas import DataFrame, Series

from smartscore.dataset import City, columns_of, reason_in
from smartscore.engine.bands import band_places
from smartscore.engine.groups import By, alike, groups_of
from smartscore.engine.judged import Judged
from smartscore.engine.ranges.score_range import ScoreRange, score_range
from smartscore.errors import Problem
from smartscore.messages import LANGUAGES
from smartscore.model import Indicator, is_unscored, share_by_confidence
from smartscore.read_only import locked
from smartscore.rounding import competition_ranks, ranks_among
from smartscore.rules import Array, answers, is_relative
from smartscore.text import Text


@frozen(eq=False, slots=False, repr=False)
class Assessment(Judged):
    """The scores of every node in every city, unrounded; a score that cannot be had is NaN and has a reason.

    `framework` is fitted, `definition` the one that was asked for. `measured` are the raw values by
    node, `columns` the same after the steps, `scores` (cities x nodes), `coverage` and `given`
    (cities x dimensions) the nested share of the weight that applies with a value (NaN where nothing does),
    and whether a score was supplied instead of computed. `not_applicable` is where a node does not apply,
    bool (cities) by node. `suspicions` are those that were accepted, or refuse nothing. Frames that are handed out
    are copies, and arrays are read-only.
    """

    def ranking(self, by: str | None = None, node: str = "index") -> DataFrame:
        """Rank the cities, 1 for the highest score, within each year, assessor and group of the column `by`.

        Gives rank, name, score, band and coverage, best first; cities without a score come last and have no rank.

        Raises:
            UsageError: if the dataset has no column `by`, or the framework no node of that name.
        """
        table = DataFrame(
            {
                "rank": self.ranks(by, node),
                "name": self.dataset.labels,
                "score": self._scores[node].to_numpy(),
                "band": self.bands().to_numpy() if node == "index" else "",
                "coverage": self._coverage[node].to_numpy() if node in self._coverage else self._scores[node].notna(),
            },
            index=self.rows,
        )
        return table.iloc[np.lexsort((np.asarray(self.dataset.labels), table["rank"].fillna(np.inf)))]

    def ranks(self, by: str | None = None, node: str = "index") -> Array:
        """Rank as `ranking` does, in the order of the dataset: (cities), NaN without a score."""
        self.framework.require_node(node)
        scores = self._scores[node].to_numpy(dtype=float)
        return competition_ranks(scores, self.framework.scale, self.groups(by))

    def groups(self, by: str | None = None) -> np.ndarray:
        """Number the groups within which cities are ranked: year, assessor, and the column `by`.

        Raises:
            UsageError: if the dataset has no column `by`.
        """
        return groups_of(self.dataset, by)

    def alike(self, city: City, by: By = None) -> np.ndarray:
        """Tell which rows are compared with a city, itself included: bool (cities).

        Those of its year and assessor; of them those of its group of the column `by`, or those nearest to it.

        Raises:
            UsageError: for no such city, if the dataset lacks a column, or the city a number in it.
        """
        return alike(self.dataset, self.dataset.row_of(city), by)

    def place(self, city: City, by: By = None) -> tuple[float, int]:
        """Give the rank of the index of a city, NaN without one, and among how many.

        Raises:
            UsageError: as `alike` does.
        """
        index, row = self.index.to_numpy(dtype=float), self.dataset.row_of(city)
        among = index[self.alike(row, by)]
        return float(ranks_among(index[row], among, self.framework.scale)), int((~np.isnan(among)).sum())

    def bands(self) -> "Series[str]":
        """Name the band of every city's index, in English; empty without one."""
        return Series([name or "" for name in self.band_names("en")], index=self.rows)

    def band_names(self, language: str) -> list[str | None]:
        """Name the band of every city's index in a language; None without one."""
        names = [band.title.to(language) for band in self.framework.bands]
        return [names[place] if place >= 0 else None for place in self.band_numbers]

    @cached_property
    def band_numbers(self) -> np.ndarray:
        """The place of every city's band in `framework.bands`, -1 without one."""
        return locked(band_places(self.framework, np.asarray(self.index, dtype=np.float64)))

    @cached_property
    def score_range(self) -> ScoreRange:
        """The least and the greatest score of every node in every city that the missing values allow."""
        return score_range(self)

    @cached_property
    def band_range(self) -> np.ndarray:
        """The places in `framework.bands` of the least and the greatest index: (2, cities), -1 without a band."""
        reached = np.stack([self.score_range.least["index"], self.score_range.greatest["index"]])
        return locked(band_places(self.framework, reached))

    def reason(self, city: City, node: str = "index") -> Problem | None:
        """Say why a node has no score in a city; None if it has one.

        Raises:
            UsageError: for no such city or node.
        """
        row = self.dataset.row_of(city)
        self.framework.require_node(node)
        return self._reason(row, node)

    def _reason(self, city: int, node: str) -> Problem | None:
        if not np.isnan(self._scores[node].iloc[city]):
            return None
        tree_node = self.framework.nodes[node]
        if not self.applies(node)[city]:
            reason = self.why_not_applicable(city, node)
            return Problem("does_not_apply_since", {"reason": reason}) if reason else Problem("does_not_apply")
        if node in self.unfitted:
            return Problem("not_told_apart")
        if isinstance(tree_node, Indicator):
            return Problem("not_scored" if is_unscored(tree_node) else "no_value")
        scored = self._scores.iloc[city]
        applying = [m for m in tree_node.members if self.applies(m.id)[city]]
        required = [m for m in applying if not (m.optional and np.isnan(scored[m.id]))]
        titles = [m.title for m in required if np.isnan(scored[m.id]) and m.weight]
        lacking = Text({language: ", ".join(title.to(language) for title in titles) for language in LANGUAGES})
        total = sum(m.weight for m in required)
        share = sum(m.weight for m in required if not np.isnan(scored[m.id])) / total if total else 0.0
        if share == 0:
            return Problem("no_member_scored", {"count": len(tree_node.members)})
        fields = {"share": f"{share:.0%}", "needed": f"{tree_node.min_coverage:.0%}", "lacking": lacking}
        return Problem("coverage_too_low", fields)

    def why_not_applicable(self, city: City, node: str) -> str:
        """Give the reason that the dataset states why a node does not apply in a city, if any."""
        return reason_in(self.dataset, self.framework, self._columns_of_nodes, node, self.dataset.row_of(city))

    @cached_property
    def _columns_of_nodes(self) -> Mapping[str, str]:
        return columns_of(self.dataset, self.framework)

    @cached_property
    def unfitted(self) -> list[str]:
        """The nodes without a share of the index whose relative rule refused the values, so that they have no score."""
        nodes = self.definition.nodes
        none = [name for name, node in self.framework.nodes.items() if answers.gives_no_score(node.rule)]
        return [name for name in none if (rule := nodes[name].rule) is not None and is_relative(rule)]

    def improvement(self) -> "Series[float]":
        """Give the index less that of the year before, of the same city and assessor; NaN where there is none."""
        before, index = self.year_before(), self.index.to_numpy(dtype=float)
        return Series(index - np.where(before < 0, np.nan, index[before]), index=self.rows)

    def year_before(self) -> np.ndarray:
        """Give the row of the same city and assessor a year before: (cities), -1 where there is none."""
        if self.dataset.years is None:
            return np.full(len(self.rows), -1)
        place = self.rows.names.index("year")
        rows = {key: row for row, key in enumerate(self.keys)}
        before = [(*key[:place], key[place] - 1, *key[place + 1 :]) for key in self.keys]
        return np.array([rows.get(key, -1) for key in before], dtype=int)

    def stale(self, as_of: int | None = None) -> Mapping[str, np.ndarray]:
        """Tell which values are older than their indicator allows: bool (cities) by indicator.

        The age is that of the value's own year against the row's year, or `as_of` where there is none.
        """
        years = self.dataset.years if self.dataset.years is not None else as_of
        if years is None:
            return {}
        return {
            node.id: self.present(node.id) & (years - _oldest(written) > node.max_age)
            for node, written in self._noted("value_year")
            if node.max_age is not None
        }

    def _noted(self, kind: str) -> Iterator[tuple[Indicator, list[np.ndarray]]]:
        """Give what the dataset notes of indicators' values: texts (cities) of its own column, of each criterion's."""
        if kind in self.dataset.notes:
            note, columns = self.dataset.notes[kind], columns_of(self.dataset, self.framework)
            for node in self.framework.indicators:
                among = dict.fromkeys([columns.get(node.id, node.id), *node.tick_columns.values()])
                if present := [name for name in among if name in note]:
                    yield node, [note[name].to_numpy() for name in present]

    def share_by_confidence(self) -> dict[str, float]:
        """Give the nominal share of the index by how well definitions and bounds are founded; each end counts half.

        Indicators about which a framework says nothing stand under the empty word.
        """
        return share_by_confidence(self.framework)

    def quality_counts(self) -> "Series[int]":
        """Count the values of the framework's indicators by the quality that the dataset states, of ticks the first."""
        qualities = [_first_filled(written)[self.present(node.id)] for node, written in self._noted("quality")]
        return Series(np.concatenate(qualities)).value_counts() if qualities else Series(dtype=int)


def _first_filled(written: list[np.ndarray]) -> np.ndarray:
    """Give for each city the first text that is not empty: columns of texts -> (cities)."""
    texts, *others = written
    for other in others:
        texts = np.where(texts == "", other, texts)
    return texts


def _oldest(written: list[np.ndarray]) -> Array:
    years = [pd.to_numeric(Series(column), errors="coerce") for column in written]
    return np.asarray(np.fmin.reduce(np.asarray(years, dtype=float)))
