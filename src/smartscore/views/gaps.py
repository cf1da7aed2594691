"""What is missing to what is wanted: for each indicator the gap in its own unit, and what closing it alone brings."""

from collections.abc import Iterator, Mapping

import numpy as np
from pandas import DataFrame, Index

from smartscore.engine import Assessment
from smartscore.engine.kernel import Kernel
from smartscore.errors import Problem, UsageError, hint
from smartscore.model import Dimension, Framework, Indicator, is_unscored
from smartscore.rounding import on_grid
from smartscore.rules import Array, Target


def gaps(assessment: Assessment, row: int, wanted: Mapping[str, float], by: str | None = None) -> DataFrame:
    """Tell what the city at a position lacks to wanted raw values, by indicator: a row a gap, the largest gain first.

    Gives value, wanted, gap (wanted - value, in the unit of the indicator), score and score_wanted, gain (points of
    the index, recomputed with this one value changed and everything else as it is, rules and steps as they are
    fitted) and rank (the one that the city then has within its year, assessor and group of the column `by`).
    Values that are as good as wanted are no gaps. Where a high index is bad, a gain is negative.

    Raises:
        UsageError: for names that are no indicators, or a dataset without the column `by`.
    """
    nodes = {node.id: node for node in assessment.framework.indicators}
    if wrong := sorted(wanted.keys() - nodes.keys()):
        raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, nodes)}) for name in wrong)
    open_ = [name for name in _open(assessment, row) if not np.isnan(wanted.get(name, np.nan))]
    sign = -1.0 if assessment.framework.higher == "worse" else 1.0
    targets = np.array([wanted[name] for name in open_], dtype=float)
    value = assessment.values.iloc[row].reindex(open_).to_numpy(dtype=float)
    score = assessment.scores.iloc[row][open_].to_numpy(dtype=float)
    after = _changed(assessment, row, open_, targets)
    reached = np.array([after[name][place] for place, name in enumerate(open_)], dtype=float)
    told = {
        "value": value,
        "wanted": targets,
        "gap": targets - value,
        "score": score,
        "score_wanted": reached,
        "gain": after["index"] - assessment.index.iloc[row],
        "rank": _ranks(assessment, row, after["index"], by),
    }
    better = np.isnan(score) | (sign * (reached - score) > 0)
    found = DataFrame(told, index=Index(open_, dtype=object))[better]
    order = np.argsort(-sign * found["gain"].to_numpy(), kind="stable")
    return DataFrame(found.iloc[order])


def best_values(assessment: Assessment) -> dict[str, float]:
    """Give the raw value that scores best, by indicator, where the rule knows one."""
    framework = assessment.framework
    return dict(_inverses(framework, 0.0 if framework.higher == "worse" else 1.0))


def peers_values(assessment: Assessment, row: int, by: str | None = None) -> dict[str, float]:
    """Give the median raw value of the city's year, assessor and group of the column `by`, by indicator.

    Raises:
        UsageError: if the dataset has no column `by`.
    """
    groups = assessment.groups(by)
    alike = assessment.values[groups == groups[row]].median()
    return {node.id: float(alike[node.id]) for node in assessment.framework.indicators if node.id in alike}


def band_values(assessment: Assessment, row: int) -> dict[str, float]:
    """Give the raw value whose score is the start of the band next to the city's, by indicator.

    Raises:
        UsageError: if there is no better band.
    """
    framework, place = assessment.framework, int(assessment.band_numbers[row])
    low, high = framework.scale
    worse = framework.higher == "worse"
    if place < 0 or (place == 0 if worse else place == len(framework.bands) - 1):
        raise UsageError(Problem("no_better_band", {"city": assessment.dataset.labels[row]}))
    start = framework.bands[place if worse else place + 1].start
    return dict(_inverses(framework, (start - low) / (high - low)))


def _inverses(framework: Framework, normalised: float) -> Iterator[tuple[str, float]]:
    for node in framework.indicators:
        if is_unscored(node):
            continue
        if hasattr(node.rule, "inverse"):
            raw = float(np.asarray(node.rule.inverse(np.array([normalised])))[0])
        elif isinstance(node.rule, Target) and normalised == 1:
            raw = node.rule.value
        else:
            continue
        rising = (getattr(node.rule, "better", "higher") == "lower") == (framework.higher == "worse")
        yield node.id, _possible(node, raw, rising)


def _possible(node: Indicator, raw: float, rising: bool) -> float:
    """Give the nearest value that is possible and not worse than wanted; better values are higher ones if `rising`."""
    domain = node.possible
    if domain is None:
        return raw
    if domain.whole:
        raw = float(np.ceil(raw - 1e-9) if rising else np.floor(raw + 1e-9))
    return float(np.clip(raw, domain.low, domain.high))


def _open(assessment: Assessment, row: int) -> list[str]:
    """List the indicators that move a score: not those below a dimension whose score was given."""
    closed = {name for name in assessment.given if assessment.given[name].iloc[row]}
    for dimension in assessment.framework.dimensions:
        if dimension.id in closed:
            closed |= {member.id for member in dimension.members if isinstance(member, Dimension)}
    return [
        member.id
        for dimension in assessment.framework.dimensions
        if dimension.id not in closed
        for member in dimension.members
        if isinstance(member, Indicator) and member.weight and not is_unscored(member)
    ]


def _changed(assessment: Assessment, row: int, names: list[str], targets: Array) -> dict[str, Array]:
    """Score the city once for each indicator that takes its target, all at once: (targets) by node."""
    count = len(targets)
    columns = {name: np.full(count, values[row]) for name, values in assessment.columns.items()}
    for place, name in enumerate(names):
        columns.setdefault(name, np.full(count, np.nan))[place] = targets[place]
    scored = Kernel.of(assessment.framework, columns, Index(range(count))).run()
    return {node.id: scores for node, scores in zip(scored.nodes, scored.scores, strict=True)}


def _ranks(assessment: Assessment, row: int, after: Array, by: str | None) -> Array:
    groups, scale = assessment.groups(by), assessment.framework.scale
    others = groups == groups[row]
    others[row] = False
    index = on_grid(assessment.index.to_numpy(dtype=float)[others], scale)
    ranks = 1.0 + (index[None, :] > on_grid(after, scale)[:, None]).sum(axis=1)
    return np.where(np.isnan(after), np.nan, ranks)
