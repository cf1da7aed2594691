"""Maturity levels from ticked criteria: the level is the last one with all of its own and all lower ones met."""

import numpy as np
from pandas.api.types import is_numeric_dtype

from smartscore.dataset.dataset import Dataset
from smartscore.errors import Problem
from smartscore.model import Indicator
from smartscore.numerals.invalid_numbers import not_a_number
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.numerals.numbers import to_numbers
from smartscore.rules import Array
from smartscore.tables.identifiers import as_key

YES = frozenset({"1", "yes", "y", "true", "x", "met", "ya", "terpenuhi"})
NO = frozenset(
    {
        *("0", "no", "n", "false", "not met"),
        *("tidak", "belum", "tidak terpenuhi", "belum terpenuhi", "tidak ada", "belum ada"),
    }
)


def from_ticks(dataset: Dataset, node: Indicator, name: str) -> tuple[Array, list[Problem]]:
    """Give the level in each city, NaN where nothing is ticked, and what is wrong with the ticks.

    A criterion that is left blank where others are ticked is not met. One that does not apply is left
    out of what its level asks; a level that then asks nothing is passed over, not reached. A level
    given beside the ticks must be theirs.
    """
    met, is_answered = {}, np.zeros(len(dataset.frame), dtype=bool)
    excused = excused_criteria(dataset, node)
    problems: list[Problem] = []
    for place, column in node.tick_columns.items():
        if column in dataset.frame:
            met[place], answered, tick_problems = _ticked(dataset, column)
            is_answered |= answered
            problems += tick_problems
    not_met = np.zeros(len(is_answered), dtype=bool)
    lowest = node.possible.low if node.possible else 0.0
    levels, reached = np.full(len(is_answered), max(lowest, 0.0)), np.ones(len(is_answered), dtype=bool)
    for level in sorted(set(node.ticks.values())):
        asked = np.zeros(len(is_answered), dtype=bool)
        for place in (place for place, of in node.ticks.items() if of == level):
            reached = reached & (met.get(place, not_met) | excused.get(place, not_met))
            asked |= ~excused.get(place, not_met)
        levels[reached & asked] = level
    computed = np.where(is_answered, levels, np.nan)
    return _with_stated_levels(dataset, name, computed, problems)


def met(dataset: Dataset, node: Indicator, levels: Array) -> dict[str, np.ndarray]:
    """Give where each criterion is met, by its place: as ticked, or as the level says where none is: bool (cities)."""
    columns = {place: column for place, column in node.tick_columns.items() if column in dataset.frame}
    ticked, is_answered = {}, np.zeros(len(levels), dtype=bool)
    for place, column in columns.items():
        ticked[place], answered, _ = _ticked(dataset, column)
        is_answered |= answered
    return {p: np.where(is_answered, ticked.get(p, False), levels >= level) for p, level in node.ticks.items()}


def excused_criteria(dataset: Dataset, node: Indicator) -> dict[str, np.ndarray]:
    """Give where a criterion does not apply, by its place, without those that apply everywhere: bool (cities)."""
    marks = {}
    for place, column in node.tick_columns.items():
        if column in dataset.frame and not is_numeric_dtype(dataset.frame[column].dtype):
            marks[place] = np.array([*map(is_not_applicable, dataset.frame[column].tolist())], dtype=bool)
    return {place: mask for place, mask in marks.items() if mask.any()}


def _ticked(dataset: Dataset, column: str) -> tuple[np.ndarray, np.ndarray, list[Problem]]:
    """Give where a criterion is met, where its cell is filled, and the problems of cells that are not yes or no."""
    words = [as_key(value).casefold() for value in dataset.frame[column].tolist()]
    wrong = [
        Problem("tick_not_valid", {"found": word}, **dataset.place(row, column))
        for row, word in enumerate(words)
        if word not in YES | NO | MISSING_WORDS and not is_not_applicable(word)
    ]
    met = np.array([word in YES for word in words], dtype=bool)
    is_answer = [word in YES | NO or not (word in MISSING_WORDS or is_not_applicable(word)) for word in words]
    return met, np.array(is_answer, dtype=bool), wrong


def _with_stated_levels(
    dataset: Dataset, name: str, computed: Array, problems: list[Problem]
) -> tuple[Array, list[Problem]]:
    if ":" in name:
        return computed, problems
    stated, wrong = to_numbers(dataset.frame[name].astype(object))
    cells = dataset.frame[name].tolist()
    for row in wrong:
        if not is_not_applicable(cells[row]):
            problems.append(Problem(*not_a_number(cells[row]), **dataset.place(row, name)))
        elif not np.isnan(computed[row]):
            fields = {"given": cells[row], "computed": f"{computed[row]:g}"}
            problems.append(Problem("level_differs", fields, **dataset.place(row, name)))
    differ = np.flatnonzero(~np.isnan(stated) & ~np.isnan(computed) & (stated != computed)).tolist()
    for row in differ:
        fields = {"given": f"{stated[row]:g}", "computed": f"{computed[row]:g}"}
        problems.append(Problem("level_differs", fields, **dataset.place(row, name)))
    return np.where(np.isnan(computed), stated, computed), problems
