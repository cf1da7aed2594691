"""What programmes do to the scores of a city: each alone, or any set of them together."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Literal

import numpy as np
from attrs import frozen
from pandas import DataFrame, Index

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.engine.rescoring import rescored
from smartscore.errors import DatasetError, Problem, UsageError, hint
from smartscore.model import Framework, Indicator, is_unscored
from smartscore.notebook import brief
from smartscore.plans.programme import Programme, QuickWin, checked
from smartscore.rounding import on_grid, without_noise
from smartscore.rules import Array

Hope = Literal["success", "expected", "pessimistic"]
HOPES: tuple[Hope, ...] = ("success", "expected", "pessimistic")


@frozen(eq=False, slots=False)
class Outlook:
    """A city as it is, and the programmes that it may choose from.

    Several programmes on one indicator add up; values stay within what is possible, and scores within the bounds of
    the rule. What the dataset does not tell starts from the programme's own baseline, as if it were reported.
    """

    assessment: Assessment
    row: int
    programmes: tuple[Programme, ...]

    @classmethod
    def of(cls, assessment: Assessment, city: City, programmes: Sequence[Programme]) -> "Outlook":
        """Check programmes against a framework and a city, by its key or name.

        Raises:
            DatasetError: for indicators that do not exist, do not apply or have no score, changes that are not
                possible, and where neither the dataset nor the programme has a baseline.
            UsageError: for no such city.
        """
        programmes, row = checked(programmes), assessment.dataset.row_of(city)
        problems = [problem for programme in programmes for problem in _faults(assessment, row, programme)]
        if problems:
            raise DatasetError(problems)
        return cls(assessment, row, programmes)

    def __repr__(self) -> str:
        return f"<Outlook of {brief(self.label)} on {len(self.programmes)} programmes>"

    @property
    def label(self) -> str:
        """What the city is called."""
        return self.assessment.dataset.labels[self.row]

    @property
    def framework(self) -> Framework:
        return self.assessment.framework

    @cached_property
    def indicators(self) -> list[str]:
        """The indicators that programmes change, in the order of the tree."""
        changed = {programme.indicator for programme in self.programmes}
        return [node.id for node in self.framework.indicators if node.id in changed]

    @cached_property
    def reported(self) -> dict[str, float]:
        """The value of each of them in the dataset, NaN where it has none."""
        columns = self.assessment.columns
        return {name: float(columns[name][self.row]) if name in columns else np.nan for name in self.indicators}

    @cached_property
    def baselines(self) -> dict[str, float]:
        """The value from which each starts: the dataset's, else that of the first programme that has one."""
        own = {p.indicator: p.baseline for p in reversed(self.programmes) if p.baseline is not None}
        return {name: own[name] if np.isnan(value) else value for name, value in self.reported.items()}

    def values(self, chosen: np.ndarray, hope: Hope = "success") -> dict[str, Array]:
        """Give the raw value of each indicator under sets of programmes: bool (sets, programmes) -> (sets)."""
        change = np.array([programme.change * _share(programme, hope) for programme in self.programmes])
        values = {}
        for name in self.indicators:
            on_indicator = np.array([programme.indicator == name for programme in self.programmes])
            value = self.baselines[name] + chosen[:, on_indicator] @ change[on_indicator]
            domain = self._leaves[name].possible
            values[name] = np.clip(value, domain.low, domain.high) if domain else value
        return values

    def scores(
        self, chosen: np.ndarray, hope: Hope = "success", nodes: Collection[str] = ("index",)
    ) -> dict[str, Array]:
        """Score sets of programmes, all baselines reported: bool (sets, programmes) -> (sets) by node."""
        return self.scored(self.values(chosen, hope), nodes)

    def scored(self, values: Mapping[str, Array], nodes: Collection[str] = ("index",)) -> dict[str, Array]:
        """Score values of indicators: (scenarios) by indicator -> (scenarios) by node."""
        count = len(next(iter(values.values())))
        return rescored(self.assessment, np.full(count, self.row), values, nodes=nodes)

    @cached_property
    def _leaves(self) -> Mapping[str, Indicator]:
        return {node.id: node for node in self.framework.indicators}


def _share(programme: Programme, hope: Hope) -> float:
    """Give the share of its change that a programme is hoped to bring."""
    if hope == "expected":
        return programme.expected
    return programme.left if hope == "pessimistic" else 1.0


