"""Who gets a place: the best that quotas allow, with ties left open."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from attrs import frozen

from smartscore.selection.quotas import Limits

IN, OPEN, OUT = 1, 0, -1


@frozen(eq=False)
class Choice:
    """Who is in, out or open, for candidates with the best first: (candidates) each.

    Of all sets that keep the quotas those are best that have the best ranks: the most of the first rank, then the most
    of the second, and so on. A candidate who stands in every best set is in, one who stands in none is out, and one
    who stands in some is open: only a tie decides. `example` is one of the best sets. An open candidate shares
    `places` with its `rivals`, itself among them; `within` tells whether these are all of its own group.
    """

    state: np.ndarray
    example: np.ndarray
    places: np.ndarray
    rivals: np.ndarray
    within: np.ndarray

    @classmethod
    def of_none(cls, count: int) -> "Choice":
        """Give arrays in which nobody has a place yet."""
        whole = np.zeros((2, count), dtype=int)
        flags = np.zeros((2, count), dtype=bool)
        return cls(np.full(count, OUT), flags[0], whole[0], whole[1], flags[1])


def choose(tied: np.ndarray, limits: Sequence[Limits], top: int) -> Choice:
    """Choose `top` of the candidates, who stand best first; `tied` numbers them from 0, equal scores alike.

    Quotas on one column are kept by filling the places from above, quotas on several by an integer programme.

    Raises:
        UsageError: if several quotas cannot be kept together, or scipy, which the programme needs, is not installed.
    """
    if len(limits) > 1:
        from smartscore.selection.integer import choose_by_programme

        return choose_by_programme(tied, limits, top)
    return fill(tied, limits[0] if limits else Limits.none(len(tied)), top)


def fill(tied: np.ndarray, limits: Limits, top: int) -> Choice:
    """Fill the places from above, keeping back what each group must still have.

    This is exact: the sets that keep a lower and an upper bound for each group are the bases of a matroid, of which
    taking the best that still fits gives the best.
    """
    choice = Choice.of_none(len(tied))
    taken, free = [0] * len(limits.names), top - int(limits.least.sum())
    group, least, most = limits.group.tolist(), limits.least.tolist(), limits.most.tolist()
    for first, last in _runs(tied):
        members: dict[int, list[int]] = {}
        for place in range(first, last):
            members.setdefault(group[place], []).append(place)
        kept = {own: min(len(them), max(0, least[own] - taken[own])) for own, them in members.items()}
        more = {own: min(len(them), most[own] - taken[own]) - kept[own] for own, them in members.items()}
        asked, left = sum(more.values()), free
        pool: list[int] = []
        for own, them in members.items():
            low = kept[own] + max(0, min(more[own], free - (asked - more[own])))
            high = kept[own] + min(more[own], free)
            extra = min(more[own], left)
            choice.example[them[: kept[own] + extra]] = True
            taken[own] += kept[own] + extra
            left -= extra
            pool += _settled(choice, them, low, high)
        if pool:
            _share(choice, pool, int(choice.example[pool].sum()), within=False)
        free = left
    return choice


def _runs(tied: np.ndarray) -> Iterator[tuple[int, int]]:
    """Give the first position of each run of equal numbers, and the one after its last."""
    bounds = [0, *(np.flatnonzero(np.diff(tied)) + 1).tolist(), len(tied)]
    return pairwise(bounds)


def _settled(choice: Choice, them: list[int], low: int, high: int) -> list[int]:
    """Settle equal ones of one group of whom `low` to `high` get a place; give those whom other groups rival."""
    if low == len(them):
        choice.state[them] = IN
    elif low == high:
        if high:
            _share(choice, them, high, within=True)
    else:
        return them
    return []


def _share(choice: Choice, them: list[int], places: int, *, within: bool) -> None:
    choice.state[them], choice.within[them] = OPEN, within
    choice.places[them], choice.rivals[them] = places, len(them)
