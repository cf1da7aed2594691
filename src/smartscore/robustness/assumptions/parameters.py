"""Assumptions about any part of a framework: one of several alternatives, or a number with a distribution."""

import re
from collections.abc import Iterator
from typing import Any, cast

import numpy as np
from attrs import evolve, field, fields, fields_dict, frozen

from smartscore.errors import Problem
from smartscore.model import Dimension, Framework, Indicator
from smartscore.robustness.assumptions.addresses import Address, problems_at
from smartscore.robustness.assumptions.base import Nominal, Realisation
from smartscore.robustness.assumptions.distributions import Distribution
from smartscore.robustness.assumptions.fields import listed, named, shares_of
from smartscore.robustness.assumptions.refusals import refusals, turned
from smartscore.rules import Array
from smartscore.rules.fixed import Linear

_BOUNDS = ("worst", "best")  # as moves have them


def _addresses(at: Any) -> tuple[Address, ...]:
    return tuple(
        one if isinstance(one, Address) else Address.parse(one)
        for one in ([at] if isinstance(at, (str, Address)) else at)
    )


@frozen
class _Placed:
    """What an assumption about addresses does: some differ in each draw of a framework, of all else are variants."""

    at: tuple[Address, ...] = field(converter=_addresses)

    def in_each_draw(self, address: Address, _framework: Framework) -> bool:
        """Tell whether draws of one framework may differ there: in weights, which are factors of the nominal ones."""
        return address.is_weight

    def columns(self, nominal: Nominal) -> int:
        return 1

    def touches_scores(self, nominal: Nominal) -> bool:
        """Tell whether one of the addresses is of a step or of an indicator's rule."""
        framework = nominal.definition
        leaves = {node.id for node in framework.indicators}
        return any(
            one.is_step or (one.part in ("rule", "decimals") and any(n.id in leaves for n in one.nodes(framework)))
            for one in self.at
        )

    def weighed(self, framework: Framework) -> set[str]:
        """Give the dimensions of whose members it gives weights."""
        names = {node.id for one in self.at if one.is_weight for node in one.nodes(framework)}
        return {node.id for node in framework.dimensions if any(member.id in names for member in node.members)}

    def _problems_at(self, nominal: Nominal) -> Iterator[Problem]:
        for one in self.at:
            found = list(problems_at(one, nominal.definition))
            yield from found
            for node in one.nodes(nominal.definition) if one.is_weight and not found else ():
                if not node.weight:
                    yield Problem("weight_of_none", {"node": node.id})

    def _with(self, framework: Framework, value: Any, nominal: Nominal) -> Framework:
        """Give a framework with a value at all addresses but those that differ in each draw."""
        for address in self.at:
            if not self.in_each_draw(address, nominal.definition):
                framework = address.put(framework, value, nominal.methods)
        return framework

    def _realised(self, weights: Array, keys: np.ndarray, nominal: Nominal) -> Realisation:
        """Give weights, (draws), as factors of the nominal ones, and keys where anything else changes."""
        names = {node.id for one in self.at if one.is_weight for node in one.nodes(nominal.definition)}
        factors = {
            node.id: np.stack([_factor(weights, member, names) for member in node.members], axis=1)
            for node in nominal.definition.dimensions
            if any(member.id in names for member in node.members)
        }
        rest = [one for one in self.at if not self.in_each_draw(one, nominal.definition)]
        return Realisation(factors=factors, keys=keys if rest else None)


def _factor(weights: Array, member: Any, names: set[str]) -> Array:
    return weights / member.weight if member.id in names else np.ones(len(weights))


