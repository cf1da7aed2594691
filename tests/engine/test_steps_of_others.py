"""Steps of others: what comes back must be the same cities with the same columns of numbers, or it is refused."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from attrs import field, frozen
from builders import cities, framework, percent
from pandas import DataFrame

from smartscore.engine import assess, fit
from smartscore.errors import Problem, RuleError
from smartscore.model import Framework
from smartscore.steps import Impute

GAP = float("nan")
DATA = cities(a=[10.0, 60, 90], b=[30.0, GAP, 50], state=["x", "y", "y"])


@frozen
class Step:
    """A step of somebody else that makes something of the frame."""

    make: Callable[[DataFrame], Any]
    learn: Callable[[DataFrame], Any] = lambda _frame: None
    columns: tuple[str, ...] = field(default=())

    def fit(self, frame: DataFrame, _columns: list[str], /) -> "Step":
        self.learn(frame)
        return self

    def __call__(self, frame: DataFrame, /) -> Any:
        return self.make(frame)


def small(*steps: Any) -> Framework:
    return framework(*percent("a", "b"), steps=steps)


def problem(step: Any, data: DataFrame = DATA) -> Problem:
    with pytest.raises(RuleError) as refused:
        assess(data, small(step))
    (only,) = refused.value.problems
    return only


def told(make: Callable[[DataFrame], Any], **fields: Any) -> str:
    """Give the sentence with its place, without whose step it is."""
    return problem(Step(make, **fields)).to("en").replace(f"the step Step of {__name__}", "it")


def with_a(values: list[Any], **fields: Any) -> Callable[[DataFrame], DataFrame]:
    return lambda frame: frame.assign(a=pd.Series(values, index=frame.index, **fields))


REFUSED: dict[str, tuple[Callable[[DataFrame], Any], str]] = {
    "rows turned round": (lambda frame: frame[::-1], "it gives C in row 1; expected: A in row 1"),
    "two rows changed places": (lambda frame: frame.iloc[[0, 2, 1]], "it gives C in row 2; expected: B in row 2"),
    "a row less": (lambda frame: frame.drop("B"), "B: it gives rows: 2; expected: rows: 3"),
    "a row more": (lambda frame: pd.concat([frame, frame[:1]]), "it gives rows: 4; expected: rows: 3"),
    "another index": (lambda frame: frame.reset_index(drop=True), "it gives 0 in row 1; expected: A in row 1"),
    "nothing": (lambda _frame: None, "it gives nothing (None); expected: a frame with a row for each of 3 cities"),
    "an array": (
        lambda frame: frame[["a"]].to_numpy(),
        "it gives a ndarray; expected: a frame with a row for each of 3 cities",
    ),
    "a series": (lambda frame: frame["a"], "it gives a Series; expected: a frame with a row for each of 3 cities"),
    "a column less": (lambda frame: frame.drop(columns="b"), "b: it gives columns of this name: 0; expected: one"),
    "a column twice": (
        lambda frame: pd.concat([frame, frame[["a"]]], axis=1),
        "a: it gives columns of this name: 2; expected: one",
    ),
    "an infinite number": (with_a([10, np.inf, -np.inf]), "a, B: it gives inf; expected: a finite number, or none"),
    "texts": (
        with_a(["10", "60", "90"], dtype=object),
        "a, A: it gives '10' in a column of object; expected: a column of numbers",
    ),
    "truths": (with_a([True, False, True]), "a, A: it gives True in a column of bool; expected: a column of numbers"),
    "dates": (
        with_a([pd.Timestamp(2024, 1, 1)] * 3),
        "a, A: it gives Timestamp('2024-01-01 00:00:00') in a column of datetime64",
    ),
}


@pytest.mark.parametrize(("make", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_longer_the_same_table_is_refused_with_column_and_city(make: Callable[..., Any], said: str) -> None:
    assert told(make).startswith(said)


def test_in_the_language_of_the_reader() -> None:
    assert problem(Step(lambda frame: frame[::-1])).to("id") == (
        f"langkah Step dari {__name__} memberi C di baris 1; yang diharapkan: A di baris 1"
    )


def written(frame: DataFrame) -> DataFrame:
    frame["a"] = frame["a"] / 2
    return frame


def one_written(frame: DataFrame) -> DataFrame:
    frame.loc["B", "a"] = 0.0
    return frame.copy()


WRITTEN: dict[str, Callable[[DataFrame], Any]] = {
    "column": written,
    "cell": one_written,
    "column beside": lambda frame: frame.__setitem__("state", "x") or frame.copy(),
    "new column": lambda frame: frame.__setitem__("new", 1.0) or frame.copy(),
    "rows": lambda frame: frame.__setattr__("index", frame.index[::-1]),
    "gaps": lambda frame: frame.fillna({"b": 0.0}, inplace=True),
}


@pytest.mark.parametrize("change", WRITTEN.values(), ids=WRITTEN)
def test_a_step_that_writes_over_the_frame_is_refused_when_it_is_called_and_when_it_learns(
    change: Callable[[DataFrame], Any],
) -> None:
    before = DATA.copy()
    assert told(change).endswith("writes over what it is given; it must leave that as it is and give something new")
    assert told(lambda frame: frame, learn=change).endswith("it must leave that as it is and give something new")
    pd.testing.assert_frame_equal(DATA, before)


def test_the_column_that_was_written_over_is_named() -> None:
    assert problem(Step(one_written)).column == "a"


def test_a_step_may_give_what_it_was_given_and_columns_beside() -> None:
    kept, more = (assess(DATA, small(Step(make))) for make in (lambda f: f, lambda f: f.assign(new=1, state="z")))
    assert kept.index.tolist() == more.index.tolist() == [20, 60, 70]


def test_numbers_of_any_kind_are_numbers() -> None:
    for dtype in ("int64", "float32", "Int64", "Float64"):
        assert assess(DATA, small(Step(with_a([20, 40, 60], dtype=dtype)))).values["a"].tolist() == [20, 40, 60]
    absent = assess(DATA, small(Step(with_a([20, None, 60], dtype="Int64"))))
    assert absent.values["a"].isna().tolist() == [False, True, False]


def test_a_step_that_says_which_columns_it_is_for_changes_no_other() -> None:
    assert told(lambda frame: frame.assign(a=frame["a"] / 2, b=5.0), columns=("a",)) == (
        "b, A: it gives 5; expected: 30"
    )
    found = assess(DATA, small(Step(lambda frame: frame.assign(a=frame["a"] / 2), columns=("a",))))
    assert found.values["a"].tolist() == [5, 30, 45]


def test_a_step_that_fails_or_leaves_the_program_is_named() -> None:
    def leaves(_frame: DataFrame) -> DataFrame:
        raise SystemExit(0)

    assert told(leaves) == "it failed: SystemExit: 0"
    assert told(lambda frame: frame["income"]) == "it failed: KeyError: 'income'"
    assert told(lambda frame: frame, learn=lambda frame: frame["income"]) == "it failed: KeyError: 'income'"


def test_a_step_whose_fit_gives_no_step_is_refused() -> None:
    @frozen
    class Forgetful:
        def fit(self, _frame: DataFrame, _columns: list[str], /) -> Any:
            return None

        def __call__(self, frame: DataFrame, /) -> DataFrame:
            return frame

    said = problem(Forgetful()).to("en")
    assert said == (
        f"the step Forgetful of {__name__} gives nothing (None); expected: the fitted step, which can be called"
    )


def test_what_has_no_fit_is_told_so() -> None:
    said = problem(lambda frame: frame).to("en")
    assert said == f"the step <lambda> of {__name__} failed: AttributeError: 'function' object has no attribute 'fit'"


def test_years_and_assessors_are_named_too() -> None:
    data = DataFrame({"city": ["A", "A"], "year": [2023, 2024], "a": [1.0, 2], "b": [3.0, 4]})
    with pytest.raises(RuleError) as refused:
        assess(data, small(Step(with_a([1.0, np.inf]))))
    assert refused.value.problems[0].city == "A, 2024"


def test_rows_of_years_are_told_with_the_year() -> None:
    data = DataFrame({"city": ["A", "A"], "year": [2023, 2024], "a": [1.0, 2], "b": [3.0, 4]})
    said = [problem(Step(make), data) for make in (lambda f: f[::-1], lambda f: f[:1], lambda f: f.reset_index()[:1])]
    assert [(one.city, one.sentence().partition(" gives ")[2]) for one in said] == [
        (None, "A, 2024 in row 1; expected: A, 2023 in row 1"),
        ("A, 2024", "rows: 1; expected: rows: 2"),
        ("A, 2023", "rows: 1; expected: rows: 2"),
    ]


def test_many_columns_make_no_warning() -> None:
    names = [f"n{number}" for number in range(120)]
    data = DataFrame({name: [1.0, GAP] for name in names}, index=pd.Index(["A", "B"], name="city"))
    found = assess(data, framework(*percent(*names), steps=[Impute("median")]))
    assert found.index.tolist() == [1, 1]


class TestWhatAStepChanged:
    STEP = Step(lambda frame: frame.assign(a=frame["a"].clip(upper=70), b=frame["b"].fillna(5.0)))

    def test_is_marked_where_a_value_was_measured_and_is_another(self) -> None:
        found = assess(DATA, small(self.STEP))
        assert {name: flags.tolist() for name, flags in found.changed.items()} == {
            "a": [False, False, True],
            "b": [False, False, False],
        }
        assert found.imputed["b"].tolist() == [False, True, False]

    def test_a_value_that_was_taken_away_was_changed(self) -> None:
        found = assess(DATA, small(Step(with_a([10.0, GAP, 90]))))
        assert found.changed["a"].tolist() == [False, True, False]

    def test_nothing_is_where_there_is_no_step(self) -> None:
        assert not any(flags.any() for flags in assess(DATA, small()).changed.values())

    def test_nor_where_a_comparison_leaves_values_out(self) -> None:
        from smartscore.engine.scoring import without_values

        found = assess(DATA, small(self.STEP))
        kept = {"a": np.array([True, True, False]), "b": np.array([True, True, True])}
        assert not without_values(found, kept, {}).changed["a"].any()

    def test_it_is_learnt_from_a_baseline_once(self) -> None:
        fitted = fit(small(self.STEP), DATA)
        assert assess(DATA, fitted).changed["a"].tolist() == [False, False, True]
