"""Workbooks as they come: plain tables in them, cells that are no values, and places by sheet and cell."""

import datetime
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from smartscore import DatasetError, Dimension, Domain, Framework, Indicator, Problem, assess, check, read_dataset
from smartscore.rules import Categories, Linear

Book = Callable[..., Path]
Told = Callable[..., list[Problem]]

SHARE = Indicator("share", rule=Linear(0, 100), unit="%", domain=Domain(0, 100))
YEARS = Indicator("schooling", rule=Linear(0, 10), unit={"en": "years", "id": "tahun"})
PEOPLE = Indicator("people", rule=Linear(0, 10_000), unit={"en": "people", "id": "jiwa"})
BARE = Indicator("bare", rule=Linear(0, 10))
UNITS = Framework("units", index=Dimension("index", members=[SHARE, YEARS, PEOPLE, BARE]))

TABLE = [["city", "income", "growth"], ["Alun", 5, 2.5], ["Bukit", 7, None]]


def cells(problems: Sequence[Problem]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(problem.code, problem.sheet, problem.cell, problem.city) for problem in problems]


def messages(problems: Sequence[Problem], path: Path) -> list[str]:
    return [problem.message().removeprefix(f"{path}, ") for problem in problems]


class TestPlainTables:
    def test_a_wide_table_is_read_with_the_types_that_it_has(self, book: Book, framework: Framework) -> None:
        dataset = read_dataset(book({"Data": TABLE}))
        assert dataset.frame.index.tolist() == ["Alun", "Bukit"]
        assert dataset.frame["income"].tolist() == [5.0, 7.0]
        assert np.isnan(dataset.frame["growth"].iloc[1])
        assert assess(dataset, framework).scores["growth"].tolist() == pytest.approx([25, np.nan], nan_ok=True)

    def test_it_gives_what_the_same_csv_file_gives(self, book: Book, write: Book) -> None:
        text = "code,city,year,income,plan\n01,Alun,2024,1.5,Lengkap\n02,Bukit,2024,2.25,NA\n"
        rows = [["code", "city", "year", "income", "plan"]]
        rows += [["01", "Alun", 2024, 1.5, "Lengkap"], ["02", "Bukit", 2024, 2.25, "NA"]]
        one, other = read_dataset(book({"Data": rows})), read_dataset(write(text))
        assert one.frame.equals(other.frame)
        assert (one.labels, one.key) == (other.labels, other.key) == (["Alun", "Bukit"], "code")

    def test_codes_that_are_numbers_are_said_without_a_dot(self, book: Book) -> None:
        dataset = read_dataset(book({"Data": [["code", "income"], [6202, 1], [3404, 2]]}))
        assert dataset.cities.tolist() == ["6202", "3404"]

    def test_a_long_table_is_read_with_what_belongs_to_its_values(self, book: Book) -> None:
        rows = [["city", "indicator", "value", "value_year", "source"], ["Alun", "income", 5, 2024, "survey"]]
        dataset = read_dataset(book({"Data": rows}))
        assert dataset.frame.loc["Alun", "income"] == 5
        assert dataset.notes["value_year"].loc["Alun", "income"] == "2024"
        assert dataset.place(0, "income") == {
            "file": dataset.file,
            "sheet": "Data",
            "cell": "C2",
            "row": 2,
            "city": "Alun",
            "column": "income",
        }

    def test_titles_and_empty_lines_above_the_headings_are_passed_over(self, book: Book) -> None:
        rows = [["Cities of 2024"], [], [None, "filled in by the planning office"], [], *TABLE]
        dataset = read_dataset(book({"Data": rows}))
        assert dataset.frame["income"].tolist() == [5, 7]
        assert dataset.place(1, "income")["cell"] == "B7"

    def test_the_heading_of_the_key_tells_the_row_where_titles_have_several_cells(self, book: Book) -> None:
        rows = [["Source:", "statistics office"], ["Kabupaten", "income"], ["Alun", 5]]
        assert read_dataset(book({"Data": rows}), id_column="Kabupaten").cities.tolist() == ["Alun"]
        rows[1][0] = "city"
        assert read_dataset(book({"Data": rows})).cities.tolist() == ["Alun"]

    def test_a_table_may_begin_anywhere_and_empty_lines_are_skipped(self, book: Book) -> None:
        rows = [[], [None, None, *TABLE[0]], [None, None, *TABLE[1]], [], [" "], [None, None, *TABLE[2]]]
        dataset = read_dataset(book({"Data": rows}))
        assert dataset.cities.tolist() == ["Alun", "Bukit"]
        assert [dataset.place(row, "income")["cell"] for row in (0, 1)] == ["D3", "D6"]

    def test_the_first_sheet_with_a_table_is_read(self, book: Book) -> None:
        path = book({"Cover": [["Cities"], ["of 2024"]], "Empty": [], "Data": TABLE, "More": [["city", "x"], ["C", 1]]})
        assert read_dataset(path).cities.tolist() == ["Alun", "Bukit"]

    def test_hidden_sheets_are_not_read(self, book: Book) -> None:
        def hide(workbook: xlsxwriter.Workbook) -> None:
            workbook.get_worksheet_by_name("Old").hide()
            workbook.get_worksheet_by_name("Older").very_hidden()
            workbook.get_worksheet_by_name("Data").activate()

        path = book({"Old": [["city", "x"], ["C", 1]], "Older": [["city", "x"], ["C", 1]], "Data": TABLE}, change=hide)
        assert read_dataset(path).cities.tolist() == ["Alun", "Bukit"]

    def test_file_and_hash_are_those_of_the_workbook(self, book: Book) -> None:
        path = book({"Data": TABLE})
        dataset = read_dataset(path)
        assert dataset.files == ((str(path), hashlib.sha256(path.read_bytes()).hexdigest()),)
        assert (dataset.file, dataset.digest) == dataset.files[0]


