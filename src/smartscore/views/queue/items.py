"""The open items of an assessment as arrays, with the steps that they belong to and what each step brings."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from attrs import frozen

from smartscore.dataset.evidence.items import Items
from smartscore.dataset.evidence.ladder import levels_reached
from smartscore.engine import Assessment
from smartscore.engine.rescoring import rescored
from smartscore.evidence.dates import date_of
from smartscore.rules import Array
from smartscore.views.evidence import is_suggested, items_by_indicator, over, with_levels
from smartscore.views.queue.steps import LevelSteps, level_steps

_NO_DAY = np.iinfo(np.int64).max


@frozen(eq=False)
class Chains:
    """The steps of every city in every indicator, one chain each: indicator by indicator, each with all cities.

    `needed` is how many open items each step takes, `gain` what it adds to the index, in points: (steps, chains).
    `levels` are reached after no step, the first, ...: (1 + steps, chains). `entered` says where a value is entered,
    and `counts` where levels that follow from items move the index: (chains).
    """

    needed: np.ndarray
    gain: Array
    levels: Array
    entered: np.ndarray
    counts: np.ndarray


@frozen(eq=False)
class OpenItems:
    """The open items of all cities: (items), in the order of the tree.

    `chain` is the position in `chains`, `row` that of the city, `node` that of the indicator in `nodes`, `line` that in
    the evidence of the dataset, -1 for a criterion without one. `level`, `item` and `status` are those of `Items`;
    `step` and `is_needed` those of `LevelSteps`. `due` are days, NaT for none; `late` ones are after the day that is
    asked for.
    """

    nodes: Sequence[str]
    chains: Chains
    node: np.ndarray
    row: np.ndarray
    level: np.ndarray
    item: np.ndarray
    status: np.ndarray
    line: np.ndarray
    due: np.ndarray
    step: np.ndarray
    is_needed: np.ndarray
    late: np.ndarray

    @property
    def chain(self) -> np.ndarray:
        """The chain of each item."""
        return np.asarray(self.node * (self.chains.needed.shape[1] // max(len(self.nodes), 1)) + self.row)

    @property
    def in_time(self) -> np.ndarray:
        """Which steps take no late item, nor do those before them: bool (steps, chains)."""
        beyond = np.zeros(self.chains.needed.shape, dtype=bool)
        taken = self.is_needed & self.late
        beyond[self.step[taken] - 1, self.chain[taken]] = True
        return ~np.logical_or.accumulate(beyond, axis=0)


def open_items(assessment: Assessment, until: date | None, *, by_ladder: bool) -> OpenItems:
    """Give the open items; `by_ladder` counts the levels that items reach where a value is entered too.

    Levels that need fewer items than are open take those first that are due until a day, or have none.
    """
    found = items_by_indicator(assessment)
    base = assessment_by_ladder(assessment, found) if by_ladder else assessment
    days, count = due_days(assessment), len(assessment.rows)
    due = {node: np.append(days, np.datetime64("NaT", "D"))[items.lines] for node, items in found.items()}
    steps = {
        node: level_steps(items, count, assessment.framework.ladder, sooner(due[node]), is_after(due[node], until))
        for node, items in found.items()
    }
    places = {node: steps[node].places for node in found}
    columns = {
        name: _joined([getattr(items, name)[places[node]] for node, items in found.items()])
        for name in ("rows", "levels", "names", "statuses", "lines")
    }
    return OpenItems(
        nodes=list(found),
        chains=_chains(base, found, steps, by_ladder=by_ladder),
        node=np.repeat(np.arange(len(found)), [len(each) for each in places.values()]),
        row=columns["rows"].astype(int),
        level=columns["levels"].astype(int),
        item=columns["names"],
        status=columns["statuses"].astype(int),
        line=columns["lines"].astype(int),
        due=_joined([due[node][places[node]] for node in found]).astype("datetime64[D]"),
        step=_joined([each.steps for each in steps.values()]).astype(int),
        is_needed=_joined([each.is_needed for each in steps.values()]).astype(bool),
        late=_joined([is_after(due[node][places[node]], until) for node in found]).astype(bool),
    )


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros(0)


def due_days(assessment: Assessment) -> np.ndarray:
    """Give the day by which each line of the evidence is due: (lines), NaT for none."""
    evidence = assessment.dataset.evidence
    if evidence is None:
        return np.zeros(0, dtype="datetime64[D]")
    codes, texts = pd.factorize(evidence.columns["due"])
    return np.array([date_of(text) if text else None for text in texts], dtype="datetime64[D]")[codes]


def is_after(days: np.ndarray, day: date | None) -> np.ndarray:
    """Tell which days are after one, if there is one: bool (items), false where there is no day."""
    return np.zeros(len(days), dtype=bool) if day is None else days > np.datetime64(day)


def is_before(days: np.ndarray, day: date | None) -> np.ndarray:
    """Tell which days are before one, if there is one: bool (items), false where there is no day."""
    return np.zeros(len(days), dtype=bool) if day is None else days < np.datetime64(day)


def sooner(days: np.ndarray) -> np.ndarray:
    """Give days as numbers to order by, what has none last."""
    return np.where(np.isnat(days), _NO_DAY, days.astype(np.int64))


def counting(assessment: Assessment, is_suggested: np.ndarray, *, by_ladder: bool) -> np.ndarray:
    """Tell where a level that items reach is the value of an indicator, or is to be taken for it: bool (cities).

    `is_suggested` is where no value is entered.
    """
    ladder = assessment.framework.ladder
    is_rule = by_ladder or ladder is None or not ladder.advisory
    return np.ones(len(is_suggested), dtype=bool) if is_rule else is_suggested


def assessment_by_ladder(assessment: Assessment, found: Mapping[str, Items]) -> Assessment:
    """Give the assessment with the levels that items reach in the place of values that are entered."""
    count, ladder = len(assessment.rows), assessment.framework.ladder
    return with_levels(assessment, {node: levels_reached(items, count, ladder) for node, items in found.items()})


def index_with(assessment: Assessment, levels: Mapping[str, Array]) -> Array:
    """Give the index of every city with other levels of some indicators, rules and steps as they are fitted.

    A level of NaN leaves the value as it is. Shapes: (times, cities) by indicator -> (times, cities).
    """
    shape = next(iter(levels.values())).shape
    if assessment.framework.steps:
        each = ({node: own[k] for node, own in levels.items()} for k in range(shape[0]))
        return np.array([with_levels(assessment, one).index for one in each], dtype=float)
    changed = {node: values.ravel() for node, values in over(assessment.columns, levels).items()}
    return rescored(assessment, np.tile(np.arange(shape[1]), shape[0]), changed)["index"].reshape(shape)


def _chains(
    base: Assessment, found: Mapping[str, Items], steps: Mapping[str, LevelSteps], *, by_ladder: bool
) -> Chains:
    count, most = len(base.rows), max((len(each.needed) for each in steps.values()), default=0)
    shape = (most, len(found), count)
    needed, gain, levels = np.zeros(shape, dtype=int), np.zeros(shape), np.full((most + 1, *shape[1:]), np.nan)
    entered, counts = np.zeros(shape[1:], dtype=bool), np.zeros(shape[1:], dtype=bool)
    for place, (node, items) in enumerate(found.items()):
        own = steps[node]
        needed[: len(own.needed), place] = own.needed
        levels[: len(own.levels), place], levels[len(own.levels) :, place] = own.levels, own.levels[-1]
        suggested = is_suggested(base, node, items)
        entered[place], counts[place] = ~suggested, counting(base, suggested, by_ladder=by_ladder)
        gain[: len(own.needed), place] = _gains(base, node, own, counts[place])
    flat = len(found) * count
    return Chains(
        needed=needed.reshape(most, flat),
        gain=gain.reshape(most, flat),
        levels=levels.reshape(most + 1, flat),
        entered=entered.ravel(),
        counts=counts.ravel(),
    )


def _gains(base: Assessment, node: str, steps: LevelSteps, counts: np.ndarray) -> Array:
    """Give what each step adds to the index, after those before it: (steps, cities)."""
    moved = counts & (steps.needed > 0)
    if not moved.any():
        return np.zeros(moved.shape)
    after = index_with(base, {node: np.where(moved, steps.levels[1:], np.nan)})
    before = np.concatenate([base.index.to_numpy(dtype=float)[None], after[:-1]])
    return np.where(moved, after - before, 0.0)
