"""Linear programmes, solved by HiGHS through scipy as exactly as it can."""

from importlib.util import find_spec
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.errors import Problem, UsageError
from smartscore.rules import Array

_INFEASIBLE = 2  # the status that scipy gives
_EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}

#: A matrix, and the bounds or values of its products: (rows, variables), (rows).
Rows = tuple[Array, Array]


@frozen(eq=False)
class Optimum:
    """The values of the variables that cost least, and the price of each row of `most`: what its bound would save."""

    values: Array
    prices: Array


def minimised(cost: Array, most: Rows, equal: Rows, low: Array | float = 0.0) -> Optimum | None:
    """Give the values from `low` up that cost least: most[0] @ x <= most[1], equal[0] @ x == equal[1].

    None if no values keep the rows. Shapes: cost and low (variables).

    Raises:
        UsageError: if scipy is not installed.
        RuntimeError: if the solver fails.
    """
    if find_spec("scipy") is None:
        raise UsageError(Problem("missing_extra", {"extra": "stats"}))
    from scipy.optimize import linprog

    bounds = np.column_stack([np.broadcast_to(low, cost.shape), np.full(cost.shape, np.inf)])
    solved: Any = linprog(cost, *most, *equal, bounds=bounds, method="highs", options=_EXACT)
    if solved.status == _INFEASIBLE:
        return None
    if solved.x is None:
        raise RuntimeError(solved.message)
    return Optimum(np.asarray(solved.x), -np.asarray(solved.ineqlin.marginals))
