"""Filled forms: a sheet a dimension, a profile of the city or the cities, all of it one dataset."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter

from smartscore import Criterion, DatasetError, Dimension, Framework, Indicator, Problem, assess, check, read_dataset
from smartscore.reading.workbooks.form import is_form
from smartscore.rules import Levels, Linear

Book = Callable[..., Path]
Told = Callable[..., list[Problem]]

HEAD = ["indicator", "title", "definition", "unit", "bounds", "value", "value_year", "source", "evidence", "quality"]
HEAD += ["owner", "note"]
PLAN = Indicator("plan", rule=Levels(0, 2), criteria=[Criterion(1, "written"), Criterion(2, "adopted")])
TREE = Framework(
    "form",
    index=Dimension(
        "index",
        members=[
            Dimension("economy", members=[Indicator("income", rule=Linear(0, 10), code="E 1"), PLAN]),
            Dimension("living", members=[Indicator("health", rule=Linear(0, 10))]),
        ],
    ),
)


def line(indicator: str, value: object = None, **beside: object) -> list[object]:
    """Give a line of a data sheet, with what forms say of every indicator."""
    said = {"title": "Title", "definition": "What it is.", "unit": "%", "bounds": "0-10", **beside}
    return [{"indicator": indicator, "value": value, **said}.get(name) for name in HEAD]


def sheet(*lines: list[object]) -> list[list[Any]]:
    return [["Economy"], ["Fill in the column value.", "Leave what you do not know empty."], [], HEAD, *lines]


def profile(*rows: Sequence[object], cities: Sequence[str] = ("value",)) -> list[Sequence[object]]:
    return [["Profile of the city"], ["field", "title", *cities], *([name, "What", *cells] for name, *cells in rows)]


ONE = profile(["code", 6202], ["city", "Kotawaringin Timur"], ["year", 2024], ["population", 446094], ["mayor", None])


class TestOneCity:
    def form(self, book: Book, economy: Sequence[list[object]], living: Sequence[list[object]] = ()) -> Path:
        return book({"Guide": [["How to"]], "Profile": ONE, "Economy": sheet(*economy), "Living": sheet(*living)})

    def test_all_sheets_are_one_dataset_of_the_city_in_the_profile(self, book: Book) -> None:
        dataset = read_dataset(self.form(book, [line("income", 5, source="survey")], [line("health", 7)]))
        assert dataset.frame.index.tolist() == [("6202", 2024)]
        assert dataset.labels == ["Kotawaringin Timur"]
        assert assess(dataset, TREE).index.tolist() == [60]
        assert dataset.notes["source"]["income"].tolist() == ["survey"]

    def test_facts_about_the_city_are_columns(self, book: Book) -> None:
        dataset = read_dataset(self.form(book, [line("income", 5)]))
        assert dataset.frame["population"].tolist() == [446094]
        assert "mayor" not in dataset.frame

    def test_what_forms_say_of_indicators_is_no_data(self, book: Book) -> None:
        dataset = read_dataset(self.form(book, [line("income", 5)]))
        assert dataset.frame.columns.tolist() == ["city", "population", "income"]

    def test_a_sheet_of_items_needs_no_column_for_values(self, book: Book) -> None:
        items = [
            ["indicator", "level", "item", "status", "office", "level_reached"],
            ["plan", None, None, None, None, 1],
            ["plan", 1, "Written", "diterima", "Setda", None],
            ["plan", 2, "Adopted", None, "Setda", None],
            ["plan", None, None, None, "Setda", None],  # an empty line for a further item
        ]
        dataset = read_dataset(book({"Profile": ONE, "Plan": items, "Living": sheet(line("health", 7))}))
        assert dataset.evidence is not None
        found = dataset.evidence.frame
        assert [*zip(found["level"], found["item"], dataset.evidence.status_names, strict=True)] == [
            (1, "Written", "accepted"),
            (2, "Adopted", "none"),
        ]
        assert dataset.frame.columns.tolist() == ["city", "population", "health", "plan"]
        assert assess(dataset, TREE).columns["plan"].tolist() == [1]

    def test_official_codes_and_ticks_are_names_too(self, book: Book) -> None:
        lines = [line("E 1", 5), line("plan"), line("plan:1.1", "x"), line("plan:2.1", "tidak")]
        assert assess(read_dataset(self.form(book, lines)), TREE).scores["economy"].tolist() == [50]

    def test_lines_with_nothing_filled_in_are_no_data(self, book: Book) -> None:
        dataset = read_dataset(self.form(book, [line("income", 5), line("no_such_thing")], [line("health")]))
        assert dataset.long == ("income",)

    def test_a_line_with_a_note_is_kept_and_missing(self, book: Book) -> None:
        dataset = read_dataset(self.form(book, [line("income", 5)], [line("health", None, note="comes in May")]))
        assert np.isnan(dataset.frame["health"].iloc[0])
        assert dataset.notes["note"]["health"].tolist() == ["comes in May"]

    def test_an_empty_form_has_every_value_missing_and_no_problem(self, book: Book, told: Told) -> None:
        path = self.form(book, [line("income"), line("plan")], [line("health")])
        assert told(path, by=TREE) == []
        assert check(read_dataset(path), TREE).isna().to_numpy().all()

    def test_problems_of_all_sheets_are_told_at_once_with_sheet_and_cell(self, book: Book, told: Told) -> None:
        path = self.form(book, [line("planx", 5), line("income", "ten")], [line("health", "y"), line("income", 1)])
        assert [problem.message().removeprefix(f"{path}, ") for problem in told(path, by=TREE)] == [
            "Economy!F5, planx, Kotawaringin Timur: there is no indicator 'planx'; nearest: plan [unknown_indicator]",
            "Living!F5, health, Kotawaringin Timur: 'y' is not a number [not_a_number]",
            "Living!F6, 6202, 2024, income: this value stands in the file already, in Economy!F6 [value_twice_there]",
        ]

    def test_one_value_in_two_sheets_is_told_with_both_cells(self, book: Book, told: Told) -> None:
        path = self.form(book, [line("income", 5)], [line("income", 6)])
        assert [problem.message().removeprefix(f"{path}, ") for problem in told(path, by=TREE)] == [
            "Living!F5, 6202, 2024, income: this value stands in the file already, in Economy!F5 [value_twice_there]"
        ]

    def test_a_profile_without_a_city_is_refused(self, book: Book, told: Told) -> None:
        path = book({"Profile": profile(["code", None], ["year", 2024]), "Economy": sheet(line("income", 5))})
        assert [problem.message() for problem in told(path)] == [
            f"{path}, Profile!C3: the profile does not say which city this is; fill in code, city "
            "[profile_without_city]"
        ]

    def test_a_fact_of_the_profile_that_is_wrong_is_told_with_its_cell(self, book: Book, told: Told) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            workbook.get_worksheet_by_name("Profile").write_formula("C6", "=X1", None, "#REF!")

        people = Indicator("homes", rule=Linear(0, 10), denominator="population")
        tree = Framework("homes", index=Dimension("index", members=[people]))
        rows = profile(["code", 1], ["code", 2], ["population", "many"], ["area", None])
        path = book({"Profile": rows, "Economy": sheet(line("homes", 5))}, change=add)
        assert [(p.code, p.sheet, p.cell, p.column) for p in told(path, by=tree)] == [
            ("column_twice", "Profile", "C3", "code"),
            ("not_a_number", "Profile", "C5", "population"),
            ("cell_error", "Profile", "C6", "area"),
        ]

    def test_a_hidden_data_sheet_is_not_read(self, book: Book) -> None:
        def hide(workbook: xlsxwriter.Workbook) -> None:
            workbook.get_worksheet_by_name("Living").hide()

        sheets = {"Profile": ONE, "Economy": sheet(line("income", 5)), "Living": sheet(line("health", 7))}
        assert read_dataset(book(sheets, change=hide)).long == ("income",)

    def test_a_sheet_that_only_speaks_of_fields_is_no_profile(self, book: Book) -> None:
        rows = [["city", "indicator", "value"], ["Alun", "income", 5]]
        path = book({"Guide": [["field"], ["a line of the profile"]], "Economy": rows})
        assert read_dataset(path).cities.tolist() == ["Alun"]

    def test_without_a_profile_the_lines_must_say_their_city(self, book: Book, told: Told) -> None:
        path = book({"Economy": sheet(line("income", 5))})
        assert [problem.code for problem in told(path)] == ["no_id_column"]

    def test_numbers_written_as_text_are_read_alike_in_all_sheets(self, book: Book) -> None:
        dataset = read_dataset(self.form(book, [line("income", "1.234")], [line("health", "3,5")]))
        assert dataset.frame[["income", "health"]].to_numpy().tolist() == [[1234, 3.5]]


class TestSeveralCities:
    CITIES = profile(
        ["code", "01", "02", "03"],
        ["city", "Alun", "Bukit", None],
        ["year", 2024, 2024, 2024],
        ["population", 100, 200, None],
        cities=("Kota Alun", "Bukit", "Candi"),
    )

    def form(self, book: Book, *lines: tuple[str | None, str, object]) -> Path:
        rows = [["city", "indicator", "value", "source"], *(list(line) for line in lines)]
        return book({"Profile": self.CITIES, "Economy": [["Economy"], *rows]})

    @pytest.mark.parametrize("written", ["01", "Alun", "Kota Alun"])
    def test_a_line_says_its_city_by_any_of_its_names(self, book: Book, written: str) -> None:
        dataset = read_dataset(self.form(book, (written, "income", 5), ("Bukit", "income", 6)))
        assert dataset.frame["income"].tolist()[:2] == [5, 6]
        assert dataset.frame.index.tolist() == [("01", 2024), ("02", 2024), ("03", 2024)]
        assert dataset.labels == ["Alun", "Bukit", "Candi"]
        assert dataset.frame["population"].tolist()[:2] == [100, 200]

    def test_a_city_without_any_value_is_there_all_the_same(self, book: Book) -> None:
        dataset = read_dataset(self.form(book, ("01", "income", 5)))
        assert assess(dataset, TREE).scores["economy"].isna().tolist() == [False, True, True]

    def test_a_city_that_the_profile_does_not_know_is_told_with_the_nearest(self, book: Book, told: Told) -> None:
        path = self.form(book, ("Bukti", "income", 5), ("01", "health", 6))
        (problem,) = told(path, by=TREE)
        assert problem.message().removeprefix(f"{path}, ") == (
            "Economy!A3, city, Bukti, 2024: 'Bukti' is none of the cities of the profile; nearest: Bukit "
            "[not_in_profile]"
        )

    def test_a_line_may_say_another_year_than_the_profile(self, book: Book) -> None:
        rows = [["city", "year", "indicator", "value"], ["Alun", 2023, "income", 5], ["Alun", None, "income", 6]]
        frame = read_dataset(book({"Profile": self.CITIES, "Economy": rows})).frame
        assert [frame.loc[("01", year), "income"] for year in (2023, 2024)] == [5, 6]

    def test_a_line_without_a_city_is_told(self, book: Book, told: Told) -> None:
        path = self.form(book, (None, "income", 5), ("01", "health", 6))
        assert {problem.code for problem in told(path, by=TREE)} >= {"key_empty"}

    def test_lines_must_have_a_column_for_the_city(self, book: Book) -> None:
        with pytest.raises(DatasetError) as refused:
            read_dataset(book({"Profile": self.CITIES, "Economy": sheet(line("income", 5))}))
        assert [problem.code for problem in refused.value.problems] == ["no_id_column"]

    def test_a_merged_city_counts_for_all_its_lines(self, book: Book) -> None:
        def merge(workbook: xlsxwriter.Workbook) -> None:
            workbook.get_worksheet_by_name("Economy").merge_range("A2:A3", "Alun")

        rows = [["city", "indicator", "value"], ["Alun", "income", 5], [None, "health", 6]]
        dataset = read_dataset(book({"Profile": self.CITIES, "Economy": rows}, change=merge))
        assert dataset.frame.loc[("01", 2024), ["income", "health"]].tolist() == [5, 6]

    def test_the_heading_alone_may_name_the_city(self, book: Book) -> None:
        path = book(
            {
                "Profile": profile(["population", 100, 200], cities=("Alun", "Bukit")),
                "Data": [["city", "indicator", "value"], ["Alun", "income", 5]],
            }
        )
        assert read_dataset(path).frame["population"].to_dict() == {"Alun": 100, "Bukit": 200}


class TestWhetherAFileIsOne:
    """Which files are kept as forms, even where they would be read as something else or not at all."""

    @pytest.fixture
    def workbook(self, tmp_path: Path) -> Callable[..., Path]:
        def workbook(*sheets: list[list[object]], name: str = "file.xlsx", hidden: bool = False) -> Path:
            path = tmp_path / name
            with xlsxwriter.Workbook(path) as book:
                book.add_worksheet("first")
                for rows in sheets:
                    sheet = book.add_worksheet()
                    for number, cells in enumerate(rows):
                        sheet.write_row(number, 0, cells)
                    if hidden:
                        sheet.hide()
            return path

        return workbook

    @pytest.mark.parametrize("name", ["file.xlsx", "file.csv", "file"])
    def test_one_with_the_headings_of_a_form_is(self, workbook: Callable[..., Path], name: str) -> None:
        assert is_form(workbook([["Fill in"], [], ["indicator", "title", "value"]], name=name))

    def test_a_hidden_sheet_counts(self, workbook: Callable[..., Path]) -> None:
        assert is_form(workbook([["indicator", "value"], ["income", 5]], hidden=True))

    def test_a_plain_table_is_none(self, workbook: Callable[..., Path], tmp_path: Path) -> None:
        assert not is_form(workbook([["city", "income"], ["Alun", 5]]))
        text = tmp_path / "text.xlsx"
        text.write_text("indicator,value\n")
        assert not is_form(text)

    def test_one_that_cannot_be_opened_may_be_one(self, workbook: Callable[..., Path], tmp_path: Path) -> None:
        path = workbook([["indicator", "value"]])
        path.write_bytes(path.read_bytes()[:200])
        assert is_form(path)
        locked = tmp_path / "locked.xlsx"
        locked.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500))
        assert is_form(locked)
        assert not is_form(locked.rename(tmp_path / "letter.doc"))
