"""The step that fills gaps: with what, in which columns, learnt from whom."""

from collections.abc import Callable

import pandas as pd
import pytest
from builders import framework, percent
from pandas import DataFrame

from smartscore.engine import assess, fit
from smartscore.errors import DatasetError, RuleError, SmartscoreError
from smartscore.steps import STEPS, Impute

GAP = float("nan")


def cities(**columns: list[object]) -> DataFrame:
    count = len(next(iter(columns.values())))
    return DataFrame(columns, index=pd.Index([f"c{number}" for number in range(count)], name="city"))


def filled(step: Impute, frame: DataFrame, columns: list[str]) -> DataFrame:
    return step.fit(frame, columns)(frame)


def test_a_gap_is_filled_with_the_constant() -> None:
    frame = cities(poverty=[10.0, GAP, 30])
    assert filled(Impute("constant", value=0), frame, ["poverty"])["poverty"].tolist() == [10, 0, 30]


def test_a_gap_is_filled_with_the_median_of_the_cities() -> None:
    frame = cities(poverty=[10.0, GAP, 30, 80], income=[1.0, 2, GAP, 4])
    after = filled(Impute("median"), frame, ["poverty", "income"])
    assert after["poverty"].tolist() == [10, 30, 30, 80]
    assert after["income"].tolist() == [1, 2, 2, 4]


def test_a_gap_is_filled_with_the_median_of_its_group() -> None:
    frame = cities(state=["x", "x", "x", "y", "y"], poverty=[10.0, 20, GAP, 90, GAP])
    assert filled(Impute("median", by="state"), frame, ["poverty"])["poverty"].tolist() == [10, 20, 15, 90, 90]


def test_a_gap_is_filled_with_the_mean_of_the_cities_or_of_its_group() -> None:
    frame = cities(state=["x", "x", "x", "y", "y"], poverty=[10.0, 25, GAP, 85, GAP])
    assert filled(Impute("mean"), frame, ["poverty"])["poverty"].tolist() == [10, 25, 40, 85, 40]
    assert filled(Impute("mean", by="state"), frame, ["poverty"])["poverty"].tolist() == [10, 25, 17.5, 85, 85]


def test_a_group_without_any_value_keeps_its_gaps() -> None:
    frame = cities(state=["x", "y", "y"], poverty=[10.0, GAP, GAP])
    after = filled(Impute("median", by="state"), frame, ["poverty"])["poverty"]
    assert after.isna().tolist() == [False, True, True]


def test_a_city_without_a_group_keeps_its_gaps() -> None:
    frame = cities(state=["x", None], poverty=[10.0, GAP])
    assert filled(Impute("median", by="state"), frame, ["poverty"])["poverty"].isna().tolist() == [False, True]


def test_a_constant_may_be_given_within_groups() -> None:
    frame = cities(state=["x", "y"], poverty=[10.0, GAP])
    assert filled(Impute("constant", value=5, by="state"), frame, ["poverty"])["poverty"].tolist() == [10, 5]


def test_a_column_without_any_value_keeps_its_gaps() -> None:
    frame = cities(poverty=[GAP, GAP])
    assert filled(Impute("median"), frame, ["poverty"])["poverty"].isna().all()


def test_what_was_learnt_from_a_baseline_fills_the_gaps_of_another_year() -> None:
    last_year = cities(state=["x", "x", "y"], poverty=[10.0, 20, 90])
    this_year = cities(state=["x", "y", "z"], poverty=[GAP, GAP, GAP])
    learnt = Impute("median", by="state").fit(last_year, ["poverty"])
    after = learnt(this_year)["poverty"]
    assert after.tolist()[:2] == [15, 90]
    assert after.isna().tolist() == [False, False, True]


def test_a_fitted_framework_fills_gaps_of_another_year_with_what_it_learnt() -> None:
    fitted = fit(framework(*percent("poverty"), steps=[Impute("median")]), cities(poverty=[10.0, 20, 90]))
    assert assess(cities(poverty=[60.0, GAP]), fitted).values["poverty"].tolist() == [60, 20]


def test_columns_limit_it_to_some_indicators() -> None:
    frame = cities(poverty=[10.0, GAP], income=[1.0, GAP])
    after = filled(Impute("median", columns=["poverty"]), frame, ["poverty", "income"])
    assert after["poverty"].tolist() == [10, 10]
    assert after["income"].isna().tolist() == [False, True]


def test_columns_that_are_not_indicators_are_left_alone() -> None:
    frame = cities(poverty=[10.0, GAP], note=["a", None])
    assert filled(Impute("constant", value=0), frame, ["poverty"])["note"].isna().tolist() == [False, True]


def test_the_frame_that_is_given_stays_as_it_is() -> None:
    frame = cities(poverty=[10.0, GAP])
    before = frame.copy()
    step = Impute("median")
    fitted = step.fit(frame, ["poverty"])
    fitted(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert step.fitted is None
    assert fitted.fitted == {"poverty": {"": 10.0}}


def test_no_indicator_to_fill_changes_nothing() -> None:
    frame = cities(note=["a", "b"])
    pd.testing.assert_frame_equal(filled(Impute("median"), frame, []), frame)


REFUSED: list[tuple[Callable[[], object], type[SmartscoreError], str]] = [
    (lambda: Impute("mode"), RuleError, "method is 'mode'; allowed: median, mean, constant"),
    (lambda: Impute("constant"), RuleError, "impute takes a value with the method constant, and only with it"),
    (lambda: Impute("median", value=3), RuleError, "impute takes a value with the method constant, and only with it"),
    (lambda: Impute("constant", value="3"), RuleError, "value is '3', not a finite number"),
    (
        lambda: Impute("median")(cities(poverty=[1.0])),
        RuleError,
        "impute must be fitted to a baseline before it can be used",
    ),
    (
        lambda: Impute("median", columns=["povrty"]).fit(cities(poverty=[1.0]), ["poverty"]),
        RuleError,
        "there is no 'povrty' in it; nearest: poverty",
    ),
    (
        lambda: Impute("median", by="stat").fit(cities(state=["x"], poverty=[1.0]), ["poverty"]),
        DatasetError,
        "there is no column 'stat'; nearest: state",
    ),
]


@pytest.mark.parametrize(("do", "kind", "said"), REFUSED, ids=[said for _, _, said in REFUSED])
def test_what_cannot_be_done_is_refused_in_a_clear_sentence(
    do: Callable[[], object], kind: type[SmartscoreError], said: str
) -> None:
    with pytest.raises(kind) as refused:
        do()
    assert refused.value.problems[0].to("en") == said


def test_the_letters_of_a_text_are_not_taken_for_columns() -> None:
    with pytest.raises(SmartscoreError) as refused:
        Impute("median", columns="poverty")
    assert "'poverty'" in str(refused.value)


def test_a_framework_file_asks_for_it_as_impute() -> None:
    assert STEPS["impute"] is Impute
