"""Who works out indices and intervals: smartscore itself, as COINr does it, or a plugin."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.errors import Problem, UsageError, hint
from smartscore.method_faults import Method
from smartscore.model import Methods
from smartscore.robustness.sensitivity.bootstrap import bootstrap_intervals
from smartscore.robustness.sensitivity.indices import COINR, DEFAULT, Estimator, sobol_indices
from smartscore.rules import Array
from smartscore.text import Phrase

#: What a plugin gives: a function of outputs in A and B, (N, outputs), and AB, (inputs, N, outputs), with the keywords
#: `seed` and `resamples`, which gives first and total order, (inputs, outputs), and the 5-95 % intervals of both,
#: (inputs, outputs, 2).
SuppliedEstimator = Callable[..., tuple[Array, Array, Array, Array]]

BUILT_IN: Mapping[str, Estimator] = {"saltelli": DEFAULT, "coinr": COINR}


@frozen(eq=False)
class Estimates:
    """Indices of outputs, (inputs, outputs), and their 5-95 % intervals, (inputs, outputs, 2)."""

    first: Array
    total: Array
    first_intervals: Array
    total_intervals: Array


def estimator_named(name: str, methods: Methods) -> Estimator | SuppliedEstimator:
    """Give the estimator of a name: `saltelli`, `coinr`, or one that a plugin supplies.

    Raises:
        UsageError: with the nearest name, if there is none.
    """
    known: dict[str, Any] = {**BUILT_IN, **methods.estimators}
    if name not in known:
        raise UsageError(Problem("unknown_estimator", {"found": name, "hint": hint(name, known)}))
    found: Estimator | SuppliedEstimator = known[name]
    return found


def estimated(
    blocks: tuple[Array, Array, Array], estimator: Estimator | SuppliedEstimator, *, seed: int, resamples: int
) -> Estimates:
    """Work out indices and intervals of the blocks of a design.

    Raises:
        RuleError: naming the estimator of a plugin, if it fails or gives something else than indices and intervals.
    """
    a, b, ab = blocks
    if isinstance(estimator, Estimator):
        ends = bootstrap_intervals(a, b, ab, seed=seed, count=resamples, estimator=estimator)
        return Estimates(*sobol_indices(a, b, ab, estimator), *ends)
    method = Method("estimator", estimator)
    with method.called():
        given: Any = estimator(a.copy(), b.copy(), ab.copy(), seed=seed, resamples=resamples)
    shape = (len(ab), *ab.shape[2:])
    shapes = [shape, shape, (*shape, 2), (*shape, 2)]
    found = [np.shape(one) for one in given] if isinstance(given, tuple) else [type(given).__name__]
    if found != shapes:
        expected = Phrase("estimates_expected", shape=str(shape), ends=str(shapes[-1]))
        fields = {"found": ", ".join(map(str, found)), "expected": expected}
        raise method.error(Problem("method_gives", {**method.fields, **fields}))
    return Estimates(*(np.asarray(one, dtype=float) for one in given))
