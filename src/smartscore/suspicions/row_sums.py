"""Rows that are no unit by their numbers: the sum, the mean or a weighted mean of the others.

A row is found where so much agreement by chance is out of the question. The chance of one column is the step that its
decimals can tell beside the range of its numbers; the chances of several are multiplied.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen

from smartscore.rules import Array

#: The logarithm of a chance below which agreement is none.
_CHANCE = -3.5
#: How many rows are looked at for the step of a column.
_SAMPLE = 64
_STEPS = (1000.0, 500.0, 100.0, 50.0, 10.0, 5.0, 1.0, 0.5, 0.1, 0.05, 0.01, 0.001, 1e-4, 1e-5, 1e-6)


@frozen
class Agreement:
    """In which columns a row is the sum or a mean of the others, and by which column the mean is weighted."""

    sums: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    weights: str = ""


@frozen(eq=False)
class Numbers:
    """The numbers of rows: (rows x columns), the names of the columns, and the step of each that its decimals tell."""

    values: Array
    names: Sequence[str]
    steps: Array
    decimals: Array

    @classmethod
    def of(cls, values: Array, names: Sequence[str]) -> "Numbers":
        sample = values[:: max(1, len(values) // _SAMPLE)]
        steps = np.full(values.shape[1], 1e-7)
        for step in _STEPS[::-1]:
            places = sample / step
            steps = np.where(np.all((np.abs(places - np.rint(places)) < 1e-6) | np.isnan(places), axis=0), step, steps)
        return cls(values, names, steps, np.where(steps > 1, 1.0, 10.0 ** np.floor(np.log10(steps))))


def agreeing_rows(numbers: Numbers, groups: np.ndarray, rows: np.ndarray) -> Iterator[tuple[int, Agreement]]:
    """Find the rows, of those given, that are the sum or a mean of the other rows given of their group.

    `groups` numbers the group of each row: (rows). Groups need two other rows at least.
    """
    values = numbers.values[rows]
    if not values.size:
        return
    of = np.unique(groups[rows], return_inverse=True)[1]
    order, starts = _blocks(of)
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    total, count = (np.add.reduceat(part[order], starts, axis=0)[of] for part in (filled, known * 1.0))
    others, left = total - filled, count - known
    spread = _ranges(values[order], starts)[of]
    usable = known & (left >= 2) & (spread > 0)
    is_sum = usable & (np.abs(others - values) <= _rounding(numbers, left)) & (values != 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = others / left
    is_mean = usable & _agree(mean, values)
    promising = (is_sum | is_mean).sum(axis=1) * 2 >= usable.sum(axis=1)
    promising |= is_sum.any(axis=1) | (_at_edge(order, starts) & ~known.all(axis=1))
    for row in np.flatnonzero(promising & usable.any(axis=1)).tolist():
        one = _Row(
            own=values[row],
            others=values[(of == of[row]) & (np.arange(len(of)) != row)],
            is_sum=is_sum[row],
            is_mean=is_mean[row],
            mean=mean[row],
            usable=usable[row],
            spread=spread[row],
        )
        if (found := _least_chance(numbers, one)) is not None:
            yield int(rows[row]), found


@frozen(eq=False)
class _Row:
    """A row with the others of its group, and in which columns it is their sum or mean, may be, and how they spread."""

    own: Array
    others: Array
    is_sum: np.ndarray
    is_mean: np.ndarray
    mean: Array
    usable: np.ndarray
    spread: Array


def _rounding(numbers: Numbers, left: Array) -> Array:
    """Give how far the sum of so many rounded numbers may be from the rounded sum."""
    return np.asarray(numbers.decimals * np.where(numbers.decimals < 1, 0.5 + np.sqrt(left / 12.0), 1e-6))


def _agree(means: Array, values: Array) -> np.ndarray:
    """Tell which values are these means, rounded to the decimals that each has."""
    apart = np.abs(means - values)
    near = apart <= 0.5 + 1e-6
    near[near] = apart[near] <= 0.5 * _own_step(values[near]) * (1 + 1e-6)
    return np.asarray(near)


def _own_step(values: Array) -> Array:
    """Give the step that the decimals of each number can tell, never more than 1."""
    steps = np.full(values.shape, 1e-9)
    for decimals in range(9, -1, -1):
        places = values * 10.0**decimals
        steps = np.where(np.abs(places - np.rint(places)) < 1e-5, 10.0**-decimals, steps)
    return steps


def _blocks(of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the order in which the rows of a group stand together, and where each group starts in it."""
    order = np.argsort(of, kind="stable")
    return order, np.flatnonzero(np.diff(of[order], prepend=-1))


