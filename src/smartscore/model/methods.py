"""Methods by name: what a framework file may ask for."""

from collections.abc import Callable, Mapping

from attrs import evolve, field, frozen

from smartscore.aggregates import Aggregate
from smartscore.model.framework import Step
from smartscore.rules import RelativeRule, Rule


@frozen(kw_only=True, eq=False)
class Methods:
    """Constructors of rules, aggregates, steps and weights, by the name that a framework file uses."""

    rules: Mapping[str, Callable[..., Rule | RelativeRule]] = field(factory=dict)
    aggregates: Mapping[str, Callable[..., Aggregate]] = field(factory=dict)
    steps: Mapping[str, Callable[..., Step]] = field(factory=dict)
    weights: Mapping[str, Callable[..., object]] = field(factory=dict)

    def joined(self, other: "Methods") -> "Methods":
        """Give both together; for a name that both have, that of `other`."""
        kinds = ("rules", "aggregates", "steps", "weights")
        return evolve(self, **{kind: {**getattr(self, kind), **getattr(other, kind)} for kind in kinds})
