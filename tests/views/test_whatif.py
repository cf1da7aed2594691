"""What if some values were others: the same as changing them in the data, and nothing else moves."""

import numpy as np
import pytest
from builders import framework
from pandas import DataFrame

from smartscore import (
    Assessment,
    Criterion,
    Indicator,
    UsageError,
    assess,
    compare,
    maturity,
    read_dataset,
    what_if,
)
from smartscore.rules import Categories, Levels, Linear, MinMax
from smartscore.steps import Impute

MEMBERS = [
    Indicator("water", code="W1", rule=Linear(0, 100)),
    Indicator("plan", rule=Levels(0, 5), criteria=[Criterion(1, "a plan"), Criterion(2, "a budget")]),
    Indicator("status", rule=Categories({"none": 0, "some": 0.5, "all": 1})),
]
LONG = DataFrame(
    [
        ("01", "Alun", "water", "40", "published"),
        ("01", "Alun", "plan:1.1", "yes", ""),
        ("01", "Alun", "status", "some", "published"),
        ("02", "Bukit", "water", "50", "published"),
        ("02", "Bukit", "plan", "3", ""),
        ("02", "Bukit", "status", "none", "published"),
    ],
    columns=["code", "name", "indicator", "value", "quality"],
)


@pytest.fixture
def found() -> Assessment:
    return assess(read_dataset(LONG), framework(*MEMBERS))


def test_a_value_is_another_one_and_the_rest_stays(found: Assessment) -> None:
    changed = what_if(found, [("01", "water", 100)])
    assert changed.scores["water"].tolist() == [100, 50]
    assert changed.index.tolist() == pytest.approx([(100 + 20 + 50) / 3, (50 + 60 + 0) / 3])
    assert found.scores["water"].tolist() == [40, 50]


@pytest.mark.parametrize("change", [("Alun", "W1", "100"), ("01", "water", "100.0"), ("Alun", "water", 100.0)])
def test_cities_go_by_key_or_name_indicators_by_id_or_code(
    found: Assessment, change: tuple[str, str, float | str]
) -> None:
    assert what_if(found, [change]).scores["water"].tolist() == [100, 50]


def test_several_changes_and_words_and_gaps(found: Assessment) -> None:
    changed = what_if(found, [("01", "status", "ALL"), ("02", "water", "na"), ("01", "plan", "2")])
    assert changed.scores["status"].tolist() == [100, 0]
    assert np.isnan(changed.scores["water"].iloc[1])
    assert changed.scores["plan"].tolist() == [40, 60]


def test_what_was_said_about_the_value_is_left_out(found: Assessment) -> None:
    changed = what_if(found, [("01", "water", 100), ("01", "plan", 2)])
    assert changed.dataset.notes["quality"]["water"].tolist() == ["", "published"]
    assert found.dataset.notes["quality"]["water"].tolist() == ["published", "published"]
    assert maturity(changed, 0)["met"].tolist() == [True, True]  # by the level: the ticks are left out


def test_relative_rules_and_steps_stay_as_they_were_fitted() -> None:
    data = DataFrame({"a": [0.0, 50, 100, np.nan], "b": [1.0, 2, 3, 4]}, index=list("wxyz"))
    members = [Indicator("a", rule=MinMax()), Indicator("b", rule=Linear(0, 10))]
    found = assess(data, framework(*members, steps=[Impute("median")]))
    changed = what_if(found, [("w", "a", 200)])
    assert changed.scores["a"].tolist() == [100, 50, 100, 50]
    assert compare(found, changed).summary["difference"].tolist() == [50, 0, 0, 0]


def test_an_indicator_without_a_column_may_get_a_value(found: Assessment) -> None:
    table = LONG[LONG["indicator"] != "water"]
    bare = assess(read_dataset(table), found.framework)
    assert what_if(bare, [("02", "water", 10)]).scores["water"].tolist() == pytest.approx([np.nan, 10], nan_ok=True)


def test_all_that_is_wrong_is_told_at_once(found: Assessment) -> None:
    wrong = [
        ("03", "water", 3),
        ("01", "watr", 3),
        ("01", "plan", 9),
        ("01", "plan", 1.5),
        ("01", "status", "most"),
        ("01", "water", "wet"),
        ("01", "water", float("inf")),
    ]
    with pytest.raises(UsageError) as refused:
        what_if(found, wrong)
    assert [problem.code for problem in refused.value.problems] == [
        *("no_such_city", "not_a_member", "outside_domain", "not_a_level"),
        *("unknown_category", "not_a_number", "infinite"),
    ]
