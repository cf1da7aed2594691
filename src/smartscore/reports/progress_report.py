"""The progress of a city on its plan, as text and as JSON."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import click
import numpy as np
from pandas import DataFrame, Series

from smartscore.engine import Assessment
from smartscore.messages import message
from smartscore.plans.progress import STATUSES, Plan, improvement_of, over_years, progress, year_of
from smartscore.reports.columns import Column
from smartscore.reports.completion import recorded
from smartscore.reports.completion import told as completion_told
from smartscore.reports.json_report import rounded
from smartscore.reports.sheet import Sheet, records
from smartscore.reports.view import View

_COLOURS = dict(zip(STATUSES, ("green", "cyan", "red", "yellow"), strict=True))


def told_progress(assessment: Assessment, plan: Plan, view: View, format_: str, *, colour: bool = False) -> str:
    """Tell the progress of the city of a plan, as a table, with colours if wanted, or as JSON.

    Raises:
        UsageError: as `progress` does.
    """
    year, row = year_of(assessment, plan.city, plan, view.as_of)
    found = progress(assessment, plan.city, plan, view.as_of)
    if format_ == "json":
        record = _record(Sheet(assessment, view), plan, found, row, year)
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    text = "\n".join(line.rstrip() for line in _lines(Sheet(assessment, view), plan, found, row, year)) + "\n"
    return _coloured(text, view.language) if colour else text


def _record(sheet: Sheet, plan: Plan, found: DataFrame, row: int, year: int) -> dict[str, Any]:
    change, rank, count = improvement_of(sheet.assessment, row)
    improvement = {"change": rounded(change), "rank": None if np.isnan(rank) else int(rank), "of": count}
    nodes = len(plan.trajectory.columns)
    return {
        **sheet.identity(row),
        "plan": plan.file,
        "year": year,
        "improvement": improvement,
        "years": {
            str(at): {str(name): cells["status"] for name, cells in told.iterrows()}
            for at, told in over_years(sheet.assessment, plan.city, plan, sheet.view.as_of).items()
        },
        "nodes": records(found.iloc[:nodes]),
        "indicators": records(found.iloc[nodes:]),
        "completion": None if sheet.view.completion is None else recorded(sheet.view.completion),
    }


def _lines(sheet: Sheet, plan: Plan, found: DataFrame, row: int, year: int) -> Iterator[str]:
    yield from sheet.head(row)
    for code, columns in tables(sheet, plan, found):
        yield from sheet.part(sheet.say(code, year=year), columns)
    yield from _years(sheet, plan)
    yield from sheet.say("progress_method")
    change, rank, count = improvement_of(sheet.assessment, row)
    if not np.isnan(change):
        said = sheet.scores("column_change", Series([change]), sign=True).cells[0]
        yield from sheet.say("progress_improvement", change=said, rank=int(rank), count=count)
    if sheet.view.completion is not None:
        yield completion_told(sheet.view.completion, sheet.view.language)
    yield from sheet.provisos(row)


def tables(sheet: Sheet, plan: Plan, found: DataFrame) -> Iterator[tuple[str, list[Column]]]:
    """Give the code of the heading and the columns of what is told of index and dimensions, then of indicators."""
    nodes = len(plan.trajectory.columns)
    above, below = found.iloc[:nodes], found.iloc[nodes:]
    columns = _against(sheet, above, "column_score", sheet.scores)
    yield "progress_scores", [*columns, *_reach(sheet, above)]
    more = [sheet.scores("column_points", below["points"], sign=True), sheet.values("column_final", below["final"])]
    columns = _against(sheet, below, "column_value", sheet.values)
    yield "progress_indicators", [*columns, *more, *_reach(sheet, below)]


def _against(sheet: Sheet, part: DataFrame, value: str, tell: Callable[[str, "Series[float]"], Column]) -> list[Column]:
    """Give title, start, target and value, the two as `tell` writes them, and the word for where it is."""
    columns = (("column_start", "base"), ("column_target", "target"), (value, "value"))
    return [sheet.titles(part.index), *(tell(code, part[name]) for code, name in columns), _status(sheet, part)]


def _years(sheet: Sheet, plan: Plan) -> Iterator[str]:
    """Tell each year's index against its target, and how many targets were met, where there are several years."""
    found = over_years(sheet.assessment, plan.city, plan, sheet.view.as_of)
    if len(found) < 2:
        return
    index = DataFrame({year: told.loc["index"] for year, told in found.items()}).T
    below = [told.iloc[len(plan.trajectory.columns) :]["status"] for told in found.values()]
    columns = [
        Column(message("column_year", sheet.view.language), "", [str(year) for year in found]),
        sheet.scores("column_target", index["target"].astype(float)),
        sheet.scores("column_score", index["value"].astype(float)),
        _status(sheet, index),
    ]
    for status in STATUSES:
        title = message(f"status_{status}", sheet.view.language)
        columns.append(Column(title, "", [str(int((told == status).sum())) for told in below]))
    yield from sheet.part(sheet.say("progress_years"), columns)


def _status(sheet: Sheet, found: DataFrame) -> Column:
    return sheet.words("column_status", [message(f"status_{s}", sheet.view.language) for s in found["status"]])


def _reach(sheet: Sheet, found: DataFrame) -> list[Column]:
    """Give the projected year with its interval, in one column."""
    cells = []
    for reach, earliest, latest in found[["reach", "earliest", "latest"]].itertuples(index=False):
        ends = ["?" if np.isnan(end) else f"{end:.0f}" for end in (earliest, latest)]
        interval = "" if (np.isnan(earliest) and np.isnan(latest)) or earliest == latest else f" ({'-'.join(ends)})"
        cells.append("-" if np.isnan(reach) else f"{reach:.0f}{interval}")
    return [sheet.words("column_reach", cells)]


def _coloured(text: str, language: str) -> str:
    """Colour the words of the statuses."""
    for status, colour in _COLOURS.items():
        word = message(f"status_{status}", language)
        text = text.replace(word, click.style(word, fg=colour))
    return text
