"""The order of a queue: what brings most for each item stands first, and the best N are found exactly."""

import numpy as np

from smartscore.rounding import TIE, on_grid
from smartscore.rules import Array
from smartscore.views.queue_items import Chains, OpenItems


def steepness(gain: Array, needed: np.ndarray) -> Array:
    """Give what each item of a step brings, where a step and those after it are done as far as is best: (steps, chains).

    It is the slope of the least concave line over gains by items done, so that it never rises from a step to the next:
    a step that brings little counts as the way to one that brings much. Source: Sidney (1975), sequencing of chains.
    """
    start = np.zeros((1, gain.shape[1]))
    gains, costs = (np.concatenate([start, np.cumsum(each, axis=0)]) for each in (gain, needed))
    slopes = np.full(gain.shape, np.inf)
    for first in range(len(gain)):
        items = costs[first + 1 :] - costs[first]
        with np.errstate(divide="ignore", invalid="ignore"):
            onward = np.where(items > 0, (gains[first + 1 :] - gains[first]) / items, -np.inf)
        best = np.maximum.accumulate(onward[::-1])[::-1]
        slopes[first:] = np.minimum(slopes[first:], best)
    return np.where(needed > 0, slopes, 0.0)


def good_gains(chains: Chains, sign: float) -> Array:
    """Give the gains of steps so that more is better, none where it is not known."""
    return np.nan_to_num(sign * chains.gain)


def order_of(found: OpenItems, sign: float, scale: tuple[float, float], overdue: np.ndarray) -> np.ndarray:
    """Order open items: those that are needed by what they bring; equal ones by chain, the one that is due first.

    `overdue` ones stand first: bool (items). Gives positions.
    """
    chains, chain = found.chains, found.chain
    slopes = on_grid(steepness(good_gains(chains, sign), chains.needed), scale)
    brings = np.zeros(len(chain))
    brings[found.step > 0] = slopes[found.step[found.step > 0] - 1, chain[found.step > 0]]
    due = np.where(np.isnat(found.due), np.iinfo(np.int64).max, found.due.astype(np.int64))
    earliest = np.full(chains.needed.shape[1], np.iinfo(np.int64).max)
    np.minimum.at(earliest, chain[found.is_needed], due[found.is_needed])
    keys = (-found.status, due, found.step, chain, earliest[chain], -brings, ~found.is_needed, ~overdue)
    return np.lexsort(keys)


def best(found: OpenItems, order: np.ndarray, most: int, sign: float, scale: tuple[float, float]) -> np.ndarray:
    """Give the positions, out of `order`, of at most `most` items that bring most, in this order.

    Each chain is taken up to one of its steps, as far as all items that this takes are in `order`; what the chains
    bring is added up. Where that takes fewer items, the next in order fill the rest up.
    """
    needed = order[found.is_needed[order]]
    if most >= len(needed):
        return order[:most] if most >= len(order) else np.r_[needed, order[~found.is_needed[order]]][:most]
    depths = _depths(found, needed, most, sign, scale)
    taken = found.step[needed] <= depths[found.chain[needed]]
    rest = np.flatnonzero(~taken)[: most - int(taken.sum())]
    taken[rest] = True
    return needed[taken]


def _depths(found: OpenItems, needed: np.ndarray, most: int, sign: float, scale: tuple[float, float]) -> np.ndarray:
    """Give the number of steps up to which each chain is best taken with so many items: (chains).

    A knapsack in which each chain is one thing of several sizes: after each chain, the most that any number of items
    brings.
    """
    chains, chain = found.chains, found.chain[needed]
    there = np.zeros(chains.needed.shape, dtype=int)
    np.add.at(there, (found.step[needed] - 1, chain), 1)
    whole = np.logical_and.accumulate(there == chains.needed, axis=0) & (chains.needed > 0)
    sizes, gains = np.cumsum(chains.needed, axis=0), np.cumsum(good_gains(chains, sign), axis=0)
    worth = whole & (sizes <= most) & (gains > TIE * (scale[1] - scale[0]))
    candidates = [number for number in dict.fromkeys(chain.tolist()) if worth[:, number].any()]
    reached, choices = np.zeros(most + 1), np.zeros((len(candidates), most + 1), dtype=int)
    for place, number in enumerate(candidates):
        before = reached.copy()
        for step in np.flatnonzero(worth[:, number]).tolist():
            size = int(sizes[step, number])
            then = before[: most + 1 - size] + gains[step, number]
            better = then > reached[size:] + TIE * (scale[1] - scale[0])
            reached[size:][better], choices[place, size:][better] = then[better], step + 1
    depths, left = np.zeros(chains.needed.shape[1], dtype=int), most
    for place in range(len(candidates) - 1, -1, -1):
        number, step = candidates[place], int(choices[place, left])
        if step:
            depths[number] = step
            left -= int(sizes[step - 1, number])
    return depths
