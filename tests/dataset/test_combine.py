"""Several files as one dataset: put together by city, with every contradiction told."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame

from smartscore import DatasetError, Dimension, Framework, Indicator, Problem, UsageError, assess, check, read_dataset
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.rules import Linear

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]

ECONOMY = "code,city,income\n01,Alun,5\n02,Bukit,6\n"
LIVING = "code,city,growth\n02,Bukit,1\n03,Candi,2\n"


def problems(*sources: Path | DataFrame, by: Framework) -> list[str]:
    with pytest.raises(DatasetError) as refused:
        check(read_dataset(sources), by)
    return [problem.message() for problem in refused.value.problems]


class TestPuttingTogether:
    def test_rows_and_columns_of_all_files_are_there(self, write: Write) -> None:
        dataset = read_dataset([write(ECONOMY, "a.csv"), write(LIVING, "b.csv")])
        assert dataset.frame.index.tolist() == ["01", "02", "03"]
        assert dataset.labels == ["Alun", "Bukit", "Candi"]
        assert dataset.frame["income"].tolist() == pytest.approx([5, 6, np.nan], nan_ok=True)
        assert dataset.frame["growth"].tolist() == pytest.approx([np.nan, 1, 2], nan_ok=True)

    def test_one_file_in_a_list_is_the_file(self, write: Write) -> None:
        path = write(ECONOMY)
        assert read_dataset([path]).frame.equals(read_dataset(path).frame)

    def test_scores_are_those_of_the_same_data_in_one_file(self, write: Write, framework: Framework) -> None:
        whole = write("code,city,income,growth\n01,Alun,5,\n02,Bukit,6,1\n03,Candi,,2\n", "whole.csv")
        parts = [write(ECONOMY, "a.csv"), write(LIVING, "b.csv")]
        assert assess(read_dataset(parts), framework).scores.equals(assess(read_dataset(whole), framework).scores)

    def test_wide_and_long_files_workbooks_and_frames_go_together(self, write: Write, book: Write) -> None:
        long = write("city,indicator,value,source\nAlun,growth,3,BPS\n", "long.csv")
        sheet = book({"Data": [["city", "compliance"], ["Alun", 4]]})
        frame = DataFrame({"city": ["Alun"], "readiness": [2]})
        dataset = read_dataset([write("city,income\nAlun,5\n"), long, sheet, frame])
        assert dataset.frame.loc["Alun"].to_dict() == {"income": 5, "growth": 3, "compliance": 4, "readiness": 2}
        assert dataset.notes["source"].loc["Alun", "growth"] == "BPS"

    def test_years_and_assessors_belong_to_the_key(self, write: Write) -> None:
        one = write("city,year,income\nAlun,2023,5\nAlun,2024,6\n", "a.csv")
        other = write("city,year,growth\nAlun,2024,1\n", "b.csv")
        dataset = read_dataset([one, other])
        assert dataset.frame.loc[("Alun", 2024)].tolist() == [6, 1]
        assert dataset.years is not None

    def test_each_value_keeps_its_place(self, write: Write, book: Write) -> None:
        one, other = write(ECONOMY, "a.csv"), book({"Data": [["code", "city", "growth"], ["02", "Bukit", 1]]})
        dataset = read_dataset([one, other])
        assert dataset.place(1, "income") == {"file": str(one), "row": 3, "city": "Bukit", "column": "income"}
        assert dataset.place(1, "growth") == {
            "file": str(other),
            "sheet": "Data",
            "cell": "C2",
            "row": 2,
            "city": "Bukit",
            "column": "growth",
        }

    def test_what_is_wrong_is_told_with_its_file(self, write: Write, framework: Framework) -> None:
        one = write("city,income,readines\nAlun,101,1\n", "a.csv")
        other = write("city,indicator,value\nAlun,life_expectanci,1\nAlun,growth,ten\n", "b.csv")
        assert problems(one, other, by=framework) == [
            f"{one}, readines: this column is not known; nearest: readiness [unknown_column]",
            f"{one}, line 2, income, Alun: 101 is not possible; expected a number between 0 and 100 [outside_domain]",
            f"{other}, line 2, life_expectanci, Alun: there is no indicator 'life_expectanci'; "
            "nearest: life_expectancy [unknown_indicator]",
            f"{other}, line 3, growth, Alun: 'ten' is not a number [not_a_number]",
        ]

    def test_the_hash_of_several_is_that_of_their_hashes(self, write: Write) -> None:
        paths = [write(ECONOMY, "a.csv"), write(LIVING, "b.csv")]
        hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
        dataset, turned = read_dataset(paths), read_dataset(paths[::-1])
        assert dataset.file == f"{paths[0]}, {paths[1]}"
        assert dataset.files == tuple(zip(map(str, paths), hashes, strict=True))
        assert dataset.digest == hashlib.sha256("".join(f"{one}\n" for one in sorted(hashes)).encode()).hexdigest()
        assert turned.digest == dataset.digest

    def test_frames_together_have_neither_file_nor_hash(self) -> None:
        frames = [DataFrame({"city": ["Alun"], name: [1.0]}) for name in ("income", "growth")]
        assert (read_dataset(frames).file, read_dataset(frames).digest) == (None, None)

    def test_the_decimal_mark_is_that_of_each_file(self, write: Write) -> None:
        one, other = write("city;income\nAlun;1,5\n", "a.csv"), write("city,growth\nAlun,2.5\n", "b.csv")
        assert read_dataset([one, other]).frame.loc["Alun"].tolist() == [1.5, 2.5]

    def test_the_order_of_files_matters_to_no_score(self, write: Write, framework: Framework) -> None:
        paths = [write(ECONOMY, "a.csv"), write(LIVING, "b.csv")]
        one, other = (assess(read_dataset(order), framework).index.to_dict() for order in (paths, paths[::-1]))
        assert one == pytest.approx(other, nan_ok=True)


class TestTheSameCellTwice:
    def both(self, write: Write, first: str, second: str, column: str = "income") -> list[Path]:
        return [write(f"city,{column}\nAlun,{one}\n", name) for one, name in ((first, "a.csv"), (second, "b.csv"))]

    @pytest.mark.parametrize(
        ("first", "second"), [("5", "5"), ("5", "5.0"), ("", "5"), ("5", ""), ("NA", "5"), ("5", "-")]
    )
    def test_the_same_value_or_none_is_fine(self, write: Write, first: str, second: str) -> None:
        assert read_dataset(self.both(write, first, second)).frame["income"].tolist() == [5]

    @pytest.mark.parametrize(("first", "second"), [("Lengkap", "lengkap "), ("", "Lengkap"), ("12 %", "12,0 %")])
    def test_so_are_texts_that_differ_in_capitals_alone(self, write: Write, first: str, second: str) -> None:
        texts = {"a.csv": first, "b.csv": second}
        dataset = read_dataset([write(f"city;plan\nAlun;{text}\n", name) for name, text in texts.items()])
        assert dataset.problems == ()

    @pytest.mark.parametrize(
        ("first", "second"), [("NA", "n/a"), ("NA", "12 %"), ("12 %", "belum ada"), ("yes", "YES")]
    )
    def test_words_for_a_missing_value_contradict_nothing(self, write: Write, first: str, second: str) -> None:
        assert read_dataset(self.both(write, first, second)).problems == ()

    def test_a_word_contradicts_another_word(self, write: Write) -> None:
        told = read_dataset(self.both(write, "Tidak ada", "Lengkap")).problems
        assert [problem.code for problem in told] == ["value_conflict"]

    def test_true_stays_true_and_is_no_number(self, framework: Framework) -> None:
        frames = [DataFrame({"city": [city], "income": [True]}) for city in ("Alun", "Bukit")]
        with pytest.raises(DatasetError, match="True is not a number"):
            check(read_dataset(frames), framework)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("n/a", "not applicable"),
            ("not applicable", "no data"),
            ("", "tidak berlaku"),
            ("not applicable", "tidak berlaku: tidak ada laut"),
        ],
    )
    def test_what_does_not_apply_wins_over_a_missing_word(self, write: Write, first: str, second: str) -> None:
        dataset = read_dataset(self.both(write, first, second))
        assert dataset.problems == ()
        assert is_not_applicable(dataset.frame["income"].iloc[0])

    @pytest.mark.parametrize(("first", "second"), [("5", "not applicable"), ("not applicable", "5")])
    def test_a_value_and_what_does_not_apply_are_told_with_both_places(
        self, write: Write, framework: Framework, first: str, second: str
    ) -> None:
        one, other = self.both(write, first, second)
        assert problems(one, other, by=framework) == [
            f"{other}, line 2, income, Alun: {second!r} here, but {first!r} in {one}, line 2; one cell has one "
            "value [value_conflict]"
        ]

    def test_two_values_are_told_with_both_places(self, write: Write, framework: Framework) -> None:
        one, other = self.both(write, "5", "6")
        assert problems(one, other, by=framework) == [
            f"{other}, line 2, income, Alun: '6' here, but '5' in {one}, line 2; one cell has one value "
            "[value_conflict]"
        ]

    def test_cells_of_sheets_are_both_named(self, book: Write, framework: Framework) -> None:
        one = book({"Ekonomi": [["city", "income"], ["Alun", 5]]}, "a.xlsx")
        head = ["city", "indicator", "value"]
        other = book({"Tata Kelola": [head, ["Alun", "income", 6]]}, "b.xlsx")
        assert problems(one, other, by=framework) == [
            f"{other}, 'Tata Kelola'!C2, income, Alun: '6' here, but '5' in {one}, Ekonomi!B2; one cell has "
            "one value [value_conflict]"
        ]
        assert problems(other, one, by=framework) == [
            f"{one}, Ekonomi!B2, income, Alun: '5' here, but '6' in {other}, 'Tata Kelola'!C2; one cell has "
            "one value [value_conflict]"
        ]

    @pytest.mark.parametrize(("first", "second"), [("12 %", "12 tahun"), ("12 %", "13"), ("ten", "10")])
    def test_units_and_words_count_too(self, write: Write, first: str, second: str) -> None:
        (problem,) = read_dataset(self.both(write, first, second)).problems
        assert (problem.code, problem.fields["found"], problem.fields["other"]) == ("value_conflict", second, first)

    def test_every_contradiction_is_told(self, write: Write) -> None:
        one = write("city,province,income\nAlun,West,5\nBukit,East,6\n", "a.csv")
        other = write("city,province,income\nAlun,North,7\nBukit,East,8\n", "b.csv")
        told = read_dataset([one, other]).problems
        assert [(problem.column, problem.city) for problem in told] == [
            ("province", "Alun"),
            ("income", "Alun"),
            ("income", "Bukit"),
        ]

    def test_frames_that_contradict_are_told_without_places(self) -> None:
        frames = [DataFrame({"city": ["Alun"], "income": [value]}) for value in (5.0, 6.0)]
        assert [problem.code for problem in read_dataset(frames).problems] == ["value_conflict"]

    def test_what_belongs_to_a_value_comes_with_it_and_gaps_are_filled(self, write: Write) -> None:
        head = "city,indicator,value,source,owner,note\n"
        one = write(f"{head}Alun,income,,old list,office,later\nAlun,growth,3,,,\n", "a.csv")
        other = write(f"{head}Alun,income,5,BPS,,\nAlun,growth,3,survey,bureau,\n", "b.csv")
        notes = read_dataset([one, other]).notes
        assert [notes[name].loc["Alun", "income"] for name in ("source", "owner", "note")] == ["BPS", "office", "later"]
        assert [notes[name].loc["Alun", "growth"] for name in ("source", "owner")] == ["survey", "bureau"]

    def test_a_key_that_stands_twice_in_one_file_is_still_told(self, write: Write) -> None:
        told = read_dataset([write("city,income\nAlun,5\nAlun,6\n", "a.csv"), write("city,growth\nAlun,1\n")]).problems
        assert [(problem.code, problem.row) for problem in told] == [("key_twice", 3)]


class TestWhatCannotBePutTogether:
    def test_files_that_name_cities_in_other_columns_are_refused(self, write: Write, framework: Framework) -> None:
        one, other = write(ECONOMY, "a.csv"), write("city,year,growth\nAlun,2024,1\n", "b.csv")
        assert problems(one, other, by=framework) == [
            f"{other}: the rows are told apart by code, year, those of {one} by code; files can be put together only "
            "if they say in the same columns which city a row is [keys_differ]"
        ]

    def test_what_is_wrong_with_each_file_is_told_at_once(self, write: Write, tmp_path: Path) -> None:
        one = write("city,income,income\nAlun,1,2\n", "a.csv")
        with pytest.raises(DatasetError) as refused:
            read_dataset([one, tmp_path / "nothing.csv", write("", "empty.csv")])
        assert [problem.code for problem in refused.value.problems] == ["column_twice", "file_unreadable", "file_empty"]

    def test_nothing_is_no_dataset(self) -> None:
        with pytest.raises(UsageError) as refused:
            read_dataset([])
        assert [problem.code for problem in refused.value.problems] == ["no_dataset"]


def test_a_form_split_by_owner_is_the_whole_form(book: Write) -> None:
    members = [Indicator(f"i{number:02d}", rule=Linear(0, 30)) for number in range(15)]
    tree = Framework("form", index=Dimension("index", members=members))
    profile = [["field", "value"], ["code", "6202"], ["city", "Sampit"], ["year", 2024], ["population", 446094]]
    head = ["indicator", "title", "value", "source", "owner"]

    def form(owners: list[int], name: str) -> Path:
        lines = [[f"i{number:02d}", "T", number * 2, "own", f"office {number}"] for number in owners]
        return book({"Profile": profile, "Data": [["Form"], head, *lines]}, name)

    whole, parts = form([*range(15)], "whole.xlsx"), [form([number], f"{number}.xlsx") for number in range(15)]
    one, other = assess(read_dataset(whole), tree), assess(read_dataset(parts), tree)
    assert one.scores.equals(other.scores)
    assert other.index.tolist() == pytest.approx([100 * 14 / 30])
    assert other.dataset.notes["owner"].equals(one.dataset.notes["owner"])
    assert len(other.dataset.files) == 15


def test_a_form_that_names_cities_otherwise_is_told_once(write: Write, book: Write) -> None:
    form = {
        "Profile": [["field", "value"], ["code", 1], ["year", 2024]],
        "Data": [["indicator", "value"], ["income", 5]],
    }
    with pytest.raises(DatasetError) as refused:
        read_dataset([write("city,growth\nAlun,1\n"), book(form)])
    assert [problem.code for problem in refused.value.problems] == ["keys_differ"]
