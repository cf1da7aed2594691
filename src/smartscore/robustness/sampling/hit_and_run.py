"""Hit-and-run: many chains at once within a polytope, each taken to where it has forgotten its start."""

from functools import cached_property

import numpy as np
from attrs import frozen

from smartscore.robustness.sampling.interior import Interior
from smartscore.rules import Array

#: Draws that are made together, one chain each.
BLOCK = 2048
_SWEEPS = 40  # half of them along edges
_FRAMES = 32  # of each kind
_RAYS = 2000
_LEAST = 1e-200  # a slack of 0 that can be divided by


@frozen(eq=False)
class HitAndRun:
    """Weights uniform in a polytope, by hit-and-run (Smith 1984; Lovász 1999).

    Each draw is the end of a chain of its own that begins at an inner point; chains of a block share their directions
    and nothing else. Any fixed set of directions that spans the space will do (Bélisle, Romeijn and Smith 1993). Here
    sweeps of two kinds take turns, both the same however long and thin the polytope is: along edges, where all rows
    but one of a random basis of rows stay as they are; and from one member to each other one, the rest unmoved. A
    chain goes through 40 sweeps. Over two of them the correlation of a weight, of its square and of the logarithm of
    the least weight with what they were falls to 0.1 to 0.5, from 3 to 30 members, in simplices, boxes, orders and
    mixtures; the slowest met, a full order of 20 with a cap, to 0.9.

    Shapes: `rows` (rows, members) and `most` (rows) with rows @ weights <= most, where the last rows say that weights
    are at least 0.
    """

    rows: Array
    most: Array
    within: Interior

    @classmethod
    def of(cls, matrix: Array, bounds: Array, within: Interior) -> "HitAndRun":
        """Give the chains within matrix @ weights <= bounds."""
        members = matrix.shape[1]
        return cls(np.vstack([matrix, -np.eye(members)]), np.r_[bounds, np.zeros(members)], within)

    @cached_property
    def speeds(self) -> list[list[tuple[np.ndarray, Array]]]:
        """By frame and direction: the rows whose slack changes along it, and how fast, (rows, 1).

        Frames along edges and frames between members take turns.
        """
        generator = np.random.default_rng(0)
        kinds = [(self._edges(self._facets_first(generator)), self._exchanges(generator)) for _ in range(_FRAMES)]
        return [[_moving(self.rows @ direction) for direction in frame] for kind in kinds for frame in kind]

    def block(self, generator: np.random.Generator) -> Array:
        """Give the draws of one block, (2048, members)."""
        slack = np.repeat((self.most - self.rows @ self.within.point)[:, None], BLOCK, axis=1)
        for number, frame in enumerate(generator.integers(_FRAMES, size=_SWEEPS if self.within.basis.size else 0)):
            self.sweep(slack, self.speeds[2 * frame + number % 2], generator)
        weights = slack[-self.rows.shape[1] :].T
        return np.where(weights > 2 * _LEAST, weights, 0.0)

    def sweep(self, slack: Array, speeds: list[tuple[np.ndarray, Array]], generator: np.random.Generator) -> None:
        """Move chains along each direction to a uniform point of the chord; slack (rows, chains) is where they are."""
        np.maximum(slack, _LEAST, out=slack)
        for moving, speed in speeds:
            before = slack[moving]
            passed = speed / before  # the inverse of how far it is to each row: above 0 forth, below 0 back
            back, forth = 1 / passed.min(axis=0), 1 / passed.max(axis=0)
            steps = back + (forth - back) * generator.random(slack.shape[1])
            slack[moving] = np.maximum(before - speed * steps, _LEAST)

    @cached_property
    def _is_facet(self) -> np.ndarray:
        """Tell which rows stop a ray from the inner point first: bool (rows). Others say nothing, or little."""
        rays = np.random.default_rng(1).standard_normal((self.within.basis.shape[1], _RAYS))
        slack = self.most - self.rows @ self.within.point
        passed = self.rows @ (self.within.basis @ rays) / np.maximum(slack, _LEAST)[:, None]
        return np.isin(np.arange(len(slack)), passed.argmax(axis=0))

    def _facets_first(self, generator: np.random.Generator) -> np.ndarray:
        """Give the rows in random order, those that are known to be facets first."""
        order = generator.permutation(len(self.rows))
        return order[np.argsort(~self._is_facet[order], kind="stable")]

    def _edges(self, order: np.ndarray) -> Array:
        """Give directions, (dimensions, members), each of which leaves all but one row of a basis as it is.

        The basis is of the first rows in this order that are independent. Rows that are equalities throughout have no
        slope within the polytope and are in no basis.
        """
        basis = self.within.basis
        slopes = (self.rows @ basis)[order]
        chosen: list[Array] = []
        spanned = np.zeros((0, basis.shape[1]))
        for slope in slopes:
            rest = slope - spanned.T @ (spanned @ slope)
            rest -= spanned.T @ (spanned @ rest)
            if np.linalg.norm(rest) > 1e-7 * max(1.0, float(np.abs(slope).max())):
                chosen.append(slope)
                spanned = np.vstack([spanned, rest / np.linalg.norm(rest)])
            if len(chosen) == basis.shape[1]:
                break
        directions = basis @ np.linalg.inv(np.array(chosen))
        return np.asarray((directions / np.linalg.norm(directions, axis=0)).T)

    def _exchanges(self, generator: np.random.Generator) -> Array:
        """Give directions, (directions, members), from one member to each other one, as far as equalities permit."""
        within = self.within.basis @ self.within.basis.T
        first, *others = generator.permutation(len(within))
        directions = within[others] - within[first]
        return np.asarray(directions[np.linalg.norm(directions, axis=1) > 1e-7])


def _moving(speeds: Array) -> tuple[np.ndarray, Array]:
    moving = np.flatnonzero(np.abs(speeds) > 1e-12 * np.abs(speeds).max())
    return moving, speeds[moving, None]
