"""The checks for authors of plugins: what they let pass, and what they refuse with which problem."""

from collections.abc import Callable

import numpy as np
import pytest
from attrs import evolve, frozen

from smartscore.errors import FrameworkError, RuleError
from smartscore.model import Band, Dimension, Domain, Framework, Indicator
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
from smartscore.testing import check_dimension, check_framework, check_rule

BOTH = {"en": "Something", "id": "Sesuatu"}

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


@frozen
class Given:
    """A rule of a plugin, made of a function."""

    of: Callable[[Array], Array]
    better: str = "higher"
    clip: str = "both"

    def __call__(self, values: Array) -> Array:
        return self.of(values)


@frozen
class Invertible(Given):
    """A rule of a plugin that says how to go back."""

    back: Callable[[Array], Array] = np.asarray

    def inverse(self, normalised: Array) -> Array:
        return self.back(normalised)


def share(values: Array) -> Array:
    return (values / 10).clip(0, 1)


def writing(values: Array) -> Array:
    values /= 10
    return values.clip(0, 1)


def filling(values: Array) -> Array:
    return np.nan_to_num(share(values))


def losing(values: Array) -> Array:
    return np.where(values > 0.9, np.nan, share(values))


def comparing(values: Array) -> Array:
    known = values[~np.isnan(values)]
    return (values - known.min()) / max(known.max() - known.min(), 1)


def averaging(values: Array) -> Array:
    return (share(values) + share(np.full_like(values, np.nanmean(values)))) / 2


def failing(values: Array) -> Array:
    raise ZeroDivisionError(f"no towns among {len(values)}")


def codes(rule: Rule | RelativeRule, values: list[float] | None = None) -> list[str]:
    with pytest.raises(RuleError) as refused:
        check_rule(rule, values)
    return [problem.code for problem in refused.value.problems]


def accepts(rule: Rule | RelativeRule, values: list[float] | None = None) -> bool:
    check_rule(rule, values)
    return True


@pytest.mark.parametrize("rule", GOOD, ids=repr)
def test_every_rule_of_smartscore_passes(rule: Rule | RelativeRule) -> None:
    assert accepts(rule)
    assert accepts(rule, [3.0, 1, 2, 9, 60, 45.5])


def test_a_good_rule_of_a_plugin_passes() -> None:
    assert accepts(Given(share))
    assert accepts(Given(lambda values: 1 - share(values), better="lower"))
    assert accepts(Given(lambda values: 1 - abs(share(values) - 0.05), better="target"))
    assert accepts(Invertible(share, back=lambda normalised: normalised * 10))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Given(writing), "rule_changes_input"),
        (Given(filling), "rule_gaps"),
        (Given(losing), "rule_gaps"),
        (Given(comparing), "rule_not_single"),
        (Given(averaging), "rule_not_single"),
        (Given(lambda values: values * 2), "rule_out_of_range"),
        (Given(lambda values: share(values) - 0.2), "rule_out_of_range"),
        (Given(lambda values: 1 - share(values)), "rule_not_monotone"),
        (Given(share, better="lower"), "rule_not_monotone"),
        (Given(lambda values: abs(values - 0.5).clip(0, 1), better="target"), "rule_not_monotone"),
        (Given(share, better="up"), "parameter_not_allowed"),
        (Invertible(share, back=lambda normalised: normalised * 20), "rule_inverse"),
        (Invertible(share), "rule_inverse"),
        (Given(lambda values: share(values)[:-1]), "rule_shape"),
        (Given(lambda values: np.float64(values[0])), "rule_shape"),
        (Given(failing), "rule_failed"),
    ],
)
def test_a_rule_that_breaks_the_contract_is_refused(rule: Rule, code: str) -> None:
    assert code in codes(rule)


def test_a_rule_that_breaks_one_thing_has_one_problem() -> None:
    assert codes(Given(filling)) == ["rule_gaps"]
    assert codes(Given(averaging)) == ["rule_not_single"]
    assert codes(Given(share, better="lower")) == ["rule_not_monotone"]
    assert codes(Invertible(share)) == ["rule_inverse"]


def test_everything_that_is_wrong_is_told() -> None:
    found = codes(Invertible(lambda values: 2 - values * 3))
    assert {"rule_out_of_range", "rule_not_monotone", "rule_inverse"} <= set(found)


def test_a_rule_without_a_direction_is_refused() -> None:
    assert codes(share) == ["parameter_not_allowed"]  # type: ignore[arg-type]  # a function has no `better`


def test_a_rule_that_says_that_it_does_not_clip_may_leave_0_to_1() -> None:
    assert accepts(Given(lambda values: values * 2, clip="none"))


def test_a_relative_rule_is_fitted_to_the_values_first() -> None:
    assert accepts(MinMax(), [3.0, 1, 2])
    assert codes(MinMax(), [3.0, 3, 3]) == ["too_few_different_values"]

    @frozen
    class Halved:
        needs = "extrema"
        better = "higher"

        def fit(self, values: Array) -> Rule:
            return Given(lambda given: given * values.max())

    assert codes(Halved(), [1.0, 2, 3]) == ["rule_out_of_range"]  # type: ignore[arg-type]


def test_values_to_try_may_be_given_in_any_order() -> None:
    only_below_1 = Given(lambda values: np.where(values > 1, 0, values))
    assert accepts(only_below_1, [0.9, 0.1, 0.5])
    assert codes(only_below_1, [0.1, 5, 0.5]) == ["rule_not_monotone"]


