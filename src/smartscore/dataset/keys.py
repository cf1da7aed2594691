"""The keys of rows: the city, the year and the assessor that each is about."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from pandas import DataFrame, Index, MultiIndex, RangeIndex, Series
from pandas.api.types import is_integer_dtype, is_numeric_dtype

from smartscore.errors import DatasetError, Problem, hint
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.numerals.numbers import infer_numbers
from smartscore.tables.columns import ID_COLUMNS, VALUE_FIELDS, not_numeric
from smartscore.tables.identifiers import as_keys
from smartscore.tables.table import Table

_NO_CITY = frozenset({"year", "assessor", "indicator", "value", *VALUE_FIELDS})


def with_index_as_columns(frame: DataFrame) -> tuple[DataFrame, str | None]:
    """Turn an index that says something into columns, and name the one that says which city it is.

    Whole numbers without a name say nothing: pandas gave them, and filtering or sorting only moved them.
    """
    index = frame.index
    if index.nlevels == 1 and index.name is None and is_integer_dtype(index.dtype):
        return (frame if isinstance(index, RangeIndex) else frame.reset_index(drop=True)), None
    names = [str(name) if name is not None else f"level_{level}" for level, name in enumerate(index.names)]
    key = next((name for name in names if name not in ("year", "assessor")), None)
    kept = frame.drop(columns=[name for name in names if name in frame.columns])
    return kept.rename_axis(index=names).reset_index(), key


def key_column(table: Table, id_column: str | None) -> str | None:
    """Find the column that says which city it is; None if there is none.

    Raises:
        DatasetError: if `id_column` is no column.
    """
    frame = table.frame
    if id_column is not None:
        if id_column not in frame:
            fields = {"found": id_column, "hint": hint(id_column, list(frame.columns))}
            raise DatasetError(Problem("column_missing", fields, file=table.file))
        return id_column
    known = (name for name in ID_COLUMNS if name in frame.columns)
    free = [name for name in not_numeric(frame) if name not in _NO_CITY]
    texts = (name for name in free if not _holds_numbers(frame[name]))
    return next(known, None) or next(texts, None)


def _holds_numbers(column: "Series[Any]") -> bool:
    """Tell whether the cells of a column are numbers, but for those that say that something does not apply."""
    lifted = column.map(is_not_applicable)
    return (len(column) > 0 and bool(lifted.all())) or is_numeric_dtype(infer_numbers(column[~lifted].astype(object)))


def row_index(table: Table, key: str | None) -> tuple[Index, list[Problem]]:
    """Give city, year and assessor of every row, and the rows for which they are not to be had."""
    frame, problems = table.frame, []
    levels: dict[str, Index] = {"city": frame.index}
    if key is not None:
        cities = as_keys(frame[key])
        empty = [row for row, city in enumerate(cities) if not city]
        problems += [Problem("key_empty", column=key, **table.at(row, key)) for row in empty]
        levels["city"] = Index(cities, dtype=object)
    if "year" in frame:
        years, invalid_rows = _years(frame["year"])
        texts = as_keys(frame["year"])
        problems += [
            Problem("year_not_valid", {"found": texts[row]}, column="year", **table.at(row, "year"))
            for row in invalid_rows
        ]
        levels["year"] = Index(years, dtype=int)
    if "assessor" in frame:
        levels["assessor"] = Index(as_keys(frame["assessor"]), dtype=object)
    if len(levels) == 1:
        return levels["city"].rename("city"), problems
    return MultiIndex.from_arrays(list(levels.values()), names=list(levels)), problems


def _years(column: "Series[Any]") -> tuple[list[int], list[int]]:
    written = as_keys(column)
    valid = [text.isascii() and text.isdecimal() and len(text) == 4 for text in written]
    years = [int(text) if is_year else 0 for text, is_year in zip(written, valid, strict=True)]
    return years, [row for row, is_year in enumerate(valid) if not is_year]


def key_in_words(key: object) -> str:
    """Write a key for people: city, or city, year and assessor."""
    return ", ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def keys_twice(table: Table, index: Index) -> Iterator[Problem]:
    """Find the rows whose city, year and assessor stand in the table already."""
    empty = index.get_level_values(0) == ""
    for row in np.flatnonzero(index.duplicated() & ~empty).tolist():
        first = int(np.flatnonzero(index == index[row])[0])
        line = table.line(first)
        code = "key_twice" if isinstance(line, int) else "key_twice_there"
        yield Problem(code, {"first": line}, city=key_in_words(index[row]), **table.at(row))
