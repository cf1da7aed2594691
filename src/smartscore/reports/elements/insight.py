"""Gaps, next bands and nearest peers of all cities at once, as reports take them from views."""

from collections.abc import Mapping

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.engine import Assessment, members_of
from smartscore.engine.bands import band_places
from smartscore.engine.rescoring import rescored
from smartscore.rounding import best_first
from smartscore.rules import Array
from smartscore.views import band_values, target_values
from smartscore.views.gaps import gap_columns, lacking

_BLOCK = 256
TOGETHER = 10  # so many of the largest gaps are closed together, one more each time


@frozen(eq=False)
class Gaps:
    """The gap of each indicator to its target in each city, alone, and the index with the largest gaps closed.

    `targets` are raw values by indicator; `gain` (points of the index) and `rank` are (indicators, cities) in the
    same order, NaN where there is no gap; `order` has the places of indicators, the largest gain first, those without
    a gap last: (indicators, cities). `together` is the index with the 1, 2, ... largest gaps closed: (up to 10,
    cities), NaN from where a city has no more. Which gaps reach the next band `alone` is bool (indicators, cities);
    `needed` are so many of the largest together: (cities), 0 where all of `together` do not.
    """

    targets: Mapping[str, float]
    gain: Array
    rank: Array
    order: np.ndarray
    together: Array
    alone: np.ndarray
    needed: np.ndarray

    def largest(self, row: int, most: int | None = None) -> list[int]:
        """Give the places of the indicators in which a city has a gap, the largest gain first."""
        order = self.order[:, row]
        return [int(place) for place in order[~np.isnan(self.gain[order, row])][:most]]


def city_gaps(assessment: Assessment, by: str | None = None) -> Gaps:
    """Close every gap of every city to the target of the framework, each alone, then the largest ones together."""
    values = target_values(assessment)
    names, columns = gap_columns(assessment, np.arange(len(assessment.rows)), values, by)
    framework, there = assessment.framework, lacking(assessment.framework, names, columns)
    gain, rank = (np.where(there, columns[name], np.nan) for name in ("gain", "rank"))
    targets = {name: float(values[name].iloc[0]) for name in names} if len(values) else {}
    order = best_first(framework.sign * gain, framework.scale, names)
    together = _together(assessment, targets, gain, order)
    alone = _better_band(assessment, np.asarray(assessment.index, dtype=np.float64) + gain)
    joint = _better_band(assessment, together)
    needed = np.where(joint.any(axis=0), joint.argmax(axis=0) + 1, 0) if len(joint) else np.zeros(gain.shape[1], int)
    return Gaps(targets, gain, rank, order, together, alone, needed)


def _better_band(assessment: Assessment, index: Array) -> np.ndarray:
    """Mark the indices that are in a better band than the city is: bool (..., cities)."""
    framework, now = assessment.framework, assessment.band_numbers
    steps = int(framework.sign) * (band_places(framework, index) - now)
    return np.asarray((steps > 0) & (now >= 0) & ~np.isnan(index))


def _together(assessment: Assessment, targets: Mapping[str, float], gain: Array, order: np.ndarray) -> Array:
    """Give the index of every city with its 1, 2, ... largest gaps closed."""
    steps = np.full((min(TOGETHER, len(targets)), gain.shape[1]), np.nan)
    blank = np.full(gain.shape[1], np.nan)
    columns = {name: np.array(assessment.columns.get(name, blank), dtype=float) for name in targets}
    names, cities = list(targets), np.arange(gain.shape[1])
    for step in range(len(steps)):
        there = ~np.isnan(gain[order[step], cities])
        for place in np.unique(order[step][there]):
            columns[names[place]][there & (order[step] == place)] = targets[names[place]]
        steps[step] = np.where(there, rescored(assessment, cities, columns)["index"], np.nan)
    return steps


