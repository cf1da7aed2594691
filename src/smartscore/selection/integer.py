"""Quotas on several columns at once: the best places by an integer model.

Its variables are how many candidates of each kind are chosen.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import evolve, frozen

from smartscore.errors import Problem, UsageError
from smartscore.integer_model import IntegerModel, Row
from smartscore.rounding import competition_ranks
from smartscore.rules import Array
from smartscore.selection.choice import IN, OPEN, OUT, Choice
from smartscore.selection.quotas import GroupBounds

#: Ranks are settled in blocks whose weights stay below this, where the solver still tells them apart.
_LARGEST = 2**16


def _with_total(model: IntegerModel, kinds: np.ndarray, total: float) -> IntegerModel:
    """Give the model with one more row: `total` candidates of these kinds are chosen: bool (kinds)."""
    if total in (0, model.high[kinds].sum()):
        bound = np.where(kinds, model.high if total else 0.0, 0.0)
        return evolve(model, low=np.where(kinds, bound, model.low), high=np.where(kinds, bound, model.high))
    return model.holding(_count_row(kinds, total, total))


def _count_row(kinds: np.ndarray, least: float, most: float) -> Row:
    """Give the row that bounds how many candidates of these kinds are chosen: bool (kinds)."""
    return Row.total(np.flatnonzero(kinds).tolist(), least, most)


def _maximised(model: IntegerModel, worth: Array) -> Array | None:
    """Give the counts whose worth is largest: (kinds); None if no counts keep to the rows."""
    solution = model.minimise(-worth)
    return None if solution is None else solution.values


def best_counts(model: IntegerModel, worth: Array) -> Array:
    """Give the best counts where it is known that some counts keep to the rows."""
    counts = _maximised(model, worth)
    if counts is None:
        raise RuntimeError("the solver finds no set, though there is one")
    return counts


@frozen(eq=False)
class _Kinds:
    """Candidates with the same score and the same groups, counted together.

    `of` is the kind of each candidate: (candidates). `size`, and `rank`, the number of the score, are by kind; so is
    `hopeless`: better candidates of the same groups suffice for all places that these groups can have.
    """

    of: np.ndarray
    size: Array
    rank: np.ndarray
    hopeless: np.ndarray
    quotas: IntegerModel

    @classmethod
    def among(cls, tied: np.ndarray, bounds: Sequence[GroupBounds], top: int) -> "_Kinds":
        """Find the kinds of candidates, and the model of their quotas, with any number of places."""
        groups = np.stack([each.group for each in bounds])
        cell = np.unique(groups, axis=1, return_inverse=True)[1].ravel()
        room = np.full(len(tied), top)
        for each in bounds:
            room = np.minimum(room, np.minimum(each.most, each.least + top - each.least.sum())[each.group])
        late = competition_ranks(-1.0 * tied, (0.0, 1.0), cell) > room
        _, first, of = np.unique(np.stack([tied, cell]), axis=1, return_index=True, return_inverse=True)
        rows = [
            _count_row(each.group[first] == group, float(each.least[group]), float(each.most[group]))
            for each in bounds
            for group in range(len(each.names))
        ]
        size = np.bincount(of.ravel()).astype(float)
        quotas = IntegerModel(rows, 0.0 * size, size)
        return cls(of.ravel(), size, tied[first], late[first], quotas)

    def summed(self, counts: Array) -> Array:
        """Sum the counts of kinds by rank: (kinds) -> (ranks)."""
        return np.bincount(self.rank, weights=counts).astype(float)


def choose_by_model(tied: np.ndarray, bounds: Sequence[GroupBounds], top: int) -> Choice:
    """Choose as `choose_candidates` does, with quotas on several columns.

    Raises:
        UsageError: if the quotas cannot be kept together, with what would be possible; if scipy is not installed.
    """
    kinds = _Kinds.among(tied, bounds, top)
    model = _with_total(kinds.quotas, np.ones(len(kinds.size), dtype=bool), top)
    if (best := _maximised(model, np.zeros(len(kinds.size)))) is None:
        raise UsageError(_nearest(kinds.quotas, bounds, top))
    model = evolve(model, high=np.where(kinds.hopeless, 0.0, model.high))
    sizes = kinds.summed(model.high)
    for block in _blocks(sizes):
        best = best_counts(model, _worth(sizes, block)[kinds.rank])
        for number in block:
            model = _with_total(model, kinds.rank == number, kinds.summed(best)[number])
    return _choice_of(kinds, model, best)


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


def _choice_of(kinds: _Kinds, model: IntegerModel, best: Array) -> Choice:
    """Give the candidates that are in every best set, and those that are in some."""
    fewest, largest = _extremes(kinds, model, best)
    state = np.where(fewest == kinds.size, IN, np.where(largest > 0, OPEN, OUT))
    choice = evolve(Choice.of_none(len(kinds.of)), state=state[kinds.of])
    for kind in np.flatnonzero(best):
        choice.example[np.flatnonzero(kinds.of == kind)[: int(best[kind])]] = True
    places = kinds.summed(best) - kinds.summed(np.where(state == IN, kinds.size, 0.0))
    rivals = kinds.summed(np.where(state == OPEN, kinds.size, 0.0))
    unsettled, rank = choice.state == OPEN, kinds.rank[kinds.of]
    choice.places[unsettled], choice.rivals[unsettled] = places[rank[unsettled]], rivals[rank[unsettled]]
    return choice


def _extremes(kinds: _Kinds, model: IntegerModel, best: Array) -> tuple[Array, Array]:
    """Give the fewest and the most of each kind in best sets, as far as it matters: all, none, or between.

    The model is solved only for ranks of which some are in and some are out, and for all kinds at once of which no
    best set so far has any (then: of which every one has all) until no other best set does better.
    """
    partial = ((kinds.summed(best) > 0) & (kinds.summed(best) < kinds.summed(kinds.size)))[kinds.rank]
    fewest, largest = best, best
    while (unknown := partial & (largest == 0)).any() and (counts := best_counts(model, 1.0 * unknown))[unknown].any():
        fewest, largest = np.minimum(fewest, counts), np.maximum(largest, counts)
    while (unknown := partial & (fewest == kinds.size)).any():
        counts = best_counts(model, -1.0 * unknown)
        if (counts == kinds.size)[unknown].all():
            break
        fewest, largest = np.minimum(fewest, counts), np.maximum(largest, counts)
    return fewest, largest


def _nearest(quotas: IntegerModel, bounds: Sequence[GroupBounds], top: int) -> Problem:
    """Say why quotas that can be kept one by one cannot be kept together, and what is nearest to them."""
    each = np.ones(len(quotas.low))
    fewest = _maximised(quotas, -each)
    if fewest is not None and fewest.sum() > top:
        return Problem("quotas_need_more", {"needed": int(fewest.sum()), "top": top})
    largest = best_counts(evolve(quotas, rows=[evolve(row, least=0.0) for row in quotas.rows]), each)
    if largest.sum() < top:
        return Problem("quotas_leave_less", {"room": int(largest.sum()), "top": top})
    return Problem("quotas_conflict", {"nearest": _shortfalls(quotas, bounds, top), "top": top})


def _shortfalls(quotas: IntegerModel, bounds: Sequence[GroupBounds], top: int) -> str:
    """Name the groups that fall short where the sum of shortfalls is least, with what they get and what they need.

    What a group lacks is one more kind, which counts for what the group must have and for nothing else.
    """
    kinds, sums = len(quotas.low), len(quotas.rows)
    least = np.array([row.least for row in quotas.rows])
    filled = [Row({**row.factors, kinds + n: 1.0}, least=row.least) for n, row in enumerate(quotas.rows)]
    capped = [evolve(row, least=0.0) for row in quotas.rows]
    loose = IntegerModel(
        rows=[*filled, *capped, Row.total(range(kinds), top, top)],
        low=np.zeros(kinds + sums),
        high=np.r_[quotas.high, least],
    )
    lack = best_counts(loose, -np.r_[np.zeros(kinds), np.ones(sums)])[kinds:]
    names = [f"{each.column} {name}" for each in bounds for name in each.names]
    shortfalls = [(names[row], least[row] - lack[row], least[row]) for row in np.flatnonzero(lack)]
    return ", ".join(f"{name} {got:.0f}/{needed:.0f}" for name, got, needed in shortfalls)