def test_a_problem_says_what_was_found() -> None:
    with pytest.raises(RuleError) as refused:
        check_rule(Given(lambda values: values * 2), [0.0, 1])
    assert (
        str(refused.value) == 'the rule gives 0 to 2; it must stay within 0 and 1, or say clip = "none" '
        "[rule_out_of_range]"
    )
    with pytest.raises(RuleError) as refused:
        check_rule(Given(failing), [0.0, 1])
    assert str(refused.value).startswith("the rule or aggregate failed: no towns")


WATER = Indicator("water", BOTH, rule=Linear(0, 100))
PLAN = Indicator("plan", BOTH, rule=Levels(0, 5))
LIVING = Dimension("living", BOTH, members=[WATER, PLAN], rule=Rank())


def problems(check: Callable[[], None]) -> list[tuple[str, str | None]]:
    with pytest.raises(FrameworkError) as refused:
        check()
    return [(problem.code, problem.indicator) for problem in refused.value.problems]


@pytest.mark.parametrize(
    "dimension",
    [
        LIVING,
        evolve(LIVING, id="index"),
        evolve(LIVING, title="Living", rule=None),
        evolve(LIVING, members=[evolve(WATER, rule=rule) for rule in [MinMax()]]),
        evolve(LIVING, members=[LIVING.members[0], Dimension("deeper", BOTH, members=[PLAN], rule=Linear(0, 50))]),
    ],
    ids=["with a rule", "index", "plain title", "relative rule", "deeper"],
)
def test_a_good_dimension_passes(dimension: Dimension) -> None:
    check_dimension(dimension)
    check_framework(Framework("f", BOTH, index=Dimension("index", BOTH, members=[evolve(dimension, id="top")])))
    assert dimension.members


def test_a_title_that_lacks_a_language_is_refused_with_its_node() -> None:
    english = evolve(LIVING, members=[evolve(WATER, title={"en": "Water"}), evolve(PLAN, title={"id": "Rencana"})])
    assert problems(lambda: check_dimension(english)) == [
        ("title_untranslated", "water"),
        ("title_untranslated", "plan"),
    ]
    with pytest.raises(FrameworkError) as refused:
        check_dimension(evolve(LIVING, title={"en": "Living", "id": ""}))
    assert str(refused.value) == "living: the title is missing in the language id [title_untranslated]"


def test_a_title_of_a_framework_or_a_band_that_lacks_a_language_is_refused() -> None:
    index = Dimension("index", members=[LIVING])
    low = Framework("f", BOTH, index=index, bands=[Band({"en": "low"}, 0), Band("high", 50)])
    assert problems(lambda: check_framework(low)) == [("title_untranslated", "low")]
    untitled = Framework("f", {"en": "F"}, index=index)
    assert [code for code, _ in problems(lambda: check_framework(untitled))] == ["title_untranslated"]


def test_the_rule_of_every_node_is_checked_and_named() -> None:
    bad = Dimension(
        "living",
        BOTH,
        members=[evolve(WATER, rule=Given(filling)), evolve(PLAN, rule=Given(share, better="lower"))],
        rule=Given(failing),
    )
    assert set(problems(lambda: check_dimension(bad))) == {
        ("rule_gaps", "water"),
        ("rule_not_monotone", "plan"),
        ("rule_failed", "living"),
    }


def test_a_rule_is_tried_on_the_values_that_its_indicator_can_have() -> None:
    below_1 = Given(lambda values: np.where(values > 1, 0, values))
    fine = evolve(WATER, rule=below_1, domain=Domain(0, 1))
    check_dimension(evolve(LIVING, members=[fine]))
    half = Given(lambda values: (values > 0.5) * 1.0 - 2 * (values > 2) + 0 * values)
    wide = evolve(WATER, rule=half, domain=Domain(0, 5))
    assert ("rule_out_of_range", "water") in problems(lambda: check_dimension(evolve(LIVING, members=[wide])))


def test_the_rule_of_a_dimension_is_tried_on_the_scale() -> None:
    falling_above_3 = Given(lambda values: np.where(values > 3, 0, values / 5).clip(0, 1))
    index = Dimension("index", BOTH, members=[PLAN], rule=falling_above_3)
    check_framework(Framework("shares", BOTH, index=index, scale=(0, 1)))
    found = problems(lambda: check_framework(Framework("levels", BOTH, index=index, scale=(1, 5))))
    assert found == [("rule_not_monotone", "index")]


@pytest.mark.parametrize("rule", [Log(0.9, 0.1), Power(0.9, 0.1), Log(0.1, 0.9), Log(0.9, 0.1, zero="best")])
def test_a_curve_on_a_dimension_is_tried_where_it_is_defined(rule: Rule) -> None:
    index = Dimension("index", BOTH, members=[PLAN], rule=rule)
    check_framework(Framework("shares", BOTH, index=index, scale=(0, 1)))


def test_ids_and_weights_of_a_dimension_are_checked() -> None:
    twice = Dimension("living", BOTH, members=[WATER, Dimension("water", BOTH, members=[PLAN])])
    assert [code for code, _ in problems(lambda: check_dimension(twice))] == ["id_twice"]
    weightless = evolve(LIVING, members=[evolve(WATER, weight=0)])
    assert [code for code, _ in problems(lambda: check_dimension(weightless))] == ["weights_all_zero"]
    empty = Dimension("living", BOTH, members=[])
    assert [code for code, _ in problems(lambda: check_dimension(empty))] == ["no_members"]
