"""The keys of rows: the city, the year and the assessor that each is about."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Index, MultiIndex, RangeIndex, Series
from pandas.api.types import is_integer_dtype

from smartscore.dataset.breakdowns import breakdown_problem, telling_apart
from smartscore.errors import Problem
from smartscore.tables.headings import YEARS, plain_heading, renamed
from smartscore.tables.identifiers import as_keys
from smartscore.tables.table import Table

_EXPONENT = re.compile(r"\d[.,]\d+E\+?\d+|\dE\+\d+", re.ASCII | re.IGNORECASE)

_RUNNING = re.compile(r"\(?\d{1,6}[.)]?", re.ASCII)


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


def row_index(table: Table, key: str | None) -> tuple[Index, list[Problem]]:
    """Give city, year and assessor of every row, and the rows for which they are not to be had."""
    frame, problems = table.frame, list[Problem]()
    levels: dict[str, Index] = {"city": frame.index}
    if key is not None:
        cities = _with_merged_cells(frame, key, as_keys(frame[key]))
        problems += _invalid_keys(table, key, cities)
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


def _with_merged_cells(frame: DataFrame, key: str, cities: list[str]) -> list[str]:
    """Give the keys, an empty one as the words that stand in a column of running numbers before it.

    So statistics offices write a total: Jumlah in a cell that is merged over the number and the name.
    """
    empty = [row for row, city in enumerate(cities) if not city]
    place = frame.columns.get_loc(key)
    if not empty or len(empty) == len(cities) or not isinstance(place, int):
        return cities
    for column in frame.columns[:place]:
        texts = as_keys(frame[column])
        words = {row: texts[row] for row in empty if texts[row] and not _RUNNING.fullmatch(texts[row])}
        others = [text for text, city in zip(texts, cities, strict=True) if city and text]
        if words and others and all(map(_RUNNING.fullmatch, others)):
            return [words.get(row, city) for row, city in enumerate(cities)]
    return cities


def _years(column: "Series[Any]") -> tuple[list[int], list[int]]:
    written = as_keys(column)
    valid = [text.isascii() and text.isdecimal() and len(text) == 4 for text in written]
    years = [int(text) if is_year else 0 for text, is_year in zip(written, valid, strict=True)]
    return years, [row for row, is_year in enumerate(valid) if not is_year]


def key_in_words(key: object) -> str:
    """Write a key for people: city, or city, year and assessor."""
    return ", ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def _invalid_keys(table: Table, key: str, cities: Sequence[str]) -> Iterator[Problem]:
    """Find empty keys, and codes that a spreadsheet program wrote as 6.202E+12: most of their digits are lost."""
    wrong = {city for city in dict.fromkeys(cities) if not city or _EXPONENT.fullmatch(city)}
    for row in (row for row, city in enumerate(cities) if city in wrong) if wrong else ():
        found = {"found": cities[row]} if cities[row] else None
        yield Problem("exponent_key" if found else "key_empty", found or {}, column=key, **table.at(row, key))


def with_year_column(table: Table) -> tuple[Table, str | None]:
    """Give the table with `year` as the heading of its years where they have another one, and that heading."""
    frame = table.frame
    if "year" in frame.columns:
        return table, None
    named = [name for name in frame.columns if plain_heading(name) in YEARS and name != "value_year"]
    written = next((name for name in named if len(frame) and not _years(frame[name])[1]), None)
    return (table, None) if written is None else (renamed(table, {written: "year"}), written)


def tells_apart(table: Table, columns: Sequence[str]) -> bool:
    """Tell whether no two rows have the same key in these columns."""
    return not DataFrame({name: as_keys(table.frame[name]) for name in columns}).duplicated().any()


def keys_twice(table: Table, index: Index, key: str | None) -> Iterator[Problem]:
    """Find the rows whose city, year and assessor stand in the table already, or the columns that break them down."""
    rows, different = pd.factorize(index)
    doubled = index.duplicated() & (index.get_level_values(0) != "")
    if not doubled.any():
        return
    keys = [str(name) for name in (key, *index.names) if name is not None]
    if columns := telling_apart(table.frame, rows, keys):
        yield breakdown_problem(table, columns, int(np.flatnonzero(doubled)[0]))
        return
    first = np.full(len(different), -1)
    first[rows[::-1]] = np.arange(len(rows))[::-1]
    for row in np.flatnonzero(doubled).tolist():
        line = table.line(int(first[rows[row]]))
        code = "key_twice" if isinstance(line, int) else "key_twice_there"
        yield Problem(code, {"first": line}, city=key_in_words(index[row]), **table.at(row))
