"""Which sheets, rows and columns of a workbook are read, and what is said of the others."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from binary_workbook import rows, write_xlsb

from smartscore import DatasetError, read_dataset
from smartscore.reading import Limits, ReadingOptions, read_tables
from smartscore.tables import Table

Book = Callable[..., Path]

TABLE = [["city", "income", "growth"], ["Alun", 5, 2.5], ["Bukit", 7, 3]]
OLD = Path(__file__).with_name("villages.xls")


def said(table: Table, language: str = "en") -> list[str]:
    remarks = table.interpretation.remarks
    return [remark.message(language).removeprefix(f"{table.file}").removeprefix(", ") for remark in remarks]


class TestSheets:
    def test_the_sheet_with_the_table_is_found_and_the_others_are_said(self, book: Book) -> None:
        path = book({"Read me": [["Title", "Income of 2021"], ["Source", "survey"]], "Data": TABLE})
        (table,) = read_tables(path)
        assert table.interpretation.sheet == "Data"
        assert said(table) == [
            ": the sheet Data was read; not read were (1): Read me. To read others, write sheet = [...] in a "
            "recipe [sheets_unread]"
        ]
        assert said(table, "id")[0].startswith(": lembar Data dibaca; yang tidak dibaca (1): Read me.")

    def test_a_list_of_indicators_before_the_data_is_not_taken_for_them(self, book: Book) -> None:
        path = book({"Metadata": [["code", "title"], ["income", "Income"]], "Data": [["Kab", "income"], ["Alun", 5]]})
        assert read_tables(path)[0].interpretation.sheet == "Data"

    def test_of_equal_sheets_the_first_is_read_and_the_next_ones_said(self, book: Book) -> None:
        path = book({"2020": TABLE, "2021": TABLE, "Empty": []})
        assert "not read were (1): 2021." in said(read_tables(path)[0])[0]

    def test_sheets_that_are_named_are_a_table_each(self, book: Book) -> None:
        path = book({"2020": TABLE, "2021": [TABLE[0], ["Candi", 1, 2]], "Notes": [["x"]]})
        tables = read_tables(path, ReadingOptions(sheets=("2021", "2020")))
        assert [(table.interpretation.sheet, table.frame["city"][0]) for table in tables] == [
            ("2021", "Candi"),
            ("2020", "Alun"),
        ]
        assert "not read were (1): Notes." in said(tables[0])[0]

    def test_a_hidden_sheet_is_read_if_it_is_named(self, book: Book) -> None:
        path = book({"Data": TABLE, "Old": TABLE}, change=lambda made: made.get_worksheet_by_name("Old").hide())
        assert read_tables(path, ReadingOptions(sheets=("Old",)))[0].interpretation.sheet == "Old"

    def test_a_sheet_that_is_not_there_is_refused_with_the_nearest(self, book: Book) -> None:
        with pytest.raises(DatasetError, match="there is no sheet 'Dta'; nearest: Data"):
            read_tables(book({"Data": TABLE}), ReadingOptions(sheets=("Dta",)))

    def test_so_is_one_without_a_table(self, book: Book) -> None:
        with pytest.raises(DatasetError, match="Cover: the sheet holds no table"):
            read_tables(book({"Data": TABLE, "Cover": [["Cities"]]}), ReadingOptions(sheets=("Cover",)))


class TestWhatIsHidden:
    @pytest.fixture
    def path(self, book: Book) -> Path:
        def hide(workbook: xlsxwriter.Workbook) -> None:
            sheet = workbook.get_worksheet_by_name("S")
            sheet.set_row(2, None, None, {"hidden": True})
            sheet.set_column("B:B", None, None, {"hidden": True})
            sheet.set_column("F:XFD", None, None, {"hidden": True})

        return book({"S": TABLE}, change=hide)

    def test_hidden_rows_and_columns_are_read_and_said(self, path: Path) -> None:
        (table,) = read_tables(path)
        assert table.frame["income"].tolist() == [5, 7]
        assert said(table) == [
            "S: hidden rows were read too (1): 3; hidden = false in a recipe leaves them out [hidden_rows_read]",
            "S: hidden columns were read too (1): B; hidden = false in a recipe leaves them out [hidden_columns_read]",
        ]

    def test_they_are_left_out_where_somebody_says_so(self, path: Path) -> None:
        (table,) = read_tables(path, ReadingOptions(hidden=False))
        assert table.frame.to_dict("list") == {"city": ["Alun"], "growth": [2.5]}
        assert said(table) == [
            "S: hidden rows were left out (1): 3 [hidden_rows_left_out]",
            "S: hidden columns were left out (1): B [hidden_columns_left_out]",
        ]


class TestCodesAreWhatTheCellShows:
    def test_a_format_that_pads_with_zeros_makes_a_text(self, book: Book) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            sheet = workbook.get_worksheet_by_name("S")
            for row, code in enumerate((101, 6202), 1):
                sheet.write_number(row, 0, code, workbook.add_format({"num_format": "0000"}))
                sheet.write_number(row, 1, 6202, workbook.add_format({"num_format": "00\\.00"}))
                sheet.write_number(row, 2, code, workbook.add_format({"num_format": '"ID-"00'}))
                sheet.write_number(row, 3, 0.5, workbook.add_format({"num_format": "0000"}))

        path = book({"S": [["code", "dotted", "named", "part"]]}, change=add)
        assert read_tables(path)[0].frame.to_dict("list") == {
            "code": ["0101", "6202"],
            "dotted": ["62.02", "62.02"],
            "named": ["ID-101", "ID-6202"],
            "part": [0.5, 0.5],
        }
        assert read_dataset(path).cities.tolist() == ["0101", "6202"]

    @pytest.mark.parametrize(("heading", "key"), [("code", None), ("kode_wilayah", None), ("wilayah", "wilayah")])
    @pytest.mark.parametrize("format_", ["0.00", "00.00"])
    def test_decimals_of_a_code_are_kept(self, book: Book, heading: str, key: str | None, format_: str) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            sheet, style = workbook.get_worksheet_by_name("S"), workbook.add_format({"num_format": format_})
            for row, code in enumerate((62.1, 62.02), 1):
                sheet.write_number(row, 0, code, style)
                sheet.write_number(row, 1, 7.5, style)

        (table,) = read_tables(book({"S": [[heading, "income"]]}, change=add), ReadingOptions(key=key))
        assert table.frame.to_dict("list") == {heading: ["62.10", "62.02"], "income": [7.5, 7.5]}


class TestOlderKinds:
    def test_an_xls_file_is_read_like_any_other(self) -> None:
        """Written by LibreOffice 7: a title, three villages, a value that is missing and a note."""
        (table,) = read_tables(OLD)
        assert table.frame["city"].tolist() == ["Alun", "Bukit", "Curug"]
        assert table.frame["water"].tolist() == [80, 60.25, None]
        assert [remark.code for remark in table.interpretation.remarks] == [
            "formats_unknown",
            "lines_above",
            "footnote",
        ]

    def test_an_xlsb_file_too(self, tmp_path: Path) -> None:
        path = write_xlsb(tmp_path / "cities.xlsb", {"Data": rows(TABLE), "More": rows([["city", "x"], ["C", 1]])})
        (table,) = read_tables(path)
        assert table.frame["growth"].tolist() == [2.5, 3]
        assert [remark.code for remark in table.interpretation.remarks] == ["sheets_unread", "formats_unknown"]

    def test_an_xlsm_file_is_a_workbook_whose_macros_do_not_matter(self, book: Book) -> None:
        assert read_dataset(book({"Data": TABLE}, name="cities.xlsm")).frame["income"].tolist() == [5, 7]

    def test_it_says_what_cannot_be_seen_in_it(self) -> None:
        assert said(read_tables(OLD)[0], "id")[0].startswith(": dalam jenis buku kerja ini tidak terlihat format sel")


class TestFarCells:
    def test_a_stray_cell_in_the_last_row_and_column_is_passed_over_and_said(self, book: Book) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            sheet = workbook.get_worksheet_by_name("S")
            sheet.write("XFD1048576", "x")
            sheet.write_blank("XFD900000", None, workbook.add_format({"bold": True}))

        (table,) = read_tables(book({"S": TABLE}, change=add))
        assert table.frame["income"].tolist() == [5, 7]
        assert said(table) == ["S: cells far from all others were passed over (1): XFD1048576 [cells_far]"]

    def test_a_format_alone_far_away_is_nothing_to_be_said(self, book: Book) -> None:
        def add(workbook: xlsxwriter.Workbook) -> None:
            bold = workbook.add_format({"bold": True})
            workbook.get_worksheet_by_name("S").write_blank("XFD1048576", None, bold)

        (table,) = read_tables(book({"S": TABLE}, change=add))
        assert (len(table.frame), said(table)) == (2, [])

    def test_in_an_xlsb_file_it_is_refused_by_name(self, tmp_path: Path) -> None:
        path = write_xlsb(tmp_path / "cities.xlsb", {"S": {**rows(TABLE), 1_048_575: [(16_383, 1.0)]}})
        with pytest.raises(DatasetError, match=r"cells stand far from all others \(XFD1048576\)"):
            read_tables(path)

    def test_a_sheet_with_more_columns_than_are_allowed_is_refused(self, book: Book) -> None:
        path = book({"S": [["city", *(f"c{number}" for number in range(99))], ["Alun", *range(99)]]})
        with pytest.raises(DatasetError, match="the table has 100 columns; 50 are allowed"):
            read_tables(path, ReadingOptions(limits=Limits(columns=50)))
