"""Shares of variance as SALib works them out: an estimator for `smartscore robustness --estimator salib`.

SALib (Iwanaga, Usher and Herman 2022) has the same estimators of Saltelli and Jansen, centred; its variance is over the
number of runs instead of one less, and its intervals are a normal distribution's around the index.
"""

from importlib.util import find_spec
from typing import Any

import numpy as np

from smartscore import Array, Methods, Problem, UsageError, hookimpl

_LEVEL = 0.9  # from 5 to 95 %


def salib(a: Array, b: Array, ab: Array, *, seed: int, resamples: int) -> tuple[Array, Array, Array, Array]:
    """Give first and total order and their intervals: (N, outputs), (N, outputs), (inputs, N, outputs).

    Raises:
        UsageError: if SALib is not installed.
    """
    if find_spec("SALib") is None:
        raise UsageError(Problem("missing_extra", {"extra": "salib"}))
    from SALib.analyze import sobol

    inputs, _, outputs = ab.shape
    problem = {"num_vars": inputs, "names": [f"x{number}" for number in range(inputs)], "bounds": [[0, 1]] * inputs}
    found = np.empty((4, inputs, outputs))
    for output in range(outputs):
        runs = np.vstack([a[None, :, output], ab[:, :, output], b[None, :, output]]).T.ravel()  # a row of each draw
        told: Any = sobol.analyze(
            problem, runs, calc_second_order=False, num_resamples=resamples, conf_level=_LEVEL, seed=seed
        )
        found[:, :, output] = [told[name] for name in ("S1", "ST", "S1_conf", "ST_conf")]
    first, total, around_first, around_total = found
    ends = [
        np.stack([index - half, index + half], axis=-1)
        for index, half in ((first, around_first), (total, around_total))
    ]
    return first, total, ends[0], ends[1]


@hookimpl
def smartscore_methods() -> Methods:
    """Give the estimator."""
    return Methods(estimators={"salib": salib})
