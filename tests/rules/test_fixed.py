"""Rules with fixed bounds, each against figures that one can do in the head."""

from collections.abc import Callable

import numpy as np
import pytest

from smartscore.errors import RuleError
from smartscore.rules import RULES, Entropy, Levels, Linear, Log, Power, Ratio, Rule, Score, Target, is_relative
from smartscore.testing import check_rule

GAP = float("nan")

EVERY_RULE = [
    Linear(20, 85),
    Linear(85, 20),
    Linear(0, 10, clip="none"),
    Log(1, 100),
    Log(100, 1),
    Power(1, 9),
    Power(1, 9, exponent=-1),
    Target(50, 10),
    Levels(0, 5),
    Score(1, 4),
    Ratio(50),
    Ratio(50, clip="none"),
    Entropy(4),
]


def normalised(rule: Rule, *values: float) -> list[float]:
    return rule(np.array(values)).tolist()


def held(rule: Rule, *values: float) -> list[bool]:
    found = rule.clipped(np.array(values))  # type: ignore[attr-defined]  # what a rule may have beside its call
    assert found.dtype == bool
    return found.tolist()


def test_a_linear_rule_is_in_proportion_between_its_bounds() -> None:
    assert normalised(Linear(20, 70), 20, 45, 70) == [0, 0.5, 1]


def test_a_worst_bound_above_the_best_one_means_that_lower_is_better() -> None:
    rule = Linear(worst=40, best=0)
    assert rule.better == "lower"
    assert Linear(worst=0, best=40).better == "higher"
    assert normalised(rule, 40, 30, 0) == [0, 0.25, 1]


@pytest.mark.parametrize(
    ("clip", "below", "above"),
    [("both", 0.0, 1.0), ("worst", 0.0, 1.5), ("best", -0.5, 1.0), ("none", -0.5, 1.5)],
)
def test_clip_says_which_end_of_a_linear_rule_is_held(clip: str, below: float, above: float) -> None:
    rule = Linear(0, 10, clip=clip)
    assert normalised(rule, -5, 5, 15) == [below, 0.5, above]
    assert held(rule, -5, 0, 10, 15) == [below == 0, False, False, above == 1]


def test_clip_follows_the_direction_where_lower_is_better() -> None:
    assert normalised(Linear(10, 0, clip="worst"), 15, 5, -5) == [0, 0.5, 1.5]
    assert normalised(Linear(10, 0, clip="best"), 15, 5, -5) == [-0.5, 0.5, 1]
    assert held(Linear(10, 0, clip="worst"), 15, 5, -5) == [True, False, False]


def test_by_default_both_ends_are_held() -> None:
    assert Linear(0, 1).clip == Log(1, 2).clip == Power(1, 2).clip == Ratio(1).clip == "both"


@pytest.mark.parametrize("rule", [Linear(0, 10), Linear(10, 0), Linear(2, 4), Linear(-5, 15)])
@pytest.mark.parametrize("clip", ["both", "worst", "best", "none"])
@pytest.mark.parametrize("scale", [(0.0, 100.0), (1.0, 5.0), (-1.0, 1.0), (0.0, 1.0)])
def test_onto_a_scale_is_low_plus_the_range_times_the_normalised_value(
    rule: Linear, clip: str, scale: tuple[float, float]
) -> None:
    rule = Linear(rule.worst, rule.best, clip=clip)
    values = np.array([-20, -5, 0, 2.5, 4, 7, 10, 15, 40, GAP])
    out = np.empty_like(values)
    rule.onto(values, scale, out)
    low, high = scale
    assert out == pytest.approx(low + (high - low) * rule(values), abs=1e-12 * (high - low), nan_ok=True)
    assert values[0] == -20


def test_a_logarithm_makes_each_tenfold_the_same_step() -> None:
    assert normalised(Log(1, 1000), 1, 10, 100, 1000) == pytest.approx([0, 1 / 3, 2 / 3, 1])


