"""Where the table is: titles above it, columns without a heading, notes below it; in text and in workbooks."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from smartscore import DatasetError, read_dataset
from smartscore.reading import ReadingOptions, read_tables
from smartscore.tables import Table

Write = Callable[..., Path]
Book = Callable[..., Path]


def said(table: Table, language: str = "en") -> list[str]:
    """Give the remarks on a table without its file, and without its sheet, which is called S."""
    before = f"{table.file}, "
    sentences = [remark.message(language).removeprefix(before) for remark in table.interpretation.remarks]
    return [sentence.removeprefix("S, ") for sentence in sentences]


def read(path: Path, **options: object) -> Table:
    (table,) = read_tables(path, ReadingOptions(**options))  # type: ignore[arg-type]
    return table


@pytest.fixture(params=["text", "workbook"])
def table_file(
    request: pytest.FixtureRequest, write: Write, book: Book
) -> Callable[[Sequence[Sequence[object]]], Path]:
    """Give a function that writes rows into a file, once of text with a line for each, once into a workbook."""

    def table_file(rows: Sequence[Sequence[object]]) -> Path:
        if request.param == "workbook":
            return book({"S": rows})
        width = max(map(len, rows))
        lines = [["" if cell is None else str(cell) for cell in row] for row in rows]
        return write("\n".join(",".join([*line, *[""] * (width - len(line))]) for line in lines) + "\n")

    return table_file


TableFile = Callable[[Sequence[Sequence[object]]], Path]
HEADINGS = ["city", "income", "growth"]


class TestTitles:
    def test_a_title_above_the_headings_is_passed_over_and_said(self, table_file: TableFile) -> None:
        table = read(table_file([["Income by city"], HEADINGS, ["Alun", 1, 2], ["Bukit", 3, 4]]))
        assert table.frame.columns.tolist() == HEADINGS
        assert table.interpretation.headings == (2,)
        assert said(table) == ["line 1: lines above the headings were passed over (1): Income by city [lines_above]"]
        assert said(table, "id")[0].endswith("baris di atas judul kolom dilewati (1): Income by city [lines_above]")
        assert table.at(1, "income")["row"] == 4

    def test_what_a_publisher_says_in_two_cells_is_no_heading(self, table_file: TableFile) -> None:
        rows = [["Data Source", "Indicators"], ["Last Updated", "2026-07-13"], [], ["Country", "Code", "2022", "2023"]]
        table = read(table_file([*rows, ["A", "AAA", 10.5, ".."], ["B", "BBB", 20.5, 11]]))
        assert table.frame.columns.tolist()[:2] == ["Country", "Code"]
        assert table.interpretation.headings == (4,)

    def test_a_title_with_a_comma_is_a_title(self, write: Write) -> None:
        table = read(write("Income, 2024\nregion,income,growth\nAlun,1,2\n"))
        assert (table.frame.columns.tolist(), table.interpretation.headings) == (["region", "income", "growth"], (2,))

    def test_a_word_among_the_values_is_no_heading_of_the_key(self, table_file: TableFile) -> None:
        table = read(table_file([["region", "kind", "plan"], ["Alun", "city", "yes"], ["Bukit", "regency", "no"]]))
        assert table.frame["kind"].tolist() == ["city", "regency"]

    def test_the_row_that_somebody_names_counts(self, table_file: TableFile) -> None:
        table = read(table_file([["a", "b"], ["city", "x"], ["Alun", 1]]), headings=(1,))
        assert table.frame.columns.tolist() == ["a", "b"]
        assert table.frame["a"].tolist() == ["city", "Alun"]

    def test_a_row_of_headings_that_is_not_there_is_refused(self, table_file: TableFile) -> None:
        path = table_file([["city", "x"], ["Alun", 1]])
        with pytest.raises(DatasetError, match="line 9, which should have the headings, is empty or not there"):
            read(path, headings=(9,))

    def test_rows_are_skipped_where_somebody_says_so(self, table_file: TableFile) -> None:
        table = read(table_file([["city", "x"], ["(1)", "(2)"], ["Alun", 1]]), skip=(2,))
        assert table.frame["city"].tolist() == ["Alun"]
        assert table.at(0, "x")["row"] == 3


def test_years_are_headings_as_numbers_and_as_text(table_file: TableFile) -> None:
    table = read(table_file([["region", 2020, 2021], ["Alun", 1.5, 2], ["Bukit", 3, 4]]))
    assert table.frame.columns.tolist() == ["region", "2020", "2021"]
    assert table.problems == ()


class TestTwoRowsOfHeadings:
    ROWS = ([], ["Region", "2023", None, "2024"], [None, "May", "June", "May", "June"], ["Alun", 1, 2, 3, 4])

    def test_they_are_joined_and_the_upper_one_goes_on_to_the_right(self, table_file: TableFile) -> None:
        table = read(table_file(self.ROWS), headings=(2, 3))
        assert table.frame.columns.tolist() == ["Region", "2023 May", "2023 June", "2024 May", "2024 June"]
        assert table.interpretation.headings == (2, 3)

    def test_text_without_a_recipe_is_refused_with_what_to_write(self, write: Write) -> None:
        with pytest.raises(DatasetError) as refused:
            read(write(",,,,\nRegion,2023,,2024,\n,May,June,May,June\nAlun,1,2,3,4\n"))
        (problem,) = refused.value.problems
        assert problem.message().endswith(
            "the headings seem to stand in lines 2 and 3 together; write heading = [2, 3] in a recipe "
            "[headings_in_two_rows]"
        )

    def test_so_is_text_whose_lower_headings_stand_twice(self, write: Write) -> None:
        with pytest.raises(DatasetError, match=r"write heading = \[1, 2\] in a recipe"):
            read(write(",2023,,2024,\nRegion,May,June,May,June\nAlun,1,2,3,4\n"))

    def test_a_title_above_headings_that_stand_twice_is_none(self, write: Write) -> None:
        table = read(write("Title,,\nRegion,May,May\nAlun,1,2\n"))
        assert [problem.code for problem in table.problems] == ["column_twice"]

    def test_merged_cells_say_the_same(self, book: Book) -> None:
        def merge(workbook: xlsxwriter.Workbook) -> None:
            workbook.get_worksheet_by_name("S").merge_range("A1:A2", "city")
            workbook.get_worksheet_by_name("S").merge_range("B1:C1", "poverty")

        path = book({"S": [[], [None, 2020, 2021], ["Alun", 1, 2]]}, change=merge)
        assert read(path, headings=(1, 2)).frame.columns.tolist() == ["city", "poverty 2020", "poverty 2021"]
        assert said(read(path))[-1] == (
            "line 1: the headings seem to stand in lines 1 and 2 together; write heading = [1, 2] in a recipe "
            "[headings_in_two_rows]"
        )


class TestColumnsWithoutAHeading:
    @pytest.mark.parametrize("name", ["", "Unnamed: 0", "...1"])
    @pytest.mark.parametrize("start", [0, 1])
    def test_running_numbers_that_a_program_wrote_first_are_passed_over(
        self, table_file: TableFile, name: str, start: int
    ) -> None:
        table = read(table_file([[name, *HEADINGS], [start, "Alun", 1, 2], [start + 1, "Bukit", 3, 4]]))
        assert table.frame.columns.tolist() == HEADINGS
        assert table.problems == ()
        assert said(table)[-1] == (
            "line 1: column 1 holds running numbers and has no heading of its own; it was passed over [column_running]"
        )

    def test_other_numbers_are_refused_with_the_first_of_them(self, table_file: TableFile) -> None:
        table = read(table_file([["", *HEADINGS], *([code, "Alun", 1, 2] for code in (6201, 6202, 6203, 6204))]))
        (problem,) = table.problems
        assert problem.code == "column_unnamed"
        assert str(problem.fields["first"]).replace("'", "") == "6201, 6202, 6203"

    def test_a_comma_at_the_end_of_each_line_does_no_harm(self, write: Write) -> None:
        table = read(write("city,income,\nAlun,1,\nBukit,2,\n"))
        assert (table.frame.columns.tolist(), table.problems) == (["city", "income"], ())
        assert said(table) == [
            "line 1: columns without a heading and without values were passed over (1): 3 [columns_empty]"
        ]

    def test_columns_right_of_an_empty_one_are_read_and_said(self, table_file: TableFile) -> None:
        table = read(table_file([["city", "income", "", "growth"], ["Alun", 1, None, 2], ["Bukit", 3, None, 4]]))
        assert table.frame.columns.tolist() == HEADINGS
        assert (
            said(table)[-1] == "line 1: columns right of an empty one were read as part of the table (1): growth "
            "[columns_after_gap]"
        )


class TestNotes:
    @pytest.mark.parametrize(
        "note",
        ["Sumber: BPS", "Catatan", "Source BPS", "Keterangan", "*) provisional", "1) city alone", "* new", "Ket: -"],
    )
    def test_a_line_of_text_below_the_table_is_left_out_and_said(self, table_file: TableFile, note: str) -> None:
        table = read(table_file([HEADINGS, ["Alun", 1, 2], ["Bukit", 3, 4], [note]]))
        assert table.frame["city"].tolist() == ["Alun", "Bukit"]
        assert said(table) == [
            f"line 4: the line is a note and no row of the table, and was left out: {note} [footnote]"
        ]

    def test_a_note_of_several_lines_is_one(self, table_file: TableFile) -> None:
        table = read(table_file([HEADINGS, ["Alun", 1, 2], ["Catatan:"], ["angka tahun lalu"]]))
        assert table.frame["city"].tolist() == ["Alun"]
        assert len(said(table)) == 2

    def test_text_below_an_empty_line_is_a_note(self, table_file: TableFile) -> None:
        assert read(table_file([HEADINGS, ["Alun", 1, 2], [], ["Bukit"]])).frame["city"].tolist() == ["Alun"]

    def test_a_city_without_any_value_stays(self, table_file: TableFile) -> None:
        rows = [HEADINGS, ["Alun", 1, 2], ["Bukit"], ["Candi", 3, 4], ["Desa"]]
        table = read(table_file(rows))
        assert table.frame["city"].tolist() == ["Alun", "Bukit", "Candi", "Desa"]
        assert said(table) == []

    def test_a_note_in_the_middle_stays_a_row(self, table_file: TableFile) -> None:
        table = read(table_file([HEADINGS, ["Alun", 1, 2], ["Source: BPS"], ["Candi", 3, 4]]))
        assert len(table.frame) == 3

    def test_a_note_with_commas_is_no_line_of_wrong_length(self, write: Write) -> None:
        table = read(write("city,income,growth\nAlun,1,2\nSource: BPS, 2024\n"))
        assert (table.frame["city"].tolist(), table.problems) == (["Alun"], ())

    def test_a_list_of_names_has_no_notes(self, write: Write) -> None:
        assert read(write("city\nAlun\nSumber: BPS\n")).frame["city"].tolist() == ["Alun", "Sumber: BPS"]

    def test_many_lines_of_notes_are_all_left_out(self, write: Write) -> None:
        notes = "".join(f"Note {number}: something,,\n" for number in range(100))
        assert read(write(f"city,income,growth\nAlun,1,2\n{notes}")).frame["city"].tolist() == ["Alun"]

    def test_lines_below_an_empty_one_are_read_and_said(self, table_file: TableFile) -> None:
        table = read(table_file([HEADINGS, ["Alun", 1, 2], [], ["Bukit", 3, 4], ["Candi", 5, 6]]))
        assert table.frame["city"].tolist() == ["Alun", "Bukit", "Candi"]
        assert said(table) == [
            "line 4: an empty line stands above; the lines from here on (2) were read as part of the table "
            "[lines_after_gap]"
        ]


class TestOneCellWithAllNames:
    def test_a_file_that_another_locale_saved_is_told(self, write: Write) -> None:
        path = write('"city,income,growth";;\nAlun;10,5;80\nBukit;20;70\n')
        with pytest.raises(DatasetError) as refused:
            read_dataset(path)
        assert str(refused.value) == (
            f"{path}, line 1: one cell holds the names of all columns (city,income,growth), with ',' between them: the "
            "file was saved with another delimiter than its values have; open it in a spreadsheet program with the "
            "right delimiter, and save it again as CSV UTF-8 [names_in_one_cell]"
        )

    def test_so_is_one_with_every_line_in_one_cell(self, write: Write) -> None:
        with pytest.raises(DatasetError, match="one cell holds the names of all columns"):
            read_dataset(write('"city,income"\n"Alun,1"\n"Bukit,2"\n'))

    def test_so_is_a_sheet(self, book: Book) -> None:
        with pytest.raises(DatasetError, match="one cell holds the names of all columns"):
            read_dataset(book({"S": [["city;income"], ["Alun;1"]]}))

    def test_a_title_with_commas_is_none(self, write: Write) -> None:
        assert read(write("Income,growth,water\ncity;income;growth\nAlun;1;2\n")).frame["city"].tolist() == ["Alun"]


class TestNumbering:
    @pytest.mark.parametrize("row", [["(1)", "(2)", "(3)"], [1, 2, 3], ["1", "2", "3"], ["[1]", "[2]", "[3]"]])
    def test_a_row_that_numbers_the_columns_is_left_out_and_said(
        self, table_file: TableFile, row: Sequence[object]
    ) -> None:
        table = read(table_file([HEADINGS, row, ["Alun", 10, 2.5], ["Bukit", 30, 4]]))
        assert table.frame["city"].tolist() == ["Alun", "Bukit"]
        assert table.at(0, "income")["row"] == 3
        numbers = " ".join(map(str, row))
        assert said(table) == [
            f"line 2: the line numbers the columns and is no row of the table, and was left out: {numbers} [numbering]"
        ]
        assert said(table, "id")[0].endswith(
            f"baris ini hanya menomori kolom, bukan baris tabel, dan tidak disertakan: {numbers} [numbering]"
        )

    def test_a_city_with_a_number_for_its_name_is_a_row(self, table_file: TableFile) -> None:
        table = read(table_file([HEADINGS, [1, 2, 3], [2, 10, 2.5], [3, 30, 4]]))
        assert [str(cell) for cell in table.frame["city"]] in (["1", "2", "3"], ["1.0", "2.0", "3.0"])
        table = read(table_file([HEADINGS, ["Alun", 1, 2], ["Bukit", 3, 4]]))
        assert table.frame["city"].tolist() == ["Alun", "Bukit"]
