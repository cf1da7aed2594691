"""The gaps of a city as text and as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import wrap

from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.messages import message, numbers
from smartscore.model import Indicator
from smartscore.reports.columns import Column
from smartscore.reports.explanation import identity, raw, records, standing
from smartscore.reports.summary import decimals_of, headline
from smartscore.reports.table_report import grid
from smartscore.reports.view import View
from smartscore.views import gaps

Wanted = Callable[[Assessment, int], Mapping[str, float]]


def told_gaps(assessments: Sequence[Assessment], city: str, wanted: Wanted, view: View, format_: str) -> str:
    """Tell the gaps of a city to what is wanted, in each of its rows, as a table or as JSON.

    Raises:
        UsageError: if there is no such city, column, or nothing to be wanted.
    """
    told = [
        (assessment, row, gaps(assessment, row, wanted(assessment, row), view.by))
        for assessment in assessments
        for row in assessment.dataset.rows_of(city)
    ]
    if format_ == "json":
        record = [{**identity(assessment, row, view), "gaps": records(found)} for assessment, row, found in told]
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return "\n".join(line.rstrip() for each in told for line in [*_lines(*each, view), ""])


def _lines(assessment: Assessment, row: int, found: DataFrame, view: View) -> Iterator[str]:
    framework, language, decimals = assessment.framework, view.language, decimals_of(assessment)

    def column(code: str, cells: list[str]) -> Column:
        return Column(message(code, language), "", cells)

    yield from wrap(headline(assessment, view), view.width)
    yield from wrap(standing(assessment, row, view), view.width)
    if found.empty:
        yield message("gaps_none", language)
        return
    nodes = [framework.nodes[name] for name in found.index]
    units = [node.unit.to(language) for node in nodes if isinstance(node, Indicator)]
    columns = [
        Column(message("column_title", language), "", [node.title.to(language) for node in nodes], numeric=False),
        column("column_value", raw(found["value"], language)),
        column("column_wanted", raw(found["wanted"], language)),
        column("column_gap", raw(found["gap"], language)),
    ]
    if any(units):
        columns.append(Column(message("column_unit", language), "", units, numeric=False))
    columns += [
        column("column_gain", numbers(found["gain"].tolist(), decimals, language)),
        column("column_rank", numbers(found["rank"].tolist(), 0, language)),
    ]
    yield from grid(columns, view.width)
    yield from wrap(message("gaps_alone", language), view.width)