class TestWhatCannotBeRead:
    def test_a_workbook_without_a_table_is_refused(self, book: Book, told: Told) -> None:
        path = book({"Cover": [["Cities"]], "Empty": []})
        assert [problem.message() for problem in told(path)] == [
            f"{path}: no visible sheet holds a table: a row of headings with at least two columns [no_table]"
        ]

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 damaged", b"PK\x05\x06" + bytes(18)])
    @pytest.mark.parametrize("name", ["form.xlsx", "form.ods", "FORM.XLSX"])
    def test_what_is_no_workbook_is_refused(self, write: Book, told: Told, content: bytes, name: str) -> None:
        code = "file_unreadable" if content else "file_empty"
        assert [problem.code for problem in told(write(content, name))] == [code]

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path, told: Told) -> None:
        (problem,) = told(tmp_path / "form.xlsx")
        assert problem.code == "file_unreadable"
        assert problem.to("en").endswith("No such file or directory")
        assert problem.to("id").endswith("berkas atau folder itu tidak ada")

    def test_headings_that_are_missing_no_text_or_there_twice_are_told_with_their_cells(
        self, book: Book, told: Told
    ) -> None:
        path = book({"My data": [["city", "income", 19, None, "growth", "growth"], ["Alun", 1, 2, 3, 4, 5]]})
        assert cells(told(path)) == [
            ("heading_not_text", "My data", "C1", None),
            ("column_unnamed", "My data", "D1", None),
            ("column_twice", "My data", "E1", None),
        ]
        assert told(path)[0].message().startswith(f"{path}, 'My data'!C1: '19' is no heading")

    def test_an_error_for_a_heading_is_told(self, book: Book, told: Told) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            workbook.get_worksheet_by_name("Data").write_formula("B1", "=X9", None, "#REF!")

        path = book({"Data": [["city", None, "income"], ["Alun", 5, 6]]}, change=add)
        assert cells(told(path)) == [("cell_error", "Data", "B1", None)]

    def test_a_table_of_headings_alone_is_refused(self, book: Book, told: Told) -> None:
        path = book({"Data": [["city", "income"]]})
        assert messages(told(path), path) == ["Data, line 1: there is nothing below the headings (2 columns) [no_rows]"]

    def test_a_column_that_is_nearly_known_is_told_with_its_sheet(self, book: Book, told: Told) -> None:
        path = book({"Data": [["city", "incme"], ["Alun", 1]]})
        assert messages(told(path), path) == ["Data, incme: this column is not known; nearest: income [unknown_column]"]

    def test_keys_are_told_with_their_cells(self, book: Book, told: Told) -> None:
        path = book({"Data": [["city", "year", "income"], ["Alun", 2024, 1], ["Alun", 2024, 2], [None, "soon", 3]]})
        assert messages(told(path), path) == [
            "Data, line 3, Alun, 2024: this city stands in the file already, in Data, line 2 [key_twice_there]",
            'Data!A4, city: the city is empty; if the row is no city, --leave-out "" leaves it out [key_empty]',
            "Data!B4, year: 'soon' is no year such as 2024 [year_not_valid]",
        ]

    def test_values_of_a_long_table_that_stand_twice_are_told_with_both_cells(self, book: Book, told: Told) -> None:
        rows = [["city", "indicator", "value"], ["Alun", "income", 1], ["Alun", "income", 2], ["Alun", None, 3]]
        path = book({"Data": rows})
        assert messages(told(path), path) == [
            "Data!C3, Alun, income: this value stands in the file already, in Data!C2 [value_twice_there]",
            "Data!B4: the name of the indicator is empty [indicator_empty]",
        ]

    def test_what_a_value_cannot_be_is_told_with_its_cell(self, book: Book, told: Told) -> None:
        path = book({"Ekonomi": [["city", "income"], ["Alun", 101], ["Bukit", "ten"], ["Candi", True]]})
        assert messages(told(path), path) == [
            "Ekonomi!B2, income, Alun: 101 is not possible; expected a number between 0 and 100 [outside_domain]",
            "Ekonomi!B3, income, Bukit: 'ten' is not a number [not_a_number]",
            "Ekonomi!B4, income, Candi: True is not a number [not_a_number]",
        ]


