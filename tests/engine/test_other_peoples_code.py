"""Rules and aggregates of plugins: what fails in them is named, and nothing wrong passes in silence."""

import numpy as np
import pytest
from attrs import frozen
from builders import PERCENT, cities, framework
from pandas import DataFrame, Index

from smartscore.aggregates import Geometric, Harmonic, Power
from smartscore.engine import assess, fit
from smartscore.engine.kernel import BLOCK
from smartscore.errors import RuleError, SmartscoreError
from smartscore.model import Dimension, Framework, Indicator
from smartscore.rules import Array, Linear, MinMax

GAP = float("nan")


A, B = (Indicator(name, rule=PERCENT) for name in "ab")


def refused(data: DataFrame, small: Framework) -> RuleError:
    with pytest.raises(RuleError) as error:
        assess(data, small)
    return error.value


def sentence(data: DataFrame, small: Framework) -> str:
    return str(refused(data, small))


@frozen
class Odd:
    """A rule of a plugin that is wrong in one way."""

    how: str
    better = "higher"

    def __call__(self, values: Array) -> Array:
        normalised = values / 100
        if self.how == "fails":
            raise ZeroDivisionError("no towns")
        answers = {
            "loses a value": np.where(values > 50, np.nan, normalised),
            "gives infinity": np.where(values > 50, np.inf, normalised),
            "fills a gap": np.nan_to_num(normalised),
            "one figure": np.float64(0.5),
            "one figure in a list": np.array([0.5]),
            "too few": normalised[:-1],
            "a column": normalised[:, None],
            "fine": normalised,
        }
        return answers[self.how]  # type: ignore[return-value]


@frozen
class InPlace:
    """A rule of a plugin that writes over what it is given."""

    better = "higher"

    def __call__(self, values: Array) -> Array:
        values /= 100
        return values


@pytest.mark.parametrize("member", [B, Indicator("b", rule=Odd("fine"))], ids=["own", "of a plugin"])
def test_a_rule_of_a_plugin_scores_like_any_other(member: Indicator) -> None:
    found = assess(cities(a=[10.0, GAP, 30], b=[30.0, 40, GAP]), framework(Indicator("a", rule=Odd("fine")), member))
    assert found.index.tolist() == [20, 40, 30]
    assert found.coverage["index"].tolist() == [1, 0.5, 0.5]


def test_a_rule_may_be_a_plain_function() -> None:
    def share(values: Array) -> Array:
        return values / 200

    small = framework(Indicator("a", rule=share))  # type: ignore[arg-type]  # a function has no `better`
    assert assess(cities(a=[100.0, GAP]), small).index.tolist()[0] == 50


DATA = cities(a=[10.0, 60, 90], b=[1.0, 2, 3])


@pytest.mark.parametrize("data", [DATA, cities(a=[10.0, 60, 90], b=[1.0, GAP, 3])], ids=["whole", "with gaps"])
@pytest.mark.parametrize("below", [[A], [A, B]], ids=["alone", "with another"])
class TestARuleOfADimension:
    """The same wrongs, where the rule applies to the aggregate of a dimension."""

    def test_that_fails_is_named(self, data: DataFrame, below: list[Indicator]) -> None:
        small = framework(Dimension("d", members=below, rule=Odd("fails")))
        assert (
            sentence(data, small)
            == f"d: the rule Odd of {__name__} failed: ZeroDivisionError: no towns [method_failed]"
        )

    def test_that_loses_a_value_is_named_with_the_city(self, data: DataFrame, below: list[Indicator]) -> None:
        data = data.assign(a=data["a"] * 2)
        error = refused(data, framework(Dimension("d", members=below, rule=Odd("loses a value"))))
        assert [(p.code, p.indicator) for p in error.problems] == [("rule_gives_nothing", "d")]
        assert error.problems[0].city in ("B", "C")

    def test_of_a_wrong_shape_is_named(self, data: DataFrame, below: list[Indicator]) -> None:
        for how in ("one figure", "one figure in a list", "too few", "a column"):
            error = refused(data, framework(Dimension("d", members=below, rule=Odd(how))))
            assert {p.indicator for p in error.problems} == {"d"}


def test_a_rule_of_the_index_that_loses_a_value_is_named() -> None:
    error = refused(cities(a=[10.0, 60]), framework(A, index={"rule": Odd("loses a value")}))
    assert [(p.code, p.indicator, p.city) for p in error.problems] == [("rule_gives_nothing", "index", "B")]


def test_a_rule_of_a_dimension_is_not_asked_to_score_a_city_without_an_aggregate() -> None:
    small = framework(Dimension("d", members=[A], rule=Odd("fine")), B)
    found = assess(cities(a=[10.0, GAP], b=[1.0, 2]), small)
    assert found.index.tolist() == [5.5, 2]


