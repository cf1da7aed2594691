"""The limits of a plan: budget, staff, risk, and the programmes that it must have."""

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import field, frozen

from smartscore.plans.programme import Programme
from smartscore.rules import Array


def _yearly(yearly: Sequence[float] | None) -> tuple[float, ...] | None:
    return None if yearly is None else tuple(yearly)


@frozen(kw_only=True)
class Limits:
    """The limits that a choice of programmes keeps; None is no limit.

    `budget` is for all years together, `yearly` for each of them (the last one holds for the years after it). `count`
    is how many programmes there may be, `staff` how many people all of them may take, `risk` the most that any one
    may have (1 to 25), `at_least` how many there must be of a dimension. `years` is how long the plan is: a programme
    that is not done by then is none of it.
    """

    budget: float | None = None
    yearly: tuple[float, ...] | None = field(default=None, converter=_yearly)
    count: int | None = None
    staff: float | None = None
    risk: int | None = None
    at_least: Mapping[str, int] = field(factory=dict)
    years: int = 5
    first_year: int = 1

    def of_year(self, year: int) -> float:
        """Give the budget of a year, counted from 0."""
        if self.yearly is None:
            return np.inf
        return self.yearly[min(year, len(self.yearly) - 1)]


def earliest(programmes: Sequence[Programme], limits: Limits) -> dict[str, int]:
    """Give the first year, counted from 0, in which each programme can start: after those that it requires.

    A programme that must start in a year starts then, or not at all if it could not: years beyond the plan say so.
    """
    known = {programme.id: programme for programme in programmes}
    starts: dict[str, int] = {}

    def start(name: str) -> int:
        if name not in starts:
            programme = known[name]
            free = max((start(other) + known[other].years for other in programme.requires), default=0)
            fixed = free if programme.start is None else programme.start - limits.first_year
            starts[name] = fixed if fixed >= free else limits.years
        return starts[name]

    return {name: start(name) for name in known}


def allowed(programmes: Sequence[Programme], limits: Limits) -> np.ndarray:
    """Tell which programmes a plan may have at all: they end in time, and are no riskier than allowed."""
    starts = earliest(programmes, limits)
    in_time = [starts[programme.id] + programme.years <= limits.years for programme in programmes]
    safe = [limits.risk is None or programme.risk <= limits.risk for programme in programmes]
    return np.asarray(np.array(in_time, dtype=bool) & np.array(safe, dtype=bool))


def kept_by(chosen: np.ndarray, programmes: Sequence[Programme], limits: Limits) -> np.ndarray:
    """Tell which sets of programmes keep to all limits but those of single years: bool (sets, programmes) -> (sets)."""
    is_kept = ~(chosen & ~allowed(programmes, limits)).any(axis=1)
    for most, of_each in sums(programmes, limits):
        is_kept &= chosen @ of_each <= most * (1 + 1e-12) + 1e-9
    for dimension, least in limits.at_least.items():
        is_kept &= chosen[:, [programme.dimension == dimension for programme in programmes]].sum(axis=1) >= least
    place = {programme.id: number for number, programme in enumerate(programmes)}
    for number, programme in enumerate(programmes):
        for other in programme.requires:
            is_kept &= ~chosen[:, number] | chosen[:, place[other]]
        for other in programme.excludes:
            is_kept &= ~(chosen[:, number] & chosen[:, place[other]])
    return np.asarray(is_kept)


def sums(programmes: Sequence[Programme], limits: Limits) -> list[tuple[float, Array]]:
    """Give each limit on a sum, and the amount that each programme adds to the sum."""
    amounts = [
        (limits.budget, [programme.cost for programme in programmes]),
        (limits.staff, [programme.staff for programme in programmes]),
        (limits.count, [1.0 for _ in programmes]),
    ]
    return [(float(most), np.array(of_each, dtype=float)) for most, of_each in amounts if most is not None]
