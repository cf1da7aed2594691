"""The contract of steps: what the check lets pass, and what it refuses with which city and indicator."""

from collections.abc import Callable
from itertools import count

import numpy as np
import pytest
from attrs import evolve, field, frozen
from pandas import DataFrame, Index

from smartscore.errors import RuleError
from smartscore.steps import Impute
from smartscore.testing import check_step

Change = Callable[[DataFrame], DataFrame]


@frozen
class Changing:
    """A step of a plugin that does the same to any frame."""

    change: Change = field(eq=False)
    needs = ""

    def fit(self, frame: DataFrame, columns: list[str], /) -> "Changing":
        return self

    def __call__(self, frame: DataFrame, /) -> DataFrame:
        return self.change(frame)


@frozen
class Capped:
    """A step that caps the first indicator by what it learnt: the greatest of all, or the value of the first city."""

    by: str
    cap: float | None = None
    needs = ""

    def fit(self, frame: DataFrame, columns: list[str], /) -> "Capped":
        first = frame[columns[0]]
        if self.by == "writing":
            frame["population"] = 0
        return evolve(self, cap=float(first.iloc[0] if self.by == "first" else first.max()))

    def __call__(self, frame: DataFrame, /) -> DataFrame:
        return frame.assign(first=frame["first"].clip(upper=self.cap))


@pytest.mark.parametrize(
    "step",
    [
        Impute("median"),
        Impute("constant", value=3),
        Impute("median", by="island"),
        Impute("median", columns=["second"]),
        Capped("greatest"),
    ],
    ids=repr,
)
def test_a_step_that_keeps_the_contract_passes(step: Impute | Capped) -> None:
    assert check_step(step) is None  # type: ignore[func-returns-value]


def writing(frame: DataFrame) -> DataFrame:
    frame["first"] = 0.0
    return frame


def log(frame: DataFrame) -> DataFrame:
    with np.errstate(divide="ignore"):
        return frame.assign(first=np.log(frame["first"]))


def failing(frame: DataFrame) -> DataFrame:
    raise ArithmeticError(f"{len(frame)} rows")


BROKEN: dict[str, tuple[Change, str]] = {
    "drops": (
        lambda frame: frame.dropna(),
        "the step must keep every city, in its order: for city 2 it gives no row [step_rows]",
    ),
    "turns round": (
        lambda frame: frame.iloc[::-1],
        "the step must keep every city, in its order: for city 1, city 2 it gives city 2, city 1 [step_rows]",
    ),
    "no frame": (
        lambda frame: frame["first"],  # type: ignore[return-value, arg-type]
        "the step must keep every city, in its order: for city 1 it gives Series [step_rows]",
    ),
    "more columns": (
        lambda frame: frame[["first"]].assign(more=1),
        "the step gives the columns first, more instead of first, second, third, population, province [step_columns]",
    ),
    "types": (
        lambda frame: frame.assign(first=frame["first"].astype(object)),
        "first: the step makes object of the float64 in this column [step_type]",
    ),
    "infinite": (log, "city 3, first: the step makes an infinite value of 0 [step_infinite]"),
    "others": (
        lambda frame: frame.assign(population=0),
        "population: the step changes this column, which is no indicator [step_other_column]",
    ),
    "mean of these": (
        lambda frame: frame.assign(first=frame["first"].fillna(frame["first"].mean())),
        "city 2, first: once fitted, what becomes of a city depends on the others: NaN becomes 12 beside them, and NaN "
        "alone; what is taken from all cities belongs in fit [step_city]",
    ),
    "writing": (
        writing,
        "the step changes the frame that it is given: first; it must work on a copy [step_changes_input]",
    ),
    "failing": (
        failing,
        "city 1: the step fails for the values 12; 40; 1: ArithmeticError: 1 rows (tests/testing/test_steps.py, line "
        f"{failing.__code__.co_firstlineno + 1}) [step_fails]",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_step_that_breaks_the_contract_is_refused_with_city_and_indicator(name: str) -> None:
    change, said = BROKEN[name]
    with pytest.raises(RuleError) as refused:
        check_step(Changing(change))
    assert said in str(refused.value).splitlines()


def test_what_fit_learns_may_not_depend_on_the_order_of_the_cities() -> None:
    with pytest.raises(RuleError) as refused:
        check_step(Capped("first"))
    assert str(refused.value) == (
        "city 5, first: what fit gives depends on the order of the cities: the step makes 12 of 100, and fitted to "
        "them in another order 40 [step_fit_order]"
    )


def test_fitting_does_not_write_over_the_baseline() -> None:
    with pytest.raises(RuleError) as refused:
        check_step(Capped("writing"))
    assert (
        str(refused.value)
        == "the step changes the frame that it is given: population; it must work on a copy [step_changes_input]"
    )


def test_a_step_that_learns_something_else_each_time_is_refused() -> None:
    numbers = count()
    with pytest.raises(RuleError) as refused:
        check_step(Changing(lambda frame: frame.assign(first=frame["first"] + next(numbers))))
    assert "step_not_repeatable" in [problem.code for problem in refused.value.problems]


def test_the_cities_may_be_given() -> None:
    cities = DataFrame({"income": [4.0, np.nan], "island": ["Java", "Bali"]}, index=Index(["A", "B"], name="city"))
    check_step(Impute("median", by="island"), cities)
    with pytest.raises(RuleError) as refused:
        check_step(Impute("median", by="isle"), cities)
    assert [problem.code for problem in refused.value.problems] == ["column_missing"]
    with pytest.raises(RuleError) as refused:
        check_step(Changing(lambda frame: frame.dropna()), cities)
    assert str(refused.value.problems[-1]) != ""
    assert [problem.code for problem in refused.value.problems if problem.code.startswith("step")] == ["step_rows"]


def test_the_city_is_told_in_the_language_of_the_reader() -> None:
    with pytest.raises(RuleError) as refused:
        check_step(Changing(log))
    assert "kota city 3" in refused.value.problems[-1].to("id") or "city 3" in refused.value.problems[-1].to("id")
