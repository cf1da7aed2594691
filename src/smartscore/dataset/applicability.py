"""What does not apply in which city, and the reason that the dataset states for it."""

from collections.abc import Iterator, Mapping

import numpy as np
from pandas.api.types import is_numeric_dtype

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.values import not_applicable_in
from smartscore.errors import Problem
from smartscore.model import Dimension, Framework, Indicator, Node, walk
from smartscore.numerals.not_applicable import reason_stated
from smartscore.rules import Array


def marks_of(
    dataset: Dataset, framework: Framework, names: Mapping[str, str], values: Mapping[str, Array]
) -> tuple[dict[str, np.ndarray], list[Problem]]:
    """Tell which indicators do not apply in which cities, without those that apply everywhere, and what contradicts it.

    The marks are bool (cities) by id; `names` are the columns of nodes, `values` their checked columns. An indicator
    does not apply where its cell says so, the one of its denominator, or every one of its criteria; what a cell of a
    dimension says goes for all indicators below it.
    """
    texts = {str(name) for name, kind in dataset.frame.dtypes.items() if not is_numeric_dtype(kind)}
    marks: dict[str, np.ndarray] = {}
    for node in framework.indicators if texts else ():
        stated = _stated_of(dataset, node, names.get(node.id), texts)
        if stated is not None and stated.any():
            marks[node.id] = stated & np.isnan(values[node.id]) if node.id in values else stated
    problems = list[Problem]()
    for dimension in framework.dimensions:
        column = names.get(dimension.id)
        if column is not None and column in texts:
            problems += _spread(dataset, dimension, column, values, marks)
    return {name: mask for name, mask in marks.items() if mask.any()}, problems


def _stated_of(dataset: Dataset, node: Indicator, column: str | None, texts: set[str]) -> np.ndarray | None:
    """Tell where the cells of an indicator say that it does not apply: its own, its denominator's, all its criteria."""
    own = [name for name in (column, node.denominator) if name in texts and name not in node.tick_columns.values()]
    stated = [not_applicable_in(dataset, name, node) for name in own if name]
    ticks = list(node.tick_columns.values())
    if ticks and texts.issuperset(ticks):
        stated.append(np.logical_and.reduce([not_applicable_in(dataset, name, node) for name in ticks]))
    return np.logical_or.reduce(stated) if stated else None


def _spread(
    dataset: Dataset,
    dimension: Dimension,
    column: str,
    values: Mapping[str, Array],
    marks: dict[str, np.ndarray],
) -> Iterator[Problem]:
    """Mark every indicator below a dimension that does not apply, and find what contradicts it."""
    stated = not_applicable_in(dataset, column, dimension)
    for node in walk(dimension) if stated.any() else ():
        has_value = stated & ~np.isnan(values[node.id]) if node.id in values else np.zeros_like(stated)
        for row in np.flatnonzero(has_value).tolist():
            yield Problem("not_applicable_above", {"below": node.title}, **dataset.place(row, column))
        if isinstance(node, Indicator):
            if not node.not_applicable:
                for row in np.flatnonzero(stated).tolist():
                    yield Problem("applies_everywhere", {"title": node.title}, **dataset.place(row, column))
            marks[node.id] = marks.get(node.id, np.zeros_like(stated)) | (stated & ~has_value)


def reason_in(dataset: Dataset, framework: Framework, names: Mapping[str, str], node_id: str, row: int) -> str:
    """Give the reason that a dataset states why a node does not apply to the city at a position; empty without one.

    It stands in the cell after the words, or in the value's note; `names` are the columns of nodes (`columns_of`).
    """
    above = {member.id: dimension for dimension in framework.dimensions for member in dimension.members}
    node: Node | None = framework.nodes[node_id]
    while node is not None:
        for column in _columns_about(node, names):
            if column in dataset.frame:
                stated = reason_stated(dataset.frame[column].iloc[row])
                if stated is not None and (reason := stated or _note(dataset, column, row)):
                    return reason
        node = above.get(node.id)
    return ""


def _columns_about(node: Node, names: Mapping[str, str]) -> list[str]:
    more = [node.denominator, *node.tick_columns.values()] if isinstance(node, Indicator) else []
    return [name for name in (names.get(node.id, ""), *more) if name]


def _note(dataset: Dataset, column: str, row: int) -> str:
    noted = dataset.notes.get("note")
    return str(noted[column].iloc[row]).strip() if noted is not None and column in noted else ""
