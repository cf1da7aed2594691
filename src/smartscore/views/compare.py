"""Two assessments of the same cities: what differs, who moved, and which indicators made the difference."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from attrs import frozen
from pandas import DataFrame, Index, MultiIndex

from smartscore.engine import Assessment
from smartscore.engine.scoring import without_values
from smartscore.model import Dimension, Framework
from smartscore.rounding import TIE, best_first, on_grid
from smartscore.rules import Array
from smartscore.views.changes import changes
from smartscore.views.contributions import contributions
from smartscore.views.matching import Matched, matched


@frozen(eq=False, slots=False)
class Comparison:
    """Two assessments of the same rows, in the same order, and what made the index differ (after less before).

    `effects` is what changed values did (rows x nodes of after: what the members of a dimension did adds up to
    what it did), `new` and `lost` what data did that only one of the two has (rows x nodes of after, of before).
    The three together are the difference of the index. Where the data that both have give no index, it cannot be
    split and is in `unsplit` (rows). `entered` and `left` are the rows that only after or only before has.
    """

    before: Assessment
    after: Assessment
    shared: Mapping[str, str]
    ranks: DataFrame
    effects: DataFrame
    new: DataFrame
    lost: DataFrame
    unsplit: Array
    entered: tuple[Any, ...] = ()
    left: tuple[Any, ...] = ()

    @property
    def rows(self) -> Index:
        """The key of every row that both have."""
        return self.after.rows

    @cached_property
    def differences(self) -> DataFrame:
        """The score after less that before: (rows x nodes of after that before has too)."""
        before, after = self.before.scores, self.after.scores
        told = {new: after[new].to_numpy() - before[old].to_numpy() for old, new in self.shared.items()}
        return DataFrame({name: told[name] for name in after if name in told}, index=self.rows)

    @cached_property
    def summary(self) -> DataFrame:
        """A row a city: index and rank before and after, and the difference of the index with its parts.

        `move` is in ranks, above 0 for a better one. `difference` is `change` (what changed values did), `new` and
        `lost` (what data did that only one has) and `unsplit` together.
        """
        before, after = (each.index.to_numpy(dtype=float) for each in (self.before, self.after))
        ranks = {name: self.ranks[name].to_numpy() for name in self.ranks}
        told = {"index_before": before, "index_after": after, "difference": after - before, **ranks}
        told["move"] = told["rank_before"] - told["rank_after"]
        told["change"] = self.effects["index"].to_numpy()
        whole = ~np.isnan(told["difference"])
        for name, effects in (("new", self.new), ("lost", self.lost)):
            told[name] = np.where(whole, effects.sum(axis=1), np.nan)
        return DataFrame({**told, "unsplit": self.unsplit}, index=self.rows)

    @cached_property
    def by_indicator(self) -> DataFrame:
        """What each node did by itself, the largest effect on the index first: (rows of a city and a node).

        The index is the row's key and the node; the columns are the raw value before and after, the effect on the
        index, and `data`: what it is due to, "change", "new" or "lost". Equal effects stand by the id of the node.
        The effects of a city add up to the difference of its index. Only what has an effect, another value, or a
        value on one side alone is told.
        """
        found = self._found
        levels = [self.rows.get_level_values(level)[found["row"]] for level in range(self.rows.nlevels)]
        index = MultiIndex.from_arrays([*levels, found["node"]], names=[*self.rows.names, "node"])
        return found.drop(columns=["row", "node"]).set_axis(index)

    def indicators(self, row: int) -> DataFrame:
        """Give the part of `by_indicator` for the row at a position: a row a node."""
        return self._found[self._found["row"] == row].set_index("node").drop(columns="row")

    @cached_property
    def _found(self) -> DataFrame:
        """What `by_indicator` tells, with the position of the row and the node as columns."""
        changed = own(self.effects, self.after.framework)
        earlier = {new: old for old, new in self.shared.items()}
        olds, news = list(self.before.framework.nodes), list(self.after.framework.nodes)
        was, now = _values(self.before, [earlier.get(name, "") for name in news]), _values(self.after, news)
        had, kept = _values(self.before, olds), _values(self.after, [self.shared.get(name, "") for name in olds])
        scale = self.after.framework.scale
        told = [
            _moved("change", changed, was, now, (np.abs(now - was) > 0) | _something(changed, scale)),
            _moved("new", self.new, was, now, (np.isnan(was) & ~np.isnan(now)) | _something(self.new, scale)),
            _moved("lost", self.lost, had, kept, (~np.isnan(had) & np.isnan(kept)) | _something(self.lost, scale)),
        ]
        found = pd.concat(told)
        order = best_first(found["effect"].abs().fillna(0).to_numpy(), scale, found["node"].to_numpy(dtype=str))
        return found.iloc[order[np.argsort(found["row"].to_numpy()[order], kind="stable")]]


def _moved(data: str, effects: DataFrame, before: Array, after: Array, moved: np.ndarray) -> DataFrame:
    """Tell the rows and nodes that moved or had an effect: (rows, nodes) each."""
    did = effects.to_numpy()
    row, place = np.nonzero(moved)
    told = {"before": before[row, place], "after": after[row, place], "effect": did[row, place]}
    names = np.array([*effects], dtype=object)[place]
    return DataFrame({"row": row, "node": names, **told, "data": data})


def _something(effects: DataFrame, scale: tuple[float, float]) -> np.ndarray:
    """Tell where an effect is more than the noise of sums: bool (rows, nodes)."""
    return np.asarray(on_grid(np.nan_to_num(effects.to_numpy()), scale) != 0)


def _values(assessment: Assessment, names: list[str]) -> Array:
    """Give raw values that count, NaN where there are none: (rows, names)."""
    nothing = np.full(len(assessment.rows), np.nan)
    told = [
        np.where(assessment.counted(name), assessment.columns[name], np.nan) if name in assessment.columns else nothing
        for name in names
    ]
    return np.stack(told, axis=1)


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
    found = matched(before, after, crosswalk)
    ranks = {"rank_before": before.ranks(by)[found.old], "rank_after": after.ranks(by)[found.new]}
    first, second = before.only(found.old), after.only(found.new)
    told = _along_the_tree(first, second) if crosswalk is None else _of_contributions(first, second, found)
    frame = DataFrame(ranks, index=second.rows)
    return Comparison(first, second, found.shared, frame, *told, entered=found.entered, left=found.left)


def _along_the_tree(before: Assessment, after: Assessment) -> tuple[DataFrame, DataFrame, DataFrame, Array]:
    cells = [*dict.fromkeys([*before.columns, *after.columns])]
    both = {name: before.counted(name) & after.counted(name) for name in cells}
    old, new = without_values(before, both), without_values(after, both)
    effects = changes(old, new)
    difference = after.index.to_numpy(dtype=float) - before.index.to_numpy(dtype=float)
    whole = ~np.isnan(effects["index"].to_numpy())
    unsplit = np.where(whole, 0.0, difference)
    lost, gained = (_lost(each, both, whole) for each in (before, after))
    effects.loc[~whole & ~np.isnan(difference)] = 0.0
    lost.loc[~whole] = gained.loc[~whole] = np.nan
    return effects, 0.0 - gained, lost, unsplit


def _lost(full: Assessment, kept: Mapping[str, np.ndarray], whole: np.ndarray) -> DataFrame:
    """Give what it does to the index to leave out the values that are not kept: (rows x nodes)."""
    told = {name: np.zeros(len(full.rows)) for name in full.framework.nodes}
    names = [name for name in full.columns if (full.counted(name) & ~kept[name]).any()]
    going = {name: full.counted(name) & ~kept[name] & whole for name in names}
    rows = np.flatnonzero(np.any(list(going.values()), axis=0)) if names else np.array([], dtype=int)
    part = full.only(rows)
    for order in (names, names[::-1]) if len(rows) else ():
        left = {name: np.ones(len(rows), dtype=bool) for name in full.columns}
        index = part.index.to_numpy(dtype=float)
        for name in order:
            left = {**left, name: ~going[name][rows]}
            less = without_values(part, left).index.to_numpy(dtype=float)
            told[name][rows] += (less - index) / 2
            index = less
    return DataFrame(told, index=full.rows)


def _of_contributions(
    before: Assessment, after: Assessment, found: Matched
) -> tuple[DataFrame, DataFrame, DataFrame, Array]:
    old, new = (own(contributions(each), each.framework) for each in (before, after))
    old = old.set_axis(after.rows)
    same = {name: earlier for earlier, name in found.shared.items()}
    told = {name: new[name] - old[same[name]] if name in same else new[name] * 0.0 for name in new}
    for dimension in reversed(after.framework.dimensions):
        told[dimension.id] = told[dimension.id] + sum(told[member.id] for member in dimension.members)
    gained = DataFrame({name: new[name] * (name not in same) for name in new})
    lost = DataFrame({name: -old[name] * (name not in found.shared) for name in old})
    return DataFrame(told), gained, lost, np.zeros(len(after.rows))


def own(effects: DataFrame, framework: Framework) -> DataFrame:
    """Give what each node did by itself: an indicator all of it, a dimension what its members did not."""
    told = {}
    for name, node in framework.nodes.items():
        below = [effects[member.id] for member in node.members] if isinstance(node, Dimension) else []
        rest = effects[name] - sum(below) if below else effects[name]
        told[name] = rest.where(rest.abs() > TIE * 1e-3 * (framework.scale[1] - framework.scale[0]), 0.0 * rest)
    return DataFrame(told)
