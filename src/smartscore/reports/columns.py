"""The columns of a ranking as text, which table, Markdown and CSV share."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from attrs import frozen
from rich.cells import cell_len

from smartscore.engine import Assessment, members_of
from smartscore.engine.groups import labels_of
from smartscore.messages import message, numbers, printable
from smartscore.reports.summary import decimals_of, row_label
from smartscore.reports.view import View


@frozen(slots=False)
class Column:
    """A column of a ranking: its heading, a short one if any, the text of each row, whether it holds numbers."""

    title: str
    short: str
    cells: list[str]
    numeric: bool = True

    @cached_property
    def width(self) -> int:
        """The width of the widest cell on a terminal."""
        return max((cell_len(cell) for cell in self.cells), default=0)


def order(assessment: Assessment, view: View) -> np.ndarray:
    """Give the rows, best first within year, assessor and group, and those without an index below."""
    ranks = assessment.ranks(view.by)
    rows = np.lexsort((np.asarray(assessment.dataset.labels), ranks, assessment.groups(view.by)))
    unranked = np.isnan(ranks[rows])
    return np.concatenate([rows[~unranked], rows[unranked]])


def leading(assessment: Assessment, view: View, rows: np.ndarray) -> list[Column]:
    """Give rank, group, city, index, band and coverage."""
    decimals, language = decimals_of(assessment), view.language
    ranks = assessment.ranks(view.by)
    index, coverage = assessment.index.to_numpy(), assessment.coverage["index"].to_numpy()

    def column(code: str, cell: Callable[[int], str], numeric: bool = True) -> Column:
        title = message(code, language)
        return Column(title, "", [cell(row) for row in rows], numeric)

    columns = [column("column_rank", lambda row: "-" if np.isnan(ranks[row]) else f"{ranks[row]:.0f}")]
    if view.by:
        group = labels_of(assessment.dataset, view.by)
        columns.append(Column(view.by, "", [printable(str(group[row])) for row in rows], numeric=False))
    columns.append(column("column_city", lambda row: row_label(assessment, row), numeric=False))
    title = message("column_index", language)
    columns.append(Column(title, "", numbers(index[rows].tolist(), decimals, language)))
    if assessment.framework.bands:
        bands = ["-" if name is None else name for name in assessment.band_names(language)]
        columns.append(column("column_band", lambda row: bands[row], numeric=False))
    change = assessment.improvement().to_numpy()
    if not np.isnan(change).all():
        cells = numbers(change[rows].tolist(), decimals, language)
        title = message("column_change", language)
        columns.append(Column(title, "", [signed(cell) for cell in cells]))
    columns += _what_if(assessment, view, rows)
    columns.append(column("column_coverage", lambda row: f"{coverage[row]:.0%}"))
    return columns


def _what_if(assessment: Assessment, view: View, rows: np.ndarray) -> list[Column]:
    """Give what values that were changed do to index and rank of every city."""
    if assessment.framework.name not in view.what_if:
        return []
    told = view.what_if[assessment.framework.name].summary.iloc[rows]
    parts = [("column_difference", "difference", decimals_of(assessment)), ("column_move", "move", 0)]
    return [
        Column(
            message(code, view.language), "", [signed(c) for c in numbers(told[name].tolist(), places, view.language)]
        )
        for code, name, places in parts
    ]


def signed(cell: str) -> str:
    """Write a change with its sign; one that rounds to nothing has none."""
    if not cell.strip("-0.,"):
        return cell.lstrip("-") or "-"
    return cell if cell.startswith("-") else f"+{cell}"


def scores(assessment: Assessment, view: View, rows: np.ndarray) -> list[Column]:
    """Give the scores of the nodes down to the depth that is asked for, the index left out."""
    decimals = decimals_of(assessment)
    columns = []
    for name in members_of(assessment.framework, view.depth)[1:]:
        node, values = assessment.framework.nodes[name], assessment.scores[name].to_numpy()
        cells = numbers(values[rows].tolist(), decimals, view.language)
        columns.append(Column(node.title.to(view.language), node.code, cells))
    return columns
