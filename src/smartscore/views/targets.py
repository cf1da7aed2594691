"""What raw values may be wanted of a city: each is a frame (cities x indicators), NaN where there is none to name."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.engine.groups import By, Nearest
from smartscore.errors import Problem, UsageError, hint
from smartscore.method_faults import naming
from smartscore.model import Framework, Indicator, is_unscored
from smartscore.rounding import on_grid
from smartscore.rules import answers


def target_values(assessment: Assessment) -> DataFrame:
    """Give the raw value of each indicator that is best by its rule and its way: the target or bound of the framework.

    There is none where it depends on other scores which way is better (`Framework.ways`).
    """
    ways = assessment.framework.ways
    best = dict(_inverses(assessment.framework, {name: 1.0 if way > 0 else 0.0 for name, way in ways.items() if way}))
    return DataFrame(best, index=assessment.rows, dtype=float)


def best_values(assessment: Assessment, by: By = None) -> DataFrame:
    """Give the raw value of the best score that any city has, of those that each city is compared with.

    There is none where it depends on other scores which way is better (`Framework.ways`).

    Raises:
        UsageError: if the dataset lacks a column of `by`.
    """
    ways = assessment.framework.ways
    columns = {name: np.full(len(assessment.rows), np.nan) for name in _scored(assessment) if ways[name]}
    for rows, among in companies(assessment, by):
        for name, values in columns.items():
            scores = on_grid(ways[name] * assessment.scores[name].to_numpy()[among], assessment.framework.scale)
            if not np.isnan(scores).all():
                best = assessment.columns[name][among][scores == np.nanmax(scores)]
                values[rows] = best.min() if _more_is_better(assessment.framework, name) else best.max()
    return DataFrame(columns, index=assessment.rows)


def peers_values(assessment: Assessment, by: By = None) -> DataFrame:
    """Give the median raw value of those that each city is compared with, itself among them.

    Raises:
        UsageError: if the dataset lacks a column of `by`.
    """
    columns = {name: np.full(len(assessment.rows), np.nan) for name in _scored(assessment)}
    for rows, among in companies(assessment, by):
        for name, values in columns.items():
            known = assessment.columns[name][among]
            known = known[~np.isnan(known)]
            values[rows] = np.median(known) if len(known) else np.nan
    return DataFrame(columns, index=assessment.rows)


def band_values(assessment: Assessment) -> DataFrame:
    """Give the raw value whose score is the start of the band next to each city's; nothing for those in the best.

    Below a dimension with a rule, it is the score that the rule makes into that start.
    """
    framework, places = assessment.framework, assessment.band_numbers
    low, high = framework.scale
    columns = {name: np.full(len(places), np.nan) for name in _scored(assessment)}
    step = int(framework.sign)
    for place in set(places[places >= 0].tolist()):
        if 0 <= place + step < len(framework.bands):
            start = framework.bands[place if step < 0 else place + 1].start
            for name, raw in _inverses(framework, _scores_for(framework, (start - low) / (high - low))):
                if name in columns:
                    columns[name][places == place] = raw
    return DataFrame(columns, index=assessment.rows)


def next_band_values(assessment: Assessment, row: int) -> DataFrame:
    """Give `band_values` for a city at a position that has a better band to reach.

    Raises:
        UsageError: if it has none, naming the city.
    """
    frame = band_values(assessment)
    if frame.iloc[row].isna().all():
        raise UsageError(Problem("no_better_band", {"city": assessment.dataset.label(row)}))
    return frame


def companies(assessment: Assessment, by: By) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Give positions of rows, and of those they are all compared with: every row stands in one pair."""
    if isinstance(by, Nearest):
        for row in range(len(assessment.rows)):
            yield np.array([row]), np.flatnonzero(assessment.alike(row, by))
        return
    groups = assessment.groups(by)
    order = np.argsort(groups, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(groups[order])) + 1):
        yield rows, rows


def _scored(assessment: Assessment) -> list[str]:
    framework = assessment.framework
    return [n.id for n in framework.indicators if n.id in assessment.columns and not is_unscored(n)]


def _more_is_better(framework: Framework, name: str) -> bool:
    """Tell whether more of an indicator is better for the city."""
    return (answers.better(framework.nodes[name].rule) == "lower") == (framework.ways[name] < 0)


def _scores_for(framework: Framework, normalised: float) -> dict[str, float]:
    """Give the normalised score that each node with a way needs for this normalised index.

    The rules of dimensions are turned back; one that cannot be is taken for one that keeps or mirrors scores.
    """
    low, high = framework.scale
    scores = {"index": normalised}
    for dimension in framework.dimensions:
        way = framework.ways[dimension.members[0].id]
        if dimension.id in scores and way:
            below = scores[dimension.id]
            with naming(dimension.id):
                score = answers.inverse(dimension.rule, below)
            if score is not None:
                below = float(np.clip((score - low) / (high - low), 0.0, 1.0))
            elif way != framework.ways[dimension.id]:
                below = 1.0 - below
            scores |= dict.fromkeys((member.id for member in dimension.members), below)
    return scores


def _inverses(framework: Framework, scores: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Give the raw value of each indicator that has this normalised score, where there is one."""
    for node in framework.indicators:
        if is_unscored(node) or node.id not in scores:
            continue
        with naming(node.id):
            raw = answers.raw(node.rule, scores[node.id])
        if raw is not None:
            yield node.id, _possible(node, raw, _more_is_better(framework, node.id))


def _possible(node: Indicator, raw: float, rising: bool) -> float:
    """Give the nearest value that is possible and not worse than wanted; better values are higher ones if `rising`."""
    domain = node.possible
    if domain is None:
        return raw
    if domain.whole:
        raw = float(np.ceil(raw - 1e-9) if rising else np.floor(raw + 1e-9))
    return float(np.clip(raw, domain.low, domain.high))


#: How each kind of wanted values is found for the city at a position.
WANTED: Mapping[str, Callable[[Assessment, int, By], DataFrame]] = {
    "target": lambda assessment, _row, _by: target_values(assessment),
    "best": lambda assessment, _row, by: best_values(assessment, by),
    "peers": lambda assessment, _row, by: peers_values(assessment, by),
    "band": lambda assessment, row, _by: next_band_values(assessment, row),
}


def wanted_values(assessment: Assessment, row: int, to: str, by: By = None) -> DataFrame:
    """Give the values that are wanted of the city at a position, by the name of their kind in `WANTED`.

    Raises:
        UsageError: for another name, a dataset without a column of `by`, or a city that has no better band to reach.
    """
    if to not in WANTED:
        raise UsageError(Problem("unknown_target", {"found": to, "hint": hint(to, WANTED)}))
    return WANTED[to](assessment, row, by)
