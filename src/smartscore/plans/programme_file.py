"""Programmes from a file: a table with a row a programme, or TOML with a table `[[programmes]]` for each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from attrs import frozen

from smartscore.errors import DatasetError, Problem, UsageError, hint
from smartscore.numerals.decimals import resolve_decimals
from smartscore.plans.programme import CHANCE_OF_FAILURE, Programme, checked
from smartscore.reading import DEFAULT, READERS, TableReader, for_ending, read_tables
from smartscore.reading.documents import DocumentError, parse_toml
from smartscore.rules.domain import Domain, impossible
from smartscore.tables.identifiers import as_key
from smartscore.text import reason_of

#: The columns, each with the field of a programme that it fills; the first of several that are there counts.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": ("title", "title_en", "title_id"),
    "dimension": ("dimension",),
    "indicator": ("indicator_id", "indicator"),
    "change": ("expected_change", "change"),
    "cost": ("cost", "cost_idr"),
    "months": ("months",),
    "likelihood": ("likelihood_of_failure", "likelihood"),
    "severity": ("severity",),
    "baseline": ("baseline",),
    "currency": ("currency",),
    "staff": ("staff",),
    "owner": ("owner", "owner_role"),
    "start": ("start",),
    "goal": ("rpjmd_goal", "goal"),
    "budget_source": ("budget_source",),
    "requires": ("requires",),
    "excludes": ("excludes",),
    "note": ("note",),
    "quality": ("baseline_quality",),
}
CITY = ("code", "bps_code", "city")
_NEEDED = ("id", "title", "dimension", "indicator", "change", "cost", "months", "likelihood", "severity")
_NUMBERS = ("change", "cost", "months", "baseline", "staff")
_TEXTS = ("id", "dimension", "indicator", "currency", "owner", "goal", "budget_source", "note", "quality")
_WHOLE = ("likelihood", "severity", "start")


@frozen
class _Row:
    """A programme as written in a file, and the function that gives the place of its cell in a column."""

    cells: Mapping[str, Any]
    place: Callable[[str], Mapping[str, Any]]

    def get(self, name: str) -> Any:
        """Give the cell of a field of a programme; None if it is empty."""
        cell = next((self.cells[column] for column in COLUMNS[name] if as_key(self.cells.get(column))), None)
        return cell.strip() if isinstance(cell, str) else cell

    def column(self, name: str) -> str:
        return next((column for column in COLUMNS[name] if column in self.cells), COLUMNS[name][0])


def read_programmes(
    path: Path,
    city: Sequence[str] = (),
    namesakes: Mapping[str, str] = MappingProxyType({}),
    read: TableReader = read_tables,
) -> tuple[Programme, ...]:
    """Read the programmes of a file, of a city if any of these names is given: those of it, and those of no city.

    `namesakes` are names of several cities with the keys of these, which say of none that it is meant.
    `read` is another reader of tables, such as one that goes by recipes.

    Raises:
        DatasetError: with every problem of the file.
        UsageError: if none is of the city, or for a file of another kind.
    """
    programmes: list[Programme] = []
    problems: list[Problem] = []
    for row in for_ending(path, _READERS)(path, read):
        of = next((as_key(row.cells[name]) for name in CITY if as_key(row.cells.get(name))), "")
        row_problems = list(_problems(row))
        if of in namesakes:
            row_problems.append(Problem("city_ambiguous", {"found": of, "keys": namesakes[of]}, **row.place("city")))
        problems += row_problems
        if not row_problems and (not city or not of or of in city):
            programmes.append(_programme(row))
    currencies = sorted({programme.currency for programme in programmes})
    if len(currencies) > 1:
        codes = ", ".join(name or "-" for name in currencies)
        problems.append(Problem("currencies_differ", {"found": codes}, file=str(path)))
    if problems:
        raise DatasetError(problems)
    if not programmes:
        raise UsageError(Problem("no_programme_of_city", {"city": ", ".join(dict.fromkeys(city))}, file=str(path)))
    return checked(programmes)


def _rows_of_table(path: Path, read: TableReader) -> list[_Row]:
    (table,) = resolve_decimals(read(path, DEFAULT)[:1])
    columns = [str(name) for name in table.frame]
    problems = [*table.problems, *table.cell_problems(), *_columns_missing(columns, str(path))]
    if problems:
        raise DatasetError(problems)
    records = table.frame.to_dict("records")
    rows = [{str(name): cell for name, cell in cells.items()} for cells in records]
    return [_Row(cells, partial(table.at, row)) for row, cells in enumerate(rows)]


def _rows_of_toml(path: Path, _read: TableReader) -> list[_Row]:
    try:
        entries = parse_toml(path.read_text(encoding="utf-8")).get("programmes", [])
    except (OSError, UnicodeDecodeError, DocumentError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else error.reason
        raise DatasetError(Problem("file_unreadable", {"reason": reason}, file=str(path))) from error
    if not entries or not isinstance(entries, list) or not all(isinstance(cells, dict) for cells in entries):
        raise DatasetError(Problem("no_programmes", file=str(path)))
    return [_Row(cells, partial(_numbered, path, number)) for number, cells in enumerate(entries, 1)]


#: How the rows of each kind of file are read.
_READERS: Mapping[str, Callable[[Path, TableReader], list[_Row]]] = {
    **dict.fromkeys(READERS, _rows_of_table),
    ".toml": _rows_of_toml,
}


def _numbered(path: Path, number: int, _column: str) -> Mapping[str, Any]:
    return {"file": str(path), "row": number}


def _columns_missing(columns: Sequence[str], file: str) -> Iterator[Problem]:
    for name in _NEEDED:
        if not any(column in columns for column in COLUMNS[name]):
            yield Problem(
                "column_missing", {"found": COLUMNS[name][0], "hint": hint(COLUMNS[name][0], columns)}, file=file
            )


def _problems(row: _Row) -> Iterator[Problem]:
    """Find the cells of a row that are missing, no numbers or out of range."""
    for name in _NEEDED:
        if row.get(name) is None:
            yield Problem("cell_empty", column=row.column(name), **row.place(row.column(name)))
    for name in (*_NUMBERS, *_WHOLE):
        cell = row.get(name)
        if cell is None:
            continue
        number = _number(cell)
        is_fractional = name in _WHOLE and number is not None and number != int(number)
        if number is None or is_fractional:
            code = "not_whole" if is_fractional else "not_a_number"
            yield Problem(code, {"found": cell}, column=row.column(name), **row.place(row.column(name)))
        elif not _in_range(name, number):
            fields = {**impossible(number, Domain.parse(f"number:{_RANGES[name]}")), "expected": _RANGES[name]}
            yield Problem("outside_domain", fields, column=row.column(name), **row.place(row.column(name)))


_RANGES = {"cost": "0..", "months": "1..", "staff": "0..", "likelihood": "1..5", "severity": "1..5"}


def _in_range(name: str, number: float) -> bool:
    if name in ("likelihood", "severity"):
        return number in CHANCE_OF_FAILURE
    return number >= (1 if name == "months" else 0) if name in _RANGES else True


def _number(cell: object) -> float | None:
    if isinstance(cell, bool):
        return None
    try:
        number = float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if np.isfinite(number) else None


def _programme(row: _Row) -> Programme:
    fields = {name: row.get(name) for name in COLUMNS if row.get(name) is not None}
    fields |= {name: float(fields[name]) for name in _NUMBERS if name in fields}
    fields |= {name: int(float(fields[name])) for name in _WHOLE if name in fields}
    fields |= {name: _names(fields[name]) for name in ("requires", "excludes") if name in fields}
    fields |= {name: _text(fields[name]) for name in _TEXTS if name in fields}
    fields["title"] = _text(_title(row))
    if "currency" not in fields and "cost_idr" in row.cells:
        fields["currency"] = "IDR"
    return Programme(**fields)


def _text(cell: Any) -> Any:
    """Give a cell as text, such as the number of an id in a workbook; titles by language stay as they are."""
    return cell if isinstance(cell, str | Mapping) else as_key(cell)


def _names(cell: Any) -> list[str]:
    names = cell if isinstance(cell, list) else as_key(cell).split(";")
    return [as_key(name) for name in names if as_key(name)]


def _title(row: _Row) -> Any:
    by_language = {
        language: as_key(row.cells[f"title_{language}"])
        for language in ("en", "id")
        if as_key(row.cells.get(f"title_{language}"))
    }
    return by_language if len(by_language) == 2 else row.get("title")
