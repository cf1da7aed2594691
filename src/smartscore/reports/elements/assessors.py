"""Values of several assessors that became one: by which rule, and where assessors are far apart."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from pandas import Series

from smartscore.consolidation.spread import Spread
from smartscore.engine import Assessment
from smartscore.reports.document import Column, Listed, Table
from smartscore.reports.elements.cells import Cells, node_title, numbers, raw_figure, rounded, row_label, words
from smartscore.rules import answers
from smartscore.text import Phrase, Sentence

_NAMED = 8


def assessors_sentences(assessment: Assessment) -> Iterator[Sentence]:
    """Say by which rule values of several assessors became one, and where these are more than one level apart."""
    spread = assessment.dataset.spread
    if spread is None:
        return
    count = sum(int((count > 1).sum()) for count in spread.count.values())
    yield Phrase("summary_consolidated", count=count, assessors=", ".join(spread.assessors), rule=str(spread.rule))
    if apart := _apart(assessment, spread):
        shown: list[Sentence] = [_in_city(assessment, spread, name, row) for name, row in apart[:_NAMED]]
        more: list[Sentence] = ["..."] if len(apart) > _NAMED else []
        yield Phrase("summary_apart", count=len(apart), values=Listed([*shown, *more]))


def _apart(assessment: Assessment, spread: Spread) -> list[tuple[str, int]]:
    """Give the indicators of levels and the rows in which assessors are more than one level apart, by row."""
    names = [node.id for node in assessment.framework.indicators if node.id in spread.count]
    leveled = [name for name in names if answers.has_levels(assessment.framework.nodes[name].rule)]
    cells = [(name, row) for name in leveled for row in np.flatnonzero(spread.is_apart(name)).tolist()]
    return sorted(cells, key=lambda cell: cell[1])


def _in_city(assessment: Assessment, spread: Spread, name: str, row: int) -> Phrase:
    least, greatest = (float(ends[name][row]) for ends in (spread.least, spread.greatest))
    return Phrase(
        "apart_in_city",
        city=row_label(assessment, row),
        title=node_title(assessment.framework, name),
        least=raw_figure(assessment, name, least),
        greatest=raw_figure(assessment, name, greatest),
    )


def assessors_table(assessment: Assessment, spread: Spread) -> Table:
    """Give a row for each indicator of a city that several assessors gave a value."""
    order = [node.id for node in assessment.framework.indicators if node.id in spread.count]
    cells = sorted((row, name) for name in order for row in np.flatnonzero(spread.count[name] > 1).tolist())
    names, scored = [name for _, name in cells], Cells(assessment)

    def raw(columns: Mapping[str, np.ndarray], id_: str) -> Column:
        taken = Series([float(columns[name][row]) for row, name in cells], index=names, dtype=float)
        return scored.values(id_, f"column_{id_}", taken)

    far = set(_apart(assessment, spread))
    columns = [
        words("city", "column_city", [row_label(assessment, row) for row, _ in cells], width=24),
        *scored.nodes(names),
        raw(assessment.columns, "value"),
        numbers("assessors", "column_assessors", "rank", [int(spread.count[name][row]) for row, name in cells]),
        raw(spread.least, "least"),
        raw(spread.greatest, "greatest"),
        numbers("deviation", "column_deviation", "raw", [float(spread.deviation[name][row]) for row, name in cells]),
        words("apart", "column_apart", [Phrase("yes") if (name, row) in far else "" for row, name in cells]),
    ]
    title, note = Phrase("sheet_assessors"), Phrase("help_assessors")
    return Table(id="assessors", title=title, note=note, columns=columns, key=("city", "title"))


def assessors_record(assessment: Assessment) -> dict[str, dict[int, dict[str, Any]]]:
    """Give what stands behind each value that is one of several, by node and row."""
    spread = assessment.dataset.spread
    if spread is None:
        return {}
    parts = {"count": spread.count, "least": spread.least, "greatest": spread.greatest, "deviation": spread.deviation}
    return {
        name: {
            row: {part: rounded(float(columns[name][row])) for part, columns in parts.items()}
            for row in np.flatnonzero(count > 1).tolist()
        }
        for name, count in spread.count.items()
    }
