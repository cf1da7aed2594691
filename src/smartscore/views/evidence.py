"""What the items of evidence show: levels now and to be expected, and the index that follows."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas import DataFrame, MultiIndex

from smartscore.dataset import columns_of
from smartscore.dataset.evidence.items import NO_ITEMS, Items, items_of
from smartscore.dataset.evidence.ladder import levels_reached
from smartscore.dataset.evidence.levels import has_items, stated_levels
from smartscore.engine import Assessment
from smartscore.engine.scoring import with_values
from smartscore.evidence.statuses import ACCEPTED, IN_PROCESS, SUBMITTED, Status, are
from smartscore.rules import Array

#: What counts as accepted in each outlook.
OUTLOOKS: Mapping[str, frozenset[Status]] = {"now": ACCEPTED, "submitted": SUBMITTED, "in_process": IN_PROCESS}


def items_by_indicator(assessment: Assessment) -> dict[str, Items]:
    """Give the items of every indicator that has some, by its id, in the order of the tree."""
    dataset = assessment.dataset
    found = {node.id: items_of(dataset, node) for node in assessment.framework.indicators if has_items(dataset, node)}
    return {name: items for name, items in found.items() if len(items.rows)}


def levels_by_outlook(assessment: Assessment, items: Items) -> dict[str, Array]:
    """Give the level that items reach in each outlook: (cities) by its name, NaN where there is no item."""
    count, ladder = len(assessment.rows), assessment.framework.ladder
    return {name: levels_reached(items, count, ladder, among) for name, among in OUTLOOKS.items()}


def is_suggested(assessment: Assessment, node: str, items: Items) -> np.ndarray:
    """Tell where the items of an indicator give its value, since none is entered: bool (cities)."""
    has_some = np.zeros(len(assessment.rows), dtype=bool)
    has_some[items.rows[~items.excused]] = True
    column = columns_of(assessment.dataset, assessment.framework).get(node)
    return has_some & np.isnan(stated_levels(assessment.dataset, column))


def evidence_levels(assessment: Assessment) -> DataFrame:
    """Give the levels of each indicator that has items of evidence: a row a city and indicator.

    The index is the key of the city, and the indicator. `now` is the level of what is accepted, `submitted` that if all
    that is submitted were accepted too, `in_process` that if all that is being made or mended were as well. `value` is
    what counts (NaN for none), and `is_suggested` whether the items give it since no value is entered. `items` is how
    many there are without those that do not apply, `accepted` how many of them are accepted.
    """
    parts = [_levels_of(assessment, node, items) for node, items in items_by_indicator(assessment).items()]
    if not parts:
        return _levels_of(assessment, "", NO_ITEMS)
    told = pd.concat(parts)
    order = {key: place for place, key in enumerate(assessment.rows)}
    cities = [order[key[:-1] if len(key) > 2 else key[0]] for key in told.index]
    return told.iloc[np.argsort(cities, kind="stable")]


def _levels_of(assessment: Assessment, node: str, items: Items) -> DataFrame:
    """Give the rows of `evidence_levels` of one indicator."""
    count = len(assessment.rows)
    levels = levels_by_outlook(assessment, items)
    rows = np.flatnonzero(~np.isnan(levels["now"]))
    columns = {
        **levels,
        "value": np.asarray(assessment.columns.get(node, np.full(count, np.nan))),
        "is_suggested": is_suggested(assessment, node, items),
        "items": np.bincount(items.rows[~items.excused], minlength=count),
        "accepted": np.bincount(items.rows[are(items.statuses, ACCEPTED)], minlength=count),
    }
    keys = [assessment.rows[rows].get_level_values(level) for level in range(assessment.rows.nlevels)]
    index = MultiIndex.from_arrays([*keys, [node] * len(rows)], names=[*assessment.rows.names, "indicator"])
    return DataFrame({name: column[rows] for name, column in columns.items()}, index=index)


def evidence_outlook(assessment: Assessment) -> DataFrame:
    """Give the index of every city in each outlook: now, if what is submitted is accepted, if all in process is.

    Values that are entered stay as they are. A row a city, with the columns of `OUTLOOKS`.
    """
    suggested: dict[str, dict[str, Array]] = {name: {} for name in OUTLOOKS}
    for node, items in items_by_indicator(assessment).items():
        counts = is_suggested(assessment, node, items)
        for name, levels in levels_by_outlook(assessment, items).items():
            suggested[name][node] = np.where(counts, levels, np.nan)
    index = {name: with_levels(assessment, levels).index for name, levels in suggested.items()}
    return DataFrame(index, index=assessment.rows)


def with_levels(assessment: Assessment, levels: Mapping[str, Array]) -> Assessment:
    """Give an assessment with other levels of some indicators; a level of NaN leaves the value as it is.

    Shapes: (cities) by indicator.
    """
    measured = {**assessment.measured, **over(assessment.measured, levels)}
    return with_values(assessment, assessment.dataset, measured, assessment.not_applicable)


def over(columns: Mapping[str, Array], levels: Mapping[str, Array]) -> dict[str, Array]:
    """Give the columns of some indicators with these levels in their place, but where a level is NaN."""
    return {node: np.where(np.isnan(own), columns[node], own) for node, own in levels.items()}
