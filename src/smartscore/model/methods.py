"""Methods by name: what a framework file may ask for."""

from collections.abc import Callable, Mapping

from attrs import evolve, field, frozen

from smartscore.aggregates import Aggregate
from smartscore.errors import PluginError, Problem
from smartscore.model.step import Step
from smartscore.rules import RelativeRule, Rule
from smartscore.text import Phrase


@frozen(kw_only=True, eq=False)
class Methods:
    """Constructors of rules, aggregates and steps, by the name that a framework file uses, and estimators.

    What makes no others may stand for itself: an aggregate that is a function of scores and weights, or a rule or a
    step that is made already, which then take no parameters. An estimator works out shares of variance, as
    `robustness.sensitivity.estimators` says, and is named by `robustness --estimator`. `weights` is kept for a later
    version, and must be empty: nothing asks for it yet.

    Raises:
        PluginError: for weights.
    """

    rules: Mapping[str, Callable[..., Rule | RelativeRule]] = field(factory=dict)
    aggregates: Mapping[str, Callable[..., Aggregate]] = field(factory=dict)
    steps: Mapping[str, Callable[..., Step]] = field(factory=dict)
    estimators: Mapping[str, Callable[..., object]] = field(factory=dict)
    weights: Mapping[str, Callable[..., object]] = field(factory=dict)
    #: The plugins that methods come from, by kind and name, as errors name them.
    suppliers: Mapping[tuple[str, str], str] = field(factory=dict, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.weights:
            raise PluginError(Problem("weights_not_asked_for", {"names": ", ".join(sorted(self.weights))}))

    def joined(self, other: "Methods") -> "Methods":
        """Give both together; these themselves if the others add none, so that what knows them is not built again.

        Raises:
            PluginError: for every name that both have for different things.
        """
        names = ("rules", "aggregates", "steps", "estimators")
        own, theirs = ({kind: getattr(methods, kind) for kind in names} for methods in (self, other))
        twice = [
            Problem("method_twice", {"kind": Phrase(f"kind_{kind[:-1]}"), "name": name})
            for kind in names
            for name in sorted(own[kind].keys() & theirs[kind].keys())
            if own[kind][name] is not theirs[kind][name]
        ]
        if twice:
            raise PluginError(twice)
        if all(theirs[kind].keys() <= own[kind].keys() for kind in names):
            return self
        return evolve(self, **{kind: {**own[kind], **theirs[kind]} for kind in names})
