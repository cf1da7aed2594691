"""Indices of one output, with their intervals and what they are worth."""

from collections.abc import Iterable, Sequence

import numpy as np
from attrs import field, frozen

from smartscore.read_only import locked
from smartscore.robustness.sensitivity.estimators import SuppliedEstimator, estimated
from smartscore.robustness.sensitivity.indices import DEFAULT, Estimator, mean_of_runs, output_variance
from smartscore.robustness.sensitivity.saltelli import saltelli_runs
from smartscore.robustness.sensitivity.verdicts import Verdict, judged
from smartscore.rules import Array


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(names)


@frozen(eq=False)
class Sensitivity:
    """The indices of one output: shapes (inputs) for first and total, (inputs, 2) for their 5-95 % intervals.

    `count` is N, the draws of A and of B, and `asked` how many were asked for, None where nobody was in between; `runs`
    is how often the model was run; `variance` that of A and B together, NaN for an output without a value in some run.
    """

    output: str
    inputs: tuple[str, ...] = field(converter=_names)
    first: Array = field(converter=locked)
    total: Array = field(converter=locked)
    first_interval: Array = field(converter=locked)
    total_interval: Array = field(converter=locked)
    count: int
    variance: float
    asked: int | None = None

    @property
    def interrupted(self) -> bool:
        """Tell whether there are fewer draws than were asked for."""
        return self.asked is not None and self.count < self.asked

    @property
    def runs(self) -> int:
        """Give how many runs of the model the indices are made of."""
        return saltelli_runs(self.count, len(self.inputs))

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Give what the indices of each input are worth."""
        if np.isnan(self.variance):
            return tuple(Verdict(name, ("unknown",)) for name in self.inputs)
        if np.isnan(self.total).any():
            return tuple(Verdict(name, ("constant",)) for name in self.inputs)
        each = zip(self.inputs, self.first.tolist(), self.first_interval, self.total_interval, strict=True)
        return tuple(judged(name, first, alone, whole, self.count) for name, first, alone, whole in each)


def sensitivities(  # noqa: PLR0913  # what was run, and how it is judged
    blocks: tuple[Array, Array, Array],
    inputs: Sequence[str],
    outputs: Sequence[str],
    *,
    seed: int,
    resamples: int = 1000,
    estimator: Estimator | SuppliedEstimator = DEFAULT,
) -> tuple[Sensitivity, ...]:
    """Give the indices of each output from the blocks that `saltelli_blocks` gives.

    Shapes: (N, outputs), (N, outputs), (k, N, outputs).
    """
    a, b, ab = blocks
    estimates = estimated(blocks, estimator, seed=seed, resamples=resamples)
    variances = np.where(np.isfinite(mean_of_runs(a, b, ab)), output_variance(a, b), np.nan).tolist()
    return tuple(
        Sensitivity(
            output=output,
            inputs=inputs,
            first=estimates.first[:, place],
            total=estimates.total[:, place],
            first_interval=estimates.first_intervals[:, place],
            total_interval=estimates.total_intervals[:, place],
            count=len(a),
            variance=variance,
        )
        for place, (output, variance) in enumerate(zip(outputs, variances, strict=True))
    )
