"""The choice of programmes as a mixed integer model.

A binary variable says that a programme starts in a year, another that exactly these programmes change an indicator,
so that each indicator's score is linear in them, whatever its rule and wherever it saturates. The index is held below
tangent planes: where it is a concave function of the scores (arithmetic, geometric, harmonic means, a minimum), each
plane bounds it everywhere, and adding the plane at each solution closes in on the best (Kelley, The cutting-plane
method for solving convex programs, 1960). Where it is affine, the first plane is the index.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from attrs import evolve, frozen

from smartscore.aggregates import Arithmetic, Geometric, Harmonic, Minimum, Power, Sum
from smartscore.engine import Assessment
from smartscore.engine.rescoring import rescored
from smartscore.errors import Problem, UsageError
from smartscore.integer_model import IntegerModel, Row
from smartscore.model import Dimension, Framework
from smartscore.plans.limits import Limits
from smartscore.plans.outlook import Hope, Outlook
from smartscore.plans.portfolio import Ask, Portfolio, index_of_sets, portfolio_of
from smartscore.plans.timetable import Timetable
from smartscore.rounding import TIE, best_first
from smartscore.rules import Array

#: How many programmes may change one indicator here: their sets are all laid out.
MOST_ON_ONE = 12
_ROUNDS, _NODES = 100, 20_000
#: How far below a target the rows let the index be, as a share of the scale: what is chosen is then held to it.
_SLACK = 1e-6


def solved(outlook: Outlook, limits: Limits, ask: Ask) -> Portfolio | None:
    """Choose the best programmes, or the cheapest that reach a target; None if no choice keeps to the limits.

    Stopped by gap and number of nodes and not by time, so that a plan comes out the same again.

    Raises:
        UsageError: if more programmes change one indicator than sets of them can be laid out.
    """
    model = _Model.of(outlook, limits, ask.hope)
    rows = [model.tangent(model.indicator_scores(chosen)) for chosen in (model.nothing, model.everything)]
    return _best(model, rows, ask) if ask.target is None else _cheapest(model, rows, ask)


def _best(model: "_Model", rows: list[Row], ask: Ask) -> Portfolio | None:
    best: _Solution | None = None
    bound = np.inf
    for _ in range(_ROUNDS):
        solution = model.solve(rows, ask)
        if solution is None:
            break
        bound = min(bound, max(solution.bound, best.gain if best is not None else solution.gain))
        best = solution if best is None or solution.gain > best.gain else best
        if bound - best.gain <= ask.gap * abs(bound):
            break
        rows.append(model.next_row(rows, solution))
    return None if best is None else model.best(best, bound)


def _cheapest(model: "_Model", rows: list[Row], ask: Ask) -> Portfolio | None:
    bound, least_gain = 0.0, model.gain_to(float(ask.target or 0.0)) - TIE * model.span
    while (solution := model.solve(rows, ask)) is not None:
        bound = max(bound, solution.bound)
        if solution.gain >= least_gain:
            return model.cheapest(evolve(solution, bound=bound))
        rows.append(model.next_row(rows, solution))
    return None


@frozen(eq=False)
class _Solution:
    """The chosen programmes with their first years, the gain of the index, and the bound of the objective."""

    chosen: np.ndarray
    starts: Mapping[str, int]
    gain: float
    bound: float


@frozen(eq=False)
class _Model:
    """The timetable, then a variable for each set of programmes on an indicator, then one for the gain of the index."""

    outlook: Outlook
    hope: Hope
    table: Timetable
    sets: list[tuple[int, tuple[int, ...]]]  # (indicator, programmes)
    of_set: Array  # the score of the indicator under each set
    smooth: Assessment  # the same without rounding on the way
    base: float  # the index with none of them

    @classmethod
    def of(cls, outlook: Outlook, limits: Limits, hope: Hope) -> "_Model":
        sets = [
            (place, part)
            for place, name in enumerate(outlook.indicators)
            for part in _parts([n for n, p in enumerate(outlook.programmes) if p.indicator == name], name)
        ]
        chosen = np.zeros((len(sets), len(outlook.programmes)), dtype=bool)
        for row, (_, part) in enumerate(sets):
            chosen[row, list(part)] = True
        scores = rescored(outlook.assessment, np.full(len(sets), outlook.row), outlook.values(chosen, hope))
        of_set = np.array([scores[outlook.indicators[place]][row] for row, (place, _) in enumerate(sets)])
        table = Timetable.of(outlook.programmes, limits)
        model = cls(outlook, hope, table, sets, of_set, _unrounded(outlook.assessment), _base(outlook, hope))
        table.hold(*model._choices())
        return model

    def _choices(self) -> Iterator[Row]:
        """Give rows: one set of programmes changes each indicator, and its programmes are chosen."""
        first = self.table.size
        for place in range(len(self.outlook.indicators)):
            yield Row.total((first + number for number, (of, _) in enumerate(self.sets) if of == place), 1, 1)
        for programme in range(len(self.outlook.programmes)):
            with_it = {first + n: -1.0 for n, (_, part) in enumerate(self.sets) if programme in part}
            yield Row({**dict.fromkeys(self.table.starts(programme), 1.0), **with_it}, 0, 0)

    @property
    def sign(self) -> float:
        return self.outlook.framework.sign

    @property
    def span(self) -> float:
        low, high = self.outlook.framework.scale
        return high - low

    @property
    def share(self) -> float:
        """The share of the gap that a single solution may take: what is left is for the planes."""
        return 0.9 if _is_affine(self.outlook.framework) else 0.25

    @property
    def nothing(self) -> np.ndarray:
        return np.zeros(len(self.outlook.programmes), dtype=bool)

    @property
    def everything(self) -> np.ndarray:
        """Every programme of the set that is best for its indicator."""
        chosen = self.nothing
        ways = self.outlook.framework.ways
        for place, name in enumerate(self.outlook.indicators):
            options = [number for number, (of, _) in enumerate(self.sets) if of == place]
            best = options[int(best_first(ways[name] * self.of_set[options], self.outlook.framework.scale, options)[0])]
            chosen[list(self.sets[best][1])] = True
        return chosen

    def indicator_scores(self, chosen: np.ndarray) -> Array:
        """Give the scores of the indicators under a choice."""
        values = self.outlook.values(chosen[None], self.hope)
        scores = rescored(self.outlook.assessment, np.array([self.outlook.row]), values)
        return np.array([scores[name][0] for name in self.outlook.indicators])

    def gain(self, chosen: np.ndarray) -> float:
        """Give how far a choice brings the index, above 0 for the better."""
        return self.gain_to(float(index_of_sets(self.outlook, chosen[None], self.hope)[0]))

    def gain_to(self, index: float) -> float:
        return self.sign * (index - self.base)

    def tangent(self, scores: Array) -> Row:
        """Hold the gain of the index below its tangent plane at some scores, a little inside the scale."""
        low, step = self.outlook.framework.scale[0], 1e-4 * self.span
        inside = np.clip(scores, low + 2 * step, None) if not _is_affine(self.outlook.framework) else scores
        count = len(inside)
        around = np.tile(inside, (2 * count + 1, 1))
        around[np.arange(count), np.arange(count)] += step
        around[count + np.arange(count), np.arange(count)] -= step
        changed = dict(zip(self.outlook.indicators, around.T, strict=True))
        rows = np.full(len(around), self.outlook.row)
        gain = self.sign * (rescored(self.smooth, rows, changed, changed)["index"] - self.base)
        slopes = (gain[:count] - gain[count : 2 * count]) / (2 * step)
        first, last = self.table.size, self.table.size + len(self.sets)
        terms = {first + n: -slopes[of] * self.of_set[n] for n, (of, _) in enumerate(self.sets)}
        return Row({**terms, last: 1.0}, most=float(gain[-1]) - float(slopes @ inside))

    def next_row(self, rows: Sequence[Row], solution: "_Solution") -> Row:
        """Give the tangent plane at a solution; where the rows have it already, a row that excludes the choice."""
        plane = self.tangent(self.indicator_scores(solution.chosen))
        if plane not in rows:
            return plane
        changes: dict[int, float] = {}
        for programme, taken in enumerate(solution.chosen):
            changes |= dict.fromkeys(self.table.starts(programme), -1.0 if taken else 1.0)
        return Row(changes, least=1.0 - float(solution.chosen.sum()))

    def solve(self, rows: Sequence[Row], ask: Ask) -> _Solution | None:
        """Solve within the planes; None if no choice keeps to the limits."""
        first, last = self.table.size, self.table.size + len(self.sets)
        cost = np.repeat([programme.cost for programme in self.outlook.programmes], self.table.limits.years)
        objective = np.zeros(last + 1)
        if ask.target is None:
            objective[last] = -1.0
            objective[:first] = 1e-9 * cost / max(float(cost.sum()), 1.0)  # of equal ones the cheapest
        else:
            objective[:first] = cost
            rows = [*rows, Row({last: 1.0}, least=self.gain_to(ask.target) - _SLACK * self.span)]
        solution = self._within(rows).minimise(objective, gap=ask.gap * self.share, nodes=_NODES)
        if solution is None:
            return None
        taken = solution.values[:first].reshape(len(self.outlook.programmes), -1)
        starts = dict(zip((p.id for p in self.outlook.programmes), taken.argmax(axis=1).tolist(), strict=True))
        bound = solution.bound * (1 if ask.target is not None else -1)
        chosen = np.asarray(taken.any(axis=1))
        return _Solution(chosen, starts, self.gain(chosen), bound)

    def _within(self, rows: Sequence[Row]) -> IntegerModel:
        """Give the model of the timetable, the sets, and the gain, which is no integer and held by the planes alone."""
        choices = self.table.size + len(self.sets)
        return IntegerModel(
            rows=(*self.table.rows, *rows),
            low=np.r_[np.zeros(choices), -np.inf],
            high=np.r_[self.table.high, np.ones(len(self.sets)), np.inf],
            whole=np.r_[np.ones(choices, dtype=bool), False],
        )

    def best(self, solution: _Solution, bound: float) -> Portfolio:
        """Give a choice with the bound of its index, and how far its gain may be from the best, as a share of that."""
        framework = self.outlook.framework
        holds = _is_affine(framework) or (self.sign > 0 and _is_concave(framework))
        most = max(solution.gain, bound if holds and np.isfinite(bound) else self.gain(self.everything))
        portfolio = portfolio_of(
            self.outlook, solution.chosen, self.hope, solution.starts, self.base + self.sign * most
        )
        shortfall = most - solution.gain
        return evolve(portfolio, gap=shortfall / most if shortfall > TIE * self.span else 0.0, method="milp")

    def cheapest(self, solution: _Solution) -> Portfolio:
        """Give a choice that reaches a target, and how far its cost may be above the least, as a share of that."""
        portfolio = portfolio_of(self.outlook, solution.chosen, self.hope, solution.starts, np.nan)
        gap = max(0.0, portfolio.cost - solution.bound) / portfolio.cost if portfolio.cost else 0.0
        return evolve(portfolio, bound=portfolio.index, gap=gap, method="milp")


def _parts(programmes: Sequence[int], indicator: str) -> Iterator[tuple[int, ...]]:
    """Give every set of the programmes that change one indicator."""
    if len(programmes) > MOST_ON_ONE:
        fields = {"count": len(programmes), "most": MOST_ON_ONE}
        raise UsageError(Problem("plan_too_many_on_one", fields, indicator=indicator))
    for size in range(len(programmes) + 1):
        yield from combinations(programmes, size)


def _base(outlook: Outlook, hope: Hope) -> float:
    return float(index_of_sets(outlook, np.zeros((1, len(outlook.programmes)), dtype=bool), hope)[0])


def _is_affine(framework: Framework) -> bool:
    return all(isinstance(d.aggregate, Arithmetic | Sum) and d.rule is None for d in framework.dimensions)


def _is_concave(framework: Framework) -> bool:
    """Tell whether the index is a concave function of the scores of indicators, rounding aside."""
    return all(dimension.rule is None and _has_concave_aggregate(dimension) for dimension in framework.dimensions)


def _has_concave_aggregate(dimension: Dimension) -> bool:
    aggregate = dimension.aggregate
    if isinstance(aggregate, Power):
        return aggregate.exponent <= 1
    return isinstance(aggregate, Arithmetic | Sum | Geometric | Harmonic | Minimum)


def _unrounded(assessment: Assessment) -> Assessment:
    """Give the assessment with a framework that does not round on the way, which would make steps of planes."""

    def unrounded(dimension: Dimension) -> Dimension:
        members = [unrounded(member) if isinstance(member, Dimension) else member for member in dimension.members]
        return evolve(dimension, members=members, decimals=None)

    return evolve(assessment, framework=evolve(assessment.framework, index=unrounded(assessment.framework.index)))
