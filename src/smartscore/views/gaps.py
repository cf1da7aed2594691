"""What is missing to what is wanted: for each indicator the gap in its own unit, and what closing it alone brings."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from pandas import DataFrame, Index, MultiIndex

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.engine.groups import By
from smartscore.engine.rescoring import rescored
from smartscore.errors import Problem, UsageError, hint
from smartscore.model import Framework, is_unscored
from smartscore.rounding import best_first, on_grid
from smartscore.rules import Array
from smartscore.views.decomposition import settled
from smartscore.views.scenarios import ranks_of

_COLUMNS = ("value", "wanted", "gap", "score", "score_wanted", "gain", "rank")


def gaps(
    assessment: Assessment, city: City | None, wanted: DataFrame | Mapping[str, float], by: By = None
) -> DataFrame:
    """Tell what a city lacks to wanted raw values, by indicator: a row a gap, the largest gain first.

    Gives value, wanted, gap (wanted - value, in the unit of the indicator), score and score_wanted, gain (points of
    the index, recomputed with this one value changed and everything else as it is, rules and steps as they are
    fitted) and rank (the one that the city then has within its year, assessor and group of `by`). Equal gains stand by
    the id of the indicator. Values that are as good as wanted are no gaps. What is good goes by the way of the
    indicator, the whole path to the index, and where it has none (`Framework.ways`) by the gain. Where a high index is
    bad, a gain is negative.

    The city goes by its key or name. `wanted` is a frame (cities x indicators), as `target_values` and the like give,
    or one value by indicator for all. Without a city (None) all cities are told, in the order of the dataset: the key
    of the city comes before the indicator in the index.

    Raises:
        UsageError: for no such city, names that are no indicators, or a dataset without a column of `by`.
    """
    rows = np.arange(len(assessment.rows)) if city is None else np.array([assessment.dataset.row_of(city)])
    names, columns = gap_columns(assessment, rows, wanted, by)
    sign = assessment.framework.sign
    order = best_first(sign * columns["gain"], assessment.framework.scale, names)
    place, nth = np.nonzero(np.take_along_axis(lacking(assessment.framework, names, columns), order, axis=0).T)
    indicator = order[nth, place]
    ids = [names[number] for number in indicator]
    index: Index = Index(ids, dtype=object)
    if city is None:
        levels = [assessment.rows.get_level_values(level)[place] for level in range(assessment.rows.nlevels)]
        index = MultiIndex.from_arrays([*levels, ids], names=[*assessment.rows.names, "indicator"])
    return DataFrame({name: columns[name][indicator, place] for name in _COLUMNS}, index=index)


def lacking(framework: Framework, names: Sequence[str], columns: Mapping[str, Array]) -> np.ndarray:
    """Tell where the wanted value is better than that of the dataset: bool (indicators, rows).

    Better is a score on the way of the indicator or, where it has none, what makes the index better.
    """
    ways = np.array([framework.ways[name] for name in names], dtype=int)[:, None]
    difference, gain = (
        on_grid(points, framework.scale) for points in (columns["score_wanted"] - columns["score"], columns["gain"])
    )
    better = np.isnan(columns["score"]) | (ways * difference > 0)
    return np.asarray(np.where(ways == 0, framework.sign * gain > 0, better) & ~np.isnan(columns["wanted"]))


def gap_columns(
    assessment: Assessment, rows: np.ndarray, wanted: DataFrame | Mapping[str, float], by: By
) -> tuple[list[str], dict[str, Array]]:
    """Give the indicators that bear weight and are wanted, and each column of `gaps`: (indicators, rows).

    Where a value is as good as wanted, it is told all the same.
    """
    known = {node.id: node for node in assessment.framework.indicators}
    if unknown := sorted(set(wanted.keys()) - known.keys()):
        raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, known)}) for name in unknown)
    names = [name for name, node in known.items() if name in wanted and node.weight and not is_unscored(node)]
    columns = {name: np.full((len(names), len(rows)), np.nan) for name in _COLUMNS}
    settled_rows, after = settled(assessment), np.full((len(names), len(rows)), np.nan)
    for number, name in enumerate(names):
        target = wanted[name].to_numpy(dtype=float)[rows] if isinstance(wanted, DataFrame) else wanted[name]
        beside = settled_rows[name][rows] | ~assessment.applies(name)[rows]
        columns["wanted"][number] = np.where(beside, np.nan, target)
        columns["value"][number] = _values(assessment, name, rows)
        columns["score"][number] = assessment.scores[name].to_numpy()[rows]
    for siblings in _siblings(assessment, names):
        places = [names.index(name) for name in siblings]
        after[places], columns["score_wanted"][places] = _closed_alone(
            assessment, rows, siblings, columns["wanted"][places]
        )
    columns["gap"] = columns["wanted"] - columns["value"]
    columns["gain"] = after - assessment.index.to_numpy(dtype=float)[rows]
    columns["rank"] = ranks_of(assessment, rows, after, by)
    return names, columns


def _values(assessment: Assessment, name: str, rows: np.ndarray) -> Array:
    return assessment.columns[name][rows] if name in assessment.columns else np.full(len(rows), np.nan)


def _siblings(assessment: Assessment, names: list[str]) -> Iterator[list[str]]:
    """Give the indicators of each dimension together: what one of them moves is what all of them move."""
    for dimension in assessment.framework.dimensions:
        if siblings := [member.id for member in dimension.members if member.id in names]:
            yield siblings


def _closed_alone(assessment: Assessment, rows: np.ndarray, siblings: list[str], targets: Array) -> tuple[Array, Array]:
    """Give index and own score with each sibling at its target, the others as they are: (siblings, rows) each."""
    shape = (len(siblings), len(rows))
    changed = {}
    for place, name in enumerate(siblings):
        values = np.tile(_values(assessment, name, rows), (len(siblings), 1))
        values[place] = targets[place]
        changed[name] = values.ravel()
    after = rescored(assessment, np.tile(rows, len(siblings)), changed)
    own = [after[name].reshape(shape)[place] for place, name in enumerate(siblings)]
    return after["index"].reshape(shape), np.array(own)
