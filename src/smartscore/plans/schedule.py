"""When the programmes of a portfolio start: as early as they can, those that bring most for longest first."""

import numpy as np
from attrs import evolve

from smartscore.errors import Problem, UsageError
from smartscore.integer_model import Row
from smartscore.plans.limits import Limits, earliest
from smartscore.plans.outlook import Hope, Outlook
from smartscore.plans.portfolio import Portfolio, index_of_sets
from smartscore.plans.programme import Programme
from smartscore.plans.timetable import Timetable

_GAP, _NODES = 0.001, 20_000  # of the gain over the years: a timetable is a proposal


def scheduled(outlook: Outlook, limits: Limits, portfolio: Portfolio, hope: Hope = "success") -> Portfolio:
    """Give the portfolio with the start of each programme chosen for the greatest gain over the years of the plan.

    Without budgets of single years everything starts as soon as what it requires is done. With them, the gain that
    each has alone, times the years that it counts, is greatest in all, within a thousandth.

    Raises:
        UsageError: if the programmes do not fit into the years.
    """
    chosen = [programme for programme in outlook.programmes if programme.id in portfolio.chosen]
    if limits.yearly is None or not chosen:
        starts = earliest(outlook.programmes, limits)
    else:
        starts = _within_years(chosen, limits, _gains_alone(outlook, chosen, hope))
    return evolve(portfolio, starts=tuple(starts[programme.id] for programme in chosen))


def _gains_alone(outlook: Outlook, chosen: list[Programme], hope: Hope) -> list[float]:
    """Give what each programme alone brings the index, above 0 for the better."""
    sets = np.zeros((len(chosen) + 1, len(outlook.programmes)), dtype=bool)
    sets[np.arange(len(chosen)), [outlook.programmes.index(programme) for programme in chosen]] = True
    index = outlook.framework.sign * index_of_sets(outlook, sets, hope)
    return [float(gain) for gain in index[:-1] - index[-1]]


def _within_years(chosen: list[Programme], limits: Limits, gains: list[float]) -> dict[str, int]:
    table = Timetable.of(chosen, evolve(limits, count=None, at_least={}))
    objective = np.zeros(table.size)
    for number, (programme, gain) in enumerate(zip(chosen, gains, strict=True)):
        table.hold(Row.total(table.starts(number), 1, 1))
        for year in range(limits.years):
            counts = limits.years - (year + programme.years) + 1
            objective[table.start(number, year)] = -max(gain, 0.0) * counts + 1e-9 * year * (number + 1)
    solution = table.model.minimise(objective, gap=_GAP, nodes=_NODES)
    if solution is None:
        raise UsageError(Problem("plan_impossible", {"hint": "-"}))
    taken = solution.values.reshape(len(chosen), limits.years)
    return {programme.id: int(year) for programme, year in zip(chosen, taken.argmax(axis=1), strict=True)}
