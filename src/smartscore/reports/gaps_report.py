"""The gaps of a city as text and as JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.messages import message
from smartscore.model import Indicator
from smartscore.reports.sheet import Sheet, records, told
from smartscore.reports.view import View
from smartscore.views import gaps

Wanted = Callable[[Assessment, int], DataFrame | Mapping[str, float]]


def told_gaps(assessments: Sequence[Assessment], city: str, wanted: Wanted, view: View, format_: str) -> str:
    """Tell the gaps of a city to what is wanted, in each of its rows, as a table or as JSON.

    Raises:
        UsageError: if there is no such city, column, or nothing to be wanted.
    """
    found = [
        (assessment, row, gaps(assessment, row, wanted(assessment, row), view.among))
        for assessment in assessments
        for row in assessment.dataset.rows_of(city)
    ]
    return told(
        found,
        format_,
        lambda each: {**Sheet(each[0], view).identity(each[1]), "gaps": records(each[2])},
        lambda each: _lines(Sheet(each[0], view), each[1], each[2]),
    )


def _lines(sheet: Sheet, row: int, found: DataFrame) -> Iterator[str]:
    yield from sheet.head(row)
    if found.empty:
        yield message("gaps_none", sheet.view.language)
        yield from sheet.provisos(row)
        return
    nodes = [sheet.assessment.framework.nodes[name] for name in found.index]
    units = [node.unit.to(sheet.view.language) for node in nodes if isinstance(node, Indicator)]
    columns = [
        sheet.titles(found.index),
        sheet.values("column_value", found["value"]),
        sheet.values("column_wanted", found["wanted"]),
        sheet.raw("column_gap", found["gap"]),
        *([sheet.words("column_unit", units)] if any(units) else []),
        sheet.scores("column_gain", found["gain"]),
        sheet.whole("column_rank", found["rank"]),
    ]
    yield from sheet.grid(columns)
    yield from sheet.say("gaps_alone")
    yield from sheet.provisos(row)
