"""Fixed rules on a curve: logarithms and powers, for amounts above 0.

Source of the formulas: OECD/JRC, Handbook on constructing composite indicators (2008), section 5, with
the roots of the City Prosperity Index of UN-Habitat.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, RuleError
from smartscore.rules.base import Array, Better, differ, finite, one_of, positive
from smartscore.rules.fixed import Clip, beyond, clip_to, of_clips

Zero = Literal["worst", "best"]

_zero = one_of("worst", "best")


def curved(rule: "Log | Power", values: Array, f: Callable[[Array], Array]) -> Array:
    """Linear on the scale of `f`, which is defined above 0; values of 0 or less score as `rule.zero` says."""
    values = np.asarray(values, dtype=float)
    positive = np.where(values > 0, values, np.nan)
    ends = f(np.array([rule.worst, rule.best], dtype=float))
    normalised = clip_to((f(positive) - ends[0]) / (ends[1] - ends[0]), rule.clip)
    normalised[values <= 0] = 0.0 if rule.zero == "worst" else 1.0
    return normalised


def curved_clipped(values: Array, worst: float, best: float, clip: Clip) -> np.ndarray:
    """Tell which values of a curved rule are held at a bound, those of 0 or less included."""
    return beyond((values - worst) / (best - worst), clip) | (values <= 0)


def is_monotone_at_zero(rule: "Log | Power") -> bool:
    """Tell whether what values of 0 or less score is held on the side of the curve on which they are."""
    end = "worst" if rule.better == "higher" else "best"
    return rule.zero == end and rule.clip in ("both", end)


@frozen
class Log:
    """Linear on logarithms: (ln value - ln worst) / (ln best - ln worst).

    For amounts where the first steps count most. Values of 0 or less, which have no logarithm, score
    worst; with `zero = "best"` they score best, for harms of which none is the best there can be.
    """

    worst: float = field(validator=positive)
    best: float = field(validator=positive)
    clip: Clip = field(default="both", validator=of_clips)
    zero: Zero = field(default="worst", validator=_zero)
    least = 0.0

    def __attrs_post_init__(self) -> None:
        differ("worst", "best", self.worst, self.best)

    @property
    def better(self) -> Better:
        return "higher" if self.best > self.worst else "lower"

    @property
    def bounds(self) -> tuple[float, float]:
        return self.worst, self.best

    def better_within(self, low: float, _high: float, /) -> Better:
        return self.better if low > 0 or is_monotone_at_zero(self) else "target"

    def __call__(self, values: Array, /) -> Array:
        return curved(self, values, np.log)

    def inverse(self, normalised: Array, /) -> Array:
        return np.asarray(self.worst * (self.best / self.worst) ** normalised)

    def clipped(self, values: Array, /) -> np.ndarray:
        return curved_clipped(values, self.worst, self.best, self.clip)


@frozen
class Power:
    """Linear on powers: (value^p - worst^p) / (best^p - worst^p), as roots are in the City Prosperity Index.

    Values of 0 or less score worst, or best with `zero = "best"`.
    """

    worst: float = field(validator=positive)
    best: float = field(validator=positive)
    exponent: float = field(default=0.5, validator=finite)
    clip: Clip = field(default="both", validator=of_clips)
    zero: Zero = field(default="worst", validator=_zero)
    least = 0.0

    def __attrs_post_init__(self) -> None:
        differ("worst", "best", self.worst, self.best)
        if self.exponent == 0:
            raise RuleError(Problem("exponent_zero", {}))

    @property
    def better(self) -> Better:
        return "higher" if self.best > self.worst else "lower"

    @property
    def bounds(self) -> tuple[float, float]:
        return self.worst, self.best

    def better_within(self, low: float, _high: float, /) -> Better:
        return self.better if low > 0 or is_monotone_at_zero(self) else "target"

    def __call__(self, values: Array, /) -> Array:
        return curved(self, values, self._curve)

    def inverse(self, normalised: Array, /) -> Array:
        low, high = self.worst**self.exponent, self.best**self.exponent
        return np.asarray((low + normalised * (high - low)) ** (1 / self.exponent))

    def clipped(self, values: Array, /) -> np.ndarray:
        return curved_clipped(values, self.worst, self.best, self.clip)

    def _curve(self, values: Array) -> Array:
        return np.asarray(values**self.exponent)
