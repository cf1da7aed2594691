"""Rules with fixed bounds: a city's score does not move because another city joined.

Source of the formulas unless said otherwise: OECD/JRC, Handbook on constructing
composite indicators (2008), section 5 (distance to a reference, min-max with goalposts).
"""

import math
from typing import Literal

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, RuleError
from smartscore.rules.base import Array, Better, differ, finite, one_of, positive
from smartscore.rules.domain import Domain

Clip = Literal["both", "worst", "best", "none"]

of_clips = one_of("both", "worst", "best", "none")


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
    clip: Clip = field(default="both", validator=of_clips)

    def __attrs_post_init__(self) -> None:
        differ("worst", "best", self.worst, self.best)

    @property
    def better(self) -> Better:
        return "higher" if self.best > self.worst else "lower"

    @property
    def bounds(self) -> tuple[float, float]:
        return self.worst, self.best

    def __call__(self, values: Array, /) -> Array:
        normalised = np.subtract(values, self.worst, dtype=float)
        normalised /= self.best - self.worst
        return clip_to(normalised, self.clip)

    def onto(self, values: Array, scale: tuple[float, float], out: Array) -> None:
        """Fill `out` with low + (high - low) x normalised, in three passes: what the engine asks of a rule that can."""
        onto_scale(values, (self.worst, self.best), self.clip, scale, out)

    def inverse(self, normalised: Array, /) -> Array:
        return self.worst + normalised * (self.best - self.worst)

    def clipped(self, values: Array, /) -> np.ndarray:
        return beyond((values - self.worst) / (self.best - self.worst), self.clip)


def onto_scale(
    values: Array, bounds: tuple[float, float] | tuple[Array, Array], clip: Clip, scale: tuple[float, float], out: Array
) -> None:
    """Fill `out` with low + (high - low) x normalised; bounds are numbers, or arrays that fit the values."""
    worst, best = bounds
    low, high = scale
    factor = (high - low) / (best - worst)
    np.subtract(values, worst - low / factor, out=out)
    out *= factor
    if clip == "both":
        np.clip(out, low, high, out=out)
    elif clip == "worst":
        np.maximum(out, low, out=out)
    elif clip == "best":
        np.minimum(out, high, out=out)


@frozen
class Target:
    """Best at a wanted value, falling on both sides: 1 - abs(x - value) / tolerance, held at 0."""

    value: float = field(validator=finite)
    tolerance: float = field(validator=positive)
    clip: Clip = field(default="both", validator=of_clips)

    @property
    def better(self) -> Better:
        return "target"

    @property
    def peak(self) -> tuple[float, float]:
        return self.value, self.tolerance

    def better_within(self, low: float, high: float, /) -> Better:
        return "higher" if high <= self.value else "lower" if low >= self.value else "target"

    def __call__(self, values: Array, /) -> Array:
        away = np.abs(np.subtract(values, self.value, dtype=float))
        return clip_to(np.asarray(1 - away / self.tolerance), self.clip)

    def clipped(self, values: Array, /) -> np.ndarray:
        return beyond(np.asarray(1 - np.abs(values - self.value) / self.tolerance), self.clip)


class _OnALine:
    """A rule that is linear between two ends of its own."""

    @property
    def line(self) -> Linear:
        raise NotImplementedError

    @property
    def better(self) -> Better:
        return self.line.better

    def __call__(self, values: Array, /) -> Array:
        return self.line(values)

    def inverse(self, normalised: Array, /) -> Array:
        return self.line.inverse(normalised)

    def clipped(self, values: Array, /) -> np.ndarray:
        return self.line.clipped(values)


@frozen
class Ratio(_OnALine):
    """Share of a wanted value that is reached: value / target, held at 1 (and at 0)."""

    target: float = field(validator=positive)
    clip: Clip = field(default="both", validator=of_clips)

    @property
    def line(self) -> Linear:
        return Linear(0, self.target, self.clip)

    @property
    def bounds(self) -> tuple[None, float]:
        return None, self.target


@frozen
class Entropy(_OnALine):
    """Evenness of a mix of `classes` kinds: Shannon's entropy (natural logarithm) over its greatest, ln classes."""

    classes: float = field(validator=finite)
    clip: Clip = field(default="both", validator=of_clips)

    def __attrs_post_init__(self) -> None:
        if self.classes < 2 or self.classes != int(self.classes):
            raise RuleError(Problem("classes_not_whole", {"found": self.classes}))

    @property
    def line(self) -> Linear:
        return Linear(0, math.log(self.classes), self.clip)


@frozen
class _Scale(_OnALine):
    """Proportion of a scale from `low` (worst) to `high` (best)."""

    low: float = field(validator=finite)
    high: float = field(validator=finite)
    clip: Clip = field(default="both", validator=of_clips)

    def __attrs_post_init__(self) -> None:
        if self.low >= self.high:
            raise RuleError(Problem("scale_not_rising", {"low": self.low, "high": self.high}))

    @property
    def line(self) -> Linear:
        return Linear(self.low, self.high, self.clip)

    @property
    def possible(self) -> Domain:
        return Domain(self.low, self.high)


@frozen
class Levels(_Scale):
    """Maturity levels, whole numbers from `low` to `high`: (level - low) / (high - low)."""

    @property
    def possible(self) -> Domain:
        return Domain(self.low, self.high, whole=True)


@frozen
class Score(_Scale):
    """A score that somebody else gave on a scale from `low` to `high`: (score - low) / (high - low)."""


def line_of(rule: object) -> Linear | None:
    """Give the line of a rule that is linear between two bounds that it names; None for another one."""
    if type(rule) is Linear:
        return rule
    return rule.line if isinstance(rule, _Scale) and type(rule) in (Levels, Score) else None
