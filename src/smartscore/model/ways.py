"""Which way is up: whether a higher score of a node makes the index better, or worse, or now the one and now the other.

Aggregates rise with their members, so that the rules of the dimensions between a node and the index decide, with
what the framework says of a high index.
"""

from collections.abc import Iterable
from typing import Literal

from smartscore.aggregates import is_bounded
from smartscore.method_faults import naming
from smartscore.model.nodes import Dimension, Indicator, walk
from smartscore.rules import Domain, RelativeRule, Rule, answers

Way = Literal[-1, 0, 1]
_WAYS: dict[str, Way] = {"higher": 1, "lower": -1}


def ways_of(index: Dimension, scale: tuple[float, float], sign: Way) -> dict[str, Way]:
    """Give the way of every node of a tree, breadth first; `sign` is that of the index.

    1 where a higher score never makes the index worse for the city, -1 where it never makes it better, and 0 where
    that depends, because the rule of a dimension above is not monotone over the scores that the dimension can have.
    """
    scores = scores_of(walk(index), scale) or Domain()
    ways: dict[str, Way] = {index.id: sign}
    for dimension in (node for node in walk(index) if isinstance(node, Dimension)):
        with naming(dimension.id):
            way = ways[dimension.id] * (1 if dimension.rule is None else _way_of(dimension.rule, scores))
        ways |= dict.fromkeys((member.id for member in dimension.members), way)  # type: ignore[arg-type]
    return ways


def _way_of(rule: Rule | RelativeRule, scores: Domain) -> Way:
    return _WAYS.get(answers.better_within(rule, scores.low, scores.high), 0)


def scores_of(nodes: Iterable[Dimension | Indicator], scale: tuple[float, float]) -> Domain | None:
    """Give the scores that the dimensions of a tree can have; None where a rule or a sum goes beyond the scale."""
    for node in nodes:
        if node.rule is not None and not answers.is_held(node.rule):
            return None
        if isinstance(node, Dimension) and not is_bounded(node.aggregate):
            return None
    return Domain(*scale)
