"""Scrambled Sobol points: draws that fill the unit cube more evenly than random ones, so that fewer are enough.

Sources: Sobol', On the distribution of points in a cube (1967); Joe and Kuo (2008) for the direction numbers;
Matousek (1998) for the scrambling.
"""

from importlib.util import find_spec
from typing import Any

import numpy as np

from smartscore.errors import Problem, UsageError
from smartscore.rules import Array

#: So many columns have direction numbers (Joe and Kuo 2008).
MOST_COLUMNS = 21201
_HALF_CELL = 2.0**-31  # points lie on a grid of 2**-30


def sobol_draws(count: int, columns: int, seed: int, start: int = 0) -> Array:
    """Give the points `start` to `start + count` of a scrambled Sobol sequence, none of them at 0 or 1.

    Shape: (count, columns). A point has the same numbers however the points are split. The first 2**m of them hold
    as many in each half of a column as in the other; other counts do without that balance.

    Raises:
        UsageError: if scipy is not installed.
        ValueError: for more columns than have direction numbers, or more points than the sequence has.
    """
    if find_spec("scipy") is None:
        raise UsageError(Problem("missing_extra", {"extra": "stats"}))
    if columns > MOST_COLUMNS:
        raise ValueError(f"Sobol points have at most {MOST_COLUMNS} columns, not {columns}: use random draws")
    if not count or not columns:
        return np.empty((count, columns))
    from scipy.stats.qmc import Sobol

    points: Any = Sobol(columns, scramble=True, seed=np.random.default_rng(seed))
    if start:
        points.fast_forward(start)
        return np.asarray(points.random(count) + _HALF_CELL)
    first = points.random(1)  # by itself, since scipy warns of a first count that is no power of two
    rest = points.random(count - 1) if count > 1 else first[:0]
    return np.concatenate([first, rest]) + _HALF_CELL
