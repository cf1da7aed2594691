"""Methods by name: what a framework file may ask for."""

from collections.abc import Callable, Mapping

from attrs import evolve, field, frozen

from smartscore.aggregates import Aggregate
from smartscore.errors import PluginError, Problem
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
        """Give both together; one name supplied twice is refused."""
        changes = {}
        for kind in ("rules", "aggregates", "steps", "weights"):
            mine, theirs = getattr(self, kind), getattr(other, kind)
            for name in sorted(mine.keys() & theirs.keys()):
                if mine[name] is not theirs[name]:
                    raise PluginError(Problem("method_twice", {"kind": kind, "name": name}))
            changes[kind] = {**mine, **theirs}
        return evolve(self, **changes)
