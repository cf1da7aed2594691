"""The progress of a city on its plan: scores, indicators, years, improvement, completion of programmes."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve, frozen
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.plans.progress import (
    NOT_APPLICABLE,
    STATUSES,
    Plan,
    break_of,
    improvement_of,
    over_years,
    progress,
    year_of,
)
from smartscore.reports.document import Column, Document, Part, Section, Table
from smartscore.reports.elements.cells import Cells, levels_of, numbers, records, rounded, words
from smartscore.reports.elements.city_heading import city_document, record_of
from smartscore.reports.elements.plans.completion import sentence
from smartscore.reports.subjects.completion import records_of
from smartscore.rounding import without_noise
from smartscore.text import Phrase

if TYPE_CHECKING:
    from pandas import Series


@frozen(eq=False)
class Reached:
    """The progress of a city on its plan in a year: a row a node, index and dimensions first."""

    assessment: Assessment
    plan: Plan
    row: int
    year: int
    nodes: DataFrame
    as_of: int | None = None

    @classmethod
    def of(cls, assessment: Assessment, plan: Plan, as_of: int | None) -> "Reached":
        """Judge a plan.

        Raises:
            UsageError: as `progress` does.
        """
        year, row = year_of(assessment, plan.city, plan, as_of)
        return cls(assessment, plan, row, year, progress(assessment, plan.city, plan, as_of), as_of)

    @property
    def above(self) -> DataFrame:
        """Index and dimensions."""
        return self.nodes.iloc[: len(self.plan.trajectory.columns)]

    @property
    def below(self) -> DataFrame:
        """Indicators that have a target."""
        return self.nodes.iloc[len(self.plan.trajectory.columns) :]


def document(
    assessment: Assessment, plan: Plan, completion: DataFrame | None = None, as_of: int | None = None
) -> Document:
    """Give the progress of the city of a plan; over a break between editions, both series and no progress.

    Raises:
        UsageError: as `progress` does.
    """
    if gap := break_of(plan, assessment.definition):
        from smartscore.reports.subjects.over_breaks import plan as over_break  # which few plans need

        return over_break.document(assessment, plan, gap, as_of)
    reached = Reached.of(assessment, plan, as_of)
    record = partial(_record, reached, completion)
    of_city = city_document(assessment, reached.row, _sections(reached, completion), record)
    return evolve(of_city, title=Phrase("title_progress"))


def _sections(reached: Reached, completion: DataFrame | None) -> Iterator[Section]:
    scores, indicators = tables(reached)
    yield Section(id="nodes", use="export", parts=[_all(reached)])
    yield Section(id="scores", title=Phrase("progress_scores", year=reached.year), parts=[scores])
    years, end = _years(reached), [*_closing(reached, completion)]
    last: list[Part] = [indicators, *([] if years else end)]
    yield Section(id="indicators", title=Phrase("progress_indicators", year=reached.year), parts=last)
    if years:
        yield Section(id="years", title=Phrase("progress_years"), parts=[years, *end])


def tables(reached: Reached) -> tuple[Table, Table]:
    """Give the sections about index and dimensions, and about indicators."""
    cells, above, below = Cells(reached.assessment), reached.above, reached.below
    names = [str(name) for name in above.index]
    scores = Table(
        id="scores",
        title=Phrase("progress_scores", year=reached.year),
        columns=[*_against(reached, above, "column_score", cells.scores), *_reach(above)],
        key=("title",),
        levels=[0 for _ in levels_of(reached.assessment.framework, names)],
    )
    columns = [
        *_against(reached, below, "column_value", cells.values),
        cells.scores("points", "column_points", below["points"], signed=True),
        cells.values("final", "column_final", below["final"]),
        *_reach(below),
    ]
    title = Phrase("progress_indicators", year=reached.year)
    return scores, Table(id="indicators", title=title, columns=columns, key=("title",))


def _all(reached: Reached) -> Table:
    """Give all nodes in one table, for programs."""
    cells, nodes = Cells(reached.assessment), reached.nodes
    columns = [
        *(words(name, f"column_{name}", [str(value)] * len(nodes)) for name, value in _identity(reached).items()),
        *cells.nodes([str(name) for name in nodes.index]),
        *(numbers(name, f"column_{code}", "raw", nodes[name]) for name, code in _RAW),
        words("status", "column_status", list(nodes["status"])),
        *(numbers(name, "column_reach", "raw", nodes[name]) for name in ("reach", "earliest", "latest")),
    ]
    return Table(id="nodes", title=Phrase("title_progress"), columns=columns, key=("title",))


_RAW = (("base", "start"), ("target", "target"), ("value", "value"), ("points", "points"), ("final", "final"))


def _identity(reached: Reached) -> dict[str, object]:
    return {"city": reached.plan.city, "year": reached.year}


def _against(
    reached: Reached, part: DataFrame, value: str, column: "Callable[[str, str, Series[float]], Column]"
) -> list[Column]:
    """Give title, start, target and value, the numbers as `column` makes them, and the word for where it is."""
    titles = Cells(reached.assessment).nodes([str(name) for name in part.index])
    columns = (("base", "column_start"), ("target", "column_target"), ("value", value))
    return [*titles, *(column(name, code, part[name]) for name, code in columns), _status(part)]


def _status(nodes: DataFrame) -> Column:
    return Column(id="status", title=Phrase("column_status"), kind="status", values=list(nodes["status"]), width=14)


def _reach(nodes: DataFrame) -> list[Column]:
    """Give the projected year with its interval, in one column."""
    cells = []
    for reach, earliest, latest in nodes[["reach", "earliest", "latest"]].itertuples(index=False):
        ends = ["?" if np.isnan(end) else f"{end:.0f}" for end in (earliest, latest)]
        interval = "" if (np.isnan(earliest) and np.isnan(latest)) or earliest == latest else f" ({'-'.join(ends)})"
        cells.append("-" if np.isnan(reach) else f"{reach:.0f}{interval}")
    return [words("reached", "column_reach", cells)]


def _years(reached: Reached) -> Table | None:
    """Give index, target and number of targets met of each year, where there are several years."""
    by_year = over_years(reached.assessment, reached.plan.city, reached.plan, reached.as_of)
    if len(by_year) < 2:
        return None
    index = DataFrame({year: nodes.loc["index"] for year, nodes in by_year.items()}).T
    below = [nodes.iloc[len(reached.plan.trajectory.columns) :]["status"] for nodes in by_year.values()]
    cells, told = Cells(reached.assessment), (*STATUSES, NOT_APPLICABLE)
    counted = [numbers(s, f"status_{s}", "rank", [int((nodes == s).sum()) for nodes in below]) for s in told]
    columns = [
        numbers("year", "column_year", "year", by_year),
        cells.scores("target", "column_target", index["target"].astype(float)),
        cells.scores("value", "column_score", index["value"].astype(float)),
        _status(index),
        *(column for column in counted if column.id in STATUSES or any(column.values)),
    ]
    return Table(id="years", title=Phrase("progress_years"), columns=columns, key=("year",))


def _closing(reached: Reached, completion: DataFrame | None) -> Iterator[Part]:
    yield Phrase("progress_method")
    change, rank, count = improvement_of(reached.assessment, reached.row)
    if not np.isnan(change):
        moved = Cells(reached.assessment).figure(change, signed=True)
        yield Phrase("progress_improvement", change=moved, rank=int(rank), count=count)
    if completion is not None:
        yield sentence(completion)


def _record(reached: Reached, completion: DataFrame | None, language: str) -> dict[str, Any]:
    assessment, plan = reached.assessment, reached.plan
    change, rank, count = improvement_of(assessment, reached.row)
    improvement = {
        "change": rounded(float(without_noise(change, assessment.framework.scale))),
        "rank": None if np.isnan(rank) else int(rank),
        "of": count,
    }
    return {
        **record_of(assessment, reached.row, None, language),
        "plan": plan.file,
        "year": reached.year,
        "improvement": improvement,
        "years": {
            str(at): {str(name): cells["status"] for name, cells in nodes.iterrows()}
            for at, nodes in over_years(assessment, plan.city, plan, reached.as_of).items()
        },
        "nodes": records(reached.above, assessment.framework),
        "indicators": records(reached.below, assessment.framework),
        "completion": None if completion is None else records_of(completion),
    }
