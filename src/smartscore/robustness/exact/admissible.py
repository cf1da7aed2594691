"""The weights that assumptions admit, as polytopes: what exact answers are about."""

from collections.abc import Iterator, Mapping

import numpy as np
from attrs import frozen

from smartscore.model import Dimension, is_unscored
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumption,
    Assumptions,
    Nominal,
    Spread,
    WeightDirichlet,
    WeightNoise,
    WeightRegion,
)
from smartscore.robustness.sampling.polytope import WeightPolytope


@frozen(eq=False)
class Admissible:
    """The polytopes of the weights below dimensions, and the ids of the assumptions about weights that give none."""

    polytopes: Mapping[str, WeightPolytope]
    left_out: tuple[str, ...]


def admissible(assumptions: Assumptions, nominal: Nominal) -> Admissible:
    """Derive the polytopes of assumptions that apply to a framework.

    Noise leaves every weight within nominal x (1 -+ relative), before they are divided by their sum. A Dirichlet
    distribution without a concentration leaves all weights, but for those that are nominally 0; a region is a polytope
    itself. Named sets of weights, mixtures of them, a Dirichlet distribution with a concentration, and single weights
    that are drawn give no polytope here.
    """
    polytopes: dict[str, WeightPolytope] = {}
    left_out = []
    for one in assumptions:
        found = dict(_polytopes(one, nominal))
        polytopes |= found
        if not found and moves_any(one, nominal):
            left_out.append(one.id)
    return Admissible(polytopes, tuple(left_out))


def _polytopes(one: Assumption, nominal: Nominal) -> Iterator[tuple[str, WeightPolytope]]:
    if type(one) is WeightRegion:
        yield one.of, one.polytope(nominal)
    elif type(one) is WeightNoise:
        yield from ((node.id, around(node, one.relative)) for node in one.dimensions(nominal))
    elif type(one) is WeightDirichlet and one.concentration is None:
        yield from ((node.id, around(node, 1.0)) for node in one.dimensions(nominal))


def around(dimension: Dimension, relative: float) -> WeightPolytope:
    """Give the weights of which each is within its nominal one x (1 -+ relative), divided by their sum.

    Those are the ones of which w_i (1 - relative) n_j <= w_j (1 + relative) n_i for all pairs. What has no score is no
    member, and what has no weight keeps none.
    """
    members = [member for member in dimension.members if not is_unscored(member)]
    weights = np.array([member.weight for member in members], dtype=float)
    one, some = np.eye(len(members)), np.flatnonzero(weights)
    rows = [one[place] for place in np.flatnonzero(weights == 0)]
    if relative < 1:
        rows += [
            (1 - relative) * weights[other] * one[place] - (1 + relative) * weights[place] * one[other]
            for place in some
            for other in some
            if place != other
        ]
    matrix = np.array(rows).reshape(len(rows), len(members))
    return WeightPolytope(tuple(member.id for member in members), matrix, np.zeros(len(rows)))


def moves_weights(assumptions: Assumptions, nominal: Nominal) -> bool:
    """Tell whether any assumption is about the weights below a dimension as they are drawn."""
    return any(moves_any(one, nominal) for one in assumptions)


def moves_any(one: Assumption, nominal: Nominal) -> bool:
    """Tell whether an assumption is about weights: all those below a dimension, or single ones."""
    if isinstance(one, Alternatives | Spread):
        return bool(one.weighed(nominal.definition))
    made = one.realise(np.full((1, one.columns(nominal)), 0.5), nominal)
    return bool(made.weights or made.factors)
