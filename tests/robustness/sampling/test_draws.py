"""Draws from the unit cube: the same whatever the chunks, even, and other for another seed."""

import itertools
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartscore import UsageError
from smartscore.robustness.sampling import MOST_COLUMNS, sobol_draws, uniform_draws

Draws = Callable[..., np.ndarray]
both = pytest.mark.parametrize("draws", [uniform_draws, sobol_draws])


@both
@given(cuts=st.lists(st.integers(0, 700), max_size=4), seed=st.integers(0, 2**64))
def test_a_draw_has_the_same_numbers_however_the_draws_are_split(draws: Draws, cuts: list[int], seed: int) -> None:
    ends = [0, *sorted(cuts), 700]
    parts = [draws(end - start, 3, seed, start) for start, end in itertools.pairwise(ends)]
    assert np.concatenate(parts).tobytes() == draws(700, 3, seed).tobytes()


@both
def test_later_draws_can_be_had_by_themselves(draws: Draws) -> None:
    assert draws(5, 3, 1, start=7).tolist() == draws(12, 3, 1)[7:].tolist()


@both
def test_equal_seeds_give_equal_bytes_and_others_do_not(draws: Draws) -> None:
    assert draws(100, 2, 7).tobytes() == draws(100, 2, 7).tobytes()
    assert not (draws(100, 2, 7) == draws(100, 2, 8)).any()


@both
def test_draws_lie_in_the_unit_cube_as_uniforms_do(draws: Draws) -> None:
    """The mean is 1/2 and the variance 1/12, and columns are not correlated, within four standard errors."""
    found = draws(20_000, 4, 1)
    assert found.shape == (20_000, 4)
    assert found.min() >= 0
    assert found.max() < 1
    assert np.abs(found.mean(axis=0) - 1 / 2).max() < 4 * np.sqrt(1 / 12 / 20_000)
    assert np.abs(found.var(axis=0) - 1 / 12).max() < 4 * np.sqrt(1 / 180 / 20_000)
    assert np.abs(np.corrcoef(found.T) - np.eye(4)).max() < 4 / np.sqrt(20_000)


@both
@pytest.mark.parametrize("shape", [(0, 3), (5, 0), (1, 1)])
def test_there_may_be_few_draws_or_none(draws: Draws, shape: tuple[int, int]) -> None:
    assert draws(*shape, 1).shape == shape


def test_the_stream_of_random_draws_stays_the_same_between_releases() -> None:
    assert uniform_draws(2, 2, 1).ravel().tolist() == np.random.Generator(np.random.PCG64(1)).random(4).tolist()


@given(power=st.integers(1, 9), seed=st.integers(0, 2**32))
def test_each_cell_of_a_column_holds_one_of_the_first_sobol_points(power: int, seed: int) -> None:
    """So that each half, quarter and so on holds the same count. Source: Sobol' (1967)."""
    count = 2**power
    cells = np.floor(sobol_draws(count, 5, seed) * count)
    assert (np.sort(cells, axis=0) == np.arange(count)[:, None]).all()


def test_sobol_points_fill_the_square_more_evenly_than_random_draws() -> None:
    def error(draws: Draws) -> float:
        return float(np.mean([abs((draws(256, 2, seed).prod(axis=1) - 1 / 4).mean()) for seed in range(20)]))

    assert error(sobol_draws) < error(uniform_draws) / 5


def test_no_sobol_point_lies_on_an_end() -> None:
    """Points lie in the middle of the cells of a grid of 2**-30, since a normal quantile of 0 would be -infinity."""
    cells = sobol_draws(64, 3, 2) * 2**30
    assert (cells % 1 == 0.5).all()


def test_more_columns_than_have_direction_numbers_are_refused() -> None:
    assert sobol_draws(1, MOST_COLUMNS, 1).shape == (1, 21201)
    with pytest.raises(ValueError, match="at most 21201 columns, not 21202"):
        sobol_draws(1, MOST_COLUMNS + 1, 1)


def test_without_scipy_the_extra_is_named_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(UsageError) as refused:
        sobol_draws(4, 2, 1)
    (problem,) = refused.value.problems
    assert (problem.code, problem.fields) == ("missing_extra", {"extra": "stats"})
