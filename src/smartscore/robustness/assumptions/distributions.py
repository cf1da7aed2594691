"""Distributions of a number, by their quantiles."""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from statistics import NormalDist

import numpy as np
from attrs import frozen

from smartscore.errors import Problem
from smartscore.rules import Array


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
_END = 1e-12  # how near to 0 and 1 a quantile of the normal distribution is taken: 7 standard deviations


def standard_normal(uniform: Array) -> Array:
    """Give the quantiles of the standard normal distribution at uniform numbers: (...) in [0, 1) -> (...)."""
    return np.asarray(_quantile(np.clip(uniform, _END, 1 - _END)), dtype=float)


#: The names of the parameters of each distribution, and its quantiles.
DISTRIBUTIONS: Mapping[str, tuple[tuple[str, ...], Callable[..., Array]]] = {
    "uniform": (("low", "high"), _uniform),
    "triangular": (("low", "mode", "high"), _triangular),
    "normal": (("mean", "sd"), _normal),
}


@frozen
class Distribution:
    """A distribution of a number: `uniform` (low, high), `triangular` (low, mode, high) or `normal` (mean, sd).

    The normal one goes to 7 standard deviations at either side.
    """

    kind: str
    parameters: Mapping[str, float]

    def problems(self, id_: str) -> Iterator[Problem]:
        """Find what is wrong with it."""
        if self.kind not in DISTRIBUTIONS:
            allowed = ", ".join(DISTRIBUTIONS)
            yield Problem("parameter_not_allowed", {"name": id_, "found": repr(self.kind), "allowed": allowed})
            return
        names = DISTRIBUTIONS[self.kind][0]
        given = [self.parameters.get(name, math.nan) for name in names]
        if set(self.parameters) != set(names) or not all(math.isfinite(one) for one in given):
            yield Problem("distribution_parameters", {"id": id_, "kind": self.kind, "expected": ", ".join(names)})
        elif (self.kind == "normal" and given[1] <= 0) or (self.kind != "normal" and not _rising(given)):
            found = ", ".join(f"{one:g}" for one in given)
            yield Problem("distribution_not_rising", {"id": id_, "kind": self.kind, "found": found})

    def at(self, uniform: Array) -> Array:
        """Give the quantiles at uniform numbers: (...) in [0, 1) -> (...)."""
        names, quantile = DISTRIBUTIONS[self.kind]
        return quantile(uniform, *(self.parameters[name] for name in names))


def _rising(numbers: list[float]) -> bool:
    return all(a <= b for a, b in pairwise(numbers)) and numbers[0] < numbers[-1]
