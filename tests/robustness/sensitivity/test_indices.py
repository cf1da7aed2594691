"""Indices of functions whose indices are known, and what changes them not."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sensitivity_functions import ISHIGAMI_FIRST, ISHIGAMI_TOTAL, blocks, ishigami

from smartscore.robustness.sampling import sobol_draws
from smartscore.robustness.sensitivity import (
    COINR,
    output_variance,
    saltelli_blocks,
    saltelli_design,
    sobol_indices,
)

ALONE = [[0], [1], [2]]
SMALL = blocks(ishigami, ALONE, 64)


def test_the_estimators_by_hand() -> None:
    """The mean of all runs is 2 and V is 4 / 3; ab - a is 2 and -2."""
    a, b, ab = np.array([1.0, 3.0]), np.array([1.0, 3.0]), np.array([[3.0, 1.0]])
    assert output_variance(a, b) == pytest.approx(4 / 3)
    first, total = sobol_indices(a, b, ab)
    assert first.tolist() == pytest.approx([(-1 * 2 + 1 * -2) / 2 / (4 / 3)])
    assert total.tolist() == pytest.approx([(4 + 4) / 2 / 2 / (4 / 3)])


def test_ishigami_on_sobol_points() -> None:
    """Source of the exact indices: Ishigami and Homma (1990); on 16384 scrambled Sobol points they hold to 0.005."""
    design = saltelli_design(sobol_draws(16384, 6, 1), ALONE)
    first, total = sobol_indices(*saltelli_blocks(ishigami(design), 3))
    assert first.tolist() == pytest.approx(ISHIGAMI_FIRST.tolist(), abs=0.005)
    assert total.tolist() == pytest.approx(ISHIGAMI_TOTAL.tolist(), abs=0.005)


def test_inputs_that_add_up_have_equal_indices_that_sum_to_one() -> None:
    """A sum with factors 1, 2 and 3 has shares of 1, 4 and 9 in 14."""
    design = saltelli_design(sobol_draws(4096, 6, 1), ALONE)
    first, total = sobol_indices(*saltelli_blocks(design @ np.array([1.0, 2.0, 3.0]), 3))
    assert first.tolist() == pytest.approx([1 / 14, 4 / 14, 9 / 14], abs=0.005)
    assert total.tolist() == pytest.approx(first.tolist(), abs=0.005)
    assert first.sum() == pytest.approx(1, abs=0.01)


def test_a_group_has_the_index_of_its_columns_together() -> None:
    """The third acts with the first alone, so that both together have all but what the second has."""
    design = saltelli_design(sobol_draws(8192, 6, 1), [[0, 2], [1]])
    first, total = sobol_indices(*saltelli_blocks(ishigami(design), 2))
    assert first.tolist() == pytest.approx([1 - 0.4424, 0.4424], abs=0.01)
    assert total.tolist() == pytest.approx([1 - 0.4424, 0.4424], abs=0.01)


def test_an_input_that_does_nothing_has_no_index_at_all() -> None:
    first, total = sobol_indices(*blocks(lambda uniform: uniform[:, 0], [[0], [1]], 100))
    assert (first[1], total[1]) == (0, 0)


def test_many_outputs_at_once_are_those_one_by_one() -> None:
    def outputs(uniform: np.ndarray) -> np.ndarray:
        return np.stack([ishigami(uniform), uniform.sum(axis=1), uniform.prod(axis=1), uniform[:, 0]], 1).reshape(
            -1, 2, 2
        )

    a, b, ab = blocks(outputs, ALONE, 200)
    first, total = sobol_indices(a, b, ab)
    assert first.shape == total.shape == (3, 2, 2)
    for place in np.ndindex(2, 2):
        alone = sobol_indices(a[:, *place], b[:, *place], ab[:, :, *place])
        np.testing.assert_allclose([first[:, *place], total[:, *place]], alone, rtol=0, atol=1e-14)


@pytest.mark.parametrize("value", [0.0, 1 / 3, -1e9])
def test_an_output_that_does_not_vary_has_no_indices(value: float) -> None:
    noise = np.tile([1.0, 1 + 1e-15], 5)
    first, total = sobol_indices(value * noise, np.full(10, value), np.full((2, 10), value))
    assert np.isnan([first, total]).all()


@pytest.mark.parametrize("block", [0, 1, 2])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_an_output_without_a_value_in_some_run_has_no_indices(block: int, value: float) -> None:
    outputs = tuple(np.stack([part, part], axis=-1) for part in SMALL)
    outputs[block][..., 7, 1] = value
    first, total = sobol_indices(*outputs)
    assert np.isnan([first[:, 1], total[:, 1]]).all()
    assert not np.isnan([first[:, 0], total[:, 0]]).any()


@given(factor=st.floats(0.001, 1000), negative=st.booleans(), shift=st.floats(-1e6, 1e6))
def test_scale_and_shift_change_nothing(factor: float, negative: bool, shift: float) -> None:
    factor = -factor if negative else factor
    moved = sobol_indices(*(factor * (part + shift) for part in SMALL))
    np.testing.assert_allclose(moved, sobol_indices(*SMALL), rtol=0, atol=1e-7)


@given(order=st.permutations(range(3)), rows=st.randoms())
def test_the_order_of_inputs_and_of_draws_changes_nothing(order: list[int], rows: Random) -> None:
    a, b, ab = SMALL
    shuffled = rows.sample(range(64), 64)
    turned = sobol_indices(a[shuffled], b[shuffled], ab[order][:, shuffled])
    np.testing.assert_allclose(turned, np.asarray(sobol_indices(*SMALL))[:, order], rtol=0, atol=1e-13)


def test_the_bare_product_moves_with_the_mean_of_the_output_and_the_total_order_does_not() -> None:
    """By the mean change of the output over its variance, for each unit that it is shifted by."""
    a, b, ab = SMALL
    first, total = sobol_indices(*SMALL, COINR)
    moved, still = sobol_indices(a + 50, b + 50, ab + 50, COINR)
    drift = 50 * (ab - a).mean(axis=1) / output_variance(a, b)
    assert np.abs(drift).max() > 1
    np.testing.assert_allclose(moved - first, drift, rtol=0, atol=1e-12)
    np.testing.assert_allclose(still, total, rtol=0, atol=1e-12)
