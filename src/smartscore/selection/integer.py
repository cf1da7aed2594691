"""Quotas on several columns at once: the best places by an integer programme."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
from attrs import evolve, frozen

from smartscore.errors import Problem, UsageError
from smartscore.rounding import competition_ranks
from smartscore.rules import Array
from smartscore.selection.places import IN, OPEN, OUT, Choice
from smartscore.selection.quotas import Limits

#: Ranks are settled in blocks whose weights stay below this, where the solver still tells them apart.
_LARGEST = 2**16


@frozen(eq=False)
class Programme:
    """How many of each kind are chosen, within `least` and `most`, so that sums over `rows` stay within bounds.

    Shapes: rows (sums, kinds), low and high (sums), least and most (kinds).
    """

    rows: Array
    low: Array
    high: Array
    least: Array
    most: Array

    def summing(self, kinds: np.ndarray, total: float) -> "Programme":
        """Ask besides that so many of these kinds are chosen: bool (kinds)."""
        if total in (0, self.most[kinds].sum()):
            bound = np.where(kinds, self.most if total else 0.0, 0.0)
            return evolve(self, least=np.where(kinds, bound, self.least), most=np.where(kinds, bound, self.most))
        rows = np.concatenate([self.rows, kinds[None].astype(float)])
        return evolve(self, rows=rows, low=np.r_[self.low, total], high=np.r_[self.high, total])

    def solve(self, worth: Array) -> Array | None:
        """Give the counts whose worth is largest: (kinds); nothing if none keep the bounds."""
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
        """Give the same where it is known that some counts keep the bounds."""
        found = self.solve(worth)
        if found is None:
            raise RuntimeError("the solver finds no set, though there is one")
        return found


@frozen(eq=False)
class _Kinds:
    """Candidates that are alike in score and in all groups: one is as good as another.

    `of` is the kind of each candidate: (candidates). `size`, and `rank`, the number of the score, are by kind; so is
    `hopeless`: as many as may be chosen of the same groups are better, so that one of these could take the place.
    """

    of: np.ndarray
    size: Array
    rank: np.ndarray
    hopeless: np.ndarray
    quotas: Programme

    @classmethod
    def among(cls, tied: np.ndarray, limits: Sequence[Limits], top: int) -> "_Kinds":
        """Find the kinds of candidates, and the programme of their quotas, with any number of places."""
        groups = np.stack([each.group for each in limits])
        cell = np.unique(groups, axis=1, return_inverse=True)[1].ravel()
        room = np.full(len(tied), top)
        for each in limits:
            room = np.minimum(room, np.minimum(each.most, each.least + top - each.least.sum())[each.group])
        late = competition_ranks(-1.0 * tied, (0.0, 1.0), cell) > room
        _, first, of = np.unique(np.stack([tied, cell]), axis=1, return_index=True, return_inverse=True)
        rows = [each.group[first] == np.arange(len(each.names))[:, None] for each in limits]
        low, high = (np.concatenate([getattr(each, name) for each in limits]) for name in ("least", "most"))
        size = np.bincount(of.ravel()).astype(float)
        quotas = Programme(np.concatenate(rows).astype(float), low, high, 0.0 * size, size)
        return cls(of.ravel(), size, tied[first], late[first], quotas)

    def summed(self, counts: Array) -> Array:
        """Give how many there are by rank: (kinds) -> (ranks)."""
        return np.bincount(self.rank, weights=counts).astype(float)


def choose_by_programme(tied: np.ndarray, limits: Sequence[Limits], top: int) -> Choice:
    """Choose as `choose` does, with quotas on several columns.

    Raises:
        UsageError: if the quotas cannot be kept together, with what would be possible; if scipy is not installed.
    """
    if find_spec("scipy") is None:
        raise UsageError(Problem("missing_extra", {"extra": "stats"}))
    kinds = _Kinds.among(tied, limits, top)
    programme = kinds.quotas.summing(np.ones(len(kinds.size), dtype=bool), top)
    if (best := programme.solve(np.zeros(len(kinds.size)))) is None:
        raise UsageError(_nearest(kinds.quotas, limits, top))
    programme = evolve(programme, most=np.where(kinds.hopeless, 0.0, programme.most))
    sizes = kinds.summed(programme.most)
    for block in _blocks(sizes):
        best = programme.best(_worth(sizes, block)[kinds.rank])
        for number in block:
            programme = programme.summing(kinds.rank == number, kinds.summed(best)[number])
    return _told(kinds, programme, best)


def _blocks(sizes: Array) -> Iterator[list[int]]:
    """Give the numbers of ranks, the best first, that are settled at once: their weights must not grow too large."""
    block, product = list[int](), 1.0
    for number in np.flatnonzero(sizes).tolist():
        if product * (sizes[number] + 1) > _LARGEST and block:
            yield block
            block, product = [], 1.0
        block.append(number)
        product *= sizes[number] + 1
    yield block


def _worth(sizes: Array, block: Sequence[int]) -> Array:
    """Weigh ranks so that one place in a rank is worth more than all places in the later ones of its block: (ranks)."""
    worth, weight = np.zeros(len(sizes)), 1.0
    for number in reversed(block):
        worth[number] = weight
        weight *= sizes[number] + 1
    return worth


def _told(kinds: _Kinds, programme: Programme, best: Array) -> Choice:
    """Tell who stands in every best set, and who in some."""
    fewest, largest = _extremes(kinds, programme, best)
    state = np.where(fewest == kinds.size, IN, np.where(largest > 0, OPEN, OUT))
    choice = evolve(Choice.of_none(len(kinds.of)), state=state[kinds.of])
    for kind in np.flatnonzero(best):
        choice.example[np.flatnonzero(kinds.of == kind)[: int(best[kind])]] = True
    places = kinds.summed(best) - kinds.summed(np.where(state == IN, kinds.size, 0.0))
    rivals = kinds.summed(np.where(state == OPEN, kinds.size, 0.0))
    unsettled, rank = choice.state == OPEN, kinds.rank[kinds.of]
    choice.places[unsettled], choice.rivals[unsettled] = places[rank[unsettled]], rivals[rank[unsettled]]
    return choice


def _extremes(kinds: _Kinds, programme: Programme, best: Array) -> tuple[Array, Array]:
    """Give how few and how many of each kind best sets have, as far as it matters: all, none, or between.

    Asked is only of ranks of which some are in and some are out, and of all kinds at once of which no best set so far
    has any (then: of which every one has all) until no other best set does better.
    """
    partial = ((kinds.summed(best) > 0) & (kinds.summed(best) < kinds.summed(kinds.size)))[kinds.rank]
    fewest, largest = best, best
    while (unknown := partial & (largest == 0)).any() and (found := programme.best(1.0 * unknown))[unknown].any():
        fewest, largest = np.minimum(fewest, found), np.maximum(largest, found)
    while (unknown := partial & (fewest == kinds.size)).any():
        found = programme.best(-1.0 * unknown)
        if (found == kinds.size)[unknown].all():
            break
        fewest, largest = np.minimum(fewest, found), np.maximum(largest, found)
    return fewest, largest


def _nearest(quotas: Programme, limits: Sequence[Limits], top: int) -> Problem:
    """Say why quotas that can be kept one by one cannot be kept together, and what is nearest to them."""
    each = np.ones(len(quotas.least))
    fewest = quotas.solve(-each)
    if fewest is not None and fewest.sum() > top:
        return Problem("quotas_need_more", {"needed": int(fewest.sum()), "top": top})
    largest = evolve(quotas, low=0.0 * quotas.low).best(each)
    if largest.sum() < top:
        return Problem("quotas_leave_less", {"room": int(largest.sum()), "top": top})
    return Problem("quotas_conflict", {"nearest": _shortfalls(quotas, limits, top), "top": top})


def _shortfalls(quotas: Programme, limits: Sequence[Limits], top: int) -> str:
    """Name the groups that get less than is asked where least is lacking in all, with what they get and were to get.

    What a group lacks is one more kind, which counts for what the group must have and for nothing else.
    """
    sums, kinds = quotas.rows.shape
    nothing, free = np.zeros((sums, sums)), np.full(sums, np.inf)
    loose = Programme(
        np.block([[quotas.rows, np.eye(sums)], [quotas.rows, nothing], [np.ones(kinds), np.zeros(sums)]]),
        np.r_[quotas.low, 0.0 * quotas.low, top],
        np.r_[free, quotas.high, top],
        np.zeros(kinds + sums),
        np.r_[quotas.most, quotas.low],
    )
    lack = loose.best(-np.r_[np.zeros(kinds), np.ones(sums)])[kinds:]
    names = [f"{each.column} {name}" for each in limits for name in each.names]
    told = [(names[row], quotas.low[row] - lack[row], quotas.low[row]) for row in np.flatnonzero(lack)]
    return ", ".join(f"{name} {got:.0f}/{asked:.0f}" for name, got, asked in told)
