"""The queue: which open items of evidence are next, by what accepting them brings to the index."""

from collections.abc import Collection, Mapping
from datetime import date

import numpy as np
import pandas as pd
from attrs import evolve
from pandas import DataFrame, MultiIndex

from smartscore.dataset import City
from smartscore.dataset.evidence.items import Items
from smartscore.dataset.evidence.ladder import levels_reached
from smartscore.dataset.evidence.statuses import STATUSES
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.views.evidence import is_suggested, items_by_indicator
from smartscore.views.queue_choice import best
from smartscore.views.queue_items import (
    OpenItems,
    assessment_by_ladder,
    counting,
    index_with,
    is_late,
    open_items,
)
from smartscore.views.queue_order import in_time, order_of

_TEXTS = ("office", "owner", "link", "note", "recommendation")


def queue(  # noqa: PLR0913  # as many as the command line has options of choosing
    assessment: Assessment,
    city: City | None = None,
    *,
    office: Collection[str] = (),
    owner: Collection[str] = (),
    until: date | None = None,
    today: date | None = None,
    overdue_first: bool = False,
    top: int | None = None,
    by_ladder: bool = False,
) -> DataFrame:
    """Tell which open items of evidence are next: a row an item that is not accepted, what brings most first.

    In each city, an indicator is taken from the level that it has to the next one that lacks items (`step` 1), from
    there to the one after (2), and so on. `needed` is how many open items a step takes, `step_gain` the points of the
    index that it adds to the steps before it, rules and steps as they are fitted, and `gain` those for each of its
    items. Where a level needs fewer items than are open, it takes those that are furthest on and due first; the others
    are not `is_needed` and stand last. `now` is the level that the items reach, `reaches` the one after the step.

    Items stand by what they bring, where a step counts with those after it if they bring more: a step that brings
    little is the way to one that brings much. Equal ones are those of one indicator together, the earliest due first.

    Where a value is `entered` and counts instead of what an advisory ladder suggests, items bring nothing, unless
    `by_ladder` takes the levels of the ladder for these values.

    `office` and `owner` keep the items of these. `until` keeps what is due until that day, and what has no date; a step
    that also takes a later one, or comes after such a step, is not `in_time`, and brings nothing to the order. `top`
    keeps so many items, those that together bring most, each indicator by itself: levels that they complete, then what
    is next. `today` is the day before which items are `overdue`; `overdue_first` puts those first that are needed.

    The index is the key of the city, and the indicator. Beside what is named, the columns are `rank` (the place in the
    queue), `level`, `item`, `status`, `office`, `owner`, `due` (NaT for none), `link`, `note`, `recommendation`, and
    `line`, the position in the evidence of the dataset (-1 for a criterion without a line).

    Raises:
        UsageError: for no such city, an office or an owner that no item has, overdue ones without a day.
    """
    if overdue_first and today is None:
        raise UsageError(Problem("queue_needs_today"))
    found = open_items(assessment, until, by_ladder=by_ladder)
    kept = _of(assessment, found, "office", office) & _of(assessment, found, "owner", owner)
    if city is not None:
        kept &= np.isin(found.row, assessment.dataset.rows_of(city))
    late = is_late(found.due, until)
    overdue = np.zeros(len(kept), dtype=bool) if today is None else found.due < np.datetime64(today)
    counts, first = in_time(found, late), overdue & overdue_first & found.is_needed
    order = order_of(found, assessment.framework, counts, first)
    order = order[(kept & ~late)[order]]
    if top is not None:
        order = best(found, order, top, assessment.framework, first)
    return _frame(assessment, found, order, {"overdue": overdue, "in_time": _of_step(counts, found, missing=True)})


def _of(assessment: Assessment, found: OpenItems, field: str, names: Collection[str]) -> np.ndarray:
    """Tell which items have one of these names in a field, capital letters aside: bool (items).

    Raises:
        UsageError: for each name that no item has, open or not.
    """
    if not names:
        return np.ones(len(found.row), dtype=bool)
    written = _texts(assessment, field)
    folded = {name: name.strip().casefold() for name in dict.fromkeys(written.tolist())}
    known = {short: name for name, short in folded.items() if name}
    wanted = {name.strip().casefold(): name for name in names}
    if unknown := [name for short, name in wanted.items() if short not in known]:
        raise UsageError(
            Problem("queue_unknown", {"column": field, "found": name, "hint": hint(name, known.values())})
            for name in unknown
        )
    chosen = {name for name, short in folded.items() if short in wanted}
    return np.array([name in chosen for name in written.tolist()], dtype=bool)[found.line]


