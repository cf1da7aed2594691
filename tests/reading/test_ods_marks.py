"""Sheets of OpenDocument, and files of programs that leave out what they may."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from smartscore import DatasetError, Dimension, Framework, Indicator, Problem, check, read_dataset
from smartscore.reading import ReadingOptions, read_tables
from smartscore.rules import Linear

Book = Callable[..., Path]
Told = Callable[..., list[Problem]]

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
HIDDEN = (
    '<office:automatic-styles><style:style style:name="hidden" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def text(said: str, **spans: int) -> str:
    spanned = "".join(f' table:number-{name}-spanned="{count}"' for name, count in spans.items())
    return f'<table:table-cell office:value-type="string"{spanned}><text:p>{said}</text:p></table:table-cell>'


def number(value: float, kind: str = "float", more: str = "") -> str:
    shown = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"{more}>{shown}</table:table-cell>'


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


GAP = "<table:table-cell/>"
COVERED = "<table:covered-table-cell/>"


@pytest.fixture
def ods(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes sheets of rows into an .ods file and gives its path."""

    def ods(hidden: str = "", **sheets: str) -> Path:
        path = tmp_path / "form.ods"
        names = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
        tables = "".join(
            f'<table:table table:name="{name}" table:style-name="{"hidden" * (name == hidden)}">{rows}</table:table>'
            for name, rows in sheets.items()
        )
        content = (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>{HIDDEN}<office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
        )
        with ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", content)
            archive.writestr(
                "META-INF/manifest.xml",
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            )
        return path

    return ods


HEAD = row(text("city"), text("income"), text("growth"))
BROKEN = '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'


class TestOds:
    def test_a_table_is_read_with_its_cells(self, ods: Book) -> None:
        title = row(text("Cities"), times=2)
        dataset = read_dataset(ods(Data=title + HEAD + row(text("Alun"), number(5), number(2.5))))
        assert dataset.frame.loc["Alun"].to_dict() == {"income": 5, "growth": 2.5}
        assert dataset.place(0, "growth")["cell"] == "C4"

    def test_errors_are_refused_but_not_available_is_missing(self, ods: Book, told: Told) -> None:
        missing = f"{BROKEN}<text:p>#N/A</text:p></table:table-cell>"
        error = f"{BROKEN}<text:p>#DIV/0!</text:p></table:table-cell>"
        formula = '<table:table-cell table:formula="of:=X9" office:value-type="string">'
        other = f"{formula}<text:p>#REF!</text:p></table:table-cell>"
        path = ods(Data=HEAD + row(text("Alun"), error, missing) + row(text("Bukit"), number(1), other))
        assert [(p.code, p.cell, p.fields["found"]) for p in told(path)] == [
            ("cell_error", "B2", "#DIV/0!"),
            ("cell_error", "C3", "#REF!"),
        ]

    def test_a_formula_without_a_result_is_refused_and_an_empty_text_is_missing(self, ods: Book, told: Told) -> None:
        never = '<table:table-cell table:formula="of:=1+1"/>'
        empty = '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>'
        done = number(4, more=' table:formula="of:=2+2"')
        path = ods(Data=HEAD + row(text("Alun"), never, empty) + row(text("Bukit"), done, GAP))
        assert [(problem.code, problem.cell) for problem in told(path)] == [("cell_not_computed", "B2")]

    def test_percents_are_what_they_show_in_repeated_cells_too(self, ods: Book) -> None:
        repeated = number(0.07, "percentage", ' table:number-columns-repeated="2"')
        path = ods(Data=HEAD + row(text("Alun"), repeated))
        members = [Indicator(name, rule=Linear(0, 100), unit="%") for name in ("income", "growth")]
        tree = Framework("shares", index=Dimension("index", members=members))
        assert check(read_dataset(path), tree).loc["Alun"].tolist() == [7, 7]

    def test_a_merged_city_counts_for_all_its_rows_and_merged_values_are_refused(self, ods: Book, told: Told) -> None:
        head = row(text("city"), text("year"), text("income"))
        merged = row(text("Alun", rows=2, columns=1), number(2023), number(1)) + row(COVERED, number(2024), number(2))
        assert read_dataset(ods(Data=head + merged)).frame.index.tolist() == [("Alun", 2023), ("Alun", 2024)]
        path = ods(Data=HEAD + row(text("Alun"), text("5", columns=2), COVERED))
        assert [(p.code, p.cell, p.fields["found"]) for p in told(path)] == [("cells_merged", "B2", "B2:C2")]

    def test_hidden_sheets_are_not_read(self, ods: Book) -> None:
        line = row(text("Alun"), number(5), number(1))
        path = ods(hidden="Old", Old=HEAD + row(text("Bukit"), number(9), number(9)), Data=HEAD + line)
        assert read_dataset(path).cities.tolist() == ["Alun"]

    def test_a_form_is_read_from_it_too(self, ods: Book) -> None:
        profile = row(text("field"), text("value")) + row(text("city"), text("Alun"))
        data = row(text("indicator"), text("value")) + row(text("income"), number(5))
        assert read_dataset(ods(Profile=profile, Data=data)).frame.loc["Alun", "income"] == 5


