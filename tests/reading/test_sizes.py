"""A file cannot take the machine: sizes are looked at before anything is opened, and time is linear."""

import gzip
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from smartscore import DatasetError, UsageError, read_dataset
from smartscore.reading import Limits, ReadingOptions, read_tables

Write = Callable[..., Path]
Book = Callable[..., Path]

TEXT = "city,income\nAlun,1\nBukit,2\n"


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (
            "unpacked",
            "the file has 27 bytes when it is unpacked; 1 are allowed. If it is right, set SMARTSCORE_MAX_UNPACKED",
        ),
        ("rows", "the table has 3 rows; 1 are allowed. If it is right, set SMARTSCORE_MAX_ROWS to more"),
        ("columns", "the table has 2 columns; 1 are allowed. If it is right, set SMARTSCORE_MAX_COLUMNS to more"),
    ],
)
def test_the_environment_sets_the_limits_and_the_message_names_them(
    write: Write, monkeypatch: pytest.MonkeyPatch, limit: str, said: str
) -> None:
    path = write(TEXT)
    monkeypatch.setenv(f"SMARTSCORE_MAX_{limit.upper()}", "1")
    with pytest.raises(DatasetError) as refused:
        read_dataset(path)
    assert str(refused.value).startswith(f"{path}: {said}")
    monkeypatch.setenv(f"SMARTSCORE_MAX_{limit.upper()}", "1000")
    assert read_dataset(path).cities.tolist() == ["Alun", "Bukit"]


def test_a_limit_that_is_no_number_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTSCORE_MAX_ROWS", "many")
    with pytest.raises(UsageError, match="SMARTSCORE_MAX_ROWS is a limit and must be a whole number, not 'many'"):
        read_dataset(write(TEXT))


def test_a_small_archive_that_unpacks_to_far_more_is_refused_at_once(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "swollen.xlsx"
    with ZipFile(book({"S": [["city", "x"], ["Alun", 1]]})) as archive, ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name in archive.namelist():
            made.writestr(name, archive.read(name) + (b" " * 60_000_000 if "sheet1" in name else b""))
    with pytest.raises(DatasetError, match="times its size, as harmful files do; 200 times are allowed"):
        read_tables(path)


def test_a_sheet_whose_cells_are_all_merged_takes_no_more_room(book: Book, tmp_path: Path) -> None:
    plain = book({"S": [["city", "x"], ["Alun", 1]]})
    path = tmp_path / "merged.xlsx"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="D1:XFD1048576"/></mergeCells>'
    with ZipFile(plain) as archive, ZipFile(path, "w") as made:
        for name in archive.namelist():
            made.writestr(name, archive.read(name).replace(b"</sheetData>", merged))
    (table,) = read_tables(path)
    assert table.frame.to_dict("list") == {"city": ["Alun"], "x": [1]}


def test_so_is_a_packed_file(write: Write) -> None:
    path = write(gzip.compress(b"city,x\n" + b"Alun,1\n" * 10_000_000), "a.csv.gz")
    with pytest.raises(DatasetError, match="times its size, as harmful files do"):
        read_tables(path)
    with pytest.raises(DatasetError, match="bytes when it is unpacked; 1000 are allowed"):
        read_tables(path, ReadingOptions(limits=Limits(unpacked=1000)))


def test_a_table_of_many_columns_takes_as_long_as_it_is_wide(write: Write) -> None:
    """A list that was searched for each heading took a hundred times as long for ten times the columns."""

    def seconds(columns: int) -> float:
        names, cells = (
            ",".join([first, *of]) for first, of in (("city", map("c{}".format, range(columns))), ("A", "1" * columns))
        )
        path = write(f"{names}\n{cells}\n")
        start = time.process_time()
        read_tables(path, ReadingOptions(limits=Limits(columns=200_000)))
        return time.process_time() - start

    seconds(100)
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.02)
