"""The readers of tables: by the ending of a file's name, held against what its content says."""

import hashlib
import re
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from attrs import evolve

from smartscore.errors import DatasetError, Problem, Remark, UsageError
from smartscore.reading.content import RECORDS, TEXTS, WORKBOOKS, group, kind_of
from smartscore.reading.options import DEFAULT, ReadingOptions
from smartscore.reading.sizes import bytes_of, require, unpacked
from smartscore.tables.table import Content, Table

#: Reads the tables of a file, as the options say; it is given what the file holds where that was read already.
Reader = Callable[[Path, ReadingOptions, bytes | None], list[Table]]
Choice = TypeVar("Choice")


def _read_text(path: Path, options: ReadingOptions, data: bytes | None = None) -> list[Table]:
    from smartscore.reading.text.csv_file import read_csv

    return [read_csv(path, data, options)]


def _read_records(path: Path, options: ReadingOptions, data: bytes | None = None) -> list[Table]:
    from smartscore.reading.records import read_records

    return [read_records(path, data, options)]


def _read_parquet(path: Path, options: ReadingOptions, data: bytes | None = None) -> list[Table]:
    from smartscore.reading.parquet_file import read_parquet

    return [read_parquet(path, data, options)]


def _read_workbook(path: Path, options: ReadingOptions, data: bytes | None = None) -> list[Table]:
    from smartscore.reading.workbooks.workbook import read_workbook

    return read_workbook(path, data, options)


def _read_packed(path: Path, options: ReadingOptions, data: bytes | None = None) -> list[Table]:
    """Read what gzip packed, as what is in it; the hash is that of the file."""
    data = bytes_of(path, options) if data is None else data
    inside = Path(path.name).with_suffix("")
    ending = inside.suffix.lower() if inside.suffix.lower() in READERS else ".csv"
    tables = _read(path, ending, options, unpacked(data, path, options))
    digest = hashlib.sha256(data).hexdigest()
    return [evolve(table, digest=digest) for table in tables]


#: The reader of each ending. Each imports what it needs when it is called, which other files do without.
READERS: Mapping[str, Reader] = {
    **dict.fromkeys(TEXTS, _read_text),
    **dict.fromkeys(RECORDS, _read_records),
    ".parquet": _read_parquet,
    **dict.fromkeys(WORKBOOKS, _read_workbook),
    **dict.fromkeys((f"{ending}.gz" for ending in (*TEXTS, *RECORDS)), _read_packed),
}

#: The package and the extra that files of some endings need.
_EXTRAS = {".parquet": ("pyarrow", "parquet"), **dict.fromkeys(WORKBOOKS, ("python_calamine", "excel"))}
_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
_ADDRESS = re.compile(r"(https?|ftp|s3)://?\w", re.IGNORECASE)
#: What content without a table is refused with.
_REFUSED = {".locked": "workbook_locked", ".html": "web_page", ".xml": "xml_file", ".pdf": "pdf_file"}


def for_ending(path: Path, choices: Mapping[str, Choice]) -> Choice:
    """Give what is meant for files with the ending of this one; a pipe without a known ending is CSV.

    Raises:
        UsageError: if nothing is, with the endings that there are.
    """
    return choices[_ending(path, choices)]


def _ending(path: Path, choices: Mapping[str, Choice]) -> str:
    if _ADDRESS.match(path.as_posix()):
        address = re.sub(r":/+", "://", path.as_posix(), count=1)
        raise UsageError(Problem("address_not_read", {"found": address}))
    ending = path.suffix.lower()
    if ending == ".gz":
        ending = Path(path.stem).suffix.lower() + ending
    if ending not in choices and is_stream(path):
        ending = ".csv"
    if ending not in choices:
        raise UsageError(Problem("unknown_file_kind", {"expected": ", ".join(choices)}, file=str(path)))
    return ending


def is_stream(path: Path) -> bool:
    """Tell whether a file is a pipe, or another thing that can be read once and whose name says nothing."""
    if path.as_posix().startswith(_STREAMS):
        return True
    return path.exists() and not (path.is_file() or path.is_dir())


def read_tables(path: Path, options: ReadingOptions = DEFAULT) -> list[Table]:
    """Read the tables of a file: one, or the profile and the values of a form, or one of each sheet that is named.

    A file whose content is of another kind than its name says is read as what it is, which is remarked.

    Raises:
        DatasetError: if the file cannot be read, is too large, or holds no table.
        UsageError: for another ending, an address of the web, or a file whose reader is not installed.
    """
    ending = _ending(path, READERS)
    _require_installed(ending, path)
    data = bytes_of(path, options)
    return read_content(Content(str(path), data), options) if is_stream(path) else _read(path, ending, options, data)


def read_content(content: Content, options: ReadingOptions = DEFAULT) -> list[Table]:
    """Read the tables of what a stream held, whose first bytes say what it is.

    Raises:
        DatasetError: if it cannot be read, or holds no table.
        UsageError: if its reader is not installed.
    """
    require("unpacked", len(content.data), Path(content.name), options)
    return _read(Path(content.name), None, options, content.data)


def _require_installed(ending: str | None, path: Path) -> None:
    if ending in _EXTRAS and find_spec(_EXTRAS[ending][0]) is None:
        raise UsageError(Problem("missing_extra", {"extra": _EXTRAS[ending][1]}, file=str(path)))


def _read(path: Path, ending: str | None, options: ReadingOptions, data: bytes) -> list[Table]:
    """Read what a file holds, as its content says; its name only tells kinds of text apart."""
    if not data.strip():
        raise DatasetError(Problem("file_empty", file=str(path)))
    kind = kind_of(data)
    _require_installed(kind, path)
    if kind in _REFUSED and (kind != ".xml" or ending not in TEXTS):
        raise DatasetError(Problem(_REFUSED[kind], file=str(path)))
    if ending is None:
        return (_read_packed if kind == ".gz" else READERS[kind or ".csv"])(path, options, data)
    if ending.endswith(".gz") or kind is None or kind in group(ending) or kind == ".xml":
        return READERS[ending](path, options, data)
    if kind == ".csv":
        if data.strip() and ending in WORKBOOKS:
            raise DatasetError(Problem("text_called_otherwise", {"ending": ending}, file=str(path)))
        return READERS[ending](path, options, data)
    tables = (_read_packed if kind == ".gz" else READERS[kind])(path, options, data)
    remark = Remark("read_as", {"ending": ending, "kind": kind}, file=str(path))
    return [
        evolve(table, interpretation=evolve(table.interpretation, remarks=(remark, *table.interpretation.remarks)))
        for table in tables
    ]


#: Reads the tables of a file that is no dataset.
TableReader = Callable[[Path, ReadingOptions], list[Table]]


def read_table(path: Path, options: ReadingOptions = DEFAULT, read: TableReader = read_tables) -> Table:
    """Read the first table of a file, of which every cell must be sound; a workbook's headings are those with the key.

    `read` is another reader, such as one that goes by recipes.

    Raises:
        DatasetError: if the file cannot be read, holds no table, or has errors or formulas without a result in cells.
        UsageError: for another ending, or one whose reader is not installed.
    """
    table = read(path, options)[0]
    if table.faults:
        raise DatasetError([*table.problems, *table.cell_problems()])
    return table
