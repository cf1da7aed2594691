"""From a table to one row a city: which column says the city, wide and long, and keys that stand twice."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame, Index

from smartscore import DatasetError, Problem, read_dataset
from smartscore.dataset.keys import as_keys

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]

#: the kinds of text columns that frames come with
TEXT_DTYPES = ["object", "str", "string"]


def keys(source: Path | DataFrame, id_column: str | None = None) -> list[object]:
    return read_dataset(source, id_column=id_column).cities.tolist()


class TestTheColumnThatSaysWhichCity:
    def test_it_is_the_first_known_name_wherever_it_stands(self, write: Write) -> None:
        known = ["name", "unit", "city", "bps_code", "code"]  # the last one of these wins
        for last in range(1, len(known) + 1):
            heading = ["region", *known[:last], "income"]
            cells = [f"of {name}" for name in heading[:-1]]
            path = write(f"{','.join(heading)}\n{','.join(cells)},1\n")
            assert keys(path) == [f"of {known[last - 1]}"]

    def test_it_can_be_named(self, write: Write) -> None:
        path = write("code,city,regency,income\n1,Alun,R1,1\n2,Bukit,R2,2\n")
        assert keys(path, "regency") == ["R1", "R2"]

    def test_a_name_that_is_no_column_is_refused_with_the_nearest(self, write: Write, told: Told) -> None:
        path = write("code,regency,income\n1,R1,1\n")
        assert told(path, id_column="regancy") == [
            Problem("column_missing", {"found": "regancy", "hint": "regency"}, file=str(path))
        ]

    def test_else_it_is_the_first_column_of_text(self, write: Write) -> None:
        assert keys(write("rank,income,kabupaten,province\n1,5,Alun,P\n2,6,Bukit,P\n")) == ["Alun", "Bukit"]

    def test_else_the_rows_of_a_frame_go_by_their_number(self) -> None:
        assert keys(DataFrame({"income": [1, 3], "growth": [2, 4]})) == [0, 1]

    def test_and_a_file_is_refused(self, write: Write, told: Told) -> None:
        path = write("income,growth\n1,2\n3,4\n")
        (problem,) = told(path)
        assert problem.message() == (
            f"{path}: no column says which city a row is; name it with --id COLUMN, or call it one of code, bps_code, "
            "city, unit, name [no_id_column]"
        )
        assert problem.message("id") == (
            f"{path}: tidak ada kolom yang menyebut daerah setiap baris; sebutkan dengan --id KOLOM, atau beri kolom "
            "itu salah satu nama ini: code, bps_code, city, unit, name [no_id_column]"
        )

    def test_an_assessor_or_a_year_is_no_city(self) -> None:
        frame = DataFrame({"assessor": ["ana", "budi"], "year": ["2024", "2024"], "kota": ["Alun", "Alun"]})
        dataset = read_dataset(frame.assign(income=[1.0, 2.0]))
        assert dataset.frame.index.tolist() == [("Alun", 2024, "ana"), ("Alun", 2024, "budi")]

    def test_a_long_table_is_not_keyed_by_what_belongs_to_its_values(self, write: Write) -> None:
        path = write("indicator,source,value,regency\nincome,BPS,1,Alun\ngrowth,own,2,Alun\n")
        dataset = read_dataset(path)
        assert dataset.cities.tolist() == ["Alun"]
        assert dataset.frame[["income", "growth"]].to_numpy().tolist() == [[1.0, 2.0]]

    def test_a_long_table_without_a_city_is_refused(self, write: Write, told: Told) -> None:
        path = write("indicator,value\nincome,1\n")
        expected = Problem("no_id_column", {"hint": "code, bps_code, city, unit, name"}, file=str(path))
        assert told(path) == [expected]

    def test_columns_may_be_named_by_numbers(self) -> None:
        assert keys(DataFrame([["Alun", 1.0], ["Bukit", 2.0]])) == ["Alun", "Bukit"]

    @pytest.mark.parametrize("cells", [("5", "tidak berlaku: darat"), ("not applicable", "tidak berlaku")])
    def test_a_column_that_does_not_apply_somewhere_is_none(self, write: Write, cells: tuple[str, str]) -> None:
        path = write(f"berths,place\n{cells[0]},Alun\n{cells[1]},Bukit\n")
        assert keys(path) == ["Alun", "Bukit"]


class TestTheIndexOfAFrame:
    def test_texts_without_a_name_are_the_cities(self) -> None:
        frame = DataFrame({"province": ["P", "P"], "income": [1.0, 2.0]}, index=["Alun", "Bukit"])
        assert keys(frame) == ["Alun", "Bukit"]

    def test_a_named_index_is_the_key_whatever_columns_there_are(self) -> None:
        frame = DataFrame({"code": ["P", "P"], "income": [1.0, 2.0]}, index=Index(["Alun", "Bukit"], name="regency"))
        assert keys(frame) == ["Alun", "Bukit"]

    def test_named_numbers_are_the_key(self) -> None:
        assert keys(DataFrame({"income": [1.0, 2.0]}, index=Index([6202, 3314], name="bps"))) == ["6202", "3314"]

    def test_city_and_year_in_the_index_make_a_panel(self) -> None:
        index = pd.MultiIndex.from_tuples([("Alun", 2020), ("Alun", 2021)], names=["city", "year"])
        dataset = read_dataset(DataFrame({"income": [1.0, 2.0]}, index=index))
        assert dataset.frame.index.tolist() == [("Alun", 2020), ("Alun", 2021)]
        assert dataset.frame.columns.tolist() == ["income"]

    def test_the_rows_that_a_filter_left_keep_their_cities(self) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit", "Candi", "Desa"], "income": [1.0, 2.0, 3.0, 4.0]})
        left = frame[frame["city"] != "Candi"]
        assert keys(left) == ["Alun", "Bukit", "Desa"]
        assert keys(left, "city") == ["Alun", "Bukit", "Desa"]

    def test_a_frame_that_was_sorted_keeps_its_cities(self) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit", "Candi"], "income": [2.0, 1.0, 3.0]})
        dataset = read_dataset(frame.sort_values("income"))
        assert dataset.frame["income"].to_dict() == {"Bukit": 1.0, "Alun": 2.0, "Candi": 3.0}


class TestIdentifiers:
    def test_codes_keep_their_zeros_and_na_is_a_city(self, write: Write) -> None:
        dataset = read_dataset(write("code,city,income\n01,NA,1\n02,null,2\n"))
        assert dataset.cities.tolist() == ["01", "02"]
        assert dataset.labels == ["NA", "null"]

    def test_a_city_called_na_is_a_key(self, write: Write) -> None:
        assert keys(write("city,income\nNA,1\nnan,2\n")) == ["NA", "nan"]

    def test_spaces_around_a_key_do_not_count(self, write: Write) -> None:
        assert keys(write("city,income\n Alun ,1\n")) == ["Alun"]

    @pytest.mark.parametrize("codes", [[6202, 3314], [6202.0, 3314.0], ["6202", "3314"], np.array([6202, 3314])])
    def test_codes_are_text_whatever_a_frame_holds(self, codes: list[object]) -> None:
        assert keys(DataFrame({"code": codes, "income": [1.0, 2.0]})) == ["6202", "3314"]

    def test_another_column_of_codes_stays_text(self, write: Write) -> None:
        assert read_dataset(write("city,zone,income\nAlun,01,1\nBukit,02,2\n")).frame["zone"].tolist() == ["01", "02"]

    def test_the_name_is_told_where_the_key_is_a_code(self, write: Write) -> None:
        assert read_dataset(write("bps_code,city,income\n75,Gorontalo,1\n7501,Gorontalo,2\n")).labels == [
            "Gorontalo",
            "Gorontalo",
        ]

    @pytest.mark.parametrize("blank", ["", "  "])
    def test_a_city_without_a_name_is_told_by_its_code(self, write: Write, blank: str) -> None:
        labels = read_dataset(write(f"code,city,income\n01,{blank},1\n02,Bukit,2\n")).labels
        assert labels == ["01", "Bukit"]

    def test_names_that_are_numbers_are_no_names(self, write: Write) -> None:
        assert read_dataset(write("code,unit,income\nA1,1,1\nA2,2,2\n")).labels == ["A1", "A2"]

    @pytest.mark.parametrize("dtype", TEXT_DTYPES)
    def test_an_empty_key_is_told(self, told: Told, dtype: str) -> None:
        frame = DataFrame({"city": pd.Series(["Alun", None, " "], dtype=dtype), "income": [1.0, 2.0, 3.0]})
        assert [(p.code, p.column) for p in told(frame)] == [("key_empty", "city"), ("key_empty", "city")]

    def test_an_empty_key_of_a_file_is_told_with_its_line(self, write: Write, told: Told) -> None:
        path = write("city,income\nAlun,1\n,2\n")
        assert told(path) == [Problem("key_empty", file=str(path), row=3, column="city")]


class TestKeysThatStandTwice:
    def test_a_city_is_told_with_both_lines(self, write: Write, told: Told) -> None:
        path = write("city,income\nAlun,1\nBukit,2\nAlun,3\n Alun,4\n")
        assert told(path) == [
            Problem("key_twice", {"first": 2}, file=str(path), row=4, city="Alun"),
            Problem("key_twice", {"first": 2}, file=str(path), row=5, city="Alun"),
        ]

    def test_a_city_may_stand_once_a_year(self, write: Write, told: Told) -> None:
        path = write("city,year,income\nAlun,2020,1\nAlun,2021,2\nBukit,2020,3\nAlun,2020,4\n")
        assert told(path) == [Problem("key_twice", {"first": 2}, file=str(path), row=5, city="Alun, 2020")]

    def test_and_once_an_assessor(self, write: Write, told: Told) -> None:
        path = write("city,year,assessor,income\nAlun,2020,ana,1\nAlun,2020,budi,2\nAlun,2020,ana,3\n")
        assert told(path) == [Problem("key_twice", {"first": 2}, file=str(path), row=4, city="Alun, 2020, ana")]

    def test_a_frame_has_rows_and_no_lines(self, told: Told) -> None:
        assert told(DataFrame({"city": ["Alun", "Alun"], "income": [1.0, 2.0]})) == [
            Problem("key_twice", {"first": 0}, city="Alun")
        ]


class TestYears:
    @pytest.mark.parametrize("years", [["2020", "2021"], [2020, 2021], [2020.0, 2021.0], pd.array([2020, 2021])])
    def test_a_year_is_a_whole_number_of_the_key(self, years: list[object]) -> None:
        dataset = read_dataset(DataFrame({"city": ["Alun", "Alun"], "year": years, "income": [1.0, 2.0]}))
        assert dataset.years is not None
        assert dataset.years.tolist() == [2020, 2021]

    @pytest.mark.parametrize(
        "year", ["20", "2020.5", "", "twenty", "20201", "\uff12\uff10\uff12\uff10", "-2020", "2020-01-01"]
    )
    def test_what_is_no_year_is_told_with_its_line(self, write: Write, told: Told, year: str) -> None:
        path = write(f"city,year,income\nAlun,2020,1\nBukit,{year},2\n")
        expected = Problem("year_not_valid", {"found": year}, file=str(path), row=3, column="year")
        assert [p for p in told(path) if p.code == "year_not_valid"] == [expected]

    def test_years_count_without_a_city_too(self) -> None:
        dataset = read_dataset(DataFrame({"year": [2020, 2021], "income": [1.0, 2.0]}))
        assert dataset.years is not None
        assert dataset.years.tolist() == [2020, 2021]


class TestLongTables:
    def test_wide_and_long_give_the_same(self, write: Write) -> None:
        wide = read_dataset(write("city,province,income,growth\nAlun,P,1,2.5\nBukit,Q,3,\n", "wide.csv")).frame
        long = read_dataset(
            write("city,province,indicator,value\nAlun,P,income,1\nBukit,Q,income,3\nAlun,P,growth,2.5\n", "long.csv")
        ).frame
        pd.testing.assert_frame_equal(wide, long, check_dtype=False, check_index_type=False, check_column_type=False)
        assert wide["growth"].dtype == long["growth"].dtype == np.float64

    def test_a_value_that_stands_twice_is_told_with_both_lines(self, write: Write, told: Told) -> None:
        path = write("city,indicator,value\nAlun,income,1\nBukit,income,2\nAlun,growth,3\nAlun, income,1\n")
        assert told(path) == [
            Problem("value_twice", {"first": 2}, file=str(path), row=5, city="Alun", indicator="income")
        ]

    def test_a_panel_has_a_value_a_year(self, write: Write) -> None:
        path = write("city,year,indicator,value\nAlun,2020,income,1\nAlun,2021,income,2\n")
        assert read_dataset(path).frame["income"].to_dict() == {("Alun", 2020): 1.0, ("Alun", 2021): 2.0}

    @pytest.mark.parametrize("dtype", TEXT_DTYPES)
    def test_an_indicator_without_a_name_is_told(self, told: Told, dtype: str) -> None:
        indicator = pd.Series(["income", " ", None], dtype=dtype)
        frame = DataFrame({"city": ["Alun", "Bukit", "Candi"], "indicator": indicator, "value": [1.0, 2.0, 3.0]})
        assert [p.code for p in told(frame)].count("indicator_empty") == 2

    def test_an_indicator_without_a_name_is_told_with_its_line(self, write: Write, told: Told) -> None:
        path = write("city,indicator,value\nAlun,income,1\nAlun,,2\n")
        assert Problem("indicator_empty", file=str(path), row=3) in told(path)

    def test_what_is_said_about_a_city_has_one_value(self, write: Write, told: Told) -> None:
        path = write(
            "city,province,indicator,value\nAlun,,income,1\nAlun,P,growth,2\nAlun,Q,readiness,3\nBukit,Q,income,4\n"
        )
        problems = told(path)
        assert problems == [
            Problem("city_differs", {"found": "Q"}, file=str(path), row=4, city="Alun", column="province")
        ]
        assert "'Q' is not what the other lines of this city say" in problems[0].message()

    @pytest.mark.parametrize("dtype", TEXT_DTYPES)
    def test_one_line_of_a_city_may_speak_for_all(self, dtype: str) -> None:
        frame = DataFrame(
            {
                "city": ["Alun", "Alun", "Bukit"],
                "province": pd.Series([None, "P", None], dtype=dtype),
                "indicator": ["income", "growth", "income"],
                "value": [1.0, 2.0, 3.0],
            }
        )
        province = read_dataset(frame).frame["province"]
        assert province.loc["Alun"] == "P"
        assert pd.isna(province.loc["Bukit"])

    def test_a_number_that_differs_is_told_as_people_write_it(self, told: Told) -> None:
        frame = DataFrame(
            {"city": ["Alun", "Alun"], "people": [7, 8], "indicator": ["income", "growth"], "value": [1.0, 2.0]}
        )
        assert [p.message() for p in told(frame)] == [
            "people, Alun: 8 is not what the other lines of this city say; a column about a city has one "
            "value for it [city_differs]"
        ]

    def test_a_column_cannot_be_an_indicator_too(self, told: Told) -> None:
        frame = DataFrame({"city": ["Alun"], "income": [5.0], "indicator": ["income"], "value": [1.0]})
        assert [(p.code, p.column) for p in told(frame)] == [("column_twice", "income")]

    def test_what_belongs_to_a_value_travels_with_it(self, write: Write) -> None:
        fields = "value_year,source,quality,evidence,note,verified,owner,recommendation,follow_up,due"
        path = write(
            f"city,indicator,value,{fields}\n"
            "Alun,income,1,2023,BPS,published,link,first,yes,office,more,soon,2025\n"
            "Alun,growth,2,,own,illustrative,,,,,,,\n"
        )
        dataset = read_dataset(path)
        assert {name: dataset.notes[name].loc["Alun", "income"] for name in fields.split(",")} == {
            "value_year": "2023",
            "source": "BPS",
            "quality": "published",
            "evidence": "link",
            "note": "first",
            "verified": "yes",
            "owner": "office",
            "recommendation": "more",
            "follow_up": "soon",
            "due": "2025",
        }
        assert dataset.notes["quality"].loc["Alun", "growth"] == "illustrative"
        assert dataset.notes["note"].loc["Alun", "growth"] == ""
        assert dataset.frame.columns.tolist() == ["income", "growth"]

    def test_a_value_that_is_not_there_has_empty_notes(self, write: Write) -> None:
        path = write("city,indicator,value,quality\nAlun,income,1,published\nBukit,growth,2,published\n")
        assert read_dataset(path).notes["quality"].loc["Bukit", "income"] == ""

    def test_what_a_template_says_of_an_indicator_is_not_about_the_city(self, write: Write) -> None:
        path = write(
            "city,indicator,title,unit,value\nAlun,income,Income,rupiah,1\nAlun,growth,Growth of it,percent,2\n"
        )
        dataset = read_dataset(path)
        assert dataset.frame.columns.tolist() == ["income", "growth"]
        assert dataset.labels == ["Alun"]

    def test_a_heading_alone_is_refused(self, write: Write) -> None:
        with pytest.raises(DatasetError, match="there is nothing below the headings"):
            read_dataset(write("city,indicator,value,quality\n"))


class TestFrames:
    @pytest.mark.parametrize("dtype", TEXT_DTYPES)
    def test_any_kind_of_text_is_read_alike(self, dtype: str) -> None:
        frame = DataFrame(
            {
                "city": pd.Series(["Alun", "Bukit"], dtype=dtype),
                "income": pd.Series(["1.5", None], dtype=dtype),
                "zone": pd.Series(["01", "NA"], dtype=dtype),
            }
        )
        dataset = read_dataset(frame)
        assert dataset.cities.tolist() == ["Alun", "Bukit"]
        assert dataset.frame["income"].dtype == np.float64
        assert dataset.frame["income"].fillna(-1).tolist() == [1.5, -1.0]
        assert dataset.frame["zone"].tolist() == ["01", "NA"]

    def test_categories_are_text(self) -> None:
        frame = DataFrame({"city": pd.Categorical(["Alun", "Bukit"]), "income": pd.Categorical(["1", "2"])})
        dataset = read_dataset(frame)
        assert dataset.cities.tolist() == ["Alun", "Bukit"]
        assert dataset.frame["income"].tolist() == [1.0, 2.0]

    @pytest.mark.parametrize("long", [False, True], ids=["wide", "long"])
    def test_the_frame_given_is_not_changed(self, long: bool) -> None:
        frame = DataFrame({"city": [" Alun", "Bukit"], "year": ["2020", "2021"], "zone": ["1", "2"]})
        if long:
            frame = frame.assign(indicator=["income", "growth"], value=["1", "2,5"], quality=[None, "published"])
        kept = frame.copy(deep=True)
        dataset = read_dataset(frame)
        own = dataset.frame
        own["zone"] = 0.0
        pd.testing.assert_frame_equal(frame, kept)

    def test_columns_that_stand_twice_are_refused(self) -> None:
        with pytest.raises(DatasetError) as refused:
            read_dataset(DataFrame([["Alun", 1.0, 2.0, 3.0]], columns=["city", "income", "income", "income"]))
        assert [(p.code, p.column) for p in refused.value.problems] == [("column_twice", "income")]
        assert refused.value.problems[0].fields == {"times": 3}


def test_keys_are_texts_whatever_the_cells_are() -> None:
    cells = [" 6202 ", 6202, 6202.0, "6202", None, float("nan"), pd.NA, pd.NaT, "", "01"]
    written = ["6202", "6202", "6202", "6202", "", "", "", "", "", "01"]
    assert as_keys(pd.Series(cells, dtype=object)) == written
    assert as_keys(pd.Series(["a", "b", "a"], dtype=object)) == ["a", "b", "a"]
    assert as_keys(pd.Series([1.0, float("nan"), 2.0])) == ["1", "", "2"]