def test_lower_is_better_on_logarithms_too() -> None:
    rule = Log(worst=100, best=1)
    assert rule.better == "lower"
    assert Log(worst=1, best=100).better == "higher"
    assert normalised(rule, 100, 10, 1) == pytest.approx([0, 0.5, 1])


@pytest.mark.parametrize(
    ("clip", "below", "above"), [("both", 0, 1), ("worst", 0, 2), ("best", -1, 1), ("none", -1, 2)]
)
def test_clip_says_which_end_of_a_logarithm_is_held(clip: str, below: float, above: float) -> None:
    rule = Log(1, 10, clip=clip)
    assert normalised(rule, 0.1, 100) == pytest.approx([below, above])
    assert held(rule, 0.1, 1, 10, 100) == [below == 0, False, False, above == 1]


def test_a_power_is_linear_on_the_powers_of_the_values() -> None:
    assert normalised(Power(1, 25), 1, 9, 25) == [0, 0.5, 1]  # roots 1, 3, 5
    assert normalised(Power(1, 3, exponent=2), 1, 2, 3) == pytest.approx([0, 3 / 8, 1])
    assert normalised(Power(1, 4, exponent=-1), 1, 2, 4) == pytest.approx([0, 2 / 3, 1])  # 1, 1/2, 1/4


def test_lower_is_better_on_powers_too() -> None:
    rule = Power(worst=25, best=1)
    assert rule.better == "lower"
    assert Power(worst=1, best=25).better == "higher"
    assert normalised(rule, 25, 9, 1) == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("clip", "below", "above"), [("both", 0, 1), ("worst", 0, 1.5), ("best", -0.25, 1), ("none", -0.25, 1.5)]
)
def test_clip_says_which_end_of_a_power_is_held(clip: str, below: float, above: float) -> None:
    rule = Power(4, 36, clip=clip)  # roots 2 and 6
    assert normalised(rule, 1, 64) == [below, above]
    assert held(rule, 1, 4, 36, 64) == [below == 0, False, False, above == 1]


@pytest.mark.parametrize("rule", [Log(1, 10), Log(10, 1), Power(1, 9), Power(9, 1), Power(1, 9, exponent=-1)])
def test_a_value_of_zero_or_less_scores_worst_on_a_curve_and_counts_as_held(rule: Rule) -> None:
    assert normalised(rule, 0, -3) == [0, 0]
    assert held(rule, 0, -3) == [True, True]


@pytest.mark.parametrize("clip", ["worst", "best", "none"])
@pytest.mark.parametrize("curve", [Log, Power])
def test_a_value_of_zero_or_less_scores_worst_however_the_curve_is_clipped(
    curve: Callable[..., Rule], clip: str
) -> None:
    assert normalised(curve(1, 10, clip=clip), 0, -3) == [0, 0]


@pytest.mark.parametrize("rule", [Log(100, 1, zero="best"), Power(9, 1, zero="best")], ids=repr)
def test_none_of_a_harm_may_score_best_on_a_curve(rule: Rule) -> None:
    assert normalised(rule, -3, 0, 1) == [1, 1, 1]
    assert normalised(rule, 1e9) == [0]
    assert held(rule, -3, 0, 1) == [True, True, False]
    assert np.isnan(normalised(rule, GAP)).all()


def test_a_target_falls_on_both_sides_down_to_zero() -> None:
    rule = Target(50, 10)
    assert rule.better == "target"
    assert normalised(rule, 30, 40, 45, 50, 55, 60, 70) == [0, 0, 0.5, 1, 0.5, 0, 0]
    assert held(rule, 30, 40, 50, 60, 70) == [True, False, False, False, True]


@pytest.mark.parametrize("kind", [Levels, Score])
def test_levels_and_scores_are_shares_of_their_scale(kind: Callable[..., Rule]) -> None:
    rule = kind(1, 5)
    assert rule.better == "higher"
    assert normalised(rule, 1, 2, 3, 5) == [0, 0.25, 0.5, 1]
    assert normalised(rule, 0, 6) == [0, 1]
    assert held(rule, 0, 1, 5, 6) == [True, False, False, True]


