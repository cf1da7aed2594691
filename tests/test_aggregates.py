"""Aggregates, with members as rows and cities as columns."""

from collections.abc import Callable

import numpy as np
import pytest

from smartscore.aggregates import (
    AGGREGATES,
    Aggregate,
    Arithmetic,
    Geometric,
    Harmonic,
    Maximum,
    Median,
    Minimum,
    Power,
    Sum,
    over_present,
    quasi_arithmetic,
)
from smartscore.errors import RuleError
from smartscore.rules import Array

GAP = float("nan")

MEANS = [Arithmetic(), Geometric(), Harmonic(), Power(2), Power(-1), Power(0.5)]
ALL = [*MEANS, Sum(), Median(), Minimum(), Maximum()]

# 2 and 8 with equal weights, one figure for each aggregate
OF_2_AND_8 = [
    (Arithmetic(), 5.0),
    (Geometric(), 4.0),
    (Harmonic(), 3.2),
    (Power(2), 34**0.5),
    (Power(1), 5.0),
    (Power(-1), 3.2),
    (Sum(), 10.0),
    (Median(), 5.0),
    (Minimum(), 2.0),
    (Maximum(), 8.0),
]

# 2 with the weight 1 and 8 with the weight 3
WEIGHTED = [
    (Arithmetic(), 6.5),
    (Geometric(), 2**2.5),  # (2 x 8^3)^(1/4) = 2^(10/4)
    (Harmonic(), 32 / 7),  # 4 / (1/2 + 3/8)
    (Power(2), 7.0),  # (4 + 192) / 4 = 49
    (Sum(), 26.0),
    (Median(), 8.0),
    (Minimum(), 2.0),
    (Maximum(), 8.0),
]


def scored(aggregate: Aggregate, members: list[list[float]], weights: list[float]) -> list[float]:
    found = aggregate(np.array(members, dtype=float), np.array(weights, dtype=float))
    assert found.dtype == float
    return found.tolist()


def over_gaps(aggregate: Aggregate, members: list[list[float]], weights: list[float]) -> list[float]:
    scores = np.array(members, dtype=float)
    return over_present(aggregate, scores, np.array(weights, dtype=float), ~np.isnan(scores)).tolist()


@pytest.mark.parametrize(("aggregate", "expected"), OF_2_AND_8, ids=repr)
def test_two_members_of_equal_weight(aggregate: Aggregate, expected: float) -> None:
    assert scored(aggregate, [[2], [8]], [1, 1]) == pytest.approx([expected])


@pytest.mark.parametrize(("aggregate", "expected"), WEIGHTED, ids=repr)
def test_two_members_of_which_one_weighs_three_times_as_much(aggregate: Aggregate, expected: float) -> None:
    assert scored(aggregate, [[2], [8]], [1, 3]) == pytest.approx([expected])


@pytest.mark.parametrize("aggregate", [one for one in ALL if not isinstance(one, Sum)], ids=repr)
def test_only_the_proportion_of_the_weights_counts(aggregate: Aggregate) -> None:
    members = [[2, 5], [8, 5], [4, 1]]
    assert scored(aggregate, members, [1, 3, 2]) == pytest.approx(scored(aggregate, members, [10, 30, 20]))


def test_whole_numbers_are_averaged_as_numbers() -> None:
    scores, weights = np.array([[1, 4], [2, 4]]), np.array([1, 1])
    assert Arithmetic()(scores, weights).tolist() == [1.5, 4.0]  # type: ignore[arg-type]  # as somebody may call it


def test_a_sum_grows_with_the_weights() -> None:
    assert scored(Sum(), [[2], [8]], [10, 30]) == [260]


def test_a_missing_member_leaves_its_weight_to_the_others() -> None:
    assert scored(Arithmetic(), [[10, GAP], [40, 50]], [1, 3]) == [32.5, 50]


def test_a_sum_with_a_gap_stays_on_the_scale_of_the_whole_sum() -> None:
    # mean of the members that are there x sum of all weights: (2 + 3) / 2 x 3
    assert scored(Sum(), [[2], [GAP], [3]], [1, 1, 1]) == [7.5]
    assert over_gaps(Sum(), [[2], [GAP], [3]], [1, 1, 1]) == [7.5]


@pytest.mark.parametrize("aggregate", ALL, ids=repr)
def test_a_city_with_gaps_scores_as_if_the_members_were_not_there(aggregate: Aggregate) -> None:
    members = [[2, 2, GAP, GAP], [8, GAP, 8, GAP], [4, 4, GAP, GAP]]
    whole, without_second, second_alone, nothing = over_gaps(aggregate, members, [1, 2, 1])
    total = 4.0 if isinstance(aggregate, Sum) else 1.0
    assert whole == pytest.approx(scored(aggregate, [[2], [8], [4]], [1, 2, 1])[0])
    assert without_second == pytest.approx(scored(aggregate, [[2], [4]], [2, 2])[0])
    assert second_alone == pytest.approx(8 * total)
    assert np.isnan(nothing)


