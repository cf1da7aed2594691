"""Rows that are the sum of those right above or below them: subtotals in a table whose groups no column tells."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen

from smartscore.rules import Array
from smartscore.suspicions.row_sums import Numbers

#: The logarithm of a chance below which agreement is none: for one subtotal alone, and for each of several.
_ALONE, _AMONG = -5.0, -3.5
#: How many columns are looked at for rows that may be subtotals: those with the largest numbers.
_COLUMNS = 2


@frozen
class Subtotal:
    """A row, the columns in which it is a sum, and whether the rows that it sums stand above it."""

    row: int
    columns: tuple[str, ...]
    above: bool


def subtotals(numbers: Numbers, rows: np.ndarray) -> list[Subtotal]:
    """Find the rows, of those given in their order, that are the sum of the rows between them and the subtotal before.

    What sums all others is no subtotal. Time is linear in the rows.
    """
    if len(rows) < 4 or not numbers.values.size:
        return []
    return _in_order(numbers, rows, above=True) or _in_order(numbers, rows[::-1], above=False)


def _in_order(numbers: Numbers, rows: np.ndarray, *, above: bool) -> list[Subtotal]:
    values = np.nan_to_num(numbers.values[rows])
    sums = np.vstack([np.zeros(values.shape[1]), np.cumsum(values, axis=0)])
    largest = np.argsort(-np.median(np.abs(values), axis=0), kind="stable")[:_COLUMNS]
    for column in largest.tolist():
        found = list(_along(numbers, values, sums, column))
        least = _ALONE if len(found) == 1 else _AMONG
        if found and all(chance < least for _, _, chance in found):
            return [Subtotal(int(rows[place]), names, above) for place, names, _ in found]
    return []


def _along(numbers: Numbers, values: Array, sums: Array, column: int) -> Iterator[tuple[int, tuple[str, ...], float]]:
    """Give each place whose number in a column is the sum since the subtotal before, with its columns and chance."""
    own, running = values[:, column].tolist(), sums[:, column].tolist()
    slack = float(numbers.decimals[column])
    start = 0
    for place, value in enumerate(own):
        if place - start < 2 or value <= 0 or abs(running[place] - running[start] - value) > slack:
            continue
        if place - start == len(own) - 1:
            continue
        names, chance = _agreement(numbers, values[start : place + 1], len(own))
        if names and chance < _AMONG:
            yield place, names, chance
            start = place + 1


def _agreement(numbers: Numbers, block: Array, tries: int) -> tuple[tuple[str, ...], float]:
    """Give the columns in which the last row of a block is the sum of the others, and the logarithm of the chance.

    A sum has two parts at least, none of which is the whole. Columns that are alike in the block tell no more than one.
    """
    parts, own = block[:-1], block[-1]
    slack = numbers.decimals * np.where(numbers.decimals < 1, 1.0, 1e-6)
    usable = own != 0
    has_parts = ((parts != 0).sum(axis=0) > 1) & ~(np.abs(parts - own) <= slack).any(axis=0)
    matches = usable & has_parts & (np.abs(own - parts.sum(axis=0)) <= slack)
    if not matches.any():
        return (), 0.0
    first = np.zeros(len(own), dtype=bool)
    first[np.unique(block, axis=1, return_index=True)[1]] = True
    chances = np.log10(np.clip(numbers.decimals / np.abs(np.where(usable, own, 1.0)), 1e-12, 1.0))
    ways = math.log10(math.comb(int((usable & first).sum()), int((matches & first).sum()))) + math.log10(tries)
    return tuple(_names(numbers.names, matches)), float(chances[matches & first].sum()) + ways


def _names(names: Sequence[str], matches: np.ndarray) -> Iterator[str]:
    return (name for name, is_one in zip(names, matches.tolist(), strict=True) if is_one)
