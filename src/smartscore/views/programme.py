"""Quotas on several columns at once: the best places by an integer programme."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
from attrs import evolve, frozen

from smartscore.errors import Problem, UsageError
from smartscore.rounding import competition_ranks
from smartscore.rules import Array
from smartscore.views.places import IN, OPEN, Choice
from smartscore.views.quotas import Limits

#: Ranks are settled in blocks whose weights stay below this, where the solver still tells them apart.
_LARGEST = 2**16


@frozen(eq=False)
class _Programme:
    """Sets of candidates, 0 or 1 each within `least` and `most`, whose sums over `rows` stay within bounds.

    Shapes: rows (sums, candidates), low and high (sums), least and most (candidates).
    """

    rows: Array
    low: Array
    high: Array
    least: Array
    most: Array

    @classmethod
    def of(cls, limits: Sequence[Limits]) -> "_Programme":
        """Keep every quota, with any number of places."""
        rows = [each.group == np.arange(len(each.names))[:, None] for each in limits]
        low, high = (np.concatenate([getattr(each, name) for each in limits]) for name in ("least", "most"))
        count = len(limits[0].group)
        return cls(np.concatenate(rows).astype(float), low, high, np.zeros(count), np.ones(count))

    def summing(self, members: np.ndarray, total: int) -> "_Programme":
        """Ask besides that so many of these are chosen: bool (candidates)."""
        if total == 0:
            return evolve(self, most=np.where(members, 0.0, self.most))
        if total == members.sum():
            return evolve(self, least=np.where(members, 1.0, self.least))
        row = members.astype(float)[None]
        return evolve(
            self, rows=np.concatenate([self.rows, row]), low=np.r_[self.low, total], high=np.r_[self.high, total]
        )

    def solve(self, worth: Array) -> Array | None:
        """Give a set whose worth is largest, as 0 and 1: (candidates); nothing if no set keeps the bounds."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        found: Any = milp(
            -worth,
            integrality=np.ones(len(worth)),
            bounds=Bounds(self.least, self.most),
            constraints=LinearConstraint(csr_array(self.rows), self.low, self.high),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None and found.status != 2:  # 2 is infeasible, all else a fault of the solver
            raise RuntimeError(found.message)
        return None if found.x is None else np.rint(found.x)

    def best(self, worth: Array) -> Array:
        """Give the same where a set is known to keep the bounds."""
        found = self.solve(worth)
        if found is None:
            raise RuntimeError("the solver finds no set, though there is one")
        return found


def choose_by_programme(tied: np.ndarray, limits: Sequence[Limits], top: int) -> Choice:
    """Choose as `choose` does, with quotas on several columns.

    Raises:
        UsageError: if the quotas cannot be kept together, with what would be possible; if scipy is not installed.
    """
    if find_spec("scipy") is None:
        raise UsageError(Problem("missing_extra", {"extra": "stats"}))
    quotas = _Programme.of(limits)
    programme = quotas.summing(np.ones(len(tied), dtype=bool), top)
    if programme.solve(np.zeros(len(tied))) is None:
        raise UsageError(_nearest(quotas, limits, top))
    alive = ~_hopeless(tied, limits, top)
    programme = evolve(programme, most=alive.astype(float))
    sizes, best = np.bincount(tied, weights=alive), np.zeros(len(tied))
    for block in _blocks(sizes):
        best = programme.best(_worth(sizes, block)[tied])
        counts = np.bincount(tied, weights=best)
        for number in block:
            programme = programme.summing(alive & (tied == number), int(counts[number]))
    return _told(programme, best, tied, _cells(limits))


def _cells(limits: Sequence[Limits]) -> np.ndarray:
    """Number the candidates by their groups in all columns together: (candidates)."""
    return np.unique(np.stack([each.group for each in limits]), axis=1, return_inverse=True)[1].ravel()


def _hopeless(tied: np.ndarray, limits: Sequence[Limits], top: int) -> np.ndarray:
    """Find those who stand in no best set: (candidates), bool.

    As many as may be chosen with their groups are better than they, so that one of these could take the place.
    """
    cells, room = _cells(limits), np.full(len(tied), top)
    for each in limits:
        room = np.minimum(room, np.minimum(each.most, each.least + top - each.least.sum())[each.group])
    return competition_ranks(-1.0 * tied, (0.0, 1.0), cells) > room