class TestXlsxOfOtherPrograms:
    def changed(self, path: Path, name: str, change: Callable[[str], str]) -> Path:
        """Change one part of a workbook, or leave it out where nothing is left of it."""
        with ZipFile(path) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        parts[name] = change(parts[name].decode()).encode()
        with ZipFile(path, "w") as archive:
            for part, content in parts.items():
                if content:
                    archive.writestr(part, content)
        return path

    def test_cells_and_rows_may_stand_without_their_numbers(self, book: Book, told: Told) -> None:
        def change(sheet: str) -> str:
            return re.sub(r'(<(?:row|c)) r="[^"]*"', r"\1", sheet)

        def add(workbook: object) -> None:
            workbook.get_worksheet_by_name("Data").write_formula("B2", "=1/0", None, "#DIV/0!")  # type: ignore[attr-defined]

        path = book({"Data": [["city", "income"], ["Alun", 5], ["Bukit", 6]]}, change=add)
        self.changed(path, "xl/worksheets/sheet1.xml", change)
        assert [(problem.code, problem.cell) for problem in told(path)] == [("cell_error", "B2")]

    def test_parts_may_be_named_from_the_root(self, book: Book) -> None:
        path = book({"Data": [["city", "income"], ["Alun", 5]]})
        self.changed(path, "xl/_rels/workbook.xml.rels", lambda rels: rels.replace('"worksheets/', '"/xl/worksheets/'))
        assert read_dataset(path).frame["income"].tolist() == [5]

    def test_a_workbook_may_have_no_styles(self, book: Book) -> None:
        path = book({"Data": [["city", "income"], ["Alun", 5]]})
        self.changed(path, "xl/styles.xml", lambda _: "")
        assert read_dataset(path).frame["income"].tolist() == [5]

    def test_a_sheet_that_is_damaged_is_refused(self, book: Book, told: Told) -> None:
        path = book({"Data": [["city", "income"], ["Alun", 5]]})
        self.changed(path, "xl/worksheets/sheet1.xml", lambda sheet: sheet[:-40])
        assert [problem.code for problem in told(path)] == ["file_unreadable"]

    def test_an_archive_that_is_damaged_is_refused(self, book: Book, told: Told) -> None:
        path = book({"Data": [["city", "income"], *([f"City {number}", number] for number in range(99))]})
        content = bytearray(path.read_bytes())
        with ZipFile(path) as archive:
            start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
        for place in range(start, start + 200):
            content[place] ^= 0xFF
        path.write_bytes(content)
        assert [problem.code for problem in told(path)] == ["file_unreadable"]

    def test_columns_beyond_z_have_two_letters(self, book: Book, told: Told) -> None:
        names = [f"x{number}" for number in range(27)]
        path = book({"Data": [["city", *names, "income"], ["Alun", *range(27), "ten"]]})
        assert [problem.cell for problem in told(path)] == ["AC2"]

    def test_errors_beyond_z_are_found(self, book: Book, told: Told) -> None:
        def add(workbook: object) -> None:
            workbook.get_worksheet_by_name("Data").write_formula("AC2", "=1/0", None, "#NUM!")  # type: ignore[attr-defined]

        names = [f"x{number}" for number in range(27)]
        path = book({"Data": [["city", *names, "income"], ["Alun", *range(27)]]}, change=add)
        assert [(problem.code, problem.cell) for problem in told(path)] == [("cell_error", "AC2")]


def shown(value: float, as_text: str) -> str:
    cell = f'<table:table-cell office:value-type="float" office:value="{value}">'
    return f"{cell}<text:p>{as_text}</text:p></table:table-cell>"


class TestWhatCellsShow:
    def test_codes_are_the_texts_that_they_show(self, ods: Callable[..., Path]) -> None:
        first = row(text("code"), text("dotted"), text("id"), text("income"))
        one = row(shown(101, "0101"), shown(6202, "62.02"), shown(62.1, "62.10"), shown(7.5, "7.50"))
        other = row(shown(6202, "6202"), shown(6203, "62.03"), shown(62.02, "62.02"), shown(12345, "12.345"))
        (table,) = read_tables(ods(S=first + one + other))
        assert table.frame.to_dict("list") == {
            "code": ["0101", 6202],
            "dotted": ["62.02", "62.03"],
            "id": ["62.10", "62.02"],
            "income": [7.5, 12345],
        }

    def test_hidden_rows_and_columns_are_said_and_may_be_left_out(self, ods: Callable[..., Path]) -> None:
        columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
        hidden = row(text("Bukit"), number(2), number(3)).replace(
            "<table:table-row", '<table:table-row table:visibility="filter"'
        )
        rows = row(text("city"), text("income"), text("growth")) + row(text("Alun"), number(1), number(4)) + hidden
        path = ods(S=columns + rows)
        (table,) = read_tables(path)
        assert [remark.code for remark in table.interpretation.remarks] == ["hidden_rows_read", "hidden_columns_read"]
        (table,) = read_tables(path, ReadingOptions(hidden=False))
        assert table.frame.to_dict("list") == {"city": ["Alun"], "growth": [4]}

    def test_a_cell_far_from_all_others_is_refused_by_name(self, ods: Callable[..., Path]) -> None:
        far = '<table:table-cell table:number-columns-repeated="16383"/>' + text("x")
        rows = row(text("city"), text("income")) + row(text("Alun"), number(1)) + row(GAP, times=1_048_573) + row(far)
        with pytest.raises(DatasetError, match=r"cells stand far from all others \(XFD1048576\)"):
            read_tables(ods(S=rows))

    def test_a_cell_that_is_repeated_over_a_whole_sheet_is_one_that_is_far(self, ods: Callable[..., Path]) -> None:
        far = text("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"')
        rows = row(text("city"), text("income")) + row(text("Alun"), number(1)) + row(far, times=1_000_000)
        with pytest.raises(DatasetError, match="cells stand far from all others"):
            read_tables(ods(S=rows))
