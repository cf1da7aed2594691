"""The rule of one node in many draws: lines with bounds of their own, one rule a draw, or one fitted to each."""

from collections.abc import Callable
from typing import ClassVar, Protocol, Self

import numpy as np
from attrs import frozen

from smartscore.rules.base import Array, RelativeRule, Rule, is_relative
from smartscore.rules.curved import Log
from smartscore.rules.fixed import Clip, Linear, onto_scale
from smartscore.rules.relative import Position
from smartscore.rules.stepwise import Unscored
from smartscore.rules.supplied import fitted, normalised_by

OWN_RULES = frozenset(rule.__module__ for rule in (Linear, Log, Position, Unscored))

#: Gives the city at a position, in words.
City = Callable[[int], str]
Scale = tuple[float, float]


class DrawnRule(Protocol):
    """What scores values in draws: (cities), or (draws, cities) -> `out`, (draws, cities).

    `varies` is whether equal values have other scores in another draw.
    """

    @property
    def varies(self) -> bool: ...

    def onto(self, values: Array, scale: Scale, out: Array, city: City) -> None: ...

    def part(self, draws: slice) -> "DrawnRule": ...


@frozen(eq=False)
class Lines:
    """Linear rules, one a draw, which are clipped alike: `worst` and `best` are (draws)."""

    worst: Array
    best: Array
    clip: Clip = "both"
    varies: ClassVar[bool] = True

    def onto(self, values: Array, scale: Scale, out: Array, city: City) -> None:  # as the others are
        onto_scale(values, (self.worst[:, None], self.best[:, None]), self.clip, scale, out)

    def part(self, draws: slice) -> Self:
        return type(self)(self.worst[draws], self.best[draws], self.clip)


@frozen(eq=False)
class MovedBounds:
    """A rule that is held at both ends, with its bounds moved in each draw by shares of their distance: (draws).

    `rule` is the same one held at no end. Moved bounds are a line over what it gives, whatever its curve. What has no
    place on the curve, values of 0 or less of a logarithm, scores `beyond`: 0 for worst, 1 for best.
    """

    rule: Rule
    worst: Array
    best: Array
    beyond: float | None = None
    varies: ClassVar[bool] = True

    def onto(self, values: Array, scale: Scale, out: Array, city: City) -> None:
        plain = normalised(self.rule, values, city)
        if self.beyond is not None:
            plain = np.where(values <= 0, np.inf if self.beyond else -np.inf, plain)
        onto_scale(plain, (self.worst[:, None], 1 + self.best[:, None]), "both", scale, out)

    def part(self, draws: slice) -> Self:
        return type(self)(self.rule, self.worst[draws], self.best[draws], self.beyond)


@frozen(eq=False)
class RuleInEach:
    """A rule for each draw; one that is relative is fitted to the values of its draw."""

    rules: tuple[Rule | RelativeRule, ...]
    varies: ClassVar[bool] = True

    def onto(self, values: Array, scale: Scale, out: Array, city: City) -> None:
        each = np.broadcast_to(values, out.shape)
        for rule, drawn, place in zip(self.rules, each, out, strict=True):
            _scaled(_normalised(rule, drawn, city), scale, place)

    def part(self, draws: slice) -> Self:
        return type(self)(self.rules[draws])


@frozen(eq=False)
class FittedToEach:
    """A relative rule that is fitted to the values of each draw."""

    rule: RelativeRule
    varies: ClassVar[bool] = False

    def onto(self, values: Array, scale: Scale, out: Array, city: City) -> None:
        each = np.broadcast_to(values, out.shape)
        if type(self.rule).__module__ in OWN_RULES:
            _scaled(self.rule.each(each), scale, out)  # type: ignore[attr-defined]  # each of them has it
        else:
            _scaled(np.stack([_normalised(self.rule, drawn, city) for drawn in each]), scale, out)

    def part(self, draws: slice) -> Self:  # as the others are
        return self


def normalised(rule: Rule, values: Array, city: City) -> Array:
    """Apply a fixed rule to values: (cities), or (draws, cities) -> the same."""
    if type(rule).__module__ in OWN_RULES:
        return rule(values)
    if values.ndim == 1:
        return normalised_by(rule, values, city)
    cities = values.shape[-1]
    return normalised_by(rule, values.ravel(), lambda place: city(place % cities)).reshape(values.shape)


def _normalised(rule: Rule | RelativeRule, values: Array, city: City) -> Array:
    if np.isnan(values).all():
        return values
    return normalised(fitted(rule, values) if is_relative(rule) else rule, values, city)


def _scaled(values: Array, scale: Scale, out: Array) -> None:
    low, high = scale
    np.multiply(values, high - low, out=out)
    if low:
        out += low
