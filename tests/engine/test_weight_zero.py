"""What has no share of the index cannot refuse it: relative rules that cannot tell cities apart."""

import pytest
from attrs import evolve
from pandas import DataFrame

from smartscore import Assessment, Dimension, Framework, Indicator, RuleError, assess, fit
from smartscore.messages import LANGUAGES
from smartscore.model import Node
from smartscore.model.nodes import Missing
from smartscore.rules import Array, Linear, MinMax, Rank, RelativeRule, Rule, ZScore

DATA = DataFrame({"a": [1.0, 2.0], "b": [5.0, 5.0], "c": [5.0, 5.0]}, index=["X", "Y"])
RULES: list[RelativeRule] = [MinMax(), ZScore(), Rank("low")]


def framework(*members: Node, missing: Missing = "leave_out", min_coverage: float = 1.0) -> Framework:
    first = Indicator("a", rule=MinMax())
    return Framework("f", index=Dimension(
        "index", members=[first, *members], missing=missing, min_coverage=min_coverage,
    ))  # fmt: skip


def judged(*members: Node, missing: Missing = "leave_out") -> Assessment:
    return assess(DATA, framework(*members, missing=missing))


class Broken:
    """A relative rule with a fault of its own."""

    def fit(self, values: Array, /) -> Rule:
        raise KeyError(len(values))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("missing", ["leave_out", "worst", "pool"])
def test_a_constant_indicator_of_weight_0_costs_nothing(rule: RelativeRule, missing: Missing) -> None:
    found = judged(Indicator("b", rule=rule, weight=0), missing=missing)
    assert found.index.tolist() == [0, 100]
    assert found.coverage["index"].tolist() == [1, 1]
    assert found.scores["b"].isna().all()
    assert found.unfitted == ["b"]


@pytest.mark.parametrize("rule", RULES)
def test_with_weight_it_refuses_the_index(rule: RelativeRule) -> None:
    with pytest.raises(RuleError) as refused:
        judged(Indicator("b", rule=rule))
    assert [(problem.code, problem.indicator) for problem in refused.value.problems] == [
        ("too_few_different_values", "b")
    ]


def test_the_reason_is_told_in_every_language() -> None:
    reason = judged(Indicator("b", rule=MinMax(), weight=0)).reason(0, "b")
    assert reason is not None
    assert [reason.to(language) for language in LANGUAGES] == [
        "the rule cannot tell the cities apart by these values, and the weight is 0",
        "aturannya tidak dapat membedakan daerah berdasarkan nilai ini, dan bobotnya 0",
    ]


def test_below_a_dimension_of_weight_0_it_is_the_same() -> None:
    found = judged(Dimension("d", weight=0, members=[Indicator("b", rule=MinMax())]))
    assert found.index.tolist() == [0, 100]
    assert found.unfitted == ["b"]


def test_so_it_is_for_a_dimension_whose_own_rule_is_relative() -> None:
    found = judged(Dimension("d", weight=0, rule=MinMax(), members=[Indicator("b", rule=Linear(0, 10))]))
    assert found.index.tolist() == [0, 100]
    assert found.scores["b"].tolist() == [50, 50]
    assert found.scores["d"].isna().all()
    assert found.unfitted == ["d"]


def test_where_members_are_pooled_the_weight_of_a_dimension_is_none_and_the_rule_refuses() -> None:
    with pytest.raises(RuleError):
        judged(Dimension("d", weight=0, members=[Indicator("b", rule=MinMax())]), missing="pool")


def test_what_varies_is_scored_without_weight_too() -> None:
    found = judged(Indicator("b", rule=MinMax(), weight=0))
    other = assess(DATA.assign(b=[1.0, 3.0]), found.definition)
    assert other.scores["b"].tolist() == [0, 100]
    assert other.unfitted == []


def test_what_was_fitted_to_a_baseline_stays_without_a_score() -> None:
    frozen = fit(framework(Indicator("b", rule=MinMax(), weight=0)), DATA)
    assert assess(DATA.assign(b=[1.0, 3.0]), frozen).scores["b"].isna().all()


def test_a_rule_that_fails_instead_of_refusing_is_told_as_before() -> None:
    with pytest.raises(RuleError) as refused:
        judged(Indicator("b", rule=Broken(), weight=0))
    assert [problem.code for problem in refused.value.problems] == ["method_failed"]


def test_taking_the_weight_away_is_enough() -> None:
    whole = framework(Indicator("b", rule=MinMax()), Indicator("c", rule=ZScore()))
    without = whole.reweigh({"b": 0, "c": 0})
    assert assess(DATA, without).index.tolist() == [0, 100]
    assert assess(DATA, evolve(without)).unfitted == ["b", "c"]