def _faults(assessment: Assessment, row: int, programme: Programme) -> list[Problem]:
    """Find what is wrong with a programme for a city."""
    nodes = {node.id: node for node in assessment.framework.indicators if not is_unscored(node)}
    if programme.indicator not in nodes:
        offer = hint(programme.indicator, nodes)
        return [
            Problem("programme_indicator", {"found": programme.indicator, "hint": offer, "programme": programme.id})
        ]
    if not assessment.applies(programme.indicator)[row]:
        return [Problem("programme_not_applicable", {"programme": programme.id}, indicator=programme.indicator)]
    known = assessment.columns.get(programme.indicator)
    if (known is None or np.isnan(known[row])) and programme.baseline is None:
        return [Problem("programme_no_baseline", {"programme": programme.id}, indicator=programme.indicator)]
    domain = nodes[programme.indicator].possible
    if domain is not None and domain.whole and programme.change != int(programme.change):
        fields = {"found": programme.change, "programme": programme.id}
        return [Problem("programme_not_a_level", fields, indicator=programme.indicator)]
    return []


def effects(outlook: Outlook, quick: QuickWin | None = None) -> DataFrame:
    """Give the effects of each programme alone: a row a programme, in their order.

    Columns: gain, expected and pessimistic (points of the index over that with the baseline reported; a failure leaves
    what its severity says, and what is expected counts its chance), reporting (what it does to the index that the
    indicator is reported at all), dimension_gain (points of the programme's member of the index), cost,
    cost_per_point, months, risk (1 to 25), quadrant (effect and effort against the medians: first, major, fill,
    last) and quick_win.
    """
    quick = quick or QuickWin()
    count = len(outlook.programmes)
    one = np.eye(count, dtype=bool)
    columns: dict[str, Array] = {}
    homes = [home_of(outlook.framework, programme.indicator) for programme in outlook.programmes]
    index = float(outlook.assessment.index.iloc[outlook.row])
    for place, programme in enumerate(outlook.programmes):
        for name, value in _effects_alone(outlook, programme, one[place], homes[place], index).items():
            columns.setdefault(name, np.full(count, np.nan))[place] = value
    cost = np.array([programme.cost for programme in outlook.programmes])
    frame = DataFrame(columns, index=Index([programme.id for programme in outlook.programmes], name="programme"))
    improvement = outlook.framework.sign * on_grid(frame["gain"].to_numpy(), outlook.framework.scale)
    frame["cost"] = cost
    points = np.abs(without_noise(frame["gain"].to_numpy(), outlook.framework.scale))
    frame["cost_per_point"] = np.divide(cost, points, out=np.full(count, np.nan), where=improvement > 0)
    frame["months"] = [programme.months for programme in outlook.programmes]
    frame["risk"] = [programme.risk for programme in outlook.programmes]
    large, small = improvement >= np.nanmedian(improvement), cost <= np.median(cost)
    frame["quadrant"] = np.select([large & small, large, small], ["first", "major", "fill"], "last")
    largest_cost = np.median(cost) if quick.cost is None else quick.cost
    is_early = (frame["months"] <= quick.months) & (frame["risk"] <= quick.risk)
    frame["quick_win"] = is_early & (cost <= largest_cost) & (improvement > quick.gain)
    return frame


def _effects_alone(
    outlook: Outlook, programme: Programme, chosen: np.ndarray, home: str, index: float
) -> dict[str, float]:
    """Score one programme with its own indicator alone at the baseline, and then changed."""
    name = programme.indicator
    values = [outlook.baselines[name]]
    values += [float(outlook.values(chosen[None], hope)[name][0]) for hope in HOPES]
    scored = outlook.scored({name: np.array(values)}, ("index", home))
    base, *reached = scored["index"].tolist()
    gains = dict(zip(("gain", "expected", "pessimistic"), (after - base for after in reached), strict=True))
    measures = {**gains, "reporting": base - index, "dimension_gain": scored[home][1] - scored[home][0]}
    return {name: float(points) for name, points in measures.items()}


def home_of(framework: Framework, name: str) -> str:
    """Give the member of the index that a node stands in."""
    for member in framework.index.members:
        below = [member.id]
        for node in framework.dimensions:
            if node.id in below:
                below += [inner.id for inner in node.members]
        if name in below:
            return member.id
    raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, framework.nodes)}))


def risk_matrix(programmes: Sequence[Programme]) -> DataFrame:
    """Give the programmes by likelihood of failure (rows, 5 first) and severity (columns, 1 first): lists of ids."""
    cells = {
        severity: [
            [p.id for p in programmes if (p.likelihood, p.severity) == (likelihood, severity)]
            for likelihood in range(5, 0, -1)
        ]
        for severity in range(1, 6)
    }
    return DataFrame(cells, index=Index(range(5, 0, -1), name="likelihood")).rename_axis(columns="severity")
