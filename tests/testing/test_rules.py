"""The contract of rules: what the check lets pass, and what it refuses with which problem and which smallest case."""

import sys

import numpy as np
import pytest
from attrs import define, frozen
from method_builders import averaging, comparing, failing, filling, given, losing, share, writing

from smartscore.errors import RuleError
from smartscore.rules import (
    Array,
    Levels,
    Linear,
    Log,
    MinMax,
    PercentileRank,
    Power,
    Rank,
    RelativeRule,
    Rule,
    Score,
    Target,
    ZScore,
)
from smartscore.testing import check_rule

GOOD: list[Rule | RelativeRule] = [
    Linear(0, 10),
    Linear(10, 0),
    Linear(-5, 5, clip="none"),
    Linear(0, 10, clip="worst"),
    Log(1, 10),
    Log(75_000, 100),
    Log(1, 10, clip="none"),
    Power(1, 9),
    Power(9, 1, exponent=2),
    Target(50, 10),
    Levels(0, 5),
    Score(1, 10),
    MinMax(),
    MinMax("low"),
    ZScore(),
    ZScore("low", mean=0.5, sd=0.1),
    Rank(),
    Rank("low"),
    PercentileRank(),
    PercentileRank("low"),
]


def codes(rule: Rule | RelativeRule, values: list[float] | None = None) -> list[str]:
    with pytest.raises(RuleError) as refused:
        check_rule(rule, values)
    return [problem.code for problem in refused.value.problems]


def accepts(rule: Rule | RelativeRule, values: list[float] | None = None) -> bool:
    check_rule(rule, values)
    return True


@pytest.mark.no_cover
@pytest.mark.parametrize("rule", GOOD, ids=repr)
def test_every_rule_of_smartscore_passes(rule: Rule | RelativeRule) -> None:
    assert accepts(rule)
    assert accepts(rule, [3.0, 1, 2, 9, 60, 45.5])


def test_a_good_rule_of_a_plugin_passes() -> None:
    assert accepts(given(share))
    assert accepts(given(lambda values: 1 - share(values), better="lower"))
    assert accepts(given(lambda values: 1 - abs(share(values) - 0.05), better="target"))
    assert accepts(given(share, inverse=lambda normalised: normalised * 10))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (given(writing), "rule_changes_input"),
        (given(filling), "rule_loses_gaps"),
        (given(losing), "rule_loses_gaps"),
        (given(comparing), "rule_not_single"),
        (given(averaging), "rule_not_single"),
        (given(lambda values: share(np.sort(values))), "rule_not_single"),
        (given(lambda values: values * 2), "rule_out_of_range"),
        (given(lambda values: share(values) - 0.2), "rule_out_of_range"),
        (given(lambda values: 1 - share(values)), "rule_not_monotone"),
        (given(share, better="lower"), "rule_not_monotone"),
        (given(lambda values: abs(values - 0.5).clip(0, 1), better="target"), "rule_not_monotone"),
        (given(share, better="up"), "parameter_not_allowed"),
        (given(share, inverse=lambda normalised: normalised * 20), "rule_inverse"),
        (given(share, inverse=np.asarray), "rule_inverse"),
        (given(lambda values: share(values)[:-1]), "rule_shape"),
        (given(lambda values: np.float64(values[0])), "rule_shape"),
        (given(failing), "rule_fails"),
    ],
)
def test_a_rule_that_breaks_the_contract_is_refused(rule: Rule, code: str) -> None:
    assert code in codes(rule)


def test_a_rule_that_breaks_one_thing_has_one_problem() -> None:
    assert codes(given(filling)) == ["rule_loses_gaps"]
    assert codes(given(averaging)) == ["rule_not_single"]
    assert codes(given(share, better="lower")) == ["rule_not_monotone"]
    assert codes(given(share, inverse=np.asarray)) == ["rule_inverse"]


def test_everything_that_is_wrong_is_told() -> None:
    found = codes(given(lambda values: 2 - values * 3, inverse=np.asarray))
    assert {"rule_out_of_range", "rule_not_monotone", "rule_inverse"} <= set(found)


def test_a_rule_without_a_direction_is_refused() -> None:
    assert codes(share) == ["parameter_not_allowed"]  # type: ignore[arg-type]  # a function has no `better`


def test_a_rule_that_says_that_it_does_not_clip_may_leave_0_to_1() -> None:
    assert accepts(given(lambda values: values * 2, clip="none"))


def test_a_relative_rule_is_fitted_to_the_values_first() -> None:
    assert accepts(MinMax(), [3.0, 1, 2])
    assert codes(MinMax(), [3.0, 3, 3]) == ["too_few_different_values"]


