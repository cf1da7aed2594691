"""The radial design: rows of A, of B, and of A with each input from B; and back from outputs to blocks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartscore.robustness.sensitivity import base_count, saltelli_blocks, saltelli_design, saltelli_runs

#: Two draws of A and B, three columns each.
UNIFORM = np.array([[0.1, 0.2, 0.3, 0.6, 0.7, 0.8], [0.4, 0.5, 0.45, 0.9, 0.95, 0.99]])


def test_the_design_is_a_then_b_then_a_with_each_input_from_b() -> None:
    design = saltelli_design(UNIFORM, [[0], [1], [2]])
    assert design.tolist() == [
        [0.1, 0.2, 0.3],
        [0.4, 0.5, 0.45],
        [0.6, 0.7, 0.8],
        [0.9, 0.95, 0.99],
        [0.6, 0.2, 0.3],
        [0.9, 0.5, 0.45],
        [0.1, 0.7, 0.3],
        [0.4, 0.95, 0.45],
        [0.1, 0.2, 0.8],
        [0.4, 0.5, 0.99],
    ]


def test_an_input_of_several_columns_takes_them_all_from_b() -> None:
    design = saltelli_design(UNIFORM, [np.array([2, 0]), np.array([1])])
    assert len(design) == saltelli_runs(2, 2) == 8
    assert design[4:].tolist() == [[0.6, 0.2, 0.8], [0.9, 0.5, 0.99], [0.1, 0.7, 0.3], [0.4, 0.95, 0.45]]


def test_draws_may_be_taken_in_chunks() -> None:
    whole = saltelli_blocks(saltelli_design(UNIFORM, [[0, 1], [2]]), 2)
    parts = [saltelli_blocks(saltelli_design(UNIFORM[[row]], [[0, 1], [2]]), 2) for row in (0, 1)]
    for place, axis in ((0, 0), (1, 0), (2, 1)):
        assert np.concatenate([part[place] for part in parts], axis=axis).tolist() == whole[place].tolist()


def test_blocks_keep_further_axes() -> None:
    a, b, ab = saltelli_blocks(np.arange(40.0).reshape(10, 4), 3)
    assert (a.shape, b.shape, ab.shape) == ((2, 4), (2, 4), (3, 2, 4))
    assert ab[2, 1].tolist() == [36, 37, 38, 39]


@given(count=st.integers(0, 10**6), inputs=st.integers(1, 200))
def test_the_count_of_rows_and_the_count_of_draws_are_inverse(count: int, inputs: int) -> None:
    assert base_count(saltelli_runs(count, inputs), inputs) == count


def test_rows_that_are_no_design_are_refused() -> None:
    with pytest.raises(ValueError, match="11 rows are no design of 3 inputs: they are no multiple of 5"):
        base_count(11, 3)


@pytest.mark.parametrize("groups", [[[0], [1]], [[0, 1], [1, 2]], [[0], [1], [2], [3]], [[0, 1], [-1]], []])
def test_a_column_in_no_group_or_in_two_is_refused(groups: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="each of the 3 columns of a half must be in one group"):
        saltelli_design(UNIFORM, groups)


def test_columns_that_are_no_two_halves_are_refused() -> None:
    with pytest.raises(ValueError, match="5 columns are no two halves"):
        saltelli_design(UNIFORM[:, :5], [[0], [1]])
