"""What reports tell of the plans of cities: a sentence, the timetable, the years, each target, and data for charts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.messages import capital, message, numbers, printable
from smartscore.reports.columns import Column
from smartscore.reports.sheet import Sheet
from smartscore.reports.summary import decimals_of, on_plan, progress_of
from smartscore.reports.view import View

if TYPE_CHECKING:
    from smartscore.plans import Plan

Told = dict[str, Any]


def plan_pages(assessment: Assessment, view: View) -> list[Told]:
    """Give what is told of each plan by the framework of the assessment, with the key of its city."""
    sheet = Sheet(assessment, view)
    return [_told(sheet, plan, year, found) for plan, year, found in progress_of(assessment, view)]


def _told(sheet: Sheet, plan: "Plan", year: int, found: DataFrame) -> Told:
    from smartscore.reports.progress_report import tables

    assessment, view = sheet.assessment, sheet.view
    planned, reached = _planned(plan), _reached(assessment, view, plan)
    return {
        "city": printable(plan.city),
        "name": printable(plan.name),
        "title": message("plan_page", view.language),
        "said": on_plan(assessment, view, plan, year, found),
        "charts": [
            _chart("timetable", _timetable(plan), _says(plan, plan.timetable["title"], view, "timetable"), "", view),
            _chart(
                "trajectory",
                {"planned": planned, "reached": reached},
                _says(plan, _years(assessment, view, planned, reached), view, "trajectory"),
                message("plan_page_key", view.language),
                view,
            ),
        ],
        "tables": [
            _table(message("plan_page_programmes", view.language), [*_programmes(sheet, plan)]),
            *(_table(message(code, view.language, year=year), columns) for code, columns in tables(sheet, plan, found)),
        ],
        "method": message("progress_method", view.language),
    }


def _chart(name: str, data: Told, says: str, key: str, view: View) -> Told:
    """Give the name of a chart, what fills it, what it says to those who do not see it, its heading and its key."""
    return {"name": name, "data": data, "says": says, "title": message(f"plan_page_{name}", view.language), "key": key}


def _says(plan: "Plan", parts: Any, view: View, name: str) -> str:
    told = ", ".join(printable(str(part)) for part in parts) or "-"
    return message(f"plan_page_says_{name}", view.language, name=printable(plan.name), told=told)


def _timetable(plan: "Plan") -> Told:
    """Give a cell for each programme and year, with whether it runs, and the names of programmes."""
    found = plan.timetable
    titles = [printable(str(title)) for title in found["title"]]
    spans = [(int(start), int(end)) for start, end in zip(found["start"], found["end"], strict=True)]
    cells = [
        {"order": order, "year": year, "runs": start <= year <= end, "tip": titles[order]}
        for order, (start, end) in enumerate(spans)
        for year in plan.years
    ]
    return {"timetable": cells, "programmes": [{"order": order, "name": name} for order, name in enumerate(titles)]}


def _planned(plan: "Plan") -> list[Told]:
    index = plan.trajectory["index"]
    return [{"year": int(year), "score": score} for year, score in zip(index.index, index.tolist(), strict=True)]


def _reached(assessment: Assessment, view: View, plan: "Plan") -> list[Told]:
    """Give the index of the years so far, those without one left out, after that of the base."""
    from smartscore.plans.progress import rows_of

    index, rows = assessment.index.tolist(), rows_of(assessment, plan.city, plan, view.as_of)
    scores = {year: index[row] for year, row in rows.items()}
    base, first = int(plan.trajectory.index[0]), float(plan.trajectory["index"].iloc[0])
    return [{"year": y, "score": score} for y, score in {base: first, **scores}.items() if not np.isnan(score)]


def _years(assessment: Assessment, view: View, planned: list[Told], reached: list[Told]) -> Iterator[str]:
    """Say planned and reached index of each year."""
    held = {one["year"]: one["score"] for one in reached}
    for one in planned:
        pair = [one["score"], held.get(one["year"], np.nan)]
        yield f"{one['year']}: {' / '.join(numbers(pair, decimals_of(assessment), view.language))}"


def _programmes(sheet: Sheet, plan: "Plan") -> Iterator[Column]:
    found = plan.timetable
    for code, name in (("column_programme", "title"), ("column_owner", "owner")):
        yield sheet.words(code, [printable(str(cell or "")) for cell in found[name]])
    for code, name in (("column_from", "start"), ("column_to", "end")):
        yield Column(message(code, sheet.view.language), "", [str(int(cell)) for cell in found[name]])


def _table(title: str, columns: list[Column]) -> Told:
    return {
        "title": title,
        "columns": [{"title": capital(column.title), "numeric": column.numeric} for column in columns],
        "rows": [list(cells) for cells in zip(*(column.cells for column in columns), strict=True)],
    }
