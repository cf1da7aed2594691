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
    asked, enough = _counts(items, count, ladder or EVERY_ITEM, accepted)
    reached = np.logical_and.accumulate(enough, axis=1) & (asked > 0)
    levels = np.where(reached, items.steps, items.lowest).max(axis=1, initial=items.lowest)
    return np.where(asked.any(axis=1), levels, np.nan)


def _counts(items: Items, count: int, ladder: Ladder, accepted: Collection[Status]) -> tuple[np.ndarray, np.ndarray]:
    """Give how many items each level asks of each city, and whether enough of them are accepted: (cities, levels)."""
    shape = (count, len(items.steps))
    cells = items.rows * shape[1] + np.searchsorted(items.steps, items.levels)
    asked = np.bincount(cells[~items.excused], minlength=shape[0] * shape[1])
    got = np.bincount(cells[are(items.statuses, accepted)], minlength=shape[0] * shape[1])
    needed = {"all": asked, "share": np.ceil(ladder.share * asked - 1e-9), "any": np.minimum(asked, 1)}[ladder.policy]
    return asked.reshape(shape), (got >= needed).reshape(shape)
