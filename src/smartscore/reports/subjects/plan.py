"""A plan of programmes: what each brings, risks, what is chosen, timetable, trajectory, targets."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from attrs import evolve, frozen
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.plans.outlook import effects, risk_matrix
from smartscore.plans.programme import CHANCE_OF_FAILURE, Programme, QuickWin
from smartscore.plans.roadmap import Roadmap
from smartscore.reports.document import Column, Document, Figure, Listed, Part, Section, Table
from smartscore.reports.elements.cells import Cells, node_title, numbers, plain, raw_value, records, words
from smartscore.reports.elements.city_heading import city_document, record_of
from smartscore.reports.elements.plans.charts import timetable_chart, trajectory_chart
from smartscore.reports.elements.robustness.holding import (
    holding_record,
    holding_sentences,
    holds_column,
    share_record,
)
from smartscore.robustness.choices import Holding
from smartscore.rounding import best_first
from smartscore.text import Phrase, Sentence

SCHEMA = 1
_NOTHING = 1e-12  # points that reporting alone moves an index by no more than this are left out


def document(road: Roadmap, quick: QuickWin, *, robust: bool = True) -> Document:
    """Give a plan as a document, if `robust` with how often each of its choices holds."""
    assessment, row = road.outlook.assessment, road.outlook.row
    plan = _Plan(road, quick, effects(road.outlook, quick), road.holding if robust else None)
    of_city = city_document(assessment, row, _sections(plan), partial(record, road, quick, held=plan.held))
    return evolve(of_city, title=Phrase("title_plan"), provisos=[*of_city.provisos, *_provisos(plan)])


@frozen(eq=False)
class _Plan:
    road: Roadmap
    quick: QuickWin
    effects: DataFrame
    held: Holding | None

    @property
    def assessment(self) -> Assessment:
        return self.road.outlook.assessment

    @property
    def cells(self) -> Cells:
        return Cells(self.assessment)

    @property
    def programmes(self) -> dict[str, Programme]:
        return {programme.id: programme for programme in self.road.outlook.programmes}

    @property
    def currency(self) -> str:
        return next((programme.currency for programme in self.road.outlook.programmes), "")

    def titles(self, names: Sequence[object]) -> list[Column]:
        """Give the titles of programmes, and their ids for programs."""
        titles = [self.programmes[str(name)].title for name in names]
        return [
            words("programme", "column_programme", titles, width=44),
            words("id", "column_id", [str(name) for name in names], readers="programs", width=24),
        ]

    def money(self, id_: str, amounts: Sequence[float]) -> Column:
        values = [float(amount) for amount in amounts]
        title = Phrase(f"column_{id_}", currency=self.currency)
        return Column(id=id_, title=title, kind="money", values=values, width=14)


def _sections(plan: _Plan) -> Iterator[Section]:
    yield _programmes(plan)
    yield _risks(plan)
    yield _chosen(plan)
    if plan.held is not None:
        yield from _holds(plan, plan.held)
    if plan.road.programmes:
        yield _timetable(plan)
        yield _trajectory(plan)
        yield _targets(plan)


def _programmes(plan: _Plan) -> Section:
    """Give the effect of each programme alone, the largest gain first."""
    framework = plan.road.outlook.framework
    gains = framework.sign * plan.effects["gain"].to_numpy()
    by_gain = plan.effects.iloc[best_first(gains, framework.scale, plan.effects.index.to_numpy(dtype=str))]
    columns = [
        *plan.titles(list(by_gain.index)),
        plan.cells.scores("gain", "column_gain", by_gain["gain"], signed=True),
        plan.cells.scores("expected", "column_expected", by_gain["expected"], signed=True),
        plan.cells.scores("pessimistic", "column_pessimistic", by_gain["pessimistic"], signed=True),
        plan.money("cost", by_gain["cost"].tolist()),
        plan.money("per_point", by_gain["cost_per_point"].tolist()),
        numbers("months", "column_months", "raw", by_gain["months"]),
        numbers("risk", "column_risk", "raw", by_gain["risk"]),
        words("quadrant", "column_quadrant", [Phrase(f"quadrant_{name}") for name in by_gain["quadrant"]]),
        words("quick_win", "column_quick_win", [Phrase("yes") if flag else "" for flag in by_gain["quick_win"]]),
    ]
    if plan.held is not None and plan.held.is_known:
        shares = dict(zip(plan.programmes, plan.held.shares.tolist(), strict=True))
        columns.append(holds_column([shares[str(name)] for name in by_gain.index], readers="programs"))
    table = Table(id="programmes", title=Phrase("title_programmes"), columns=columns, key=("programme",))
    parts: list[Part] = [table, Phrase("plan_gains"), Phrase("plan_quick_win", **_criteria(plan))]
    if (moved := by_gain["reporting"][by_gain["reporting"].abs() > _NOTHING]).size:
        names = Listed(
            Phrase("name_with", name=plan.programmes[str(name)].title, more=plan.cells.figure(value, signed=True))
            for name, value in moved.items()
        )
        parts.append(Phrase("plan_reporting", names=names))
    return Section(id="programmes", title=Phrase("plan_programmes", count=len(by_gain)), parts=parts)


def _criteria(plan: _Plan) -> dict[str, Figure]:
    quick = plan.quick
    cost = float(np.median(plan.effects["cost"])) if quick.cost is None else quick.cost
    limits = {"months": quick.months, "risk": quick.risk, "cost": cost / 1e6, "gain": quick.gain}
    return {name: Figure(value) for name, value in limits.items()}


def _risks(plan: _Plan) -> Section:
    """Count programmes by likelihood of failure and severity."""
    matrix = risk_matrix(plan.road.outlook.programmes).map(len)
    columns = [numbers("likelihood", "column_likelihood", "raw", [float(str(level)) for level in matrix.index])]
    columns += [
        Column(id=f"severity_{level}", title=str(level), kind="raw", values=[float(n) or np.nan for n in matrix[level]])
        for level in matrix
    ]
    table = Table(id="risks", title=Phrase("title_risks"), columns=columns, key=("likelihood",))
    return Section(id="risks", title=Phrase("plan_risks"), parts=[table])


def _chosen(plan: _Plan) -> Section:
    portfolio = plan.road.portfolio
    scores = {name: plan.cells.figure(getattr(portfolio, name)) for name in ("base", "index", "bound")}
    counted = {"count": len(portfolio.chosen), "of": len(plan.road.outlook.programmes)}
    money = {"cost": Figure(portfolio.cost, "money"), "currency": plan.currency}
    parts: list[Sentence] = [Phrase("plan_chosen", **counted, **scores, **money)]
    if portfolio.method == "all sets":
        parts.append(Phrase("plan_exact"))
    else:
        parts.append(Phrase("plan_gap", gap=Figure(portfolio.gap, "share", 2), bound=scores["bound"]))
    if plan.road.hope != "success":
        parts.append(Phrase(f"plan_hope_{plan.road.hope}"))
    return Section(id="chosen", parts=parts)


def _holds(plan: _Plan, held: Holding) -> Iterator[Section]:
    """Give the share of the draws of each programme that is chosen, here or in 10 % of the draws, the largest first."""
    names = [*plan.programmes]
    chosen = np.isin(names, plan.road.portfolio.chosen)
    rows = np.flatnonzero((chosen | held.named) & held.is_known)
    rows = rows[np.lexsort((rows, -np.nan_to_num(held.shares[rows]), ~chosen[rows]))]
    columns = [
        *plan.titles([names[row] for row in rows]),
        words("chosen", "column_in_plan", [Phrase("yes") if chosen[row] else "" for row in rows]),
        holds_column(held.shares[rows]),
    ]
    table = Table(id="holds", title=Phrase("title_plan_holds"), columns=columns, key=("programme",))
    sentences = [*holding_sentences(held, chosen, "plan")]
    if sentences:
        parts: list[Part] = [table, *sentences] if len(rows) else [*sentences]
        yield Section(id="holds", title=Phrase("title_plan_holds"), parts=parts)


def _timetable(plan: _Plan) -> Section:
    """Draw when each programme runs: a block for each year."""
    spans = plan.road.spans
    columns = [
        *plan.titles(list(spans.index)),
        words("owner", "column_owner", [plan.programmes[str(name)].owner for name in spans.index], width=24),
    ]
    for year in plan.road.years:
        runs = [start <= year <= end for start, end in zip(spans["start"], spans["end"], strict=True)]
        cells = ["\u2588" * len(str(year)) if on else "\u00b7" for on in runs]
        columns.append(Column(id=f"year_{year}", title=str(year), kind="raw", values=cells, width=7))
    columns.append(plan.money("cost", spans["cost"].tolist()))
    table = Table(id="timetable", title=Phrase("plan_timetable"), columns=columns, key=("programme",))
    titles = [plan.programmes[str(name)].title for name in spans.index]
    chart = timetable_chart(titles, list(zip(spans["start"], spans["end"], strict=True)), plan.road.years)
    return Section(id="timetable", title=Phrase("plan_timetable"), parts=[chart, table])


def _trajectory(plan: _Plan) -> Section:
    """Give index, dimensions and spending by year."""
    planned = plan.road.trajectory
    framework = plan.road.outlook.framework
    columns = [numbers("year", "column_year", "year", planned.index)]
    for name in map(str, planned):
        scores = plan.cells.scores(name, "column_index", planned[name].tolist())
        node = framework.nodes[name]
        columns.append(evolve(scores, title=node_title(framework, name), short=node.code))
    columns.append(plan.money("spending", plan.road.spending.sum().reindex(planned.index, fill_value=0.0).tolist()))
    table = Table(id="trajectory", title=Phrase("title_trajectory"), columns=columns, key=("year",))
    years = dict(zip(map(int, planned.index), planned["index"].tolist(), strict=True))
    chart = trajectory_chart(years, {}, plan.cells.figure)
    return Section(id="trajectory", title=Phrase("plan_trajectory"), parts=[chart, table])


def _targets(plan: _Plan) -> Section:
    """Give the value that each indicator should have at the end of each year."""
    targets, assessment = plan.road.targets, plan.assessment
    names = [str(name) for name in targets]
    columns = plan.cells.nodes(names)
    for year, row in targets.iterrows():
        values = [raw_value(assessment, name, float(value)) for name, value in zip(names, row, strict=True)]
        columns.append(Column(id=f"year_{year}", title=str(year), kind="raw", values=values))
    columns += plan.cells.units(names)
    table = Table(id="targets", title=Phrase("title_targets"), columns=columns, key=("title",))
    return Section(id="targets", title=Phrase("plan_targets"), parts=[table])


def _provisos(plan: _Plan) -> Iterator[Sentence]:
    chances = ", ".join(f"{level}: {chance:.0%}" for level, chance in CHANCE_OF_FAILURE.items())
    yield Phrase("plan_chances", chances=chances)
    for note in dict.fromkeys(programme.note for programme in plan.road.outlook.programmes):
        if note:
            yield Phrase("plan_note", note=note)


def record(road: Roadmap, quick: QuickWin, language: str, held: Holding | None = None) -> dict[str, Any]:
    """Give a plan with its programmes, figures, timetable, trajectory and targets, as `progress` reads it again."""
    outlook, portfolio = road.outlook, road.portfolio
    effect_records = records(effects(outlook, quick), outlook.framework)
    spans = records(road.spans)
    return {
        "schema": SCHEMA,
        **record_of(outlook.assessment, outlook.row, None, language),
        "edition": outlook.framework.edition,
        "hope": road.hope,
        "chances_of_failure": {str(level): chance for level, chance in CHANCE_OF_FAILURE.items()},
        "portfolio": {
            "programmes": list(portfolio.chosen),
            **{name: plain(getattr(portfolio, name)) for name in ("base", "index", "bound", "cost", "gap")},
            "method": portfolio.method,
        },
        **holding_record(held),
        "programmes": [
            {**_programme(p, effect_records[p.id], spans.get(p.id), language), **share_record(held, place)}
            for place, p in enumerate(outlook.programmes)
        ],
        "spending": {str(year): plain(cost) for year, cost in road.spending.sum().items()},
        "trajectory": records(road.trajectory),
        "targets": records(road.targets),
    }


def _programme(programme: Programme, effect: Any, span: Any, language: str) -> dict[str, Any]:
    names = ("dimension", "indicator", "change", "cost", "currency", "months", "likelihood", "severity", "staff")
    more = ("owner", "goal", "budget_source")
    return {
        "id": programme.id,
        "title": programme.title.to(language),
        **{name: getattr(programme, name) for name in (*names, *more)},
        "requires": list(programme.requires),
        "excludes": list(programme.excludes),
        "note": programme.note.to(language),
        **{name: cell for name, cell in effect.items() if name not in ("cost", "months")},
        "start": None if span is None else int(span["start"]),
        "end": None if span is None else int(span["end"]),
    }
