"""How a tree lies in the arrays of the kernel."""

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np
from attrs import evolve, frozen

from smartscore.model import Dimension, Framework, Indicator, Node, is_unscored
from smartscore.numerals.numbers import printed_decimals
from smartscore.products import product
from smartscore.rules import Array


@frozen(eq=False)
class DimensionLayout:
    """The place of a dimension in the arrays: its rows, the slice of its members, their weights and coverage rows."""

    dimension: Dimension
    row: int
    slot: int
    members: slice
    weights: Array
    optional: np.ndarray
    slots: list[int]  # the members' rows in the coverage array, -1 for indicators

    tolerance: float  # how far a given score may be from the members' one: half of its last printed digit

    @classmethod
    def of(
        cls, dimension: Dimension, row: int, start: int, slots: Mapping[str, int], given_scores: Array | None
    ) -> Self:
        weights = np.array([member.weight for member in dimension.members])
        optional = np.array([member.optional or is_unscored(member) for member in dimension.members])
        inner = [slots.get(member.id, -1) for member in dimension.members]
        tolerance = 0.0 if given_scores is None else 0.5 * 10.0 ** -printed_decimals(given_scores) + 1e-9
        members = slice(start, start + len(weights))
        return cls(dimension, row, slots[dimension.id], members, weights, optional, inner, tolerance)

    def weighing(self, weights: Array | None) -> Self:
        """Give the same place with other weights, (draws, members), or none other."""
        return self if weights is None else evolve(self, weights=weights)

    @property
    def flat(self) -> bool:
        """Whether all members are indicators."""
        return max(self.slots) < 0

    def required_weight(self, is_scored: np.ndarray, excused: np.ndarray) -> Array | float:
        """Give the required weight, (..., cities), by who is scored and may be absent: bool (..., members, cities)."""
        if not excused.any():
            return float(self.weights.sum()) if self.weights.ndim == 1 else self.weights.sum(axis=-1, keepdims=True)
        required = product(self.weights, (is_scored | ~excused).astype(float))
        return np.where(required > 0, required, 1.0)


def mass_below(layout: DimensionLayout, layouts: Mapping[int, DimensionLayout], nodes: Sequence[Node]) -> Array:
    """Give the weight of all indicators below a dimension, as its layouts weigh them: (), or (draws)."""
    total = np.zeros(())
    for place, row in enumerate(range(layout.members.start, layout.members.stop)):
        if (below := layouts.get(row)) is not None:
            total = total + mass_below(below, layouts, nodes)
        elif not is_unscored(nodes[row]):
            total = total + layout.weights[..., place]
    return np.asarray(total)


def marked_indicators(
    nodes: Sequence[Node], columns: Sequence[Array | None], marks: Mapping[str, np.ndarray], count: int
) -> np.ndarray | None:
    """Mark the indicators that do not apply: bool (nodes, cities); one with a value applies. None where all apply."""
    if not any(mask.any() for mask in marks.values()):
        return None
    marked = np.zeros((len(nodes), count), dtype=bool)
    for row, (node, column) in enumerate(zip(nodes, columns, strict=True)):
        if isinstance(node, Indicator) and node.id in marks:
            marked[row] = marks[node.id] if column is None else marks[node.id] & np.isnan(column)
    return marked


def members_of(framework: Framework, depth: int) -> list[str]:
    """List the ids of the nodes down to `depth` (0 is the index alone), breadth first."""
    level, ids = [framework.index], [framework.index.id]
    while level and (depth := depth - 1) >= 0:
        level = [m for node in level if isinstance(node, Dimension) for m in node.members]  # type: ignore[misc]
        ids += [node.id for node in level]
    return ids
