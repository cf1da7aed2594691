"""What tests of exact answers about weights build again and again: polytopes, and a problem of cities and weights."""

from collections.abc import Mapping

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore import Array, Assessment, Framework, assess
from smartscore.robustness.exact import LeafScores, WeightSpace, weight_space
from smartscore.robustness.sampling.polytope import WeightPolytope


def within(**ends: tuple[float, float]) -> WeightPolytope:
    """Give the weights within these ends, (least, most) by member."""
    low, high = np.array(list(ends.values())).T
    one = np.eye(len(ends))
    return WeightPolytope(tuple(ends), np.concatenate([one, -one]), np.concatenate([high, -low]))


def in_order(*members: str) -> WeightPolytope:
    """Give the weights of which each is at least as high as the next."""
    return WeightPolytope(members, np.diff(np.eye(len(members)), axis=0), np.zeros(len(members) - 1))


def free(*members: str) -> WeightPolytope:
    """Give any weights of these members."""
    return WeightPolytope(members, np.zeros((0, len(members))), np.zeros(0))


@frozen(eq=False)
class Asked:
    """An assessment, the weights that are admissible, and the scores that they put together."""

    assessment: Assessment
    space: WeightSpace
    scores: LeafScores

    @classmethod
    def of(cls, data: DataFrame, framework: Framework, **constraints: WeightPolytope) -> "Asked":
        assessment = assess(data, framework)
        space = weight_space(framework, constraints)
        return cls(assessment, space, LeafScores.of(space, assessment))

    def rank(self, city: int, weights: Mapping[str, float]) -> float:
        """Give the rank of a city by other weights, as the engine tells it."""
        again = assess(self.assessment.dataset, self.assessment.framework.reweigh(weights))
        return float(again.ranks()[self.scores.places[city]])


def kept(polytope: WeightPolytope, weights: Array) -> np.ndarray:
    """Tell which weights a polytope holds: (..., members) -> bool (...)."""
    return np.asarray((weights @ polytope.matrix.T <= polytope.bounds + 1e-9).all(axis=-1))


def random_weights(polytope: WeightPolytope, count: int, rng: np.random.Generator) -> Array:
    """Draw weights from a polytope by throwing away those outside: (about count, members)."""
    drawn = rng.dirichlet(np.ones(len(polytope.members)), size=count)
    return drawn[kept(polytope, drawn)]
