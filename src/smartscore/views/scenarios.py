"""What if: one indicator or several of a city at other values, thousands of times at once."""

from collections.abc import Mapping

import numpy as np
from pandas import DataFrame

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.engine.groups import By, Nearest
from smartscore.engine.rescoring import rescored
from smartscore.errors import Problem, UsageError, hint
from smartscore.rounding import on_grid, ranks_among
from smartscore.rules import Array
from smartscore.views.targets import companies


def scenarios(
    assessment: Assessment,
    city: City | np.ndarray,
    changed: Mapping[str, Array | float],
    *,
    ranks: bool = True,
    by: By = None,
) -> DataFrame:
    """Give index, gain and rank of each scenario: a row of the assessment with other values of some indicators.

    `city` is one by its key or name, or the positions of one for each scenario; `changed` gives by indicator a value
    for each scenario, NaN for none. Each scenario stands alone: the other cities, and the rules and steps as they are
    fitted, stay. The gain is in points of the index; the rank is that within the year, assessor and group of `by`, and
    takes longer to find than the index: `ranks=False` leaves it out. A scenario gives what assessing the changed row
    gives.

    Raises:
        UsageError: for no such city, and a name that is no indicator.
    """
    known = {node.id for node in assessment.framework.indicators}
    if unknown := sorted(changed.keys() - known):
        raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, known)}) for name in unknown)
    scenario_values = [np.atleast_1d(np.asarray(values, dtype=float)) for values in changed.values()]
    rows = city if isinstance(city, np.ndarray) else assessment.dataset.row_of(city)
    places, *values = np.broadcast_arrays(np.atleast_1d(rows), *scenario_values)
    after = rescored(assessment, places, dict(zip(changed, values, strict=True)))["index"]
    columns = {"index": after, "gain": after - assessment.index.to_numpy(dtype=float)[places]}
    if ranks:
        columns["rank"] = ranks_of(assessment, places, after, by)
    return DataFrame(columns, copy=False)


def ranks_of(assessment: Assessment, rows: np.ndarray, index: Array, by: By = None) -> Array:
    """Rank other indices of rows among those they are compared with, which keep theirs: (..., scenarios) twice."""
    before, scale = assessment.index.to_numpy(dtype=float), assessment.framework.scale
    higher = on_grid(before[rows], scale) > on_grid(index, scale)
    ranks = np.full(index.shape, np.nan)
    groups = None if isinstance(by, Nearest) else assessment.groups(by)
    for places, among in companies(assessment, by):
        compared = rows == places[0] if groups is None else groups[rows] == groups[places[0]]
        if compared.any():
            new_ranks = ranks_among(index[..., compared], before[among], scale)
            ranks[..., compared] = new_ranks - higher[..., compared]  # as it was, it is no other
    return ranks
