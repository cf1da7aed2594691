"""Datasets once they were read: years, qualities, labels, and where a value stood."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Dataset, UsageError, read_dataset

Write = Callable[..., Path]

PANEL = "code,city,year,income\n01,Alun,2020,1\n01,Alun,2021,2\n02,Bukit,2021,3\n02,Bukit,2022,4\n"
GRADED = (
    "city,indicator,value,quality,source\nAlun,income,1,published,BPS\nAlun,growth,2,illustrative,none\n"
    "Bukit,income,3,estimated,own\nBukit,growth,4,,\n"
)


def codes(error: UsageError) -> list[str]:
    return [problem.code for problem in error.problems]


def values(dataset: Dataset) -> list[list[float | None]]:
    frame = dataset.frame[["income", "growth"]].astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


class TestYears:
    def test_years_keep_their_rows_lines_and_names(self, write: Write) -> None:
        kept = read_dataset(write(PANEL)).of_years([2021])
        assert kept.frame.index.tolist() == [("01", 2021), ("02", 2021)]
        assert kept.labels == ["Alun", "Bukit"]
        assert kept.lines is not None
        assert kept.lines.tolist() == [3, 4]

    def test_the_notes_follow(self, write: Write) -> None:
        path = write("city,year,indicator,value,source\nAlun,2020,income,1,old\nAlun,2021,income,2,new\n")
        kept = read_dataset(path).of_years([2021])
        assert kept.notes["source"]["income"].tolist() == ["new"]
        assert kept.place(0, "income")["row"] == 3

    def test_several_years_of_which_some_are_there(self, write: Write) -> None:
        kept = read_dataset(write(PANEL)).of_years(range(2015, 2021))
        assert kept.years is not None
        assert kept.years.tolist() == [2020]

    def test_a_year_that_is_not_there_is_refused_with_those_that_are(self, write: Write) -> None:
        with pytest.raises(UsageError) as refused:
            read_dataset(write(PANEL)).of_years([2019, 2018])
        assert codes(refused.value) == ["no_such_year"]
        assert refused.value.problems[0].fields == {"found": "2018, 2019", "hint": "2020, 2021, 2022"}

    def test_a_dataset_without_years_has_none_to_choose(self, write: Write) -> None:
        dataset = read_dataset(write("city,income\nAlun,1\n"))
        assert dataset.years is None
        with pytest.raises(UsageError) as refused:
            dataset.of_years([2020])
        assert refused.value.problems[0].fields == {"found": "year"}

    def test_a_wide_frame_without_lines_and_names_can_be_cut_too(self) -> None:
        frame = DataFrame({"city": ["Alun", "Alun"], "year": [2020, 2021], "income": [1.0, 2.0]})
        kept = read_dataset(frame).of_years([2020])
        assert kept.frame["income"].tolist() == [1.0]
        assert kept.lines is None


class TestQuality:
    def test_only_values_of_the_quality_are_left(self, write: Write) -> None:
        dataset = read_dataset(write(GRADED))
        assert values(dataset.of_quality(["published"])) == [[1.0, None], [None, None]]
        assert values(dataset.of_quality(["published", "estimated"])) == [[1.0, None], [3.0, None]]

    def test_the_dataset_itself_stays_as_it_is(self, write: Write) -> None:
        dataset = read_dataset(write(GRADED))
        dataset.of_quality(["published"])
        assert values(dataset) == [[1.0, 2.0], [3.0, 4.0]]

    def test_a_quality_that_no_value_has_is_refused_with_the_nearest(self, write: Write) -> None:
        with pytest.raises(UsageError) as refused:
            read_dataset(write(GRADED)).of_quality(["publishd", "published", "guessed"])
        assert [problem.fields for problem in refused.value.problems] == [
            {"found": "guessed", "hint": "estimated, illustrative, published"},
            {"found": "publishd", "hint": "published"},
        ]

    @pytest.mark.parametrize("written", ["city,income\nAlun,1\n", "city,indicator,value\nAlun,income,1\n"])
    def test_a_dataset_that_says_nothing_of_quality_cannot_be_cut_by_it(self, write: Write, written: str) -> None:
        with pytest.raises(UsageError) as refused:
            read_dataset(write(written)).of_quality(["published"])
        assert refused.value.problems[0].fields == {"found": "quality"}

    def test_spaces_around_a_quality_do_not_count(self, write: Write) -> None:
        path = write("city,indicator,value,quality\nAlun,income,1,published \nAlun,growth,2,published\n")
        assert values(read_dataset(path).of_quality(["published"])) == [[1.0, 2.0]]


class TestPlaces:
    def test_a_wide_value_stands_in_the_line_of_its_city(self, write: Write) -> None:
        path = write("city,income\nAlun,1\nBukit,2\n")
        assert read_dataset(path).place(1, "income") == {
            "file": str(path),
            "row": 3,
            "city": "Bukit",
            "column": "income",
        }

    def test_a_long_value_stands_in_a_line_of_its_own(self, write: Write) -> None:
        path = write("city,province,indicator,value\nAlun,P,income,1\nBukit,P,income,2\nAlun,P,growth,3\n")
        dataset = read_dataset(path)
        assert dataset.place(0, "growth")["row"] == 4
        assert dataset.place(1, "growth")["row"] is None
        assert dataset.place(0, "province")["row"] is None
        assert "column" not in dataset.place(0)

    def test_a_frame_has_no_lines(self) -> None:
        dataset = read_dataset(DataFrame({"city": ["Alun"], "income": [1.0]}))
        assert dataset.place(0, "income") == {"file": None, "row": None, "city": "Alun", "column": "income"}


class TestLabels:
    def test_without_names_the_key_is_the_label(self) -> None:
        assert read_dataset(DataFrame({"code": ["01", "02"], "income": [1.0, 2.0]})).labels == ["01", "02"]

    def test_a_name_that_is_missing_gives_way_to_the_key(self) -> None:
        names = pd.Series(["Alun", None], dtype=object)
        dataset = read_dataset(DataFrame({"code": ["01", "02"], "city": names, "income": [1.0, 2.0]}))
        assert dataset.labels[1] == "02"

    def test_rows_by_number_are_labelled_by_number(self) -> None:
        dataset = read_dataset(DataFrame({"income": np.array([1.0, 2.0])}))
        assert dataset.labels == ["0", "1"]


class TestNamesakes:
    """Cities that share a name are told apart by their keys."""

    def test_a_name_of_several_is_refused_with_their_keys(self, write: Write) -> None:
        path = write(
            "code,city,year,income\n1,Alun,2020,1\n1,Alun,2021,2\n2,Alun,2021,3\n3,Bukit,2021,4\n", "twins.csv"
        )
        dataset = read_dataset(path)
        assert dict(dataset.namesakes) == {"Alun": "1, 2"}
        assert (dataset.rows_of("1"), dataset.rows_of("2"), dataset.rows_of("Bukit")) == ([0, 1], [2], [3])
        with pytest.raises(UsageError) as refused:
            dataset.rows_of("Alun")
        assert (
            str(refused.value) == f"{path}: several cities are called 'Alun', 1, 2: name one of them by its key "
            "[city_ambiguous]"
        )

    def test_a_key_goes_before_a_name(self, write: Write) -> None:
        dataset = read_dataset(write("code,city,income\nA,B,1\nB,C,2\nC,B,3\n", "names.csv"))
        assert dict(dataset.namesakes) == {}
        assert [dataset.rows_of(key) for key in "ABC"] == [[0], [1], [2]]


class TestWithout:
    def test_rows_go_by_key_or_name_in_every_year(self, write: Write) -> None:
        dataset = read_dataset(write(PANEL, "panel.csv"))
        assert dataset.without(["01"]).labels == ["Bukit", "Bukit"]
        assert dataset.without(["Bukit"]).labels == ["Alun", "Alun"]
        assert read_dataset(write(PANEL, "panel.csv"), leave_out=["Bukit"]).labels == ["Alun", "Alun"]
        assert dataset.without([]) is dataset

    def test_what_was_left_out_is_remembered(self, write: Write) -> None:
        (understood,) = read_dataset(write(PANEL, "panel.csv"), leave_out=["02"]).interpretations
        assert [(remark.code, remark.row, remark.city) for remark in understood.remarks] == [
            ("row_left_out", 4, "Bukit"),
            ("row_left_out", 5, "Bukit"),
        ]

    def test_a_row_that_is_none_is_refused_with_the_nearest(self, write: Write) -> None:
        with pytest.raises(UsageError) as refused:
            read_dataset(write(PANEL, "panel.csv"), leave_out=["Buki"])
        assert [(one.code, one.fields["hint"]) for one in refused.value.problems] == [("no_such_city", "Bukit")]
