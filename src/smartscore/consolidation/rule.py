"""The rules by which the values of several assessors become one."""

from collections.abc import Mapping, Sequence
from typing import Literal, Self

import numpy as np
from attrs import frozen

from smartscore.aggregates import Aggregate, Arithmetic, Median, Minimum, over_present
from smartscore.errors import Problem, UsageError, hint
from smartscore.rules import Array

Kind = Literal["mean", "weighted", "median", "minimum", "assessor"]
_GRAMMAR = "mean, median, minimum, weighted:NAME=2,NAME=1, assessor:NAME"
_PLAIN = ("mean", "median", "minimum")
_MEANS: Mapping[str, Aggregate] = {
    "mean": Arithmetic(),
    "weighted": Arithmetic(),
    "median": Median(),
    "minimum": Minimum(),
}


@frozen
class ConsolidationRule:
    """How the values that several assessors give an indicator become one.

    `mean`, `median` and `minimum` are of those who give a value; `weighted` is their mean with the weight of each
    assessor; `assessor` takes the word of one, and there is no value where that one gives none.
    """

    kind: Kind
    assessor: str = ""
    weights: tuple[tuple[str, float], ...] = ()

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read `mean`, `median`, `minimum`, `weighted:NAME=2,NAME=1` or `assessor:NAME`.

        Raises:
            UsageError: for anything else.
        """
        kind, _, rest = written.strip().partition(":")
        if kind in _PLAIN and not rest:
            return cls(kind)  # type: ignore[arg-type]  # one of the three
        if kind == "assessor" and rest.strip():
            return cls("assessor", assessor=rest.strip())
        if kind == "weighted" and (weights := _weights(rest)):
            return cls("weighted", weights=weights)
        raise UsageError(Problem("consolidation_not_valid", {"found": written, "expected": _GRAMMAR}))

    def __str__(self) -> str:
        if self.kind == "assessor":
            return f"assessor:{self.assessor}"
        weights = ",".join(f"{name}={weight:g}" for name, weight in self.weights)
        return f"weighted:{weights}" if weights else self.kind

    def require(self, assessors: Sequence[str]) -> None:
        """Refuse assessors that are named and do not exist, and those that have no weight.

        Raises:
            UsageError: naming all of them.
        """
        named = [self.assessor] if self.kind == "assessor" else [name for name, _ in self.weights]
        problems = [
            Problem("no_such_assessor", {"found": name, "hint": hint(name, assessors)})
            for name in named
            if name not in assessors
        ]
        if self.kind == "weighted":
            problems += [Problem("assessor_without_weight", {"found": n}) for n in assessors if n not in named]
        if problems:
            raise UsageError(problems)

    def __call__(self, values: Array, assessors: Sequence[str]) -> Array:
        """Give one value of those of all assessors, NaN where there is none: (rows, assessors) -> (rows)."""
        if self.kind == "assessor":
            return np.asarray(values[:, assessors.index(self.assessor)])
        given = dict(self.weights)
        weights = np.array([given.get(name, 1.0) for name in assessors])
        return over_present(_MEANS[self.kind], values.T, weights, ~np.isnan(values.T))


def _weights(written: str) -> tuple[tuple[str, float], ...]:
    """Read `NAME=2,NAME=1`; nothing where that is not what is written, or a weight is no number above 0."""
    weights = []
    for part in written.split(","):
        name, _, number = part.rpartition("=")
        try:
            weight = float(number)
        except ValueError:
            return ()
        if not name.strip() or not (np.isfinite(weight) and weight > 0):
            return ()
        weights.append((name.strip(), weight))
    return tuple(weights)
