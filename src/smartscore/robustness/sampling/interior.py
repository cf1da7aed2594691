"""A point within all that rows allow, and the directions in which it can move; or that nothing is allowed."""

from importlib.util import find_spec
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.errors import Problem, UsageError
from smartscore.robustness.sampling.structure import Box, Order, binding
from smartscore.rules import Array

#: Weights that break a row by no more than this share of the whole keep it; thinner polytopes are taken as flat.
SLACK = 1e-9
_ROOMY = 1e-7
_INFEASIBLE = 2  # the status that scipy gives


@frozen(eq=False)
class Interior:
    """A point of the relative interior, (members), and an orthonormal basis of directions, (members, dimensions)."""

    point: Array
    basis: Array


def interior(matrix: Array, bounds: Array) -> Interior | None:
    """Give a point within matrix @ weights <= bounds among weights of at least 0 that sum to 1; None if there is none.

    Ranges of single weights and orders are answered by themselves, all else by linear programming: a Chebyshev
    centre, and where some rows hold with equality throughout, the mean of the points that are farthest from each row.

    Shapes: (rows, members), (rows).

    Raises:
        UsageError: if scipy is needed and not installed.
        RuntimeError: if the solver fails.
    """
    kept = binding(matrix, bounds)
    matrix, bounds = matrix[kept], bounds[kept]
    if (matrix.min(axis=1, initial=np.inf) > bounds + SLACK).any():
        return None
    if (order := Order.of(matrix, bounds)) is not None:
        return _in_order(order)
    if (box := Box.of(matrix, bounds)) is not None:
        return _in_box(box)
    return _Programme.of(matrix, bounds).interior()


def _in_order(order: Order) -> Interior:
    members = len(order.class_of)
    pairs = [(np.flatnonzero(order.class_of == c)[0], m) for m, c in enumerate(order.class_of)]
    equal = np.array([np.eye(members)[m] - np.eye(members)[first] for first, m in pairs if first != m])
    return Interior(order.inner_point(), _directions(equal.reshape(-1, members)))


def _in_box(box: Box) -> Interior | None:
    low, high = box.low, np.maximum(box.low, box.high)
    spare, room = 1.0 - low.sum(), (high - low).sum()
    if (box.low > box.high + SLACK).any() or not -SLACK <= spare <= room + SLACK:
        return None
    share = min(max(spare / room, 0.0), 1.0) if room > 0 else 0.0
    point = low + share * (high - low)
    fixed = high - low <= SLACK
    if min(spare, room - spare) <= SLACK:
        fixed[:] = True
    return Interior(point / point.sum(), _directions(np.eye(len(low))[fixed]))


def _directions(equalities: Array) -> Array:
    """Give an orthonormal basis of the directions that keep the sum and these rows, (rows, members)."""
    members = equalities.shape[1]
    _, sizes, axes = np.linalg.svd(np.vstack([np.ones(members), equalities]))
    return np.asarray(axes[int((sizes > 1e-9 * sizes[0]).sum()) :].T)


@frozen(eq=False)
class _Programme:
    """Rows of length 1, those of weights of at least 0 among them, and which of them are known to be equalities."""

    rows: Array
    most: Array
    fixed: np.ndarray

    @classmethod
    def of(cls, matrix: Array, bounds: Array) -> "_Programme":
        lengths = np.linalg.norm(matrix, axis=1)
        rows = np.vstack([matrix / lengths[:, None], -np.eye(matrix.shape[1])])
        most = np.r_[bounds / lengths, np.zeros(matrix.shape[1])]
        opposite = np.abs(rows[:, None] + rows).max(axis=2) <= SLACK
        return cls(rows, most, (opposite & (np.abs(most[:, None] + most) <= SLACK)).any(axis=1))

    def interior(self) -> Interior | None:
        equal = np.vstack([np.ones(self.rows.shape[1]), self.rows[self.fixed]])
        start = np.linalg.lstsq(equal, np.r_[1.0, self.most[self.fixed]], rcond=None)[0]
        if np.abs(equal @ start - np.r_[1.0, self.most[self.fixed]]).max() > SLACK:
            return None
        basis = _directions(self.rows[self.fixed])
        slopes, room = self.rows @ basis, self.most - self.rows @ start
        if not basis.size:
            return Interior(start, basis) if (room >= -SLACK).all() else None
        lengths = np.linalg.norm(slopes, axis=1)
        found = _greatest(np.r_[np.zeros(basis.shape[1]), 1.0], np.c_[slopes, lengths], room)
        if found is None:
            return None
        if found[-1] > _ROOMY:
            return Interior(start + basis @ found[:-1], basis)
        return self._flat(start, basis)

    def _flat(self, start: Array, basis: Array) -> Interior | None:
        """Give the mean of the points that are farthest from each row; rows from which none is far are equalities."""
        slopes, room = self.rows @ basis, self.most - self.rows @ start
        free = np.linalg.norm(slopes, axis=1) > SLACK
        farthest = [_greatest(-slope, slopes, room) for slope in slopes[free]]
        points = np.array([start + basis @ point for point in farthest if point is not None])
        if len(points) < len(farthest):
            return None
        fixed = self.fixed.copy()
        fixed[free] |= (self.most[free] - (self.rows[free] * points).sum(axis=1)) <= SLACK
        return Interior(points.mean(axis=0), _directions(self.rows[fixed]))


def _greatest(gain: Array, rows: Array, most: Array) -> Array | None:
    """Give the point of which the gain is greatest within rows @ point <= most, None if none keeps them."""
    if find_spec("scipy") is None:
        raise UsageError(Problem("missing_extra", {"extra": "stats"}))
    from scipy.optimize import linprog

    exact = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    result: Any = linprog(-gain, A_ub=rows, b_ub=most, bounds=(None, None), method="highs", options=exact)
    if result.x is None and result.status != _INFEASIBLE:
        raise RuntimeError(result.message)
    return None if result.x is None else np.asarray(result.x)
