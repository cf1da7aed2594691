"""Classes, categories in words, and indicators without a score, each against figures that one can do in the head."""

from collections.abc import Callable

import numpy as np
import pytest

from smartscore.errors import RuleError
from smartscore.reports.subjects.catalogue import called
from smartscore.rules import Categories, Classes, Rule, Unscored, is_relative
from smartscore.testing import check_rule

GAP = float("nan")

#: Shares of a benchmark in percent, and what each class of them scores.
POINTS = Classes([33, 66, 95], [0.25, 0.5, 0.75, 1])
WORDS = Categories({"none": 0, "planned": 0.25, "done": 1})

EVERY_RULE = [POINTS, Classes([0], [1, 0]), WORDS, Unscored()]


def normalised(rule: Rule, *values: float) -> list[float]:
    return rule(np.array(values)).tolist()


class TestClasses:
    def test_a_value_scores_what_its_class_scores(self) -> None:
        assert normalised(POINTS, -10, 0, 20, 50, 90, 100, 1000) == [0.25, 0.25, 0.25, 0.5, 0.75, 1, 1]

    def test_a_limit_belongs_to_the_upper_class(self) -> None:
        assert normalised(POINTS, 33, 66, 95) == [0.5, 0.75, 1]
        assert normalised(POINTS, 32.9, 65.9, 94.9) == [0.25, 0.5, 0.75]

    @pytest.mark.parametrize(("part", "whole", "score"), [(0.297, 0.9, 0.5), (0.594, 0.9, 0.75), (1.045, 1.1, 1)])
    def test_a_share_that_misses_its_limit_by_a_floats_last_digit_is_on_it(
        self, part: float, whole: float, score: float
    ) -> None:
        share = np.array([part]) / whole * 100  # 33, 66 and 95 in the head, a digit less in a computer
        assert share[0] < round(share[0])
        assert POINTS(share).tolist() == [score]

    def test_lower_is_better_where_the_scores_fall(self) -> None:
        assert POINTS.better == "higher"
        hazard = Classes([10, 20], [1, 0.5, 0])
        assert hazard.better == "lower"
        assert normalised(hazard, 5, 10, 20) == [1, 0.5, 0]

    def test_neither_way_is_better_where_the_middle_is_best(self) -> None:
        comfort = Classes([20, 26], [0.5, 1, 0])
        assert comfort.better == "target"
        assert normalised(comfort, 15, 22, 30) == [0.5, 1, 0]

    def test_the_least_that_scores_so_much(self) -> None:
        assert [POINTS.reaching(share) for share in (0.5, 0.6, 1)] == [33, 66, 95]
        assert np.isnan([POINTS.reaching(share) for share in (0.2, 1.1)]).all()  # all do, and none
        hazard = Classes([10, 20], [1, 0.5, 0])
        assert hazard.reaching(0.5) == pytest.approx(20)
        assert normalised(hazard, hazard.reaching(0.5), hazard.reaching(1)) == [0.5, 1]
        assert np.isnan(Classes([20, 26], [0.5, 1, 0]).reaching(1))
        assert normalised(Classes([0], [1, 0]), Classes([0], [1, 0]).reaching(1)) == [1]

    def test_neighbours_may_score_alike(self) -> None:
        assert Classes([1, 2], [0, 0, 1]).better == "higher"
        assert Classes([1, 2], [1, 0, 0]).better == "lower"

    def test_limits_may_be_negative_and_stand_close(self) -> None:
        assert normalised(Classes([-1, 0, 0.5], [0, 0.2, 0.6, 1]), -2, -1, -0.5, 0, 0.25, 0.5) == [
            *(0, 0.2, 0.2, 0.6, 0.6, 1)
        ]

    def test_lists_are_kept_as_they_were_written(self) -> None:
        assert (POINTS.limits, POINTS.scores) == ((33, 66, 95), (0.25, 0.5, 0.75, 1))
        assert Classes((33, 66, 95), (0.25, 0.5, 0.75, 1)) == POINTS


class TestCategories:
    def test_the_first_word_that_scores_so_much(self) -> None:
        assert [WORDS.reaching(share) for share in (0, 0.2, 0.5, 1)] == [0, 1, 2, 2]
        assert np.isnan(Categories({"none": 0, "some": 0.5}).reaching(1))

    def test_a_word_scores_by_its_place_from_the_worst_to_the_best(self) -> None:
        assert WORDS.words == ["none", "planned", "done"]
        assert normalised(WORDS, 0, 1, 2) == [0, 0.25, 1]
        assert WORDS.better == "higher"

    def test_the_order_in_which_words_are_written_does_not_matter(self) -> None:
        assert Categories({"done": 1, "none": 0, "planned": 0.25}) == WORDS

    def test_two_words_may_score_alike(self) -> None:
        rule = Categories({"no": 0, "yes": 1, "certified": 1})
        assert normalised(rule, *range(3)) == [0, 1, 1]
        assert sorted(rule.words) == ["certified", "no", "yes"]

    def test_one_word_is_enough(self) -> None:
        assert normalised(Categories({"there": 1}), 0, GAP)[0] == 1


