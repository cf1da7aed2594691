"""The best set of programmes under limits, and the cheapest that reaches a target."""

import numpy as np
from attrs import evolve

from smartscore.errors import Problem, UsageError
from smartscore.plans.limits import Limits, allowed, earliest, kept_by
from smartscore.plans.milp import solved
from smartscore.plans.outlook import Outlook
from smartscore.plans.portfolio import Ask, Portfolio, index_of_sets, portfolio_of
from smartscore.rounding import on_grid, reaches
from smartscore.rules import Array


def choose(outlook: Outlook, limits: Limits, ask: Ask | None = None) -> Portfolio:
    """Choose the programmes that bring the best index within the limits, or the cheapest that bring it to a target.

    Of equal ones the cheapest, or the better. Up to 14 programmes every set is tried, whatever the index is like.
    Beyond, and where single years have budgets, it is an integer model, solved by HiGHS. Where the index is no concave
    function of the scores of indicators (a median, a maximum, a plugin's aggregate, a rule on a dimension), the bound
    of that is the index with every indicator at its best.

    Raises:
        UsageError: if no choice keeps to the limits or reaches the target, with the reason and what would be possible;
            if scipy is lacking, with more programmes, or budgets of single years.
    """
    ask = ask or Ask()
    _require_enough(outlook, limits)
    portfolio = best_portfolio(outlook, limits, ask)
    if portfolio is None:
        raise _no_choice_error(outlook, limits, ask)
    return portfolio


def best_portfolio(outlook: Outlook, limits: Limits, ask: Ask) -> Portfolio | None:
    """Choose as `choose` does; None if no choice keeps to the limits or reaches the target."""
    if is_tried(outlook, limits, ask):
        return _best_of_all_sets(outlook, limits, ask)
    return solved(outlook, limits, ask)


def is_tried(outlook: Outlook, limits: Limits, ask: Ask) -> bool:
    """Tell whether every set of programmes is tried; otherwise it is an integer model."""
    return len(outlook.programmes) <= ask.tried and limits.yearly is None


def kept_sets(outlook: Outlook, limits: Limits) -> np.ndarray:
    """Give every set of programmes that keeps to the limits: bool (sets, programmes)."""
    count = len(outlook.programmes)
    every = (np.arange(2**count)[:, None] >> np.arange(count) & 1).astype(bool)
    return np.asarray(every[kept_by(every, outlook.programmes, limits)])


def best_set(outlook: Outlook, sets: np.ndarray, index: Array, ask: Ask) -> int | None:
    """Give the place of the best set by the index under each, of equal ones the cheapest.

    None if none reaches the target. Shapes: bool (sets, programmes), (sets).
    """
    costs = np.array([programme.cost for programme in outlook.programmes], dtype=float)
    cost = on_grid(sets @ costs, (0.0, float(costs.sum()) or 1.0))
    good = outlook.framework.sign * on_grid(index, outlook.framework.scale)
    if ask.target is None:
        return int(np.lexsort((cost, -good))[0])
    missed = ~reaches(good, outlook.framework.sign * ask.target, outlook.framework.scale)
    return None if missed.all() else int(np.lexsort((-good, cost, missed))[0])


def _best_of_all_sets(outlook: Outlook, limits: Limits, ask: Ask) -> Portfolio | None:
    sets = kept_sets(outlook, limits)
    if not len(sets):
        return None
    index = index_of_sets(outlook, sets, ask.hope)
    place = best_set(outlook, sets, index, ask)
    if place is None:
        return None
    good = outlook.framework.sign * on_grid(index, outlook.framework.scale)
    bound = float(index[np.argmax(good)])
    return portfolio_of(outlook, sets[place], ask.hope, earliest(outlook.programmes, limits), bound)


def _require_enough(outlook: Outlook, limits: Limits) -> None:
    """Refuse to ask for more programmes of a dimension than may be chosen at all."""
    is_allowed = allowed(outlook.programmes, limits)
    problems = []
    for dimension, least in limits.at_least.items():
        available = sum(p.dimension == dimension and ok for p, ok in zip(outlook.programmes, is_allowed, strict=True))
        if available < least:
            problems.append(Problem("plan_too_few", {"dimension": dimension, "asked": least, "found": int(available)}))
    if problems:
        raise UsageError(problems)


def _no_choice_error(outlook: Outlook, limits: Limits, ask: Ask) -> UsageError:
    """Give the error that says why no choice is possible, and which is the nearest possible one."""
    if ask.target is not None:
        best = choose(outlook, limits, evolve(ask, target=None))
        fields = {"target": f"{ask.target:g}", "index": f"{best.index:.2f}", "cost": f"{best.cost:.0f}"}
        return UsageError(Problem("plan_target_out_of_reach", fields))
    anything = evolve(ask, target=-1e9 * outlook.framework.sign)
    nearest = best_portfolio(outlook, evolve(limits, budget=None, yearly=None), anything)
    if nearest is None:
        return UsageError(Problem("plan_impossible", {"hint": _possible_counts(outlook, limits, anything)}))
    fields = {"cost": f"{nearest.cost:.0f}", "programmes": ", ".join(nearest.chosen)}
    return UsageError(Problem("plan_over_budget", fields))


def _possible_counts(outlook: Outlook, limits: Limits, anything: Ask) -> str:
    """Say how many programmes of each dimension a plan can have: one fewer of the most at a time."""
    counts = dict(limits.at_least)
    while any(counts.values()):
        most = max(counts, key=lambda name: counts[name])
        counts[most] -= 1
        if best_portfolio(outlook, evolve(limits, budget=None, yearly=None, at_least=counts), anything) is not None:
            break
    return ", ".join(f"{dimension}={count}" for dimension, count in counts.items()) or "-"
