"""Programmes of a master plan: which share of them runs or is done, by dimension.

The share stands beside the scores and is never turned into one: how the evaluation does that is not published.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from pandas import DataFrame, Series

from smartscore.dataset import Table, read_csv
from smartscore.dataset.numbers import to_numbers
from smartscore.errors import DatasetError, Problem, hint

STATUSES = ("planned", "running", "done", "stopped")
ACTIVE = ("running", "done")
_NEEDED = ("dimension", "title", "status")


def read_programmes(path: Path, dimensions: Collection[str] = ()) -> DataFrame:
    """Read programmes from a CSV file: dimension, title and status, and perhaps city, budget and owner.

    `dimensions` are those that a programme may belong to; none means any.

    Raises:
        DatasetError: with every problem of the file.
    """
    table = read_csv(path)
    columns = [str(name) for name in table.frame.columns]
    problems = [*table.problems, *_missing(columns, str(path))]
    if not problems:
        problems += _wrong(table, dimensions)
    frame = DataFrame({name: table.frame[name].str.strip() for name in table.frame.columns})
    if "budget" in frame:
        budgets, wrong = to_numbers(frame["budget"])
        problems += [
            Problem("not_a_number", {"found": frame["budget"].iloc[row]}, column="budget", **table.at(row))
            for row in wrong
        ]
        frame["budget"] = budgets
    if problems:
        raise DatasetError(problems)
    return frame


def _missing(columns: list[str], file: str) -> Iterator[Problem]:
    for name in _NEEDED:
        if name not in columns:
            yield Problem("column_missing", {"found": name, "hint": hint(name, columns)}, file=file)


def _wrong(table: Table, dimensions: Collection[str]) -> Iterator[Problem]:
    for row, (dimension, status) in enumerate(zip(table.frame["dimension"], table.frame["status"], strict=True)):
        if status.strip() not in STATUSES:
            yield Problem("status_unknown", {"found": status}, column="status", **table.at(row))
        if dimensions and dimension.strip() not in dimensions:
            fields = {"found": dimension, "hint": hint(dimension, dimensions)}
            yield Problem("not_a_member", fields, column="dimension", **table.at(row))


def completion(programmes: DataFrame) -> DataFrame:
    """Count the programmes that run or are done: a row a dimension, and `all` below (with `city` before, if given).

    Columns: active, total, share (0..1, unrounded), and budget where programmes have one.
    """
    flagged = programmes.assign(active=programmes["status"].isin(ACTIVE), total=1)
    city = ["city"] if "city" in programmes else []
    counted = {"active": ("active", "sum"), "total": ("total", "sum")}
    if "budget" in programmes:
        counted["budget"] = ("budget", "sum")
    by_dimension = flagged.groupby([*city, "dimension"], sort=False).agg(**counted).reset_index()
    whole = flagged.assign(dimension="all").groupby([*city, "dimension"], sort=False).agg(**counted).reset_index()
    frames = [by_dimension, whole]
    told = DataFrame({name: Series([*frames[0][name], *frames[1][name]]) for name in by_dimension.columns})
    if city:
        told = told.sort_values("city", kind="stable", ignore_index=True)
    return told.assign(share=told["active"] / told["total"])
