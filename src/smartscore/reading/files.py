"""The readers of tables by the ending of a file's name: the one list of the kinds that are read."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from smartscore.errors import DatasetError, Problem, UsageError
from smartscore.reading.options import DEFAULT, ReadingOptions
from smartscore.tables.table import Content, Table

#: Reads the tables of a file, as the options say; it is given what the file holds where that was read already.
Reader = Callable[[Path, ReadingOptions, bytes | None], list[Table]]
Choice = TypeVar("Choice")


def _read_csv(path: Path, _options: ReadingOptions, data: bytes | None = None) -> list[Table]:
    from smartscore.reading.csv_file import read_csv

    return [read_csv(path, data)]


def _read_parquet(path: Path, _options: ReadingOptions, data: bytes | None = None) -> list[Table]:
    from smartscore.reading.parquet_file import read_parquet

    return [read_parquet(path, data)]


def _read_workbook(path: Path, options: ReadingOptions, data: bytes | None = None) -> list[Table]:
    from smartscore.reading.workbook import read_workbook

    return read_workbook(path, data, id_column=options.key)


#: The reader of each ending. Each imports what it needs when it is called, which other files do without.
READERS: Mapping[str, Reader] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_csv,
    ".parquet": _read_parquet,
    ".xlsx": _read_workbook,
    ".ods": _read_workbook,
}

#: How files of some kinds begin.
_STARTS = {b"PK": ".xlsx", b"PAR1": ".parquet"}


def for_ending(path: Path, choices: Mapping[str, Choice]) -> Choice:
    """Give what is meant for files with the ending of this one; a pipe without a known ending is CSV.

    Raises:
        UsageError: if nothing is, with the endings that there are.
    """
    ending = path.suffix.lower()
    if ending not in choices and path.exists() and not (path.is_file() or path.is_dir()):
        ending = ".csv"
    if ending not in choices:
        raise UsageError(Problem("unknown_file_kind", {"expected": ", ".join(choices)}, file=str(path)))
    return choices[ending]


def read_tables(path: Path, options: ReadingOptions = DEFAULT) -> list[Table]:
    """Read the tables of a file: one, or the profile and the values of a form.

    Raises:
        DatasetError: if the file cannot be read, or holds no table.
        UsageError: for another ending, or one whose reader is not installed.
    """
    return for_ending(path, READERS)(path, options, None)


def read_content(content: Content, options: ReadingOptions = DEFAULT) -> list[Table]:
    """Read the tables of what a stream held, whose first bytes say whether it is a workbook, Parquet or CSV.

    Raises:
        DatasetError: if it cannot be read, or holds no table.
        UsageError: if its reader is not installed.
    """
    ending = next((kind for start, kind in _STARTS.items() if content.data.startswith(start)), ".csv")
    return READERS[ending](Path(content.name), options, content.data)


def read_table(path: Path, options: ReadingOptions = DEFAULT) -> Table:
    """Read the first table of a file, of which every cell must be sound; a workbook's headings are those with the key.

    Raises:
        DatasetError: if the file cannot be read, holds no table, or has errors or formulas without a result in cells.
        UsageError: for another ending, or one whose reader is not installed.
    """
    table = read_tables(path, options)[0]
    if table.faults:
        raise DatasetError([*table.problems, *table.cell_problems()])
    return table
