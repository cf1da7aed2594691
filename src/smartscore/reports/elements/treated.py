"""Values that the steps of a framework changed, each with the measured value beside it."""

from collections.abc import Iterator, Sequence

import numpy as np
from pandas import Series

from smartscore.engine import Assessment
from smartscore.reports.document import Column, Listed
from smartscore.reports.elements.cells import Cells, node_title, raw_figure, rounded, row_label
from smartscore.text import Phrase, Sentence

_NAMED = 8


def stepped_value(assessment: Assessment, name: str, row: int) -> Phrase | None:
    """Give a value that a step changed with the measured one: 97 (measured 240); None for one that it did not."""
    if name not in assessment.changed or not assessment.changed[name][row]:
        return None
    value, measured = (float(values[name][row]) for values in (assessment.columns, assessment.measured))
    fields = {"value": raw_figure(assessment, name, value), "measured": raw_figure(assessment, name, measured)}
    return Phrase("value_stepped", **fields)


def stepped_sentence(assessment: Assessment, row: int | None = None) -> Iterator[Phrase]:
    """Count the values that steps changed, in a row or in all, and name the first of them by city and node."""
    cells = [(name, at) for name, by_row in measured_cells(assessment).items() for at in by_row]
    places = [place for place in cells if row in (None, place[1])]
    if places:
        shown: list[Sentence] = [_named(assessment, *place) for place in places[:_NAMED]]
        more: list[Sentence] = ["..."] if len(places) > _NAMED else []
        yield Phrase("summary_stepped", count=len(places), values=Listed([*shown, *more]))


def _named(assessment: Assessment, name: str, row: int) -> Phrase:
    title, value = node_title(assessment.framework, name), stepped_value(assessment, name, row)
    return Phrase("stepped_in_city", city=row_label(assessment, row), title=title, value=value)


def measured_column(assessment: Assessment, row: int, names: Sequence[str], *, level: int = 0) -> list[Column]:
    """Give the measured values of the nodes that a step changed, in a column; none where it changed none."""
    changed = [name in assessment.changed and bool(assessment.changed[name][row]) for name in names]
    if not any(changed):
        return []
    pairs = zip(names, changed, strict=True)
    measured = Series({name: float(assessment.measured[name][row]) if moved else np.nan for name, moved in pairs})
    return [Cells(assessment).values("measured", "column_measured", measured, level=level)]


def measured_cells(assessment: Assessment) -> dict[str, dict[int, float | None]]:
    """Give the measured values of nodes that steps changed, with 12 significant digits, by node and row."""
    known = {name: flags for name, flags in assessment.changed.items() if name in assessment.framework.nodes}
    rows = {name: np.flatnonzero(flags).tolist() for name, flags in known.items() if flags.any()}
    return {name: {row: rounded(float(assessment.measured[name][row])) for row in at} for name, at in rows.items()}
