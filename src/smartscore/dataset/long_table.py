"""Long tables, a line a value, as datasets."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from attrs import frozen
from pandas import DataFrame, Index, MultiIndex, Series
from pandas.api.types import is_numeric_dtype

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.keys import key_in_words
from smartscore.errors import Problem
from smartscore.numerals.numbers import infer_numbers
from smartscore.rules import Array
from smartscore.tables.columns import ABOUT_INDICATORS, VALUE_FIELDS
from smartscore.tables.identifiers import as_keys
from smartscore.tables.table import Table


@frozen(eq=False)
class _Cells:
    """Where each line of a long table belongs: its row among the keys, its column among the indicators."""

    rows: np.ndarray
    keys: Index
    columns: np.ndarray
    indicators: Index

    def spread(self, values: Sequence[Any] | Array, empty: object) -> DataFrame:
        """Give a frame with a row a key and a column an indicator: of numbers if the values are an array of such."""
        kind = values.dtype if isinstance(values, np.ndarray) else np.dtype(object)
        cells = np.full((len(self.indicators), len(self.keys)), empty, dtype=kind)
        cells[self.columns, self.rows] = np.asarray(values, dtype=kind)
        return DataFrame(cells.T, index=self.keys, columns=self.indicators, dtype=kind, copy=False)


def from_long(table: Table, index: Index) -> Dataset:
    """Give the dataset of a long table: values, what belongs to each value, and what belongs to the city."""
    frame = table.frame
    rows, keys = pd.factorize(index)
    keys = keys.set_names(index.names) if isinstance(keys, MultiIndex) else keys.rename("city")
    names = Series(_names(frame), dtype=object)
    columns, indicators = pd.factorize(names)
    cells = _Cells(rows, keys, columns, indicators)
    unnamed = np.flatnonzero(names == "").tolist()
    problems = [Problem("indicator_empty", **table.at(row, "indicator")) for row in unnamed]
    problems += _cells_twice(table, index, cells)
    about, differing = _about_cities(table, index, cells)
    notes = {name: cells.spread(as_keys(frame[name]), "") for name in VALUE_FIELDS if name in frame}
    if table.lines is not None:
        notes["line"] = cells.spread(table.lines, None)
    return Dataset(
        about.join(_values(frame["value"], cells)),
        notes=notes,
        long=tuple(indicators),
        problems=(*problems, *differing),
    )


def _values(written: "Series[Any]", cells: _Cells) -> DataFrame:
    """Give the values, as numbers where every one of an indicator is, all at once if every one of the table is."""
    together = infer_numbers(written)
    if is_numeric_dtype(together.dtype):
        return cells.spread(together.to_numpy(dtype=float), np.nan)
    texts = cells.spread(written.tolist(), None)
    return DataFrame({name: infer_numbers(texts[name]) for name in cells.indicators}, index=cells.keys)


def _names(frame: DataFrame) -> list[str]:
    """Give the column of each line: its indicator, with `:level.number` where a criterion is ticked."""
    indicators = as_keys(frame["indicator"])
    if "criterion" not in frame:
        return indicators
    criteria = ["" if pd.isna(criterion) else str(criterion).strip() for criterion in frame["criterion"]]
    return [f"{name}:{tick}" if tick else name for name, tick in zip(indicators, criteria, strict=True)]


def _about_cities(table: Table, index: Index, cells: _Cells) -> tuple[DataFrame, list[Problem]]:
    """Give the columns that belong to cities, and the lines that say otherwise than the first one of their city."""
    not_about = {"indicator", "criterion", "value", *VALUE_FIELDS, *ABOUT_INDICATORS}
    about, problems = {}, []
    for name in table.frame.columns:
        if name in cells.indicators:
            problems.append(Problem("column_twice", {"times": 2}, file=table.file, column=str(name)))
        elif name not in not_about:
            column = table.frame[name]
            values, wrong = _one_a_city(column, cells)
            about[name] = infer_numbers(values)
            problems += [
                Problem(
                    "city_differs",
                    {"found": _whole(cell)},
                    city=key_in_words(index[row]),
                    column=name,
                    **table.at(row, name),
                )
                for row, cell in ((row, column.tolist()[row]) for row in wrong)
            ]
    return DataFrame(about, index=cells.keys), problems


def _whole(cell: object) -> object:
    """Give a cell as people write it: workbooks have no whole numbers."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _one_a_city(column: "Series[Any]", cells: _Cells) -> "tuple[Series[Any], list[int]]":
    is_filled = np.array([text != "" for text in as_keys(column)], dtype=bool)
    values = column.to_numpy(dtype=object, copy=True)
    values[~is_filled] = None
    first = np.full(len(cells.keys), None, dtype=object)
    first[cells.rows[is_filled][::-1]] = values[is_filled][::-1]  # the last one written is the first one told
    contradicting_rows = np.flatnonzero(is_filled & (values != first[cells.rows]))
    return Series(first, index=cells.keys), [int(row) for row in contradicting_rows]


def _cells_twice(table: Table, index: Index, cells: _Cells) -> Iterator[Problem]:
    places = Series(cells.rows * len(cells.indicators) + cells.columns)
    for row in np.flatnonzero(places.duplicated()).tolist():
        first = int(np.flatnonzero(places == places[row])[0])
        indicator = cells.indicators[int(cells.columns[row])]
        where = {"city": key_in_words(index[row]), "indicator": indicator, **table.at(row, "value")}
        line = table.line(first, "value")
        yield Problem("value_twice" if isinstance(line, int) else "value_twice_there", {"first": line}, **where)
