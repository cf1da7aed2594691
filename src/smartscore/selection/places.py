"""Places that are filled: the best candidates that quotas allow, with ties left open."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from smartscore.selection.choice import IN, OPEN, Choice
from smartscore.selection.integer import choose_by_model
from smartscore.selection.quotas import GroupBounds


def choose_candidates(tied: np.ndarray, bounds: Sequence[GroupBounds], top: int) -> Choice:
    """Choose `top` of the candidates, who stand best first; `tied` numbers them from 0, equal scores alike.

    Quotas on one column are kept by filling the places from above, quotas on several by an integer model.

    Raises:
        UsageError: if several quotas cannot be kept together, or scipy, which the model needs, is not installed.
    """
    if len(bounds) > 1:
        return choose_by_model(tied, bounds, top)
    return fill(tied, bounds[0] if bounds else GroupBounds.unbounded(len(tied)), top)


def fill(tied: np.ndarray, bounds: GroupBounds, top: int) -> Choice:
    """Fill the places from above, keeping back what each group must still have.

    This is exact: the sets that keep a lower and an upper bound for each group are the bases of a matroid, of which
    taking the best that still fits gives the best.
    """
    choice = Choice.of_none(len(tied))
    taken, free = [0] * len(bounds.names), top - int(bounds.least.sum())
    group, least, most = bounds.group.tolist(), bounds.least.tolist(), bounds.most.tolist()
    for first, last in _runs(tied):
        members: dict[int, list[int]] = {}
        for place in range(first, last):
            members.setdefault(group[place], []).append(place)
        kept = {own: min(len(candidates), max(0, least[own] - taken[own])) for own, candidates in members.items()}
        more = {own: min(len(candidates), most[own] - taken[own]) - kept[own] for own, candidates in members.items()}
        demand, left = sum(more.values()), free
        pool: list[int] = []
        for own, candidates in members.items():
            low = kept[own] + max(0, min(more[own], free - (demand - more[own])))
            high = kept[own] + min(more[own], free)
            extra = min(more[own], left)
            choice.example[candidates[: kept[own] + extra]] = True
            taken[own] += kept[own] + extra
            left -= extra
            pool += _settled(choice, candidates, low, high)
        if pool:
            _share(choice, pool, int(choice.example[pool].sum()), within=False)
        free = left
    return choice


def fill_untied(bounds: GroupBounds, top: int) -> np.ndarray:
    """Tell who gets a place where no scores are equal, as `fill` does: bool (candidates), the best first."""
    by_group = np.argsort(bounds.group, kind="stable")
    size = np.bincount(bounds.group, minlength=len(bounds.names))
    place = np.empty(len(by_group), dtype=int)
    place[by_group] = np.arange(len(by_group)) - np.repeat(np.cumsum(size) - size, size)
    kept = place < bounds.least[bounds.group]
    more = ~kept & (place < bounds.most[bounds.group])
    return np.asarray(kept | (more & (np.cumsum(more) <= top - int(bounds.least.sum()))))


def choose_untied(bounds: Sequence[GroupBounds], top: int) -> np.ndarray | None:
    """Choose where no scores are equal and the quota of one column, or none, decides: bool (candidates), best first.

    What is best within one quota is best within all, if it keeps to them; None where several quotas decide together.
    """
    for each in bounds:
        chosen = fill_untied(each, top)
        if all(_keeps(chosen, other) for other in bounds):
            return chosen
    return None


def _keeps(chosen: np.ndarray, bounds: GroupBounds) -> bool:
    counts = np.bincount(bounds.group[chosen], minlength=len(bounds.names))
    return bool(((counts >= bounds.least) & (counts <= bounds.most)).all())


def _runs(tied: np.ndarray) -> Iterator[tuple[int, int]]:
    """Give the first position of each run of equal numbers, and the one after its last."""
    bounds = [0, *(np.flatnonzero(np.diff(tied)) + 1).tolist(), len(tied)]
    return pairwise(bounds)


def _settled(choice: Choice, candidates: list[int], low: int, high: int) -> list[int]:
    """Settle equal ones of one group of whom `low` to `high` get a place; give those whom other groups rival."""
    if low == len(candidates):
        choice.state[candidates] = IN
    elif low == high:
        if high:
            _share(choice, candidates, high, within=True)
    else:
        return candidates
    return []


def _share(choice: Choice, candidates: list[int], places: int, *, within: bool) -> None:
    choice.state[candidates], choice.within[candidates] = OPEN, within
    choice.places[candidates], choice.rivals[candidates] = places, len(candidates)
