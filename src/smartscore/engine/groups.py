"""The cities that a city is compared with: all of its year and assessor, a group of them, or the nearest ones."""

from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from attrs import field, frozen
from pandas import Index, Series

from smartscore.dataset import Dataset
from smartscore.errors import Problem, UsageError, hint
from smartscore.numerals.numbers import to_numbers
from smartscore.rounding import best_first
from smartscore.rules import Array

#: The column that every dataset with a column `population` has beside its own.
POPULATION_CLASS = "population_class"
_CLASSES = ("< 200 000", "200 000 - 1 000 000", "> 1 000 000")


def _names(names: object) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)  # type: ignore[arg-type]


def _positive(_instance: object, _attribute: object, count: int) -> None:
    if count < 1:
        raise UsageError(Problem("peers_too_few", {"found": count}))


@frozen
class Nearest:
    """The `count` cities that are nearest to a city by the columns `on`, such as population.

    Near is a short Euclidean distance over the columns, each brought to a mean of 0 and a standard deviation of
    1, after taking logarithms where all numbers of it are above 0, so that ratios count. Of cities that are equally
    near, those are taken whose keys come first. A city without a number in one of the columns is nobody's peer.
    """

    count: int = field(validator=_positive)
    on: tuple[str, ...] = field(converter=_names)


By: TypeAlias = str | Nearest | None


def groups_of(dataset: Dataset, by: str | None) -> np.ndarray:
    """Number the groups of rows that are ranked together: year, assessor, and the column `by`.

    `by` may be `population_class` where there is a column `population`: below 200 000, to 1 000 000, above.
    Source of the classes: Politeknik Statistika STIS, Smart City Development Index (ICDSOS 233).

    Raises:
        UsageError: if the dataset has no column `by`.
    """
    rows = dataset.frame.index
    parts = [rows.get_level_values(level) for level in range(1, rows.nlevels)]
    if by is not None:
        parts.append(Index(labels_of(dataset, by)))
    if not parts:
        return np.zeros(len(rows), dtype=int)
    return np.asarray(pd.factorize(pd.MultiIndex.from_arrays(parts))[0])


def labels_of(dataset: Dataset, by: str) -> np.ndarray:
    """Give the group of each row by the column `by`: (cities).

    Raises:
        UsageError: if the dataset has no such column.
    """
    if by == POPULATION_CLASS and by not in dataset.frame and "population" in dataset.frame:
        people = _numbers(dataset, "population")
        named = np.array(_CLASSES, dtype=object)[(people >= 200_000) * 1 + (people > 1_000_000) * 1]
        return np.where(np.isnan(people), "-", named)
    return _column(dataset, by).to_numpy()


def alike(dataset: Dataset, row: int, by: By) -> np.ndarray:
    """Tell which rows are compared with the row at a position, itself included: bool (cities).

    Raises:
        UsageError: if the dataset lacks a column, or the city a number in it.
    """
    groups = groups_of(dataset, None if isinstance(by, Nearest) else by)
    together = groups == groups[row]
    if not isinstance(by, Nearest):
        return np.asarray(together)
    columns = np.stack([_standardised(dataset, name, together) for name in by.on])
    if np.isnan(columns[:, row]).any():
        lacking = [name for name, number in zip(by.on, columns[:, row], strict=True) if np.isnan(number)]
        raise UsageError(Problem("peers_no_number", {"column": name}, **dataset.place(row)) for name in lacking)
    distance = np.sqrt(((columns - columns[:, [row]]) ** 2).sum(axis=0))
    distance[~together | np.isnan(distance)] = np.inf
    distance[row] = -1.0
    near = best_first(-distance, (0.0, 1.0), list(map(str, dataset.cities)))[: by.count + 1]
    chosen = np.zeros(len(distance), dtype=bool)
    chosen[near[np.isfinite(distance[near])]] = True
    return chosen


def _standardised(dataset: Dataset, name: str, together: np.ndarray) -> Array:
    numbers = _numbers(dataset, name)
    known = numbers[together & ~np.isnan(numbers)]
    if len(known) and known.min() > 0:
        with np.errstate(invalid="ignore", divide="ignore"):
            numbers = np.log(numbers)
        known = np.log(known)
    spread = known.std() if len(known) else 0.0
    return np.asarray((numbers - (known.mean() if len(known) else 0.0)) / (spread or 1.0))


def _column(dataset: Dataset, name: str) -> "Series[Any]":
    frame = dataset.frame
    if name not in frame:
        known = [*map(str, frame.columns), *([POPULATION_CLASS] if "population" in frame else [])]
        raise UsageError(Problem("column_missing", {"found": name, "hint": hint(name, known)}, file=dataset.file))
    return frame[name]


def _numbers(dataset: Dataset, name: str) -> Array:
    """Give a column as numbers, NaN for what is missing.

    Raises:
        UsageError: with every cell that holds something else.
    """
    column = _column(dataset, name)
    numbers, wrong = to_numbers(column.astype(object))
    if wrong:
        cells = column.tolist()
        raise UsageError(Problem("not_a_number", {"found": cells[row]}, **dataset.place(row, name)) for row in wrong)
    return numbers
