"""The best set of programmes under limits, and the cheapest that reaches a target."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Literal

import numpy as np
from attrs import evolve, frozen

from smartscore.errors import Problem, UsageError
from smartscore.plans.limits import Limits, allowed, earliest, kept_by
from smartscore.plans.outlook import Hope, Outlook
from smartscore.rounding import TIE, on_grid, reaches
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
    """What a choice is asked for: the best index, or with a `target` the cheapest that reaches it.

    `hope` says whether all succeed, fail as expected, or all fail as badly as they can. Up to `tried` programmes every
    set is tried; beyond, the gain, or the cost, is found within `gap` of its bound, as a share of it.
    """

    hope: Hope = "success"
    target: float | None = None
    gap: float = 0.01
    tried: int = TRIED


def choose(outlook: Outlook, limits: Limits, ask: Ask | None = None) -> Portfolio:
    """Choose the programmes that bring the best index within the limits, or the cheapest that bring it to a target.

    Of equal ones the cheapest, or the better. Up to 14 programmes every set is tried, whatever the index is like.
    Beyond, and where single years have budgets, it is a mixed integer programme (HiGHS). Where the index is no concave
    function of the scores of indicators (a median, a maximum, a plugin's aggregate, a rule on a dimension), the bound
    of that is the index with every indicator at its best.

    Raises:
        UsageError: if no choice keeps to the limits or reaches the target, with the reason and what would be possible.
    """
    ask = ask or Ask()
    _require_enough(outlook, limits)
    found = _found(outlook, limits, ask)
    if found is None:
        raise _impossible(outlook, limits, ask)
    return found


def _found(outlook: Outlook, limits: Limits, ask: Ask) -> Portfolio | None:
    if len(outlook.programmes) <= ask.tried and limits.yearly is None:
        return _of_all_sets(outlook, limits, ask)
    if find_spec("scipy") is None:
        raise UsageError(Problem("missing_extra", {"extra": "stats"}))
    from smartscore.plans.milp import solved

    return solved(outlook, limits, ask)


def _of_all_sets(outlook: Outlook, limits: Limits, ask: Ask) -> Portfolio | None:
    count, sign = len(outlook.programmes), outlook.framework.sign
    every = (np.arange(2**count)[:, None] >> np.arange(count) & 1).astype(bool)
    sets = every[kept_by(every, outlook.programmes, limits)]
    if not len(sets):
        return None
    index = index_of(outlook, sets, ask.hope)
    costs = np.array([programme.cost for programme in outlook.programmes], dtype=float)
    cost = on_grid(sets @ costs, (0.0, float(costs.sum()) or 1.0))
    good = sign * on_grid(index, outlook.framework.scale)
    order = np.lexsort((cost, -good))
    if ask.target is not None:
        missed = ~reaches(good, sign * ask.target, outlook.framework.scale)
        if missed.all():
            return None
        order = np.lexsort((-good, cost, missed))
    bound = float(index[np.argmax(good)])
    return portfolio_of(outlook, sets[order[0]], ask.hope, earliest(outlook.programmes, limits), bound)


def index_of(outlook: Outlook, sets: np.ndarray, hope: Hope) -> Array:
    """Give the index under each set, some thousands at a time: bool (sets, programmes) -> (sets)."""
    if not outlook.indicators:
        return np.full(len(sets), float(outlook.assessment.index.iloc[outlook.row]))
    parts = [outlook.scores(sets[at : at + _CHUNK], hope)["index"] for at in range(0, len(sets), _CHUNK)]
    return np.concatenate(parts)


def portfolio_of(
    outlook: Outlook, chosen: np.ndarray, hope: Hope, starts: Mapping[str, int], bound: float
) -> Portfolio:
    """Give a set of programmes, bool (programmes), with its figures, where every set was tried."""
    index, base = index_of(outlook, np.stack([chosen, np.zeros_like(chosen)]), hope).tolist()
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


def _require_enough(outlook: Outlook, limits: Limits) -> None:
    """Refuse to ask for more programmes of a dimension than may be chosen at all."""
    may = allowed(outlook.programmes, limits)
    problems = []
    for dimension, least in limits.at_least.items():
        there = sum(p.dimension == dimension and ok for p, ok in zip(outlook.programmes, may, strict=True))
        if there < least:
            problems.append(Problem("plan_too_few", {"dimension": dimension, "asked": least, "found": int(there)}))
    if problems:
        raise UsageError(problems)


def _impossible(outlook: Outlook, limits: Limits, ask: Ask) -> UsageError:
    """Say why no choice is possible, and what is the nearest that is."""
    if ask.target is not None:
        best = choose(outlook, limits, evolve(ask, target=None))
        fields = {"target": f"{ask.target:g}", "index": f"{best.index:.2f}", "cost": f"{best.cost:.0f}"}
        return UsageError(Problem("plan_target_out_of_reach", fields))
    anything = evolve(ask, target=-1e9 * outlook.framework.sign)
    nearest = _found(outlook, evolve(limits, budget=None, yearly=None), anything)
    if nearest is None:
        return UsageError(Problem("plan_impossible", {"hint": _possible(outlook, limits, anything)}))
    fields = {"cost": f"{nearest.cost:.0f}", "programmes": ", ".join(nearest.chosen)}
    return UsageError(Problem("plan_over_budget", fields))


def _possible(outlook: Outlook, limits: Limits, anything: Ask) -> str:
    """Say how many programmes of the dimensions could be asked for: one fewer of the most at a time."""
    asked = dict(limits.at_least)
    while any(asked.values()):
        most = max(asked, key=lambda name: asked[name])
        asked[most] -= 1
        if _found(outlook, evolve(limits, budget=None, yearly=None, at_least=asked), anything) is not None:
            break
    return ", ".join(f"{dimension}={count}" for dimension, count in asked.items()) or "-"