def test_a_ratio_is_the_share_of_the_wanted_value_that_is_reached() -> None:
    rule = Ratio(50)
    assert rule.better == "higher"
    assert normalised(rule, 0, 10, 25, 50) == [0, 0.2, 0.5, 1]


@pytest.mark.parametrize(
    ("clip", "below", "above"), [("both", 0, 1), ("worst", 0, 1.5), ("best", -0.5, 1), ("none", -0.5, 1.5)]
)
def test_clip_says_which_end_of_a_ratio_is_held(clip: str, below: float, above: float) -> None:
    rule = Ratio(10, clip=clip)
    assert normalised(rule, -5, 15) == [below, above]
    assert held(rule, -5, 0, 10, 15) == [below == 0, False, False, above == 1]


def test_a_bound_may_be_a_whole_number_of_many_digits() -> None:
    assert Linear(0, 10**20)(np.array([5e19])).tolist() == [0.5]
    assert Entropy(10**20)(np.array([np.log(10.0) * 10])).tolist() == [pytest.approx(0.5)]


def test_entropy_is_a_share_of_that_of_an_even_mix() -> None:
    rule = Entropy(4)
    assert rule.better == "higher"
    assert normalised(rule, 0, np.log(2), np.log(4)) == pytest.approx([0, 0.5, 1])  # one kind, two even ones, four


def test_a_mix_of_more_kinds_than_there_are_is_held_at_1_and_less_than_none_at_0() -> None:
    rule = Entropy(2)
    assert normalised(rule, -0.1, 0.7) == [0, 1]  # ln 2 is 0.693
    assert held(rule, -0.1, 0, 0.69, 0.7) == [True, False, False, True]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_the_check_for_authors_passes_every_rule(rule: Rule) -> None:
    check_rule(rule)


@pytest.mark.parametrize("rule", [Ratio(50), Ratio(50, clip="none"), Entropy(4)], ids=repr)
def test_the_check_for_authors_passes_a_ratio_and_an_entropy_over_all_their_range(rule: Rule) -> None:
    check_rule(rule, np.linspace(-10, 100, 221))


@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_a_missing_value_stays_missing_and_the_input_is_left_alone(rule: Rule) -> None:
    values = np.array([[5.0, GAP], [GAP, 1.0]])
    before = values.copy()
    scores = rule(values)
    assert np.isnan(scores).tolist() == [[False, True], [True, False]]
    assert np.array_equal(values, before, equal_nan=True)
    assert rule.clipped(np.array([GAP])).tolist() == [False]  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_whole_numbers_are_taken_as_they_are(rule: Rule) -> None:
    assert rule(np.array([1, 3, 50])).tolist() == rule(np.array([1.0, 3.0, 50.0])).tolist()


@pytest.mark.parametrize("rule", [rule for rule in EVERY_RULE if not isinstance(rule, Target)], ids=repr)
def test_the_inverse_brings_back_the_value(rule: Rule) -> None:
    shares = np.array([0, 0.25, 0.5, 1])
    assert rule(rule.inverse(shares)) == pytest.approx(shares)  # type: ignore[attr-defined]
    assert np.isnan(rule.inverse(np.array([GAP]))).all()  # type: ignore[attr-defined]


def test_the_inverse_gives_raw_values() -> None:
    assert Linear(20, 70).inverse(np.array([0.5])).tolist() == [45]
    assert Log(1, 100).inverse(np.array([0.5])) == pytest.approx([10])
    assert Power(1, 25).inverse(np.array([0.5])) == pytest.approx([9])
    assert Levels(0, 4).inverse(np.array([0.75])).tolist() == [3]
    assert Ratio(50).inverse(np.array([0.5])).tolist() == [25]
    assert Entropy(4).inverse(np.array([0.5])) == pytest.approx([np.log(2)])


def test_a_target_has_no_inverse_since_two_values_score_alike() -> None:
    assert not hasattr(Target(50, 10), "inverse")


