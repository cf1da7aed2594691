"""Where the scores of nodes lie while they are worked out: one plane a node, (cities) or (draws, cities)."""

from collections.abc import Mapping
from typing import Self

import numpy as np
from attrs import field, frozen

from smartscore.engine.layout import DimensionLayout
from smartscore.model import Node
from smartscore.products import product
from smartscore.rules import Array


@frozen(eq=False)
class Scored:
    """Scores (nodes, cities), coverage (dimensions, cities) and which scores were given (dimensions, cities).

    `disagree` holds (dimension, city) where a given score is not that of the members, which is kept.
    `not_applicable` is where a node does not apply (nodes, cities), None where all of them apply to all.
    """

    nodes: list[Node]
    scores: Array
    coverage: Array
    given: np.ndarray
    not_applicable: np.ndarray | None = None
    disagree: list[tuple[int, int]] = field(factory=list)


@frozen(eq=False)
class Planes:
    """The arrays that the kernel fills.

    `scores` and `marked` have an entry a node, `coverage`, `mass` and `given` an entry a dimension: each (..., cities),
    with an axis of draws where they differ from draw to draw; of `mass`, (2, ..., cities), or none where nothing pools.
    `members` holds the scores of the members of each dimension together, (..., members, cities), by its row.
    """

    scores: list[Array]
    members: dict[int, Array]
    coverage: list[Array]
    mass: list[Array]
    given: list[np.ndarray]
    marked: list[np.ndarray]

    @classmethod
    def whole(cls, layouts: Mapping[int, DimensionLayout], out: Scored, mass: Array) -> Self:
        """Give planes that are rows of the arrays of a result, in which the members of a dimension are one slice."""
        members = {row: out.scores[layout.members] for row, layout in layouts.items()}
        marked = [] if out.not_applicable is None else list(out.not_applicable)
        return cls(list(out.scores), members, list(out.coverage), list(mass), list(out.given), marked)

    def in_draws(self, layouts: Mapping[int, DimensionLayout], varying: np.ndarray, draws: int, covers: bool) -> Self:
        """Give planes for draws, in which nodes that do not vary, bool (nodes), keep theirs.

        `covers` is whether coverage counts: where it does not, there is none.
        """
        cities = self.scores[0].shape[-1]
        scores, members = list(self.scores), dict(self.members)
        for row, layout in layouts.items():
            if varying[layout.members].any():
                count = layout.members.stop - layout.members.start
                members[row] = np.empty((count, draws, cities)).swapaxes(0, 1)  # each plane in one piece
                for place, member in enumerate(range(layout.members.start, layout.members.stop)):
                    if varying[member]:
                        scores[member] = members[row][:, place]
                    else:
                        members[row][:, place] = self.scores[member]
        scores[0] = np.empty((draws, cities)) if varying[0] else scores[0]
        planes = type(self)(scores, members, list(self.coverage), list(self.mass), list(self.given), list(self.marked))
        for row, layout in layouts.items() if covers else ():
            if varying[row]:
                planes.coverage[layout.slot] = np.ones((draws, cities))
                planes.given[layout.slot] = np.zeros((draws, cities), dtype=bool)
                if self.mass:
                    planes.mass[layout.slot] = np.zeros((2, draws, cities))
                if self.marked:
                    planes.marked[row] = np.zeros((draws, cities), dtype=bool)
        return planes

    def marks_of(self, layout: DimensionLayout, block: slice) -> np.ndarray:
        """Give where the members of a dimension do not apply: bool (..., members, cities)."""
        own = [marked[..., block] for marked in self.marked[layout.members]]
        return np.stack(np.broadcast_arrays(*own), axis=-2)

    def inner_coverage(self, layout: DimensionLayout, block: slice, is_scored: np.ndarray, absent: np.ndarray) -> Array:
        """Give the coverage of the members of a dimension, 0 or 1 for indicators: (..., members, cities).

        `absent` are those that may be absent, and are: they bring no coverage then.
        """
        slots = [slot for slot in layout.slots if slot >= 0]
        lead = np.broadcast_shapes(is_scored.shape[:-2], *(self.coverage[slot].shape[:-1] for slot in slots))
        inner = np.broadcast_to(is_scored, (*lead, *is_scored.shape[-2:])).astype(float)
        for place, slot in enumerate(layout.slots):
            if slot >= 0:
                inner[..., place, :] = np.where(absent[..., place, :], 0.0, self.coverage[slot][..., block])
        return inner

    def fill_mass(self, layout: DimensionLayout, block: slice, members: Array, excused: np.ndarray) -> Array | None:
        """Add up the weight of the indicators below that have a score, and of those required, for a dimension.

        `excused` are the members that may be absent. Gives the weight of those with a score below each member,
        (..., members, cities), None where all members are indicators.
        """
        is_scored = np.equal(members, members)
        mass = self.mass[layout.slot]
        if layout.flat:
            mass[0][..., block] = product(layout.weights, is_scored.astype(float))
            mass[1][..., block] = product(layout.weights, (is_scored | ~excused).astype(float))
            return None
        inner = self._inner(layout, block, is_scored, 0, np.False_)
        mass[0][..., block] = inner.sum(axis=-2)
        mass[1][..., block] = self._inner(layout, block, is_scored, 1, ~excused).sum(axis=-2)
        return inner

    def _inner(
        self, layout: DimensionLayout, block: slice, is_scored: np.ndarray, kind: int, asked: np.ndarray | np.bool
    ) -> Array:
        """Give the mass of one kind of each member that has a score, or is asked for: (..., members, cities)."""
        weights, counted = layout.weights[..., None], is_scored | asked
        inner = {place: self.mass[slot][kind][..., block] for place, slot in enumerate(layout.slots) if slot >= 0}
        lead = np.broadcast_shapes(
            is_scored.shape[:-2], weights.shape[:-2], *(each.shape[:-1] for each in inner.values())
        )
        masses = np.empty((*lead, *is_scored.shape[-2:]))
        masses[:] = np.where(counted, weights, 0.0)
        for place, below in inner.items():
            masses[..., place, :] = np.where(counted[..., place, :], below, 0.0)
        return masses
