"""Programmes of a master plan: which share of them runs or is done, by dimension.

The share stands beside the scores and is never turned into one: how the evaluation does that is not published.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from pandas import DataFrame, Series

from smartscore.errors import DatasetError, Problem, hint
from smartscore.numerals.decimals import resolve_decimals
from smartscore.numerals.numbers import to_numbers
from smartscore.reading import ReadingOptions, TableReader, read_table, read_tables
from smartscore.tables import Table
from smartscore.tables.identifiers import as_key, as_keys

STATUSES = ("planned", "running", "done", "stopped")
ACTIVE = ("running", "done")
_NEEDED = ("dimension", "title", "status")


def read_master_plan(path: Path, dimensions: Collection[str] = (), read: TableReader = read_tables) -> DataFrame:
    """Read the programmes of a master plan from a table: dimension, title and status, perhaps city, budget, owner.

    `dimensions` are those that a programme may belong to; none means any. `read` is another reader, such
    as one that goes by recipes.

    Raises:
        DatasetError: with every problem of the file.
        UsageError: for a file of another kind.
    """
    (table,) = resolve_decimals([read_table(path, ReadingOptions(key="dimension"), read)], id_column="dimension")
    frame = DataFrame(
        {
            name: table.frame[name] if name == "budget" else Series(as_keys(table.frame[name]), dtype=object)
            for name in table.frame.columns
        }
    )
    columns = [str(name) for name in frame.columns]
    problems = [
        *table.problems,
        *table.cell_problems(),
        *_missing(columns, str(path)),
        *_wrong(table, frame, dimensions),
    ]
    if "budget" in frame:
        budgets, wrong = to_numbers(frame["budget"])
        problems += [
            Problem(
                "not_a_number", {"found": as_key(frame["budget"].iloc[row])}, column="budget", **table.at(row, "budget")
            )
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


def _wrong(table: Table, frame: DataFrame, dimensions: Collection[str]) -> Iterator[Problem]:
    for name in ("dimension", "title"):
        for row, text in enumerate(frame.get(name, ())):
            if not text:
                yield Problem("cell_empty", column=name, **table.at(row, name))
    for row, status in enumerate(frame.get("status", ())):
        if status not in STATUSES:
            yield Problem("status_unknown", {"found": status}, column="status", **table.at(row, "status"))
    for row, dimension in enumerate(frame.get("dimension", ())):
        if dimensions and dimension not in dimensions:
            fields = {"found": dimension, "hint": hint(dimension, dimensions)}
            yield Problem("not_a_member", fields, column="dimension", **table.at(row, "dimension"))


def completion(programmes: DataFrame) -> DataFrame:
    """Count the programmes that run or are done: a row a dimension, and `all` below (with `city` before, if given).

    Columns: active, total, share (0..1, unrounded), and budget where programmes have one.
    """
    flagged = programmes.assign(active=programmes["status"].isin(ACTIVE), total=1)
    frames = [_counted(flagged), _counted(flagged.assign(dimension="all"))]
    counts = DataFrame({name: Series([*frames[0][name], *frames[1][name]]) for name in frames[0].columns})
    if "city" in counts:
        counts = counts.sort_values("city", kind="stable", ignore_index=True)
    return counts.assign(share=counts["active"] / counts["total"])


def _counted(flagged: DataFrame) -> DataFrame:
    keys = [*(["city"] if "city" in flagged else []), "dimension"]
    groups = flagged.groupby(keys, sort=False)
    counted = groups[["active", "total"]].sum()
    if "budget" in flagged:
        counted["budget"] = groups["budget"].sum(min_count=1)  # a sum of no known budget is missing, not 0
    return counted.reset_index()