@pytest.mark.parametrize("aggregate", [*MEANS, Sum()], ids=repr)
def test_a_mean_takes_gaps_by_itself_as_it_does_through_the_engine(aggregate: Aggregate) -> None:
    members = [[2, 2, GAP, GAP], [8, GAP, 8, GAP], [4, 4, GAP, GAP]]
    alone = scored(aggregate, members, [1, 2, 1])
    assert alone == pytest.approx(over_gaps(aggregate, members, [1, 2, 1]), nan_ok=True)


@pytest.mark.parametrize("aggregate", ALL, ids=repr)
def test_a_member_of_weight_0_does_not_count_whatever_its_score(aggregate: Aggregate) -> None:
    expected = scored(aggregate, [[2], [8]], [1, 3])
    for odd in (0.0, 99.0, -1.0, -np.inf, GAP):
        assert over_gaps(aggregate, [[2], [odd], [8]], [1, 0, 3]) == pytest.approx(expected)
    assert scored(aggregate, [[0], [2], [8]], [0, 1, 3]) == pytest.approx(expected)
    assert scored(aggregate, [[2], [8], [99]], [1, 3, 0]) == pytest.approx(expected)


@pytest.mark.parametrize("aggregate", ALL, ids=repr)
def test_a_city_that_has_only_a_member_of_weight_0_has_no_score(aggregate: Aggregate) -> None:
    assert np.isnan(over_gaps(aggregate, [[5], [GAP]], [0, 1])).all()


@pytest.mark.parametrize("aggregate", [Geometric(), Harmonic(), Power(-1)], ids=repr)
def test_a_zero_scores_zero_without_a_warning(aggregate: Aggregate) -> None:
    assert scored(aggregate, [[0, 4], [9, 4]], [1, 1]) == pytest.approx([0, 4])
    assert over_gaps(aggregate, [[0, 4], [9, GAP]], [1, 1]) == pytest.approx([0, 4])


@pytest.mark.parametrize("aggregate", [Geometric(), Harmonic(), Power(2), Power(0.5)], ids=repr)
def test_a_mean_that_is_not_defined_below_0_gives_no_number_there(aggregate: Aggregate) -> None:
    assert np.isnan(over_gaps(aggregate, [[-1], [9]], [1, 1])).all()


def test_a_power_mean_of_0_is_refused_in_a_clear_sentence() -> None:
    with pytest.raises(RuleError) as refused:
        Power(0)
    assert refused.value.problems[0].to("en") == "the exponent is 0; use log or the geometric mean"
    with pytest.raises(RuleError) as refused:
        Power("2")
    assert refused.value.problems[0].to("en") == "exponent is '2', not a finite number"


@pytest.mark.parametrize(
    ("members", "weights", "expected"),
    [
        ([1, 2, 9], [1, 1, 1], 2.0),
        ([9, 1, 2], [1, 1, 1], 2.0),  # the order of members does not count
        ([1, 2, 9, 4], [1, 1, 1, 1], 3.0),  # half is reached between two: their mean
        ([1, 2, 9], [1, 1, 2], 5.5),  # 1 and 2 have half of the weight together, so between 2 and 9
        ([1, 2, 9], [1, 1, 3], 9.0),
        ([1, 2, 9], [5, 1, 1], 1.0),
        ([1, 5, 9], [1, 0, 1], 5.0),
        ([1, 3, 9], [1, 0, 1], 5.0),  # the member of weight 0 does not draw the middle to itself
        ([1, 2, 3, 4], [0.4, 0.1, 0.2, 0.1], 1.5),  # half is reached but for a float's last digit, here and below
        ([1, 2, 3, 4, 5, 6], [0.2, 0.6, 0.4, 0.1, 0.2, 0.1], 2.5),
    ],
)
def test_the_weighted_median_is_where_half_of_the_weight_is_reached(
    members: list[float], weights: list[float], expected: float
) -> None:
    assert scored(Median(), [[member] for member in members], weights) == [expected]


@pytest.mark.parametrize("aggregate", ALL, ids=repr)
def test_draws_of_weights_are_each_what_the_aggregate_gives_by_itself(aggregate: Aggregate) -> None:
    scores = np.array([[2.0, 5, 0], [8, 5, 3], [4, 1, 3]])
    draws = np.array([[1.0, 1, 1], [1, 3, 2], [5, 1, 1], [0.2, 0.3, 0.5]])
    found = aggregate(scores, draws)
    assert found.shape == (4, 3)
    for draw, weights in enumerate(draws):
        assert found[draw] == pytest.approx(aggregate(scores, weights))


