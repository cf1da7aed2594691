"""Rounding as publishers do it, and ranks that do not hang on the last digit of a float."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartscore.rounding import best_first, competition_ranks, half_up, on_grid, ranks_among, reaches, without_noise

GAP = float("nan")
PERCENT = (0.0, 100.0)


def ranks(scores: list[float], groups: list[int] | None = None, scale: tuple[float, float] = PERCENT) -> list[float]:
    return competition_ranks(np.array(scores, dtype=float), scale, np.array(groups or [0] * len(scores))).tolist()


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (3.495, 2, 3.50),
        (2.675, 2, 2.68),
        (1.795, 2, 1.80),
        (4.195, 2, 4.20),
        (1.005, 2, 1.01),
        (3.494, 2, 3.49),
        (3.4949999, 2, 3.49),
        (0.5, 0, 1.0),
        (1.5, 0, 2.0),
        (2.5, 0, 3.0),
        (0.12345, 4, 0.1235),
        (71.94, 2, 71.94),
        (0.0, 2, 0.0),
    ],
)
def test_a_half_goes_up_as_in_published_tables(value: float, decimals: int, rounded: float) -> None:
    assert half_up(np.array([value]), decimals).tolist() == [rounded]


def test_below_0_a_half_goes_away_from_0() -> None:
    assert half_up(np.array([-3.495, -2.5, -0.4]), 2).tolist() == [-3.5, -2.5, -0.4]
    assert half_up(np.array([-2.5, -0.4]), 0).tolist() == [-3, 0]


def test_a_gap_stays_a_gap_and_the_input_is_left_alone() -> None:
    values = np.array([1.25, GAP])
    assert np.isnan(half_up(values, 1)).tolist() == [False, True]
    assert values[0] == 1.25


def test_rounding_keeps_the_shape() -> None:
    assert half_up(np.array([[1.25, 1.24], [0.05, 0.04]]), 1).tolist() == [[1.3, 1.2], [0.1, 0]]


def test_sums_in_another_order_meet_on_the_grid() -> None:
    one, other = 0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1
    assert one != other
    assert on_grid(np.array([one]), (0, 1)).tolist() == on_grid(np.array([other]), (0, 1)).tolist()


def test_the_grid_is_a_thousand_millionth_of_the_scale() -> None:
    near, far = 50 + 4e-8, 50 + 6e-8
    assert on_grid(np.array([near]), PERCENT)[0] == on_grid(np.array([50.0]), PERCENT)[0]
    assert on_grid(np.array([far]), PERCENT)[0] == pytest.approx(50 + 1e-7, abs=1e-9)
    assert np.isnan(on_grid(np.array([GAP]), PERCENT)).all()


def test_the_highest_score_has_rank_1_and_equal_scores_share_the_better_rank() -> None:
    assert ranks([10, 40, 30, 30, 20]) == [5, 1, 2, 2, 4]
    assert ranks([7, 7, 7]) == [1, 1, 1]
    assert ranks([-5, 0, 5]) == [3, 2, 1]


def test_scores_that_differ_by_less_than_a_thousand_millionth_of_the_scale_are_equal() -> None:
    assert ranks([50, 50 + 1e-9, 40]) == [1, 1, 3]
    assert ranks([50, 50 + 1e-6, 40]) == [2, 1, 3]
    assert ranks([0.5, 0.5 + 1e-9, 0.4], scale=(0, 1e3)) == [1, 1, 3]


def test_a_city_without_a_score_has_no_rank_and_takes_none() -> None:
    found = ranks([10, GAP, 30, GAP])
    assert [found[0], found[2]] == [2, 1]
    assert np.isnan([found[1], found[3]]).all()


def test_each_group_has_its_own_ranks() -> None:
    assert ranks([10, 40, 30, 30, 20], groups=[1, 0, 1, 0, 1]) == [3, 1, 1, 2, 2]
    found = ranks([GAP, 5, 5, GAP], groups=[0, 0, 1, 1])
    assert found[1:3] == [1, 1]


def test_nothing_to_rank_gives_no_ranks() -> None:
    assert ranks([]) == []
    assert np.isnan(ranks([GAP, GAP])).all()
    assert ranks([3]) == [1]


def test_the_order_of_the_rows_does_not_change_ranks() -> None:
    rng = np.random.default_rng(7)
    scores, groups = rng.integers(0, 20, 100).astype(float), rng.integers(0, 3, 100)
    shuffled = rng.permutation(100)
    one = competition_ranks(scores, PERCENT, groups)
    other = competition_ranks(scores[shuffled], PERCENT, groups[shuffled])
    assert one[shuffled].tolist() == other.tolist()
    for city in range(100):
        better = (scores > scores[city]) & (groups == groups[city])
        assert one[city] == 1 + better.sum()


class TestBestFirst:
    def test_equal_ones_stand_by_id_and_what_has_no_number_is_last(self) -> None:
        good = np.array([GAP, 1.0, 2.0 + 1e-14, 2.0, 3.0])
        assert best_first(good, PERCENT, ["a", "e", "d", "c", "b"]).tolist() == [4, 3, 2, 1, 0]

    def test_what_differs_by_more_than_the_tolerance_is_not_equal(self) -> None:
        assert best_first(np.array([2.0, 2.000001]), PERCENT, ["a", "b"]).tolist() == [1, 0]
        assert best_first(np.array([2.0, 2.000001]), (0.0, 1e5), ["a", "b"]).tolist() == [0, 1]

    def test_every_column_is_ordered_by_itself(self) -> None:
        good = np.array([[1.0, GAP], [1.0, 5.0], [2.0, 6.0]])
        assert best_first(good, PERCENT, ["b", "a", "c"]).T.tolist() == [[2, 1, 0], [2, 1, 0]]
        assert best_first(good, PERCENT, ["a", "b", "c"]).T.tolist() == [[2, 0, 1], [2, 1, 0]]

    def test_nothing_has_no_order(self) -> None:
        assert best_first(np.array([]), PERCENT, []).tolist() == []


class TestRanksAmong:
    def test_one_more_for_each_that_is_higher(self) -> None:
        others = np.array([30.0, 20.0, 20.0, GAP, 10.0])
        assert ranks_among(np.array([40.0, 20.0 + 1e-14, 15.0]), others, PERCENT).tolist() == [1, 2, 4]
        assert np.isnan(ranks_among(np.array([GAP]), others, PERCENT)).all()

    @given(st.lists(st.sampled_from([GAP, 0.0, 12.5, 12.5 + 1e-14, 12.5 - 1e-14, 60.0]), max_size=8))
    def test_among_themselves_they_are_the_ranks_of_a_competition(self, scores: list[float]) -> None:
        told = ranks_among(np.array(scores, dtype=float), np.array(scores, dtype=float), PERCENT)
        assert told.tolist() == pytest.approx(ranks(scores), nan_ok=True)


def test_noise_of_sums_is_no_difference_and_a_real_one_stays() -> None:
    assert without_noise([0.3 - 0.1 - 0.2, 1e-14, -1e-14, 0.25, 1e-9], PERCENT).tolist() == [0, 0, 0, 0.25, 1e-9]
    assert np.signbit(without_noise([-1e-14], PERCENT)).tolist() == [False]
    assert without_noise([1e-11, 1e-13], (0.0, 1.0)).tolist() == [1e-11, 0]


def test_what_lies_below_by_noise_alone_reaches() -> None:
    assert reaches(np.array([60.0, 60 - 1e-13, 59.9999, GAP]), 60.0, PERCENT).tolist() == [True, True, False, False]
