"""Frames of other libraries (polars, pyarrow and what else narwhals knows) as frames of pandas."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from pandas import DataFrame, Series

from smartscore.errors import DatasetError, Problem, UsageError

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw


def as_pandas(frame: object) -> DataFrame:
    """Give a frame as one of pandas: itself, or the same columns, with texts and dates as they are.

    A lazy frame is worked out.

    Raises:
        DatasetError: for columns that stand twice.
        UsageError: for what is no frame.
    """
    if isinstance(frame, DataFrame):
        return frame
    import narwhals.stable.v2 as nw  # which most runs do without
    from narwhals.exceptions import DuplicateError

    try:
        native: Any = nw.from_native(frame, pass_through=True)
        if isinstance(native, nw.LazyFrame):
            native = native.collect()
        if not isinstance(native, nw.DataFrame):
            raise UsageError(Problem("unknown_source", {"found": type(frame).__qualname__}))
        return DataFrame({name: _column(native[name]) for name in native.columns})
    except DuplicateError as error:
        times = Counter(map(str, getattr(frame, "column_names", ())))
        twice = [(name, count) for name, count in times.items() if count > 1]
        raise DatasetError(Problem("column_twice", {"times": count}, column=name) for name, count in twice) from error


def _column(column: "nw.Series[Any]") -> "Series[Any]":
    if column.dtype.is_decimal():
        import narwhals.stable.v2 as nw

        column = column.cast(nw.Float64())
    if column.dtype.is_float() or (column.dtype.is_integer() and not column.null_count()):
        return Series(column.to_numpy())
    return Series(column.to_list(), dtype=object)  # whole numbers with gaps too, whose last digits a float would lose
