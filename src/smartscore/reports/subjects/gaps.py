"""The gaps of a city: the distance of each indicator to its target, and the gain of closing it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.engine.groups import By
from smartscore.reports.document import Document, Part, Section, Table, chapters_of
from smartscore.reports.elements.cells import Cells, numbers, records
from smartscore.reports.elements.city_heading import city_document, record_of
from smartscore.reports.elements.treated import measured_column
from smartscore.text import Phrase
from smartscore.views import gaps

#: A function that gives the target values of the city in a row.
Targets = Callable[[Assessment, int], DataFrame | Mapping[str, float]]


def document(assessments: Sequence[Assessment], city: str, targets: Targets, among: By = None) -> Document:
    """Give the gaps of a city to its targets, in each of its rows.

    Raises:
        UsageError: if there is no such city, column, or no target.
    """
    rows = [(assessment, row) for assessment in assessments for row in assessment.dataset.rows_of(city)]
    return chapters_of(
        (of_row(each, row, gaps(each, row, targets(each, row), among), among) for each, row in rows),
        Phrase("title_gaps"),
    )


def of_row(assessment: Assessment, row: int, lacking: DataFrame, among: By = None) -> Document:
    """Give the document of one row, of which `lacking` is what `gaps` tells."""
    parts: list[Part] = (
        [Phrase("gaps_none")] if lacking.empty else [_table(assessment, row, lacking), Phrase("gaps_alone")]
    )
    record = partial(_record, assessment, row, lacking, among)
    return city_document(assessment, row, [Section(id="gaps", parts=parts)], record, among)


def _table(assessment: Assessment, row: int, lacking: DataFrame) -> Table:
    cells, names = Cells(assessment), [str(name) for name in lacking.index]
    columns = [
        *cells.nodes(names),
        cells.values("value", "column_value", lacking["value"]),
        *measured_column(assessment, row, names),
        cells.values("wanted", "column_wanted", lacking["wanted"]),
        numbers("gap", "column_gap", "raw", lacking["gap"]),
        *cells.units(names),
        cells.scores("gain", "column_gain", lacking["gain"]),
        numbers("rank_then", "column_rank", "rank", lacking["rank"]),
    ]
    return Table(id="gaps", title=Phrase("title_gaps"), columns=columns, key=("title",))


def _record(assessment: Assessment, row: int, lacking: DataFrame, among: By, language: str) -> dict[str, Any]:
    return {**record_of(assessment, row, among, language), "gaps": records(lacking, assessment.framework)}
