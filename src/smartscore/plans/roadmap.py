"""A plan by year: when each programme starts and ends, and where index, dimensions and indicators should be."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen
from pandas import DataFrame, Index

from smartscore.messages import preferred_language
from smartscore.notebook import brief, in_lines
from smartscore.plans.limits import Limits
from smartscore.plans.outlook import Hope, Outlook
from smartscore.plans.plan_page import PlanPage, Run
from smartscore.plans.portfolio import Ask, Portfolio
from smartscore.plans.programme import Programme
from smartscore.read_only import lent

if TYPE_CHECKING:
    from smartscore.robustness.choices import Holding


@frozen(eq=False, slots=False)
class Roadmap:
    """The programmes of a portfolio in the years of its limits.

    A programme counts from the end of the year in which it is done; its cost is spread over its months. `target` and
    `gap` are those by which the portfolio was chosen, as in `Ask`.
    """

    outlook: Outlook
    limits: Limits
    portfolio: Portfolio
    hope: Hope = "success"
    target: float | None = None
    gap: float = 0.01

    def __repr__(self) -> str:
        chosen = f"programmes: {len(self.portfolio.chosen)} of {len(self.outlook.programmes)}"
        told = f"{chosen}, cost: {self.portfolio.cost:.6g}, years {self.years[0]} to {self.years[-1]}"
        index = f"index: {self.portfolio.base:.4g} to {self.portfolio.index:.4g}"
        return in_lines(f"Roadmap of {brief(self.outlook.label)}", told, index)

    def _repr_html_(self) -> str:
        language, framework = preferred_language(), self.outlook.framework
        spans = {str(name): span for name, span in self.spans.iterrows()}
        programmes = {programme.id: programme for programme in self.programmes}
        runs = [
            Run(programmes[name].title.to(language), programmes[name].owner, int(span["start"]), int(span["end"]))
            for name, span in spans.items()
        ]
        return PlanPage(
            city=self.outlook.label,
            named=framework.full_name,
            runs=runs,
            trajectory=self.trajectory,
            targets=self.targets,
            called=lambda name: framework.nodes[name].title.to(language),
            language=language,
        ).html()

    @property
    def years(self) -> list[int]:
        """The years of the plan, 1, 2, ... unless the limits have a first year."""
        return list(range(self.limits.first_year, self.limits.first_year + self.limits.years))

    @cached_property
    def programmes(self) -> Sequence[Programme]:
        """The programmes that were chosen, in their order."""
        return [programme for programme in self.outlook.programmes if programme.id in self.portfolio.chosen]

    @cached_property
    def holding(self) -> "Holding":
        """In which share of draws each programme is chosen again, worked out when it is first asked for."""
        from smartscore.plans.holding import holding  # a plan by itself does without draws

        return holding(self.outlook, self.limits, Ask(hope=self.hope, target=self.target, gap=self.gap))

    @property
    def spans(self) -> DataFrame:
        """The first and the last year of each programme, and its cost: a row a programme, as they start."""
        return lent(self._spans)

    @cached_property
    def _spans(self) -> DataFrame:
        begin = np.array(self.portfolio.starts, dtype=int)
        durations = np.array([programme.years for programme in self.programmes], dtype=int)
        columns = {
            "start": begin + self.limits.first_year,
            "end": begin + durations - 1 + self.limits.first_year,
            "cost": [programme.cost for programme in self.programmes],
        }
        frame = DataFrame(columns, index=Index([programme.id for programme in self.programmes], name="programme"))
        return frame.sort_values(["start", "end"], kind="stable")

    @property
    def spending(self) -> DataFrame:
        """What each programme costs in each year: (programmes x years)."""
        return lent(self._spending)

    @cached_property
    def _spending(self) -> DataFrame:
        costs = np.zeros((len(self.programmes), self.limits.years))
        for row, (programme, begin) in enumerate(zip(self.programmes, self.portfolio.starts, strict=True)):
            for year, cost in enumerate(programme.spending()):
                costs[row, begin + year] = cost
        return DataFrame(costs, index=Index(list(self.portfolio.chosen), name="programme"), columns=self.years)

    @cached_property
    def _done(self) -> np.ndarray:
        """Which programmes are done before the first year, and by the end of each: bool (years + 1, programmes)."""
        ends = {p.id: begin + p.years for p, begin in zip(self.programmes, self.portfolio.starts, strict=True)}
        at = [ends.get(programme.id, self.limits.years + 1) for programme in self.outlook.programmes]
        return np.arange(self.limits.years + 1)[:, None] >= np.array(at, dtype=int)

    @property
    def trajectory(self) -> DataFrame:
        """Index and its members at the end of each year, first before anything is done: (years + 1 x nodes)."""
        return lent(self._trajectory)

    @cached_property
    def _trajectory(self) -> DataFrame:
        framework = self.outlook.framework
        nodes = ["index", *(member.id for member in framework.index.members)]
        scores = self.outlook.scores(self._done, self.hope, nodes)
        return DataFrame({name: scores[name] for name in nodes}, index=self._ends)

    @property
    def targets(self) -> DataFrame:
        """The raw value of each indicator that changes, at the end of each year: (years + 1 x indicators)."""
        return lent(self._targets)

    @cached_property
    def _targets(self) -> DataFrame:
        moved = {programme.indicator for programme in self.programmes}
        values = self.outlook.values(self._done, self.hope)
        return DataFrame({name: value for name, value in values.items() if name in moved}, index=self._ends)

    @property
    def _ends(self) -> Index:
        return Index([self.limits.first_year - 1, *self.years], name="year")
