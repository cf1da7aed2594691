"""A frame for notebooks: its first rows, and how much of each column is there."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

import pandas as pd
from pandas import DataFrame, Series

from smartscore.messages import capital, message, with_decimal_mark
from smartscore.notebook.fragments import Html, bar, brief, element, folded, joined, table, unseen

_ROWS, _COLUMNS, _ALL_COLUMNS, _LETTERS = 6, 7, 200, 36
_WHOLE, _LARGE = 1e5, 1e15  # numbers that are shown without decimals, up to what floats tell apart


def columns_and_rows(frame: DataFrame, labels: Sequence[str], language: str) -> Html:
    """Give the first rows and columns as a table, and what is missing of all columns as one that folds."""
    counted = message("notebook_columns", language, count=frame.shape[1])
    return joined([_first(frame, labels, language), folded(counted, _columns(frame, language))])


def _first(frame: DataFrame, labels: Sequence[str], language: str) -> Html:
    first = frame.iloc[:_ROWS, : _COLUMNS + 1]
    names = list(labels[:_ROWS])
    others = [place for place in range(first.shape[1]) if list(map(str, first.iloc[:, place])) != names]
    part = first.iloc[:, others[:_COLUMNS]]
    cells = [[_cell(value, language) for value in part.iloc[:, place]] for place in range(part.shape[1])]
    levels = [list(map(str, part.index.get_level_values(level))) for level in range(part.index.nlevels)]
    keys = levels if levels[0] == names else [*levels, names]
    heads = [f"column_{name}" for name in ("city", *frame.index.names[1:], "name")]
    headings = [*(capital(message(code, language)) for code in heads[: len(keys)]), *map(str, part.columns)]
    rows = zip(*keys, *cells, strict=True)
    numeric = [len(keys) + place for place in range(part.shape[1]) if _numbers(part.iloc[:, place]) is not None]
    return table(headings, rows, numeric=numeric, caption=message("notebook_first_rows", language, count=len(part)))


def _columns(frame: DataFrame, language: str) -> Html:
    headings = [message(f"notebook_{code}", language) for code in ("column", "filled", "range")]
    part = frame.iloc[:, :_ALL_COLUMNS]
    rows = [
        (str(name), _filled(part.iloc[:, place]), _range(part.iloc[:, place], language))
        for place, name in enumerate(part.columns)
    ]
    cut = frame.shape[1] - _ALL_COLUMNS
    more = [element("p", message("notebook_more", language, count=cut), class_="q")] if cut > 0 else []
    caption = unseen(message("notebook_columns", language, count=frame.shape[1]))
    return joined([table(headings, rows, caption=caption), *more])


def _filled(column: "Series[Any]") -> Html:
    there = int(column.notna().sum())
    share = there / len(column) if len(column) else 0.0
    return joined([str(there), bar(share)])


def _range(column: "Series[Any]", language: str) -> str:
    """Give the lowest and the highest number of a column, nothing where it has words."""
    numbers = _numbers(column)
    if numbers is None or not len(numbers):
        return ""
    return " .. ".join(_cell(end, language) for end in (numbers.min(), numbers.max()))


def _numbers(column: "Series[Any]") -> "Series[float] | None":
    """Give what is there of a column as numbers, nothing where something else is."""
    known = column.dropna()
    numbers = pd.to_numeric(known, errors="coerce")
    return None if numbers.isna().any() else numbers.astype(float)


def _cell(value: object, language: str) -> str:
    if pd.isna(value):  # type: ignore[call-overload]  # a cell holds one value
        return "-"
    if isinstance(value, float):
        written = f"{value:.0f}" if _WHOLE <= abs(value) < _LARGE else f"{value:.6g}"
        return with_decimal_mark(written, language)
    return shorten(brief(value), _LETTERS, placeholder="...")