class TestUnscored:
    def test_no_value_has_a_score(self) -> None:
        assert np.isnan(normalised(Unscored(), 0, 5, GAP)).all()
        assert Unscored().unscored

    def test_the_shape_is_kept(self) -> None:
        assert Unscored()(np.zeros((2, 3))).shape == (2, 3)


@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_a_missing_value_stays_missing_and_the_input_is_left_alone(rule: Rule) -> None:
    values = np.array([[1.0, GAP], [GAP, 0.0]])
    before = values.copy()
    scores = rule(values)
    assert np.isnan(scores[[0, 1], [1, 0]]).all()
    assert scores.dtype == np.float64
    assert np.array_equal(values, before, equal_nan=True)


@pytest.mark.parametrize("rule", [POINTS, WORDS], ids=repr)
def test_whole_numbers_are_taken_as_they_are(rule: Rule) -> None:
    assert rule(np.array([0, 1, 2])).tolist() == rule(np.array([0.0, 1.0, 2.0])).tolist()


@pytest.mark.parametrize("rule", EVERY_RULE, ids=repr)
def test_none_of_them_is_relative_or_can_be_turned_round(rule: Rule) -> None:
    assert not is_relative(rule)
    assert not hasattr(rule, "inverse")


@pytest.mark.parametrize(
    "rule", [*EVERY_RULE, Classes([10, 20], [1, 0.5, 0]), Classes([20, 26], [0.5, 1, 0])], ids=repr
)
def test_the_check_for_authors_passes_them(rule: Rule) -> None:
    check_rule(rule)
    if not isinstance(rule, Unscored):
        check_rule(rule, range(100))


def test_the_check_for_authors_refuses_classes_that_rise_fall_and_rise_again() -> None:
    rule = Classes([33, 66, 95], [0, 1, 0, 1])
    with pytest.raises(RuleError, match="better = target and does not move that way"):
        check_rule(rule, [0, 40, 70, 100])
    with pytest.raises(RuleError, match="better = target and does not move that way"):
        check_rule(rule)


@pytest.mark.parametrize(
    ("rule", "name"),
    [(POINTS, "classes"), (WORDS, "mapping"), (Unscored(), "unscored")],
    ids=["classes", "words", "none"],
)
def test_a_rule_is_told_by_the_name_that_a_framework_file_asks_for_it(rule: Rule, name: str) -> None:
    assert called(rule).split()[0] == name


REFUSED = [
    (lambda: Classes([33, 66], [0, 1]), "2 limits need one score more than that, found 2"),
    (lambda: Classes([33], [0, 0.5, 1]), "1 limits need one score more than that, found 3"),
    (lambda: Classes([66, 33], [0, 0.5, 1]), "the limits must rise: 66, 33"),
    (lambda: Classes([33, 33], [0, 0.5, 1]), "the limits must rise: 33, 33"),
    (lambda: Classes([33], [0, 1.5]), "1.5 is no share from 0 to 1"),
    (lambda: Classes([33], [-0.5, 1]), "-0.5 is no share from 0 to 1"),
    (lambda: Classes([33], [0, GAP]), "nan, not a finite number"),
    (lambda: Classes([float("inf")], [0, 1]), "inf, not a finite number"),
    (lambda: Classes(["33"], [0, 1]), "'33', not a finite number"),
    (lambda: Classes([33], [False, True]), "False, not a finite number"),
    (lambda: Classes("33", [0, 1]), "found '33', expected a list"),
    (lambda: Classes(33, [0, 1]), "found 33, expected a list"),
    (lambda: Categories({}), "categories is missing"),
    (lambda: Categories({"some": 1.5}), "1.5 is no share from 0 to 1"),
    (lambda: Categories({"some": -1}), "-1 is no share from 0 to 1"),
    (lambda: Categories({"some": "much"}), "'much', not a finite number"),
    (lambda: Categories({"some": True}), "True, not a finite number"),
    (lambda: Categories({"some": GAP}), "nan, not a finite number"),
]


@pytest.mark.parametrize(("make", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_a_wrong_parameter_is_refused_in_a_clear_sentence(make: Callable[[], Rule], said: str) -> None:
    with pytest.raises(RuleError) as refused:
        make()
    assert refused.value.problems[0].to("en").endswith(said)


def test_two_words_that_differ_in_their_case_alone_are_refused_since_values_are_read_without_it() -> None:
    with pytest.raises(RuleError, match="Yes"):
        Categories({"yes": 1, "Yes": 0})


@pytest.mark.parametrize("categories", ["done", 3, ["none", "done"]])
def test_words_without_scores_are_refused_in_a_sentence(categories: object) -> None:
    with pytest.raises(RuleError, match="expected"):
        Categories(categories)  # type: ignore[arg-type]
