"""The mean absolute rank change and the correlation of ranks: by hand, with gaps, and of nobody."""

import numpy as np

from smartscore.robustness.sensitivity import mean_absolute_rank_change, rank_correlation

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


def test_the_correlation_of_ranks_is_spearmans() -> None:
    """Two neighbours change places: 1 - 6 x 2 / (4 x 15) = 0.8; a tie of the first two: 4.5 / sqrt(5 x 4.5)."""
    draws = np.array([[1.0, 2, 3, 4], [2, 1, 3, 4], [4, 3, 2, 1], [1, 1, 3, 4]])
    expected = [1, 0.8, -1, 4.5 / np.sqrt(22.5)]
    np.testing.assert_allclose(rank_correlation(draws, NOMINAL, np.zeros(4)), expected)


def test_who_lacks_a_rank_is_left_out_of_the_correlation_and_equal_ranks_have_none() -> None:
    draws = np.array([[np.nan, 2, 1, 3], [1, 1, 1, 1], [np.nan] * 4])
    found = rank_correlation(draws, np.array([1.0, 2, 3, 4]), np.zeros(4))
    np.testing.assert_allclose(found, [0.5, np.nan, np.nan])


def test_equal_ranks_of_different_groups_are_no_ties() -> None:
    nominal = np.array([1.0, 2, 1, 2])
    assert rank_correlation(nominal[None], nominal, np.array([5, 5, 7, 7])).tolist() == [1]
    mixed = rank_correlation(np.array([[2.0, 1, 1, 2]]), nominal, np.array([5, 5, 7, 7]))
    np.testing.assert_allclose(mixed, [0], atol=1e-12)
