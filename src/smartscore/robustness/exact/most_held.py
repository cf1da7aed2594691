"""As many comparisons as can hold at once: a mixed integer programme whose answers are looked at again by themselves.

A solver takes a comparison for kept that is missed by 1e-6 of the scale, which is a thousand times a tie. So its
choice is only a proposal: a linear programme finds the weights by which all that is chosen holds with the greatest
margin, and where there are none, those that cannot hold together are forbidden to be chosen so again (a cut).
Source of such cuts: Codato and Fischetti, Combinatorial Benders' cuts for mixed-integer linear programming (2006).
"""

import numpy as np
from attrs import evolve, frozen

from smartscore.integer_model import IntegerModel, Row
from smartscore.robustness.exact.comparisons import Comparisons
from smartscore.robustness.exact.programming import minimised
from smartscore.rules import Array

_MOST_ROUNDS = 200
_WHOLE = 1e-6  # what a bound may lack to a whole number
_PRICE = 1e-9


@frozen(eq=False)
class Held:
    """How many open comparisons hold by these absolute weights of nodes, and how many are proved not to be passed."""

    count: int
    most: int
    absolute: Array


def most_held(comparisons: Comparisons, *, enough: int | None = None, nodes: int | None = None) -> Held:
    """Give weights by which the most of the open comparisons hold, or `enough` of them.

    The search ends at so many `nodes` of the tree, and then `most` is the bound that is proved.

    Raises:
        UsageError: if scipy is not installed, where it is needed.
    """
    found = _tried(comparisons)
    model = _model(comparisons)
    for _ in range(_MOST_ROUNDS):
        goal = found.most if enough is None else enough
        if found.count >= goal or goal > found.most:
            break
        wanted = goal if enough is not None else found.count + 1 if nodes is None else 0
        count = Row.total(_choices(comparisons), least=wanted)
        solution = model.holding(count).minimise(_cost(comparisons), nodes=nodes)
        if solution is None:
            return found if nodes is not None else evolve(found, most=max(wanted - 1, found.count))
        chosen = np.flatnonzero(solution.values[len(comparisons.space.nodes) :])
        found = evolve(found, most=min(found.most, max(int(-solution.bound + _WHOLE), found.count)))
        absolute, clashing = widest(comparisons, chosen)
        found = _better(comparisons, found, absolute)
        if not len(clashing):  # the choice holds: it is the best one, or the search was ended
            break
        model = model.holding(Row.total(_choices(comparisons)[clashing], most=len(clashing) - 1))
    return found


def _tried(comparisons: Comparisons) -> Held:
    """Try the weights that are best in each comparison, and the mean of them, which is admissible too."""
    ends = comparisons.space.best_weights(comparisons.margins)
    start = comparisons.space.best_weights(np.zeros((1, comparisons.margins.shape[1])))
    tried = np.concatenate([start, ends])
    tried = np.concatenate([tried, tried.mean(axis=0, keepdims=True)])
    counts = comparisons.holding(tried).sum(axis=1)
    best = int(np.argmax(counts))
    return Held(int(counts[best]), len(comparisons), tried[best])


def _better(comparisons: Comparisons, found: Held, absolute: Array) -> Held:
    count = int(comparisons.holding(absolute).sum())
    return Held(count, max(found.most, count), absolute) if count > found.count else found


def _choices(comparisons: Comparisons) -> np.ndarray:
    """Give the variables that say which comparisons are to hold, behind the absolute weights."""
    return np.arange(len(comparisons)) + len(comparisons.space.nodes)


def _cost(comparisons: Comparisons) -> Array:
    return np.concatenate([np.zeros(len(comparisons.space.nodes)), -np.ones(len(comparisons))])


def _model(comparisons: Comparisons) -> IntegerModel:
    """Lay out absolute weights, and which comparisons are to hold."""
    space = comparisons.space
    rows = comparisons.rows(len(space.nodes))
    whole = np.concatenate([np.zeros(len(space.nodes), dtype=bool), np.ones(len(comparisons), dtype=bool)])
    return IntegerModel((*space.rows, *rows), np.zeros(len(whole)), np.ones(len(whole)), whole)


def widest(comparisons: Comparisons, chosen: np.ndarray) -> tuple[Array, np.ndarray]:
    """Give absolute weights of nodes by which the least margin of the chosen comparisons is greatest, and who clashes.

    `clashing` are positions of comparisons that no weights let hold all at once, none if these do. Their multipliers
    prove it: so weighed, their margins sum to no more than that greatest one under any admissible weights.
    """
    space, (most, bounds), (equal, values) = comparisons.space, comparisons.space.most, comparisons.space.equal
    margins = np.zeros((len(chosen), len(space.nodes)))
    margins[:, space.leaf_columns] = comparisons.margins[chosen]
    rows = np.block([[most, np.zeros((len(most), 1))], [-margins, np.ones((len(chosen), 1))]])
    cost, low = np.eye(1, len(space.nodes) + 1, len(space.nodes))[0], np.zeros(len(space.nodes) + 1)
    low[-1] = -np.inf
    solved = minimised(
        -cost,
        (rows, np.concatenate([bounds, np.zeros(len(chosen))])),
        (np.column_stack([equal, np.zeros(len(equal))]), values),
        low,
    )
    if solved is None:
        raise RuntimeError("no admissible weights")
    absolute = space.cleaned(solved.values[:-1])
    missed = ~comparisons.holding(absolute)[chosen]
    if not missed.any():
        return absolute, chosen[:0]
    binding = solved.prices[len(most) :] > _PRICE
    return absolute, chosen[binding if binding.any() else np.ones(len(chosen), dtype=bool)]
