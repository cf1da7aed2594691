"""The contract of steps."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas import DataFrame

from smartscore.errors import Problem, RuleError, SmartscoreError
from smartscore.model import Framework, Step
from smartscore.testing.cases import Numbers, one
from smartscore.testing.copies import faults_of_copies
from smartscore.testing.search import ANY_FAILURE, broken, in_words, searched
from smartscore.text import Phrase, Sentence

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_NAMES = ("first", "second", "third")
_LAID = (12.0, np.nan, 0.0, 3.0, 100.0, 7.5, 3.0, np.nan, 1.0, 40.0)
_MOST_COLUMNS = 5
_CASES = 25  # frames take their time


def check_step(step: Step, frame: DataFrame | None = None) -> None:
    """Check the contract of a step, and name the smallest case that breaks it.

    Fitted to a baseline, in whatever order its cities stand, it gives a new frame with the rows, index, columns and
    types of the one that it is given, which it leaves as it is, without infinities; columns that are no indicators stay
    as they are. It gives the same twice, and what becomes of a city does not depend on the others once it is fitted.
    Copies of it are equal to it.

    `frame` has the cities to try: its columns of floats are the indicators. By default cities are made up, with gaps,
    and with the further columns that the step asks for.

    Raises:
        RuleError: with everything that is wrong.
        UsageError: if hypothesis is not installed.
    """
    if problems := faults_of_step(step, frame, thorough=True):
        raise RuleError(problems)


def faults_of_step(
    step: Step, frame: DataFrame | None, names: Sequence[str] = _NAMES, *, thorough: bool = False
) -> list[Problem]:
    """Give what is wrong with a step on a frame, or one made up of these indicators; `thorough` searches."""
    given = made_up(step, names) if frame is None else frame
    columns = [str(name) for name in given.columns if pd.api.types.is_float_dtype(given[name])]
    try:
        fitted = step.fit(given.copy(), list(columns))
    except SmartscoreError as error:
        return list(error.problems)
    except ANY_FAILURE as error:
        return [_failure(error, given[columns])]
    faults = partial(_guarded, fitted, columns)
    found = searched(faults, [given], partial(_drawn, given), _CASES) if thorough else broken(faults, [given])
    if all(problem.code != "step_fails" for problem in found):
        found += _faults_of_fitting(step, given, columns)
    return (faults_of_copies(step) if thorough else []) + found


def made_up(step: Step, names: Sequence[str]) -> DataFrame:
    """Give ten cities with these indicators, a population, a province, and what else the step asks for by name."""
    columns: dict[str, object] = {name: np.roll(_LAID, place) for place, name in enumerate(names)}
    columns |= {"population": np.arange(len(_LAID)), "province": ["East", "West"] * (len(_LAID) // 2)}
    index = pd.Index([f"city {number}" for number in range(1, 1 + len(_LAID))], name="city")
    for _ in range(_MOST_COLUMNS):
        frame = DataFrame(columns, index=index)
        try:
            step.fit(frame.copy(), list(names))
        except ANY_FAILURE as error:
            if (wanted := _wanted(error)) is None or wanted in columns:
                break
            columns[wanted] = ["North", "South"] * (len(_LAID) // 2)
        else:
            break
    return DataFrame(columns, index=index)


def faults_in_framework(framework: Framework) -> list[Problem]:
    """Give what is wrong with the steps of a framework, on made-up values of its indicators."""
    names = [indicator.id for indicator in framework.indicators]
    return [problem for step in framework.steps for problem in faults_of_step(step, None, names)]


def _wanted(error: BaseException) -> str | None:
    """Give the column that an error says is missing."""
    if isinstance(error, SmartscoreError):
        return next((str(p.fields["found"]) for p in error.problems if p.code == "column_missing"), None)
    return str(error.args[0]) if isinstance(error, KeyError) and error.args else None


def _drawn(frame: DataFrame) -> "SearchStrategy[DataFrame]":
    """Draw some of the cities; the fewer the simpler."""
    from hypothesis import strategies

    places = strategies.lists(strategies.integers(0, len(frame) - 1), min_size=1, max_size=4, unique=True)
    return places.map(lambda chosen: frame.iloc[chosen])


def _failure(error: BaseException, values: DataFrame) -> Problem:
    city = str(values.index[0]) if len(values) == 1 else None
    return Problem("step_fails", {"error": in_words(error), "case": Numbers(values.to_numpy())}, city=city)


def _guarded(fitted: Step, columns: list[str], frame: DataFrame) -> list[Problem]:
    """Give the faults of a fitted step on a frame, or that it fails on it."""
    try:
        return list(_faults(fitted, columns, frame))
    except ANY_FAILURE as error:
        return [_failure(error, frame[columns])]


def _faults_of_fitting(step: Step, frame: DataFrame, columns: list[str]) -> Iterator[Problem]:
    """Compare what the step does to the cities that it is fitted to, in their order, in another, and once more."""
    baseline = frame.copy()
    fitted = step.fit(baseline, list(columns))
    if not baseline.equals(frame):
        yield Problem("step_changes_input", {"columns": ", ".join(_changed(frame, baseline))})
        return
    first = fitted(frame.copy())
    others = {
        "step_not_repeatable": step.fit(frame.copy(), list(columns)),
        "step_fit_order": step.fit(frame.iloc[::-1].copy(), list(columns)),
    }
    for code, other in others.items():
        yield from _first_difference(code, frame[columns], first, other(frame.copy()))


def _faults(fitted: Step, columns: list[str], frame: DataFrame) -> Iterator[Problem]:
    given = frame.copy()
    found = fitted(given)
    if not given.equals(frame):
        yield Problem("step_changes_input", {"columns": ", ".join(_changed(frame, given))})
        return
    if not isinstance(found, DataFrame) or not found.index.equals(given.index):
        yield Problem("step_rows", {"found": _rows(found), "expected": _rows(given)})
        return
    if list(found.columns) != list(given.columns):
        fields = {"found": ", ".join(map(str, found.columns)), "expected": ", ".join(map(str, given.columns))}
        yield Problem("step_columns", fields)
        return
    yield from _faults_of_columns(columns, given, found)
    alone = [fitted(given.iloc[[row]].copy()) for row in range(len(given))]
    others = {
        "step_city": alone[0] if len(alone) == 1 else pd.concat(alone),
        "step_city_order": fitted(given.iloc[::-1].copy()).iloc[::-1],
    }
    for code, other in others.items():
        yield from _first_difference(code, frame[columns], found, other)


def _faults_of_columns(columns: list[str], given: DataFrame, found: DataFrame) -> Iterator[Problem]:
    for name in given.columns:
        if found[name].dtype != given[name].dtype:
            yield Problem("step_type", {"found": found[name].dtype, "expected": given[name].dtype}, indicator=str(name))
        elif name in columns:
            endless = np.flatnonzero(np.isinf(found[name].to_numpy()))
            if len(endless):
                row = int(endless[0])
                yield _of_cell("step_infinite", given, row, str(name), value=given[name].iloc[row])
        elif not found[name].equals(given[name]):
            yield Problem("step_other_column", {}, indicator=str(name))


def _first_difference(code: str, values: DataFrame, found: object, other: object) -> Iterator[Problem]:
    """Say the first cell that is another one, by city and indicator; `values` has those of the indicators before."""
    if not (isinstance(found, DataFrame) and isinstance(other, DataFrame) and other.index.equals(found.index)):
        yield Problem("step_rows", {"found": _rows(other), "expected": _rows(found)})
        return
    for name in values.columns.intersection(found.columns).intersection(other.columns):
        one_way, another = found[name].to_numpy(dtype=float), other[name].to_numpy(dtype=float)
        different = np.flatnonzero(~np.isclose(another, one_way, rtol=1e-9, atol=1e-12, equal_nan=True))
        if len(different):
            row = int(different[0])
            cell = {"value": values[name].iloc[row], "found": another[row], "expected": one_way[row]}
            yield _of_cell(code, values, row, name, **cell)
            return


def _of_cell(code: str, frame: DataFrame, row: int, name: str, **values: float) -> Problem:
    fields = {key: one(value) for key, value in values.items()}
    return Problem(code, fields, city=str(frame.index[row]), indicator=name)


def _changed(before: DataFrame, after: DataFrame) -> list[str]:
    """Give the columns by which a frame differs from what it was, or that its index does."""
    names = sorted({str(name) for name in {*before, *after}})
    same = [name for name in names if name in before and name in after and before[name].equals(after[name])]
    return [name for name in names if name not in same] or ["index"]


def _rows(frame: object) -> Sentence:
    if not isinstance(frame, DataFrame):
        return type(frame).__name__
    return ", ".join(map(str, frame.index)) or Phrase("no_row")
