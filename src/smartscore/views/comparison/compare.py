"""Two assessments of the same cities: what differs, who moved, and which indicators made the difference."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from attrs import field, frozen
from pandas import DataFrame, Index, MultiIndex

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.engine.scoring import without_values
from smartscore.model import Indicator
from smartscore.read_only import held, lent, locked, shown
from smartscore.rounding import best_first, on_grid
from smartscore.rules import Array
from smartscore.views.comparison.changes import changes, own_effects
from smartscore.views.comparison.matching import Matched, matched
from smartscore.views.contributions import contributions

#: Effects, new, lost, unsplit and scope of a comparison.
_Split: TypeAlias = tuple[DataFrame, DataFrame, DataFrame, Array, DataFrame]


@frozen(eq=False, slots=False, repr=False)
class Comparison:
    """Two assessments of the same rows, in the same order, and what made the index differ (after less before).

    `effects` is what changed values did (rows x nodes of after: what the members of a dimension did adds up to
    what it did), `new` and `lost` what data did that only one of the two has (rows x nodes of after, of before),
    `scope` what it did that an indicator applies to the city on one side alone (rows x nodes of after).
    The four together are the difference of the index. Where the data that both have give no index, it cannot be
    split and is in `unsplit` (rows). `entered` and `left` are the rows that only after or only before has.
    """

    before: Assessment
    after: Assessment
    _shared: Mapping[str, str] = field(alias="shared")
    _ranks: DataFrame = field(alias="ranks", converter=held)
    _effects: DataFrame = field(alias="effects", converter=held)
    _new: DataFrame = field(alias="new", converter=held)
    _lost: DataFrame = field(alias="lost", converter=held)
    unsplit: Array = field(converter=locked)
    _scope: DataFrame = field(alias="scope", converter=held)
    entered: tuple[Any, ...] = ()
    left: tuple[Any, ...] = ()

    @property
    def shared(self) -> Mapping[str, str]:
        """The id of each node after, by its id before."""
        return shown(self._shared)

    @property
    def ranks(self) -> DataFrame:
        """The rank of every row before and after."""
        return lent(self._ranks)

    @property
    def effects(self) -> DataFrame:
        """What changed values did to the index: (rows x nodes of after)."""
        return lent(self._effects)

    @property
    def new(self) -> DataFrame:
        """What data did that only after has: (rows x nodes of after)."""
        return lent(self._new)

    @property
    def lost(self) -> DataFrame:
        """What data did that only before has: (rows x nodes of before)."""
        return lent(self._lost)

    @property
    def scope(self) -> DataFrame:
        """What it did that an indicator applies on one side alone: (rows x nodes of after)."""
        return lent(self._scope)

    @property
    def rows(self) -> Index:
        """The key of every row that both have."""
        return self.after.rows

    @property
    def differences(self) -> DataFrame:
        """The score after less that before: (rows x nodes of after that before has too)."""
        return lent(self._differences)

    @cached_property
    def _differences(self) -> DataFrame:
        before, after = self.before.scores, self.after.scores
        differences = {new: after[new].to_numpy() - before[old].to_numpy() for old, new in self.shared.items()}
        return held(DataFrame({name: differences[name] for name in after if name in differences}, index=self.rows))

    @property
    def summary(self) -> DataFrame:
        """A row a city: index and rank before and after, and the difference of the index with its parts.

        `move` is in ranks, above 0 for a better one. `difference` is `change` (what changed values did), `new` and
        `lost` (what data did that only one has), `scope` (what it did that indicators apply on one side alone) and
        `unsplit` together.
        """
        return lent(self._summary)

    @cached_property
    def _summary(self) -> DataFrame:
        before, after = (each.index.to_numpy(dtype=float) for each in (self.before, self.after))
        ranks = {name: self.ranks[name].to_numpy() for name in self.ranks}
        columns = {"index_before": before, "index_after": after, "difference": after - before, **ranks}
        columns["move"] = columns["rank_before"] - columns["rank_after"]
        columns["change"] = self.effects["index"].to_numpy()
        has_difference = ~np.isnan(columns["difference"])
        for name, effects in (("new", self.new), ("lost", self.lost), ("scope", self.scope)):
            columns[name] = np.where(has_difference, effects.sum(axis=1), np.nan)
        return held(DataFrame({**columns, "unsplit": self.unsplit}, index=self.rows))

    @property
    def by_indicator(self) -> DataFrame:
        """The effect of each node by itself, the largest on the index first: (rows of a city and a node).

        The index is the row's key and the node; the columns are the raw value before and after, the effect on the
        index, and `data`: what it is due to, "change", "new" or "lost", or that the node "applies" now and did not
        before, or "applies_not" any more. Equal effects stand by the id of the node. The effects of a city add up to
        the difference of its index. Only what has an effect, another value, or a value on one side alone is told, and
        what applies on one side alone.
        """
        return lent(self._by_indicator)

    @cached_property
    def _by_indicator(self) -> DataFrame:
        effect_rows = self._effect_rows
        levels = [self.rows.get_level_values(level)[effect_rows["row"]] for level in range(self.rows.nlevels)]
        index = MultiIndex.from_arrays([*levels, effect_rows["node"]], names=[*self.rows.names, "node"])
        return held(effect_rows.drop(columns=["row", "node"]).set_axis(index))

    def indicators(self, city: City) -> DataFrame:
        """Give the part of `by_indicator` for a city, named by its key or name: a row a node.

        Raises:
            UsageError: for no city that both have.
        """
        row = self.after.dataset.row_of(city)
        return self._effect_rows[self._effect_rows["row"] == row].set_index("node").drop(columns="row")

    @cached_property
    def _effect_rows(self) -> DataFrame:
        """What `by_indicator` tells, with the position of the row and the node as columns."""
        changed = own_effects(self.effects, self.after.framework)
        earlier = {new: old for old, new in self.shared.items()}
        olds, news = list(self.before.framework.nodes), list(self.after.framework.nodes)
        before, after = _values(self.before, [earlier.get(name, "") for name in news]), _values(self.after, news)
        lost_before = _values(self.before, olds)
        lost_after = _values(self.after, [self.shared.get(name, "") for name in olds])
        scope, earlier_scope = self._scopes(news), self._scopes([self.shared.get(name, "") for name in olds])
        is_new = np.isnan(before) & ~np.isnan(after) & (scope == 0)
        is_lost = ~np.isnan(lost_before) & np.isnan(lost_after) & (earlier_scope == 0)
        scale = self.after.framework.scale
        scoped = [isinstance(node, Indicator) for node in self.after.framework.walk()]
        told = np.array(scoped) | _has_effect(self.scope, scale)
        parts = [
            _moves("change", changed, before, after, (np.abs(after - before) > 0) | _has_effect(changed, scale)),
            _moves("new", self.new, before, after, is_new | _has_effect(self.new, scale)),
            _moves("lost", self.lost, lost_before, lost_after, is_lost | _has_effect(self.lost, scale)),
            _moves("applies", self.scope, before, after, (scope > 0) & told),
            _moves("applies_not", self.scope, before, after, (scope < 0) & told),
        ]
        effect_rows = pd.concat(parts)
        order = best_first(
            effect_rows["effect"].abs().fillna(0).to_numpy(), scale, effect_rows["node"].to_numpy(dtype=str)
        )
        return effect_rows.iloc[order[np.argsort(effect_rows["row"].to_numpy()[order], kind="stable")]]

    def _scopes(self, names: list[str]) -> np.ndarray:
        """Give 1 where a node of after applies and did not before, -1 where it no longer does: (rows, names)."""
        earlier = {new: old for old, new in self.shared.items()}
        columns = [
            self.after.applies(name) * 1 - self.before.applies(earlier[name]) * 1
            if name in earlier
            else np.zeros(len(self.rows), dtype=int)
            for name in names
        ]
        return np.stack(columns, axis=1)


def _moves(data: str, effects: DataFrame, before: Array, after: Array, moved: np.ndarray) -> DataFrame:
    """Tell the rows and nodes that moved or had an effect: (rows, nodes) each."""
    points = effects.to_numpy()
    row, place = np.nonzero(moved)
    columns = {"before": before[row, place], "after": after[row, place], "effect": points[row, place]}
    names = np.array([*effects], dtype=object)[place]
    return DataFrame({"row": row, "node": names, **columns, "data": data})


def _has_effect(effects: DataFrame, scale: tuple[float, float]) -> np.ndarray:
    """Tell where an effect is more than the noise of sums: bool (rows, nodes)."""
    return np.asarray(on_grid(np.nan_to_num(effects.to_numpy()), scale) != 0)


def _values(assessment: Assessment, names: list[str]) -> Array:
    """Give raw values that count, NaN where there are none: (rows, names)."""
    no_values = np.full(len(assessment.rows), np.nan)
    columns = [
        np.where(assessment.counted(name), assessment.columns[name], np.nan)
        if name in assessment.columns
        else no_values
        for name in names
    ]
    return np.stack(columns, axis=1)


def compare(
    before: Assessment, after: Assessment, crosswalk: Mapping[str, str] | None = None, by: str | None = None
) -> Comparison:
    """Compare two assessments: two years, two assessors, two datasets, or two frameworks with a crosswalk.

    Rows are matched by city where each has it once, else by city with year and assessor. Ranks are those that each
    assessment gives, within the column `by`. By one framework, the change is split along the tree, and what data did
    that only one has (averaged over the order of the tree and its reverse) is set apart. By different frameworks a
    `crosswalk` names what became of each node, before to after: what is named did what its contribution to the index
    differs by; what is not named counts as lost or new.

    Raises:
        UsageError: if no row matches, a city cannot be told apart, the frameworks differ and there is no crosswalk,
            or their scales do; for names of the crosswalk that are no nodes.
    """
    matches = matched(before, after, crosswalk)
    ranks = {"rank_before": before.ranks(by)[matches.old], "rank_after": after.ranks(by)[matches.new]}
    first, second = before.only(matches.old), after.only(matches.new)
    split = _split_along_tree(first, second) if crosswalk is None else _split_of_contributions(first, second, matches)
    frame = DataFrame(ranks, index=second.rows)
    return Comparison(first, second, matches.shared, frame, *split, entered=matches.entered, left=matches.left)


def _split_along_tree(before: Assessment, after: Assessment) -> _Split:
    cells = [*dict.fromkeys([*before.columns, *after.columns])]
    both = {name: before.counted(name) & after.counted(name) for name in cells}
    marks = _not_on_both_sides(before, after)
    old, new = without_values(before, both, marks), without_values(after, both, marks)
    effects = changes(old, new)
    difference = after.index.to_numpy(dtype=float) - before.index.to_numpy(dtype=float)
    has_index = ~np.isnan(effects["index"].to_numpy())
    unsplit = np.where(has_index, 0.0, difference)
    lost, gained = (_lost(each, both, marks, has_index) for each in (before, after))
    effects.loc[~has_index & ~np.isnan(difference)] = 0.0
    lost.loc[~has_index] = gained.loc[~has_index] = np.nan
    scoped = np.stack([before.applies(name) != after.applies(name) for name in before.framework.nodes], axis=1)
    scope = DataFrame(np.where(scoped, lost.to_numpy(), 0.0 * lost), index=after.rows, columns=lost.columns)
    scope -= np.where(scoped, gained, 0.0)
    return effects, (0.0 - gained).mask(scoped, 0.0 * gained), lost.mask(scoped, 0.0 * lost), unsplit, scope


def _not_on_both_sides(before: Assessment, after: Assessment) -> dict[str, np.ndarray]:
    """Tell where a node does not apply on one side at least: bool (rows) by node."""
    names = dict.fromkeys([*before.not_applicable, *after.not_applicable])
    return {name: ~(before.applies(name) & after.applies(name)) for name in names}


def _lost(
    full: Assessment, kept: Mapping[str, np.ndarray], marks: Mapping[str, np.ndarray], has_index: np.ndarray
) -> DataFrame:
    """Give the effect on the index of leaving out what is not kept, and of what does not apply: (rows x nodes)."""
    effects = {name: np.zeros(len(full.rows)) for name in full.framework.nodes}
    leaves = {node.id for node in full.framework.indicators}
    leaving = {name: full.counted(name) & ~kept[name] for name in full.columns}
    for name in marks.keys() & leaves:
        leaving[name] = leaving.get(name, False) | (marks[name] & full.applies(name))
    going = {name: leaving[name] & has_index for name in sorted(leaving) if leaving[name].any()}
    names = [name for name in full.framework.nodes if name in going]
    rows = np.flatnonzero(np.any(list(going.values()), axis=0)) if names else np.array([], dtype=int)
    part = full.only(rows)
    for order in (names, names[::-1]) if len(rows) else ():
        left = {name: np.ones(len(rows), dtype=bool) for name in full.columns}
        lifted = dict(part.not_applicable)
        index = part.index.to_numpy(dtype=float)
        for name in order:
            left = {**left, name: ~going[name][rows]}
            lifted |= {name: marks[name][rows]} if name in marks else {}
            reduced = without_values(part, left, lifted).index.to_numpy(dtype=float)
            effects[name][rows] += (reduced - index) / 2
            index = reduced
    return DataFrame(effects, index=full.rows)


def _split_of_contributions(before: Assessment, after: Assessment, matches: Matched) -> _Split:
    old, new = (own_effects(contributions(each), each.framework) for each in (before, after))
    old = old.set_axis(after.rows)
    same = {name: earlier for earlier, name in matches.shared.items()}
    effects = {name: new[name] - old[same[name]] if name in same else new[name] * 0.0 for name in new}
    for dimension in reversed(after.framework.dimensions):
        effects[dimension.id] = effects[dimension.id] + sum(effects[member.id] for member in dimension.members)
    gained = DataFrame({name: new[name] * (name not in same) for name in new})
    lost = DataFrame({name: -old[name] * (name not in matches.shared) for name in old})
    return DataFrame(effects), gained, lost, np.zeros(len(after.rows)), new * 0.0
