"""What rules and aggregates of others give is looked at while scoring: each fault with method, node, city and value."""

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from attrs import frozen
from builders import PERCENT, cities, framework
from pandas import DataFrame, Series

from smartscore.aggregates import Arithmetic, Geometric
from smartscore.engine import assess
from smartscore.engine.rescoring import rescored
from smartscore.errors import Problem, RuleError
from smartscore.model import Dimension, Indicator
from smartscore.rules import Array, Linear
from smartscore.views import contributions

GAP = float("nan")
A, B = (Indicator(name, rule=PERCENT) for name in "ab")
DATA = cities(a=[10.0, 60, 90], b=[30.0, 40, 50])


@frozen
class Given:
    """A rule of somebody else that gives what a function makes of the values."""

    make: Callable[[Array], Any]
    better: str = "higher"
    clip: str = "both"

    def __call__(self, values: Array) -> Any:
        return self.make(values)


def problem(data: DataFrame, *members: Any, **fields: Any) -> Problem:
    with pytest.raises(RuleError) as refused:
        assess(data, framework(*members, **fields))
    (only,) = refused.value.problems
    return only


def of_rule(make: Callable[[Array], Any], data: DataFrame = DATA, **fields: Any) -> Problem:
    return problem(data, Indicator("a", rule=Given(make, **fields)), B)


def of_aggregate(make: Callable[..., Any], data: DataFrame = DATA, **fields: Any) -> Problem:
    return problem(data, Dimension("d", members=[A, B], aggregate=make, **fields))


def without_method(told: Problem) -> str:
    """Give the sentence of a problem without whose method it is."""
    return told.sentence().replace(str(told.fields["method"].to("en")), "it")  # type: ignore[attr-defined]


class TestWhoseFaultItIs:
    def test_the_first_city_whose_value_alone_makes_a_rule_fail_is_named(self) -> None:
        def fails(values: Array) -> Array:
            return values / {False: 100}[bool((values > 50).any())]

        told = of_rule(fails)
        assert (told.code, told.city, told.indicator) == ("method_failed", "B", "a")
        assert told.to("en") == f"B, a: the rule Given of {__name__} failed: KeyError: True"
        assert told.to("id") == f"B, a: aturan Given dari {__name__} gagal: KeyError: True"

    def test_where_each_value_makes_it_fail_no_city_is_to_blame(self) -> None:
        assert of_rule(lambda values: values["x"]).city is None

    def test_the_first_city_whose_scores_alone_make_an_aggregate_fail_is_named(self) -> None:
        def fails(scores: Array, _weights: Array) -> Array:
            if (scores > 80).any():
                raise ValueError("too good")
            return np.asarray(scores.mean(axis=0))

        told = of_aggregate(fails)
        assert (told.city, told.indicator) == ("C", "d")
        assert told.to("en") == f"C, d: the aggregate fails of {__name__} failed: ValueError: too good"
        assert told.to("id") == f"C, d: agregat fails dari {__name__} gagal: ValueError: too good"

    @pytest.mark.parametrize("leave", [sys.exit, lambda: sys.exit(0), lambda: sys.exit("enough")])
    def test_leaving_the_program_is_a_fault(self, leave: Callable[[], None]) -> None:
        assert without_method(of_rule(lambda _values: leave())).startswith("it failed: SystemExit")
        assert without_method(of_aggregate(lambda _scores, _weights: leave())).startswith("it failed: SystemExit")

    def test_the_user_may_stop_it(self) -> None:
        def stopped(_values: Array) -> Array:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            assess(DATA, framework(Indicator("a", rule=Given(stopped))))

    def test_an_error_with_a_text_of_many_lines_is_told_on_one(self) -> None:
        def fails(_values: Array) -> Array:
            raise ValueError("one\ntwo\x1b[31m " + "x" * 400)

        said = str(of_rule(fails).fields["reason"])
        assert said.startswith("ValueError: one two")
        assert len(said) < 330

    def test_an_error_whose_text_fails_too_is_told_by_its_type(self) -> None:
        class OddError(Exception):
            def __str__(self) -> str:
                raise ValueError("no text")

        def fails(_values: Array) -> Array:
            raise OddError

        assert of_rule(fails).fields["reason"] == "OddError"

    def test_an_answer_of_a_rule_that_fails_names_it_too(self) -> None:
        @frozen
        class Odd:
            better = "higher"

            def __call__(self, values: Array) -> Array:
                return values / 100

            def clipped(self, values: Array) -> Array:
                raise KeyError("x")

        found = assess(DATA, framework(Indicator("a", rule=Odd())))
        with pytest.raises(RuleError) as refused:
            _ = found.clipped
        (told,) = refused.value.problems
        assert told.to("en") == f"a: the rule Odd of {__name__} failed: KeyError: 'x'"


