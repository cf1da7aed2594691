"""Every question about a city takes its key or name, with its year where it has several, or its position."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from builders import framework, percent
from pandas import DataFrame

import smartscore
from smartscore import Assessment, Dimension, Nearest, UsageError, assess, compare
from smartscore.dataset import City
from smartscore.plans import Outlook

FRAME = DataFrame(
    {
        "code": ["CHE", "FRA", "BEL"],
        "name": ["Switzerland", "France", "Belgium"],
        "people": [8, 68, 11],
        "a": [90.0, 60.0, np.nan],
        "b": [80.0, 50.0, 40.0],
    }
)
OWN = framework(Dimension("part", members=percent("a", "b")))
ONCE = assess(FRAME, OWN)
YEARS = assess(
    DataFrame({"city": ["Alun", "Alun", "Bukit"], "year": [2023, 2024, 2024], "a": [1.0, 2.0, 3.0], "b": 5.0}), OWN
)

QUESTIONS: dict[str, Callable[[Assessment, City], Any]] = {
    "explain": smartscore.explain,
    "gaps": lambda assessment, city: smartscore.gaps(assessment, city, {"a": 95.0}),
    "missing": smartscore.missing,
    "maturity": smartscore.maturity,
    "peers": smartscore.peers,
    "scenarios": lambda assessment, city: smartscore.scenarios(assessment, city, {"b": 70.0}),
    "what_if": lambda assessment, city: smartscore.what_if(assessment, [(city, "b", 70.0)]).scores,
    "indicators": lambda assessment, city: compare(
        assessment, smartscore.what_if(assessment, [(0, "b", 70.0), (1, "b", 70.0), (2, "b", 70.0)])
    ).indicators(city),
    "method explain": Assessment.explain,
    "method gaps": Assessment.gaps,
    "method peers": Assessment.peers,
    "method missing": Assessment.missing,
    "place": lambda assessment, city: assessment.place(city, Nearest(1, "people")),
    "alike": lambda assessment, city: assessment.alike(city).tolist(),
    "reason": lambda assessment, city: assessment.reason(city, "a"),
    "why": lambda assessment, city: assessment.why_not_applicable(city, "a"),
    "outlook": lambda assessment, city: Outlook.of(assessment, city, []).row,
}


def same(one: object, other: object) -> bool:
    return one.equals(other) if isinstance(one, DataFrame) else one == other


@pytest.mark.parametrize("question", QUESTIONS)
class TestEveryQuestion:
    @pytest.mark.parametrize(
        ("city", "position"),
        [("CHE", 0), ("Switzerland", 0), (("FRA",), 1), ("Belgium", 2), (np.int64(2), 2), (-1, 2)],
        ids=["key", "name", "tuple", "another name", "numpy", "from the end"],
    )
    def test_takes_key_name_and_position(self, question: str, city: City, position: int) -> None:
        ask = QUESTIONS[question]
        assert same(ask(ONCE, city), ask(ONCE, position))

    @pytest.mark.parametrize(
        ("city", "code", "fields"),
        [
            ("CHF", "no_such_city", {"found": "CHF", "hint": "CHE"}),
            ("Swizerland", "no_such_city", {"found": "Swizerland", "hint": "Switzerland"}),
            (("CHE", 2024), "no_such_city", {"found": "CHE, 2024", "hint": "CHE"}),
            (3, "no_such_row", {"found": 3, "count": 3}),
            (-4, "no_such_row", {"found": -4, "count": 3}),
        ],
        ids=["key", "name", "year", "position", "before the first"],
    )
    def test_refuses_what_is_none_with_the_nearest(
        self, question: str, city: City, code: str, fields: dict[str, object]
    ) -> None:
        with pytest.raises(UsageError) as refused:
            QUESTIONS[question](ONCE, city)
        assert [(problem.code, problem.fields) for problem in refused.value.problems] == [(code, fields)]


class TestYears:
    def test_a_city_of_several_years_is_named_with_one(self) -> None:
        for year in (2024, "2024"):
            assert same(smartscore.explain(YEARS, ("Alun", year)), smartscore.explain(YEARS, 1))
        assert same(smartscore.explain(YEARS, "Bukit"), smartscore.explain(YEARS, 2))

    def test_without_it_is_refused_and_told_how_to_name_it(self) -> None:
        with pytest.raises(UsageError) as refused:
            smartscore.explain(YEARS, "Alun")
        (problem,) = refused.value.problems
        assert (problem.code, problem.fields["count"]) == ("city_rows", 2)
        assert problem.to("en") == ("'Alun' has 2 rows: name one with what tells them apart, such as ('Alun', 2023)")
        assert problem.to("id") == (
            "'Alun' punya 2 baris: sebutkan salah satu beserta pembedanya, misalnya ('Alun', 2023)"
        )

    def test_another_year_is_refused_with_those_that_there_are(self) -> None:
        with pytest.raises(UsageError, match="nearest: Alun, 202"):
            smartscore.explain(YEARS, ("Alun", 2022))

    def test_a_change_of_a_city_is_one_of_all_its_years_or_of_the_one_named(self) -> None:
        assert YEARS.what_if([("Alun", "a", 9.0)]).measured["a"].tolist() == [9.0, 9.0, 3.0]
        assert YEARS.what_if([(("Alun", 2024), "a", 9.0)]).measured["a"].tolist() == [1.0, 9.0, 3.0]

    def test_the_assessor_stands_third(self) -> None:
        frame = DataFrame({"city": "Alun", "year": 2024, "assessor": ["own", "peer"], "a": [1.0, 2.0], "b": 5.0})
        judged = assess(frame, OWN)
        assert same(judged.explain(("Alun", 2024, "peer")), judged.explain(1))
        with pytest.raises(UsageError, match="2 rows"):
            judged.explain(("Alun", 2024))


def test_codes_that_are_numbers_are_keys_as_text_and_no_positions() -> None:
    judged = assess(DataFrame({"bps_code": [3171, 1], "a": [1.0, 2.0], "b": 5.0}), OWN)
    assert same(judged.explain("1"), judged.explain(1))
    assert same(judged.explain("3171"), judged.explain(0))
    with pytest.raises(UsageError, match="there is no row 3171: there are 2, counted from 0; cities go by their key"):
        judged.explain(3171)


def test_a_name_that_several_have_is_refused_with_their_keys() -> None:
    judged = assess(DataFrame({"code": ["1", "2"], "name": "Gorontalo", "a": [1.0, 2.0], "b": 5.0}), OWN)
    with pytest.raises(UsageError, match="several cities are called 'Gorontalo', 1, 2"):
        judged.explain("Gorontalo")
    assert same(judged.explain("2"), judged.explain(1))


def test_without_a_city_all_are_explained_and_gaps_go_to_the_targets() -> None:
    assert same(ONCE.explain(), smartscore.explain(ONCE, None))
    assert same(ONCE.gaps(), smartscore.gaps(ONCE, None, smartscore.target_values(ONCE)))
    assert ONCE.gaps("FRA")["gap"].to_dict() == {"b": 50.0, "a": 40.0}
    assert ONCE.gaps("FRA", {"a": 65.0})["gap"].to_dict() == {"a": 5.0}


def test_wanted_values_of_one_city_go_by_the_name_of_their_kind() -> None:
    for kind, wanted in {"target": smartscore.target_values(ONCE), "best": smartscore.best_values(ONCE)}.items():
        assert same(ONCE.gaps("FRA", kind), smartscore.gaps(ONCE, "FRA", wanted))
    with pytest.raises(UsageError, match=r"there is no target 'bst'.*nearest: best"):
        ONCE.gaps("FRA", "bst")
    with pytest.raises(UsageError, match="there is no city ''"):
        ONCE.gaps(None, "best")
