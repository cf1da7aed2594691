"""What a file writes for "not known" beside the words that always mean it: -999, 9999, a word of its publisher."""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from attrs import evolve
from pandas import Series
from pandas.api.types import is_numeric_dtype

from smartscore.numerals.numbers import is_number
from smartscore.tables.columns import ID_COLUMNS
from smartscore.tables.table import Table

_KEPT = frozenset({*ID_COLUMNS, "year", "assessor", "indicator", "criterion"})


def without_missing(table: Table, marks: Collection[str]) -> Table:
    """Give the table with the cells empty that say one of these marks, but for keys; -999 is -999.0 and -999,00 too."""
    if not marks:
        return table
    is_mark = _test(marks)
    frame = table.frame.copy(deep=False)
    for name in (name for name in frame.columns if name not in _KEPT):
        column = frame[name]
        different = {cell: is_mark(cell) for cell in column.dropna().unique().tolist()}
        if any(different.values()):
            empty = float("nan") if is_numeric_dtype(column) else None
            cells = [empty if different.get(cell) else cell for cell in column.tolist()]
            frame[name] = Series(cells, index=frame.index, dtype=None if is_numeric_dtype(column) else object)
    return evolve(table, frame=frame)


def _test(marks: Collection[str]) -> Callable[[Any], bool]:
    words = {mark.strip().casefold() for mark in marks}
    figures = {float(word) for word in words if is_number(word)}

    def is_mark(cell: Any) -> bool:
        if isinstance(cell, str):
            written = cell.strip().casefold()
            return written in words or _figure(written) in figures
        return isinstance(cell, int | float | np.number) and not isinstance(cell, bool) and float(cell) in figures

    return is_mark


def _figure(written: str) -> float | None:
    """Give a text as a number with either decimal mark, None if it is none."""
    plain = written.replace(",", ".")
    return float(plain) if is_number(plain) else None