NO_NUMBERS: dict[str, tuple[Callable[[Array], Any], str]] = {
    "nothing": (lambda _values: None, "nothing (None)"),
    "a number": (lambda _values: 0.5, "a float"),
    "a text": (lambda _values: "good", "a str"),
    "a list": (lambda values: [0.5 for _ in values], "a list"),
    "a series": (lambda values: Series(values / 100), "a Series"),
    "masked values": (lambda values: np.ma.masked_array(values / 100, values > 50), "a MaskedArray"),
    "texts": (lambda values: np.array(["good" for _ in values]), "an array of <U4"),
    "objects": (lambda values: np.array([None for _ in values]), "an array of object"),
    "complex numbers": (lambda values: values + 1j, "an array of complex128"),
    "one value less": (lambda values: values[1:] / 100, "an array of the shape (2,)"),
    "a column": (lambda values: values[:, None] / 100, "an array of the shape (3, 1)"),
}


@pytest.mark.parametrize(("make", "found"), NO_NUMBERS.values(), ids=NO_NUMBERS)
def test_what_is_no_array_of_numbers_is_told_as_what_it_is(make: Callable[[Array], Any], found: str) -> None:
    expected = f"it gives {found}; expected: an array of numbers of the shape (3,)"
    rule, aggregate = of_rule(make), of_aggregate(lambda scores, _weights: make(scores[0]))
    assert [without_method(rule), without_method(aggregate)] == [expected, expected]
    assert [rule.fields["kind"], aggregate.fields["kind"]] == ["rule", "aggregate"]
    assert [rule.indicator, aggregate.indicator] == ["a", "d"]


class TestTheRangeOfARule:
    def test_a_rule_that_leaves_0_to_1_is_refused_with_city_and_value(self) -> None:
        told = of_rule(lambda values: values / 50)
        assert (told.code, told.city, told.indicator) == ("rule_leaves_range", "B", "a")
        assert told.to("en") == (
            f"B, a: the rule Given of {__name__} gives 1.2 for the value 60, outside 0 to 1; "
            'hold its results there, or let it say clip = "none"'
        )
        assert told.to("id").startswith(
            f"B, a: aturan Given dari {__name__} memberi 1,2 untuk nilai 60, di luar 0 sampai 1"
        )

    def test_below_0_too(self) -> None:
        assert of_rule(lambda values: (values - 20) / 100).city == "A"

    @pytest.mark.parametrize(("clip", "refused"), [("none", None), ("worst", "A"), ("best", "C")])
    def test_it_may_leave_the_ends_at_which_it_says_that_it_is_not_held(self, clip: str, refused: str | None) -> None:
        rule = Given(lambda values: (values - 20) / 50, clip=clip)
        if refused is None:
            assert assess(DATA, framework(Indicator("a", rule=rule))).index.tolist() == pytest.approx([-20, 80, 140])
        else:
            assert problem(DATA, Indicator("a", rule=rule)).city == refused

    def test_the_noise_of_sums_is_no_fault(self) -> None:
        rule = Given(lambda values: values / 90 + 1e-12)
        assert assess(DATA, framework(Indicator("a", rule=rule))).index["C"] == pytest.approx(100)

    def test_a_rule_of_a_dimension_is_looked_at_as_well(self) -> None:
        told = problem(DATA, Dimension("d", members=[A, B], rule=Given(lambda values: values / 50)))
        assert (told.code, told.city, told.indicator) == ("rule_leaves_range", "C", "d")  # the means are 20, 50 and 70

    def test_and_where_rows_are_scored_again_with_other_values(self) -> None:
        small = framework(Indicator("a", rule=Given(lambda values: values / 90)))
        found = assess(DATA, small)
        with pytest.raises(RuleError) as refused:
            rescored(found, np.array([0]), {"a": np.array([180.0])})
        assert [(p.code, p.city) for p in refused.value.problems] == [("rule_leaves_range", "A")]


