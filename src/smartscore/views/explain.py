"""What makes the score of one city: what each node contributes, what is missing, what its maturity levels have."""

from collections.abc import Mapping

import numpy as np
from pandas import DataFrame, Index, MultiIndex

from smartscore.dataset import City
from smartscore.dataset.evidence.levels import excused_criteria, met
from smartscore.engine import Assessment
from smartscore.engine.groups import By
from smartscore.engine.rescoring import rescored
from smartscore.model import Framework, is_unscored
from smartscore.rounding import best_first, on_grid
from smartscore.rules import Array
from smartscore.views.contributions import contributions
from smartscore.views.decomposition import settled
from smartscore.views.targets import companies


def explain(assessment: Assessment, city: City | None, by: By = None, as_of: int | None = None) -> DataFrame:
    """Explain the score of a city, named by its key or name: a row a node, in the order of the tree.

    Gives the nominal share of the index, the raw value after the steps, the raw value as it was measured, the score,
    the least and the greatest score that missing values allow (infinite where that is not known), the contribution to
    the index (those of the members of a node add up to its own); the median score of the same year and assessor, and
    how far the score is above it; both for the peers of the city by `by`, which are the same cities where nothing is
    asked for; and whether the score was given, the node does not apply, the value is clipped, imputed, changed by a
    step or stale (judged in `as_of` where there are no years), and definition or bounds rest on judgement.
    Without a city (None) all cities are told, in the order of the dataset: the key of the city comes before the node in
    the index.

    Raises:
        UsageError: for no such city, or if the dataset lacks a column of `by`.
    """
    nodes = list(assessment.framework.nodes)
    rows = np.arange(len(assessment.rows)) if city is None else np.array([assessment.dataset.row_of(city)])
    part = assessment if city is None else assessment.only(rows)
    score = part.scores.to_numpy(dtype=float)
    median = _medians(assessment, rows, None)
    peers = median if by is None else _medians(assessment, rows, by)
    columns = {
        "share": np.tile([assessment.framework.shares[name] for name in nodes], (len(rows), 1)),
        "value": part.values.reindex(columns=nodes).to_numpy(dtype=float),
        "measured": DataFrame(dict(part.measured), index=part.rows).reindex(columns=nodes).to_numpy(dtype=float),
        "score": score,
        "least": part.score_range.least.to_numpy(),
        "greatest": part.score_range.greatest.to_numpy(),
        "contribution": contributions(part).to_numpy(),
        "median": median,
        "difference": score - median,
        "peers_median": peers,
        "peers_difference": score - peers,
        **_marks(part, as_of),
    }
    index = Index(nodes, dtype=object)
    if city is None:
        levels = [np.repeat(assessment.rows.get_level_values(n), len(nodes)) for n in range(assessment.rows.nlevels)]
        index = MultiIndex.from_arrays([*levels, nodes * len(rows)], names=[*assessment.rows.names, "node"])
    return DataFrame({name: cells.ravel() for name, cells in columns.items()}, index=index)


def furthest_places(framework: Framework, differences: Array, most: int = 5) -> list[tuple[list[int], list[int]]]:
    """Give the places of the indicators of each city with the largest differences above 0, and those below 0.

    Differences are of scores: (indicators, cities). The largest stand first, at most `most` on each side; equal ones
    by the id of the indicator. What is above 0 is better by the way of the indicator.
    """
    ids = [node.id for node in framework.indicators]
    ways = np.array([framework.ways[name] for name in ids], dtype=float)[:, None]
    ahead = on_grid(ways * differences, framework.scale)
    sides = [(best_first(far, framework.scale, ids), far > 0) for far in (ahead, -ahead)]
    chosen = [(order[:most], np.take_along_axis(beyond, order[:most], axis=0)) for order, beyond in sides]
    (strong, is_strong), (weak, is_weak) = chosen
    return [
        (strong[is_strong[:, city], city].tolist(), weak[is_weak[:, city], city].tolist())
        for city in range(differences.shape[1])
    ]


def _medians(assessment: Assessment, rows: np.ndarray, by: By) -> Array:
    """Give the median scores of those that each row is compared with: (rows, nodes)."""
    scores = assessment.scores.to_numpy(dtype=float)
    if len(rows) == 1:
        return _median(scores[assessment.alike(int(rows[0]), by)])[None]
    medians = np.empty_like(scores)
    for places, among in companies(assessment, by):
        medians[places] = _median(scores[among])
    return medians


