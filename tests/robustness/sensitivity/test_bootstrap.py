"""Intervals of indices: they hold what is known, are those of a plain bootstrap, and each output has its own."""

import numpy as np
import pytest
from sensitivity_functions import ISHIGAMI_FIRST, ISHIGAMI_TOTAL, Blocks, blocks, ishigami

from smartscore.robustness.sensitivity import COINR, Estimator, bootstrap, bootstrap_intervals, sobol_indices

ALONE = [[0], [1], [2]]
SMALL = blocks(ishigami, ALONE, 60)


def resampled_one_by_one(parts: Blocks, count: int, seed: int, estimator: Estimator) -> np.ndarray:
    """Give the intervals from the indices of each resample worked out by themselves: (2, k, 2)."""
    a, b, ab = parts
    rows = np.random.default_rng(seed).integers(len(a), size=(count, len(a)))
    indices = [sobol_indices(a[picked], b[picked], ab[:, picked], estimator) for picked in rows]
    return np.moveaxis(np.quantile(indices, [0.05, 0.95], axis=0), 0, -1)


def test_the_analytic_indices_of_ishigami_lie_within_the_intervals() -> None:
    """All six at once, as in about every second trial; how often each does is counted in the next test."""
    first, total = bootstrap_intervals(*blocks(ishigami, ALONE, 4096), seed=1)
    assert first.shape == total.shape == (3, 2)
    for interval, exact in ((first, ISHIGAMI_FIRST), (total, ISHIGAMI_TOTAL)):
        assert (interval[:, 0] <= exact).all()
        assert (exact <= interval[:, 1]).all()
    assert np.ptp(first, axis=1).max() < 0.1
    assert np.ptp(total, axis=1).max() < 0.1


def test_intervals_hold_what_is_known_in_about_nine_trials_of_ten() -> None:
    """Of 200 trials and 3 inputs, 90 % within three standard errors of 200 trials: 83.6 to 96.4 %."""
    hits = np.zeros((2, 3))
    for seed in range(200):
        intervals = bootstrap_intervals(*blocks(ishigami, ALONE, 512, seed=seed), seed=seed, count=200)
        for place, exact in enumerate((ISHIGAMI_FIRST, ISHIGAMI_TOTAL)):
            hits[place] += (intervals[place][:, 0] <= exact) & (exact <= intervals[place][:, 1])
    assert hits.min() / 200 > 0.836
    assert hits.max() / 200 < 0.964


@pytest.mark.parametrize("centred", [True, False])
@pytest.mark.parametrize("shift", [0, 9])
def test_the_products_give_what_resampling_one_by_one_gives(centred: bool, shift: float) -> None:
    estimator = Estimator(centred=centred)
    a, b, ab = (part + shift for part in SMALL)
    found = bootstrap_intervals(a, b, ab, seed=5, count=300, estimator=estimator)
    np.testing.assert_allclose(found, resampled_one_by_one((a, b, ab), 300, 5, estimator), rtol=0, atol=1e-12)


@pytest.mark.parametrize("cells", [1, 50_000])
def test_many_outputs_in_parts_have_the_intervals_of_each_alone(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b, ab = blocks(lambda uniform: np.stack([ishigami(uniform), uniform[:, 1], uniform.sum(1)], 1), ALONE, 60)
    alone = [bootstrap_intervals(a[:, at], b[:, at], ab[:, :, at], seed=2, count=50) for at in range(3)]
    monkeypatch.setattr(bootstrap, "_CELLS", cells)
    together = bootstrap_intervals(a, b, ab, seed=2, count=50)
    np.testing.assert_allclose(together, np.stack(alone, axis=2), rtol=0, atol=1e-12)


def test_equal_seeds_give_equal_bytes_and_others_do_not() -> None:
    found, again, other = (np.asarray(bootstrap_intervals(*SMALL, seed=seed)) for seed in (1, 1, 2))
    assert found.tobytes() == again.tobytes()
    assert not (found == other).any()


def test_four_times_the_draws_halve_the_intervals() -> None:
    few, many = (np.ptp(bootstrap_intervals(*blocks(ishigami, ALONE, count), seed=1), axis=2) for count in (1000, 4000))
    np.testing.assert_allclose(many / few, 0.5, atol=0.1)


def test_shifting_the_output_moves_no_interval() -> None:
    moved = bootstrap_intervals(*(part + 1e6 for part in SMALL), seed=1)
    np.testing.assert_allclose(moved, bootstrap_intervals(*SMALL, seed=1), rtol=0, atol=1e-7)


def test_a_variance_that_is_kept_is_that_of_all_draws() -> None:
    a, b, ab = SMALL
    bare = bootstrap_intervals(a, b, ab, seed=1, estimator=COINR)
    rows = np.random.default_rng(1).integers(60, size=(1000, 60))
    variance = np.concatenate([a, b]).var(ddof=1)
    first = (b * (ab - a))[:, rows].mean(axis=2) / variance
    total = ((ab - a) ** 2)[:, rows].mean(axis=2) / (2 * variance)
    np.testing.assert_allclose(bare, np.quantile([first, total], [0.05, 0.95], axis=2).transpose(1, 2, 0), atol=1e-12)


def test_resamples_in_which_the_output_does_not_vary_are_left_out() -> None:
    """Of 8 draws one differs, and a third of resamples are without it: the others alone have indices."""
    a, b, ab = np.zeros(8), np.zeros(8), np.zeros((1, 8))
    a[3] = 1.0
    first, total = bootstrap_intervals(a, b, ab, seed=1)
    assert np.isfinite([first, total]).all()
    assert total[0, 0] > 0.4
    assert np.isnan(resampled_one_by_one((a, b, ab), 1000, 1, Estimator())).all()  # for want of leaving out


def test_where_there_is_no_index_there_is_no_interval() -> None:
    a, b, ab = (np.stack([part, np.full_like(part, 5), part], axis=-1) for part in SMALL)
    ab[1, 4, 2] = np.nan
    intervals = np.asarray(bootstrap_intervals(a, b, ab, seed=1, count=20))
    assert np.isfinite(intervals[:, :, 0]).all()
    assert np.isnan(intervals[:, :, 1:]).all()
