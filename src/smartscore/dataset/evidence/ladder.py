"""From items of evidence to the level that they reach."""

from collections.abc import Collection

import numpy as np

from smartscore.dataset.evidence.items import Items
from smartscore.evidence.statuses import ACCEPTED, Status, are
from smartscore.model import Ladder
from smartscore.rules import Array

#: What counts where a framework says nothing: every item of a level must be accepted.
EVERY_ITEM = Ladder()


def levels_reached(items: Items, count: int, ladder: Ladder | None, accepted: Collection[Status] = ACCEPTED) -> Array:
    """Give the highest level whose items suffice, as those of all levels below do: (cities), NaN without an item.

    `accepted` are the statuses that count. A level of which nothing is asked is passed over, not reached. Where not
    even the lowest asked level suffices, it is the lowest level of the indicator.
    """
    if not len(items.rows):
        return np.full(count, np.nan)
    asked, needed, got = counts_by_level(items, count, ladder, accepted)
    reached = np.logical_and.accumulate(got >= needed, axis=1) & (asked > 0)
    levels = np.where(reached, items.steps, items.lowest).max(axis=1, initial=items.lowest)
    return np.where(asked.any(axis=1), levels, np.nan)


def counts_by_level(
    items: Items, count: int, ladder: Ladder | None, accepted: Collection[Status] = ACCEPTED
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give how many items each level asks of each city, how many it needs, and how many are accepted.

    Each is (cities, levels), the levels those of `items.steps`.
    """
    ladder = ladder or EVERY_ITEM
    shape = (count, len(items.steps))
    cells = items.rows * shape[1] + np.searchsorted(items.steps, items.levels)
    asked = np.bincount(cells[~items.excused], minlength=shape[0] * shape[1])
    got = np.bincount(cells[are(items.statuses, accepted)], minlength=shape[0] * shape[1])
    needed = {"all": asked, "share": np.ceil(ladder.share * asked - 1e-9), "any": np.minimum(asked, 1)}[ladder.policy]
    return asked.reshape(shape), needed.astype(int).reshape(shape), got.reshape(shape)
