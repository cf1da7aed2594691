"""The queue: which open items of evidence are next, by what accepting them brings to the index."""

from collections.abc import Collection, Mapping
from datetime import date

import numpy as np
from pandas import DataFrame, MultiIndex

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.evidence.statuses import STATUSES
from smartscore.views.queue.choice import chosen
from smartscore.views.queue.items import OpenItems, is_before, open_items

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

    In each city, an indicator is taken from the level that it has (`now`) to the next one that lacks items (`step` 1,
    which `reaches` it), then to the one after. A step takes the `needed` items, those furthest on; others are not
    `is_needed`, and last. It adds `step_gain` to the index, rules and steps as they are fitted, and `gain` is that for
    each item. The order is by gain, where a step counts with those after it if they bring more.

    Where a value is `entered` instead of what an advisory ladder suggests, items bring nothing, unless `by_ladder`
    takes the levels of the ladder for it. `office` and `owner` keep items of these; `until` what is due until that day
    or has no date, where a step that takes a later one is not `in_time`. `top` keeps as many, those that bring most
    together, each indicator by itself. `overdue` is what was due before `today`; `overdue_first` puts it first.

    The index is the key of the city, and the indicator. `rank` is the place in the queue, `due` a date or NaT, and
    `line` the position in the evidence of the dataset, -1 for a criterion without a line.

    Raises:
        UsageError: for no such city, an office or an owner that no item has, overdue ones first without today.
    """
    if overdue_first and today is None:
        raise UsageError(Problem("queue_needs_today"))
    found = open_items(assessment, until, by_ladder=by_ladder)
    kept = _kept(assessment, found, city, {"office": office, "owner": owner})
    overdue = is_before(found.due, today)
    order = chosen(found, assessment.framework, kept, overdue & overdue_first, top)
    return _frame(assessment, found, order, overdue)


def _kept(
    assessment: Assessment, found: OpenItems, city: City | None, names: Mapping[str, Collection[str]]
) -> np.ndarray:
    """Tell which items are of a city, and of the offices and owners that are named: bool (items)."""
    kept = np.ones(len(found.row), dtype=bool)
    if city is not None:
        kept &= np.isin(found.row, assessment.dataset.rows_of(city))
    for field, wanted in names.items():
        kept &= _of(assessment, found, field, wanted)
    return kept


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
    of_these = {name for name, short in folded.items() if short in wanted}
    return np.asarray(np.array([name in of_these for name in written.tolist()], dtype=bool)[found.line])


def _texts(assessment: Assessment, field: str) -> np.ndarray:
    """Give a field of every line of the evidence, and nothing at the end for what has no line."""
    evidence = assessment.dataset.evidence
    lines = np.zeros(0, dtype=object) if evidence is None else evidence.columns[field]
    return np.append(lines, np.array([""], dtype=object))


def _frame(assessment: Assessment, found: OpenItems, order: np.ndarray, overdue: np.ndarray) -> DataFrame:
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
        "overdue": overdue[order],
        "in_time": _of_step(found.in_time, found, missing=True)[order],
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
    first = np.full((1, values.shape[1]), missing, dtype=values.dtype)
    return np.asarray(np.concatenate([first, values])[found.step, found.chain])
