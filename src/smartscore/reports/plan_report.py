"""A plan of programmes as text."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from attrs import frozen
from pandas import DataFrame, Series

from smartscore.messages import message, number, numbers
from smartscore.model import Indicator
from smartscore.plans.outlook import effects, risk_matrix
from smartscore.plans.programme import CHANCE_OF_FAILURE, Programme, QuickWin
from smartscore.plans.roadmap import Roadmap
from smartscore.reports.catalogue import required_format
from smartscore.reports.columns import Column
from smartscore.reports.plan_file import written_plan
from smartscore.reports.sheet import Sheet
from smartscore.reports.view import View
from smartscore.rounding import on_grid

_MILLION = 1e6


@frozen
class PlanSheet:
    """How a plan is told to a reader."""

    road: Roadmap
    quick: QuickWin
    view: View

    @property
    def sheet(self) -> Sheet:
        return Sheet(self.road.outlook.assessment, self.view)

    def lines(self) -> Iterator[str]:
        """Give programmes, risks, what is chosen, the timetable, the trajectory and the targets."""
        yield from self.sheet.head(self.road.outlook.row)
        yield from self._programmes()
        yield from self._risks()
        yield from self._chosen()
        if self.road.programmes:
            yield from self._timetable()
            yield from self._trajectory()
            yield from self._targets()
        yield from self._provisos()

    def _title(self, programme: Programme) -> str:
        return programme.title.to(self.view.language)

    def _money(self, code: str, amounts: "Series[float]") -> Column:
        cells = numbers((amounts / _MILLION).tolist(), 0, self.view.language)
        return Column(message(code, self.view.language, currency=self._currency), "", cells)

    @property
    def _currency(self) -> str:
        return next((programme.currency for programme in self.road.outlook.programmes), "")

    def _programmes(self) -> Iterator[str]:
        """Tell what each programme does alone, the largest gain first."""
        sheet, outlook = self.sheet, self.road.outlook
        found = effects(outlook, self.quick)
        by_id = {programme.id: programme for programme in outlook.programmes}
        gains = on_grid(outlook.framework.sign * found["gain"].to_numpy(), outlook.framework.scale)
        # equal gains stand by id, whatever noise the machine's linear algebra has
        found = found.iloc[np.lexsort((found.index.to_numpy(dtype=str), -gains))]
        words = [message(f"quadrant_{name}", self.view.language) for name in found["quadrant"]]
        quick = [message("yes", self.view.language) if flag else "" for flag in found["quick_win"]]
        columns = [
            sheet.words("column_programme", [self._title(by_id[str(name)]) for name in found.index]),
            sheet.scores("column_gain", found["gain"], sign=True),
            sheet.scores("column_expected", found["expected"], sign=True),
            sheet.scores("column_pessimistic", found["pessimistic"], sign=True),
            self._money("column_cost", found["cost"]),
            self._money("column_per_point", found["cost_per_point"]),
            sheet.whole("column_months", found["months"]),
            sheet.whole("column_risk", found["risk"]),
            sheet.words("column_quadrant", words),
            sheet.words("column_quick_win", quick),
        ]
        yield from sheet.part(sheet.say("plan_programmes", count=len(found)), columns)
        yield from sheet.say("plan_gains")
        yield from sheet.say("plan_quick_win", **self._criteria(found))
        if (moved := found["reporting"][found["reporting"].abs() > 1e-12]).size:
            names = ", ".join(f"{self._title(by_id[str(n)])} ({self._signed(value)})" for n, value in moved.items())
            yield from sheet.say("plan_reporting", names=names)

    def _signed(self, value: float) -> str:
        return self.sheet.scores("column_gain", Series([value]), sign=True).cells[0]

    def _criteria(self, found: DataFrame) -> dict[str, str]:
        quick = self.quick
        cost = float(np.median(found["cost"])) if quick.cost is None else quick.cost
        told = {"months": quick.months, "risk": quick.risk, "cost": cost / _MILLION, "gain": quick.gain}
        return {name: self.sheet.value(value) for name, value in told.items()}

    def _risks(self) -> Iterator[str]:
        """Count programmes by likelihood of failure and severity."""
        found = risk_matrix(self.road.outlook.programmes).map(len)
        columns = [Column(message("column_likelihood", self.view.language), "", [str(level) for level in found.index])]
        columns += [Column(str(level), "", [str(count or "-") for count in found[level]]) for level in found]
        yield from self.sheet.part(self.sheet.say("plan_risks"), columns)

    def _chosen(self) -> Iterator[str]:
        sheet, told = self.sheet, self.road.portfolio
        yield ""
        numbers = sheet.scores("column_index", Series([told.base, told.index, told.bound])).cells
        fields = dict(zip(("base", "index", "bound"), numbers, strict=True))
        cost = number(told.cost / _MILLION, 0, self.view.language)
        counted = {"count": len(told.chosen), "of": len(self.road.outlook.programmes)}
        yield from sheet.say("plan_chosen", **counted, **fields, cost=cost, currency=self._currency)
        if told.method == "all sets":
            yield from sheet.say("plan_exact")
        else:
            yield from sheet.say(
                "plan_gap", gap=number(100 * told.gap, 2, self.view.language) + "%", bound=fields["bound"]
            )
        if self.road.hope != "success":
            yield from sheet.say(f"plan_hope_{self.road.hope}")

    def _timetable(self) -> Iterator[str]:
        """Draw when each programme runs: a block for each year."""
        spans, years = self.road.spans, self.road.years
        by_id = {programme.id: programme for programme in self.road.programmes}
        columns = [
            self.sheet.words("column_programme", [self._title(by_id[str(name)]) for name in spans.index]),
            self.sheet.words("column_owner", [by_id[str(name)].owner for name in spans.index]),
        ]
        for year in years:
            runs = [start <= year <= end for start, end in zip(spans["start"], spans["end"], strict=True)]
            columns.append(Column(str(year), "", ["\u2588" * len(str(year)) if on else "\u00b7" for on in runs]))
        columns.append(self._money("column_cost", spans["cost"]))
        yield from self.sheet.part(self.sheet.say("plan_timetable"), columns)

    def _trajectory(self) -> Iterator[str]:
        """Tell index, dimensions and spending by year."""
        found = self.road.trajectory
        framework = self.road.outlook.framework
        columns = [Column(message("column_year", self.view.language), "", [str(year) for year in found.index])]
        for name in found:
            title = self.sheet.title(str(name))
            code = framework.nodes[str(name)].code
            columns.append(Column(title, code, self.sheet.scores("column_index", found[name]).cells))
        spent = self.road.spending.sum().reindex(found.index, fill_value=0.0)
        columns.append(self._money("column_spending", spent))
        yield from self.sheet.part(self.sheet.say("plan_trajectory"), columns)

    def _targets(self) -> Iterator[str]:
        """Tell the value that each indicator should have at the end of each year."""
        found, nodes = self.road.targets, self.road.outlook.framework.nodes
        names = [str(name) for name in found]
        units = [node.unit.to(self.view.language) for name in names if isinstance(node := nodes[name], Indicator)]
        columns = [self.sheet.titles(names)]
        for year, cells in found.iterrows():
            columns.append(Column(str(year), "", [self.sheet.value(float(value)) for value in cells]))
        columns.append(self.sheet.words("column_unit", units))
        yield from self.sheet.part(self.sheet.say("plan_targets"), columns)

    def _provisos(self) -> Iterator[str]:
        yield from self.sheet.provisos(self.road.outlook.row)
        chances = ", ".join(f"{level}: {chance:.0%}" for level, chance in CHANCE_OF_FAILURE.items())
        yield from self.sheet.say("plan_chances", chances=chances)
        for note in dict.fromkeys(p.note.to(self.view.language) for p in self.road.outlook.programmes):
            if note:
                yield from self.sheet.say("plan_note", note=note)


def told_plan(road: Roadmap, quick: QuickWin, view: View, format_: str | None, output: Path | None = None) -> str:
    """Give a plan as a table or as JSON; a file that ends in .json is JSON unless another format is named.

    Raises:
        UsageError: for another format.
    """
    named = format_ is None and output is not None and output.suffix.lower() == ".json"
    if required_format("json" if named else format_) == "json":
        return written_plan(road, quick, view)
    return "\n".join(line.rstrip() for line in PlanSheet(road, quick, view).lines()) + "\n"