def _ranges(values: Array, starts: np.ndarray) -> Array:
    """Give the range of each column in each group: (groups x columns)."""
    low = np.fmin.reduceat(values, starts, axis=0)
    return np.asarray(np.nan_to_num(np.fmax.reduceat(values, starts, axis=0) - low))


def _at_edge(order: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Tell which rows are the first or the last of their group."""
    edge = np.zeros(len(order), dtype=bool)
    edge[order[starts]] = True
    edge[order[np.append(starts[1:], len(order)) - 1]] = True
    return edge


def _least_chance(numbers: Numbers, row: _Row) -> Agreement | None:
    """Give the agreement of a row that is least by chance, None where it may be chance."""
    tries = 1 if row.is_sum.any() else len(row.others)
    heavy = np.flatnonzero(row.is_sum | row.is_mean | np.isnan(row.own)).tolist()
    chances = _chances(numbers, row, row.mean)
    best = (_logarithm(chances, row.is_sum | row.is_mean, row.usable, tries), -1, row.is_mean)
    for place in heavy:
        mean = _weighted_mean(row, place)
        means = row.usable & _agree(mean, row.own)
        chances = _chances(numbers, row, mean)
        logarithm = _logarithm(chances, row.is_sum | means, row.usable, len(row.others) * len(heavy))
        best = min(best, (logarithm, place, means), key=lambda one: one[0])
    logarithm, place, means = best
    if logarithm > _CHANCE:
        return None
    names = np.asarray(numbers.names, dtype=object)
    return Agreement(tuple(names[row.is_sum]), tuple(names[means & ~row.is_sum]), names[place] if place >= 0 else "")


def _chances(numbers: Numbers, row: _Row, mean: Array) -> Array:
    """Give by column the chance that a row agrees as well as it does: a whole number does with all near it."""
    own_step = _own_step(row.own)
    is_exact = np.abs(mean - row.own) <= 0.5 * numbers.decimals * (1 + 1e-6)
    coarse = np.where(is_exact, numbers.steps, np.maximum(own_step, numbers.steps))
    step = np.where(own_step < numbers.decimals, own_step, coarse)
    with np.errstate(invalid="ignore", divide="ignore"):
        of_mean = np.where(row.spread > 0, step / row.spread, 1.0)
        return np.asarray(np.where(row.is_sum, numbers.decimals / np.abs(row.own), of_mean))


def _weighted_mean(row: _Row, place: int) -> Array:
    """Give in each column the mean of the others weighted by the column at a place, NaN in that and by no weights."""
    others, weights = row.others, row.others[:, place]
    if (
        not (np.nan_to_num(weights, nan=0.0) > 0).any()
        or np.nanmin(weights) < 0
        or np.nanmax(weights) == np.nanmin(weights)
    ):
        return np.full(len(row.own), np.nan)
    known = ~np.isnan(others) & ~np.isnan(weights)[:, None]
    heavy = np.where(known, weights[:, None], 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (heavy * np.where(known, others, 0.0)).sum(axis=0) / heavy.sum(axis=0)
    mean[place] = np.nan
    return np.asarray(mean)


def _logarithm(chances: Array, matches: np.ndarray, usable: np.ndarray, tries: float) -> float:
    """Give the logarithm of the chance that so many of the columns agree, 0 where fewer than half of them do."""
    found, of = int(matches.sum()), int(usable.sum())
    if found == 0 or found * 2 < of:
        return 0.0
    logarithm = float(np.log10(np.clip(chances[matches], 1e-12, 1.0)).sum())
    return logarithm + math.log10(math.comb(of, found)) + math.log10(max(tries, 1))
