"""Assumptions about weights: noise, a Dirichlet distribution, named alternatives, judges, and what is known of them."""

from collections.abc import Iterator, Mapping

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, hint
from smartscore.model import Dimension, Framework, Indicator, is_unscored
from smartscore.robustness.assumptions.base import Nominal, Plain, Realisation
from smartscore.robustness.assumptions.fields import named, names, positive_share, shares_of
from smartscore.robustness.sampling.weights import Chosen, Dirichlet, Mixed, Noisy
from smartscore.rules import Array


def nominal_weights(dimension: Dimension) -> Array:
    """Give the weights of the members: (members)."""
    return np.array([member.weight for member in dimension.members])


def countable(dimension: Dimension) -> int:
    """Give how many members have a say by their weights: those with a score, of a pooled dimension indicators alone.

    Of a dimension without any score, all of its members count.
    """
    members = [m for m in dimension.members if not is_unscored(m)] or dimension.members
    return sum(dimension.missing != "pool" or isinstance(member, Indicator) for member in members)


def _varying(dimension: Dimension) -> bool:
    """Tell whether weights that move in proportion to themselves change anything."""
    return countable(dimension) > 1 and int(np.count_nonzero(nominal_weights(dimension))) > 1


def at_level(framework: Framework, level: int) -> list[str]:
    """List the dimensions of whose members the weights are those of a level: 1 is that of the members of the index."""
    found: list[Dimension] = [framework.index]
    for _ in range(level - 1):
        found = [member for node in found for member in node.members if isinstance(member, Dimension)]
    return [node.id for node in found]


def _depth(node: Dimension | Indicator) -> int:
    return 1 + max(map(_depth, node.members)) if isinstance(node, Dimension) else 0


@frozen
class _Around(Plain):
    """Weights around the nominal ones: of the members of all dimensions, of those of `of`, or of one level."""

    of: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    level: int | None = field(default=None, kw_only=True)
    id: str = field(default="weights", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def columns(self, nominal: Nominal) -> int:
        return sum(len(node.members) for node in self.dimensions(nominal))

    def dimensions(self, nominal: Nominal) -> list[Dimension]:
        """List the dimensions whose members' weights move, in the order of the framework."""
        framework = nominal.definition
        meant = self.of if self.level is None else at_level(framework, self.level)
        asked = bool(self.of) or self.level is not None
        return [node for node in framework.dimensions if _varying(node) and (node.id in meant or not asked)]

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        if self.of and self.level is not None:
            yield Problem("assumption_said_twice", {"first": "of", "second": "level"})
        yield from _not_dimensions(self.of, nominal.definition)
        deepest = _depth(nominal.definition.index)
        if self.level is not None and not 1 <= self.level <= deepest:
            yield Problem("no_such_level", {"found": self.level, "deepest": deepest})
        elif not self.of and not self.dimensions(nominal):
            yield Problem("no_weights_to_move", {})


def _not_dimensions(of: tuple[str, ...], framework: Framework) -> Iterator[Problem]:
    known = {node.id: node for node in framework.dimensions}
    for name in of:
        if name not in known:
            yield Problem("not_a_dimension", {"found": name, "hint": hint(name, known)})
        elif not _varying(known[name]):
            yield Problem("dimension_of_one", {"found": name})


@frozen
class WeightNoise(_Around):
    """Every weight moves by up to a share of itself, independently: weight x (1 + relative x uniform(-1, 1)).

    `of` are the dimensions whose members' weights move, all of them by default; `level` is that of the members, 1 for
    those of the index.
    """

    relative: float = field(validator=positive_share)

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        factors, start = {}, 0
        for node in self.dimensions(nominal):
            part = uniform[:, start : start + len(node.members)]
            factors[node.id] = Noisy(np.ones(len(node.members)), self.relative)(part)
            start += len(node.members)
        return Realisation(factors=factors)


@frozen
class WeightDirichlet(_Around):
    """Weights among siblings follow a Dirichlet distribution around the nominal ones.

    The mean of a weight is its nominal share s, its variance s (1 - s) / (concentration + 1). Without a
    concentration, weights are uniform on the simplex: nothing is known of them. `of` and `level` are as in
    `WeightNoise`.
    """

    concentration: float | None = field(default=None)

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        yield from super().problems(nominal)
        if self.concentration is not None and not 0 < self.concentration < np.inf:
            yield Problem("bound_not_positive", {"name": "concentration", "found": self.concentration})

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        weights, start = {}, 0
        for node in self.dimensions(nominal):
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
        if self.mixture and self.probabilities:
            yield Problem("assumption_said_twice", {"first": "mixture", "second": "probabilities"})
        yield from shares_of(self.id, self.probabilities, len(self.sets))
        framework = nominal.definition
        known = {member.id: (node, countable(node) > 1) for node in framework.dimensions for member in node.members}
        found = [problem for name in self.sets for problem in self._problems_of(name, framework, known)]
        yield from found
        if not found and len(self.sets) > 1 and all(_are_alike(rows) for _, rows in self._rows(nominal.definition)):
            yield Problem("alternatives_alike", {"id": self.id})

    def _problems_of(
        self, name: str, framework: Framework, known: Mapping[str, tuple[Dimension, bool]]
    ) -> Iterator[Problem]:
        """Find what is wrong with a set; of each node it is known in which dimension it is, and whether others are."""
        weights, place = self.sets[name], f"{self.id} > {name}"
        for node, weight in weights.items():
            if node not in known:
                yield Problem("not_a_member", {"found": node, "hint": hint(node, known)}, column=place)
            elif not (np.isfinite(weight) and weight >= 0):
                yield Problem("weight_not_valid", {"found": weight}, column=f"{place} > {node}")
            elif not known[node][1]:
                yield Problem("dimension_of_one", {"found": known[node][0].id}, column=f"{place} > {node}")
        for dimension in framework.dimensions:
            given = [weights.get(member.id, member.weight) for member in dimension.members]
            if not any(given) and any(member.id in weights for member in dimension.members):
                yield Problem("weights_all_zero", {"node": dimension.id}, column=place)

    def _rows(self, framework: Framework) -> Iterator[tuple[Dimension, Array]]:
        """Give the weights of each set in the dimensions of which a set names members: (sets, members)."""
        for node in framework.dimensions:
            if any(member.id in given for given in self.sets.values() for member in node.members):
                rows = [[given.get(m.id, m.weight) for m in node.members] for given in self.sets.values()]
                yield node, np.array(rows, dtype=float)

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        draw = Mixed if self.mixture else self._chosen
        return Realisation(weights={node.id: draw(rows)(uniform) for node, rows in self._rows(nominal.definition)})

    def _chosen(self, rows: Array) -> Chosen:
        return Chosen(rows, np.array(self.probabilities or [1.0 / len(self.sets)] * len(self.sets)))


def _are_alike(rows: Array) -> bool:
    shares = rows / rows.sum(axis=1, keepdims=True)
    return bool(np.allclose(shares, shares[0], rtol=0, atol=1e-12))