class TestCellsWithoutAValue:
    def test_errors_are_refused_with_cell_and_city(self, book: Book, told: Told) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            sheet = workbook.get_worksheet_by_name("Data")
            sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
            sheet.write_formula("C3", "=X9", None, "#REF!")

        path = book({"Data": TABLE}, change=add)
        assert cells(told(path)) == [("cell_error", "Data", "B2", "Alun"), ("cell_error", "Data", "C3", "Bukit")]
        assert messages(told(path), path)[0] == (
            "Data!B2, income, Alun: the cell shows the error #DIV/0!; mend its formula or write the value [cell_error]"
        )

    def test_not_available_is_missing(self, book: Book) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            workbook.get_worksheet_by_name("Data").write_formula("C2", "=NA()", None, "#N/A")

        frame = read_dataset(book({"Data": TABLE}, change=add)).frame
        assert frame["growth"].isna().all()

    def test_an_error_in_a_long_table_is_told_with_its_indicator(self, book: Book, told: Told) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            workbook.get_worksheet_by_name("Data").write_formula("C3", "=X9", None, "#NAME?")

        rows = [["city", "indicator", "value"], ["Alun", "growth", 1], ["Alun", "income", None]]
        path = book({"Data": rows}, change=add)
        assert [(problem.cell, problem.column) for problem in told(path)] == [("C3", "income")]

    def test_a_formula_with_a_result_is_its_result(self, book: Book) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            sheet = workbook.get_worksheet_by_name("Data")
            sheet.write_formula("B2", "=2+2", None, 4)
            sheet.write_formula("C2", '=""', None, "")

        assert read_dataset(book({"Data": TABLE}, change=add)).frame["income"].tolist() == [4, 7]

    @pytest.mark.parametrize("result", [0, None])
    def test_a_formula_that_nobody_computed_is_refused_and_is_not_0(
        self, book: Book, told: Told, result: int | None
    ) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            kept = () if result is None else (None, result)
            workbook.get_worksheet_by_name("Data").write_formula("C2", "=B2*2", *kept)

        path = book({"Data": TABLE}, change=add)
        assert cells(told(path)) == [("cell_not_computed", "Data", "C2", "Alun")]

    def test_a_date_among_numbers_is_refused_with_what_was_probably_typed(self, book: Book, told: Told) -> None:
        days = [datetime.date(2024, 12, 3), datetime.datetime(1945, 3, 1), datetime.time(3, 30)]
        path = book({"Data": [["city", "income"], *zip("ABC", days, strict=True)]})
        assert messages(told(path), path) == [
            "Data!B2, income, A: 2024-12-03 is a date, not a number; perhaps 3.12 was typed and the program made a "
            "date of it: format the cell as a number and type it again [date_not_number]",
            "Data!B3, income, B: 1945-03-01 is a date, not a number; perhaps 1.3 / 3.45 was typed and the program "
            "made a date of it: format the cell as a number and type it again [date_not_number]",
            "Data!B4, income, C: 03:30:00 is a time, not a number; format the cell as a number and type it again "
            "[time_not_number]",
        ]
        assert "mungkin yang diketik 3,12 lalu" in told(path)[0].message("id")

    def test_a_date_elsewhere_is_read_as_one(self, book: Book) -> None:
        rows = [["city", "indicator", "value", "due"], ["Alun", "income", 1, datetime.date(2025, 6, 30)]]
        assert read_dataset(book({"Data": rows})).notes["due"].loc["Alun", "income"] == "2025-06-30"


