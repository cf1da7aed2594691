"""Sensitivity indices against COINr 1.1.14: its ASEM example under four assumptions, and Ishigami's function.

COINr takes the bare product for first orders and keeps the variance of all draws in its bootstrap; its point
estimates are exact here, its intervals as close as two bootstraps of 1000 resamples are.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame
from sensitivity_functions import ISHIGAMI_FIRST, ISHIGAMI_TOTAL

from smartscore.robustness.sensitivity import (
    COINR,
    Sensitivity,
    bootstrap_intervals,
    output_variance,
    saltelli_blocks,
    sensitivities,
    sobol_indices,
)

CASES = pytest.mark.parametrize("name", ["SA", "ishigami"])
#: Four standard errors of the difference of two 5 % quantiles of 1000 resamples, as a share of the 5-95 % width of a
#: normal distribution: 4 x sqrt(2 x 0.05 x 0.95 / 1000) / 0.1031 / 3.29.
BOUND = 0.115


def found(reference: Path, name: str) -> tuple[Sensitivity, DataFrame]:
    """Give our indices of COINr's outputs, and COINr's indices."""
    folder = reference / "coinr" / "sensitivity"
    theirs = pd.read_csv(folder / f"{name}_indices.csv", index_col="Variable")
    outputs = pd.read_csv(folder / f"{name}_design_and_output.csv").to_numpy()[:, [-1]].astype(float)
    blocks = saltelli_blocks(outputs, len(theirs))
    (ours,) = sensitivities(blocks, [*theirs.index], ["output"], seed=1, estimator=COINR)
    return ours, theirs


@CASES
def test_point_estimates_are_exact(reference: Path, name: str) -> None:
    ours, theirs = found(reference, name)
    np.testing.assert_allclose(ours.first, theirs["Si"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(ours.total, theirs["STi"], rtol=0, atol=1e-12)
    assert theirs["variance"].tolist() == pytest.approx([ours.variance] * len(theirs), rel=1e-12)


@CASES
def test_intervals_agree_within_the_error_of_two_bootstraps(reference: Path, name: str) -> None:
    ours, theirs = found(reference, name)
    for order, interval in (("Si", ours.first_interval), ("STi", ours.total_interval)):
        ends = theirs[[f"{order}_q5", f"{order}_q95"]].to_numpy()
        assert np.abs((interval - ends) / np.ptp(ends, axis=1, keepdims=True)).max() < BOUND


def test_counts_are_those_of_coinr(reference: Path) -> None:
    ours, theirs = found(reference, "SA")
    assert {(ours.count, ours.runs)} == {*zip(theirs["N"], theirs["runs"], strict=True)} == {(1000, 6000)}
    assert [verdict.codes[0] for verdict in ours.verdicts] == ["acts"] * 4


def test_of_the_same_runs_our_intervals_hold_more_analytic_indices_than_coinrs(
    reference: Path,
) -> None:
    """COINr's draws are unlucky ones: three of six analytic indices (Ishigami and Homma 1990) lie outside."""
    path = reference / "coinr" / "sensitivity" / "ishigami_design_and_output.csv"
    blocks = saltelli_blocks(pd.read_csv(path)["y"].to_numpy(), 3)
    exact = np.stack([ISHIGAMI_FIRST, ISHIGAMI_TOTAL])

    def held(intervals: np.ndarray) -> int:
        return int(((intervals[..., 0] <= exact) & (exact <= intervals[..., 1])).sum())

    theirs = pd.read_csv(path.with_name("ishigami_indices.csv"))
    ends = np.stack([theirs[[f"{order}_q5", f"{order}_q95"]].to_numpy() for order in ("Si", "STi")])
    assert held(ends) == 3
    assert held(np.asarray(bootstrap_intervals(*blocks, seed=1, estimator=COINR))) == 3
    assert held(np.asarray(bootstrap_intervals(*blocks, seed=1))) == 5


def test_around_the_mean_of_all_runs_indices_are_those_of_salib(reference: Path) -> None:
    """SALib 1.6.0 on the same outputs: `sobol.analyze(..., calc_second_order=False)`; its variance is over 2N."""
    path = reference / "coinr" / "sensitivity" / "ishigami_design_and_output.csv"
    a, b, ab = saltelli_blocks(pd.read_csv(path)["y"].to_numpy(), 3)
    first, total = np.array(sobol_indices(a, b, ab)) * (output_variance(a, b) / np.var([a, b]))
    salib_first = [0.29842330633014785, 0.457471702555051, 0.0011166226224763793]
    salib_total = [0.5523620460175407, 0.46359401810004053, 0.24319631419638152]
    np.testing.assert_allclose(first, salib_first, rtol=0, atol=1e-12)
    np.testing.assert_allclose(total, salib_total, rtol=0, atol=1e-12)