@pytest.mark.parametrize("aggregate", ALL, ids=repr)
def test_scores_that_carry_draws_are_each_taken_with_their_own_weights(aggregate: Aggregate) -> None:
    scores = np.array([[[2.0, 5, 0], [8, 5, 3]], [[1, 1, 6], [9, 4, 6]], [[7, 0, 1], [7, 3, 2]]])
    draws = np.array([[1.0, 1], [1, 3], [4, 1]])
    found = aggregate(scores, draws)
    assert found.shape == (3, 3)
    for draw, weights in enumerate(draws):
        assert found[draw] == pytest.approx(aggregate(scores[draw], weights))


@pytest.mark.parametrize("aggregate", [*MEANS, Sum()], ids=repr)
def test_means_of_draws_take_gaps(aggregate: Aggregate) -> None:
    scores = np.array([[2.0, GAP, GAP], [8, 5, GAP]])
    draws = np.array([[1.0, 1], [1, 3]])
    for given in (scores, np.stack([scores, scores])):
        found = aggregate(given, draws)
        for draw, weights in enumerate(draws):
            assert found[draw] == pytest.approx(aggregate(scores, weights), nan_ok=True)


@pytest.mark.parametrize("aggregate", ALL, ids=repr)
def test_a_member_may_have_the_weight_0_in_one_draw_alone(aggregate: Aggregate) -> None:
    scores = np.array([[4.0, GAP], [0.0, 3.0]]) if aggregate in MEANS else np.array([[4.0, 2.0], [0.0, 3.0]])
    draws = np.array([[1.0, 1], [1, 0]])
    for given in (scores, np.stack([scores, scores])):
        found = aggregate(given, draws)
        for draw, weights in enumerate(draws):
            assert found[draw] == pytest.approx(aggregate(scores, weights), nan_ok=True)


def best_two(scores: Array, weights: Array) -> Array:
    """Give the weighted mean of the two best members, as a plugin may: written for members that are all there."""
    assert not np.isnan(scores).any()
    assert len(scores) == len(weights) > 1
    order = np.argsort(-scores, axis=0)[:2]
    best, weight = np.take_along_axis(scores, order, axis=0), weights[order]
    return np.asarray((best * weight).sum(axis=0) / weight.sum(axis=0))


def test_an_aggregate_written_for_complete_members_is_given_no_gaps() -> None:
    members = [[10, 10, GAP, GAP], [20, GAP, 20, GAP], [40, 40, 40, GAP]]
    assert over_gaps(best_two, members, [1, 1, 3]) == pytest.approx([35, 32.5, 35, GAP], nan_ok=True)


def test_the_weights_that_are_left_keep_their_sum() -> None:
    seen = []

    def total(scores: Array, weights: Array) -> Array:
        seen.append(weights.tolist())
        return np.asarray(weights @ scores)

    assert over_gaps(total, [[1, 1], [1, GAP], [1, 1]], [1, 2, 1]) == [4, 4]
    assert sorted(seen) == [[1, 2, 1], [2, 2]]


def test_an_aggregate_written_for_complete_members_sees_no_member_of_weight_0() -> None:
    assert over_gaps(best_two, [[10], [99], [20]], [1, 0, 1]) == [15]


def test_cities_that_lack_the_same_members_are_taken_together() -> None:
    calls = []

    def counted(scores: Array, weights: Array) -> Array:
        calls.append(scores.shape)
        return np.asarray(weights @ scores / weights.sum())

    rng = np.random.default_rng(1)
    scores = np.where(rng.random((3, 200)) < 0.3, GAP, 1.0)
    present = ~np.isnan(scores)
    found = over_present(counted, scores, np.ones(3), present)
    assert len(calls) == 7  # the patterns of three members, but for the one without any
    assert np.isnan(found).tolist() == (~present.any(axis=0)).tolist()
    assert found[present.any(axis=0)] == pytest.approx(1)


def test_the_weight_that_is_present_may_be_handed_over_where_it_is_known() -> None:
    scores, weights = np.array([[2.0, GAP], [8, 8]]), np.array([1.0, 3])
    present = ~np.isnan(scores)
    reached = np.array([4.0, 3.0])
    assert over_present(Arithmetic(), scores, weights, present, reached=reached).tolist() == [6.5, 8]


def test_a_mean_by_another_function_is_one_line() -> None:
    squares = quasi_arithmetic(np.array([[1.0, GAP], [7, 3]]), np.array([1.0, 1]), np.square, np.sqrt)
    assert squares.tolist() == [5, 3]


@pytest.mark.parametrize("aggregate", ALL, ids=repr)
def test_the_scores_are_left_alone(aggregate: Aggregate) -> None:
    scores, weights = np.array([[2.0, 0], [8, 3]]), np.array([1.0, 0])
    aggregate(scores, weights)
    assert scores.tolist() == [[2, 0], [8, 3]]
    assert weights.tolist() == [1, 0]


@pytest.mark.parametrize("make", AGGREGATES.values(), ids=AGGREGATES.keys())
def test_a_framework_file_may_ask_for_eight_aggregates_by_name(make: Callable[..., Aggregate]) -> None:
    assert len(AGGREGATES) == 8
    aggregate = make(exponent=2) if make is Power else make()
    assert aggregate in ALL
