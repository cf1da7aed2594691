"""The corner of a weight polytope that is best for given values of its members, for many values at once."""

from collections.abc import Callable
from itertools import combinations, islice
from math import comb

import numpy as np

from smartscore.robustness.exact.programming import minimised
from smartscore.robustness.sampling.polytope import WeightPolytope
from smartscore.rules import Array

#: Gives the weights that make the weighted sum of values greatest: (..., members) -> (..., members).
Support = Callable[[Array], Array]

_SLACK = 1e-9
_MOST_CORNERS = 60_000  # choices of rows of which each may meet in a corner; beyond, each sum is a programme
_BATCH = 4096


def fixed(weights: Array) -> Support:
    """Give the support of weights that are known: (members)."""
    return lambda values: np.broadcast_to(weights, values.shape)


def support_of(polytope: WeightPolytope) -> Support | None:
    """Give the support of a polytope, None for one that no weights keep.

    Bounds alone are filled up from the best member down, and so are bounds before weights are divided by their sum;
    of a few other statements all corners are listed; else each sum is a linear programme.
    """
    if (ends := _box(polytope)) is not None:
        return _of_box(*ends)
    if (ends := _box_of_ratios(polytope)) is not None:
        return _of_ratios(*ends)
    if (corners := _corners(polytope)) is not None:
        return (lambda values: corners[np.argmax(values @ corners.T, axis=-1)]) if len(corners) else None
    return _of_programme(polytope)


def _box(polytope: WeightPolytope) -> tuple[Array, Array] | None:
    """Give the least and the greatest weights where each row is about one member: (members) twice."""
    low, high = np.zeros(len(polytope.members)), np.ones(len(polytope.members))
    for row, bound in zip(polytope.matrix, polytope.bounds, strict=True):
        (about,) = np.nonzero(row)
        if len(about) > 1:
            return None
        if not len(about):
            high -= np.inf if bound < -_SLACK else 0.0
        elif row[about[0]] > 0:
            high[about] = np.minimum(high[about], bound / row[about])
        else:
            low[about] = np.maximum(low[about], bound / row[about])
    return low, high


def _of_box(low: Array, high: Array) -> Support | None:
    if (low > high + _SLACK).any() or low.sum() > 1 + _SLACK or high.sum() < 1 - _SLACK:
        return None
    room, left = np.maximum(high - low, 0.0), 1.0 - low.sum()

    def fill(values: Array) -> Array:
        order = np.argsort(-values, axis=-1, kind="stable")
        rooms = room[order]
        before = np.cumsum(rooms, axis=-1) - rooms
        weights = np.empty(values.shape)
        np.put_along_axis(weights, order, np.clip(left - before, 0.0, rooms), axis=-1)
        return np.asarray(weights + low)

    return fill


def _box_of_ratios(polytope: WeightPolytope) -> tuple[Array, Array] | None:
    """Give the least and the greatest weights before they are divided by their sum: (members) twice.

    That is what rows say which bound every ratio of two weights, w_i / w_j <= q n_i / n_j with one q for all, and
    which may say of others that they are 0.
    """
    members = len(polytope.members)
    most, none = np.full((members, members), np.nan), np.zeros(members, dtype=bool)
    for row, bound in zip(polytope.matrix, polytope.bounds, strict=True):
        (up,), (down,) = np.nonzero(row > 0), np.nonzero(row < 0)
        if bound != 0 or len(up) != 1 or len(down) > 1:
            return None
        if len(down):
            most[up, down] = np.fmin(most[up, down], -row[down] / row[up])
        else:
            none[up] = True
    (some,) = np.nonzero(~none)
    ratios = most[np.ix_(some, some)]
    np.fill_diagonal(ratios, 1.0)
    if len(some) < 2 or np.isnan(ratios).any():
        return None
    shares, factor = np.sqrt(ratios[:, 0] / ratios[0]), float(np.sqrt(ratios[0, 1] * ratios[1, 0]))
    said = factor * shares[:, None] / shares
    np.fill_diagonal(said, 1.0)
    if factor < 1 or not np.allclose(ratios, said, rtol=1e-12, atol=0):
        return None
    low, high = np.zeros(members), np.zeros(members)
    low[some], high[some] = shares, factor * shares
    return low, high


def _of_ratios(low: Array, high: Array) -> Support:
    """Give the support of weights within ends before they are divided by their sum.

    The best ones have the members of the highest values at their greatest and all others at their least weights.
    """

    def divide(values: Array) -> Array:
        order = np.argsort(-values, axis=-1, kind="stable")
        ends, room = low[order], (high - low)[order]
        ranked = np.take_along_axis(values, order, axis=-1)
        sums = (ends * ranked).sum(axis=-1, keepdims=True) + np.cumsum(room * ranked, axis=-1)
        best = np.argmax(sums / (low.sum() + np.cumsum(room, axis=-1)), axis=-1)
        raised = np.arange(values.shape[-1]) <= best[..., None]
        weights = np.empty(values.shape)
        np.put_along_axis(weights, order, ends + room * raised, axis=-1)
        return np.asarray(weights / weights.sum(axis=-1, keepdims=True))

    return divide


def _rows(polytope: WeightPolytope) -> tuple[Array, Array]:
    """Give all rows, those of w >= 0 too where no other says more, each of length 1."""
    members = len(polytope.members)
    length = np.linalg.norm(polytope.matrix, axis=1)
    matrix = polytope.matrix / np.where(length, length, 1.0)[:, None]
    bounds = polytope.bounds / np.where(length, length, 1.0)
    kept = ~((matrix > 1 - _SLACK).any(axis=1) & (bounds >= 1)) & ((length > 0) | (bounds < 0))
    held = [((matrix[:, one] < _SLACK - 1) & (bounds <= 0)).any() for one in range(members)]
    own = -np.eye(members)[~np.array(held)]
    return np.concatenate([matrix[kept], own]), np.concatenate([bounds[kept], np.zeros(len(own))])


def _corners(polytope: WeightPolytope) -> Array | None:
    """List the corners, (corners, members): where all but one of as many rows as members meet; None for too many."""
    members = len(polytope.members)
    matrix, bounds = _rows(polytope)
    if comb(len(matrix), members - 1) > _MOST_CORNERS:
        return None
    found = [np.zeros((0, members))]
    choices = combinations(range(len(matrix)), members - 1)
    while chosen := list(islice(choices, _BATCH)):
        rows = np.array(chosen, dtype=int).reshape(len(chosen), members - 1)
        systems = np.concatenate([matrix[rows], np.ones((len(rows), 1, members))], axis=1)
        meeting = np.abs(np.linalg.det(systems)) > _SLACK
        sides = np.concatenate([bounds[rows], np.ones((len(rows), 1))], axis=1)[meeting]
        points = np.linalg.solve(systems[meeting], sides[..., None])[..., 0]
        found.append(points[(points @ matrix.T <= bounds + _SLACK).all(axis=1)])
    corners = np.maximum(np.concatenate(found), 0.0)
    return np.asarray(np.unique(np.round(corners / corners.sum(axis=1, keepdims=True), 15), axis=0))


def _of_programme(polytope: WeightPolytope) -> Support | None:
    one = np.ones((1, len(polytope.members)))

    def weights(values: Array) -> Array | None:
        solved = minimised(-values, (polytope.matrix, polytope.bounds), (one, np.ones(1)))
        return None if solved is None else solved.values

    def each(values: Array) -> Array:
        flat = values.reshape(-1, values.shape[-1])
        return np.array([weights(row) for row in flat]).reshape(values.shape)

    return None if weights(np.zeros(len(polytope.members))) is None else each
