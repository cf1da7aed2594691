"""From a table as it was written, wide or long, to a dataset with one row a city."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from attrs import evolve
from pandas import DataFrame, Index, Series
from pandas.api.types import is_numeric_dtype

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.keys import key_column, key_in_words, keys_twice, row_index, with_index_as_columns
from smartscore.dataset.long_table import from_long
from smartscore.errors import DatasetError, Problem
from smartscore.numerals.decimals import resolve_decimals
from smartscore.numerals.missing_marks import without_missing
from smartscore.numerals.numbers import infer_numbers
from smartscore.tables.columns import ID_COLUMNS, not_numeric
from smartscore.tables.identifiers import as_key
from smartscore.tables.interpretation import Form, Interpretation
from smartscore.tables.table import Table

_NAME_COLUMNS = ("city", "name", "unit")


def arrange(
    table: Table | DataFrame, *, id_column: str | None = None, decimal: str | None = None, missing: Collection[str] = ()
) -> Dataset:
    """Make a dataset of a table: long if it has the columns `indicator` and `value`, else wide.

    The key is `id_column`, else the frame's own index if it has one, else the first of code,
    bps_code, city, unit and name, else the first text column, else the row number. Columns `year`
    and `assessor` belong to the key. Numbers that are text have the decimal mark `decimal` (dot or
    comma), else that which all of them together tell. Cells that say one of `missing` have no value.
    Keys that are empty or stand twice, and the like, are kept in the dataset's `problems`, which every
    check tells with its own.

    Raises:
        DatasetError: if a frame has a column twice, `id_column` is none, or a long table has no key.
        UsageError: for another decimal mark.
    """
    table = Table(table) if isinstance(table, DataFrame) else table
    return arrange_parts([table], id_column=id_column, decimal=decimal, missing=missing)[0]


def arrange_parts(
    tables: Sequence[Table],
    *,
    id_column: str | None = None,
    decimal: str | None = None,
    missing: Collection[str] = (),
) -> list[Dataset]:
    """Make a dataset of each table of one file, as `arrange` does; all their numbers together tell the decimal mark."""
    named, own_keys = zip(*(_with_columns(without_missing(table, missing)) for table in tables), strict=True)
    keys = [id_column or own for own in own_keys]
    read = resolve_decimals(named, id_column=next(filter(None, keys), None), decimal=decimal)
    return [_arranged(table, key) for table, key in zip(read, keys, strict=True)]


def _with_columns(table: Table) -> tuple[Table, str | None]:
    """Give the table with all that it says in columns of different names, and the one of the key if the frame says."""
    if not table.frame.columns.is_unique:
        times = Counter(str(name) for name in table.frame.columns)
        raise DatasetError(
            Problem("column_twice", {"times": count}, file=table.file, column=name)
            for name, count in times.items()
            if count > 1
        )
    frame, own_key = with_index_as_columns(table.frame)
    named = frame if all(isinstance(name, str) for name in frame) else frame.rename(columns=str)
    return evolve(table, frame=named), own_key


def _arranged(table: Table, id_column: str | None) -> Dataset:
    key = key_column(table, id_column)
    is_long = {"indicator", "value"} <= set(table.frame.columns)
    if is_long and key is None:
        raise DatasetError(Problem("no_id_column", {"hint": ", ".join(ID_COLUMNS)}, file=table.file))
    index, problems = row_index(table, key)
    keys = [name for name in (key, "year", "assessor") if name is not None and name in table.frame.columns]
    rest = evolve(table, frame=table.frame.drop(columns=keys)) if keys else table
    dataset = from_long(rest, index) if is_long else _wide(rest, index)
    name = name_column(dataset.frame)
    return evolve(
        dataset,
        names=names_in(dataset.frame, name),
        file=table.file,
        digest=table.digest,
        key=key,
        interpretations=(_understood(table, key, name, is_long=is_long),),
        problems=(*table.problems, *_faulty(table, index), *problems, *dataset.problems),
    )


def _faulty(table: Table, index: Index) -> Iterator[Problem]:
    """Tell the faults of cells, each with its city and, in a long table, its indicator."""
    for fault in table.faults:
        where = table.at(fault.row, fault.column)
        city, column = key_in_words(index[fault.row]) or None, table.named(fault.row, fault.column)
        yield Problem(fault.code, fault.fields, city=city, column=column, **where)


def _wide(table: Table, index: Index) -> Dataset:
    frame = table.frame.set_axis(index)
    texts = set(not_numeric(frame))
    if texts:
        columns = {
            name: (infer_numbers(column.astype(object)) if name in texts else column).array
            for name, column in frame.items()
        }
        frame = DataFrame(columns, index=index, columns=frame.columns, copy=False)
    lines = None if table.lines is None else Series(list(table.lines), index=index)
    return Dataset(frame, lines=lines, problems=tuple(keys_twice(table, index)))


def _understood(table: Table, key: str | None, name: str | None, *, is_long: bool) -> Interpretation:
    """Add to how a table was read what its columns were taken for."""
    year, assessor = (role if role in table.frame.columns else None for role in ("year", "assessor"))
    form: Form = "long" if is_long else "wide"
    read = table.interpretation
    return evolve(read, file=table.file, form=form, key=key, name=name, year=year, assessor=assessor)


def name_column(frame: DataFrame) -> str | None:
    """Find the column of the cities' names; None if there is none."""
    column = next((name for name in _NAME_COLUMNS if name in frame), None)
    return None if column is None or is_numeric_dtype(frame[column]) else column


def names_in(frame: DataFrame, column: str | None) -> "Series[str] | None":
    """Give the cities' names, the key for a city that has none; None where no column holds them."""
    if column is None:
        return None
    names = [
        as_key(name) or key_in_words(key)
        for name, key in zip(frame[column], frame.index.get_level_values(0), strict=True)
    ]
    return Series(names, index=frame.index, dtype=object)
