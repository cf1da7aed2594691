"""What items of a queue bring together, once they are accepted."""

from typing import cast

import numpy as np
import pandas as pd
from attrs import evolve
from pandas import DataFrame, MultiIndex

from smartscore.dataset.evidence.items import Items
from smartscore.dataset.evidence.ladder import levels_reached
from smartscore.engine import Assessment
from smartscore.evidence.statuses import STATUSES
from smartscore.views.evidence import is_suggested, items_by_indicator
from smartscore.views.queue.items import assessment_by_ladder, counting, index_with


def queue_gain(assessment: Assessment, listed: DataFrame, *, by_ladder: bool = False) -> DataFrame:
    """Give what the items of a queue, or of some rows of it, bring together: a row a city of them.

    `index` is the one now, `index_then` that if all listed items were accepted and nothing else, `gain` the difference.
    It is what assessing the changed list gives, rules and steps as they are fitted; with `by_ladder` both are those by
    the levels of the ladder.
    """
    found = items_by_indicator(assessment)
    base = assessment_by_ladder(assessment, found) if by_ladder else assessment
    rows = base.rows.get_indexer(cast("MultiIndex", listed.index).droplevel("indicator"))
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