class TestARuleJudgesEachValueByItself:
    DEPENDENT: tuple[Callable[[Array], Array], ...] = (
        lambda values: values / values.max(),
        lambda values: values / values.sum(),
        lambda values: (values - values.min()) / np.ptp(values) if len(values) > 1 else values * 0 + 0.5,
        lambda values: np.arange(len(values)) / max(len(values) - 1, 1),
        lambda values: values.argsort().argsort() / max(len(values), 1),
    )

    @pytest.mark.parametrize("make", DEPENDENT, ids=["greatest", "sum", "extremes", "place", "rank"])
    def test_one_that_looks_at_the_other_cities_is_refused(self, make: Callable[[Array], Array]) -> None:
        told = of_rule(make)
        assert (told.code, told.indicator) == ("method_not_single", "a")
        assert told.city in ("A", "B", "C")

    def test_with_both_results(self) -> None:
        assert without_method(of_rule(lambda values: values / values.max(), cities(a=[45.0, 90], b=[1, 2]))) == (
            "it gives 0.5 for 45 beside other cities and 1 alone or the second time; it must judge each city by itself "
            "and always alike (a rule that depends on the others has fit(values))"
        )

    def test_one_that_fails_for_a_value_alone_is_told_with_the_error(self) -> None:
        def scaled(values: Array) -> Array:
            return values / {3: 100.0}[len(values)]

        assert of_rule(scaled).fields["alone"] == "KeyError: 1"

    def test_one_that_answers_otherwise_the_second_time_is_refused(self) -> None:
        calls: list[int] = []

        def counting(values: Array) -> Array:
            calls.append(1)
            return values / 100 / len(calls)

        assert of_rule(counting).code == "method_not_single"

    def test_one_that_writes_over_the_values_is_told_so(self) -> None:
        def written(values: Array) -> Array:
            values /= 100
            return values

        assert without_method(of_rule(written)).startswith("it writes over what it is given")


def test_a_rule_may_give_back_what_it_was_given() -> None:
    found = assess(cities(a=[0.25, 1.0]), framework(Indicator("a", rule=Given(lambda values: values))))
    assert found.index.tolist() == [25, 100]
    assert found.values["a"].tolist() == [0.25, 1.0]


class TestTheWayOfARule:
    FALLING: Callable[[Array], Array] = staticmethod(lambda values: 1 - values / 100)  # type: ignore[assignment]

    def test_a_rule_that_moves_otherwise_than_it_says_is_refused(self) -> None:
        told = of_rule(self.FALLING)
        assert without_method(told) == (
            "it says better = 'higher' (higher where it says nothing), and gives 0.9; 0.4 for the values 10; 60"
        )

    def test_one_that_says_so_is_right(self) -> None:
        small = framework(Indicator("a", rule=Given(self.FALLING, better="lower")))
        assert assess(DATA, small).index.tolist() == pytest.approx([90, 40, 10])

    def test_in_the_middle_it_may_turn_once(self) -> None:
        def top(values: Array) -> Array:
            return 1 - np.abs(values - 60) / 100

        small = framework(Indicator("a", rule=Given(top, better="target")))
        assert assess(DATA, small).index.tolist() == pytest.approx([50, 100, 70])
        assert of_rule(lambda values: np.abs(values - 60) / 100, better="target").code == "rule_turned"

    def test_one_of_a_dimension_that_cannot_say_it_is_named(self) -> None:
        @frozen
        class Unsure:
            better = "higher"

            def __call__(self, values: Array) -> Array:
                return values / 100

            def better_within(self, low: float, high: float) -> str:
                raise LookupError(f"{low:g} to {high:g}")

        told = problem(DATA, Dimension("d", members=[A, B], rule=Unsure()))
        assert told.to("en") == f"d: the rule Unsure of {__name__} failed: LookupError: 20 to 70"

    def test_another_word_is_refused(self) -> None:
        assert without_method(of_rule(lambda values: values / 100, better="up")) == (
            "it gives better = 'up'; expected: higher, lower, target"
        )


