"""Which city, year and assessor a row is about."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from pandas import DataFrame, Index, MultiIndex, RangeIndex, Series
from pandas.api.types import is_numeric_dtype

from smartscore.dataset.numbers import guessed
from smartscore.dataset.table import Table
from smartscore.errors import DatasetError, Problem, hint

ID_COLUMNS = ("code", "bps_code", "city", "unit", "name")


def with_index_as_columns(frame: DataFrame) -> DataFrame:
    """Turn an index that says something into columns, so that all tables are alike."""
    if isinstance(frame.index, RangeIndex):
        return frame
    names = [str(name or ("city" if level == 0 else f"level_{level}")) for level, name in enumerate(frame.index.names)]
    kept = frame.drop(columns=[name for name in names if name in frame.columns])
    return kept.rename_axis(index=names).reset_index()


def key_column(table: Table, id_column: str | None) -> str | None:
    """Find the column that says which city it is; None if there is none.

    Raises:
        DatasetError: if `id_column` is no column.
    """
    frame = table.frame
    if id_column is not None:
        if id_column not in frame:
            fields = {"found": id_column, "hint": hint(id_column, [str(name) for name in frame.columns])}
            raise DatasetError(Problem("column_missing", fields, file=table.file))
        return id_column
    known = (name for name in ID_COLUMNS if name in frame.columns)
    texts = (str(name) for name in not_numeric(frame) if not is_numeric_dtype(guessed(frame[name].astype(object))))
    return next(known, None) or next(texts, None)


def not_numeric(frame: DataFrame) -> list[Any]:
    """List the columns that do not hold numbers yet."""
    return [name for name, dtype in frame.dtypes.items() if not is_numeric_dtype(dtype)]


def index_of(table: Table, key: str | None) -> tuple[Index, list[Problem]]:
    """Give city, year and assessor of every row, and the rows for which they are not to be had."""
    frame = table.frame
    if key is None:
        return frame.index.rename("city"), []
    cities = [as_key(value) for value in frame[key]]
    problems = [Problem("key_empty", column=key, **table.at(row)) for row, city in enumerate(cities) if not city]
    levels: dict[str, Sequence[object]] = {"city": cities}
    if "year" in frame:
        levels["year"], wrong = _years(frame["year"])
        found = frame["year"].map(as_key)
        problems += [
            Problem("year_not_valid", {"found": found.iloc[row]}, column="year", **table.at(row)) for row in wrong
        ]
    if "assessor" in frame:
        levels["assessor"] = [as_key(value) for value in frame["assessor"]]
    if len(levels) == 1:
        return Index(cities, name="city", dtype=object), problems
    return MultiIndex.from_arrays([Index(level) for level in levels.values()], names=list(levels)), problems


def as_key(value: object) -> str:
    """Give an identifier as text: 6202 and 6202.0 are 6202, a gap is empty."""
    if isinstance(value, float) and (np.isnan(value) or value.is_integer()):
        return "" if np.isnan(value) else str(int(value))
    return "" if value is None else str(value).strip()


def _years(column: "Series[Any]") -> tuple[list[int], list[int]]:
    written = [as_key(value) for value in column]
    valid = [text.isascii() and text.isdecimal() and len(text) == 4 for text in written]
    years = [int(text) if is_year else 0 for text, is_year in zip(written, valid, strict=True)]
    return years, [row for row, is_year in enumerate(valid) if not is_year]


def said(key: object) -> str:
    """Write a key for people: city, or city, year and assessor."""
    return ", ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def keys_twice(table: Table, index: Index) -> Iterator[Problem]:
    """Find the rows whose city, year and assessor stand in the table already."""
    for row in np.flatnonzero(index.duplicated()).tolist():
        first = int(np.flatnonzero(index == index[row])[0])
        yield Problem("key_twice", {"first": table.line(first)}, city=said(index[row]), **table.at(row))
