"""The mean absolute rank change: by hand, with gaps, and of nobody."""

import numpy as np

from smartscore.robustness.sensitivity import mean_absolute_rank_change

NOMINAL = np.array([1.0, 2.0, 3.0, 4.0])


def test_it_is_the_mean_of_the_places_moved_up_or_down() -> None:
    ranks = np.array([[1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 4.0, 3.0], [4.0, 3.0, 2.0, 1.0]])
    assert mean_absolute_rank_change(ranks, NOMINAL).tolist() == [0, 1, 2]


def test_a_city_without_one_of_the_ranks_is_left_out() -> None:
    ranks = np.array([[2.0, 1.0, np.nan, 3.0]])
    nominal = np.array([1.0, np.nan, 2.0, 4.0])
    assert mean_absolute_rank_change(ranks, nominal).tolist() == [1]


def test_a_draw_without_any_rank_has_no_change() -> None:
    changes = mean_absolute_rank_change(np.array([[np.nan] * 4, NOMINAL]), NOMINAL)
    np.testing.assert_array_equal(changes, [np.nan, 0])
    assert np.isnan(mean_absolute_rank_change(np.empty((2, 0)), np.empty(0))).all()
