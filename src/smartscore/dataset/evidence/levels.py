"""The levels that a dataset states and those that follow from its items of evidence, and what is wrong with either."""

from collections.abc import Iterator

import numpy as np
from pandas.api.types import is_numeric_dtype

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.evidence.items import items_of
from smartscore.dataset.evidence.ladder import levels_reached
from smartscore.errors import Problem
from smartscore.evidence.statuses import ACCEPTED, are, status_of
from smartscore.model import Indicator, Ladder
from smartscore.numerals.invalid_numbers import not_a_number
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.numerals.numbers import to_numbers
from smartscore.rules import Array
from smartscore.tables.identifiers import as_key


def has_items(dataset: Dataset, node: Indicator) -> bool:
    """Tell whether a dataset says anything of the items of an indicator."""
    in_lines = dataset.evidence is not None and node.id in dataset.evidence.of_indicators
    return in_lines or any(column in dataset.frame.columns for column in node.tick_columns.values())


def stated_levels(dataset: Dataset, name: str | None) -> Array:
    """Give the levels that stand in the column of an indicator: (cities), NaN where there is none."""
    if name is None or ":" in name:  # a criterion, since the indicator has no column
        return np.full(len(dataset.frame), np.nan)
    return to_numbers(dataset.frame[name].astype(object))[0]


def levels_of(dataset: Dataset, node: Indicator, name: str, ladder: Ladder | None) -> tuple[Array, list[Problem]]:
    """Give the level in each city, NaN where nothing is said, and what is wrong with the items.

    `name` is the column of the indicator. A level given beside the items must be theirs; where the ladder is advisory,
    it counts instead.
    """
    problems = [*_invalid_ticks(dataset, node), *_invalid_levels(dataset, node)]
    reached = levels_reached(items_of(dataset, node), len(dataset.frame), ladder)
    if ":" in name:  # a criterion, since the indicator has no column
        return reached, problems
    stated, wrong = to_numbers(dataset.frame[name].astype(object))
    cells = dataset.frame[name].tolist()
    is_wrong = np.zeros(len(stated), dtype=bool)
    is_wrong[wrong] = [not is_not_applicable(cells[row]) for row in wrong]
    problems += [
        Problem(*not_a_number(cells[row]), **dataset.place(row, name)) for row in np.flatnonzero(is_wrong).tolist()
    ]
    if ladder is not None and ladder.advisory:
        return np.where(np.isnan(stated), reached, stated), problems
    excused = np.zeros(len(stated), dtype=bool)
    excused[wrong] = ~is_wrong[wrong]
    problems += _differing(dataset, name, np.where(excused, np.inf, stated), reached)
    return np.where(np.isnan(reached), stated, reached), problems


def _differing(dataset: Dataset, name: str, stated: Array, reached: Array) -> Iterator[Problem]:
    """Find the levels that are not those of their items, or said not to apply, which is infinite here."""
    for row in np.flatnonzero(~np.isnan(stated) & ~np.isnan(reached) & (stated != reached)).tolist():
        given = dataset.frame[name].iloc[row] if np.isinf(stated[row]) else f"{stated[row]:g}"
        yield Problem("level_differs", {"given": given, "computed": f"{reached[row]:g}"}, **dataset.place(row, name))


def _invalid_ticks(dataset: Dataset, node: Indicator) -> Iterator[Problem]:
    """Find cells of criteria that name no status."""
    for column in node.tick_columns.values():
        if column in dataset.frame:
            for row, cell in enumerate(dataset.frame[column].tolist()):
                word = as_key(cell).casefold()
                if status_of(cell) is None and word not in MISSING_WORDS:
                    yield Problem("tick_not_valid", {"found": word}, **dataset.place(row, column))


def _invalid_levels(dataset: Dataset, node: Indicator) -> Iterator[Problem]:
    """Find the lines of evidence whose level the indicator does not have."""
    if dataset.evidence is None or (domain := node.possible) is None:
        return
    lines = dataset.evidence.of_indicators.get(node.id, np.zeros(0, dtype=int))
    levels = dataset.evidence.columns["level"][lines]
    for line in lines[(levels >= 0) & ((levels < domain.low) | (levels > domain.high))].tolist():
        row = int(dataset.evidence.columns["row"][line])
        fields = {"found": int(dataset.evidence.columns["level"][line]), "expected": str(domain)}
        where = dataset.evidence.place(line, dataset.file, "level")
        yield Problem("item_level", fields, city=dataset.label(row), indicator=node.id, **where)


def met(dataset: Dataset, node: Indicator, levels: Array) -> dict[str, np.ndarray]:
    """Give where each criterion is met, by its place: as its status says, or as the level does where none is said.

    The marks are bool (cities).
    """
    items = items_of(dataset, node)
    is_said = np.zeros(len(levels), dtype=bool)
    is_said[items.rows] = True
    marks = {place: (levels >= level) & ~is_said for place, level in node.ticks.items()}
    for place, mark in marks.items():
        mark[items.rows[(items.names == place) & are(items.statuses, ACCEPTED)]] = True
    return marks


def excused_criteria(dataset: Dataset, node: Indicator) -> dict[str, np.ndarray]:
    """Give where a criterion does not apply, by its place, without those that apply everywhere: bool (cities)."""
    marks = {}
    for place, column in node.tick_columns.items():
        if column in dataset.frame and not is_numeric_dtype(dataset.frame[column].dtype):
            marks[place] = np.array([*map(is_not_applicable, dataset.frame[column].tolist())], dtype=bool)
    return {place: mask for place, mask in marks.items() if mask.any()}
