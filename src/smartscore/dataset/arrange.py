"""From a table as it was written, wide or long, to a dataset with one row a city."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from attrs import evolve
from pandas import DataFrame, Index, Series

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.key_choice import BESIDE_KEY, KeyChoice, choose_key
from smartscore.dataset.keys import (
    key_in_words,
    keys_twice,
    row_index,
    tells_apart,
    with_index_as_columns,
    with_year_column,
)
from smartscore.dataset.long_table import from_long
from smartscore.errors import DatasetError, Problem, Remark
from smartscore.numerals.decimals import resolve_decimals
from smartscore.numerals.missing_marks import without_missing
from smartscore.numerals.numbers import infer_numbers
from smartscore.tables.columns import ID_COLUMNS, is_long, not_numeric
from smartscore.tables.headings import renamed, with_reserved_headings
from smartscore.tables.identifiers import as_key, as_keys
from smartscore.tables.interpretation import Form, Interpretation
from smartscore.tables.table import Table


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
    understood = [_understood(without_missing(table, missing), id_column, is_form=len(tables) > 1) for table in tables]
    choices = [choice for _, choice in understood]
    columns = {name for choice in choices for name in (choice.key, choice.name) if name is not None}
    read = resolve_decimals([table for table, _ in understood], keys=columns, decimal=decimal)
    return [_arranged(table, choice) for table, choice in zip(read, choices, strict=True)]


def chosen_columns(table: Table) -> Interpretation:
    """Give the headings of the columns that would be chosen for key and names, with what is said of the choice."""
    return _understood(evolve(table, interpretation=Interpretation(table.file)), None, is_form=False)[0].interpretation


def _understood(table: Table, id_column: str | None, *, is_form: bool) -> tuple[Table, KeyChoice]:
    """Find the columns of key, names and year, whatever they are called."""
    named, own_key = _with_columns(table)
    named, written = with_reserved_headings(named)
    reserved = {heading: name for name, heading in written.items()}
    asked = reserved.get(id_column, id_column) if id_column is not None else own_key
    dated, year = (named, None) if is_form else with_year_column(named)
    if year is not None and asked == year:
        dated, year = named, None
    choice = choose_key(dated, asked, is_form=is_form)
    remarks = list(choice.remarks)
    if year is not None and _is_panel(dated, choice.key):
        written["year"] = year
        remarks.append(Remark("year_chosen", {"found": year}, file=table.file, column=year))
    elif year is not None:
        dated = _with_value_years(named, year)
        remarks += [Remark("value_year_chosen", {"found": year}, file=table.file, column=year)] * (dated is not named)
    chosen = {"key": choice.key, "name": choice.name}
    roles: dict[str, Any] = {role: written.get(name, name) for role, name in chosen.items() if name}
    roles |= {role: written.get(role, role) for role in ("year", "assessor") if role in dated.frame.columns}
    read = table.interpretation
    form: Form = "long" if is_long(dated.frame.columns) else "wide"
    read = evolve(read, file=table.file, form=form, remarks=(*read.remarks, *remarks), **roles)
    return evolve(dated, interpretation=read), choice


def _with_value_years(table: Table, years: str) -> Table:
    """Give a long table, in which a city has a value once whatever its year, with the years as those of the values."""
    columns = table.frame.columns
    if not is_long(columns) or "value_year" in columns:
        return table
    return renamed(table, {years: "value_year"})


def _is_panel(table: Table, key: str | None) -> bool:
    """Tell whether years that are not called so are those of the rows: all one year, or what tells the rows apart."""
    if len(set(as_keys(table.frame["year"]))) == 1:
        return True
    beside = [name for name in BESIDE_KEY if name in table.frame.columns and name != "year"]
    return key is not None and not tells_apart(table, [key, *beside])


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


def _arranged(table: Table, choice: KeyChoice) -> Dataset:
    key = choice.key
    has_lines = is_long(table.frame.columns)
    if choice.problems:
        raise DatasetError([*table.problems, *choice.problems])
    if key is None and (has_lines or table.file is not None):
        lacking = Problem("no_id_column", {"hint": ", ".join(ID_COLUMNS)}, file=table.file)
        raise DatasetError([*table.problems, *table.interpretation.likely_causes, lacking])
    index, problems = row_index(table, key)
    keys = [name for name in (key, "year", "assessor") if name is not None and name in table.frame.columns]
    rest = evolve(table, frame=table.frame.drop(columns=keys)) if keys else table
    dataset = from_long(rest, index) if has_lines else _wide(rest, index)
    name = choice.name if choice.name in dataset.frame.columns else None
    return evolve(
        dataset,
        names=names_in(dataset.frame, name),
        file=table.file,
        digest=table.digest,
        key=key,
        interpretations=dataset.interpretations or (table.interpretation,),
        problems=(*table.problems, *_faulty(table, index), *problems, *dataset.problems),
    )


def _faulty(table: Table, index: Index) -> Iterator[Problem]:
    """Tell the faults of cells, each with its city and, in a long table, its indicator."""
    for fault in table.faults:
        where = table.at(fault.row, fault.column)
        city, column = key_in_words(index[fault.row]) or None, table.named(fault.row, fault.column)
        yield Problem(fault.code, fault.fields, city=city, column=column, **where)


def _as_objects(column: "Series[Any]") -> "Series[Any]":
    return column if column.dtype == object else column.astype(object)


def _wide(table: Table, index: Index) -> Dataset:
    frame = table.frame.set_axis(index)
    texts = set(not_numeric(frame))
    if texts:
        columns = {
            name: (infer_numbers(_as_objects(column)) if name in texts else column).array
            for name, column in frame.items()
        }
        frame = DataFrame(columns, index=index, columns=frame.columns)  # in one piece
    lines = None if table.lines is None else Series(list(table.lines), index=index)
    return Dataset(frame, lines=lines, problems=tuple(keys_twice(table, index, None)))


def names_in(frame: DataFrame, column: str | None) -> "Series[str] | None":
    """Give the cities' names, the key for a city that has none; None where no column holds them."""
    if column is None:
        return None
    names = [
        as_key(name) or key_in_words(key)
        for name, key in zip(frame[column], frame.index.get_level_values(0), strict=True)
    ]
    return Series(names, index=frame.index, dtype=object)
