"""Rows that are no unit by their numbers: the sum, the mean or a weighted mean of the others.

A row is found where so much agreement by chance is out of the question. The chance of one column is the step that its
decimals can tell beside the range of its numbers; the chances of several are multiplied.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from attrs import frozen

from smartscore.rules import Array

#: The logarithm of a chance below which agreement is none.
_CHANCE = -3.5
#: How many rows of a group may agree with its mean before it is chance that they do, as with a few whole numbers.
_MEANS = 20
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

    @property
    def are_empty(self) -> np.ndarray:
        """Tell which rows have no number at all."""
        return np.asarray(np.isnan(self.values).all(axis=1) & bool(self.values.shape[1]))


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
    hopeful = np.flatnonzero(promising & usable.any(axis=1))
    least = _chances(numbers, values[hopeful], is_sum[hopeful], spread[hopeful], values[hopeful])
    hopeful = hopeful[_may_be_rare(least, usable[hopeful], is_sum[hopeful], left[hopeful])]
    if not len(hopeful):
        return
    means = _weighted_means(_Blocks(values, of, order, starts), hopeful, is_sum | is_mean | ~known)
    for place, row in enumerate(hopeful.tolist()):
        weighted = {column: found[place] for column, found in means.items()}
        size = float(left[row].max())
        one = _Row(values[row], is_sum[row], is_mean[row], usable[row], spread[row], mean[row], size, weighted)
        if (agreement := _least_chance(numbers, one)) is not None:
            yield int(rows[row]), agreement


@frozen(eq=False)
class _Row:
    """A row among so many others: in which columns it is their sum or mean, or their mean weighted by each column."""

    own: Array
    is_sum: np.ndarray
    is_mean: np.ndarray
    usable: np.ndarray
    spread: Array
    mean: Array
    others: float
    weighted: Mapping[int, Array]

    def chances(self, numbers: Numbers, mean: Array) -> Array:
        """Give by column the chance that the number agrees with these means as well as it does."""
        return _chances(numbers, self.own, self.is_sum, self.spread, mean)


@frozen(eq=False)
class _Blocks:
    """Numbers (rows x columns), the group of each row, the rows in the order of groups, and where each starts there."""

    values: Array
    of: np.ndarray
    order: np.ndarray
    starts: np.ndarray

    def sums(self, part: Array) -> Array:
        """Add up each column in each group: (rows x columns) -> (groups x columns)."""
        return np.asarray(np.add.reduceat(part[self.order], self.starts, axis=0))


def _chances(numbers: Numbers, values: Array, is_sum: np.ndarray, spread: Array, mean: Array) -> Array:
    """Give the chance that each number agrees with others: as a sum where it is one, else with this mean of them.

    A whole number agrees with all that is near it, which is more likely than that a number with decimals does.
    """
    own_step = _own_step(values)
    with np.errstate(invalid="ignore"):
        is_exact = np.abs(mean - values) <= 0.5 * numbers.decimals * (1 + 1e-6)
    coarse = np.where(is_exact, numbers.steps, np.maximum(own_step, numbers.steps))
    step = np.where(own_step < numbers.decimals, own_step, coarse)
    with np.errstate(invalid="ignore", divide="ignore"):
        of_mean = np.where(spread > 0, step / spread, 1.0)
        return np.asarray(np.clip(np.where(is_sum, numbers.decimals / np.abs(values), of_mean), 1e-12, 1.0))


def _may_be_rare(chances: Array, usable: np.ndarray, is_sum: np.ndarray, left: Array) -> np.ndarray:
    """Tell which rows are no chance if all their numbers agree: rows of few small numbers never are."""
    least = np.where(usable, np.log10(np.where(np.isnan(chances), 1.0, chances)), 0.0).sum(axis=1)
    tries = np.where(is_sum.any(axis=1), 0.0, np.log10(np.maximum(left.max(axis=1), 1.0)))
    return np.asarray(least + tries <= _CHANCE)


def _weighted_means(blocks: _Blocks, rows: np.ndarray, may_weigh: np.ndarray) -> dict[int, Array]:
    """Give by each column that may weigh the weighted means of the others of each row, NaN by no weights."""
    found = {}
    for column in np.flatnonzero(may_weigh[rows].any(axis=0)).tolist():
        weights = blocks.values[:, column]
        if not (weights > 0).any() or np.nanmin(weights) < 0 or np.nanmax(weights) == np.nanmin(weights):
            continue
        known = ~np.isnan(blocks.values) & ~np.isnan(weights)[:, None]
        heavy = np.where(known, weights[:, None], 0.0)
        mass = heavy * np.where(known, blocks.values, 0.0)
        groups = blocks.of[rows]
        with np.errstate(invalid="ignore", divide="ignore"):
            means = (blocks.sums(mass)[groups] - mass[rows]) / (blocks.sums(heavy)[groups] - heavy[rows])
        means[~may_weigh[rows, column]] = np.nan
        means[:, column] = np.nan
        found[column] = np.asarray(means)
    return found


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
    tries = 1.0 if row.is_sum.any() else row.others
    plain = row.chances(numbers, row.mean)
    best = (_logarithm(plain, row.is_sum | row.is_mean, row.usable, tries), -1, row.is_mean)
    for place, weighted in row.weighted.items():
        means = row.usable & _agree(weighted, row.own)
        if not means.any():
            continue
        chances = row.chances(numbers, weighted)
        logarithm = _logarithm(chances, row.is_sum | means, row.usable, row.others * len(row.weighted))
        best = min(best, (logarithm, place, means), key=lambda one: one[0])
    logarithm, place, means = best
    if logarithm > _CHANCE:
        return None
    names = np.asarray(numbers.names, dtype=object)
    return Agreement(tuple(names[row.is_sum]), tuple(names[means & ~row.is_sum]), names[place] if place >= 0 else "")


def _logarithm(chances: Array, matches: np.ndarray, usable: np.ndarray, tries: float) -> float:
    """Give the logarithm of the chance that so many of the columns agree, 0 where fewer than half of them do."""
    found, of = int(matches.sum()), int(usable.sum())
    if found == 0 or found * 2 < of:
        return 0.0
    logarithm = float(np.log10(chances[matches]).sum())
    return logarithm + math.log10(math.comb(of, found)) + math.log10(max(tries, 1))