@frozen
class Alternatives(_Placed):
    """One of several values of a part of the framework holds, each with its probability, alike by default.

    A value is what a framework file would say there: the name of a rule or an aggregate, or one with parameters, a
    number, a word. Of a step, `true` keeps it and `false` leaves it out.
    """

    choices: tuple[Any, ...] = field(converter=listed)
    probabilities: tuple[float, ...] = field(default=(), converter=listed, kw_only=True)
    id: str = field(default="alternatives", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        found = list(self._problems_at(nominal))
        yield from found
        yield from shares_of(self.id, self.probabilities, len(self.choices))
        refused = [] if found else [p for c in self.choices for p in refusals(self.at, c, self.id, nominal)]
        yield from refused
        if not found and not refused and len(self.choices) > 1 and self._are_alike(nominal):
            yield Problem("alternatives_alike", {"id": self.id})

    def _are_alike(self, nominal: Nominal) -> bool:
        made = []
        for choice in self.choices:
            framework = nominal.definition
            for address in self.at:
                framework = address.put(framework, choice, nominal.methods)
            made.append(framework)
        return all(one == made[0] for one in made[1:])

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        shares = np.array(self.probabilities or [1.0 / len(self.choices)] * len(self.choices))
        keys = picked(uniform[:, 0], shares)
        numbers = [choice if isinstance(choice, (int, float)) else np.nan for choice in self.choices]
        return self._realised(np.array(numbers, dtype=float)[keys], keys, nominal)

    def variant(self, framework: Framework, key: float, nominal: Nominal) -> Framework:
        return self._with(framework, self.choices[int(key)], nominal)


def picked(uniform: Array, shares: Array) -> np.ndarray:
    """Give the place of the alternative that each uniform number falls on: (draws), (alternatives) -> (draws)."""
    limits = np.cumsum(shares)
    places = np.searchsorted(limits, uniform * limits[-1], side="right")
    return np.asarray(np.minimum(places, np.flatnonzero(shares)[-1]))


@frozen
class Spread(_Placed):
    """A number somewhere in the framework follows a distribution.

    What takes whole numbers alone, such as `decimals`, has alternatives instead. Weights and the bounds of linear
    rules differ in each draw of one framework; each number of another part is a framework of its own, which takes
    longer.
    """

    distribution: Distribution
    id: str = field(default="spread", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        placed = [*self._problems_at(nominal)]
        found = [*placed, *([] if placed else self._no_numbers(nominal.definition))]
        found += self.distribution.problems(self.id)
        yield from found
        if found:
            return
        ends = self.distribution.at(np.array([0.0, 0.5, 1.0])).tolist()
        refused = [problem for number in ends for problem in refusals(self.at, number, self.id, nominal)]
        yield from refused
        if not refused:
            yield from turned(self.at, (ends[0], ends[-1]), self.id, nominal)

    def in_each_draw(self, address: Address, framework: Framework) -> bool:
        """Tell whether draws of one framework may differ there: in weights, and in the bounds of linear rules."""
        return address.is_weight or _is_linear_bound(address, framework)

    def _no_numbers(self, framework: Framework) -> Iterator[Problem]:
        for one in self.at:
            if not all(map(_takes_any_number, _kinds(one, framework))):
                yield Problem("spread_not_a_number", {"address": str(one)})

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        numbers = self.distribution.at(uniform[:, 0])
        moves: dict[str, Array] = {}
        for one in self.at:
            for node in one.nodes(nominal.definition) if _is_linear_bound(one, nominal.definition) else ():
                both = moves.setdefault(node.id, np.zeros((2, len(numbers))))
                place, ends = _BOUNDS.index(one.parameter), cast("Linear", node.rule).bounds
                both[place] = (numbers - ends[place]) / (ends[1] - ends[0])
        return evolve(self._realised(numbers, numbers, nominal), moves=moves)

    def variant(self, framework: Framework, key: float, nominal: Nominal) -> Framework:
        return self._with(framework, float(key), nominal)


def _is_linear_bound(address: Address, framework: Framework) -> bool:
    if address.is_step or address.part != "rule" or address.parameter not in _BOUNDS:
        return False
    return all(isinstance(node, Indicator) and type(node.rule) is Linear for node in address.nodes(framework))


def _kinds(address: Address, framework: Framework) -> set[str]:
    """Give the types that are declared at an address, as they are written."""
    if not address.parameter:
        return {"Step" if address.is_step else str(getattr(fields(Dimension), address.part).type)}
    parts = Address(address.node, address.part).values(framework)
    return {str(fields_dict(type(part))[address.parameter].type) for part in parts}


def _takes_any_number(kind: str) -> bool:
    return kind == "None" or bool(re.search(r"\b(float|Any|object)\b", kind))