class TestMergedCells:
    def merged(self, book: Book, rows: Sequence[Sequence[object]], *ranges: str) -> Path:
        """Write a table with these cells merged, each range with what stands in its first cell."""

        def merge(workbook: xlsxwriter.Workbook) -> None:
            sheet = workbook.get_worksheet_by_name("Data")
            for cells in ranges:
                row, column = int(cells[1]) - 1, ord(cells[0]) - ord("A")
                sheet.merge_range(cells, rows[row][column])

        return book({"Data": rows}, change=merge)

    def test_a_city_merged_down_several_rows_counts_for_all_of_them(self, book: Book) -> None:
        rows = [["city", "year", "income"], ["Alun", 2023, 1], [None, 2024, 2], ["Bukit", 2024, 3]]
        dataset = read_dataset(self.merged(book, rows, "A2:A3"))
        assert dataset.frame.index.tolist() == [("Alun", 2023), ("Alun", 2024), ("Bukit", 2024)]

    def test_so_do_an_indicator_and_a_source_of_a_long_table(self, book: Book) -> None:
        rows = [["city", "indicator", "criterion", "value", "source"]]
        rows += [["Alun", "plan", "1.1", "yes", "BPS"], [None, None, "1.2", "no", None]]
        dataset = read_dataset(self.merged(book, rows, "A2:A3", "B2:B3", "E2:E3"))
        assert dataset.frame.columns.tolist() == ["plan:1.1", "plan:1.2"]
        assert dataset.notes["source"].loc["Alun"].tolist() == ["BPS", "BPS"]

    @pytest.mark.parametrize("cells", ["B2:B3", "B2:C2", "A2:B2"])
    def test_other_merged_cells_are_refused(self, book: Book, told: Told, cells: str) -> None:
        rows = [["city", "income", "growth"], ["Alun", 1, 2], ["Bukit", 3, 4]]
        problems = told(self.merged(book, rows, cells))
        assert {problem.fields.get("found") for problem in problems if problem.code == "cells_merged"} == {cells}

    def test_merged_cells_without_anything_in_them_do_no_harm(self, book: Book) -> None:
        rows = [["city", "income", "growth"], ["Alun", 1, None], ["Bukit", 3, None]]
        assert read_dataset(self.merged(book, rows, "C2:C3")).frame["income"].tolist() == [1, 3]

    def test_headings_in_two_rows_are_read_where_the_upper_one_groups_the_lower(self, book: Book) -> None:
        rows = [["city", "Economy", None], [None, "income", "growth"], ["Alun", 1, 2]]
        dataset = read_dataset(self.merged(book, rows, "A1:A2", "B1:C1"))
        assert dataset.frame.loc["Alun"].to_dict() == {"income": 1, "growth": 2}

    def test_a_merged_title_is_a_title(self, book: Book) -> None:
        rows = [["All cities", None, None], *TABLE]
        assert read_dataset(self.merged(book, rows, "A1:C1")).frame["income"].tolist() == [5, 7]


