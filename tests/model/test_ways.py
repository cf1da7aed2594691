"""The way of a node: the sign of the whole path from it to the index."""

from typing import Any

import pytest
from builders import framework

from smartscore import Dimension, Framework, FrameworkError, Indicator
from smartscore.aggregates import Sum
from smartscore.model.nodes import Missing
from smartscore.rules import Classes, Linear, Log, MinMax, Power, RelativeRule, Rule, Target, ZScore
from smartscore.rules.curved import Zero

LEAF = Indicator("a", rule=Linear(50, 0))  # what the rule of an indicator does is no part of its way


def below(*rules: Rule | RelativeRule | None, missing: Missing = "leave_out", **more: object) -> Framework:
    """Put an indicator below dimensions with these rules, the index the first of them."""
    node: Dimension | Indicator = LEAF
    for depth, rule in reversed(list(enumerate(rules))):
        node = Dimension(f"d{depth}" if depth else "index", members=[node], rule=rule, missing=missing)
    assert isinstance(node, Dimension)
    return Framework("f", index=node, **more)  # type: ignore[arg-type]


def way(*rules: Rule | RelativeRule | None, **more: Any) -> int:
    return below(*rules, **more).ways["a"]


class TestWays:
    def test_without_rules_of_dimensions_more_is_better(self) -> None:
        assert below(None, None).ways == {"index": 1, "d1": 1, "a": 1}

    def test_where_a_high_index_is_bad_less_is_better(self) -> None:
        assert below(None, None, higher="worse").ways == {"index": -1, "d1": -1, "a": -1}

    def test_a_rule_turns_what_is_below_it_and_not_itself(self) -> None:
        assert below(None, Linear(100, 0)).ways == {"index": 1, "d1": 1, "a": -1}

    def test_two_turns_are_none(self) -> None:
        assert way(Linear(100, 0), Linear(100, 0)) == 1
        assert way(Linear(100, 0), higher="worse") == 1
        assert way(Linear(100, 0), Linear(0, 50), MinMax("low"), MinMax("high"), Linear(7, 3)) == -1

    def test_a_target_within_the_scale_has_no_way_and_nothing_below_it_has_one(self) -> None:
        assert below(None, Target(50, 50), Linear(100, 0)).ways == {"index": 1, "d1": 1, "d2": 0, "a": 0}

    @pytest.mark.parametrize(("target", "expected"), [(0, -1), (-5, -1), (100, 1), (120, 1), (99, 0)])
    def test_a_target_at_an_end_of_the_scale_has_one(self, target: float, expected: int) -> None:
        assert way(None, Target(target, 50)) == expected

    def test_classes_have_one_where_those_within_the_scale_rise_or_fall(self) -> None:
        assert way(None, Classes([30, 60], [0, 0.5, 1])) == 1
        assert way(None, Classes([30, 60], [1, 0.5, 0])) == -1
        assert way(None, Classes([30, 60], [0, 1, 0])) == 0
        assert way(None, Classes([30, 600], [0, 1, 0])) == 1
        assert way(None, Classes([-30, 60], [0, 1, 0])) == -1

    @pytest.mark.parametrize(("worst", "best", "zero", "expected"), [
        (1, 80, "worst", 1), (1, 80, "best", 0), (80, 1, "best", -1), (80, 1, "worst", 0),
    ])  # fmt: skip
    def test_a_curve_has_one_where_what_has_no_logarithm_is_at_its_lower_end(
        self, worst: float, best: float, zero: Zero, expected: int
    ) -> None:
        assert way(None, Log(worst, best, zero=zero)) == expected
        assert way(None, Power(worst, best, zero=zero)) == expected
        assert way(None, Log(worst, best, zero=zero), scale=(0.5, 100)) == (1 if best > worst else -1)

    def test_a_curve_that_goes_on_below_its_worst_has_none_down_to_zero(self) -> None:
        assert way(None, Log(1, 80, clip="none")) == 0
        assert way(None, Log(1, 80, clip="worst")) == 1

    def test_what_lies_beyond_the_scale_counts_where_scores_go_there(self) -> None:
        beyond = framework(Indicator("z", rule=ZScore()), Dimension("d", members=[LEAF], rule=Target(100, 50)))
        assert beyond.ways["a"] == 0
        assert below(None, Target(100, 50)).ways["a"] == 1
        added = Dimension("d", members=[LEAF], rule=Target(100, 50), aggregate=Sum())
        assert framework(added).ways["a"] == 0

    def test_the_dimensions_without_a_way_below_them_are_named_once(self) -> None:
        assert [node.id for node in below(None, Target(50, 50), Target(50, 50)).turning] == ["d1"]
        assert below(None, Linear(100, 0)).turning == []


class TestWorst:
    def test_it_is_the_end_of_the_scale_that_the_way_says(self) -> None:
        turned = below(None, Linear(5, 1), missing="worst", scale=(1, 5))
        assert [turned.worst_score_in(node) for node in turned.dimensions] == [1, 5]

    def test_where_there_is_no_way_a_gap_cannot_count_as_worst(self) -> None:
        with pytest.raises(FrameworkError) as refused:
            below(None, Target(50, 50), None, missing="worst")
        assert [problem.code for problem in refused.value.problems] == ["worst_unknown"] * 2
        assert [problem.fields["node"] for problem in refused.value.problems] == ["d1", "d2"]
        assert below(None, Target(50, 50), None).ways["a"] == 0
