"""Assumptions about any part of a framework: one of several alternatives, or a number with a distribution."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from statistics import NormalDist
from typing import Any

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, SmartscoreError
from smartscore.model import Framework
from smartscore.robustness.assumptions.addresses import Address, problems_at
from smartscore.robustness.assumptions.base import Assumption, Nominal, Realisation
from smartscore.robustness.assumptions.fields import named, shares_of
from smartscore.rules import Array


def _addresses(at: Any) -> tuple[Address, ...]:
    return tuple(
        one if isinstance(one, Address) else Address.parse(one)
        for one in ([at] if isinstance(at, (str, Address)) else at)
    )


def _touches_scores(addresses: tuple[Address, ...], nominal: Nominal) -> bool:
    """Tell whether one of the addresses is of a step or of an indicator's rule."""
    framework = nominal.definition
    leaves = {node.id for node in framework.indicators}
    return any(
        one.is_step or (one.part in ("rule", "decimals") and any(n.id in leaves for n in one.nodes(framework)))
        for one in addresses
    )


def _values(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(values)


@frozen
class Alternatives:
    """One of several values of a part of the framework holds, each with its probability, alike by default.

    A value is what a framework file would say there: the name of a rule or an aggregate, or one with parameters, a
    number, a word. Of a step, `true` keeps it and `false` leaves it out.
    """

    at: tuple[Address, ...] = field(converter=_addresses)
    choices: tuple[Any, ...] = field(converter=_values)
    probabilities: tuple[float, ...] = field(default=(), converter=tuple, kw_only=True)
    id: str = field(default="alternatives", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def columns(self, nominal: Nominal) -> int:
        return 1

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        found = [problem for one in self.at for problem in problems_at(one, nominal.definition)]
        yield from found
        yield from shares_of(self.id, self.probabilities, len(self.choices))
        if not self.choices:
            yield Problem("no_alternatives", {"id": self.id})
        for key, choice in enumerate(() if found else self.choices):
            yield from _refusals(self, choice, key, nominal)

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        shares = np.array(self.probabilities or [1.0 / len(self.choices)] * len(self.choices))
        return Realisation(keys=picked(uniform[:, 0], shares))

    def variant(self, framework: Framework, key: float, nominal: Nominal) -> Framework:
        for address in self.at:
            framework = address.put(framework, self.choices[int(key)], nominal.methods)
        return framework

    def touches_scores(self, nominal: Nominal) -> bool:
        return _touches_scores(self.at, nominal)


def picked(uniform: Array, shares: Array) -> np.ndarray:
    """Give the place of the alternative that each uniform number falls on: (draws), (alternatives) -> (draws)."""
    return np.minimum(np.searchsorted(np.cumsum(shares), uniform, side="right"), len(shares) - 1)


def _refusals(one: Assumption, value: object, key: float, nominal: Nominal) -> Iterator[Problem]:
    try:
        one.variant(nominal.definition, key, nominal)
    except SmartscoreError as error:
        for problem in error.problems:
            yield Problem("alternative_refused", {"id": one.id, "found": str(value), "reason": problem})


def _uniform(numbers: Array, low: float, high: float) -> Array:
    return low + (high - low) * numbers


def _triangular(numbers: Array, low: float, mode: float, high: float) -> Array:
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(numbers * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - numbers) * (high - low) * (high - mode))
    return np.where(numbers < turn, rising, falling)


def _normal(numbers: Array, mean: float, sd: float) -> Array:
    return mean + sd * standard_normal(numbers)


_quantile = np.frompyfunc(NormalDist().inv_cdf, 1, 1)
_END = 1e-12  # how near to 0 and 1 a quantile of the normal distribution is taken


def standard_normal(uniform: Array) -> Array:
    """Give the quantiles of the standard normal distribution at uniform numbers: (...) in [0, 1) -> (...)."""
    return np.asarray(_quantile(np.clip(uniform, _END, 1 - _END)), dtype=float)


_DISTRIBUTIONS: Mapping[str, tuple[tuple[str, ...], Callable[..., Array]]] = {
    "uniform": (("low", "high"), _uniform),
    "triangular": (("low", "mode", "high"), _triangular),
    "normal": (("mean", "sd"), _normal),
}


@frozen
class Distribution:
    """A distribution of a number: `uniform` (low, high), `triangular` (low, mode, high) or `normal` (mean, sd)."""

    kind: str
    parameters: Mapping[str, float]

    def problems(self, id_: str) -> Iterator[Problem]:
        """Find what is wrong with it."""
        if self.kind not in _DISTRIBUTIONS:
            allowed = ", ".join(_DISTRIBUTIONS)
            yield Problem("parameter_not_allowed", {"name": id_, "found": repr(self.kind), "allowed": allowed})
            return
        names = _DISTRIBUTIONS[self.kind][0]
        given = [self.parameters.get(name, math.nan) for name in names]
        if set(self.parameters) != set(names) or not all(math.isfinite(one) for one in given):
            yield Problem("distribution_parameters", {"id": id_, "kind": self.kind, "expected": ", ".join(names)})
        elif (self.kind == "normal" and given[1] <= 0) or (self.kind != "normal" and not _rising(given)):
            yield Problem("distribution_not_rising", {"id": id_, "found": ", ".join(f"{one:g}" for one in given)})

    def at(self, uniform: Array) -> Array:
        """Give the quantiles at uniform numbers: (...) in [0, 1) -> (...)."""
        names, quantile = _DISTRIBUTIONS[self.kind]
        return quantile(uniform, *(self.parameters[name] for name in names))


def _rising(numbers: list[float]) -> bool:
    return all(a <= b for a, b in pairwise(numbers)) and numbers[0] < numbers[-1]


@frozen
class Spread:
    """A number somewhere in the framework follows a distribution."""

    at: tuple[Address, ...] = field(converter=_addresses)
    distribution: Distribution
    id: str = field(default="spread", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def columns(self, nominal: Nominal) -> int:
        return 1

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        found = [problem for one in self.at for problem in problems_at(one, nominal.definition)]
        found += self.distribution.problems(self.id)
        yield from found
        for number in () if found else self.distribution.at(np.array([0.0, 0.5, 1.0])).tolist():
            yield from _refusals(self, f"{number:g}", number, nominal)

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        return Realisation(keys=self.distribution.at(uniform[:, 0]))

    def variant(self, framework: Framework, key: float, nominal: Nominal) -> Framework:
        for address in self.at:
            framework = address.put(framework, float(key), nominal.methods)
        return framework

    def touches_scores(self, nominal: Nominal) -> bool:
        return _touches_scores(self.at, nominal)
