"""Weights of which an order is known, drawn exactly: each draw for itself, as a function of its own uniforms."""

import numpy as np
from attrs import frozen

from smartscore.robustness.sampling.structure import Order
from smartscore.rules import Array

_MOST_STATES = 4096


def spacings(uniform: Array) -> Array:
    """Give shares that are uniform among all of at least 0 that sum to 1.

    They are exponential spacings, -ln(1 - u) over their sum (Devroye 1986, chapter V). A row of zeros alone, with
    which a Sobol sequence may begin, gives equal shares. Shapes: (count, parts) -> (count, parts).
    """
    waits = -np.log1p(-np.maximum(uniform, 2.0**-54))
    return np.asarray(waits / waits.sum(axis=1, keepdims=True))


@frozen(eq=False)
class Simplex:
    """Weights uniform in a simplex, given by its corners, (corners, members).

    Without any statement the corners are the members. Of a total order they are the first k members in equal parts,
    for each k, which is the same as sorted spacings (Rietveld and Ouwersloot 1992).
    """

    corners: Array

    @property
    def columns(self) -> int:
        """How many uniforms a draw takes."""
        return int(self.corners.shape[0])

    def __call__(self, uniform: Array) -> Array:
        """Give weights: (count, columns) -> (count, members)."""
        return np.asarray(spacings(uniform) @ self.corners)


@frozen(eq=False)
class Extensions:
    """Weights uniform in what a partial order allows.

    What it allows is made up of the total orders that keep to it. One of them is drawn with a probability in
    proportion to its volume, from the top down, then weights within it by spacings. The states are the sets of
    classes that can stand at the top; shapes: `chances` (states, classes), cumulated chances of the next class;
    `following` (states, classes), the state that follows; `sizes` (states), members in it; `class_of` (members).
    """

    chances: Array
    following: np.ndarray
    sizes: Array
    class_of: np.ndarray

    @property
    def columns(self) -> int:
        """How many uniforms a draw takes: one for each place in the order, and one for each spacing."""
        return 2 * int(self.chances.shape[1])

    def __call__(self, uniform: Array) -> Array:
        """Give weights: (count, columns) -> (count, members)."""
        count, classes = len(uniform), self.chances.shape[1]
        parts = spacings(uniform[:, classes:])
        state = np.zeros(count, dtype=int)
        chosen = np.empty((count, classes), dtype=int)
        for place in range(classes):
            following = (self.chances[state] <= uniform[:, place, None]).sum(axis=1)
            chosen[:, place] = following
            state = self.following[state, following]
            parts[:, place] /= self.sizes[state]
        weights = np.empty((count, classes))
        tails = parts[:, ::-1].cumsum(axis=1)[:, ::-1]
        np.put_along_axis(weights, chosen, tails, axis=1)
        return np.asarray(weights[:, self.class_of])


def exact(order: Order) -> Simplex | Extensions | None:
    """Give how weights in this order are drawn exactly; None if too many total orders keep to it."""
    if (order.covers.sum(axis=1) <= 1).all():
        return Simplex(_corners(order))
    states = _states(order)
    return None if states is None else _extensions(order, states)


def _corners(order: Order) -> Array:
    """Give the corners of an order in which each class has at most one directly below it.

    A corner has one class and all above it in equal parts.
    """
    at_top = (order.above | np.eye(len(order.above), dtype=bool)).T.astype(float)
    return np.asarray(at_top[:, order.class_of] / (at_top @ order.sizes)[:, None])


def _states(order: Order) -> list[int] | None:
    """Give the sets of classes that can stand at the top, as bits, small ones first; None if they are too many."""
    needed = [sum(1 << int(c) for c in np.flatnonzero(column)) for column in order.above.T]
    found = {0: None}
    for state in (queue := [0]):
        for following in _next(state, needed):
            if following not in found:
                found[following] = None
                queue.append(following)
        if len(found) > _MOST_STATES:
            return None
    return queue


def _next(state: int, needed: list[int]) -> list[int]:
    return [state | 1 << c for c, above in enumerate(needed) if not state >> c & 1 and above & ~state == 0]


def _extensions(order: Order, states: list[int]) -> Extensions:
    classes = len(order.above)
    place = {state: number for number, state in enumerate(states)}
    sizes = np.array([sum(order.sizes[c] for c in range(classes) if state >> c & 1) for state in states])
    volume = np.zeros(len(states))  # of all total orders that begin so, but for a factor
    volume[-1] = 1.0
    chances, following = np.zeros((len(states), classes)), np.zeros((len(states), classes), dtype=int)
    needed = [sum(1 << int(c) for c in np.flatnonzero(column)) for column in order.above.T]
    for number in range(len(states) - 2, -1, -1):
        for after in _next(states[number], needed):
            added = (after ^ states[number]).bit_length() - 1
            following[number, added] = place[after]
            chances[number, added] = volume[place[after]] / sizes[place[after]]
        volume[number] = chances[number].sum()
    cumulated = chances.cumsum(axis=1)
    cumulated[:-1] /= cumulated[:-1, -1:]
    return Extensions(cumulated, following, sizes, order.class_of)
