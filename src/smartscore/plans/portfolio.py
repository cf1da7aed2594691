"""A set of programmes with its figures, and the objective by which it is chosen."""

from collections.abc import Mapping
from typing import Literal

import numpy as np
from attrs import frozen

from smartscore.plans.outlook import Hope, Outlook
from smartscore.rounding import TIE
from smartscore.rules import Array

#: Up to so many programmes every set is tried, whatever the index is like.
TRIED = 14
_CHUNK = 4096


@frozen(kw_only=True)
class Portfolio:
    """A choice of programmes, by id in their order, with the year in which each starts (counted from 0).

    `index` is that of the city with all of them done, `base` with none (the baselines of all programmes reported in
    both), `bound` the best index that any choice could have, and `gap` how far the gain may be from the best one, as a
    share of that; of a cheapest choice, how far the cost may be from the least. It is 0 where every set was tried.
    """

    chosen: tuple[str, ...]
    starts: tuple[int, ...]
    index: float
    base: float
    cost: float
    bound: float
    gap: float = 0.0
    method: Literal["all sets", "milp"] = "all sets"


@frozen(kw_only=True)
class Ask:
    """The objective of a choice: the best index, or with a `target` the cheapest set that reaches it.

    `hope` says whether all succeed, fail as expected, or all fail as badly as they can. Up to `tried` programmes every
    set is tried; beyond, the gain, or the cost, is found within `gap` of its bound, as a share of it.
    """

    hope: Hope = "success"
    target: float | None = None
    gap: float = 0.01
    tried: int = TRIED


def index_of_sets(outlook: Outlook, sets: np.ndarray, hope: Hope) -> Array:
    """Give the index under each set, some thousands at a time: bool (sets, programmes) -> (sets)."""
    if not outlook.indicators:
        return np.full(len(sets), float(outlook.assessment.index.iloc[outlook.row]))
    parts = [outlook.scores(sets[at : at + _CHUNK], hope)["index"] for at in range(0, len(sets), _CHUNK)]
    return np.concatenate(parts)


def portfolio_of(
    outlook: Outlook, chosen: np.ndarray, hope: Hope, starts: Mapping[str, int], bound: float
) -> Portfolio:
    """Give a set of programmes, bool (programmes), with its figures, where every set was tried."""
    index, base = index_of_sets(outlook, np.stack([chosen, np.zeros_like(chosen)]), hope).tolist()
    low, high = outlook.framework.scale
    picked = [programme for programme, taken in zip(outlook.programmes, chosen, strict=True) if taken]
    return Portfolio(
        chosen=tuple(programme.id for programme in picked),
        starts=tuple(starts[programme.id] for programme in picked),
        index=index,
        base=base,
        cost=float(sum(programme.cost for programme in picked)),
        bound=index if abs(bound - index) <= TIE * (high - low) else bound,
    )
