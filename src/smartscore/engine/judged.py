"""What judging gives: the values, scores and coverage of every node in every city, and none to write into."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

import numpy as np
from attrs import evolve, field, frozen
from pandas import DataFrame, Index, Series

from smartscore.dataset import Dataset
from smartscore.errors import Suspicion
from smartscore.method_faults import naming
from smartscore.model import Framework
from smartscore.read_only import held, lent, locked_arrays, shown
from smartscore.rules import Array, answers


@frozen(eq=False, slots=False)
class Judged:
    """The rows of a dataset judged by a framework; frames that are handed out are copies, and arrays are read-only.

    `framework` is fitted, `definition` the one that was asked for. `suspicions` are those that were accepted, or
    refuse nothing.
    """

    framework: Framework
    definition: Framework
    dataset: Dataset
    _measured: Mapping[str, Array] = field(alias="measured", converter=locked_arrays)
    _columns: Mapping[str, Array] = field(alias="columns", converter=locked_arrays)
    _scores: DataFrame = field(alias="scores", converter=held)
    _coverage: DataFrame = field(alias="coverage", converter=held)
    _given: DataFrame = field(alias="given", converter=held)
    _not_applicable: Mapping[str, np.ndarray] = field(alias="not_applicable", factory=dict, converter=locked_arrays)
    suspicions: tuple[Suspicion, ...] = ()

    @property
    def measured(self) -> Mapping[str, Array]:
        """The raw values, (cities) by the id of the node."""
        return shown(self._measured)

    @property
    def columns(self) -> Mapping[str, Array]:
        """The raw values after the steps, (cities) by the id of the node."""
        return shown(self._columns)

    @property
    def scores(self) -> DataFrame:
        """The score of every node in every city, unrounded, NaN where there is none: (cities x nodes)."""
        return lent(self._scores)

    @property
    def coverage(self) -> DataFrame:
        """The nested share of the weight that applies with a value, NaN where nothing does: (cities x dimensions)."""
        return lent(self._coverage)

    @property
    def given(self) -> DataFrame:
        """Whether the score of a dimension was supplied instead of computed: bool (cities x dimensions)."""
        return lent(self._given)

    @property
    def not_applicable(self) -> Mapping[str, np.ndarray]:
        """Where a node does not apply: bool (cities), by the id of those that do not apply everywhere."""
        return shown(self._not_applicable)

    @property
    def index(self) -> "Series[float]":
        """The score of the top dimension in every city."""
        return self._scores["index"]

    @cached_property
    def _values(self) -> DataFrame:
        return held(DataFrame(self._columns, index=self.rows))

    @property
    def values(self) -> DataFrame:
        """The raw values after the steps, (cities x nodes that have a column)."""
        return lent(self._values)

    @property
    def rows(self) -> Index:
        """The key of every row: city, or city and year, or city, year and assessor."""
        return self._scores.index.view()

    @property
    def keys(self) -> list[tuple[Any, ...]]:
        """The key of every row as a tuple, of the city alone too."""
        return [key if isinstance(key, tuple) else (key,) for key in self.rows]

    def only(self, rows: np.ndarray) -> Self:
        """Give the rows at these positions, in this order."""
        return evolve(
            self,
            dataset=self.dataset.at(rows),
            measured={name: values[rows] for name, values in self._measured.items()},
            columns={name: values[rows] for name, values in self._columns.items()},
            scores=self._scores.iloc[rows],
            coverage=self._coverage.iloc[rows],
            given=self._given.iloc[rows],
            not_applicable={name: mask[rows] for name, mask in self._not_applicable.items()},
        )

    def applies(self, node: str) -> np.ndarray:
        """Tell in which cities a node applies: bool (cities)."""
        mask = self._not_applicable.get(node)
        return np.ones(len(self._scores), dtype=bool) if mask is None else ~mask

    def present(self, node: str) -> np.ndarray:
        """Tell which cities have a raw value of a node: bool (cities)."""
        return ~np.isnan(self._measured.get(node, np.full(len(self._scores), np.nan)))

    def counted(self, node: str) -> np.ndarray:
        """Tell where a node has a value: a raw value of an indicator, a given score of a dimension: bool (cities)."""
        if node in self._given:
            return self._given[node].to_numpy()
        return ~np.isnan(self._columns.get(node, np.full(len(self._scores), np.nan)))

    @property
    def clipped(self) -> Mapping[str, np.ndarray]:
        """Which values lie outside the bounds of their rule and were held there: bool (cities) by indicator."""
        return shown(self._clipped)

    @cached_property
    def _clipped(self) -> dict[str, np.ndarray]:
        flags: dict[str, np.ndarray] = {}
        for node in self.framework.indicators:
            with naming(node.id):
                if node.id in self._columns and (flag := answers.clipped(node.rule)):
                    flags[node.id] = flag(self._columns[node.id])
        return locked_arrays(flags)

    @property
    def imputed(self) -> Mapping[str, np.ndarray]:
        """Which values the steps of the framework filled in: bool (cities) by indicator."""
        return shown(self._imputed)

    @cached_property
    def _imputed(self) -> dict[str, np.ndarray]:
        before = {name: np.isnan(values) for name, values in self._measured.items()}
        absent = np.ones(len(self._scores), dtype=bool)
        after = {name: ~np.isnan(values) for name, values in self._columns.items()}
        return locked_arrays({name: before.get(name, absent) & there for name, there in after.items()})

    @property
    def changed(self) -> Mapping[str, np.ndarray]:
        """Which measured values the steps of the framework changed or took away: bool (cities) by indicator."""
        return shown(self._changed)

    @cached_property
    def _changed(self) -> dict[str, np.ndarray]:
        both = {name: (self._measured[name], after) for name, after in self._columns.items() if name in self._measured}
        return locked_arrays({name: ~np.isnan(before) & (after != before) for name, (before, after) in both.items()})