def _blocks(sizes: np.ndarray) -> Iterator[list[int]]:
    """Give the numbers of ranks, the best first, that are settled at once: their weights must not grow too large."""
    block, product = list[int](), 1.0
    for number in np.flatnonzero(sizes).tolist():
        if product * (sizes[number] + 1) > _LARGEST and block:
            yield block
            block, product = [], 1.0
        block.append(number)
        product *= sizes[number] + 1
    yield block


def _worth(sizes: np.ndarray, block: Sequence[int]) -> Array:
    """Weigh ranks so that one place in a rank is worth more than all places in the later ones of its block: (ranks)."""
    worth, weight = np.zeros(len(sizes)), 1.0
    for number in reversed(block):
        worth[number] = weight
        weight *= sizes[number] + 1
    return worth


def _told(programme: _Programme, best: Array, tied: np.ndarray, cell: np.ndarray) -> Choice:
    """Tell who stands in every best set, who in some: those alike in score and all groups share their fate."""
    choice, counts, sizes = Choice.of_none(len(tied)), np.bincount(tied, weights=best), np.bincount(tied)
    choice.state[(counts == sizes)[tied]] = IN
    choice.example[best > 0] = True
    for number in np.flatnonzero((counts > 0) & (counts < sizes)):
        for own in np.unique(cell[tied == number]):
            members = (tied == number) & (cell == own)
            fewest, largest = (np.abs(_extreme(programme, members, sign)) for sign in (-1.0, 1.0))
            choice.state[members] = IN if fewest == members.sum() else OPEN if largest > 0 else choice.state[members]
        unsettled = (tied == number) & (choice.state == OPEN)
        sure = int((choice.state[tied == number] == IN).sum())
        choice.places[unsettled], choice.rivals[unsettled] = counts[number] - sure, unsettled.sum()
    return choice


def _extreme(programme: _Programme, members: np.ndarray, sign: float) -> float:
    """Count how many of these a best set has at most (sign 1) or at least (-1)."""
    return float(programme.best(sign * members)[members].sum())


def _nearest(quotas: _Programme, limits: Sequence[Limits], top: int) -> Problem:
    """Say why quotas that can be kept one by one cannot be kept together, and what is nearest to them."""
    each = np.ones(len(quotas.least))
    fewest = quotas.solve(-each)
    if fewest is not None and fewest.sum() > top:
        return Problem("quotas_need_more", {"needed": int(fewest.sum()), "top": top})
    largest = evolve(quotas, low=0.0 * quotas.low).solve(each)
    if largest is not None and largest.sum() < top:
        return Problem("quotas_leave_less", {"room": int(largest.sum()), "top": top})
    return Problem("quotas_conflict", {"nearest": _shortfalls(quotas, limits, top), "top": top})


def _shortfalls(quotas: _Programme, limits: Sequence[Limits], top: int) -> str:
    """Name the groups that get less than is asked where least is lacking in all, with what they get and were to get.

    A place that lacks is one more candidate, who stands in one group alone and in none of the total.
    """
    lack = np.repeat(np.arange(len(quotas.low)), quotas.low.astype(int))
    count = len(quotas.least)
    rows = np.concatenate([quotas.rows, np.arange(len(quotas.low))[:, None] == lack], axis=1)
    limit = np.concatenate([quotas.rows, np.zeros((len(quotas.rows), len(lack)))], axis=1)
    total = np.r_[np.ones(count), np.zeros(len(lack))][None]
    loose = _Programme(
        np.concatenate([rows, limit, total]),
        np.r_[quotas.low, np.zeros(len(quotas.low)), top],
        np.r_[np.full(len(quotas.low), np.inf), quotas.high, top],
        np.zeros(count + len(lack)),
        np.ones(count + len(lack)),
    )
    found = loose.best(-np.r_[np.zeros(count), np.ones(len(lack))])
    short = np.bincount(lack, weights=found[count:], minlength=len(quotas.low))
    names = [f"{each.column} {name}" for each in limits for name in each.names]
    lacking = [(names[row], quotas.low[row] - short[row], quotas.low[row]) for row in np.flatnonzero(short)]
    return ", ".join(f"{name} {got:.0f}/{asked:.0f}" for name, got, asked in lacking)
