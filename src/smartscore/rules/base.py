"""What a rule is: function types, not base classes."""

import math
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from attrs import Attribute
from numpy.typing import NDArray

from smartscore.errors import Problem, RuleError

if TYPE_CHECKING:
    from typing_extensions import TypeIs

Array = NDArray[np.float64]
Better = Literal["higher", "lower", "target"]


class Rule(Protocol):
    """A fixed rule: raw values to normalised ones, each value judged by itself.

    Shape and NaN are kept, and `better` says which way is up. A rule may answer more about itself, in attributes
    and methods that `smartscore.rules.answers` lists; nobody asks of what class it is.
    """

    @property
    def better(self) -> Better: ...

    def __call__(self, values: Array, /) -> Array: ...


class RelativeRule(Protocol):
    """A rule that looks at all cities: `fit` gives the fixed rule for a baseline."""

    def fit(self, values: Array, /) -> Rule: ...


def is_relative(rule: Rule | RelativeRule) -> "TypeIs[RelativeRule]":
    """Tell whether a rule must be fitted before it can be called."""
    return hasattr(rule, "fit")


def finite(_instance: object, attribute: "Attribute[float]", value: float) -> None:
    """Validate that a parameter is a finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise RuleError(Problem("parameter_not_number", {"name": attribute.name, "found": repr(value)}))


def one_of(*allowed: str):  # type: ignore[no-untyped-def]  # attrs validators have no simpler type
    """Validate that a parameter is one of the words allowed."""

    def check(_instance: object, attribute: "Attribute[str]", value: str) -> None:
        if value not in allowed:
            fields = {"name": attribute.name, "found": repr(value), "allowed": ", ".join(allowed)}
            raise RuleError(Problem("parameter_not_allowed", fields))

    return check


def differ(first: str, second: str, low: float, high: float) -> None:
    """Refuse two bounds that are equal."""
    if low == high:
        raise RuleError(Problem("bounds_equal", {"first": first, "second": second, "value": low}))


def positive(instance: object, attribute: object, value: float) -> None:
    """Validate that a parameter is a finite number above 0."""
    finite(instance, attribute, value)  # type: ignore[arg-type]
    if value <= 0:
        raise RuleError(Problem("bound_not_positive", {"name": getattr(attribute, "name", ""), "found": value}))