def next_bands(assessment: Assessment) -> dict[int, dict[str, float]]:
    """Give the raw values that score as much as the next band begins at, by the place of the band that a city is in."""
    values, numbers = band_values(assessment), assessment.band_numbers
    firsts = {int(band): int(np.flatnonzero(numbers == band)[0]) for band in np.unique(numbers[numbers >= 0])}
    by_band = {band: values.iloc[row].dropna() for band, row in firsts.items()}
    return {band: {str(name): float(value) for name, value in row.items()} for band, row in by_band.items() if len(row)}


def nearest_peers(assessment: Assessment, by: str | None = None, count: int = 5) -> np.ndarray:
    """Give the rows of the same group whose scores of the index's members are most alike: (cities, count), -1 for none.

    Distances are the root of the mean squared difference over the members that both have; of cities equally far, those
    whose keys come first.
    """
    scale, scores = assessment.framework.scale, _of_members(assessment)
    groups, rows, cities = assessment.groups(by), np.arange(scores.shape[1]), list(map(str, assessment.dataset.cities))
    peers = np.full((scores.shape[1], count), -1)
    for start in range(0, scores.shape[1], _BLOCK):
        block = rows[start : start + _BLOCK]
        apart = _distances(scores, block)
        apart[(groups[:, None] != groups[block]) | (rows[:, None] == block)] = np.nan
        order = best_first(-apart, scale, cities)[:count]
        near = np.take_along_axis(apart, order, axis=0)
        peers[block, : len(order)] = np.where(np.isnan(near), -1, order).T
    return peers


def _of_members(assessment: Assessment) -> Array:
    """Give the scores of the members of the index: (members, cities)."""
    names = members_of(assessment.framework, 1)[1:]
    return np.ascontiguousarray(assessment.scores[names].to_numpy(dtype=float).T)


def _distances(scores: Array, block: np.ndarray) -> Array:
    """Give how far each city is from those of a block: (cities, block), NaN where no member has both scores.

    Member by member: as products of matrices it would be faster, but of two like cities only noise would be left.
    """
    squares, both = np.zeros((scores.shape[1], len(block))), np.zeros((scores.shape[1], len(block)))
    for member in scores:
        apart = member[:, None] - member[block]
        there = ~np.isnan(apart)
        squares += np.where(there, apart, 0.0) ** 2
        both += there
    with np.errstate(invalid="ignore"):
        return np.asarray(np.sqrt(squares / np.where(both > 0, both, np.nan)))


def medians(frame: DataFrame, groups: np.ndarray) -> DataFrame:
    """Give the median of every column in each group: (groups x columns)."""
    return frame.groupby(groups).median()


@frozen(eq=False)
class Extremes:
    """How a round of cities stands by every node: medians, the best and the worst city, the nodes from the worst on.

    `ranked` are the rows with an index, the highest first. `median`, `best` and `worst` are by node, the latter two
    rows, -1 where no city has a score; `nodes` are the places of nodes with a median, the worst first. Equal ones stand
    by key or id.
    """

    ranked: list[int]
    median: Array
    best: list[int]
    worst: list[int]
    nodes: list[int]


def extremes(assessment: Assessment, rows: np.ndarray) -> Extremes:
    """Tell how a round of cities, by their positions, at least one, stands by every node."""
    framework, scores = assessment.framework, assessment.scores.iloc[rows]
    cities = [str(city) for city in assessment.dataset.cities[rows]]
    values, median = scores.to_numpy(dtype=float), scores.median().to_numpy(dtype=float)
    ways = np.array([framework.ways[name] for name in framework.nodes])
    high, low = (best_first(side * values, framework.scale, cities) for side in (1.0, -1.0))
    known = ~np.isnan(values).all(axis=0)
    first, last = (np.where(known, rows[order[0]], -1) for order in (high, low))
    best, worst = np.where(ways < 0, last, first), np.where(ways < 0, first, last)
    nodes = best_first(-np.where(ways, ways, framework.sign) * median, framework.scale, list(framework.nodes))
    return Extremes(
        rows[high[:, 0]][: int((~np.isnan(values[:, 0])).sum())].tolist(),
        median,
        best.tolist(),
        worst.tolist(),
        [int(place) for place in nodes if not np.isnan(median[place])],
    )