def test_values_to_try_may_be_given_in_any_order() -> None:
    only_below_1 = given(lambda values: np.where(values > 1, 0, values))
    assert accepts(only_below_1, [0.9, 0.1, 0.5])
    assert codes(only_below_1, [0.1, 5, 0.5]) == ["rule_not_monotone"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            given(lambda values: values * 2),
            'the rule gives 1.2 for 0.6; it must stay within 0 and 1, or say clip = "none" [rule_out_of_range]',
        ),
        (
            given(lambda values: np.where(values > 0.6, 0.5, values).clip(0, 1)),
            "the rule says better = higher and does not move that way: 0.6; 1.5 give 0.6; 0.5 [rule_not_monotone]",
        ),
        (
            given(averaging),
            "the rule judges a value differently in other company: 0 gives 0.015 beside 0.6; NaN, and 0 alone; what it "
            "takes from all values belongs in fit [rule_not_single]",
        ),
        (
            given(failing),
            "the rule fails for 0: ZeroDivisionError: no towns among 2 (method_builders.py, line "
            f"{failing.__code__.co_firstlineno + 1}) [rule_fails]",
        ),
        (
            given(share, inverse=lambda normalised: normalised * 20),
            "inverse does not bring back the values: 0.6 scores 0.06, of which it makes 1.2 [rule_inverse]",
        ),
    ],
    ids=["range", "direction", "company", "failure", "inverse"],
)
def test_the_smallest_case_is_told(rule: Rule, said: str) -> None:
    with pytest.raises(RuleError) as refused:
        check_rule(rule, [0.0, 0.6, 1.5, 0.0, 0.6, 1.5])
    assert str(refused.value) == said


def test_the_case_is_told_in_the_language_of_the_reader() -> None:
    with pytest.raises(RuleError) as refused:
        check_rule(given(lambda values: values * 2), [0.0, 1.5])
    assert refused.value.problems[0].to("id") == (
        'aturan memberi 3 untuk 1,5; harus antara 0 dan 1, atau nyatakan clip = "none"'
    )


@define
class Counting:
    """It scores higher each time that it is called."""

    better = "higher"
    clip = "none"
    calls: int = 0

    def __call__(self, values: Array, /) -> Array:
        self.calls += 1
        return values + self.calls


def test_a_rule_that_gives_something_else_the_second_time_is_refused() -> None:
    assert codes(Counting()) == ["rule_not_repeatable"]


def test_what_the_rule_of_somebody_else_ends_is_not_the_check() -> None:
    def leaving(values: Array) -> Array:
        sys.exit(0 if len(values) else 1)

    assert codes(given(leaving)) == ["rule_fails"]


class Plain:
    """A rule without equality."""

    better = "higher"

    def __call__(self, values: Array, /) -> Array:
        return share(values)


@frozen
class Unwritable:
    """A rule with a part that cannot be pickled."""

    better = "higher"
    part: object

    def __call__(self, values: Array, /) -> Array:
        return share(values)


def test_copies_of_a_rule_are_equal_to_it() -> None:
    assert codes(Plain()) == ["copy_differs"]
    assert codes(Unwritable(lambda: 0)) == ["copy_fails"]
    assert accepts(Unwritable("a word"))


@frozen
class Fitted:
    """A relative rule: what it multiplies values with is worked out from the baseline."""

    by: str
    needs = "extrema"
    better = "higher"

    def fit(self, values: Array, /) -> object:
        if self.by == "itself":
            return self
        if self.by == "writing":
            values *= 2
        if self.by == "sorting":
            values.sort()
        known = values[~np.isnan(values)]
        factor = {
            "greatest": known.max(),
            "halved": known.max() / 2,
            "first": 10 + known[0],
            "count": 10 * len(values),
            "writing": known.max(),
            "sorting": known.max(),
        }[self.by]
        return given(lambda tried: (tried / factor).clip(0, 1) if self.by != "halved" else tried / factor)


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("greatest", []),
        ("halved", ["rule_out_of_range"]),
        ("first", ["fit_order"]),
        ("count", ["fit_gaps"]),
        ("itself", ["fit_not_fixed"]),
    ],
)
def test_fitting_gives_a_fixed_rule_whatever_the_order_and_the_gaps(by: str, found: list[str]) -> None:
    rule: RelativeRule = Fitted(by)  # type: ignore[assignment]
    assert (codes(rule, [1.0, 2, 3]) if found else accepts(rule, [1.0, 2, 3]) and []) == found


def test_fitting_does_not_write_over_the_baseline() -> None:
    assert "fit_changes_input" in codes(Fitted("writing"), [1.0, 2, 3])  # type: ignore[arg-type]
    assert codes(Fitted("sorting"), [1.0, 2, 3]) == ["fit_changes_input"]  # type: ignore[arg-type]


def test_a_score_a_value_is_asked_for_and_nothing_else_of_what_gives_another_number() -> None:
    with pytest.raises(RuleError) as refused:
        check_rule(given(lambda values: share(values)[~np.isnan(values)]), [2.0, 5])
    assert str(refused.value) == (
        "the rule gives the shape (1,) for the values 2; NaN, expected (2,): a score a value [rule_shape]"
    )


def test_what_fit_gives_is_told_with_the_baseline() -> None:
    with pytest.raises(RuleError) as refused:
        check_rule(Fitted("first"), [0.0, 10])  # type: ignore[arg-type]
    assert str(refused.value) == (
        "what fit gives depends on the order of the cities: fitted to 0; 10 it scores 10 as 1, in another order as 0.5 "
        "[fit_order]"
    )
