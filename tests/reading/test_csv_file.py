"""CSV files as they come: delimiters, encodings, ragged lines, headings."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from smartscore import DatasetError, Problem, read_dataset
from smartscore.reading.text.csv_file import read_csv

Write = Callable[..., Path]
Told = Callable[..., list[Problem]]


def codes_and_lines(problems: list[Problem]) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_out(write: Write, delimiter: str) -> None:
    lines = ["city,income,growth", "Alun,1.5,2", "Bukit,3,4"]
    frame = read_dataset(write("\n".join(lines).replace(",", delimiter))).frame
    assert frame.index.tolist() == ["Alun", "Bukit"]
    assert frame.columns.tolist() == ["income", "growth"]
    assert frame["income"].tolist() == [1.5, 3.0]


def test_a_semicolon_wins_over_commas_inside_cells(write: Write) -> None:
    frame = read_dataset(write("city;note;income\nAlun;a, b, c;1\nBukit;d;2\n")).frame
    assert frame["note"].tolist() == ["a, b, c", "d"]
    assert frame["income"].tolist() == [1.0, 2.0]


def test_a_comma_wins_over_semicolons_inside_cells(write: Write) -> None:
    frame = read_dataset(write("city,note,income\nAlun,a; b,1\nBukit,c; d; e; f,2\n")).frame
    assert frame["note"].tolist() == ["a; b", "c; d; e; f"]


def test_a_file_of_one_column_needs_no_delimiter(write: Write) -> None:
    assert read_dataset(write("city\nAlun\nBukit\n")).frame.index.tolist() == ["Alun", "Bukit"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["cities.csv", "cities.CSV", "cities.tsv", "cities.txt"])
def test_line_ends_and_file_endings_do_not_matter(write: Write, ending: str, name: str) -> None:
    dataset = read_dataset(write(f"city,income{ending}Alun,1{ending}", name))
    assert dataset.frame["income"].tolist() == [1.0]
    assert dataset.lines is not None
    assert dataset.lines.tolist() == [2]


def test_a_byte_order_mark_changes_nothing(write: Write) -> None:
    text = "city,income\nKutá,1\n".encode()
    plain, marked = read_dataset(write(text)), read_dataset(write(b"\xef\xbb\xbf" + text))
    assert plain.frame.index.tolist() == marked.frame.index.tolist() == ["Kutá"]
    assert plain.frame.columns.tolist() == marked.frame.columns.tolist() == ["income"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without a mark", "with a mark"])
def test_latin_1_is_refused_with_the_line_and_the_byte(write: Write, told: Told, mark: bytes) -> None:
    path = write(mark + "city,income\nAlun,1\nKutá,2\n".encode("latin-1"))
    problem = Problem("not_utf8", {"found": "0xe1", "guess": "cp1252"}, file=str(path), row=3)
    assert told(path) == [problem]
    assert problem.message() == (
        f"{path}, line 3: the file is not UTF-8 (found 0xe1) but probably cp1252; save it as CSV UTF-8, "
        'or write encoding = "cp1252" in a recipe [not_utf8]'
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(write: Write, told: Told, encoding: str) -> None:
    assert codes_and_lines(told(write("city,income\nAlun,1\n".encode(encoding)))) == [("not_utf8", 1)]


def test_utf_16_is_called_by_its_name(write: Write, told: Told) -> None:
    assert told(write("city,income\nAlun,1\n".encode("utf-16")))[0].fields == {"found": "UTF-16", "guess": "utf-16"}


def test_lines_of_another_length_are_all_told(write: Write, told: Told) -> None:
    path = write("city,income,growth\nAlun,1,2\nBukit,1\nCandi,1,2\nDesa,1,2,3\n")
    assert [p for p in told(path) if p.code == "row_length"] == [
        Problem("row_length", {"found": 2, "expected": 3}, file=str(path), row=3),
        Problem("row_length", {"found": 4, "expected": 3}, file=str(path), row=5),
    ]


def test_a_cell_of_several_lines_keeps_the_line_numbers_right(write: Write, told: Told) -> None:
    path = write('city,note,income\nAlun,"one\ntwo\nthree",1\nBukit,none,1O\n')
    assert [(p.code, p.row, p.city) for p in told(path)] == [("not_a_number", 5, "Bukit")]


def test_blank_lines_are_skipped_and_counted(write: Write, told: Told) -> None:
    path = write("city,income\n\nAlun,1\n,\n   \nBukit,ten\n")
    assert read_dataset(path).frame.index.tolist() == ["Alun", "Bukit"]
    assert codes_and_lines(told(path)) == [("not_a_number", 6)]


def test_a_column_that_stands_twice_is_told_with_its_name(write: Write, told: Told) -> None:
    path = write("city,income,growth, income,income\nAlun,1,2,3,4\n")
    assert told(path) == [Problem("column_twice", {"times": 3}, file=str(path), row=1, column="income")]


def test_every_column_without_a_name_is_told(write: Write, told: Told) -> None:
    problems = told(write("city,,income, \nAlun,1,2,3\nBukit,4,5,6\n"))
    assert [(p.code, p.row, p.fields) for p in problems] == [
        ("column_unnamed", 1, {"number": 2, "first": "'1', '4'"}),
        ("column_unnamed", 1, {"number": 4, "first": "'3', '6'"}),
    ]


def test_the_heading_may_come_after_blank_lines(write: Write, told: Told) -> None:
    assert codes_and_lines(told(write("\n\ncity,income,income\nAlun,1,2\n"))) == [("column_twice", 3)]


@pytest.mark.parametrize("content", [b"", b"\n\n", b" , \n,\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(write: Write, told: Told, content: bytes) -> None:
    path = write(content)
    assert told(path) == [Problem("file_empty", file=str(path))]


def test_a_file_with_a_heading_only_is_refused(write: Write, told: Told) -> None:
    path = write("city,income\n")
    assert told(path) == [Problem("no_rows", {"count": 2}, file=str(path), row=1)]
    assert told(path)[0].message() == f"{path}, line 1: there is nothing below the headings (2 columns) [no_rows]"


def test_a_file_that_is_not_there_is_told(tmp_path: Path, told: Told) -> None:
    path = tmp_path / "nothing.csv"
    problems = told(path)
    assert [(p.code, p.file) for p in problems] == [("file_unreadable", str(path))]
    assert problems[0].fields["reason"]


def test_a_folder_is_no_file(tmp_path: Path, told: Told) -> None:
    folder = tmp_path / "cities.csv"
    folder.mkdir()
    assert [p.code for p in told(folder)] == ["file_unreadable"]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest(write: Write) -> None:
    path = write('city,income,note\nAlun,1,"so\nBukit,2,\nCandi,3,\n')
    with pytest.raises(DatasetError) as refused:
        read_dataset(path)
    assert refused.value.problems[0].file == str(path)


def test_a_cell_as_long_as_a_book_is_read_or_refused_by_name(write: Write, told: Told) -> None:
    path = write(f'city,note,income\nAlun,"{"word " * 40000}",x\n')
    assert {problem.file for problem in told(path)} == {str(path)}


def test_the_hash_is_that_of_the_file(write: Write) -> None:
    content = b"city,income\nAlun,1\n"
    assert read_dataset(write(content)).digest == hashlib.sha256(content).hexdigest()


@given(
    cells=st.lists(
        st.lists(st.text(st.sampled_from("ab1.- \u00a0\u2028\x0b\x1fé'\\#N"), max_size=4), min_size=2, max_size=3),
        min_size=1,
        max_size=6,
    ),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    last=st.booleans(),
)
def test_rows_without_quotes_are_read_as_those_with_quotes(
    cells: list[list[str]], delimiter: str, end: str, last: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A cell in quotes takes the file down the road that every file took before."""
    folder = tmp_path_factory.mktemp("csv")
    lines = [delimiter.join(row) for row in [["city", "x", "y"], *cells, ["last", "1", "2"]]]
    tables = []
    for name, heading in (("plain.csv", lines[0]), ("quoted.csv", lines[0].replace("city", '"city"'))):
        text = end.join([heading, *lines[1:]]) + (end if last else "")
        (folder / name).write_bytes(text.encode())
        tables.append(read_csv(folder / name))
    plain, quoted = tables
    assert plain.frame.equals(quoted.frame)
    assert plain.frame.columns.tolist() == quoted.frame.columns.tolist()
    assert plain.frame.dtypes.tolist() == quoted.frame.dtypes.tolist() == [object] * 3
    assert plain.lines is not None
    assert quoted.lines is not None
    assert list(plain.lines) == list(quoted.lines)
    assert [evolve(problem, file="") for problem in plain.problems] == [
        evolve(problem, file="") for problem in quoted.problems
    ]


def test_a_field_of_megabytes_is_refused_with_quotes_or_without(write: Write, told: Told) -> None:
    for name in ("city", '"city"'):
        problems = told(write(f"{name},x\nAlun,{'1' * 200_000}\nBukit,2\n"))
        assert codes_and_lines(problems) == [("row_malformed", 2)]


def test_a_text_of_many_rows_is_kept_once(write: Write) -> None:
    frame = read_csv(write("city,source\nAlun,census of the year\nBukit,census of the year\n")).frame
    assert frame["source"][0] is frame["source"][1]
