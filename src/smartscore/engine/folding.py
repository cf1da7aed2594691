"""Levels of weighted means folded into one: where all are arithmetic and complete, the index is a single product."""

from typing import Self

import numpy as np
from attrs import frozen

from smartscore.aggregates import Arithmetic
from smartscore.engine.draws import Draws
from smartscore.engine.kernel import Kernel
from smartscore.engine.layout import DimensionLayout
from smartscore.products import product
from smartscore.rules import Array


@frozen(eq=False)
class Folded:
    """The scores of indicators, (indicators, cities), and the tree that weighs them.

    `layouts` are those of the dimensions from the index down, `rows` the rows of the indicators among all nodes.
    """

    layouts: tuple[DimensionLayout, ...]
    rows: np.ndarray
    scores: Array
    nodes: int

    @classmethod
    def of(cls, kernel: Kernel) -> Self | None:
        """Fold what a kernel has scored; None where a level is not a plain mean, or a score is missing or was given."""
        layouts = [kernel.layouts[row] for row in sorted(kernel.layouts)]
        plain = all(_is_plain(layout, kernel) for layout in layouts)
        if not plain or kernel.gaps.any() or kernel.planes.mass or kernel.planes.marked:
            return None
        rows = np.array([row for row in range(len(kernel.out.nodes)) if row not in kernel.layouts])
        return cls(tuple(layouts), rows, kernel.out.scores[rows], len(kernel.out.nodes))

    def index(self, draws: Draws) -> Array:
        """Give the index in draws that differ in weights alone: (draws, cities)."""
        shares = np.empty((self.nodes, draws.count))
        shares[0] = 1.0
        for layout in self.layouts:
            weights = draws.weights.get(layout.dimension.id, layout.weights)
            own = weights / weights.sum(axis=-1, keepdims=True)
            shares[layout.members] = own.T * shares[layout.row] if own.ndim > 1 else np.outer(own, shares[layout.row])
        return product(shares[self.rows].T, self.scores)


def _is_plain(layout: DimensionLayout, kernel: Kernel) -> bool:
    dimension = layout.dimension
    bare = dimension.rule is None and dimension.decimals is None and kernel.columns[layout.row] is None
    return bare and type(dimension.aggregate) is Arithmetic
