"""Rules that compare cities with each other: fitted to a baseline, and fixed from then on."""

from collections.abc import Callable

import numpy as np
import pytest

from smartscore.errors import RuleError
from smartscore.rules import Linear, MinMax, PercentileRank, Rank, RelativeRule, ZScore

GAP = float("nan")
KINDS = [MinMax, ZScore, Rank, PercentileRank]


def fitted(rule: RelativeRule, baseline: list[float], *values: float) -> list[float]:
    return rule.fit(np.array(baseline))(np.array(values)).tolist()


def test_minmax_puts_the_least_at_0_and_the_greatest_at_1() -> None:
    assert MinMax().fit(np.array([10.0, GAP, 30, 20])) == Linear(10, 30)
    assert fitted(MinMax(), [10, 30, 20], 10, 15, 30) == [0, 0.25, 1]


def test_minmax_with_the_low_end_best_is_turned_round() -> None:
    assert MinMax("low").fit(np.array([10.0, 30])) == Linear(30, 10)
    assert fitted(MinMax("low"), [10, 30], 10, 15, 30) == [1, 0.75, 0]


def test_minmax_holds_values_beyond_its_baseline_at_the_ends() -> None:
    assert fitted(MinMax(), [10, 30], 0, 40) == [0, 1]


def test_a_standard_score_is_the_distance_from_the_mean_in_standard_deviations() -> None:
    # mean 2, and a sample standard deviation (n - 1) of 1
    assert fitted(ZScore(), [1, 2, 3, GAP], 1, 2, 3, 5) == [-1, 0, 1, 3]
    assert fitted(ZScore("low"), [1, 2, 3], 1, 2, 3, 5) == [1, 0, -1, -3]


def test_a_standard_score_may_have_its_own_mean_and_deviation_and_is_not_clipped() -> None:
    rule = ZScore(mean=0.5, sd=0.1)
    assert fitted(rule, [1, 2, 3], 1, 2, 3, 9) == pytest.approx([0.4, 0.5, 0.6, 1.2])
    assert fitted(ZScore("low", mean=0.5, sd=0.1), [1, 2, 3], 1, 2, 3) == pytest.approx([0.6, 0.5, 0.4])
    assert not rule.fit(np.array([1.0, 2, 3])).clipped(np.array([-99.0, 99])).any()


def test_a_rank_is_the_place_among_the_cities_and_ties_share_the_mean_of_their_places() -> None:
    assert fitted(Rank(), [10, 20, 20, 40, 50], 10, 20, 40, 50) == [0, 0.375, 0.75, 1]  # places 1, 2.5, 4, 5
    assert fitted(Rank("low"), [10, 20, 20, 40, 50], 10, 20, 40, 50) == [1, 0.625, 0.25, 0]


def test_a_percentile_rank_is_the_share_of_the_others_that_do_worse() -> None:
    assert fitted(PercentileRank(), [10, 20, 20, 40, 50], 10, 20, 40, 50) == [0, 0.25, 0.75, 1]
    assert fitted(PercentileRank("low"), [10, 20, 20, 40, 50], 10, 20, 40, 50) == [1, 0.5, 0.25, 0]


@pytest.mark.parametrize("kind", [Rank, PercentileRank])
def test_the_order_of_the_baseline_and_its_gaps_do_not_count(kind: Callable[..., RelativeRule]) -> None:
    baseline = np.array([30.0, GAP, 10, 20])
    rule = kind().fit(baseline)
    assert rule(np.array([10.0, 20, 30])).tolist() == [0, 0.5, 1]
    assert baseline[0] == 30
    assert rule == kind().fit(np.array([10.0, 20, 30]))
    assert rule != kind().fit(np.array([10.0, 20, 31]))


@pytest.mark.parametrize("best", ["high", "low"])
def test_a_value_between_two_of_the_baseline_stands_halfway_between_their_ranks(best: str) -> None:
    here, next_one, between = fitted(Rank(best), [10, 20, 30], 10, 20, 15)
    assert between == (here + next_one) / 2


def test_a_value_between_two_of_the_baseline_has_the_percentile_of_the_cities_it_passes() -> None:
    assert fitted(PercentileRank(), [10, 20, 30], 15, 25) == [0.5, 1]  # one and two of the other two do worse


@pytest.mark.parametrize("kind", [Rank, PercentileRank])
def test_a_place_beyond_the_baseline_is_held_at_its_ends(kind: Callable[..., RelativeRule]) -> None:
    assert fitted(kind(), [10, 20, 30], 0, 99) == [0, 1]
    assert fitted(kind("low"), [10, 20, 30], 0, 99) == [1, 0]


@pytest.mark.parametrize("kind", KINDS)
def test_fitting_keeps_gaps_and_direction(kind: Callable[..., RelativeRule]) -> None:
    rule = kind()
    assert np.isnan(rule.fit(np.array([1.0, 2, GAP]))(np.array([1.5, GAP]))).tolist() == [False, True]
    assert rule.better == rule.fit(np.array([1.0, 2])).better == "higher"
    assert kind("low").better == kind("low").fit(np.array([1.0, 2])).better == "lower"


@pytest.mark.parametrize("kind", KINDS)
def test_once_fitted_a_rule_judges_each_city_by_itself(kind: Callable[..., RelativeRule]) -> None:
    rule = kind().fit(np.array([1.0, 2, 3, 3]))
    assert rule(np.array([2.0])).tolist() == [rule(np.array([9.0, 2.0, 1.0]))[1]]


@pytest.mark.parametrize(
    ("kind", "name"), [(MinMax, "minmax"), (ZScore, "zscore"), (Rank, "rank"), (PercentileRank, "percentile_rank")]
)
@pytest.mark.parametrize(("values", "count"), [([], 0), ([GAP, GAP], 0), ([7.0, 7, GAP], 1)])
def test_a_baseline_of_fewer_than_two_different_values_is_refused(
    kind: Callable[..., RelativeRule], name: str, values: list[float], count: int
) -> None:
    with pytest.raises(RuleError) as refused:
        kind().fit(np.array(values))
    assert (
        refused.value.problems[0].to("en")
        == f"{name} cannot tell cities apart: different values found: {count}, needed: 2"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_best_is_high_or_low(kind: Callable[..., RelativeRule]) -> None:
    with pytest.raises(RuleError) as refused:
        kind("higher")
    assert refused.value.problems[0].to("en") == "best is 'higher'; allowed: high, low"


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"sd": 0}, "sd is 0; it must be above 0"),
        ({"sd": -1.0}, "sd is -1.0; it must be above 0"),
        ({"sd": "1"}, "sd is '1', not a finite number"),
        ({"mean": GAP}, "mean is nan, not a finite number"),
    ],
)
def test_the_mean_and_deviation_of_a_standard_score_are_checked(parameters: dict[str, float], said: str) -> None:
    with pytest.raises(RuleError) as refused:
        ZScore(**parameters)
    assert refused.value.problems[0].to("en") == said
