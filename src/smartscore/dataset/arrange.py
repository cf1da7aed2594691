"""From a table as it was written, wide or long, to a dataset with one row a city."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Index, MultiIndex, RangeIndex, Series
from pandas.api.types import is_numeric_dtype

from smartscore.dataset.dataset import VALUE_FIELDS, Dataset
from smartscore.dataset.numbers import guessed
from smartscore.errors import DatasetError, Problem, hint

ID_COLUMNS = ("code", "bps_code", "city", "unit", "name")
_NAME_COLUMNS = ("city", "name", "unit")
_ABOUT_INDICATORS = ("title", "unit")  # what templates say of an indicator beside its id


def arrange(
    table: DataFrame,
    *,
    id_column: str | None = None,
    lines: Sequence[int] | None = None,
    file: str | None = None,
    digest: str | None = None,
) -> Dataset:
    """Make a dataset of a table: long if it has the columns `indicator` and `value`, else wide.

    The key is `id_column`, else the frame's own index if it has one, else the first of code,
    bps_code, city, unit and name, else the first text column, else the row number. Columns `year`
    and `assessor` belong to the key. `lines` are the lines of the rows in `file`.

    Raises:
        DatasetError: for columns or keys that stand twice, and for keys that are empty.
    """
    places = _Places(file, lines)
    if not table.columns.is_unique:
        twice = sorted({str(name) for name in table.columns[table.columns.duplicated()]})
        raise DatasetError(Problem("column_twice", {"times": 2}, file=file, column=name) for name in twice)
    table = _with_index_as_columns(table)
    key = _key(table, id_column, places)
    is_long = {"indicator", "value"} <= set(table.columns)
    if is_long and key is None:
        raise DatasetError(Problem("no_id_column", {"hint": ", ".join(ID_COLUMNS)}, file=file))
    index = _index(table, key, places)
    rest = table.drop(columns=[name for name in (key, "year", "assessor") if name in table.columns])
    dataset = _long(rest, index, places) if is_long else _wide(rest, index, places)
    return _named(dataset, key, file, digest)


class _Places:
    """Where the rows of a table stand in its file."""

    def __init__(self, file: str | None, lines: Sequence[int] | None) -> None:
        self.file, self.lines = file, lines

    def at(self, row: int) -> dict[str, Any]:
        return {"file": self.file, "row": self.lines[row] if self.lines is not None else None}


def _with_index_as_columns(table: DataFrame) -> DataFrame:
    if isinstance(table.index, RangeIndex):
        return table
    names = [str(name or ("city" if level == 0 else f"level_{level}")) for level, name in enumerate(table.index.names)]
    kept = table.drop(columns=[name for name in names if name in table.columns])
    return kept.rename_axis(index=names).reset_index()


def _key(table: DataFrame, id_column: str | None, places: _Places) -> str | None:
    if id_column is not None:
        if id_column not in table:
            fields = {"found": id_column, "hint": hint(id_column, [str(name) for name in table.columns])}
            raise DatasetError(Problem("column_missing", fields, file=places.file))
        return id_column
    known = (name for name in ID_COLUMNS if name in table.columns)
    texts = (str(name) for name in _not_numeric(table) if not is_numeric_dtype(guessed(table[name].astype(object))))
    return next(known, None) or next(texts, None)


def _not_numeric(table: DataFrame) -> list[Any]:
    return [name for name, dtype in table.dtypes.items() if not is_numeric_dtype(dtype)]


def _index(table: DataFrame, key: str | None, places: _Places) -> Index:
    if key is None:
        return table.index.rename("city")
    problems: list[Problem] = []
    cities = [_as_key(value) for value in table[key]]
    problems += [Problem("key_empty", column=key, **places.at(row)) for row, city in enumerate(cities) if not city]
    levels: dict[str, Sequence[object]] = {"city": cities}
    if "year" in table:
        levels["year"] = _years(table["year"], places, problems)
    if "assessor" in table:
        levels["assessor"] = [_as_key(value) for value in table["assessor"]]
    if problems:
        raise DatasetError(problems)
    if len(levels) == 1:
        return Index(cities, name="city", dtype=object)
    return MultiIndex.from_arrays([Index(level) for level in levels.values()], names=list(levels))


def _as_key(value: object) -> str:
    if isinstance(value, float) and (np.isnan(value) or value.is_integer()):
        return "" if np.isnan(value) else str(int(value))
    return "" if value is None else str(value).strip()


def _years(column: "Series[Any]", places: _Places, problems: list[Problem]) -> list[int]:
    years = []
    for row, value in enumerate(column):
        written = _as_key(value)
        if not (written.isascii() and written.isdecimal() and len(written) == 4):
            problems.append(Problem("year_not_valid", {"found": written}, column="year", **places.at(row)))
        years.append(int(written) if written.isascii() and written.isdecimal() else 0)
    return years


def _label(key: object) -> str:
    return ", ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def _twice(index: Index, places: _Places) -> Iterator[Problem]:
    for row in np.flatnonzero(index.duplicated()).tolist():
        first = int(np.flatnonzero(index == index[row])[0])
        at = places.at(first)["row"]
        yield Problem(
            "key_twice", {"first": at if at is not None else first}, city=_label(index[row]), **places.at(row)
        )


def _wide(table: DataFrame, index: Index, places: _Places) -> Dataset:
    if not index.is_unique:
        raise DatasetError(_twice(index, places))
    frame = table if index is table.index else table.set_axis(index)
    texts = {name: guessed(frame[name].astype(object)) for name in _not_numeric(frame)}
    frame = frame.assign(**texts) if texts else frame
    return Dataset(frame, lines=None if places.lines is None else Series(places.lines, index=index))


def _long(table: DataFrame, index: Index, places: _Places) -> Dataset:
    rows, keys = pd.factorize(index)
    keys = keys.set_names(index.names) if isinstance(keys, MultiIndex) else keys.rename("city")
    names = table["indicator"].map(_as_key)
    columns, indicators = pd.factorize(names)
    problems = [Problem("indicator_empty", **places.at(int(row))) for row in np.flatnonzero(names == "")]
    problems += _cells_twice(rows, columns, index, indicators, places)
    elsewhere = {"indicator", "value", *VALUE_FIELDS, *_ABOUT_INDICATORS}
    about = {name: table[name] for name in table.columns if name not in elsewhere}
    cities: dict[str, Series[Any]] = {}
    for name, column in about.items():
        cities[name], wrong = _one_a_city(column, rows, keys)
        problems += [
            Problem("city_differs", {"found": column.iloc[row]}, city=_label(index[row]), column=name, **places.at(row))
            for row in wrong
        ]
    if problems:
        raise DatasetError(problems)

    def spread(values: "Series[Any] | list[int]", empty: object) -> DataFrame:
        cells = np.full((len(indicators), len(keys)), empty, dtype=object)
        cells[columns, rows] = np.asarray(values, dtype=object)
        return DataFrame(dict(zip(indicators, cells, strict=True)), index=keys, dtype=object)

    values = spread(table["value"], None)
    frame = DataFrame({name: guessed(column) for name, column in cities.items()}, index=keys)
    frame = frame.join(DataFrame({name: guessed(values[name]) for name in indicators}, index=keys))
    notes = {name: spread(table[name].fillna(""), "") for name in VALUE_FIELDS if name in table}
    if places.lines is not None:
        notes["line"] = spread(list(places.lines), None)
    return Dataset(frame, notes=notes)


def _cells_twice(
    rows: np.ndarray, columns: np.ndarray, index: Index, indicators: Index, places: _Places
) -> Iterator[Problem]:
    cells = Series(rows * len(indicators) + columns)
    for row in np.flatnonzero(cells.duplicated()).tolist():
        first = int(np.flatnonzero(cells == cells[row])[0])
        at = places.at(first)["row"]
        where = {"city": _label(index[row]), "indicator": indicators[int(columns[row])], **places.at(row)}
        yield Problem("value_twice", {"first": at if at is not None else first}, **where)


def _one_a_city(column: "Series[Any]", rows: np.ndarray, keys: Index) -> "tuple[Series[Any], list[int]]":
    """Give the value that each city has in all its lines, and the lines that say another one."""
    values = column.to_numpy(dtype=object)
    told = np.array([not (pd.isna(value) or str(value).strip() == "") for value in values])
    first = np.full(len(keys), None, dtype=object)
    first[rows[told][::-1]] = values[told][::-1]
    wrong = np.flatnonzero(told & (values != first[rows]))
    return Series(first, index=keys), [int(row) for row in wrong]


def _named(dataset: Dataset, key: str | None, file: str | None, digest: str | None) -> Dataset:
    column = next((name for name in _NAME_COLUMNS if name in dataset.frame and name != key), None)
    names = None if column is None else dataset.frame[column].astype(object)
    if names is not None and (is_numeric_dtype(names) or names.isna().any()):
        names = None
    return Dataset(dataset.frame, names, dataset.notes, dataset.lines, file, digest)
