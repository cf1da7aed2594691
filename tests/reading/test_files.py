"""Which reader a file has: one list of endings, for datasets and for all other tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smartscore import DatasetError, UsageError
from smartscore.reading import READERS, ReadingOptions, for_ending, read_table, read_tables
from smartscore.reading.content import RECORDS, TEXTS, WORKBOOKS

Write = Callable[..., Path]
Book = Callable[..., Path]

ROWS = [["id", "weight"], ["economy", 2]]


def test_every_kind_of_table_has_one_ending_and_one_reader() -> None:
    assert list(READERS) == [*TEXTS, *RECORDS, ".parquet", *WORKBOOKS, *(f"{end}.gz" for end in (*TEXTS, *RECORDS))]
    assert all(len({READERS[ending] for ending in kind}) == 1 for kind in (TEXTS, RECORDS, WORKBOOKS))


@pytest.mark.parametrize("name", ["a.csv", "a.CSV", "a.tsv", "b.c.txt"])
def test_capitals_and_other_points_in_a_name_do_not_matter(write: Write, name: str) -> None:
    (table,) = read_tables(write("id,weight\neconomy,2\n", name))
    assert table.frame.to_dict("records") == [{"id": "economy", "weight": "2"}]


def test_a_workbook_is_the_same_table_with_numbers(book: Book) -> None:
    table = read_table(book({"Weights": ROWS}))
    assert table.frame.to_dict("records") == [{"id": "economy", "weight": 2.0}]
    assert table.at(0, "weight")["cell"] == "B2"


def test_headings_of_a_workbook_stand_in_the_row_with_the_column_asked_for(book: Book) -> None:
    path = book({"Weights": [["Weights", "of 2026"], *ROWS]})
    assert read_table(path, ReadingOptions(key="id")).frame.columns.tolist() == ["id", "weight"]


def test_a_table_with_an_error_in_a_cell_is_refused_with_the_cell(book: Book) -> None:
    path = book(
        {"Weights": ROWS}, change=lambda made: made.worksheets()[0].write_formula("B2", "=1/0", None, "#DIV/0!")
    )
    with pytest.raises(DatasetError) as refused:
        read_table(path)
    assert [(one.code, one.cell, one.column) for one in refused.value.problems] == [("cell_error", "B2", "weight")]


@pytest.mark.parametrize("name", ["a.doc", "a", "a.gz", "a.xlsx.gz", ".csv"])
def test_another_ending_is_refused_with_the_endings_that_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_tables(tmp_path / name)
    (problem,) = refused.value.problems
    assert (problem.code, problem.fields["expected"]) == ("unknown_file_kind", ", ".join(READERS))


def test_what_is_chosen_by_ending_may_be_anything() -> None:
    assert for_ending(Path("plan.TOML"), {".csv": 1, ".toml": 2}) == 2
