"""From a table as it was written, wide or long, to a dataset with one row a city."""

from collections import Counter

from attrs import evolve
from pandas import DataFrame, Index, Series
from pandas.api.types import is_numeric_dtype

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.keys import (
    ID_COLUMNS,
    as_key,
    index_of,
    key_column,
    keys_twice,
    not_numeric,
    said,
    with_index_as_columns,
)
from smartscore.dataset.long import from_long
from smartscore.dataset.numbers import guessed
from smartscore.dataset.table import Table
from smartscore.errors import DatasetError, Problem

_NAME_COLUMNS = ("city", "name", "unit")


def arrange(table: Table | DataFrame, *, id_column: str | None = None) -> Dataset:
    """Make a dataset of a table: long if it has the columns `indicator` and `value`, else wide.

    The key is `id_column`, else the frame's own index if it has one, else the first of code,
    bps_code, city, unit and name, else the first text column, else the row number. Columns `year`
    and `assessor` belong to the key. Keys that are empty or stand twice, and the like, are kept
    in the dataset's `problems`, which every check tells with its own.

    Raises:
        DatasetError: if a frame has a column twice, `id_column` is none, or a long table has no key.
    """
    table = Table(table) if isinstance(table, DataFrame) else table
    if not table.frame.columns.is_unique:
        times = Counter(str(name) for name in table.frame.columns)
        raise DatasetError(
            Problem("column_twice", {"times": count}, file=table.file, column=name)
            for name, count in times.items()
            if count > 1
        )
    frame, own_key = with_index_as_columns(table.frame)
    table = evolve(table, frame=frame if all(isinstance(name, str) for name in frame) else frame.rename(columns=str))
    key = key_column(table, id_column or own_key)
    is_long = {"indicator", "value"} <= set(table.frame.columns)
    if is_long and key is None:
        raise DatasetError(Problem("no_id_column", {"hint": ", ".join(ID_COLUMNS)}, file=table.file))
    index, problems = index_of(table, key)
    keys = [name for name in (key, "year", "assessor") if name is not None and name in table.frame.columns]
    rest = evolve(table, frame=table.frame.drop(columns=keys)) if keys else table
    dataset = from_long(rest, index) if is_long else _wide(rest, index)
    return evolve(
        dataset,
        names=_names(dataset.frame),
        file=table.file,
        digest=table.digest,
        problems=(*table.problems, *problems, *dataset.problems),
    )


def _wide(table: Table, index: Index) -> Dataset:
    frame = table.frame.set_axis(index)
    texts = set(not_numeric(frame))
    if texts:
        columns = {
            name: (guessed(column.astype(object)) if name in texts else column).array for name, column in frame.items()
        }
        frame = DataFrame(columns, index=index, columns=frame.columns, copy=False)
    lines = None if table.lines is None else Series(table.lines, index=index)
    return Dataset(frame, lines=lines, problems=tuple(keys_twice(table, index)))


def _names(frame: DataFrame) -> "Series[str] | None":
    """Give the cities' names, the key for a city that has none."""
    column = next((name for name in _NAME_COLUMNS if name in frame), None)
    if column is None or is_numeric_dtype(frame[column]):
        return None
    names = [
        as_key(name) or said(key) for name, key in zip(frame[column], frame.index.get_level_values(0), strict=True)
    ]
    return Series(names, index=frame.index, dtype=object)
