"""The change over the year before, and values that are older than their indicator allows."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from builders import EXAMPLE, framework, percent, rendered
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import (
    Assessment,
    Criterion,
    DatasetError,
    Framework,
    Indicator,
    assess,
    load_framework,
    read_dataset,
)
from smartscore.rules import Levels
from smartscore.steps import Impute

GAP = float("nan")


def panel(*rows: tuple[str, int, float]) -> DataFrame:
    """Give a table with a score a row, by city and year."""
    return DataFrame(rows, columns=["city", "year", "a"])


def changes(frame: DataFrame, tree: Framework | None = None) -> list[float]:
    return assess(frame, tree or framework(*percent("a"))).improvement().tolist()


def printed(assessment: Assessment, format_: str, **fields: Any) -> str:
    return str(rendered(format_, assessment, **fields))


def cells(assessment: Assessment, format_: str = "table", **fields: Any) -> dict[str, str]:
    """Give what stands under `change` for each row of a table or of Markdown."""
    lines = printed(assessment, format_, robust=False, **fields).splitlines()
    rows = [re.split(r" *\| *|  +", line.strip("| ")) for line in lines]
    head = next(row for row in rows if "change" in row or "perubahan" in row)
    place = next(head.index(word) for word in ("change", "perubahan") if word in head)
    return {row[1]: row[place] for row in rows[rows.index(head) + 1 :] if len(row) == len(head) and ", " in row[1]}


class TestImprovement:
    def test_it_is_the_index_less_that_of_the_year_before(self) -> None:
        found = changes(panel(("Alun", 2021, 40), ("Alun", 2022, 55), ("Alun", 2023, 50)))
        assert found == pytest.approx([GAP, 15, -5], nan_ok=True)

    def test_published_changes_come_out(self) -> None:
        small = framework(*percent("a"), scale=(0, 4))
        frame = DataFrame(
            {
                "city": ["Kota Kediri", "Kota Kediri", "Kota Ambon", "Kota Ambon"],
                "year": [2021, 2022, 2023, 2024],
                "index": [3.06, 3.31, 2.87, 3.10],
            }
        )
        assert changes(frame, small) == pytest.approx([GAP, 0.25, GAP, 0.23], nan_ok=True)

    def test_each_city_is_compared_with_itself(self) -> None:
        found = changes(panel(("Alun", 2021, 40), ("Bukit", 2021, 80), ("Alun", 2022, 50), ("Bukit", 2022, 70)))
        assert found == pytest.approx([GAP, GAP, 10, -10], nan_ok=True)

    def test_a_gap_in_the_years_gives_none(self) -> None:
        found = changes(panel(("Alun", 2020, 40), ("Alun", 2022, 50), ("Alun", 2023, 60)))
        assert found == pytest.approx([GAP, GAP, 10], nan_ok=True)

    def test_the_order_of_the_rows_does_not_matter(self) -> None:
        found = changes(panel(("Alun", 2023, 50), ("Alun", 2021, 40), ("Alun", 2022, 55)))
        assert found == pytest.approx([-5, GAP, 15], nan_ok=True)

    def test_without_a_score_in_either_year_there_is_none(self) -> None:
        found = changes(panel(("Alun", 2021, 40), ("Alun", 2022, GAP), ("Alun", 2023, 60), ("Alun", 2024, 70)))
        assert found == pytest.approx([GAP, GAP, GAP, 10], nan_ok=True)

    def test_without_years_there_is_none_at_all(self) -> None:
        assert changes(DataFrame({"city": ["Alun", "Bukit"], "a": [1, 2]})) == pytest.approx([GAP, GAP], nan_ok=True)

    def test_each_assessor_is_compared_with_himself(self) -> None:
        frame = DataFrame(
            [
                *(("Alun", 2021, "self", 60), ("Alun", 2021, "evaluator", 30)),
                *(("Alun", 2022, "self", 70), ("Alun", 2022, "evaluator", 50), ("Alun", 2022, "other", 90)),
            ],
            columns=["city", "year", "assessor", "a"],
        )
        found = assess(frame, framework(*percent("a"))).improvement()
        assert found.tolist() == pytest.approx([GAP, GAP, 10, 20, GAP], nan_ok=True)
        assert found.loc[("Alun", 2022, "evaluator")] == 20

    def test_a_name_that_two_cities_share_is_no_key(self) -> None:
        frame = DataFrame({"code": ["75", "7501"], "name": ["Gorontalo"] * 2, "year": [2021, 2022], "a": [40.0, 90.0]})
        assert changes(frame) == pytest.approx([GAP, GAP], nan_ok=True)

    def test_it_is_a_difference_also_where_higher_is_worse(self) -> None:
        frame = panel(("Alun", 2021, 40), ("Alun", 2022, 55))
        assert changes(frame, framework(*percent("a"), higher="worse"))[1] == 15

    @given(st.lists(st.integers(0, 100), min_size=2, max_size=8))
    def test_the_changes_of_all_years_make_the_change_over_them(self, values: list[int]) -> None:
        found = changes(panel(*(("Alun", 2000 + number, value) for number, value in enumerate(values))))
        assert sum(found[1:]) == pytest.approx(values[-1] - values[0])


class TestImprovementShown:
    @pytest.fixture
    def found(self) -> Assessment:
        rows = [
            ("Alun", 2021, 40),
            ("Alun", 2022, 55.5),
            ("Bukit", 2022, 80),
            ("Bukit", 2021, 80.25),
            ("Candi", 2022, 1),
        ]
        return assess(panel(*rows), framework(*percent("a")))

    @pytest.mark.parametrize("format_", ["table", "markdown"])
    def test_it_is_a_column_with_a_sign(self, found: Assessment, format_: str) -> None:
        assert cells(found, format_) == {
            "Alun, 2021": "-",
            "Bukit, 2021": "-",
            "Alun, 2022": "+15.50",
            "Bukit, 2022": "-0.25",
            "Candi, 2022": "-",
        }

    @pytest.mark.parametrize("format_", ["table", "markdown"])
    def test_with_the_decimal_mark_of_the_language(self, found: Assessment, format_: str) -> None:
        assert cells(found, format_, language="id")["Alun, 2022"] == "+15,50"

    def test_with_the_decimals_of_the_index(self) -> None:
        whole = framework(*percent("a"), index={"decimals": 0})
        assert cells(assess(panel(("Alun", 2021, 40), ("Alun", 2022, 55)), whole))["Alun, 2022"] == "+15"

    def test_the_record_has_it_in_full_and_null_where_there_is_none(self, found: Assessment) -> None:
        cities = json.loads(printed(found, "json"))["assessments"][0]["cities"]
        assert {(city["city"], city["year"]): city["change"] for city in cities} == {
            ("Alun", 2021): None,
            ("Alun", 2022): 15.5,
            ("Bukit", 2022): -0.25,
            ("Bukit", 2021): None,
            ("Candi", 2022): None,
        }

    @pytest.mark.parametrize("format_", ["table", "markdown"])
    def test_there_is_no_such_column_where_no_city_has_one(self, format_: str) -> None:
        for frame in (
            panel(("Alun", 2020, 1), ("Alun", 2022, 2)),
            DataFrame({"city": ["Alun"], "a": [1.0]}),
            panel(("Alun", 2022, 1)),
        ):
            assert "change" not in printed(assess(frame, framework(*percent("a"))), format_).split()

    @pytest.mark.parametrize("after", [40.001, 39.999, 40.0])
    def test_a_change_that_rounds_to_nothing_has_no_sign(self, after: float) -> None:
        found = assess(panel(("Alun", 2021, 40), ("Alun", 2022, after)), framework(*percent("a")))
        assert cells(found)["Alun, 2022"] == "0.00"

    def test_nor_has_one_that_only_arithmetic_makes(self) -> None:
        values = [77.4, 9.8, 63.4]
        frame = DataFrame([values, values[::-1]], columns=list("abc")).assign(city="Alun", year=[2021, 2022])
        found = assess(frame, framework(*percent(*"abc")))
        assert cells(found)["Alun, 2022"] == "0.00"


def long(*rows: tuple[object, ...], columns: str = "city indicator value value_year") -> DataFrame:
    return DataFrame(rows, columns=columns.split(), dtype=object)


def old(frame: DataFrame, tree: Framework, as_of: int | None = None) -> dict[str, list[bool]]:
    flags = assess(frame, tree).stale(as_of)
    return {name: [bool(flag) for flag in column] for name, column in flags.items()}


AGED = framework(*percent("a", max_age=2), *percent("b"))


class TestStaleValues:
    def test_a_value_as_old_as_is_allowed_is_not_stale(self) -> None:
        rows = [("Alun", "a", 5, 2022), ("Bukit", "a", 5, 2021), ("Candi", "a", 5, 2024)]
        assert old(long(*rows), AGED, 2024) == {"a": [False, True, False]}
        assert old(long(*rows), AGED, 2023) == {"a": [False, False, False]}

    def test_half_years_are_counted(self) -> None:
        rows = [("Alun", "a", 5, 2022), ("Bukit", "a", 5, 2023)]
        assert old(long(*rows), framework(*percent("a", max_age=1.5)), 2024) == {"a": [True, False]}

    def test_a_max_age_of_0_allows_the_assessed_year_alone(self) -> None:
        rows = [("Alun", "a", 5, 2023), ("Bukit", "a", 5, 2024)]
        assert old(long(*rows), framework(*percent("a", max_age=0)), 2024) == {"a": [True, False]}

    def test_a_value_of_a_later_year_is_not_stale(self) -> None:
        assert old(long(("Alun", "a", 5, 2026)), AGED, 2024) == {"a": [False]}

    def test_it_is_the_age_in_the_year_of_the_row(self) -> None:
        rows = [("Alun", year, "a", 5, 2020) for year in (2021, 2022, 2023)]
        frame = long(*rows, columns="city year indicator value value_year")
        assert old(frame, AGED) == {"a": [False, False, True]}

    def test_the_year_of_the_row_goes_before_the_one_that_is_asked_for(self) -> None:
        frame = long(("Alun", 2021, "a", 5, 2020), columns="city year indicator value value_year")
        assert old(frame, AGED, 2030) == {"a": [False]}

    def test_of_ticked_criteria_the_oldest_one_counts(self) -> None:
        plan = Indicator("plan", rule=Levels(0, 2), criteria=[Criterion(1, "a"), Criterion(2, "b")], max_age=2)
        rows = [("Alun", 2024, 2024), ("Bukit", 2024, 2020), ("Candi", 2020, 2024), ("Desa", 2020, "")]
        lines = [
            (city, f"plan:{level}.1", "yes", year) for city, *years in rows for level, year in enumerate(years, start=1)
        ]
        assert old(long(*lines), framework(plan), 2024) == {"plan": [False, True, True, True]}

    def test_where_neither_is_said_nothing_is_stale(self) -> None:
        assert old(long(("Alun", "a", 5, 1990)), AGED) == {}

    def test_nor_where_the_value_says_no_year(self) -> None:
        rows = [("Alun", "a", 5, ""), ("Bukit", "a", 5, 1990)]
        assert old(long(*rows), AGED, 2024) == {"a": [False, True]}

    def test_nor_in_a_table_that_has_no_such_column(self) -> None:
        assert old(DataFrame({"city": ["Alun"], "a": [5]}), AGED, 2024) == {}

    def test_an_indicator_that_allows_any_age_has_no_stale_values(self) -> None:
        assert "b" not in old(long(("Alun", "a", 5, 2024), ("Alun", "b", 5, 1950)), AGED, 2024)

    def test_a_value_that_is_missing_is_not_stale(self) -> None:
        rows = [("Alun", "a", "", 1990), ("Bukit", "a", 5, 1990)]
        assert old(long(*rows), AGED, 2024) == {"a": [False, True]}

    def test_nor_one_that_was_imputed(self) -> None:
        rows = [("Alun", "a", "", 1990), ("Bukit", "a", 5, 2024), ("Candi", "a", 5, 2024)]
        filled = framework(*percent("a", max_age=2), steps=[Impute("median")])
        assert old(long(*rows), filled, 2024) == {"a": [False, False, False]}

    def test_years_may_be_written_as_numbers(self) -> None:
        frame = DataFrame({"city": list("AB"), "indicator": ["a"] * 2, "value": [1, 2], "value_year": [2020.0, GAP]})
        assert old(frame, AGED, 2024) == {"a": [True, False]}

    def test_under_an_alias_and_a_code_too(self) -> None:
        named = framework(*percent("a", max_age=2, aliases=["old_name"], code="A-1"))
        for name in ("old_name", "A-1"):
            rows = [("Alun", name, 5, 2021), ("Bukit", name, 5, 2022)]
            assert old(long(*rows), named, 2024) == {"a": [True, False]}

    def test_where_cities_call_it_differently_each_value_has_its_own_year(self) -> None:
        named = framework(*percent("a", max_age=2, aliases=["old_name"]))
        rows = [("Alun", "a", 5, 2024), ("Bukit", "old_name", 5, 2020), ("Candi", "old_name", 5, 2023)]
        assert old(long(*rows), named, 2024) == {"a": [False, True, False]}

    def test_what_is_no_year_is_refused_with_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "long.csv"
        path.write_text("city,indicator,value,value_year\nAlun,a,5,last year\nBukit,a,5,2020\nCandi,a,5,2020-05\n")
        with pytest.raises(DatasetError) as refused:
            assess(read_dataset(path), AGED)
        assert [(problem.code, problem.row, problem.fields["found"]) for problem in refused.value.problems] == [
            ("year_not_valid", 2, "last year"),
            ("year_not_valid", 4, "2020-05"),
        ]

    def test_scores_are_the_same_however_old_the_values(self) -> None:
        rows = [("Alun", "a", 40, 1990), ("Bukit", "a", 60, 2024)]
        assert assess(long(*rows), AGED).index.tolist() == [40, 60]


class TestStaleValuesShown:
    @pytest.fixture
    def found(self) -> Assessment:
        rows = [("Alun", "a", 5, 2021), ("Bukit", "a", 5, 2022), ("Alun", "b", 5, 1990), ("Candi", "a", 7, 2019)]
        return assess(long(*rows), AGED)

    @pytest.mark.parametrize("format_", ["table", "markdown"])
    def test_one_line_counts_them(self, found: Assessment, format_: str) -> None:
        assert "Values older than their indicator allows: 2.\n" in printed(found, format_, as_of=2024)

    @pytest.mark.parametrize("as_of", [None, 2021])
    def test_there_is_no_such_line_where_there_are_none(self, found: Assessment, as_of: int | None) -> None:
        assert "older" not in printed(found, "table", as_of=as_of)

    def test_the_record_counts_and_marks_them(self, found: Assessment) -> None:
        told = json.loads(printed(found, "json", as_of=2024))["assessments"][0]
        assert told["counts"]["stale"] == 2
        marks = {
            (city["city"], name): cell["stale"]
            for city in told["cities"]
            for name, cell in city["nodes"].items()
            if "stale" in cell
        }
        assert marks == {("Alun", "a"): True, ("Candi", "a"): True}
        assert json.loads(printed(found, "json"))["assessments"][0]["counts"]["stale"] == 0

    @pytest.fixture
    def example(self) -> Assessment:
        return assess(read_dataset(EXAMPLE), load_framework("smart-city"))

    def test_the_example_has_26_for_2024(self, example: Assessment) -> None:
        values = pd.read_csv(EXAMPLE)
        allowed = {node.id: node.max_age for node in example.framework.indicators if node.max_age is not None}
        counted = values[values["value"].notna() & (2024 - values["value_year"] > values["indicator"].map(allowed))]
        assert len(counted) == 26
        assert sum(int(flags.sum()) for flags in example.stale(2024).values()) == 26
        assert "Values older than their indicator allows: 26.\n" in printed(example, "table", as_of=2024)

    def test_and_each_is_marked_where_it_stands(self, example: Assessment) -> None:
        told = json.loads(printed(example, "json", as_of=2024))["assessments"][0]
        marked = [cell for city in told["cities"] for cell in city["nodes"].values() if cell.get("stale")]
        assert len(marked) == told["counts"]["stale"] == 26
        assert all(int(cell["value_year"]) < 2024 for cell in marked)