class TestTheRangeOfAnAggregate:
    def test_one_that_leaves_the_range_of_the_members_is_refused_with_city_and_range(self) -> None:
        told = of_aggregate(lambda scores, _weights: scores.sum(axis=0))
        assert (told.code, told.city, told.indicator) == ("aggregate_leaves_range", "A", "d")
        assert without_method(told) == (
            "it gives 40 for members that score 10 to 30; where it may leave their range, let it say bounded = False"
        )
        assert "memberi 40 untuk anggota berskor 10 sampai 30" in told.to("id")

    def test_an_index_of_310_of_100_is_no_more(self) -> None:
        told = problem(cities(a=[100.0], b=[100.0]), A, B, index={"aggregate": lambda s, _w: s.max(axis=0) + 210})
        assert (told.city, told.indicator, told.fields["found"].to("en")) == ("A", "index", "310")  # type: ignore[attr-defined]

    def test_it_may_where_it_says_so(self) -> None:
        @frozen
        class Total:
            bounded = False

            def __call__(self, scores: Array, weights: Array) -> Array:
                return weights @ scores

        small = framework(A, B, index={"aggregate": Total()})
        assert assess(DATA, small).index.tolist() == [40, 100, 140]
        beyond = assess(cities(a=[GAP], b=[GAP], index=[150.0]), small)  # a score that is given may leave the scale too
        assert beyond.index.tolist() == [150]

    def test_where_members_are_missing_the_range_is_that_of_the_others(self) -> None:
        data = cities(a=[10.0, 60], b=[30.0, GAP])
        told = of_aggregate(lambda scores, weights: weights @ scores, data)
        assert (told.city, told.fields["low"].to("en"), told.fields["high"].to("en")) == ("B", "60", "60")  # type: ignore[attr-defined]

    def test_a_missing_member_that_counts_as_worst_is_in_the_range(self) -> None:
        found = assess(
            cities(a=[10.0, 60], b=[30.0, GAP]),
            framework(Dimension("d", members=[A, B], missing="worst", aggregate=lambda s, _w: s.min(axis=0))),
        )
        assert found.index.tolist() == [10, 0]

    def test_a_city_with_too_few_members_is_not_asked_for(self) -> None:
        def of_two(scores: Array, _weights: Array) -> Array:
            return np.asarray(scores.mean(axis=0) if len(scores) == 2 else scores[0] * GAP)

        data, d = cities(a=[10.0, 60], b=[30.0, GAP]), [A, B]
        strict = framework(Dimension("d", members=d, aggregate=of_two, min_coverage=1.0))
        assert assess(data, strict).index.fillna(-1).tolist() == [20, -1]
        assert of_aggregate(of_two, data).code == "aggregate_gives_no_number"


class TestAnAggregateJudgesEachCityByItself:
    def test_one_that_looks_at_the_other_cities_is_refused(self) -> None:
        told = of_aggregate(lambda scores, _weights: scores.mean(axis=0) * 0 + scores.mean().clip(50, 50))
        assert told.code in ("aggregate_leaves_range", "method_not_single")
        told = of_aggregate(lambda scores, _w: scores.min(axis=0) + (len(scores[0]) > 1))
        assert (told.code, told.city) == ("method_not_single", "C")

    def test_one_that_heeds_the_order_of_its_members_is_refused(self) -> None:
        told = of_aggregate(lambda scores, _weights: scores[0])
        assert without_method(told) == (
            "it gives 90 for members that score 90; 50 and 50 for the same in another order; their order must not count"
        )

    def test_one_that_writes_over_scores_or_weights_is_told_so(self) -> None:
        def scores_written(scores: Array, weights: Array) -> Array:
            scores *= weights[:, None]
            return np.asarray(scores.sum(axis=0))

        def weights_written(scores: Array, weights: Array) -> Array:
            weights /= weights.sum()
            return weights @ scores

        for make in (scores_written, weights_written):
            assert without_method(of_aggregate(make)).startswith("it writes over what it is given")


class Doubled(Linear):
    """A rule that somebody made of one of ours."""

    def __call__(self, values: Array, /) -> Array:
        return super().__call__(values) / 2


class Halved(Geometric):
    """An aggregate that somebody made of one of ours."""

    def __call__(self, scores: Array, weights: Array, /) -> Array:
        return np.asarray(scores.min(axis=0))


def test_a_method_made_of_one_of_ours_is_asked_itself() -> None:
    assert assess(DATA, framework(Indicator("a", rule=Doubled(0, 100)))).index.tolist() == [5, 30, 45]
    small = framework(Dimension("d", members=[A, B], aggregate=Halved()))
    assert assess(DATA, small).index.tolist() == [10, 40, 50]
    assert assess(DATA.assign(b=[30.0, GAP, 50]), small).index.tolist() == [10, 60, 50]
    assert problem(DATA, Dimension("d", members=[A, B], aggregate=Halved(), missing="pool")).code == "pool_needs_mean"


def test_contributions_try_an_aggregate_out_without_asking_for_its_range() -> None:
    def at_least_25(scores: Array, _weights: Array) -> Array:
        return np.maximum(scores.min(axis=0), 25)

    found = assess(cities(a=[30.0], b=[40.0]), framework(A, B, index={"aggregate": at_least_25}))
    assert contributions(found)["index"].tolist() == [30]  # all members at 0 are tried out, which gives 25


def test_our_own_are_not_asked_twice() -> None:
    assert assess(DATA, framework(A, B, index={"aggregate": Arithmetic()})).index.tolist() == [20, 50, 70]
