"""The rule of U4SSC: points for the share of a benchmark that a city reaches."""

import math
from typing import Literal

import numpy as np
from attrs import Attribute, evolve, field, frozen

from smartscore import Array, Problem, RuleError

Way = Literal["higher", "lower"]

STARTS = (0.33, 0.66, 0.95)
_MOST = len(STARTS) + 1
_SLACK = 1e-9


def _way(_instance: object, _attribute: object, better: str) -> None:
    if better not in ("higher", "lower"):
        fields = {"name": "better", "found": repr(better), "allowed": "higher, lower"}
        raise RuleError(Problem("parameter_not_allowed", fields))


def _benchmark(instance: "Benchmark", _attribute: "Attribute[float | None]", benchmark: object) -> None:
    if benchmark is None:
        return
    if (
        isinstance(benchmark, bool)
        or not isinstance(benchmark, int | float | np.number)
        or not math.isfinite(benchmark)
    ):
        raise RuleError(Problem("parameter_not_number", {"name": "benchmark", "found": repr(benchmark)}))
    if benchmark < 0 or (benchmark == 0 and instance.better == "higher"):
        raise RuleError(Problem("bound_not_positive", {"name": "benchmark", "found": benchmark}))


@frozen
class Benchmark:
    """Points over 4 for the share of the benchmark: 1 below 33 %, 2 from 33 %, 3 from 66 %, 4 from 95 %.

    The share is value / benchmark, or benchmark / value where lower is better, which is smartscore's
    own reading: the published text has no formula. A benchmark of 0, which only lower is better can
    have, is reached by 0 alone. Without a benchmark there are no scores. There is no `inverse`,
    since many values have the same points; `reaching` gives the least of them.

    Source: ITU, U4SSC Verification Report, Kristiansund (2020), page 12.
    """

    better: Way = field(default="higher", validator=_way)
    benchmark: float | None = field(default=None, validator=_benchmark)

    @property
    def unscored(self) -> bool:
        return self.benchmark is None

    def with_benchmark(self, value: float) -> "Benchmark":
        """Give the rule with this benchmark.

        Raises:
            RuleError: if it is no number, or not above 0 (or 0 where lower is better).
        """
        return evolve(self, benchmark=value)

    def reaching(self, normalised: float) -> float:
        """Give the value from which on a city has so many points, NaN where all have or none can."""
        points = math.ceil(normalised * _MOST - _SLACK)
        if self.benchmark is None or not 1 < points <= _MOST:
            return math.nan
        share = STARTS[points - 2]
        return self.benchmark * share if self.better == "higher" else self.benchmark / share

    def __call__(self, values: Array, /) -> Array:
        values = np.asarray(values, dtype=float)
        if self.benchmark is None:
            return np.full(values.shape, np.nan)
        points = 1 + np.searchsorted(STARTS, self._shares(values, self.benchmark) + _SLACK, side="right")
        return np.where(np.isnan(values), np.nan, points / _MOST)

    def _shares(self, values: Array, benchmark: float) -> Array:
        """Give the share of the benchmark that each value reaches; 0 and less reach any where lower is better."""
        if self.better == "higher":
            return values / benchmark
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(values <= 0, np.inf, benchmark / values)
