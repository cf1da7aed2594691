"""What if: a copy of an assessment in which some values are others."""

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

import numpy as np
from attrs import evolve
from pandas import DataFrame, Series

from smartscore.dataset import City, Dataset, columns_of
from smartscore.engine import Assessment
from smartscore.engine.scoring import with_values
from smartscore.errors import Problem, SmartscoreError, UsageError, hint
from smartscore.model import Indicator
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.numerals.numbers import to_numbers
from smartscore.rules import Array, answers
from smartscore.rules.domain import impossible

Change: TypeAlias = tuple[City, str, float | str]
A = TypeVar("A", bound=Assessment)


def what_if(assessment: A, changes: Iterable[Change]) -> A:
    """Give a copy in which cities have other values of indicators; `compare` tells the difference.

    Each change is city (key or name: all its rows; in a tuple with the year: that row), indicator (id or code) and
    value, a number in the indicator's unit, a word of its categories, a word for missing such as "na", or "not
    applicable", after which a reason may stand: then it does not apply there; with any other value it does. Rules, and
    steps before them, stay as they are fitted, so what differs is due to the changes alone. What the dataset says about
    a value that is changed (its source, quality, ticked criteria) is left out of the copy.

    Raises:
        UsageError: with everything that is wrong: cities, indicators, values that are not possible.
        DatasetError: where a score that is given for a dimension is no longer that of its members.
    """
    names = {node.code: node for node in assessment.framework.indicators if node.code}
    names |= {node.id: node for node in assessment.framework.indicators}
    measured = {name: values.copy() for name, values in assessment.measured.items()}
    marks = {name: mask.copy() for name, mask in assessment.not_applicable.items()}
    dataset, problems = assessment.dataset, list[Problem]()
    for city, name, value in changes:
        try:
            rows = assessment.dataset.rows_of(city)
            if name not in names:
                raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, names)}))
            number = _number(names[name], value)
        except SmartscoreError as error:
            problems += error.problems
        else:
            node = names[name]
            measured.setdefault(node.id, np.full(len(assessment.rows), np.nan))[rows] = number
            marks.setdefault(node.id, np.zeros(len(assessment.rows), dtype=bool))[rows] = _lifts(node, value)
            column = columns_of(dataset, assessment.framework).get(node.id)
            dataset = _without_notes(dataset, node, column, rows)
            if _lifts(node, value):
                dataset = _with_cell(dataset, node.id if column is None or ":" in column else column, rows, value)
    if problems:
        raise UsageError(problems)
    return with_values(assessment, dataset, measured, marks)


def _lifts(node: Indicator, value: float | str) -> bool:
    """Tell whether a value says that the indicator does not apply."""
    categories = {word.casefold() for word in answers.words(node.rule)}
    return is_not_applicable(value) and str(value).strip().casefold() not in categories


def _number(node: Indicator, value: float | str) -> float:
    """Give a value as the number that is scored.

    Raises:
        UsageError: if it is none, or not possible.
    """
    written = str(value).strip()
    if _lifts(node, value):
        if not node.not_applicable:
            raise UsageError(Problem("applies_everywhere", {"title": node.title}, indicator=node.id))
        return float("nan")
    if written.casefold() in MISSING_WORDS:
        return float("nan")
    if words := answers.words(node.rule):
        places = {word.casefold(): place for place, word in enumerate(words)}
        if written.casefold() not in places:
            fields = {"found": written, "hint": hint(written, words)}
            raise UsageError(Problem("unknown_category", fields, indicator=node.id))
        return float(places[written.casefold()])
    numbers, wrong = to_numbers(Series([value], dtype=object))
    if wrong:
        raise UsageError(Problem("not_a_number", {"found": value}, indicator=node.id))
    _require_possible(node, numbers)
    return float(numbers[0])


def _require_possible(node: Indicator, numbers: Array) -> None:
    domain, number = node.possible, float(numbers[0])
    low, high = (domain.low, domain.high) if domain else (-np.inf, np.inf)
    told = impossible(number, domain)
    if np.isinf(number) or not low <= number <= high:
        raise UsageError(Problem("infinite" if np.isinf(number) else "outside_domain", told, indicator=node.id))
    if domain and domain.whole and number != int(number):
        raise UsageError(Problem("not_a_level", told, indicator=node.id))


def _with_cell(dataset: Dataset, column: str, rows: list[int], value: object) -> Dataset:
    """Write what is said not to apply into the cells of some rows, where the reason is looked for."""
    blank = Series(None, index=dataset.frame.index, dtype=object)
    cells = dataset.frame[column].astype(object) if column in dataset.frame else blank
    cells.iloc[rows] = value
    return evolve(dataset, frame=dataset.frame.copy().assign(**{column: cells}))


def _without_notes(dataset: Dataset, node: Indicator, column: str | None, rows: list[int]) -> Dataset:
    """Leave out what a dataset says about an indicator in some rows: notes and ticked criteria."""
    about = [name for name in dict.fromkeys([column, *node.tick_columns.values()]) if name]
    frame = dataset.frame.copy(deep=False)
    for name in set(node.tick_columns.values()) & set(frame.columns):
        ticks = frame[name].astype(object)
        ticks.iloc[rows] = None
        frame[name] = ticks
    notes = {}
    for kind, note in dataset.notes.items():
        cells = note.to_numpy(copy=True)
        if kind != "line":
            cells[np.ix_(np.asarray(rows), np.flatnonzero(note.columns.isin(about)))] = ""
        notes[kind] = DataFrame(cells, index=note.index, columns=note.columns)
    return evolve(dataset, frame=frame, notes=notes)
