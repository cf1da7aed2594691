"""Rescoring: rows of an assessment with other values of some indicators, and everything else unchanged."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np
from attrs import evolve
from pandas import Index

from smartscore.aggregates import Arithmetic, Sum
from smartscore.engine.assessment import Assessment
from smartscore.engine.kernel import Kernel
from smartscore.model import Dimension, Framework, Indicator, Node, is_unscored
from smartscore.rules import Array, Linear, Unscored

_MANY = 4  # scenarios a row, from which on it is less work to find a plane for each row


def rescored(
    assessment: Assessment,
    rows: np.ndarray,
    changed: Mapping[str, Array],
    judged: Collection[str] = (),
    nodes: Collection[str] = ("index",),
) -> dict[str, Array]:
    """Score rows of an assessment with other values of some indicators, each row by itself.

    `rows` are positions, one for each scenario and any number of times; `changed` gives the value of each
    indicator in each scenario, NaN for none, or its score for the indicators in `judged`. Rules and steps are
    taken as they are fitted. Shapes: (scenarios), (scenarios) by indicator -> (scenarios) by node: `nodes`
    and the indicators that are changed.

    Raises:
        RuleError: where a rule or an aggregate cannot be applied, naming the node.
    """
    moved = _changed_dimensions(assessment.framework, changed)
    if set(nodes) <= {"index"} and len(rows) > _MANY * len(assessment.rows) and all(map(_is_affine, moved.values())):
        scores = _judged(assessment.framework, changed, judged)
        if not any(np.isnan(each).any() for each in scores.values()):
            return {**scores, "index": _on_planes(assessment, rows, scores, moved)}
    computed = _computed_scores(assessment, rows, changed, moved, judged)
    known = assessment.scores
    return {name: computed[name] if name in computed else known[name].to_numpy()[rows] for name in (*nodes, *changed)}


def _changed_dimensions(framework: Framework, changed: Collection[str]) -> dict[str, Dimension]:
    """Give the dimensions that have a changed indicator below them."""
    moved = {*changed, "index"}
    for dimension in reversed(framework.dimensions):
        if any(member.id in moved for member in dimension.members):
            moved.add(dimension.id)
    return {node.id: node for node in framework.dimensions if node.id in moved}


def _computed_scores(
    assessment: Assessment,
    rows: np.ndarray,
    changed: Mapping[str, Array],
    moved: Mapping[str, Dimension],
    judged: Collection[str],
) -> dict[str, Array]:
    framework = assessment.framework
    cities = Index(np.asarray(assessment.dataset.labels, dtype=object)[rows], dtype=object)
    marks = {name: mask[rows] for name, mask in assessment.not_applicable.items()}
    if any(node.missing == "pool" or node.id in assessment.columns for node in moved.values()):
        columns = {name: values[rows] for name, values in assessment.columns.items()}
        scored = Kernel.of(framework, {**columns, **changed}, cities, judged, marks).run()
    else:
        pruned, beside = _pruned(framework, moved, changed)
        known = assessment.scores
        columns = {name: known[name].to_numpy()[rows] for name in beside}
        scored = Kernel.of(pruned, {**columns, **changed}, cities, {*beside, *judged}, marks).run()
    return {node.id: scores for node, scores in zip(scored.nodes, scored.scores, strict=True)}


def _pruned(framework: Framework, moved: Collection[str], changed: Collection[str]) -> tuple[Framework, list[str]]:
    """Give the framework with unchanged dimensions as leaves, and the leaves whose scores are known."""

    def prune(dimension: Dimension) -> Dimension:
        return evolve(dimension, members=[*map(leaf_of, dimension.members)])

    def leaf_of(node: Node) -> Node:
        if isinstance(node, Indicator):
            return node
        return prune(node) if node.id in moved else _as_leaf(node)

    pruned = evolve(framework, index=prune(framework.index), bands=(), steps=())
    return pruned, list(_known_leaves(pruned, changed))


def _as_leaf(dimension: Dimension) -> Indicator:
    """Give a leaf in the place of a dimension whose score is known."""
    rule = Unscored() if is_unscored(dimension) else Linear(0, 1)
    return Indicator(dimension.id, rule=rule, weight=dimension.weight, optional=dimension.optional)


def _known_leaves(pruned: Framework, changed: Collection[str]) -> Iterator[str]:
    return (node.id for node in pruned.indicators if node.id not in changed and not is_unscored(node))


def _is_affine(dimension: Dimension) -> bool:
    """Tell whether a score moves in proportion to that of a member, as long as the same members have one."""
    straight = type(dimension.aggregate) in (Arithmetic, Sum)
    return straight and dimension.rule is None and dimension.decimals is None


def _judged(framework: Framework, changed: Mapping[str, Array], judged: Collection[str]) -> dict[str, Array]:
    """Give the scores of changed indicators alone: (scenarios) by indicator."""
    leaves = [node for node in framework.indicators if node.id in changed]
    alone = evolve(framework, index=Dimension("index", members=leaves), bands=(), steps=())
    count = len(next(iter(changed.values())))
    return Kernel.of(alone, changed, Index(range(count)), judged).leaves()


def _on_planes(
    assessment: Assessment, rows: np.ndarray, scores: Mapping[str, Array], moved: Mapping[str, Dimension]
) -> Array:
    """Take the index of each row as a plane over the changed scores, which its value at each corner gives."""
    count, corners = len(assessment.rows), 1 + len(scores)
    low, high = assessment.framework.scale
    at = {name: np.full((corners, count), low) for name in scores}
    for corner, name in enumerate(scores, 1):
        at[name][corner] = high
    every = np.tile(np.arange(count), corners)
    flat = {name: values.ravel() for name, values in at.items()}
    start, *ends = _computed_scores(assessment, every, flat, moved, scores)["index"].reshape(corners, count)
    index = start[rows]
    for end, reached in zip(ends, scores.values(), strict=True):
        slope = (end - start) / (high - low)
        index += slope[rows] * reached
        index -= (slope * low)[rows] if low else 0.0
    return np.asarray(index)
