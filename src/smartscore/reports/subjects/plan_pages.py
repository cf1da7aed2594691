"""The sections about plans of cities: a sentence, the timetable, the years, each target, and charts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.reports.document import Chart, Section, Table
from smartscore.reports.elements.cells import Cells, numbers, words
from smartscore.reports.elements.plans.charts import timetable_chart, trajectory_chart
from smartscore.reports.elements.provisos import on_plan, progress_of
from smartscore.reports.result import Result
from smartscore.text import Phrase

if TYPE_CHECKING:
    from smartscore.plans import Plan


def plan_sections(assessment: Assessment, result: Result) -> Iterator[Section]:
    """Give a section for each plan by the framework of the assessment, with the key of its city."""
    for plan, year, nodes in progress_of(assessment, result):
        yield _section(assessment, result, plan, year, nodes)


def _section(assessment: Assessment, result: Result, plan: "Plan", year: int, nodes: DataFrame) -> Section:
    from smartscore.reports.subjects.progress import Reached, tables

    reached = Reached(assessment, plan, -1, year, nodes, result.as_of)
    return Section(
        id="plan",
        use="page",
        city=printable(plan.city),
        title=Phrase("plan_page_of", title=Phrase("plan_page"), name=printable(plan.name)),
        parts=[
            on_plan(assessment, plan, year, nodes),
            *_charts(assessment, result, plan),
            _programmes(plan),
            *tables(reached),
            Phrase("progress_method"),
        ],
    )


def _charts(assessment: Assessment, result: Result, plan: "Plan") -> Iterator[Chart]:
    timetable, name = plan.timetable, printable(plan.name)
    spans = [(int(start), int(end)) for start, end in zip(timetable["start"], timetable["end"], strict=True)]
    yield timetable_chart([printable(str(title)) for title in timetable["title"]], spans, plan.years, name)
    index = plan.trajectory["index"]
    planned = dict(zip(map(int, index.index), index.tolist(), strict=True))
    reached = _reached(assessment, result, plan)
    yield trajectory_chart(planned, reached, Cells(assessment).figure, name)


def _reached(assessment: Assessment, result: Result, plan: "Plan") -> dict[int, float]:
    """Give the index of the years so far, those without one left out, after that of the base."""
    from smartscore.plans.progress import rows_of

    index, rows = assessment.index.tolist(), rows_of(assessment, plan.city, plan, result.as_of)
    base, first = int(plan.trajectory.index[0]), float(plan.trajectory["index"].iloc[0])
    by_year = {base: first, **{year: index[row] for year, row in rows.items()}}
    return {year: score for year, score in by_year.items() if not np.isnan(score)}


def _programmes(plan: "Plan") -> Table:
    timetable = plan.timetable
    columns = [
        words("programme", "column_programme", [printable(str(cell or "")) for cell in timetable["title"]], width=44),
        words("owner", "column_owner", [printable(str(cell or "")) for cell in timetable["owner"]], width=24),
        numbers("start", "column_from", "year", timetable["start"]),
        numbers("end", "column_to", "year", timetable["end"]),
    ]
    return Table(id="programmes", title=Phrase("plan_page_programmes"), columns=columns, key=("programme",))
