"""Whether the ends of a range are reached by completions of the missing values, or are approximate."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from smartscore.aggregates import is_bounded, is_own
from smartscore.dataset import columns_of
from smartscore.engine.judged import Judged
from smartscore.engine.ranges.open_values import bearing
from smartscore.model import Dimension, Indicator, walk
from smartscore.rules import Array, is_relative
from smartscore.rules.extremes import is_monotone, is_sure


def exact_nodes(
    assessment: Judged, opened: Mapping[str, np.ndarray], ends: Mapping[str, tuple[Array, Array]]
) -> dict[str, bool]:
    """Tell by node whether its ends are exact: not where a step or a relative rule would learn from what is missing.

    Nor where a method is not one of smartscore, where the rule of a dimension turns within the range, and where two
    open values depend on each other: over one denominator, or over another that is open, or pooled with members that
    may be absent. `opened` is where indicators are open, `ends` both ends of the nodes in the cities in which
    something is.
    """
    is_open = {name: bool(cells.any()) for name, cells in opened.items()}
    if assessment.framework.steps and any(is_open.values()):
        return dict.fromkeys(assessment.framework.nodes, False)
    below = Counter(node.denominator for node in assessment.framework.indicators if is_open[node.id])
    below.update(
        column for name, column in columns_of(assessment.dataset, assessment.definition).items() if is_open.get(name)
    )
    exact: dict[str, bool] = {}
    for node in reversed([*assessment.framework.walk()]):
        if isinstance(node, Indicator):
            shares = bool(node.denominator) and below[node.denominator] > 1
            exact[node.id] = not is_open[node.id] or (not shares and _is_fixed(assessment, node) and is_sure(node.rule))
        else:
            is_open[node.id] = any(is_open[member.id] for member in bearing(node))
            own = not is_open[node.id] or all(_own_parts(assessment, node, ends))
            exact[node.id] = own and all(exact[member.id] for member in bearing(node))
    return {name: exact[name] for name in assessment.framework.nodes}


def _is_fixed(assessment: Judged, node: Dimension | Indicator) -> bool:
    rule = assessment.definition.nodes[node.id].rule
    return rule is None or not is_relative(rule)


def _own_parts(assessment: Judged, node: Dimension, ends: Mapping[str, tuple[Array, Array]]) -> Iterator[bool]:
    """Tell what of a dimension itself is exact: aggregate, rule, pooling."""
    yield is_own(node.aggregate)
    yield _is_fixed(assessment, node)
    if node.rule is not None:
        within = [ends[member.id] for member in bearing(node)]
        lows, highs = (np.concatenate(each) for each in zip(*within, strict=True))
        known = ~np.isnan(lows)
        widest = _widest(lows[known], highs[known]) if is_bounded(node.aggregate) else (-np.inf, np.inf)
        yield is_sure(node.rule) and is_monotone(node.rule, *widest)
    if node.missing == "pool":
        inner = [member for member in node.members if isinstance(member, Dimension)]
        yield not any(_has_optional(member) for member in inner)


def _widest(lows: Array, highs: Array) -> tuple[float, float]:
    return (float(lows.min()), float(highs.max())) if len(lows) else (0.0, 0.0)


def _has_optional(dimension: Dimension) -> bool:
    return any(node.optional for node in walk(dimension) if node is not dimension)
