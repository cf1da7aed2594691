"""What kind of statements rows are: ranges of single weights, or an order of them; then no solver is needed."""

import numpy as np
from attrs import frozen

from smartscore.rules import Array


def binding(matrix: Array, bounds: Array) -> np.ndarray:
    """Tell which rows can be broken at all by weights of at least 0 that sum to 1: bool (rows)."""
    return np.asarray(matrix.max(axis=1, initial=-np.inf) > bounds)


@frozen(eq=False)
class Box:
    """The least and the greatest value of each weight, both (members), within 0 and 1."""

    low: Array
    high: Array

    @classmethod
    def of(cls, matrix: Array, bounds: Array) -> "Box | None":
        """Give the ranges if each row is of one weight alone, else None."""
        if (np.count_nonzero(matrix, axis=1) != 1).any():
            return None
        low, high = np.zeros(matrix.shape[1]), np.ones(matrix.shape[1])
        for row, bound in zip(matrix, bounds, strict=True):
            (member,) = np.flatnonzero(row)
            limit = bound / row[member]
            if row[member] > 0:
                high[member] = min(high[member], limit)
            else:
                low[member] = max(low[member], limit)
        return cls(low, high)


@frozen(eq=False)
class Order:
    """A partial order of classes of members that weigh the same.

    Shapes: `class_of` (members), the class of each; `above` (classes, classes), bool: the row weighs at least as much
    as the column, wherever in the order they stand.
    """

    class_of: np.ndarray
    above: np.ndarray

    @classmethod
    def of(cls, matrix: Array, bounds: Array) -> "Order | None":
        """Give the order if each row says that a member weighs at least as much as another one, else None."""
        great, small = matrix.argmin(axis=1), matrix.argmax(axis=1)
        rows = np.arange(len(matrix))
        is_pair = (np.count_nonzero(matrix, axis=1) == 2) & (matrix[rows, great] == -matrix[rows, small])
        if not (is_pair & (bounds == 0)).all():
            return None
        reaches = np.eye(matrix.shape[1], dtype=bool)
        reaches[great, small] = True
        for middle in range(len(reaches)):
            reaches |= np.outer(reaches[:, middle], reaches[middle])
        first, class_of = np.unique((reaches & reaches.T).argmax(axis=1), return_inverse=True)
        above = reaches[np.ix_(first, first)] & ~np.eye(len(first), dtype=bool)
        return cls(class_of, above)

    @property
    def sizes(self) -> Array:
        """The number of members of each class, (classes)."""
        return np.bincount(self.class_of).astype(float)

    @property
    def covers(self) -> np.ndarray:
        """Which class stands directly below which, without one between: bool (classes, classes), the row above."""
        return np.asarray(self.above & ~(self.above.astype(int) @ self.above.astype(int) > 0))

    def inner_point(self) -> Array:
        """Give weights that keep the order strictly and are above 0: in proportion to how many classes lie below."""
        level = 1.0 + self.above.sum(axis=1)
        return np.asarray((level / (level @ self.sizes))[self.class_of])