def test_a_rule_that_fails_is_named() -> None:
    said = f"a: the rule Odd of {__name__} failed: ZeroDivisionError: no towns [method_failed]"
    assert sentence(DATA, framework(Indicator("a", rule=Odd("fails")), B)) == said


def test_the_error_of_the_plugin_is_kept_as_the_cause() -> None:
    error = refused(DATA, framework(Indicator("a", rule=Odd("fails"))))
    assert isinstance(error.__cause__, ZeroDivisionError)


@pytest.mark.parametrize("how", ["loses a value", "gives infinity"])
def test_a_rule_that_gives_no_number_for_a_value_is_named_with_the_city(how: str) -> None:
    error = refused(DATA, framework(Indicator("a", rule=Odd(how)), B))
    assert [(p.code, p.indicator, p.city) for p in error.problems] == [("rule_gives_nothing", "a", "B")]


def test_a_rule_that_gives_a_score_for_a_gap_is_named() -> None:
    error = refused(cities(a=[10.0, GAP], b=[1.0, 2]), framework(Indicator("a", rule=Odd("fills a gap")), B))
    assert [(p.code, p.indicator) for p in error.problems] == [("rule_fills_gap", "a")]


@pytest.mark.parametrize("how", ["one figure", "one figure in a list", "too few", "a column"])
def test_a_rule_that_gives_another_number_of_scores_is_named(how: str) -> None:
    error = refused(DATA, framework(Indicator("a", rule=Odd(how)), B))
    assert {p.indicator for p in error.problems} == {"a"}


@pytest.mark.parametrize("values", [[10.0, 60, 90], [10, 60, 90], ["10", "60", "90"]], ids=["floats", "ints", "texts"])
def test_a_rule_cannot_write_over_the_values(values: list[object]) -> None:
    data = cities(a=values)
    error = refused(data, framework(Indicator("a", rule=InPlace())))
    assert {p.indicator for p in error.problems} == {"a"}
    assert data["a"].tolist() == values


def test_a_rule_that_loses_a_value_in_a_later_block_is_named_with_its_city() -> None:
    values = np.full(BLOCK + 10, 10.0)
    values[BLOCK + 3] = 60
    data = DataFrame({"a": values}, index=Index([f"c{number}" for number in range(len(values))], name="city"))
    error = refused(data, framework(Indicator("a", rule=Odd("loses a value"))))
    assert [(p.indicator, p.city) for p in error.problems] == [("a", f"c{BLOCK + 3}")]


def test_a_relative_rule_that_was_not_fitted_to_anything_is_named() -> None:
    @frozen
    class Lazy:
        better = "higher"

        def fit(self, _values: Array) -> MinMax:
            return MinMax()  # still relative

    assert sentence(DATA, framework(Indicator("a", rule=Lazy()))) == (  # type: ignore[arg-type]
        f"a: the rule Lazy of {__name__} gives a MinMax; expected: a fixed rule, which can be called and has no fit"
        " [method_gives]"
    )


def test_a_relative_rule_whose_fit_fails_is_named() -> None:
    @frozen
    class Failing:
        better = "higher"

        def fit(self, values: Array) -> Linear:
            return Linear(0, values["x"])  # type: ignore[call-overload]

    small = framework(Indicator("a", rule=Failing()))
    with pytest.raises(RuleError) as error:
        fit(small, DATA)
    assert [(p.code, p.indicator) for p in error.value.problems] == [("method_failed", "a")]


@pytest.mark.parametrize("aggregate", [Geometric(), Harmonic(), Power(2)], ids=repr)
@pytest.mark.parametrize("third", [[10.0, 10], [GAP, 10], [10, GAP]], ids=["whole", "gap there", "gap elsewhere"])
def test_a_mean_that_takes_no_negative_score_names_node_and_city(aggregate: object, third: list[float]) -> None:
    members = [Indicator(name, rule=Linear(0, 100, clip="none")) for name in "ab"]
    dimension = Dimension("d", members=[*members, Indicator("c", rule=PERCENT)], aggregate=aggregate)  # type: ignore[arg-type]
    error = refused(cities(a=[50.0, -10], b=[10.0, 10], c=third), framework(dimension))
    assert [(p.code, p.indicator, p.city) for p in error.problems] == [("aggregate_gives_nothing", "d", "B")]
    assert str(error).startswith("B, d: the aggregate is not defined for these scores of its members")


def odd_aggregate(how: str) -> object:
    def aggregate(scores: Array, weights: Array) -> Array:
        if how == "fails":
            raise ZeroDivisionError("no towns")
        if how == "writes":
            scores[:] = 0
        means = weights @ scores / weights.sum()
        answers = {
            "loses a city": np.where(scores[0] > 50, np.nan, means),
            "gives infinity": np.where(scores[0] > 50, np.inf, means),
            "one figure": means.mean(),
            "one figure in a list": means[:1],
            "too few": means[:-1],
            "all members": scores,
            "writes": means,
        }
        return answers[how]  # type: ignore[return-value]

    return aggregate