def _median(scores: Array) -> Array:
    """Give the median of each column over what is there, NaN where nothing is: (cities, nodes) -> (nodes)."""
    ranked, count = np.sort(scores, axis=0), (~np.isnan(scores)).sum(axis=0)
    places = np.stack([np.maximum(count - 1, 0) // 2, np.minimum(count // 2, len(scores) - 1)])
    return np.asarray(np.take_along_axis(ranked, places, axis=0).mean(axis=0))  # NaN is sorted last


def _marks(part: Assessment, as_of: int | None) -> dict[str, np.ndarray]:
    """Mark nodes of cities: bool (cities, nodes) each."""
    nodes, no_rows = part.framework.nodes, np.zeros(len(part.rows), dtype=bool)
    is_given = {str(name): part.given[name].to_numpy() for name in part.given}
    flags: dict[str, Mapping[str, np.ndarray]] = {
        "given": is_given,
        "not_applicable": part.not_applicable,
        "clipped": part.clipped,
        "imputed": part.imputed,
        "changed": part.changed,
    }
    founded = {node.id: node.confidence for node in part.framework.indicators if node.confidence}
    weak = [name in founded and founded[name].weakest == "judgement" for name in nodes]
    marks = {**flags, "stale": part.stale(as_of)}
    columns = {mark: np.stack([flag.get(name, no_rows) for name in nodes], axis=1) for mark, flag in marks.items()}
    return {**columns, "judged": np.tile(weak, (len(part.rows), 1))}


def missing(assessment: Assessment, city: City, by: By = None) -> DataFrame:
    """Tell what the index of a city would be if each value that it lacks were there.

    A row a missing value of an indicator that applies, bears weight and is not optional, and `index` for all of them at
    once; columns worst, median and best: the index if it had the worst score, the median of its peers, the best. The
    worst and the best are the ends of the scale, or the scores of the dataset where they lie beyond, taken by the way
    of the node. NaN where there would be no index all the same, or no peer has a score, and for the worst and the best
    of what has no way, which is left out of `index` too.

    Raises:
        UsageError: for no such city, or if the dataset lacks a column of `by`.
    """
    framework, row = assessment.framework, assessment.dataset.row_of(city)
    settled_rows = settled(assessment.only(np.array([row])))
    required = [node for node in framework.indicators if node.weight and not node.optional and not is_unscored(node)]
    bearing = [node.id for node in required if not settled_rows[node.id][0]]
    applying = [name for name in bearing if assessment.applies(name)[row]]
    lacking = [name for name in applying if np.isnan(assessment.scores[name].iloc[row])]
    scores = assessment.scores[lacking]
    low, high = scores.min().fillna(np.inf), scores.max().fillna(-np.inf)
    ends = np.minimum(low, framework.scale[0]), np.maximum(high, framework.scale[1])
    ways = np.array([framework.ways[name] for name in lacking], dtype=int)
    worst, best = (np.select([ways > 0, ways < 0], pair, np.nan) for pair in (ends, ends[::-1]))
    median = scores[assessment.alike(row, by)].median()
    columns = {
        name: _filled(assessment, row, dict(zip(lacking, np.asarray(filled, dtype=float), strict=True)))
        for name, filled in (("worst", worst), ("median", median), ("best", best))
    }
    return DataFrame(columns, index=Index([*lacking, "index"] if lacking else [], dtype=object))


def _filled(assessment: Assessment, row: int, scores: Mapping[str, float]) -> list[float]:
    """Give the index with each of these scores alone, then with all of them."""
    alone = [
        _index(assessment, row, {name: score}) if score == score else float("nan")  # noqa: PLR0124  # NaN
        for name, score in scores.items()
    ]
    together = {name: score for name, score in scores.items() if not np.isnan(score)}
    return [*alone, _index(assessment, row, together) if together else float("nan")] if alone else []


def _index(assessment: Assessment, row: int, scores: Mapping[str, float]) -> float:
    changed = {name: np.array([score]) for name, score in scores.items()}
    return float(rescored(assessment, np.array([row]), changed, scores)["index"][0])


def maturity(assessment: Assessment, city: City) -> DataFrame:
    """Tell what the levels of a city have and what the next ones need: a row a criterion.

    The index is indicator and place of the criterion, `level.number`; the columns are the level that the criterion
    belongs to, the level that the city has (NaN for none), whether the criterion is met, as it is ticked or else as
    the level says, and whether the next level needs it: it belongs to that level or a lower one and is not met.
    Criteria that do not apply are left out.

    Raises:
        UsageError: for no such city.
    """
    one, criteria = assessment.only(np.array([assessment.dataset.row_of(city)])), []
    for node in assessment.framework.indicators:
        excused = {place for place, mask in excused_criteria(one.dataset, node).items() if mask[0]}
        asked = {place: level for place, level in node.ticks.items() if place not in excused}
        has = one.columns.get(node.id, np.array([np.nan]))
        upper = [level for level in asked.values() if np.isnan(has[0]) or level > has[0]]
        ticked = met(one.dataset, node, has) if asked else {}
        for place, level in asked.items():
            fulfilled = bool(ticked[place][0])
            needed = bool(upper) and level <= min(upper) and not fulfilled
            criteria.append((node.id, place, level, float(has[0]), fulfilled, needed))
    names, columns = ["indicator", "criterion"], ["level", "has", "met", "needed"]
    keys = MultiIndex.from_tuples([criterion[:2] for criterion in criteria], names=names) if criteria else None
    return DataFrame([criterion[2:] for criterion in criteria], columns=columns, index=keys)
