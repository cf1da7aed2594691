"""The weights that a framework admits where they are known only in part, at all levels at once.

A score is linear in the weights of one level, but not in those of several, which are multiplied. In the absolute
weight v of each node it is: the v of members sum to that of their dimension, and A w <= b for the weights w among
siblings is A v(members) <= b v(dimension). Source of such a homogenisation: Charnes and Cooper (1962).
"""

from functools import cached_property

import numpy as np
from attrs import evolve, field, frozen

from smartscore.errors import Problem, UsageError, hint
from smartscore.integer_model import Row
from smartscore.model import Framework
from smartscore.robustness.exact.programming import Rows
from smartscore.robustness.exact.support import Support, fixed
from smartscore.robustness.sampling.polytope import WeightPolytope
from smartscore.rules import Array

_NONE = 1e-9  # the absolute weight below which nothing is known of the weights among members


@frozen(eq=False)
class Branch:
    """A dimension whose members are weighed: its column, those of its members, and what is known of their weights.

    `nominal` are the weights of the framework as shares, `total` is their sum before; without a polytope they stay.
    """

    id: str
    column: int
    members: slice
    nominal: Array
    total: float
    polytope: WeightPolytope | None
    support: Support

    def equalities(self, columns: int) -> Array:
        """Give the rows whose product with the absolute weights is 0: (rows, columns)."""
        count = 1 if self.polytope else len(self.nominal)
        rows = np.zeros((count, columns))
        rows[:, self.members] = 1.0 if self.polytope else np.eye(count)
        rows[:, self.column] = -1.0 if self.polytope else -self.nominal
        return rows

    def inequalities(self, columns: int) -> Array:
        """Give the rows whose product with the absolute weights is at most 0: (rows, columns)."""
        if self.polytope is None:
            return np.zeros((0, columns))
        rows = np.zeros((len(self.polytope.bounds), columns))
        rows[:, self.members] = self.polytope.matrix
        rows[:, self.column] = -self.polytope.bounds
        return rows


@frozen(eq=False, slots=False)
class WeightSpace:
    """All absolute weights of nodes that are admissible: `nodes` are the columns, breadth first, the index first.

    `leaves` are the nodes below which no weight is in question, indicators or dimensions, and `leaf_columns` where
    they stand; what has no score or no weight for sure is not among them. `factors` is what the score of each leaf is
    multiplied by, which is not 1 below a sum. Made by `weight_space`.
    """

    framework: Framework
    nodes: tuple[str, ...]
    branches: tuple[Branch, ...]
    leaf_columns: np.ndarray
    factors: Array = field(repr=False)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The ids of the leaves."""
        return tuple(self.nodes[column] for column in self.leaf_columns)

    @cached_property
    def equal(self) -> Rows:
        """The equations of the absolute weights, with their right-hand sides: (rows, nodes), (rows)."""
        first = np.eye(1, len(self.nodes))
        rows = np.concatenate([first, *(branch.equalities(len(self.nodes)) for branch in self.branches)])
        return rows, np.eye(1, len(rows))[0]

    @cached_property
    def most(self) -> Rows:
        """The inequalities of the absolute weights, with their upper bounds, all 0: (rows, nodes), (rows)."""
        rows = np.concatenate([branch.inequalities(len(self.nodes)) for branch in self.branches])
        return rows, np.zeros(len(rows))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Both as rows of an integer model, whose first variables are the absolute weights."""
        (equal, values), (most, bounds) = self.equal, self.most
        every = np.arange(len(self.nodes))
        same = [Row(by_column(row, every), value, value) for row, value in zip(equal, values.tolist(), strict=True)]
        return (*same, *(Row(by_column(row, every), most=bound) for row, bound in zip(most, bounds, strict=True)))

    @cached_property
    def nominal(self) -> Array:
        """The absolute weights of the framework as it is: (nodes)."""
        return self._down([branch.nominal for branch in self.branches])

    def is_admissible(self, absolute: Array) -> bool:
        """Tell whether absolute weights that sum as they must keep all that is said of them."""
        rows, bounds = self.most
        return bool((rows @ absolute <= bounds + _NONE).all())

    def greatest(self, values: Array) -> Array:
        """Give the greatest sum of absolute weight x value over leaves: (..., leaves) -> (...)."""
        return np.asarray(self._up(values)[0])

    def best_weights(self, values: Array) -> Array:
        """Give absolute weights of nodes by which the sum over leaves is greatest: (..., leaves) -> (..., nodes)."""
        return self._down(self._up(values)[1])

    def _up(self, values: Array) -> tuple[Array, list[Array]]:
        """Give the greatest value of the index, and the weights among siblings that give it, branch by branch."""
        at: Array = np.empty((*values.shape[:-1], len(self.nodes)))
        at[..., self.leaf_columns] = values
        chosen = []
        for branch in reversed(self.branches):
            members = at[..., branch.members]
            weights = branch.support(members)
            at[..., branch.column] = np.einsum("...m,...m->...", weights, members)
            chosen.append(weights)
        return at[..., 0], chosen[::-1]

    def _down(self, weights: list[Array]) -> Array:
        """Multiply weights among siblings, (..., members) by branch, down the tree: (..., nodes)."""
        absolute: Array = np.ones((*weights[0].shape[:-1], len(self.nodes)))
        for branch, own in zip(self.branches, weights, strict=True):
            absolute[..., branch.members] = own * absolute[..., branch.column, None]
        return absolute

    def among_siblings(self, absolute: Array) -> list[Array]:
        """Give the weights among siblings, branch by branch, without the noise of a solver; nominal ones if free."""
        found = []
        for branch in self.branches:
            own = np.maximum(absolute[branch.members], 0.0)
            known = branch.polytope is not None and own.sum() > _NONE
            usual = branch.support(branch.nominal) if branch.polytope else branch.nominal
            found.append(own / own.sum() if known else usual)
        return found

    def cleaned(self, absolute: Array) -> Array:
        """Give absolute weights that sum exactly as they must: (nodes) -> (nodes)."""
        return self._down(self.among_siblings(absolute))

    def weights(self, absolute: Array) -> dict[str, float]:
        """Give the weights of the nodes in question, as `Framework.reweigh` takes them.

        Those of siblings sum to what they sum to in the framework.
        """
        return {
            member: float(weight)
            for branch, own in zip(self.branches, self.among_siblings(absolute), strict=True)
            if branch.polytope
            for member, weight in zip(self.nodes[branch.members], own * branch.total, strict=True)
        }

    def only(self, dimension: str) -> "WeightSpace":
        """Give the space in which the weights below all other dimensions are the nominal ones.

        Raises:
            UsageError: for a dimension about whose weights nothing is in question.
        """
        known = [branch.id for branch in self.branches if branch.polytope]
        if dimension not in known:
            raise UsageError(Problem("not_a_member", {"found": dimension, "hint": hint(dimension, known)}))
        kept = [b if b.id == dimension else evolve(b, polytope=None, support=fixed(b.nominal)) for b in self.branches]
        return evolve(self, branches=tuple(kept))


def by_column(row: Array, columns: np.ndarray) -> dict[int, float]:
    """Give what is not 0 in a row, by the column that each of its numbers belongs to."""
    filled = np.flatnonzero(row)
    return dict(zip(columns[filled].tolist(), row[filled].tolist(), strict=True))
