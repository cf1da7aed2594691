"""Rows that are parts of a unit, such as the innovations of a city, added up to one row a unit."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from attrs import evolve
from pandas import DataFrame

from smartscore.errors import Problem, Remark
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.numbers import to_numbers
from smartscore.recipes.recipe import Recipe
from smartscore.rules import Array
from smartscore.tables.identifiers import as_key, as_keys
from smartscore.tables.table import Table


def added_up(table: Table, recipe: Recipe) -> Table:
    """Give a row for each unit (and year, and assessor): the sums of the recipe's columns, and the number of parts.

    A unit stands where its first part does. A cell without a number is a problem of the table: a sum of what is not
    known is not known, and a part for which there is nothing says 0.
    """
    frame, parts = table.frame, str(recipe.parts)
    keys = [name for name in (str(recipe.key_column), "year", "assessor") if name in frame]
    units, firsts = _units(frame, keys)
    told = [name for name in (*keys, "name") if name in frame]
    sums: dict[str, Array] = {}
    problems = [problem for problem in table.cell_problems() if problem.column in {*told, *recipe.columns}]
    for name in recipe.columns:
        numbers, _ = to_numbers(frame[name].astype(object))
        problems += _without_number(table, name, numbers)
        sums[name] = np.bincount(units, weights=numbers).astype(float)
    sums[parts] = np.bincount(units).astype(float)
    made = frame[told].iloc[firsts].reset_index(drop=True).assign(**sums)
    remark = Remark("recipe_added_up", {"count": len(frame), "units": len(firsts)}, file=table.file)
    return evolve(
        table,
        frame=made,
        lines=None if table.lines is None else [table.lines[row] for row in firsts.tolist()],
        problems=(*table.problems, *problems),
        faults=(),
        interpretation=evolve(table.interpretation, remarks=(*table.interpretation.remarks, remark)),
    )


def _units(frame: DataFrame, keys: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Number the unit of each row in the order in which they come, and give the first row of each."""
    texts = DataFrame({name: as_keys(frame[name]) for name in keys}, index=frame.index)
    units = texts.groupby(keys, sort=False, dropna=False).ngroup().to_numpy()
    firsts = np.flatnonzero(~pd.Series(units).duplicated().to_numpy())
    return units, firsts


def _without_number(table: Table, name: str, numbers: Array) -> Iterator[Problem]:
    """Tell the cells of a column that are empty or no number, but for those whose fault is told already."""
    faulty = {fault.row for fault in table.faults if fault.column == name}
    for row in np.flatnonzero(np.isnan(numbers)).tolist():
        cell = as_key(table.frame[name].iloc[row])
        if row in faulty:
            continue
        if not cell or cell.casefold() in MISSING_WORDS:
            yield Problem("recipe_part_empty", column=name, **table.at(row, name))
        else:
            yield Problem("not_a_number", {"found": cell}, column=name, **table.at(row, name))
