"""From open items of evidence to steps: which items complete the next level, and which the one after that."""

import numpy as np
from attrs import frozen

from smartscore.dataset.evidence.items import Items
from smartscore.dataset.evidence.ladder import counts_by_level
from smartscore.evidence.statuses import ACCEPTED, are
from smartscore.model import Ladder
from smartscore.rules import Array


@frozen(eq=False)
class LevelSteps:
    """The steps of one indicator in every city; each completes a level that lacks items.

    `levels` are reached after no step, after the first, the second, ...: (1 + steps, cities), NaN without an item.
    `needed` is how many open items each step takes: (steps, cities), 0 where a city has no such step. Of the open
    items, `places` are positions in `Items`, `steps` the number of the step whose level each belongs to (0 where that
    level suffices already), and `is_needed` whether it is one of those that the step takes.
    """

    levels: Array
    needed: np.ndarray
    places: np.ndarray
    steps: np.ndarray
    is_needed: np.ndarray


def level_steps(
    items: Items, count: int, ladder: Ladder | None, due: np.ndarray, is_late: np.ndarray | bool = False
) -> LevelSteps:
    """Give the steps of `count` cities by their items; `due` is the day of each item as a number: (items).

    Where a level needs fewer items than are open, it takes those that are not late, of these the ones that are furthest
    on, and of these the ones that are due first.
    """
    asked, needed, got = counts_by_level(items, count, ladder)
    lacking = np.maximum(needed - got, 0)
    numbers = np.cumsum(lacking > 0, axis=1)
    most = int(numbers.max(initial=0))
    levels = [_reached(items, asked, numbers <= step) for step in range(most + 1)]
    takes = [np.where(numbers == step, lacking, 0).sum(axis=1) for step in range(1, most + 1)]
    places = np.flatnonzero(~items.excused & ~are(items.statuses, ACCEPTED))
    cells = items.rows * len(items.steps) + np.searchsorted(items.steps, items.levels)
    open_cells = cells[places]
    wanted = lacking.ravel()[open_cells]
    further, late = -items.statuses[places].astype(int), np.broadcast_to(is_late, items.rows.shape)[places]
    return LevelSteps(
        levels=np.array(levels),
        needed=np.array(takes, dtype=int).reshape(most, count),
        places=places,
        steps=np.where(wanted > 0, numbers.ravel()[open_cells], 0),
        is_needed=place_within(open_cells, due[places], further, late) < wanted,
    )


def _reached(items: Items, asked: np.ndarray, enough: np.ndarray) -> Array:
    """Give the highest level that is asked and suffices: (cities), NaN where none is asked."""
    levels = np.where((asked > 0) & enough, items.steps, items.lowest).max(axis=1, initial=items.lowest)
    return np.where(asked.any(axis=1), levels, np.nan)


def place_within(groups: np.ndarray, *keys: np.ndarray) -> np.ndarray:
    """Give the place of each entry in its group, from 0, by the last of the keys first."""
    order = np.lexsort((*keys, groups))
    ordered = groups[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)])
    sizes = np.diff(np.r_[starts, len(ordered)])
    places = np.empty(len(groups), dtype=int)
    places[order] = np.arange(len(groups)) - np.repeat(starts, sizes)
    return places
