"""Assumptions about weights: noise, a Dirichlet distribution, named alternatives, judges, and what is known of them."""

from collections.abc import Iterator, Mapping

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, hint
from smartscore.model import Dimension
from smartscore.robustness.assumptions.base import Nominal, Plain, Realisation
from smartscore.robustness.assumptions.fields import named, positive_share, shares_of
from smartscore.robustness.sampling.weights import Chosen, Dirichlet, Mixed, Noisy
from smartscore.rules import Array


def _dimensions(of: tuple[str, ...], nominal: Nominal) -> list[Dimension]:
    """Give the dimensions named, or all that have more than one member."""
    framework = nominal.definition
    every = [node for node in framework.dimensions if len(node.members) > 1]
    return [node for node in every if node.id in of] if of else every


def _unknown(of: tuple[str, ...], nominal: Nominal) -> Iterator[Problem]:
    known = {node.id: node for node in nominal.definition.dimensions}
    for name in of:
        if name not in known:
            yield Problem("not_a_dimension", {"found": name, "hint": hint(name, known)})
        elif len(known[name].members) < 2:
            yield Problem("dimension_of_one", {"found": name})


def nominal_weights(dimension: Dimension) -> Array:
    """Give the weights of the members: (members)."""
    return np.array([member.weight for member in dimension.members])


@frozen
class WeightNoise(Plain):
    """Every weight moves by up to a share of itself, independently: weight x (1 + relative x uniform(-1, 1)).

    `of` are the dimensions whose members' weights move, all of them by default.
    """

    relative: float = field(validator=positive_share)
    of: tuple[str, ...] = field(default=(), converter=tuple, kw_only=True)
    id: str = field(default="weights", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def columns(self, nominal: Nominal) -> int:
        return sum(len(node.members) for node in _dimensions(self.of, nominal))

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        yield from _unknown(self.of, nominal)

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        factors, start = {}, 0
        for node in _dimensions(self.of, nominal):
            part = uniform[:, start : start + len(node.members)]
            factors[node.id] = Noisy(np.ones(len(node.members)), self.relative)(part)
            start += len(node.members)
        return Realisation(factors=factors)


@frozen
class WeightDirichlet(Plain):
    """Weights among siblings follow a Dirichlet distribution around the nominal ones.

    The mean of a weight is its nominal share s, its variance s (1 - s) / (concentration + 1). Without a
    concentration, weights are uniform on the simplex: nothing is known of them.
    """

    concentration: float | None = field(default=None)
    of: tuple[str, ...] = field(default=(), converter=tuple, kw_only=True)
    id: str = field(default="weights", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def columns(self, nominal: Nominal) -> int:
        return sum(len(node.members) for node in _dimensions(self.of, nominal))

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        yield from _unknown(self.of, nominal)
        if self.concentration is not None and not self.concentration > 0:
            yield Problem("bound_not_positive", {"name": "concentration", "found": self.concentration})

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        weights, start = {}, 0
        for node in _dimensions(self.of, nominal):
            count, about = len(node.members), nominal_weights(node)
            part = uniform[:, start : start + count]
            even = np.where(about > 0, 1.0, 0.0)
            scale = float(even.sum()) if self.concentration is None else self.concentration
            weights[node.id] = Dirichlet(even if self.concentration is None else about, scale)(part)
            start += count
        return Realisation(weights=weights)


@frozen
class WeightSets(Plain):
    """Named sets of weights, of which one holds, or a random mixture of all: those of several judges.

    `sets` gives by name the weights of nodes among their siblings; nodes that a set does not name keep theirs. In a
    mixture the shares of the judges are uniform on the simplex.
    """

    sets: Mapping[str, Mapping[str, float]]
    probabilities: tuple[float, ...] = field(default=(), converter=tuple, kw_only=True)
    mixture: bool = field(default=False, kw_only=True)
    id: str = field(default="weights", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def columns(self, nominal: Nominal) -> int:
        return len(self.sets) if self.mixture else 1

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        known = nominal.definition.nodes.keys() - {"index"}
        if not self.sets:
            yield Problem("no_alternatives", {"id": self.id})
        for name, weights in self.sets.items():
            for node, weight in weights.items():
                if node not in known:
                    yield Problem(
                        "not_a_member", {"found": node, "hint": hint(node, known)}, column=f"{self.id} > {name}"
                    )
                elif not (np.isfinite(weight) and weight >= 0):
                    yield Problem("weight_not_valid", {"found": weight}, column=f"{self.id} > {name} > {node}")
        yield from shares_of(self.id, self.probabilities, len(self.sets))

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        weights = {}
        for node in nominal.definition.dimensions:
            names = [member.id for member in node.members]
            if any(name in given for given in self.sets.values() for name in names):
                rows = [[given.get(m.id, m.weight) for m in node.members] for given in self.sets.values()]
                each = np.array(rows, dtype=float)
                weights[node.id] = (Mixed(each) if self.mixture else Chosen(each, self._shares))(uniform)
        return Realisation(weights=weights)

    @property
    def _shares(self) -> Array:
        return np.array(self.probabilities or [1.0 / len(self.sets)] * len(self.sets))