REFUSED = [
    (lambda: Linear(5, 5), "worst and best are both 5"),
    (lambda: Linear("5", 6), "worst is '5', not a finite number"),
    (lambda: Linear(True, 6), "worst is True, not a finite number"),
    (lambda: Linear(0, float("inf")), "best is inf, not a finite number"),
    (lambda: Linear(GAP, 1), "worst is nan, not a finite number"),
    (lambda: Linear(0, 1, clip="sides"), "clip is 'sides'; allowed: both, worst, best, none"),
    (lambda: Log(0, 10), "worst is 0; it must be above 0"),
    (lambda: Log(1, -10), "best is -10; it must be above 0"),
    (lambda: Log(3, 3), "worst and best are both 3"),
    (lambda: Log(1, None), "best is None, not a finite number"),
    (lambda: Log(1, 2, clip="low"), "clip is 'low'; allowed: both, worst, best, none"),
    (lambda: Power(-1, 10), "worst is -1; it must be above 0"),
    (lambda: Power(3, 3), "worst and best are both 3"),
    (lambda: Power(1, 2, exponent=0), "the exponent is 0; use log or the geometric mean"),
    (lambda: Power(1, 2, exponent="2"), "exponent is '2', not a finite number"),
    (lambda: Power(1, 2, clip=None), "clip is None; allowed: both, worst, best, none"),
    (lambda: Log(9, 1, zero="none"), "zero is 'none'; allowed: worst, best"),
    (lambda: Power(9, 1, zero=0), "zero is 0; allowed: worst, best"),
    (lambda: Target(5, 0), "tolerance is 0; it must be above 0"),
    (lambda: Target(5, -1), "tolerance is -1; it must be above 0"),
    (lambda: Target(GAP, 1), "value is nan, not a finite number"),
    (lambda: Levels(5, 0), "low is 5 and high is 0; low must be the lesser"),
    (lambda: Levels(5, 5), "low is 5 and high is 5; low must be the lesser"),
    (lambda: Score("a", 5), "low is 'a', not a finite number"),
    (lambda: Ratio(0), "target is 0; it must be above 0"),
    (lambda: Ratio(-2), "target is -2; it must be above 0"),
    (lambda: Ratio(GAP), "target is nan, not a finite number"),
    (lambda: Ratio("50"), "target is '50', not a finite number"),
    (lambda: Ratio(True), "target is True, not a finite number"),
    (lambda: Ratio(1, clip="low"), "clip is 'low'; allowed: both, worst, best, none"),
    (lambda: Entropy("4"), "classes is '4', not a finite number"),
    (lambda: Entropy(float("inf")), "classes is inf, not a finite number"),
]


@pytest.mark.parametrize(("make", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_a_wrong_parameter_is_refused_in_a_clear_sentence(make: Callable[[], Rule], said: str) -> None:
    with pytest.raises(RuleError) as refused:
        make()
    assert refused.value.problems[0].to("en") == said


@pytest.mark.parametrize("classes", [1, 0, -3, 1.5, 2.5])
def test_an_entropy_needs_a_whole_number_of_two_kinds_or_more_and_says_how_many_there_are(classes: float) -> None:
    with pytest.raises(RuleError) as refused:
        Entropy(classes)
    assert refused.value.problems[0].to("en").startswith(f"classes is {classes};")


def test_a_refused_parameter_is_a_value_error_to_plain_python() -> None:
    with pytest.raises(ValueError, match="both 5"):
        Linear(5, 5)


def test_a_framework_file_may_ask_for_fifteen_rules_by_name() -> None:
    relative = {"minmax", "percentile_rank", "rank", "zscore"}
    fixed = {
        "classes",
        "entropy",
        "levels",
        "linear",
        "log",
        "mapping",
        "power",
        "ratio",
        "score",
        "target",
        "unscored",
    }
    assert set(RULES) == fixed | relative
    assert {name for name in relative if is_relative(RULES[name]())} == relative
    assert not any(is_relative(rule) for rule in EVERY_RULE)
