"""The best N items of a queue: those that bring most together."""

import numpy as np

from smartscore.model import Framework
from smartscore.rounding import TIE
from smartscore.rules import Array
from smartscore.views.queue.items import OpenItems
from smartscore.views.queue.order import good_gains, order_of
from smartscore.views.queue.steps import place_within


def chosen(found: OpenItems, framework: Framework, kept: np.ndarray, first: np.ndarray, top: int | None) -> np.ndarray:
    """Give the positions of the items that are kept and not late in their order, the best of them if so many are asked.

    `kept` and `first`, those that stand first if they are needed, are bool (items).
    """
    first = first & found.is_needed
    order = order_of(found, framework, first)
    order = order[(kept & ~found.late)[order]]
    return order if top is None else _best(found, order, top, framework, first)


def _best(found: OpenItems, order: np.ndarray, most: int, framework: Framework, first: np.ndarray) -> np.ndarray:
    """Give the positions, out of `order`, of at most `most` items that bring most, in this order.

    The `first` that are needed are among them whatever they bring: bool (items). Each chain is taken up to one of its
    steps, as far as all items that this takes are in `order`; what the chains bring is added up. Where that takes
    fewer items, the next in order fill the rest up.
    """
    needed = order[found.is_needed[order]]
    if most >= len(needed):
        return np.concatenate([needed, order[~found.is_needed[order]]])[:most]
    taken = first[needed] & (np.cumsum(first[needed]) <= most)
    depths = _depths(found, needed, needed[taken], most - int(taken.sum()), framework)
    taken |= found.step[needed] <= depths[found.chain[needed]]
    taken[np.flatnonzero(~taken)[: most - int(taken.sum())]] = True
    return np.asarray(needed[taken])


def _depths(found: OpenItems, needed: np.ndarray, taken: np.ndarray, most: int, framework: Framework) -> np.ndarray:
    """Give the number of steps up to which each chain is best done with so many items more than `taken`: (chains)."""
    chains = found.chains
    whole = np.logical_and.accumulate(_counted(found, needed) == chains.needed, axis=0) & (chains.needed > 0)
    sizes = np.cumsum(chains.needed - _counted(found, taken), axis=0)
    gains = np.cumsum(good_gains(chains, framework), axis=0)
    gains -= np.where(whole & (sizes == 0), gains, 0.0).max(axis=0, initial=0.0)  # comes with what is taken
    least = TIE * (framework.scale[1] - framework.scale[0])
    sizes = np.where(whole & (sizes <= most) & (gains > least), sizes, 0)
    return _filled(sizes, gains, _candidates(found.chain[needed], sizes, gains, most), most, least)


def _counted(found: OpenItems, items: np.ndarray) -> np.ndarray:
    """Count items by the step that they belong to: (steps, chains)."""
    counted = np.zeros(found.chains.needed.shape, dtype=int)
    np.add.at(counted, (found.step[items] - 1, found.chain[items]), 1)
    return counted


def _candidates(chain: np.ndarray, sizes: np.ndarray, gains: Array, most: int) -> list[int]:
    """Give the chains in which the best may be, in the order of their items.

    No more than `most` chains are ever done, so that of those of one size only the `most` best can matter; sizes of 0
    are none: (steps, chains).
    """
    step, number = np.nonzero(sizes)
    known, first = np.unique(chain, return_index=True)
    appears = np.zeros(sizes.shape[1], dtype=int)
    appears[known] = first
    among = place_within(sizes[step, number], appears[number], -gains[step, number]) < most
    chosen = np.unique(number[among])
    return [int(one) for one in chosen[np.argsort(appears[chosen])]]


def _filled(sizes: np.ndarray, gains: Array, candidates: list[int], most: int, least: float) -> np.ndarray:
    """Fill a knapsack of `most` items with chains, each at one of its sizes or not at all: the depth of each chain.

    After each chain, the most that any number of items brings; a gain that is not larger by `least` changes nothing.
    """
    reached, choices = np.zeros(most + 1), np.zeros((len(candidates), most + 1), dtype=int)
    for place, number in enumerate(candidates):
        before = reached.copy()
        for step in np.flatnonzero(sizes[:, number]).tolist():
            size = int(sizes[step, number])
            then = before[: most + 1 - size] + gains[step, number]
            better = then > reached[size:] + least
            reached[size:][better], choices[place, size:][better] = then[better], step + 1
    depths, left = np.zeros(sizes.shape[1], dtype=int), most
    for place in range(len(candidates) - 1, -1, -1):
        number, step = candidates[place], int(choices[place, left])
        if step:
            depths[number] = step
            left -= int(sizes[step - 1, number])
    return depths