THREE = cities(a=[10.0, 60, 90], b=[1.0, 2, 3])
THREE_WITH_GAPS = cities(a=[10.0, 60, 90, 80, 70], b=[1.0, GAP, 3, GAP, 4])


@pytest.mark.parametrize("data", [THREE, THREE_WITH_GAPS], ids=["whole", "with gaps"])
@pytest.mark.parametrize("how", ["fails", "one figure", "one figure in a list", "too few", "all members"])
def test_an_aggregate_that_fails_or_gives_another_shape_is_named(how: str, data: DataFrame) -> None:
    error = refused(data, framework(Dimension("d", members=[A, B], aggregate=odd_aggregate(how))))  # type: ignore[arg-type]
    assert {p.indicator for p in error.problems} == {"d"}


@pytest.mark.parametrize("data", [THREE, THREE_WITH_GAPS], ids=["whole", "with gaps"])
@pytest.mark.parametrize("how", ["loses a city", "gives infinity"])
def test_an_aggregate_that_gives_no_number_is_named_with_the_city(how: str, data: DataFrame) -> None:
    error = refused(data, framework(Dimension("d", members=[A, B], aggregate=odd_aggregate(how))))  # type: ignore[arg-type]
    assert [(p.code, p.indicator, p.city) for p in error.problems] == [("aggregate_gives_no_number", "d", "B")]


def test_an_aggregate_cannot_write_over_the_scores_of_members() -> None:
    error = refused(THREE, framework(Dimension("d", members=[A, B], aggregate=odd_aggregate("writes"))))  # type: ignore[arg-type]
    assert {p.indicator for p in error.problems} == {"d"}
    found = assess(cities(a=[10.0, 60], b=[GAP, 2]), framework(A, B))
    assert found.scores["a"].tolist() == [10, 60]


def test_an_aggregate_of_a_plugin_may_be_a_function_for_complete_members() -> None:
    def widest(scores: Array, weights: Array) -> Array:
        assert not np.isnan(scores).any()
        return np.asarray((scores * weights[:, None]).max(axis=0) - scores.min(axis=0))

    widest.bounded = False  # type: ignore[attr-defined]
    found = assess(cities(a=[10.0, GAP, 90], b=[40.0, 40, 50]), framework(A, B, index={"aggregate": widest}))
    assert found.index.tolist() == [30, 40, 40]  # alone, b has the weight of both: 2 x 40 - 40


def weakest(scores: Array, _weights: Array) -> Array:
    """Give the least score, as a plugin may that leaves weights aside."""
    return np.asarray(scores.min(axis=0))


@pytest.mark.parametrize("a_gap_elsewhere", [False, True])
def test_a_member_of_weight_0_does_not_count_for_an_aggregate_of_a_plugin_either(a_gap_elsewhere: bool) -> None:
    data = cities(a=[10.0, 20], b=[5.0, 5], c=[30.0, GAP if a_gap_elsewhere else 40])
    small = framework(
        A, Indicator("b", rule=PERCENT, weight=0), Indicator("c", rule=PERCENT), index={"aggregate": weakest}
    )
    assert assess(data, small).index.tolist() == [10, 20]


@frozen
class Step:
    """A step of a plugin that doubles a column, or fails."""

    how: str

    def fit(self, _frame: DataFrame, _columns: list[str]) -> "Step":
        if self.how == "fails to fit":
            raise ZeroDivisionError("no towns")
        return self

    def __call__(self, frame: DataFrame) -> DataFrame:
        if self.how == "fails":
            raise ZeroDivisionError("no towns")
        return frame.assign(a=frame["a"] * 2)


def test_a_step_of_a_plugin_changes_values_before_they_are_judged() -> None:
    small = framework(A, steps=[Step("doubles")])
    found = assess(cities(a=[10.0, 20]), small)
    assert found.index.tolist() == [20, 40]
    assert found.values["a"].tolist() == [20, 40]


@pytest.mark.parametrize("how", ["fails to fit", "fails"])
def test_a_step_of_a_plugin_that_fails_is_named(how: str) -> None:
    small = framework(A, steps=[Step(how)])
    with pytest.raises(SmartscoreError) as error:
        assess(cities(a=[10.0]), small)
    assert "Step" in str(error.value)
    assert "no towns" in str(error.value)


def test_what_goes_wrong_in_two_nodes_is_told_for_one_of_them_with_its_name() -> None:
    small = framework(Indicator("a", rule=Odd("fails")), Indicator("b", rule=Odd("fails")))
    assert {p.indicator for p in refused(DATA, small).problems} <= {"a", "b"}
