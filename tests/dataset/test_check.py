"""Checking against a framework: every problem at once with file, line, column and city, or columns of floats."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import (
    DatasetError,
    Dimension,
    Domain,
    Framework,
    Indicator,
    Problem,
    Years,
    check,
    read_dataset,
)
from smartscore.rules import Levels, Linear, Score

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]


def of(*indicators: Indicator) -> Framework:
    return Framework("one", index=Dimension("index", members=indicators))


def places(problems: list[Problem]) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(problem.code, problem.row, problem.column, problem.city) for problem in problems]


class TestWhatIsGiven:
    def test_columns_are_floats_named_by_id(self, write: Write, framework: Framework) -> None:
        checked = check(read_dataset(write("city,province,income,uhh\nAlun,P,1,70\nBukit,Q,,\n")), framework)
        assert checked.columns.tolist() == ["income", "life_expectancy"]
        assert checked.dtypes.tolist() == [np.float64, np.float64]
        assert checked.loc["Alun"].tolist() == [1.0, 70.0]
        assert checked.loc["Bukit"].isna().all()

    def test_an_alias_may_be_any_of_those_that_an_indicator_has(self, framework: Framework) -> None:
        for alias in ("uhh", "uhh_years", "life_expectancy"):
            checked = check(read_dataset(DataFrame({"city": ["Alun"], alias: [70.0]})), framework)
            assert checked["life_expectancy"].tolist() == [70.0]

    def test_the_id_goes_before_its_aliases(self, framework: Framework) -> None:
        frame = DataFrame({"city": ["Alun"], "uhh": [60.0], "life_expectancy": [70.0]})
        assert check(read_dataset(frame), framework)["life_expectancy"].tolist() == [70.0]

    def test_a_column_may_give_the_score_of_a_dimension(self) -> None:
        members = [Indicator("income", rule=Linear(0, 10))]
        tree = Framework("two", index=Dimension("index", members=[Dimension("economy", members=members)]))
        assert check(read_dataset(DataFrame({"city": ["Alun"], "economy": [55]})), tree)["economy"].tolist() == [55.0]

    @pytest.mark.parametrize(
        "values",
        [
            [1, 2],
            [1.0, 2.0],
            ["1", "2"],
            np.array([1, 2], dtype=np.int8),
            np.array([1, 2], dtype=np.float32),
            pd.array([1, 2], dtype="Int64"),
            pd.array([1, 2], dtype="Float64"),
            pd.array(["1", "2"], dtype="string"),
            pd.array(["1", "2"], dtype="str"),
            pd.Categorical(["1", "2"]),
        ],
        ids=lambda values: f"{type(values).__name__} {getattr(values, 'dtype', '')}".strip(),
    )
    def test_every_kind_of_number_is_a_float_afterwards(self, framework: Framework, values: object) -> None:
        checked = check(read_dataset(DataFrame({"city": ["Alun", "Bukit"], "growth": values})), framework)
        assert checked["growth"].dtype == np.float64
        assert checked["growth"].tolist() == [1.0, 2.0]

    @pytest.mark.parametrize(
        "values",
        [
            [None, 2.0],
            [np.nan, 2.0],
            ["", "2"],
            ["NA", "2"],
            [None, "2"],
            pd.array([None, 2], dtype="Int64"),
            pd.array([None, 2], dtype="Float64"),
            pd.array([None, "2"], dtype="string"),
            pd.array([None, "2"], dtype="str"),
        ],
        ids=lambda values: f"{type(values).__name__} {getattr(values, 'dtype', '')}".strip(),
    )
    def test_every_kind_of_gap_is_missing_afterwards(self, framework: Framework, values: object) -> None:
        checked = check(read_dataset(DataFrame({"city": ["Alun", "Bukit"], "growth": values})), framework)
        assert np.isnan(checked["growth"].to_numpy()).tolist() == [True, False]

    def test_the_frame_given_is_not_changed(self, framework: Framework) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "income": [1, 2], "growth": ["1", ""]})
        kept = frame.copy(deep=True)
        check(read_dataset(frame), framework)
        pd.testing.assert_frame_equal(frame, kept)

    def test_a_table_without_cities_gives_empty_columns(self, framework: Framework) -> None:
        assert check(read_dataset(DataFrame({"city": [], "income": []})), framework).shape == (0, 1)


class TestNumbers:
    def test_a_decimal_comma_beside_a_point_is_refused_with_both_places(self, write: Write, told: Told) -> None:
        path = write("city;income\nAlun;3,48\nBukit;3.48\n")
        problems = told(path)
        assert places(problems) == [("decimal_contradicts", 2, "income", "Alun")]
        assert problems[0].message() == (
            f"{path}, line 2, income, Alun: '3,48' contradicts '3.48' (line 3, income): one has a decimal point, "
            "the other a decimal comma; write all numbers of the file in one way, or say --decimal dot or "
            "--decimal comma [decimal_contradicts]"
        )

    def test_one_comma_does_not_turn_the_others_into_something_else(self, write: Write, told: Told) -> None:
        path = write("city;growth\nAlun;1.234\nBukit;1.234,5\nCandi;1,234.5\n")
        assert places(told(path)) == [("decimal_contradicts", 3, "growth", "Bukit")]

    @pytest.mark.parametrize("written", ["ten", "1_000", "0x1F", "inf", "12 34", "3-4", "--", "Rp 5"])
    def test_text_in_numbers_is_told(self, write: Write, told: Told, written: str) -> None:
        path = write(f"city,growth\nAlun,1\nBukit,{written}\n")
        assert told(path) == [
            Problem("not_a_number", {"found": written}, file=str(path), row=3, column="growth", city="Bukit")
        ]

    def test_true_is_no_number(self, told: Told) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "growth": [True, False]})
        assert [problem.message() for problem in told(frame)] == [
            "growth, Alun: True is not a number [not_a_number]",
            "growth, Bukit: False is not a number [not_a_number]",
        ]

    @pytest.mark.parametrize("dtype", ["boolean", "object"])
    def test_true_is_no_number_in_other_columns_either(self, told: Told, dtype: str) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "growth": pd.Series([True, None], dtype=dtype)})
        assert places(told(frame)) == [("not_a_number", None, "growth", "Alun")]

    def test_a_date_is_no_number(self, told: Told) -> None:
        frame = DataFrame({"city": ["Alun"], "growth": pd.to_datetime(["2024-01-01"])})
        assert places(told(frame)) == [("date_not_number", None, "growth", "Alun")]

    @pytest.mark.parametrize("values", [[np.inf, 1.0], [-np.inf, 1.0], [np.inf, -np.inf], [np.inf, np.nan]])
    @pytest.mark.parametrize("column", ["income", "growth", "readiness", "index"])
    def test_infinities_are_told(self, told: Told, column: str, values: list[float]) -> None:
        problems = told(DataFrame({"city": ["Alun", "Bukit"], column: values}))
        cities = [city for city, value in zip(["Alun", "Bukit"], values, strict=True) if np.isinf(value)]
        assert places(problems) == [("infinite", None, column, city) for city in cities]

    def test_a_number_too_large_for_a_float_is_told_with_its_line(self, write: Write, told: Told) -> None:
        path = write("city,growth\nAlun,1e400\n")
        assert places(told(path)) == [("infinite", 2, "growth", "Alun")]

    def test_large_numbers_are_fine(self, framework: Framework) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "growth": [1.5e308, 1.5e308]})
        assert check(read_dataset(frame), framework)["growth"].tolist() == [1.5e308, 1.5e308]


class TestWhatIsPossible:
    def test_a_value_outside_the_domain_is_told(self, write: Write, told: Told) -> None:
        path = write("city,income\nAlun,-0.01\nBukit,0\nCandi,100\nDesa,101\n")
        problems = told(path)
        assert places(problems) == [
            ("outside_domain", 2, "income", "Alun"),
            ("outside_domain", 5, "income", "Desa"),
        ]
        assert problems[1].message() == (
            f"{path}, line 5, income, Desa: 101 is not possible; expected a number between 0 and 100 [outside_domain]"
        )

    def test_a_value_outside_the_bounds_is_possible(self, framework: Framework) -> None:
        frame = DataFrame({"city": ["Alun"], "income": [99.0]})  # the rule gives the best score from 10 on
        assert check(read_dataset(frame), framework)["income"].tolist() == [99.0]

    def test_an_open_domain_has_one_end(self, told: Told) -> None:
        only_above = of(Indicator("people", rule=Linear(0, 10), domain=Domain.parse("number:0..")))
        frame = DataFrame({"city": ["Alun", "Bukit"], "people": [1e12, -1.0]})
        assert places(told(frame, by=only_above)) == [("outside_domain", None, "people", "Bukit")]

    def test_a_level_is_whole(self, write: Write, told: Told) -> None:
        path = write("city,readiness\nAlun,3\nBukit,3.5\nCandi,6\nDesa,-1\n")
        assert places(told(path)) == [
            ("not_a_level", 3, "readiness", "Bukit"),
            ("outside_domain", 4, "readiness", "Candi"),
            ("outside_domain", 5, "readiness", "Desa"),
        ]
        assert "3.5 is no whole level; expected a whole number between 0 and 5" in told(path)[0].message()

    def test_a_score_need_not_be_whole_and_stays_on_its_scale(self, told: Told) -> None:
        graded = of(Indicator("grade", rule=Score(1, 4)))
        frame = DataFrame({"city": ["Alun", "Bukit"], "grade": [2.5, 4.5]})
        assert places(told(frame, by=graded)) == [("outside_domain", None, "grade", "Bukit")]

    def test_a_domain_of_its_own_goes_before_that_of_the_levels(self, told: Told) -> None:
        halves = of(Indicator("level", rule=Levels(0, 5), domain=Domain(0, 5)))
        assert told(DataFrame({"city": ["Alun"], "level": [2.5]}), by=halves) == []


class TestValidYears:
    FIELDS = "city,indicator,value,value_year"

    def test_a_value_of_another_year_is_told(self, write: Write, told: Told) -> None:
        path = write(f"{self.FIELDS}\nAlun,compliance,5,2021\nBukit,compliance,5,2022\nCandi,compliance,5,2025\n")
        problems = told(path)
        assert places(problems) == [
            ("year_outside_validity", 2, "compliance", "Alun"),
            ("year_outside_validity", 4, "compliance", "Candi"),
        ]
        assert "the value is of 2021; by another method, since valid years are 2022..2024" in problems[0].message()

    def test_the_year_of_the_panel_counts_where_a_value_has_none(self, told: Told) -> None:
        frame = DataFrame({"city": ["Alun", "Alun"], "year": [2024, 2025], "compliance": [5.0, 5.0]})
        assert places(told(frame)) == [("year_outside_validity", None, "compliance", "Alun")]

    def test_the_year_of_the_value_counts_more_than_that_of_the_panel(self, write: Write, told: Told) -> None:
        path = write(
            f"year,{self.FIELDS}\n2025,Alun,compliance,5,2024\n2024,Bukit,compliance,5,2025\n2025,Candi,compliance,5,\n"
        )
        assert places(told(path)) == [
            ("year_outside_validity", 3, "compliance", "Bukit"),
            ("year_outside_validity", 4, "compliance", "Candi"),
        ]

    @pytest.mark.parametrize(
        "years",
        [
            ["2023", "2021"],
            [2023, 2021],
            [2023.0, 2021.0],
            pd.array([2023, 2021]),
            pd.array(["2023", "2021"], "string"),
        ],
        ids=["text", "int", "float", "Int64", "string"],
    )
    def test_years_of_values_are_read_whatever_a_frame_holds(self, told: Told, years: list[object]) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "indicator": "compliance", "value": [5.0, 5.0]})
        problems = told(frame.assign(value_year=years))
        assert [(p.code, p.city, p.fields["found"]) for p in problems] == [("year_outside_validity", "Bukit", 2021)]

    def test_a_gap_among_them_is_no_year(self, told: Told) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "indicator": "compliance", "value": [5.0, 5.0]})
        assert told(frame.assign(value_year=[2023.0, np.nan])) == []
        assert told(frame.assign(value_year=pd.array([2023, None], dtype="Int64"))) == []

    def test_a_missing_value_is_of_no_year(self, told: Told) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "year": [2030, 2023], "compliance": [np.nan, 5.0]})
        assert told(frame) == []

    def test_without_any_year_nothing_can_be_told(self, told: Told) -> None:
        assert told(DataFrame({"city": ["Alun"], "compliance": [5.0]})) == []

    def test_a_domain_does_not_hide_the_years(self, told: Told) -> None:
        both = of(Indicator("score", rule=Linear(0, 10), domain=Domain(0, 10), valid_years=Years(2025)))
        frame = DataFrame({"city": ["Alun", "Bukit"], "year": [2024, 2024], "score": [11.0, 5.0]})
        assert places(told(frame, by=both)) == [
            ("outside_domain", None, "score", "Alun"),
            ("year_outside_validity", None, "score", "Alun"),
            ("year_outside_validity", None, "score", "Bukit"),
        ]

    @pytest.mark.parametrize("written", ["2O23", "last year", "2023-24"])
    def test_a_year_of_a_value_that_is_none_is_told(self, write: Write, told: Told, written: str) -> None:
        path = write(f"{self.FIELDS}\nAlun,compliance,5,{written}\n")
        assert [(p.code, p.row, p.city, p.fields["found"]) for p in told(path)] == [
            ("year_not_valid", 2, "Alun", written)
        ]


class TestUnknownNames:
    def test_a_column_near_a_known_id_is_told(self, write: Write, told: Told) -> None:
        path = write("city,incom,province,readiness\nAlun,1,P,3\n")
        assert told(path) == [
            Problem("unknown_column", {"hint": "income", "found": "incom"}, file=str(path), column="incom")
        ]

    def test_a_column_in_capitals_is_near(self, told: Told) -> None:
        frame = DataFrame({"city": ["Alun"], "Growth": [1.0], "income": [1.0]})
        assert [(p.code, p.column, p.fields["hint"]) for p in told(frame)] == [("unknown_column", "Growth", "growth")]

    def test_a_column_is_not_held_against_an_id_that_is_there(self, told: Told) -> None:
        assert told(DataFrame({"city": ["Alun"], "income": [1.0], "incomes": ["many"]})) == []

    def test_other_columns_are_no_problem(self, told: Told) -> None:
        assert told(DataFrame({"city": ["Alun"], "income": [1.0], "area": [5.0], "mayor": ["Ana"]})) == []

    def test_a_dataset_without_any_known_column_is_refused(self, write: Write, told: Told) -> None:
        path = write("city,area\nAlun,5\n")
        (problem,) = told(path)
        assert (problem.code, problem.file, problem.fields["framework"]) == ("no_known_column", str(path), "small")

    def test_an_indicator_near_one_that_is_lacking_is_told_in_a_long_file(self, write: Write, told: Told) -> None:
        path = write("city,indicator,value\nAlun,growth,1\nAlun,incom,2\nBukit,incom,3\n")
        expected = {"found": "incom", "hint": "income"}
        assert told(path) == [
            Problem("unknown_indicator", expected, file=str(path), row=3, city="Alun", column="incom")
        ]

    def test_and_in_a_long_frame(self, told: Told) -> None:
        frame = DataFrame({"city": ["Alun", "Alun"], "indicator": ["growth", "incom"], "value": [1.0, 2.0]})
        assert places(told(frame)) == [("unknown_indicator", None, "incom", "Alun")]

    def test_an_indicator_without_a_value_is_told_with_its_line_too(self, write: Write, told: Told) -> None:
        path = write("city,indicator,value\nAlun,growth,1\nBukit,incom,\n")
        assert places(told(path)) == [("unknown_indicator", 3, "incom", "Bukit")]

    @pytest.mark.parametrize("name", ["incom", "zebra"])
    def test_an_indicator_that_is_near_none_that_is_lacking_is_not_used(
        self, write: Write, told: Told, name: str
    ) -> None:
        assert told(write(f"city,indicator,value\nAlun,income,1\nAlun,{name},2\nBukit,{name},3\n")) == []

    def test_an_indicator_of_another_framework_is_none_of_ours(self, write: Write, framework: Framework) -> None:
        dataset = read_dataset(write("city,indicator,value\nAlun,income,1\nAlun,growths,2\nAlun,readines,3\n"))
        assert check(dataset, framework, lambda: {"growths", "readines"}).columns.tolist() == ["income"]
        with pytest.raises(DatasetError) as refused:
            check(dataset, framework, lambda: {"growths"})
        assert [problem.column for problem in refused.value.problems] == ["readines"]

    def test_others_are_asked_only_when_something_is_strange(self, write: Write, framework: Framework) -> None:
        asked: list[bool] = []

        def elsewhere() -> set[str]:
            asked.append(True)
            return {"growths"}

        check(read_dataset(write("city,indicator,value\nAlun,income,1\n")), framework, elsewhere)
        assert asked == []
        check(read_dataset(write("city,indicator,value\nAlun,income,1\nAlun,growths,1\n")), framework, elsewhere)
        assert asked == [True]

    def test_an_alias_is_known_in_a_long_file(self, write: Write, framework: Framework) -> None:
        dataset = read_dataset(write("city,indicator,value\nAlun,uhh,70\n"))
        assert check(dataset, framework)["life_expectancy"].tolist() == [70.0]


class TestAllAtOnce:
    def test_a_wide_file_tells_everything_in_the_order_of_its_lines(self, write: Write, told: Told) -> None:
        path = write(
            "city,year,growht,income,readiness,compliance\n"
            "Alun,2023,1,3.5,9,5\n"
            'Bukit,20x3,1,"3,5",2.5,5\n'
            "Candi,2025,1,ten,3,5\n"
            "Alun,2023,1,5,3,5\n"
            ",2023,1,5,3,5\n"
        )
        problems = told(path)
        assert {problem.file for problem in problems} == {str(path)}
        assert sorted((p.row or 0, p.code, p.column) for p in problems) == [
            (0, "unknown_column", "growht"),
            (2, "outside_domain", "readiness"),
            (3, "decimal_contradicts", "income"),
            (3, "not_a_level", "readiness"),
            (3, "year_not_valid", "year"),
            (4, "not_a_number", "income"),
            (4, "year_outside_validity", "compliance"),
            (5, "key_twice", None),
            (6, "key_empty", "city"),
        ]
        assert [p.row or 0 for p in problems] == sorted(p.row or 0 for p in problems)

    def test_a_long_file_too(self, write: Write, told: Told) -> None:
        path = write(
            "code,city,indicator,value,value_year\n"
            "01,Alun,income,101,\n"
            '01,Alun,growth,"1,5",\n'
            "01,Alun,life_expectancy,70.5,\n"
            "01,Alun,compliance,5,2021\n"
            "02,Bukit,zebra,1,\n"
            "02,Desa,readiness,2.5,\n"
            "02,Bukit,growth,x,\n"
            "02,Bukit,growth,1,\n"
        )
        found = {(p.row, p.code, p.column or p.indicator) for p in told(path)}
        assert found >= {
            (2, "outside_domain", "income"),
            (3, "decimal_contradicts", "growth"),
            (5, "year_outside_validity", "compliance"),
            (7, "city_differs", "city"),
            (7, "not_a_level", "readiness"),
            (9, "value_twice", "growth"),
        }

    def test_faults_of_the_table_come_with_those_of_its_values(self, write: Write, told: Told) -> None:
        path = write("city,income,,income\nAlun,1,2,3\nBukit,x\nCandi,101,2,3\n")
        assert {(p.row, p.code) for p in told(path)} >= {(1, "column_twice"), (1, "column_unnamed"), (3, "row_length")}

    def test_names_are_told_where_the_key_is_a_code(self, write: Write, told: Told) -> None:
        path = write("bps_code,city,income\n6202,Kotawaringin Timur,ten\n")
        assert (
            told(path)[0].message() == f"{path}, line 2, income, Kotawaringin Timur: 'ten' is not a number "
            "[not_a_number]"
        )
