"""Rules with fixed bounds: a city's score does not move because another city joined.

Source of the formulas unless said otherwise: OECD/JRC, Handbook on constructing
composite indicators (2008), section 5 (distance to a reference, min-max with goalposts).
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, RuleError
from smartscore.rules.base import Array, Better, differ, finite, one_of

Clip = Literal["both", "worst", "best", "none"]

Zero = Literal["worst", "best"]

_clip = one_of("both", "worst", "best", "none")
_zero = one_of("worst", "best")


def clip_to(normalised: Array, clip: Clip) -> Array:
    """Hold normalised values at 0, at 1, at both or not at all, in place; NaN stays."""
    if clip == "both":
        np.clip(normalised, 0.0, 1.0, out=normalised)
    elif clip == "worst":
        np.maximum(normalised, 0.0, out=normalised)
    elif clip == "best":
        np.minimum(normalised, 1.0, out=normalised)
    return normalised


def beyond(normalised: Array, clip: Clip) -> np.ndarray:
    """Tell which normalised values `clip_to` changes: (cities) -> bool (cities)."""
    below = (normalised < 0.0) & (clip in ("both", "worst"))
    above = (normalised > 1.0) & (clip in ("both", "best"))
    return np.asarray(below | above)


@frozen
class Linear:
    """In proportion between two fixed bounds: (value - worst) / (best - worst).

    `worst` greater than `best` means that lower is better.
    """

    worst: float = field(validator=finite)
    best: float = field(validator=finite)
    clip: Clip = field(default="both", validator=_clip)

    def __attrs_post_init__(self) -> None:
        differ("worst", "best", self.worst, self.best)

    @property
    def better(self) -> Better:
        return "higher" if self.best > self.worst else "lower"

    def __call__(self, values: Array, /) -> Array:
        normalised = np.subtract(values, self.worst, dtype=float)
        normalised /= self.best - self.worst
        return clip_to(normalised, self.clip)

    def onto(self, values: Array, scale: tuple[float, float], out: Array) -> None:
        """Fill `out` with low + (high - low) x normalised, in three passes: what the engine asks of a rule that can."""
        low, high = scale
        factor = (high - low) / (self.best - self.worst)
        np.subtract(values, self.worst - low / factor, out=out)
        out *= factor
        if self.clip == "both":
            np.clip(out, low, high, out=out)
        elif self.clip == "worst":
            np.maximum(out, low, out=out)
        elif self.clip == "best":
            np.minimum(out, high, out=out)

    def inverse(self, normalised: Array, /) -> Array:
        return self.worst + normalised * (self.best - self.worst)

    def clipped(self, values: Array, /) -> np.ndarray:
        return beyond((values - self.worst) / (self.best - self.worst), self.clip)


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


def _positive(instance: object, attribute: object, value: float) -> None:
    finite(instance, attribute, value)  # type: ignore[arg-type]
    if value <= 0:
        raise RuleError(Problem("bound_not_positive", {"name": getattr(attribute, "name", ""), "found": value}))


@frozen
class Log:
    """Linear on logarithms: (ln value - ln worst) / (ln best - ln worst).

    For amounts where the first steps count most. Values of 0 or less, which have no logarithm, score
    worst; with `zero = "best"` they score best, for harms of which none is the best there can be.
    """

    worst: float = field(validator=_positive)
    best: float = field(validator=_positive)
    clip: Clip = field(default="both", validator=_clip)
    zero: Zero = field(default="worst", validator=_zero)

    def __attrs_post_init__(self) -> None:
        differ("worst", "best", self.worst, self.best)

    @property
    def better(self) -> Better:
        return "higher" if self.best > self.worst else "lower"

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

    worst: float = field(validator=_positive)
    best: float = field(validator=_positive)
    exponent: float = field(default=0.5, validator=finite)
    clip: Clip = field(default="both", validator=_clip)
    zero: Zero = field(default="worst", validator=_zero)

    def __attrs_post_init__(self) -> None:
        differ("worst", "best", self.worst, self.best)
        if self.exponent == 0:
            raise RuleError(Problem("exponent_zero", {}))

    @property
    def better(self) -> Better:
        return "higher" if self.best > self.worst else "lower"

    def __call__(self, values: Array, /) -> Array:
        return curved(self, values, self._curve)

    def inverse(self, normalised: Array, /) -> Array:
        low, high = self.worst**self.exponent, self.best**self.exponent
        return np.asarray((low + normalised * (high - low)) ** (1 / self.exponent))

    def clipped(self, values: Array, /) -> np.ndarray:
        return curved_clipped(values, self.worst, self.best, self.clip)

    def _curve(self, values: Array) -> Array:
        return np.asarray(values**self.exponent)


@frozen
class Target:
    """Best at a wanted value, falling on both sides: 1 - |x - value| / tolerance, not below 0."""

    value: float = field(validator=finite)
    tolerance: float = field(validator=finite)

    def __attrs_post_init__(self) -> None:
        if self.tolerance <= 0:
            raise RuleError(Problem("bound_not_positive", {"name": "tolerance", "found": self.tolerance}))

    @property
    def better(self) -> Better:
        return "target"

    def __call__(self, values: Array, /) -> Array:
        return clip_to(np.asarray(1 - np.abs(np.subtract(values, self.value, dtype=float)) / self.tolerance), "worst")

    def clipped(self, values: Array, /) -> np.ndarray:
        return np.asarray(np.abs(values - self.value) > self.tolerance)


@frozen
class Ratio:
    """Share of a wanted value that is reached: value / target, held at 1 (and at 0)."""

    target: float = field(validator=_positive)
    clip: Clip = field(default="both", validator=_clip)

    @property
    def better(self) -> Better:
        return "higher"

    def __call__(self, values: Array, /) -> Array:
        return Linear(0, self.target, self.clip)(values)

    def inverse(self, normalised: Array, /) -> Array:
        return normalised * self.target

    def clipped(self, values: Array, /) -> np.ndarray:
        return Linear(0, self.target, self.clip).clipped(values)


@frozen
class Entropy:
    """Evenness of a mix of `classes` kinds: Shannon's entropy (natural logarithm) over its greatest, ln classes."""

    classes: float = field(validator=finite)

    def __attrs_post_init__(self) -> None:
        if self.classes < 2 or self.classes != int(self.classes):
            raise RuleError(Problem("classes_not_whole", {"found": self.classes}))

    @property
    def better(self) -> Better:
        return "higher"

    def __call__(self, values: Array, /) -> Array:
        return Linear(0, float(np.log(self.classes)))(values)

    def inverse(self, normalised: Array, /) -> Array:
        return normalised * float(np.log(self.classes))

    def clipped(self, values: Array, /) -> np.ndarray:
        return Linear(0, float(np.log(self.classes))).clipped(values)


@frozen
class _Scale:
    """Proportion of a scale from `low` (worst) to `high` (best)."""

    low: float = field(validator=finite)
    high: float = field(validator=finite)

    def __attrs_post_init__(self) -> None:
        if self.low >= self.high:
            raise RuleError(Problem("scale_not_rising", {"low": self.low, "high": self.high}))

    @property
    def better(self) -> Better:
        return "higher"

    def __call__(self, values: Array, /) -> Array:
        return Linear(self.low, self.high)(values)

    def inverse(self, normalised: Array, /) -> Array:
        return Linear(self.low, self.high).inverse(normalised)

    def clipped(self, values: Array, /) -> np.ndarray:
        return Linear(self.low, self.high).clipped(values)


@frozen
class Levels(_Scale):
    """Maturity levels, whole numbers from `low` to `high`: (level - low) / (high - low)."""


@frozen
class Score(_Scale):
    """A score that somebody else gave on a scale from `low` to `high`: (score - low) / (high - low)."""