def _texts(assessment: Assessment, field: str) -> np.ndarray:
    """Give a field of every line of the evidence, and nothing at the end for what has no line."""
    evidence = assessment.dataset.evidence
    lines = np.zeros(0, dtype=object) if evidence is None else evidence.columns[field]
    return np.append(lines, np.array([""], dtype=object))


def _frame(assessment: Assessment, found: OpenItems, order: np.ndarray, marks: Mapping[str, np.ndarray]) -> DataFrame:
    """Give the items in this order."""
    chains, chain, step = found.chains, found.chain[order], found.step[order]
    needed, gain = (_of_step(each, found, missing=0)[order] for each in (chains.needed, chains.gain))
    lines, is_needed = found.line[order], found.is_needed[order]
    texts = {name: _texts(assessment, name)[lines] for name in _TEXTS}
    with np.errstate(divide="ignore", invalid="ignore"):
        shared = np.where(is_needed, gain / needed, 0.0)
    columns = {
        "rank": np.arange(1, len(order) + 1),
        "step": step,
        "level": found.level[order],
        "item": found.item[order],
        "status": np.array(STATUSES, dtype=object)[found.status[order]],
        "office": texts["office"],
        "owner": texts["owner"],
        "due": found.due[order].astype("datetime64[s]"),
        **{name: mark[order] for name, mark in marks.items()},
        "gain": shared,
        "step_gain": gain,
        "needed": needed,
        "is_needed": is_needed,
        "now": chains.levels[0, chain] if len(order) else np.zeros(0),
        "reaches": chains.levels[step, chain] if len(order) else np.zeros(0),
        "entered": chains.entered[chain],
        **{name: texts[name] for name in ("link", "note", "recommendation")},
        "line": lines,
    }
    rows = assessment.rows[found.row[order]]
    keys = [rows.get_level_values(level) for level in range(rows.nlevels)]
    nodes = np.array([*found.nodes, None], dtype=object)[:-1][found.node[order]]
    return DataFrame(columns, index=MultiIndex.from_arrays([*keys, nodes], names=[*rows.names, "indicator"]))


def _of_step(values: np.ndarray, found: OpenItems, *, missing: object) -> np.ndarray:
    """Give what belongs to the step of each item, `missing` for an item of no step: (steps, chains) -> (items)."""
    return np.concatenate([np.full((1, values.shape[1]), missing, dtype=values.dtype), values])[found.step, found.chain]


def queue_gain(assessment: Assessment, listed: DataFrame, *, by_ladder: bool = False) -> DataFrame:
    """Give what the items of a queue, or of some rows of it, bring together: a row a city of them.

    `index` is the one now, `index_then` that if all listed items were accepted and nothing else, `gain` the difference.
    It is what assessing the changed list gives, rules and steps as they are fitted; with `by_ladder` both are those by
    the levels of the ladder.
    """
    found = items_by_indicator(assessment)
    base = assessment_by_ladder(assessment, found) if by_ladder else assessment
    rows = base.rows.get_indexer(listed.index.droplevel(-1))
    levels = {}
    for node, places in _by_node(listed).items():
        items = found[node]
        accepted = _accepted(items, listed.iloc[places], rows[places])
        reached = levels_reached(accepted, len(base.rows), base.framework.ladder)
        counts = counting(base, is_suggested(base, node, items), by_ladder=by_ladder)
        levels[node] = np.where(counts, reached, np.nan)[None]
    before = base.index.to_numpy(dtype=float)
    then = index_with(base, levels)[0] if levels else before
    cities = np.unique(rows)
    told = {"index": before[cities], "index_then": then[cities], "gain": (then - before)[cities]}
    return DataFrame(told, index=base.rows[cities])


def _by_node(listed: DataFrame) -> dict[str, np.ndarray]:
    codes, names = pd.factorize(listed.index.get_level_values(-1))
    return {str(name): np.flatnonzero(codes == code) for code, name in enumerate(names)}


def _accepted(items: Items, listed: DataFrame, rows: np.ndarray) -> Items:
    """Give the items of an indicator with those listed accepted."""
    lines = listed["line"].to_numpy()
    are_listed = np.isin(items.lines, lines[lines >= 0])
    criteria = {*zip(rows[lines < 0].tolist(), listed["item"].to_numpy()[lines < 0].tolist(), strict=True)}
    for place in np.flatnonzero(items.lines < 0).tolist() if criteria else ():
        are_listed[place] = (int(items.rows[place]), items.names[place]) in criteria
    return evolve(items, statuses=np.where(are_listed, STATUSES.index("accepted"), items.statuses).astype(np.int8))
