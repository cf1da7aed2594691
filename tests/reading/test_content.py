"""Files are what their content says: workbooks, web pages, records, packed files and streams."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from smartscore import DatasetError, UsageError, read_dataset
from smartscore.reading import ReadingOptions, read_content, read_tables
from smartscore.tables import Content

Write = Callable[..., Path]
Book = Callable[..., Path]

ROWS = [["city", "income"], ["Alun", 5], ["Bukit", 7]]
TEXT = "city,income\nAlun,5\nBukit,7\n"
LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(400)


def refusal(path: Path, language: str = "en") -> str:
    with pytest.raises((DatasetError, UsageError)) as refused:
        read_tables(path)
    return refused.value.message(language).removeprefix(f"{path}: ")


def remarks(path: Path) -> list[str]:
    return [remark.message().removeprefix(f"{path}: ") for remark in read_tables(path)[0].interpretation.remarks]


@pytest.mark.parametrize("name", ["cities.csv", "cities.txt", "cities.parquet.csv", "cities.json"])
def test_a_workbook_of_another_name_is_read_as_one_and_said(book: Book, name: str) -> None:
    path = book({"Data": ROWS}, name=name)
    assert read_dataset(path).frame["income"].tolist() == [5, 7]
    assert remarks(path)[0] == (
        f"the name ends in {path.suffix}, but the content is that of .xlsx, as which it was read [read_as]"
    )


@pytest.mark.parametrize("name", ["cities.xlsx", "cities.xls", "cities.ods", "cities.xlsb"])
def test_text_that_is_called_a_workbook_is_refused_with_the_name_to_give(write: Write, name: str) -> None:
    path = write(TEXT, name)
    assert refusal(path) == (
        "the file is text (CSV), and no workbook as its name says; give it a name that ends in .csv instead of "
        f"{path.suffix} [text_called_otherwise]"
    )
    assert refusal(path, "id").startswith("berkas ini berupa teks (CSV), bukan buku kerja seperti yang disebut namanya")


@pytest.mark.parametrize("name", ["cities.xls", "cities.xlsx", "cities.csv"])
@pytest.mark.parametrize("start", ["<html><body>", "<!DOCTYPE html>\n<html>", "\ufeff  <table>", "<TABLE border=1>"])
def test_a_web_page_is_refused_with_the_way_out(write: Write, name: str, start: str) -> None:
    path = write(f"{start}<tr><td>city</td></tr></table>", name)
    assert refusal(path).startswith("the file is a web page (HTML), not a table; open it in a spreadsheet program")


def test_spreadsheets_in_xml_and_pdf_are_refused_by_name(write: Write) -> None:
    assert refusal(write('<?xml version="1.0"?><Workbook></Workbook>', "a.xls")).startswith("the file is XML")
    assert refusal(write(b"%PDF-1.7 ...", "a.xlsx")).startswith("the file is a PDF")


@pytest.mark.parametrize("name", ["cities.xlsx", "cities.xls", "cities.csv"])
def test_a_workbook_with_a_password_is_refused(write: Write, name: str) -> None:
    path = write(LOCKED, name)
    assert (
        refusal(path) == "the workbook is locked with a password; open it, take off the password, and save it again "
        "[workbook_locked]"
    )
    assert refusal(path, "id").startswith("buku kerja ini dikunci dengan kata sandi")


def test_a_nul_byte_is_told_with_its_line(write: Write) -> None:
    path = write(b"city,income\nAlun,1\nBu\x00kit,2\n")
    with pytest.raises(DatasetError) as refused:
        read_dataset(path)
    (problem,) = refused.value.problems
    assert (problem.code, problem.row) == ("nul_byte", 3)


def test_records_of_another_name_are_read_as_such_and_said(write: Write) -> None:
    path = write('[{"city": "Alun", "income": 5}]', "cities.csv")
    assert read_dataset(path).frame["income"].tolist() == [5]
    assert remarks(path) == ["the name ends in .csv, but the content is that of .json, as which it was read [read_as]"]


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "utf-8-sig"])
    def test_a_file_is_read_in_the_encoding_that_somebody_says(self, write: Write, encoding: str) -> None:
        path = write("city,income\nKutá,1\n".encode(encoding))
        (table,) = read_tables(path, ReadingOptions(encoding=encoding))
        assert table.frame["city"].tolist() == ["Kutá"]
        assert table.interpretation.encoding == encoding

    @pytest.mark.parametrize(
        ("encoding", "guess"),
        [("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("cp1252", "cp1252")],
    )
    def test_else_it_is_refused_with_what_to_write(self, write: Write, encoding: str, guess: str) -> None:
        with pytest.raises(DatasetError, match=f'write encoding = "{guess}" in a recipe'):
            read_dataset(write("city,income\nKutá,1\nBali,2\n".encode(encoding)))

    def test_a_wrong_one_is_told(self, write: Write) -> None:
        path = write("city,income\nKutá,1\n".encode("latin-1"))
        with pytest.raises(DatasetError, match="there is no encoding called 'klingon'"):
            read_tables(path, ReadingOptions(encoding="klingon"))
        with pytest.raises(DatasetError, match="the file is not in the encoding ascii"):
            read_tables(path, ReadingOptions(encoding="ascii"))


class TestDelimiters:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_usual_ones_are_found_and_said(self, write: Write, delimiter: str) -> None:
        (table,) = read_tables(write(TEXT.replace(",", delimiter)))
        assert (table.frame.columns.tolist(), table.interpretation.delimiter) == (["city", "income"], delimiter)

    def test_any_character_goes_where_somebody_says_it(self, write: Write) -> None:
        (table,) = read_tables(write(TEXT.replace(",", "^")), ReadingOptions(delimiter="^"))
        assert table.frame["income"].tolist() == ["5", "7"]

    @pytest.mark.parametrize("delimiter", ["", ";;", "\n", '"'])
    def test_what_can_part_nothing_is_refused(self, write: Write, delimiter: str) -> None:
        with pytest.raises(UsageError, match=r"cities\.csv: .+ cannot be the delimiter"):
            read_tables(write(TEXT), ReadingOptions(delimiter=delimiter))

    def test_the_joined_key_of_eurostat_is_one_column(self, write: Write) -> None:
        (table,) = read_tables(write("unit,geo\\TIME_PERIOD\t2022 \t2023\nPC,AT\t12.3 p\t: \nPC,BE\t11\t12\n", "e.tsv"))
        assert table.frame.columns.tolist() == ["unit,geo\\TIME_PERIOD", "2022", "2023"]

    def test_decimal_commas_and_a_title_do_not_mislead(self, write: Write) -> None:
        (table,) = read_tables(write("Title, 2024\ncity;a;b\nAlun;1,5;2,5\nBukit;1,5;2,7\n"))
        assert (table.interpretation.delimiter, table.interpretation.headings) == (";", (2,))

    def test_lines_of_one_wrong_length_are_told_once(self, write: Write) -> None:
        lines = "".join(f"C{number},1\n" for number in range(20))
        (table,) = read_tables(write(f"city,income,growth\nAlun,1,2\n{lines}Bukit,1,2,3\nCandi,3,4\n"))
        assert [problem.message("en").split(": ", 1)[1] for problem in table.problems] == [
            "20 lines have 2 cells, the heading 3: lines 3, 4, 5, 6, 7, ... [rows_length]",
            "the line has 4 cells, the heading 3 [row_length]",
        ]


class TestPackedFilesAndStreams:
    @pytest.mark.parametrize("name", ["cities.csv.gz", "cities.tsv.gz", "CITIES.CSV.GZ"])
    def test_a_packed_file_is_read_as_what_is_in_it(self, write: Write, name: str) -> None:
        assert read_dataset(write(gzip.compress(TEXT.encode(), mtime=0), name)).frame["income"].tolist() == [5, 7]

    def test_packed_records_too(self, write: Write) -> None:
        records = "\n".join(json.dumps({"city": city, "income": income}) for city, income in ROWS[1:])
        path = write(gzip.compress(records.encode(), mtime=0), "cities.jsonl.gz")
        assert read_dataset(path).frame["income"].tolist() == [5, 7]

    def test_a_damaged_one_is_told(self, write: Write) -> None:
        assert refusal(write(gzip.compress(TEXT.encode(), mtime=0)[:-9], "a.csv.gz")).startswith(
            "the file cannot be read:"
        )

    @pytest.mark.parametrize(
        "data", [TEXT.encode(), gzip.compress(TEXT.encode(), mtime=0), b'[{"city":"Alun","income":5}]']
    )
    def test_a_stream_is_known_by_its_content(self, data: bytes) -> None:
        (table,) = read_content(Content("<stdin>", data))
        assert table.frame.columns.tolist() == ["city", "income"]

    def test_a_stream_may_be_a_workbook(self, book: Book) -> None:
        (table,) = read_content(Content("<stdin>", book({"Data": ROWS}).read_bytes()))
        assert table.frame["income"].tolist() == [5, 7]

    @pytest.mark.parametrize("address", ["https://example.org/a.csv", "http://example.org/a.xlsx"])
    def test_an_address_is_refused_in_a_sentence(self, address: str) -> None:
        with pytest.raises(UsageError) as refused:
            read_tables(Path(address))
        assert str(refused.value) == (
            f"{address} is an address of the web, from which nothing is read; download the file, and name it "
            "[address_not_read]"
        )
