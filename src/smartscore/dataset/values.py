"""The column of a node as numbers, and what is wrong with its cells."""

from collections.abc import Iterator, Sequence

import numpy as np
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.evidence.levels import has_items, levels_of
from smartscore.errors import Problem, hint
from smartscore.model import Indicator, Ladder, Node
from smartscore.numerals.invalid_numbers import not_a_number
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.numerals.numbers import to_numbers
from smartscore.numerals.quantity import Quantity
from smartscore.rules import Array, answers
from smartscore.tables.identifiers import as_key
from smartscore.text import NO_TEXT, Text


def values_of(dataset: Dataset, node: Node, name: str, ladder: Ladder | None = None) -> tuple[Array, list[Problem]]:
    """Give a column as numbers, over its denominator where it has one, and what is wrong with it.

    Items of evidence become levels by the ladder. What does not apply is no number either; where it must apply, that is
    wrong.
    """
    values, problems = _judged_values(dataset, node, name, ladder)
    return values, [*problems, *_said_not_to_apply(dataset, node, name)]


def _judged_values(dataset: Dataset, node: Node, name: str, ladder: Ladder | None) -> tuple[Array, list[Problem]]:
    if isinstance(node, Indicator) and (words := answers.words(node.rule)):
        return _places(dataset, words, name)
    if isinstance(node, Indicator) and has_items(dataset, node):
        return levels_of(dataset, node, name, ladder)
    if not (isinstance(node, Indicator) and node.denominator):
        return _numbers(dataset, name, node.unit if isinstance(node, Indicator) else NO_TEXT)
    values, problems = _numbers(dataset, name, NO_TEXT)
    below, known = node.denominator, dataset.frame.columns
    if below not in known:
        offer = hint(below, [str(column) for column in known])
        problems.append(Problem("column_missing", {"found": below, "hint": offer}, file=dataset.file))
        return values, problems
    over, wrong = _numbers(dataset, below, NO_TEXT)
    problems += wrong
    if node.least_denominator:
        over = np.where((over >= 0) & (over < node.least_denominator), node.least_denominator, over)
    for row in np.flatnonzero(((over <= 0) & ~np.isnan(values)) | np.isinf(over)).tolist():
        code = "infinite" if np.isinf(over[row]) else "denominator_negative" if over[row] else "denominator_zero"
        fields = {"name": below, "found": over[row] if np.isinf(over[row]) else f"{over[row]:.12g}"}
        problems.append(Problem(code, fields, **dataset.place(row, below)))
    over = np.where((over <= 0) | np.isinf(over), np.nan, over)
    return values / over * node.factor, problems


def _said_not_to_apply(dataset: Dataset, node: Node, name: str) -> Iterator[Problem]:
    """Find the cells of an indicator that applies to every city which say that it does not."""
    if isinstance(node, Indicator) and not node.not_applicable:
        frame = dataset.frame
        for column in dict.fromkeys([name, node.denominator, *node.tick_columns.values()]):
            if column in frame and not is_numeric_dtype(frame[column].dtype):
                for row in np.flatnonzero(not_applicable_in(dataset, column, node)).tolist():
                    yield Problem("applies_everywhere", {"title": node.title}, **dataset.place(row, column))


def not_applicable_in(dataset: Dataset, column: str, node: Node) -> np.ndarray:
    """Tell where the cells of a column say that the node does not apply, which a category of that name does not."""
    categories = {word.casefold() for word in answers.words(node.rule)}
    cells = dataset.frame[column].tolist()
    different = {cell for cell in cells if isinstance(cell, str)}
    said = {cell for cell in different if is_not_applicable(cell) and as_key(cell).casefold() not in categories}
    return np.array([isinstance(cell, str) and cell in said for cell in cells], dtype=bool)


def gap_words(node: Node) -> frozenset[str]:
    """Give the words for a missing value, without those that are categories of the node."""
    return MISSING_WORDS - {word.casefold() for word in answers.words(node.rule)}


def _places(dataset: Dataset, words: Sequence[str], name: str) -> tuple[Array, list[Problem]]:
    """Give the place of each word among the categories, and the words that are none of them."""
    place = {word.casefold(): number for number, word in enumerate(words)}
    values, problems = np.full(len(dataset.frame), np.nan), []
    for row, word in enumerate(dataset.frame[name].tolist()):
        written = as_key(word)
        if written.casefold() in place:
            values[row] = place[written.casefold()]
        elif written.casefold() not in MISSING_WORDS and not is_not_applicable(word):
            fields = {"found": written, "hint": hint(written, words)}
            problems.append(Problem("unknown_category", fields, **dataset.place(row, name)))
    return values, problems


def _numbers(dataset: Dataset, name: str, unit: Text) -> tuple[Array, list[Problem]]:
    """Give the numbers of a column, NaN where missing, those with this unit in their cell too, and what is none."""
    column = dataset.frame[name]
    if column.dtype == np.float64:
        return column.to_numpy(), []
    if is_numeric_dtype(column.dtype) and not is_bool_dtype(column.dtype):
        return column.to_numpy(dtype=float, na_value=np.nan), []
    values, wrong = to_numbers(column.astype(object))
    problems, cells = [], column.tolist()
    for row in wrong:
        cell = cells[row]
        if isinstance(cell, Quantity) and cell.is_in(unit):
            values[row] = cell.number
        elif not is_not_applicable(cell):
            code, fields = not_a_number(cell, unit)
            problems.append(Problem(code, fields, **dataset.place(row, name)))
    return values, problems
