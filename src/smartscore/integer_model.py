"""Integer models: rows of a constraint matrix and bounds of variables, solved by HiGHS through scipy.

The field calls such a model a mixed integer linear programme (MILP); here a programme is only what a city does.
"""

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from typing import Any, Self

import numpy as np
from attrs import evolve, field, frozen

from smartscore.errors import Problem, UsageError
from smartscore.rules import Array

_INFEASIBLE = 2  # the status that scipy gives


@frozen
class Row:
    """A row of the constraint matrix: a weighted sum of variables that stays within `least` and `most`."""

    factors: Mapping[int, float]
    least: float = -np.inf
    most: float = np.inf

    @classmethod
    def total(cls, variables: Iterable[int], least: float = -np.inf, most: float = np.inf) -> Self:
        """Give the row of a plain sum of variables."""
        return cls(dict.fromkeys(variables, 1.0), least, most)


def _rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(rows)


@frozen(eq=False)
class Solution:
    """The value of each variable, and the bound that HiGHS proved: no values that keep the rows cost less."""

    values: Array
    bound: float


@frozen(eq=False)
class IntegerModel:
    """Variables within `low` and `high`, of which sums keep to `rows`; those are integers that are `whole`.

    Shapes: low, high and whole (variables). All are whole unless it is said which ones are.
    """

    rows: tuple[Row, ...] = field(converter=_rows)
    low: Array
    high: Array
    whole: np.ndarray = field()

    @whole.default
    def _every_variable(self) -> np.ndarray:
        return np.ones(len(self.low), dtype=bool)

    def holding(self, *rows: Row) -> Self:
        """Give the model with more rows."""
        return evolve(self, rows=(*self.rows, *rows))

    def minimise(self, cost: Array, *, gap: float = 0.0, nodes: int | None = None) -> Solution | None:
        """Give the values of which the cost, (variables), is least, or within `gap` of the least as a share of it.

        None if no values keep the rows, or if none were found within `nodes` of the search tree. The search is never
        stopped by time, so that the same model has the same solution again.

        Raises:
            UsageError: if scipy is not installed.
            RuntimeError: if the solver fails though it may visit any number of nodes.
        """
        if find_spec("scipy") is None:
            raise UsageError(Problem("missing_extra", {"extra": "stats"}))
        from scipy.optimize import Bounds, milp

        result: Any = milp(
            cost,
            integrality=self.whole.astype(float),
            bounds=Bounds(self.low, self.high),
            constraints=self._constraint(),
            options={"mip_rel_gap": gap} | ({} if nodes is None else {"node_limit": nodes}),
        )
        if result.x is not None:
            return Solution(np.where(self.whole, np.rint(result.x), result.x), float(result.mip_dual_bound))
        if nodes is None and result.status != _INFEASIBLE:
            raise RuntimeError(result.message)
        return None

    def _constraint(self) -> Any:
        """Lay out all rows as one sparse matrix with their ends."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array

        factors = [factor for row in self.rows for factor in row.factors.values()]
        columns = [variable for row in self.rows for variable in row.factors]
        starts = np.cumsum([0, *(len(row.factors) for row in self.rows)])
        matrix = csr_array((factors, columns, starts), shape=(len(self.rows), len(self.low)))
        return LinearConstraint(matrix, [row.least for row in self.rows], [row.most for row in self.rows])
