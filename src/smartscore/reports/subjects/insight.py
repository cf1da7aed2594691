"""What a report takes from views, for all cities at once: the one place to change when views learn more."""

from collections.abc import Mapping

import numpy as np
from attrs import frozen

from smartscore.engine import Assessment, members_of
from smartscore.engine.again import scored_again
from smartscore.rules import Array
from smartscore.views import band_values, target_values
from smartscore.views.gaps import lacking, laid_out

_BLOCK = 256
TOGETHER = 10  # so many of the largest gaps are closed together, one more each time


@frozen(eq=False)
class Gaps:
    """What each indicator lacks to its best value in each city, alone, and what the largest bring together.

    `wanted` is the raw value by indicator; `gain` (points of the index) and `rank` are (indicators, cities) in the
    same order, NaN where there is no gap; `together` is the index with the 1, 2, ... largest gaps closed:
    (up to 10, cities), NaN from where a city has no more.
    """

    wanted: Mapping[str, float]
    gain: Array
    rank: Array
    together: Array


def city_gaps(assessment: Assessment, by: str | None = None) -> Gaps:
    """Close every gap of every city to the target of the framework, each alone, then the largest ones together."""
    targets = target_values(assessment)
    names, told = laid_out(assessment, np.arange(len(assessment.rows)), targets, by)
    sign = assessment.framework.sign
    there = lacking(assessment.framework, names, told)
    gain, rank = (np.where(there, told[name], np.nan) for name in ("gain", "rank"))
    wanted = {name: float(targets[name].iloc[0]) for name in names} if len(targets) else {}
    return Gaps(wanted, gain, rank, _together(assessment, wanted, sign * gain))


def _together(assessment: Assessment, wanted: Mapping[str, float], gain: Array) -> Array:
    """Give the index of every city with its 1, 2, ... largest gaps closed."""
    order = np.argsort(np.where(np.isnan(gain), np.inf, -gain), axis=0, kind="stable")
    steps = np.full((min(TOGETHER, len(wanted)), gain.shape[1]), np.nan)
    blank = np.full(gain.shape[1], np.nan)
    columns = {name: np.array(assessment.columns.get(name, blank), dtype=float) for name in wanted}
    names, cities = list(wanted), np.arange(gain.shape[1])
    for step in range(len(steps)):
        there = ~np.isnan(gain[order[step], cities])
        for place in np.unique(order[step][there]):
            columns[names[place]][there & (order[step] == place)] = wanted[names[place]]
        steps[step] = np.where(there, scored_again(assessment, cities, columns)["index"], np.nan)
    return steps


def next_bands(assessment: Assessment) -> dict[int, dict[str, float]]:
    """Give the raw values that score as much as the next band begins at, by the place of the band that a city is in."""
    values, numbers = band_values(assessment), assessment.band_numbers
    firsts = {int(band): int(np.flatnonzero(numbers == band)[0]) for band in np.unique(numbers[numbers >= 0])}
    told = {band: values.iloc[row].dropna() for band, row in firsts.items()}
    return {band: {str(name): float(value) for name, value in row.items()} for band, row in told.items() if len(row)}


def nearest_peers(assessment: Assessment, by: str | None = None, count: int = 5) -> np.ndarray:
    """Give the rows of the same group whose scores of the index's members are most alike: (cities, count), -1 for none.

    Distances are the root of the mean squared difference over the members that both have.
    """
    names = members_of(assessment.framework, 1)[1:]
    scores = assessment.scores[names].to_numpy(dtype=float)
    there, filled = ~np.isnan(scores), np.nan_to_num(scores)
    groups, rows = assessment.groups(by), np.arange(len(scores))
    found = np.full((len(scores), count), -1)
    for start in range(0, len(scores), _BLOCK):
        block = rows[start : start + _BLOCK]
        both = there[block] @ there.T.astype(float)
        squares = (filled[block] ** 2) @ there.T + there[block] @ (filled**2).T - 2 * filled[block] @ filled.T
        with np.errstate(divide="ignore", invalid="ignore"):
            apart = np.where(both > 0, np.round(squares / both, 9), np.inf)
        apart[(groups[block][:, None] != groups) | (block[:, None] == rows)] = np.inf
        order = np.argsort(apart, axis=1, kind="stable")[:, :count]
        near = np.take_along_axis(apart, order, axis=1)
        found[block, : order.shape[1]] = np.where(np.isfinite(near), order, -1)
    return found