class TestUnits:
    @pytest.mark.parametrize(
        ("column", "cell", "value"),
        [
            ("share", "12 %", 12),
            ("share", "12%", 12),
            ("share", "12,5 %", 12.5),
            ("share", "12 percent", 12),
            ("share", "12 persen", 12),
            ("schooling", "3,5 tahun", 3.5),
            ("schooling", "3.5 Years", 3.5),
            ("people", "1.200.000 jiwa", 1_200_000),
            ("people", "350 jiwa.", 350),
        ],
    )
    def test_the_unit_of_the_indicator_is_read_off_in_any_language(
        self, book: Book, column: str, cell: str, value: float
    ) -> None:
        dataset = read_dataset(book({"Data": [["city", column], ["Alun", cell]]}))
        assert check(dataset, UNITS)[column].tolist() == [value]

    @pytest.mark.parametrize(
        ("column", "cell", "said"),
        [
            ("share", "12 tahun", "'12 tahun' is in tahun; the unit of this indicator is % [unit_differs]"),
            ("schooling", "12 %", "'12 %' is in %; the unit of this indicator is years [unit_differs]"),
            ("bare", "12 %", "'12 %' has the unit %, and no unit is known here; write the number alone [unit_unknown]"),
            ("schooling", "1O", "'1O' is not a number [not_a_number]"),
        ],
    )
    def test_another_unit_is_refused(self, book: Book, column: str, cell: str, said: str) -> None:
        path = book({"Data": [["city", column], ["Alun", cell]]})
        with pytest.raises(DatasetError) as refused:
            check(read_dataset(path), UNITS)
        assert messages(refused.value.problems, path) == [f"Data!B2, {column}, Alun: {said}"]

    def test_a_cell_formatted_as_percent_is_what_it_shows(self, book: Book) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            sheet = workbook.get_worksheet_by_name("Data")
            for row, share in enumerate([0.07, 0.125, 1]):
                sheet.write_number(
                    row + 1, 1, share, workbook.add_format({"num_format": ["0%", "0.00%", '0.0 "a" %'][row]})
                )
            sheet.write_number(4, 1, 5, workbook.add_format({"num_format": '0 "%"'}))

        path = book({"Data": [["city", "share"], ["A"], ["B"], ["C"], ["D"]]}, change=add)
        assert check(read_dataset(path), UNITS)["share"].tolist() == [7, 12.5, 100, 5]

    def test_a_cell_formatted_as_percent_is_refused_where_the_unit_is_another(self, book: Book) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            workbook.get_worksheet_by_name("Data").write("B2", 0.12, workbook.add_format({"num_format": 9}))

        path = book({"Data": [["city", "bare"], ["Alun"]]}, change=add)
        with pytest.raises(DatasetError) as refused:
            check(read_dataset(path), UNITS)
        assert [problem.code for problem in refused.value.problems] == ["unit_unknown"]

    def test_categories_are_words_and_no_quantities(self, book: Book) -> None:
        plan = Indicator("plan", rule=Categories({"1 of 2": 0, "2 of 2": 1}))
        tree = Framework("words", index=Dimension("index", members=[plan]))
        path = book({"Data": [["city", "plan"], ["Alun", "2 of 2"], ["Bukit", "1 of 2"]]})
        assert assess(read_dataset(path), tree).index.tolist() == [100, 0]


class TestWithoutCalamine:
    @pytest.fixture
    def run(self, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
        """Give a function that runs the command in a process that cannot import python_calamine."""
        (tmp_path / "sitecustomize.py").write_text('import sys\nsys.modules["python_calamine"] = None\n')
        environment = {**os.environ, "SMARTSCORE_LANG": "en"}
        environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), *filter(None, [environment.get("PYTHONPATH")])])
        command = [sys.executable, "-c", "from smartscore.cli import main; main(prog_name='smartscore')"]

        def run(*arguments: object) -> subprocess.CompletedProcess[str]:
            words = [*command, *(str(word) for word in arguments)]
            return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)  # noqa: S603

        return run

    @pytest.mark.parametrize("name", ["form.xlsx", "form.ods"])
    def test_one_sentence_says_what_to_install(
        self, run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, name: str
    ) -> None:
        done = run("check", tmp_path / name)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f'{tmp_path / name}: this needs a package that is not installed: pip install "smartscore[excel]" '
            "[missing_extra]\n"
        )
